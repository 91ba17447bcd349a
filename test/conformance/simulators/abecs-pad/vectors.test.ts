/**
 * The byte vectors of section 3 of the pin-pad sheet that concern the pad: what it must accept, and what it must
 * answer, byte for byte. The wire is written and read as hexadecimal, without the product's framing.
 */
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { PP } from '#hardware/pad/abecs/parameters.ts'
import { generateLinkKeys, secureOpenCommand, unwrapSessionKey } from '#hardware/pad/abecs/secure-link.ts'
import { openBench } from '#test/support/abecs-pad/bench-pad.ts'
import { gcx } from '#test/support/abecs-pad/purchase.ts'
import { applicationRecord } from '#test/support/abecs-pad/table-records.ts'
import { fromHex, hexOf, latin1, textOf } from '#test/support/abecs-pad/test-till.ts'

/** What the pad sends back at once for bytes of the sheet. */
async function wire(hex: string, bench = openBench()): Promise<string> {
  const before = bench.till.receivedHex().length
  bench.till.writeHex(hex)
  await new Promise((resolve) => setTimeout(resolve, 5))
  bench.till.forget()
  return bench.till.receivedHex().slice(before)
}

describe('vectors answered at once', () => {
  const vectors: ReadonlyArray<readonly [string, string, string]> = [
    ['OPN', '164F504E17A8A9', '06164F504E30303017775E'],
    ['an unknown command', '16554E4B177C32', '061645525230313017B711'],
    [
      'DSP with ISO-8859-1',
      '16445350303332202020204F50455241C7C34F2020202020202046494E414C495A414441202020175213',
      '0616445350303030173963',
    ],
    ['TLI of another version: 020', '16544C4930313230305441425645523030303817A00B', '0616544C493032301713D9'],
    ['a frame of AAAAAAAA, which is no command', '16414141414141414117' + '9A63', '061645525230313017B711'],
    ['EOT for CAN', '18', '04'],
    ['nothing for NAK, when nothing was said yet', '15', ''],
  ]
  for (const [name, sent, answered] of vectors) {
    it(name, async () => {
      expect(await wire(sent)).toBe(answered)
    })
  }

  it('TLE after TLI, then the same TLI: 000', async () => {
    const bench = openBench()
    await wire('16544C4930313230305441425645523030303817A00B', bench)
    expect((await bench.till.ask('TLR', latin1(`01${applicationRecord('03', '01')}`))).status).toBe('TLR000')
    expect(await wire('16544C451747E9', bench)).toMatch(/^0616544C45303030/)
    expect(await wire('16544C4930313230305441425645523030303817A00B', bench)).toMatch(/^0616544C49303030/)
    expect((await bench.till.ask('GIX', fromHex('000100029300'))).parameters.get(0x9300)).toEqual(latin1('TABVER0008'))
  })

  it('NAK for a frame whose check is zero, after half a second of silence', async () => {
    const { till } = openBench()
    till.writeHex('164F504E170000')
    expect((await till.next()).kind).toBe('nak')
    expect(till.receivedHex()).toBe('15')
  })

  it('GCD of the sheet, and EOT when the till cancels it', async () => {
    const bench = openBench()
    expect(await wire('16474344303136000C00013C000E00010A000B0002000917C142', bench)).toBe('06')
    expect(bench.displays()).toEqual(['DIGITE O RG | '])
    expect(await wire('18', bench)).toBe('04')
  })

  it('GIX of a figure the pad does not have: nothing, as in the trace', async () => {
    const { till } = openBench()
    await till.ask('GIX', fromHex('000100029163'))
    expect(till.receivedHex()).toBe('0616474958303030177F4A')
  })

  it('GKY013 when the customer presses the red key', async () => {
    const bench = openBench()
    await bench.till.begin('GKY')
    await bench.pad.control({ do: 'key', key: '5' })
    await bench.pad.control({ do: 'key', key: 'cancel' })
    expect((await bench.till.next()).kind).toBe('packet')
    expect(bench.till.receivedHex()).toBe('0616474B59303133173C38')
  })

  it('GOX reply with the PIN block of the standard, and FCX reply of an approval', async () => {
    const bench = openBench()
    await bench.pad.control({ do: 'customer', plan: [{ card: 'visa-13', afterMs: 0 }] })
    await bench.till.ask('GCX', ...gcx())
    const terms = '0010000230310002000133000900023136' + '0013000C303030303030303032303030'
    await bench.till.ask('GOX', fromHex(terms))
    expect(bench.till.receivedHex()).toMatch(
      /16474F5830303030333680560006323032303030805700081B9C1845EB993A7A804C000AFFFF9876543210E0000117EEC8$/,
    )
    await bench.till.ask('FCX', fromHex('0019000430303030001C00023030'))
    expect(bench.till.receivedHex()).toMatch(/06164643583030303030378058000330303017F7EC$/)
  })

  it('shows the characters of DSP', async () => {
    const bench = openBench()
    await wire('16445350303332202020204F50455241C7C34F2020202020202046494E414C495A414441202020175213', bench)
    expect(bench.displays()).toEqual(['    OPERAÇÃO |    FINALIZADA'])
  })

  it('takes the command of the real trace for CEX and answers its event 94 on a tap', async () => {
    const bench = openBench()
    expect(await wire('164345583031300006000631313131303017F4FD', bench)).toBe('06')
    await bench.pad.control({ do: 'tap', card: 'visa-contactless' })
    expect((await bench.till.next()).kind).toBe('packet')
    expect(bench.till.receivedHex()).toBe('061643455830303030303680400002393417A3D6')
  })

  it('takes the GCX of the real trace, escapes and all, and reads a card for it', async () => {
    const bench = openBench()
    expect(
      await wire(
        '16474358303632001200083032303130323034001333000C30303030303030303030303100150006323531313131001336000631373336343700133700053130303030002100010017AF70',
        bench,
      ),
    ).toBe('06')
    expect(bench.displays()).toEqual(['VALOR:      0,01 | APROXIME, INSIRA'])
    await bench.pad.control({ do: 'tap', card: 'visa-contactless' })
    const answer = await bench.till.finish()
    expect(answer.status).toBe('GCX000')
    expect(textOf(answer, PP.AIDTABINFO)).toBe('020201')
    expect(textOf(answer, PP.PAN)).toBe('411111******1111')
  })

  it('takes the GTK of the sheet (DUKPT ECB, slot 07, 6 digits open) after a card', async () => {
    const bench = openBench()
    await bench.pad.control({ do: 'insert', card: 'visa-chip' })
    await bench.till.ask('GCX', ...gcx())
    await bench.till.begin('GIX')
    await bench.till.finish()
    bench.till.writeHex('1647544B3032350007000431313130000300023530000900023037000800013617A4E3')
    expect((await bench.till.next()).kind).toBe('ack')
    const answer = await bench.till.finish()
    expect(hexOf(answer, PP.ENCPAN)).toMatch(/^411111.{16}$/)
    expect(hexOf(answer, PP.TRACK2)).toMatch(/^411111.{32}$/)
    expect(hexOf(answer, PP.ENCPANKSN)).toBe(hexOf(answer, PP.TRK2KSN))
  })

  it('refuses the GTK without encryption of the trace: no track in clear leaves this pad', async () => {
    const bench = openBench()
    await bench.pad.control({ do: 'insert', card: 'visa-chip' })
    await bench.till.ask('GCX', ...gcx())
    bench.till.writeHex('1647544B3030380007000431313131170687')
    expect((await bench.till.next()).kind).toBe('ack')
    expect((await bench.till.finish()).status).toBe('GTK011')
  })

  it('answers FCX010 to the FCX of the trace without a card, and names no table of an acquirer it has none for', async () => {
    const bench = openBench()
    expect(
      await wire(
        '164643583037330019000430303030001C000230300005000C8A0230308906303632353031000400279F269F279F109F379F36959A9C9F025F2A829F1A9F039F349F06509F335F249F0B5F345A579F6E170D93',
        bench,
      ),
    ).toMatch(/^0616464358303130/)
    bench.till.writeHex('164749583030360001000293001792DA')
    expect((await bench.till.next()).kind).toBe('ack')
    const answer = await bench.till.finish()
    expect(answer.parameters.get(0x9300)).toEqual(latin1('0000000000'))
  })
})

describe('DUKPT vectors of the standard', () => {
  it('GPN on slot 16 gives the first and second PIN block of X9.24-1 for PIN 1234', async () => {
    const { pad, till, asked } = openBench()
    const block = latin1(`316${'0'.repeat(32)}13${'4012345678909'.padEnd(19)}10412${'CODE :'.padEnd(32)}`)
    const blocks: string[] = []
    for (let round = 0; round < 2; round += 1) {
      await till.begin('GPN', block)
      await asked('pin')
      for (const key of ['1', '2', '3', '4', 'enter']) await pad.control({ do: 'key', key })
      blocks.push(Buffer.from((await till.finish()).blocks[0] ?? new Uint8Array()).toString('latin1'))
    }
    expect(blocks).toEqual(['1B9C1845EB993A7AFFFF9876543210E00001', '10A01C8D02C69107FFFF9876543210E00002'])
  })
})

describe('secure link', () => {
  it('gives a session key, then speaks sealed only; CLX ends it in clear', async () => {
    const { till } = openBench()
    const keys = await generateLinkKeys()
    const opened = await till.ask('OPN', ...secureOpenCommand(keys).blocks)
    expect(opened.status).toBe('OPN000')
    till.sessionKey = unwrapSessionKey(opened.blocks[0] ?? new Uint8Array(), keys.privateKey)
    const from = till.received.length
    expect((await till.ask('GIX')).status).toBe('GIX000')
    // ACK, SYN, then the mark of an encrypted packet.
    expect(till.received.slice(from, from + 3)).toEqual([0x06, 0x16, 0x12])
    const closing = till.received.length
    expect((await till.ask('CLX')).status).toBe('CLX000')
    expect(Buffer.from(till.received.slice(closing + 2, closing + 8)).toString()).toBe('CLX000')
    till.sessionKey = null
    expect((await till.ask('GIX')).status).toBe('GIX000')
  })

  it('ERR003 without a key, <ID>009 in clear, ERR009 and OPN010 end it', async () => {
    const { till } = openBench()
    till.sessionKey = fromHex('DB3B4D015432AB3223555A1F81759A94')
    expect((await till.ask('GIX')).status).toBe('ERR003')
    const keys = await generateLinkKeys()
    const open = async () => {
      till.sessionKey = null
      const opened = await till.ask('OPN', ...secureOpenCommand(keys).blocks)
      return unwrapSessionKey(opened.blocks[0] ?? new Uint8Array(), keys.privateKey)
    }
    const first = await open()
    expect((await till.ask('GIX')).status).toBe('GIX009')
    till.sessionKey = first
    expect((await till.ask('GIX')).status).toBe('GIX000')
    till.sessionKey = fromHex('DB3B4D015432AB3223555A1F81759A94')
    expect((await till.ask('GIX')).status).toBe('ERR009')
    till.sessionKey = null
    expect((await till.ask('GIX')).status).toBe('GIX000')
    till.sessionKey = await open()
    expect((await till.ask('OPN')).status).toBe('OPN010')
    till.sessionKey = null
    expect((await till.ask('GIX')).status).toBe('GIX000')
  })

  it('refuses a key that is none: OPN011', async () => {
    const { till } = openBench()
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
    const modulus = Buffer.from(short.n ?? '', 'base64url').toString('hex')
    expect((await till.ask('OPN', latin1(`0128${modulus}3010001`))).status).toBe('OPN011')
  })
})
