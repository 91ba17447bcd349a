/**
 * The line of the pad (ABECS 6.2.1): repeats, rubbish, broken frames, any chunking, commands out of order, and any
 * bytes at all. Faults come from the same script the tests of the till use.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame } from '#hardware/pad/abecs/framing.ts'
import { writePacket } from '#hardware/pad/abecs/packet.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { openBench } from '#test/support/abecs-pad/bench-pad.ts'
import { fcx, gcx, gox, gtk, RMC_TEXT } from '#test/support/abecs-pad/purchase.ts'
import { fromHex, latin1, textOf } from '#test/support/abecs-pad/test-till.ts'

const OPN = '164F504E17A8A9'
const OPN_ANSWER = '164F504E30303017775E'
const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('the line', () => {
  it('sends its last response again for each NAK', async () => {
    const { till } = openBench()
    await till.ask('OPN')
    till.writeHex('1515')
    await turn()
    expect(till.receivedHex()).toBe(`06${OPN_ANSWER}${OPN_ANSWER}${OPN_ANSWER}`)
  })

  it('skips what comes before SYN', async () => {
    const { till } = openBench()
    till.writeHex(`00FF0D0A4142${OPN}`)
    await turn()
    expect(till.receivedHex()).toBe(`06${OPN_ANSWER}`)
  })

  it('answers a wrong check by NAK after silence, and takes the repeat', async () => {
    const { till } = openBench()
    till.writeHex('164F504E170000')
    expect((await till.next()).kind).toBe('nak')
    expect((await till.ask('OPN')).status).toBe('OPN000')
    expect(till.receivedHex()).toBe(`1506${OPN_ANSWER}`)
  })

  it('takes a frame in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 40 }), async (sizes) => {
        const { till } = openBench()
        const frame = encodeFrame(writePacket('GCX', gcx()))
        let at = 0
        for (const size of [...sizes, frame.length]) {
          till.write(frame.subarray(at, at + size))
          at += size
        }
        await turn()
        expect(till.receivedHex()).toBe('06')
      }),
      { numRuns: 30 },
    )
  })

  it('answers any packet by exactly one response of its own kind, and never falls over', async () => {
    const id = fc.constantFrom(
      'OPN',
      'GIX',
      'DSP',
      'DEX',
      'GTK',
      'GOX',
      'FCX',
      'GED',
      'TLI',
      'TLR',
      'TLE',
      'CLX',
      'XXX',
    )
    await fc.assert(
      fc.asyncProperty(fc.tuple(id, fc.uint8Array({ maxLength: 80 })), async ([name, rest]) => {
        const { till } = openBench()
        till.write(encodeFrame(Uint8Array.from([...latin1(name), ...rest])))
        expect((await till.next()).kind).toBe('ack')
        const part = await till.next()
        expect(part.kind).toBe('packet')
        if (part.kind !== 'packet') return
        expect([name, 'ERR']).toContain(till.read(part.packet).id)
        expect((await till.ask('OPN')).status).toBe('OPN000')
      }),
      { numRuns: 300 },
    )
  })

  it('stays alive on any bytes, and a till finds it after CAN', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { pad, till } = openBench()
        till.write(bytes)
        await turn()
        pad.line.powerCycle()
        const from = till.received.length
        till.writeHex('18')
        expect(till.received.slice(from)).toEqual([0x04])
      }),
      { numRuns: 100 },
    )
  })
})

describe('faults by script', () => {
  it('drops an answer, which NAK brings back', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'fault', on: 'GIX', kind: 'drop' })
    await till.begin('GIX')
    await turn()
    till.writeHex('15')
    expect((await till.finish()).status).toBe('GIX000')
  })

  it('trickles one byte at a time', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'fault', on: 'GIX', kind: 'trickle' })
    expect((await till.ask('GIX')).status).toBe('GIX000')
  })

  it('spoils a byte, and the repeat is sound', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'fault', on: 'OPN', kind: 'garbage', bytes: 4 })
    till.writeHex(OPN)
    expect((await till.next()).kind).toBe('ack')
    expect((await till.next()).kind).toBe('malformed')
    till.writeHex('15')
    expect((await till.finish()).status).toBe('OPN000')
  })
})

describe('commands out of order or out of shape', () => {
  it('010 where something must have gone before', async () => {
    const { pad, till } = openBench()
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX010')
    expect((await till.ask('FCX', ...fcx('0000'))).status).toBe('FCX010')
    expect((await till.ask('GTK', ...gtk())).status).toBe('GTK010')
    expect((await till.ask('TLR', latin1('01'))).status).toBe('TLR010')
    expect((await till.ask('TLE')).status).toBe('TLE010')
    await pad.control({ do: 'insert', card: 'cb-chip' })
    await till.ask('GCX', ...gcx())
    expect((await till.ask('FCX', ...fcx('0000'))).status).toBe('FCX010')
    expect((await till.ask('GTK', ...gtk())).status).toBe('GTK000')
    expect((await till.ask('GTK', ...gtk())).status).toBe('GTK010')
    await till.ask('CLX')
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX010')
  })

  it('011 for what breaks its format, 019 for what is missing, 042 for a key that is not there', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'insert', card: 'cb-chip' })
    expect((await till.ask('GCX', ...gcx({ [SPE.AMOUNT]: '20.00' }))).status).toBe('GCX011')
    expect((await till.ask('GCX')).status).toBe('GCX019')
    expect((await till.ask('DSP', latin1('too short'))).status).toBe('DSP011')
    expect((await till.ask('DEX', latin1('004ABC'))).status).toBe('DEX011')
    await till.ask('GCX', ...gcx())
    expect((await till.ask('GTK', ...gtk({ [SPE.KEYIDX]: '17' }))).status).toBe('GTK042')
    expect((await till.ask('GTK', ...gtk({ [SPE.MTHDDAT]: '10' }))).status).toBe('GTK042')
    expect((await till.ask('GOX', ...gox({ [SPE.ACQREF]: '09' }))).status).toBe('GOX011')
    expect((await till.ask('GOX', ...gox({ [SPE.KEYIDX]: '99' }))).status).toBe('GOX042')
  })

  it('012 when nobody comes, and the display is empty again', async () => {
    const { pad, till } = openBench()
    const blocks = gcx()
    const oneSecond = fromHex('000C000101')
    expect((await till.ask('GCX', ...blocks, oneSecond)).status).toBe('GCX012')
    expect(await pad.control({ do: 'display' })).toEqual([' '.repeat(16), ' '.repeat(16)])
  })

  it('masks as SPE_PANMASK says, and as 0604 when the till forgot it', async () => {
    const { pad, till } = openBench()
    await pad.control({ do: 'insert', card: 'visa-chip' })
    expect(textOf(await till.ask('GCX', ...gcx({ [SPE.PANMASK]: '0004' })), PP.PAN)).toBe('************1111')
    const withoutMask = await till.ask(
      'GCX',
      fromHex('00150006323631313232001600063134333331320013000C303030303030303032303030'),
    )
    expect(textOf(withoutMask, PP.PAN)).toBe('411111******1111')
  })
})

describe('RMC', () => {
  it('answers at once without a card, else when the card is out', async () => {
    const { pad, till } = openBench()
    expect((await till.ask('RMC', RMC_TEXT)).status).toBe('RMC000')
    await pad.control({ do: 'insert', card: 'cb-chip' })
    await till.begin('RMC', RMC_TEXT)
    await turn()
    const before = till.received.length
    await pad.control({ do: 'key', key: 'cancel' })
    await turn()
    expect(till.received.length).toBe(before)
    await pad.control({ do: 'remove' })
    expect((await till.finish()).status).toBe('RMC000')
    expect(await pad.control({ do: 'display' })).toEqual(['REPRENEZ        ', 'VOTRE CARTE     '])
  })
})

describe('GIX', () => {
  it('tells who the pad is; key serial numbers only when asked, as the next use will carry them', async () => {
    const { till } = openBench()
    const all = await till.ask('GIX')
    expect(textOf(all, PP.SPECVER)).toBe('2.12')
    expect(textOf(all, PP.KRNLVER)).toBe('NOT EMV L2')
    expect([...all.parameters.keys()].filter((id) => id >= 0x9100)).toEqual([])
    const some = await till.ask('GIX', fromHex('0001000891079207911190FF'))
    expect([...some.parameters].map(([id, value]) => [id, Buffer.from(value).toString('hex').toUpperCase()])).toEqual([
      [0x9107, 'FFFF9876543207E00001'],
      [0x9207, 'FFFF9876543107E00001'],
    ])
  })
})
