/**
 * Goal: every bit of section 5 of the printers' sheet is sent by the simulated printer and understood by the driver; what
 * is asked keeps the sheet's rules. Method: its tables typed in; one sensor at a time; the bytes on the line counted.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { rasterImage } from '#hardware/printers/raster-image.ts'
import { realTimeCondition, StatusReader } from '#hardware/printers/status-reader.ts'
import { Mechanism } from '#simulators/escpos-printer/mechanism.ts'
import { RealTimeFilter } from '#simulators/escpos-printer/real-time.ts'
import { queuedByte, type Sensors } from '#simulators/escpos-printer/status-bytes.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

const bytesOf = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const read = (text: string) => new StatusReader().push(bytesOf(text))

function openMechanism() {
  const replies: string[] = []
  let tickets = 0
  const mechanism = new Mechanism(
    { columns: 42, paperLines: 1_000, nearEndLines: 5 },
    {
      reply: (_, bytes) => replies.push(hex(bytes)),
      ticket: () => {
        tickets += 1
      },
      drawer: () => {},
      unknownCommand: (bytes) => replies.push(`unknown ${hex(Uint8Array.from(bytes))}`),
      sensors: () => {},
    },
  )
  return { mechanism, replies, tickets: () => tickets, send: (text: string) => mechanism.accept(bytesOf(text)) }
}

const FINE = { coverOpen: false, paperOut: false, paperNearEnd: false, stopped: false, drawerPinHigh: false }

describe('each bit', () => {
  it.each([
    ['waiting for on-line recovery', (m: Mechanism) => m.setWaiting(true), ['3a', '12', '12', '12'], '18010000'],
    ['its feed button held', (m: Mechanism) => m.setFeeding(true), ['5a', '1a', '12', '12'], '58020000'],
    ['a mechanical error', (m: Mechanism) => m.setFault('mechanical'), ['1a', '52', '16', '12'], '18040000'],
    ['the autocutter', (m: Mechanism) => m.setFault('cutter'), ['1a', '52', '1a', '12'], '18080000'],
    ['an unrecoverable error', (m: Mechanism) => m.setFault('unrecoverable'), ['1a', '52', '32', '12'], '18200000'],
    ['a hot head', (m: Mechanism) => m.setFault('overheated'), ['1a', '52', '52', '12'], '18400000'],
  ] as const)('of %s is in DLE EOT 1 to 4 and in ASB, and holds the driver back', (_, change, answers, automatic) => {
    const { mechanism, replies, send } = openMechanism()
    send('1d611f')
    replies.splice(0)
    change(mechanism)
    expect(replies.splice(0)).toEqual([automatic])
    for (const n of [1, 2, 3, 4]) send(`10040${n}`)
    expect(replies).toEqual(answers)
    const [printer = 0, offLine = 0, , paper = 0] = answers.map((answer) => Number.parseInt(answer, 16))
    const condition = { ...FINE, stopped: true }
    expect(realTimeCondition({ printer, offLine, paper })).toEqual(condition)
    expect(read(automatic)).toEqual([{ kind: 'automatic', condition }])
    // Mended, it says so, and the driver goes on.
    replies.splice(0)
    mechanism.setFault(null)
    mechanism.setWaiting(false)
    mechanism.setFeeding(false)
    expect(read(replies.at(-1) ?? '')).toEqual([{ kind: 'automatic', condition: FINE }])
  })

  it('of the feed button is told to who asked for it by GS a b4, and to nobody else', () => {
    for (const [mask, told] of [
      ['10', ['58020000', '10000000']],
      ['08', []],
    ] as const) {
      const { mechanism, replies, send } = openMechanism()
      // A NUL after it: 10 alone may still be the head of a command that is obeyed at once.
      send(`1d61${mask}00`)
      replies.splice(0)
      mechanism.setFeeding(true)
      mechanism.setFeeding(false)
      expect(replies).toEqual(told)
    }
  })

  it('of ASB byte 4 is reserved, and changes nothing', () => {
    for (const fourth of ['00', '0f', '60', '6f']) {
      expect(read(`100000${fourth}12`)).toEqual([
        { kind: 'automatic', condition: FINE },
        { kind: 'real-time', byte: 0x12 },
      ])
    }
  })

  it('of GS r 1 and 2: paper near its end, gone, the drawer; all of them are replies of the queue', () => {
    const sensors: Sensors = {
      ...{ coverOpen: false, paperOut: false, paperNearEnd: false, stopped: false, drawerOpen: false },
      ...{ fault: null, waiting: false, feeding: false },
    }
    const byte = (n: number, change: Partial<Sensors>) => queuedByte(n, { ...sensors, ...change })
    const bytes = [
      byte(1, {}),
      byte(1, { paperNearEnd: true }),
      byte(1, { paperOut: true }),
      byte(1, { paperNearEnd: true, paperOut: true }),
      byte(2, {}),
      byte(2, { drawerOpen: true }),
    ]
    expect(bytes).toEqual([0x00, 0x03, 0x0c, 0x0f, 0x00, 0x01])
    expect(new StatusReader().push(Uint8Array.from(bytes))).toEqual(
      bytes.map((each) => ({ kind: 'queued', byte: each })),
    )
  })
})

describe('DLE ENQ', () => {
  it.each([
    ['mechanical', 1, true, 1],
    ['mechanical', 2, true, 0],
    ['cutter', 1, true, 1],
    ['cutter', 2, true, 0],
    ['unrecoverable', 1, false, 0],
    ['unrecoverable', 2, false, 0],
    ['overheated', 1, false, 0],
  ] as const)('after the fault %s, %i: over is %s, tickets %i', (fault, n, isOver, tickets) => {
    const printer = openMechanism()
    printer.mechanism.setFault(fault)
    printer.send(`410a 1d5601 10050${n}`)
    expect([printer.mechanism.sensors().fault === null, printer.tickets()]).toEqual([isOver, tickets])
    // What cannot be recovered keeps what it holds.
    printer.mechanism.setFault(null)
    expect(printer.tickets()).toBe(n === 2 && isOver ? 0 : 1)
  })
})

describe('one stream', () => {
  it.each(['3d', '53', '5f', '37'])('a block headed %s ends at its 00, and what follows is read', (head) => {
    expect(read(`${head}41420012`)).toEqual([{ kind: 'real-time', byte: 0x12 }])
  })

  it('XON and XOFF may stand anywhere, within a block too', () => {
    expect(read('11 37 13 22 11 30 13 30 30 11 37 13 00 11 12 13 10 11 00 00 13 00')).toEqual([
      { kind: 'printed', id: '0007' },
      { kind: 'real-time', byte: 0x12 },
      { kind: 'automatic', condition: FINE },
    ])
  })
})

let lines = 0
function openDriver() {
  lines += 1
  const { link, far } = simulatedPair(`simulated:status-${lines}`)
  const sent: Uint8Array[] = []
  far.onBytes((bytes) => sent.push(bytes))
  const printer = createEscposPrinter({ alias: 'Imprimante', endpoint: link.endpoint, clock: new ManualClock(), link })
  return { printer, far, sent }
}
const isQuery = (bytes: Uint8Array) => bytes[0] === 0x10 && bytes[1] === 0x04

describe('the driver', () => {
  it('never has two DLE EOT outstanding, whoever asks at once', async () => {
    const { printer, far } = openDriver()
    let [queries, outstanding, most] = [0, 0, 0]
    far.onBytes((bytes) => {
      if (!isQuery(bytes)) return
      queries += 1
      outstanding += 1
      most = Math.max(most, outstanding)
      setImmediate(() => {
        outstanding -= 1
        far.write(Uint8Array.of(0x12))
      })
    })
    expect(await printer.prepare()).toBe(null)
    const asked = await Promise.all([printer.prepare(), printer.kickNow(), printer.prepare()])
    expect(asked).toEqual([null, 'printed', null])
    expect([queries, most]).toEqual([10, 1])
    await printer.close()
  })

  it('writes a job whole, in blocks, and asks nothing before its acknowledgement is asked for', async () => {
    const { printer, far, sent } = openDriver()
    far.onBytes((bytes) => {
      if (isQuery(bytes)) far.write(Uint8Array.of(0x12))
    })
    expect(await printer.prepare()).toBe(null)
    sent.splice(0)
    const job = new Uint8Array(6_000).fill(0x41)
    const printed = printer.print(job, '0007')
    for (let turn = 0; turn < 6; turn += 1) await settle()
    expect(hex(Buffer.concat(sent))).toBe(`${hex(job)}1d284806003030303030371d7201`)
    expect(Math.max(...sent.map((block) => block.length))).toBe(LIMITS.printerBlockBytes)
    expect(LIMITS.printerBlockBytes).toBeGreaterThanOrEqual(256)
    expect(LIMITS.printerBlockBytes).toBeLessThanOrEqual(1_024)
    far.write(bytesOf('37 22 30303037 00'))
    expect(await printed).toBe('printed')
    await printer.close()
  })
})

describe('an image', () => {
  it.each(['100401', '100402', '100403', '100404', '100501', '100502', '1014010001', '1014010108'])(
    'that holds %s by chance is sent with one dot more, and obeyed by nobody',
    (command) => {
      const spelled = [...bytesOf(command)]
      const acrossBytes = 5
      for (let at = 0; at <= 10; at += 1) {
        const dots = new Uint8Array(acrossBytes * 3)
        dots.set(spelled, at)
        const image = rasterImage(acrossBytes, dots)
        expect(hex(image.subarray(0, 8))).toBe('1d76300005000300')
        const { rest, commands } = new RealTimeFilter().push(image)
        expect([commands, rest]).toEqual([[], image])
        expect([...image.subarray(8)].map((byte, place) => byte ^ (dots[place] ?? 0)).filter(Boolean)).toEqual([0x08])
        // Sent as it was, it would have been obeyed.
        expect(new RealTimeFilter().push(dots).commands).toHaveLength(1)
      }
    },
  )
})
