/**
 * Goal: what a ZVT terminal says on its way (04 FF) is told to the cashier in his language or in the terminal's own words, and is waited
 * for as long as it says. Method: the codes of the standalone-terminals sheet (2a) said by the simulated terminal to the driver, and
 * messages with minutes and containers on a line in memory whose clock moves when told to.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { LOCALES } from '#contract/locale.ts'
import { TERMINAL_STEPS } from '#contract/views/terminal-view.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { encodeApdu, ZVT } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { streamCarrier } from '#hardware/terminals/zvt/zvt-carrier.ts'
import { progressTextOf, readProgress, stepOf } from '#hardware/terminals/zvt/zvt-progress.ts'
import { ZvtSession } from '#hardware/terminals/zvt/zvt-session.ts'
import type { TerminalStep } from '#payment/ports/standalone-terminal.port.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { PROTOCOLS } from '#test/support/terminals/byte-tables.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const hexOf = (code: number) => code.toString(16).padStart(2, '0')

/** Code, what the sheet has for it, and what the cashier is told. */
const CODES: readonly (readonly [code: number, sheet: string, step: TerminalStep])[] = [
  [0x00, 'customer confirms amount', 'customer-chooses'],
  [0x01, 'look at the terminal', 'look-at-terminal'],
  [0x02, 'look at the terminal', 'look-at-terminal'],
  [0x03, 'not possible', 'refused'],
  [0x04, 'contacting bank', 'asking-bank'],
  [0x05, 'terminal is reversing', 'reversing'],
  [0x06, 'sending stored bookings', 'asking-bank'],
  [0x07, 'card not accepted', 'refused'],
  [0x08, 'unknown card', 'refused'],
  [0x09, 'expired', 'refused'],
  [0x0a, 'waiting for card', 'card-awaited'],
  [0x0b, 'remove card', 'remove-card'],
  [0x0c, 'cannot read', 'look-at-terminal'],
  [0x0d, 'cancelled', 'cancelled'],
  [0x0e, 'please wait', 'please-wait'],
  [0x0f, 'automatic end of day running', 'day-end'],
  [0x10, 'invalid card', 'refused'],
  [0x11, 'balance', 'look-at-terminal'],
  [0x12, 'terminal fault', 'look-at-terminal'],
  [0x13, 'payment not possible', 'refused'],
  [0x14, 'limit', 'refused'],
  [0x15, 'wrong PIN', 'pin-entry'],
  [0x16, 'credit', 'refused'],
  [0x17, 'please wait', 'please-wait'],
  [0x18, 'too many PINs', 'refused'],
  [0x19, 'card data', 'refused'],
  [0x1a, 'service menu', 'look-at-terminal'],
  [0x1b, 'approved', 'approved'],
  [0x1c, 'approved', 'approved'],
  [0x1d, 'declined', 'refused'],
  [0x28, 'currency', 'customer-chooses'],
  [0x29, 'language', 'customer-chooses'],
  [0x2a, 'insert to load', 'card-awaited'],
  [0x2b, 'offline mode', 'please-wait'],
  [0x2c, 'application choice', 'customer-chooses'],
  [0x68, 'card detected', 'card-inserted'],
  [0x69, 'DCC choice', 'customer-chooses'],
  [0xc8, 'waiting for cashier', 'look-at-terminal'],
  [0xc9, 'auto diagnosis', 'please-wait'],
  [0xca, 'auto init', 'please-wait'],
  [0xcb, 'journal full', 'look-at-terminal'],
  [0xcc, 'PIN needed', 'pin-entry'],
  [0xd2, 'dialling', 'asking-bank'],
  [0xd3, 'dialling', 'asking-bank'],
  [0xe0, 'choosing', 'customer-chooses'],
  [0xe1, 'choosing', 'customer-chooses'],
  [0xf1, 'offline', 'please-wait'],
  [0xf2, 'online', 'please-wait'],
  [0xf3, 'offline', 'please-wait'],
  [0xff, 'TLV 24 text', 'please-wait'],
  // 40 more: "... and remove card". What came of it is told before that.
  [0x41, 'look at the terminal, and remove card', 'remove-card'],
  [0x4c, 'cannot read, and remove card', 'remove-card'],
  [0x4d, 'cancelled, and remove card', 'cancelled'],
  [0x4e, 'please wait, and remove card', 'remove-card'],
  [0x55, 'wrong PIN, and remove card', 'remove-card'],
  [0x5c, 'approved, and remove card', 'approved'],
  [0x5d, 'declined, and remove card', 'refused'],
]
/** What a container says in the till's words: `Bitte warten`. */
const OWN_WORDS = '24 0e 07 0c 42 69 74 74 65 20 77 61 72 74 65 6e'

describe('a code of the sheet', () => {
  it('said by a simulated terminal is a step for the cashier, and its own words are shown as they are', async () => {
    const { driver, terminal, notices, close } = bound(PROTOCOLS['ZVT over TCP']())
    await driver.probe()
    const progress = [...CODES.map(([code]) => hexOf(code)), `ff0006${hexOf(16)}${OWN_WORDS.replaceAll(' ', '')}`]
    await terminal.control({ do: 'says', progress })
    await driver.pay(orderOf('pay'))
    const told = notices.flatMap((notice) => (notice.kind === 'progress' ? [[notice.step, notice.text]] : []))
    expect(told).toEqual([
      ...CODES.map(([, , step]) => [step, null]),
      ['please-wait', 'Bitte warten'],
      ['card-awaited', null],
    ])
    await close()
  })

  it('or none of it is told politely, whatever the terminal says', () => {
    const listed = CODES.map(([code]) => code)
    const inFamily = (code: number) => code >= 0x40 && code < 0x80 && listed.includes(code - 0x40)
    const strangers = Array.from({ length: 256 }, (_, code) => code).filter(
      (code) => !listed.includes(code) && !inFamily(code),
    )
    expect(strangers.length).toBeGreaterThan(100)
    expect(new Set(strangers.map(stepOf))).toEqual(new Set(['please-wait']))
  })

  it.each(LOCALES)('has a sentence of its own for each step in %s', (locale) => {
    const file = join(import.meta.dirname, `../../../src/renderer/locales/${locale}.json`)
    const words = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>
    const sentences = TERMINAL_STEPS.map((step) => words[`terminalStep.${step}`] ?? '')
    expect(sentences.filter((sentence) => sentence.trim() === '')).toEqual([])
    expect(new Set(sentences).size).toBe(sentences.length)
    expect(new Set(CODES.map(([, , step]) => step))).toEqual(new Set(TERMINAL_STEPS))
  })
})

const T4_MS = LIMITS.terminalAnswerTimeoutMs
const MINUTE_MS = 60_000

/** A session that has its yes, and how long it waits after `said` before it gives up. */
async function silenceAfter(control: number, said: string): Promise<number> {
  const { link, far } = simulatedPair('memory:zvt-progress')
  await link.open()
  const clock = new ManualClock()
  const session = new ZvtSession(streamCarrier(link), clock)
  const listener = { onStatus: async () => 0, onPrint: async () => 0, onProgress: () => {} }
  let end: string | null = null
  const ended = session.run({ control: ZVT.payment, data: new Uint8Array() }, listener).then(({ kind }) => {
    end = kind
  })
  far.write(encodeApdu({ control: ZVT.yes, data: new Uint8Array() }))
  await settle()
  // Nearly all of the time is over when it says so: it begins anew.
  await clock.advance(T4_MS - 1)
  far.write(encodeApdu({ control, data: bytesOf(said) }))
  await settle()
  const from = clock.monotonicMs()
  while (end === null) await clock.advance(MINUTE_MS)
  await ended
  await session.close()
  return clock.monotonicMs() - from
}

describe('a terminal is waited for', () => {
  it.each([
    ['anew after its word', ZVT.progress, '0a', T4_MS],
    ['anew after a result', ZVT.statusInfo, '27 00', T4_MS],
    ['for the minutes that it names', ZVT.progress, '0a 10', 10 * MINUTE_MS],
    ['for six of them', ZVT.progress, '0a 06', 6 * MINUTE_MS],
    ['for no minutes at all', ZVT.progress, '0a 00', T4_MS],
    ['for minutes that are no figures', ZVT.progress, '0a 1f', T4_MS],
    ['for minutes before its words', ZVT.progress, `0a 10 06 10 ${OWN_WORDS}`, 10 * MINUTE_MS],
    ['for six before its words', ZVT.progress, `0a 06 06 10 ${OWN_WORDS}`, 6 * MINUTE_MS],
    ['for six before short words', ZVT.progress, '0a 06 06 05 24 03 07 01 41', 6 * MINUTE_MS],
    ['for none, where words follow at once', ZVT.progress, `0a 06 10 ${OWN_WORDS}`, T4_MS],
    ['for none, where an empty container does', ZVT.progress, '0a 06 00', T4_MS],
    ['never for longer than an order may take', ZVT.progress, '0a 99', LIMITS.terminalOrderMaxMs - T4_MS + 1],
  ])('%s', async (_, control, said, silenceMs) => {
    const waitedMs = await silenceAfter(control, said)
    // Time goes by in whole minutes here.
    expect(Math.ceil(silenceMs / MINUTE_MS) * MINUTE_MS).toBe(waitedMs)
  })

  it.each([
    ['without minutes', `0a 06 10 ${OWN_WORDS}`],
    ['with them', `0a 01 06 10 ${OWN_WORDS}`],
    ['with six of them', `0a 06 06 10 ${OWN_WORDS}`],
    ['with a long length', `0a 06 81 10 ${OWN_WORDS}`],
  ])('and its words are read %s', (_, said) => {
    expect(progressTextOf(readProgress(bytesOf(said)), 'cp437')).toBe('Bitte warten')
  })
})

const bound = <Table extends { close(): Promise<void> }>(table: Table) =>
  Object.assign(table, { close: table.close.bind(table) })
