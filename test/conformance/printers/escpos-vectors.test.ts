/**
 * Goal: driver and simulated printer both do what the sheet of the printers says, value by value. Method: its tables
 * typed in, section by section; bytes on the line are read as they leave.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import type { CodePage, LaidOutTicket } from '#contract/views/ticket-view.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { drawerKick, drawerKickNow, EscposEncoder } from '#hardware/printers/escpos-encoder.ts'
import { type PageNumbers, PRINTER_PROFILES, type PrinterProfile } from '#hardware/printers/printer-profiles.ts'
import { StatusReader } from '#hardware/printers/status-reader.ts'
import type { TicketPrinter } from '#hardware/printers/ticket-printer.ts'
import { characterOf } from '#simulators/escpos-printer/code-pages.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import { Mechanism } from '#simulators/escpos-printer/mechanism.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import { isOnSomePage } from '#test/support/printers/independent-reader.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytesOf = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

function rowOf(text: string, more: { readonly bold?: boolean; readonly double?: boolean } = {}): LaidOutTicket {
  const { bold = false, double = false } = more
  return { columns: 42, rows: [{ kind: 'text', text, bold, double, align: 'left' }, { kind: 'cut' }] }
}

function openMechanism(options: { readonly paperLines?: number; readonly nearEndLines?: number } = {}) {
  const replies: string[] = []
  const pulses: object[] = []
  let tickets = 0
  const { paperLines = 1_000, nearEndLines = 5 } = options
  const mechanism = new Mechanism(
    { columns: 42, paperLines, nearEndLines },
    {
      reply: (_, bytes) => replies.push(hex(bytes)),
      ticket: () => {
        tickets += 1
      },
      drawer: (pulse) => pulses.push(pulse),
      unknownCommand: (bytes) => replies.push(`unknown ${hex(Uint8Array.from(bytes))}`),
      sensors: () => {},
    },
  )
  return { mechanism, replies, pulses, tickets: () => tickets, send: (text: string) => mechanism.accept(bytesOf(text)) }
}

let lines = 0
/** The driver over a line whose far end is the test's. */
function openDriver(answer: (bytes: Uint8Array) => Uint8Array | null) {
  lines += 1
  const { link, far } = simulatedPair(`simulated:vectors-${lines}`)
  const sent: string[] = []
  far.onBytes((bytes) => {
    sent.push(hex(bytes))
    const reply = answer(bytes)
    if (reply !== null) far.write(reply)
  })
  const printer = createEscposPrinter({ alias: 'Imprimante', endpoint: link.endpoint, clock: new ManualClock(), link })
  return { printer, sent }
}

describe('section 2: the encoder’s settings', () => {
  const encoder = new EscposEncoder()
  const start = '1b401c2e1b4d001d610f'
  const end = '0a0a0a0a1d5601'

  it.each([
    ['é', '1b7413' + '82'],
    ['è', '1b7413' + '8a'],
    ['à', '1b7413' + '85'],
    ['ç', '1b7413' + '87'],
    ['œ', '1b7410' + '9c'],
    ['€', '1b7413' + 'd5'],
    ['ù', '1b7413' + '97'],
    ['ê', '1b7413' + '88'],
    ['É', '1b7413' + '90'],
    ['ä', '1b7413' + '84'],
    ['ö', '1b7413' + '94'],
    ['ü', '1b7413' + '81'],
    ['ß', '1b7413' + 'e1'],
    ['ą', '1b7412' + 'a5'],
    ['ć', '1b7412' + '86'],
    ['ę', '1b7412' + 'a9'],
    ['ł', '1b7412' + '88'],
    ['ń', '1b7412' + 'e4'],
    ['ó', '1b7413' + 'a2'],
    ['ś', '1b7412' + '98'],
    ['ź', '1b7412' + 'ab'],
    ['ż', '1b7412' + 'be'],
    ['Żurek', '1b7412' + 'bd7572656b'],
  ])('%s leaves as %s, LF alone after it, nothing after the cut', (text, wanted) => {
    const { bytes } = encoder.encode(rowOf(text))
    expect(hex(bytes)).toBe(`${start}${wanted}0a${end}`)
    expect(interpretTicket(bytes, 42)).toMatchObject({ text, problems: [] })
  })

  it('doubles with GS ! and never with ESC !', () => {
    expect(hex(encoder.encode(rowOf('A', { double: true, bold: true })).bytes)).toBe(
      `${start}1d21111b45011b7413411b45001d21000a${end}`,
    )
  })

  it.each([
    ['←', '<-'],
    ['↔', '<->'],
    ['►', '>'],
    ['♀', ''],
    ['§', 'par.'],
    ['\u001bp\u0000\u0032\u00fa', 'p2ú'],
    ['Menu {1} | a\\b ~ ^', 'Menu {1} | a\\b ~ ^'],
  ])('hostile %j leaves as the text %j', (text, wanted) => {
    const { bytes } = encoder.encode(rowOf(text))
    const printed = interpretTicket(bytes, 42)
    expect([printed.text, printed.problems]).toEqual([wanted, []])
  })
})

describe('section 5: queries and answers', () => {
  it('the driver asks with DLE EOT 1, 2 and 4, and ends a job with GS ( H and GS r 1', async () => {
    const { printer, sent } = openDriver((bytes) => {
      if (bytes[0] === 0x10) return Uint8Array.of(0x12)
      return Buffer.concat([bytesOf('37 22 30303037 00')])
    })
    expect(await printer.prepare()).toBe(null)
    expect(sent).toEqual(['100401', '100402', '100404'])
    expect(await printer.print(bytesOf('41 0a'), '0007')).toBe('printed')
    expect(sent.slice(3)).toEqual(['410a', '1d284806003030' + '30303037' + '1d7201'])
    expect(await printer.kickNow()).toBe('printed')
    expect(sent.slice(-2)).toEqual(['1014010001', '100401'])
    await printer.close()
  })

  const real = (n: number) => `1004${n.toString(16).padStart(2, '0')}`
  it.each([
    ['well', () => {}, ['12', '12', '12', '12'], '10000000'],
    ['drawer open', (m: Mechanism) => m.accept(bytesOf('1014010001')), ['16', '12', '12', '12'], '14000000'],
    ['cover open', (m: Mechanism) => m.setCover(true), ['1a', '16', '12', '12'], '38000000'],
    ['paper near its end', (m: Mechanism) => m.refill(5), ['12', '12', '12', '1e'], '10000300'],
    ['paper out', (m: Mechanism) => m.refill(0), ['1a', '32', '12', '7e'], '18000f00'],
    ['blade stuck', (m: Mechanism) => m.setStopped(true), ['1a', '52', '1a', '12'], '18080000'],
  ] as const)('the printer that is %s answers DLE EOT 1 to 4 and sends ASB', (_, change, answers, automatic) => {
    const { mechanism, replies, send } = openMechanism()
    send('1d61 0f')
    expect(replies.splice(0)).toEqual(['10000000'])
    change(mechanism)
    if (automatic !== '10000000') expect(replies.splice(0).at(-1)).toBe(automatic)
    for (const n of [1, 2, 3, 4]) send(real(n))
    expect(replies).toEqual(answers)
    const condition = new StatusReader().push(bytesOf(automatic))[0]
    expect(condition?.kind).toBe('automatic')
  })

  it.each([
    [0x01, 'the drawer', (m: Mechanism) => m.accept(bytesOf('1014010001'))],
    [0x02, 'off line', (m: Mechanism) => m.setCover(true)],
    [0x04, 'an error', (m: Mechanism) => m.setStopped(true)],
    [0x08, 'paper', (m: Mechanism) => m.refill(5)],
  ] as const)('GS a %i tells %s, and GS a 0 nothing', (mask, _, change) => {
    for (const [n, told] of [
      [mask, 1],
      [0, 0],
    ] as const) {
      const { mechanism, replies, send } = openMechanism()
      send(`1d61${n.toString(16).padStart(2, '0')}`)
      replies.splice(0)
      change(mechanism)
      expect(replies).toHaveLength(told)
    }
  })

  it('GS r 1 is paper, GS r 2 the drawer, and neither is answered without paper', () => {
    const { mechanism, replies, send } = openMechanism()
    send('1d7201 1d7202')
    send('1014010001')
    send('1d7202')
    mechanism.refill(5)
    send('1d7201')
    mechanism.refill(0)
    send('1d7201')
    expect(replies).toEqual(['00', '00', '01', '03'])
  })

  it('GS ( H is answered once what stands before it is printed', () => {
    const { mechanism, replies, send } = openMechanism({ paperLines: 0 })
    send('41 0a 1d284806003030 41423132')
    expect(replies).toEqual([])
    mechanism.refill(100)
    expect(replies).toEqual(['37224142313200'])
  })

  it('DLE ENQ 1 goes on at the line, DLE ENQ 2 drops what waits', () => {
    for (const [n, tickets] of [
      [1, 1],
      [2, 0],
    ] as const) {
      const printer = openMechanism()
      printer.mechanism.setStopped(true)
      printer.send('41 0a 1d5601')
      printer.send(`1005${n.toString(16).padStart(2, '0')}`)
      expect(printer.tickets()).toBe(tickets)
      expect(printer.mechanism.sensors().stopped).toBe(false)
    }
  })
})

describe('section 6: the drawer', () => {
  it('is kicked by the sheet’s bytes', () => {
    expect(hex(drawerKick(2))).toBe('1b700032fa')
    expect(hex(drawerKickNow(2))).toBe('1014010001')
  })

  it.each([
    ['1b700032fa', { pin: 2, onMs: 100, realTime: false }],
    ['1b700132fa', { pin: 5, onMs: 100, realTime: false }],
    ['1b7000 3c78', { pin: 2, onMs: 120, realTime: false }],
    ['1014010001', { pin: 2, onMs: 100, realTime: true }],
    ['1014010108', { pin: 5, onMs: 800, realTime: true }],
  ])('%s pulses it', (bytes, pulse) => {
    const { pulses, send } = openMechanism()
    send(bytes)
    expect(pulses).toEqual([pulse])
  })

  it('queued, waits without paper and fires at the refill; at once, does not wait', () => {
    const { mechanism, pulses, send } = openMechanism({ paperLines: 0 })
    send('1b700032fa')
    expect(pulses).toEqual([])
    send('1014010001')
    expect(pulses).toHaveLength(1)
    mechanism.refill(10)
    expect(pulses).toHaveLength(2)
  })
})

describe('section 7: code pages', () => {
  const POLISH = [...'ąćęłńśźżĄĆĘŁŃŚŹŻ']
  const FRENCH = [...'éèàùçâêîôûëïüœŒ€']
  const MISSING: Readonly<Record<CodePage, readonly string[]>> = {
    cp858: [...POLISH, 'œ', 'Œ'],
    cp852: [...'èàœŒêûïù€'],
    windows1252: POLISH,
    windows1250: [...'èàêûïùœŒ'],
    cp437: [...POLISH, 'œ', 'Œ', '€'],
  }
  const EPSON = PRINTER_PROFILES.epson

  it.each(Object.keys(MISSING) as CodePage[])('%s lacks what the sheet measured, for driver and printer', (page) => {
    const number = EPSON[page]
    const encoder = new EscposEncoder({ [page]: number })
    for (const letter of [...FRENCH, ...POLISH, 'ó', 'ä', 'ö', 'ß']) {
      const isMissing = MISSING[page].includes(letter)
      const { text } = interpretTicket(encoder.encode(rowOf(letter)).bytes, 42)
      expect([letter, text.startsWith('[image')]).toEqual([letter, isMissing])
      expect([letter, isOnSomePage(letter, [number])]).toEqual([letter, !isMissing])
      const drawn = Array.from({ length: 128 }, (_, half) => characterOf(0x80 + half, number))
      expect([letter, drawn.includes(letter)]).toEqual([letter, !isMissing])
    }
  })

  const FAMILIES: readonly (readonly [PrinterProfile, PageNumbers])[] = [
    ['epson', { cp858: 19, cp852: 18, windows1252: 16, windows1250: 45 }],
    ['epson-tm-t88iii', { cp858: 19, windows1252: 16 }],
    ['epson-tm-m30iii', { cp852: 18, windows1252: 16, windows1250: 45 }],
    ['pos-5890', { cp858: 53, cp852: 54, windows1252: 71, windows1250: 72 }],
    ['star', { cp858: 4, cp852: 5, windows1252: 32, windows1250: 33 }],
    ['wincor-th230', { cp858: 6, cp852: 2, windows1252: 8, windows1250: 17 }],
    ['yhd-8390', { cp858: 14, cp852: 13, windows1252: 11 }],
  ]
  it.each(FAMILIES)('%s selects its pages by its own numbers', (profile, numbers) => {
    const { cp437: _, ...known } = { cp437: 0, ...PRINTER_PROFILES[profile] }
    expect(known).toEqual(numbers)
    const selected = (letter: string) =>
      /1d610f1b74(..)/.exec(hex(new EscposEncoder(numbers).encode(rowOf(letter)).bytes))
    const first = numbers.cp858 ?? numbers.windows1252
    expect(Number.parseInt(selected('é')?.[1] ?? '', 16)).toBe(first)
    const polish = numbers.cp852 ?? numbers.windows1250
    if (polish !== undefined) expect(Number.parseInt(selected('ł')?.[1] ?? '', 16)).toBe(polish)
  })

  it('French figures lose their narrow spaces, not their digits', () => {
    expect(foldForPaper(new Intl.NumberFormat('fr-FR').format(1_234_567.5))).toBe('1 234 567,5')
    expect(foldForPaper('l’été… 12\u202f345\u00a0€ – — •')).toBe("l'été... 12 345 € - - -")
  })
})

describe('section 8: no ticket lost', () => {
  it('the waits of the sheet: pauses between tries, connection, blocks of a slow line', () => {
    expect(LIMITS.printerRetryPausesMs.map((ms) => ms / 1_000)).toEqual([1, 2, 5, 10, 30])
    expect(LIMITS.printerConnectTimeoutMs).toBe(3_000)
    expect(LIMITS.printerBlockBytes).toBe(512)
  })

  it('five tickets of nine lines on 25 lines of paper: two, then out; after the refill the other three, each once', async () => {
    lines += 1
    const { link, far } = simulatedPair(`simulated:vectors-${lines}`)
    const { mechanism, tickets } = withFar(far)
    const printer: TicketPrinter = createEscposPrinter({
      alias: 'Imprimante',
      endpoint: link.endpoint,
      clock: new ManualClock(),
      link,
    })
    const troubles: unknown[] = []
    printer.onTrouble((trouble) => {
      troubles.push(trouble)
      if (trouble === 'PRINTER_PAPER_OUT') queueMicrotask(() => mechanism.refill(500))
    })
    const nineLines = bytesOf(`1b40 1c2e 1d610f ${'41 0a'.repeat(5)} 0a0a0a0a 1d5601`)
    const outcomes: string[] = []
    for (let id = 1; id <= 5; id += 1) {
      expect(await printer.prepare()).toBe(null)
      outcomes.push(await printer.print(nineLines, `000${id}`))
      if (id === 2) expect([tickets(), troubles]).toEqual([2, []])
    }
    expect(outcomes).toEqual(Array(5).fill('printed'))
    expect([tickets(), troubles]).toEqual([5, ['PRINTER_PAPER_OUT', null]])
    // 25 lines of the first roll, 20 of the second.
    expect(mechanism.paperLines()).toBe(480)
    await printer.close()
  })
})

function withFar(far: ReturnType<typeof simulatedPair>['far']) {
  let tickets = 0
  const mechanism = new Mechanism(
    { columns: 42, paperLines: 25, nearEndLines: 5 },
    {
      reply: (_, bytes) => far.write(bytes),
      ticket: () => {
        tickets += 1
      },
      drawer: () => {},
      unknownCommand: () => {},
      sensors: () => {},
    },
  )
  far.onBytes((bytes) => mechanism.accept(bytes))
  return { mechanism, tickets: () => tickets }
}
