/**
 * Goal: a simulated ZVT terminal takes what tills say in the standalone-terminals sheet (2a and 3), byte for byte and in whatever pieces
 * it comes, says what the sheet has terminals say, and books by the till's answer alone. Method: a till that says the sheet's bytes to
 * it on a line in memory; the terminal's own ledger.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { encodeApdu, readApdus } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { BMP, fromBcd, readFields } from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import type { TerminalEntry } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { printedAs } from '#simulators/zvt-terminal/messages.ts'
import { ScriptedTill, type TillManners } from '#test/support/terminals/scripted-till.ts'
import {
  bytesOfHex,
  hexOfBytes,
  ZVT_ADMIN_BLOCK_END,
  ZVT_ADMIN_BLOCK_HEAD,
  ZVT_ADMIN_LINES,
  ZVT_APPROVED,
  ZVT_BLOCK_REGISTRATION,
  ZVT_GLUED_LINE,
  ZVT_LAST_LINE,
  ZVT_LINE,
  ZVT_LONG_BLOCK_HEAD,
  ZVT_LONG_BLOCK_LINES,
  ZVT_NO_RESERVATIONS,
  ZVT_NOT_ISSUED,
  ZVT_PART_ISSUED,
  ZVT_PAY_10,
  ZVT_PAY_33,
  ZVT_SEQUENCE_PAY,
  ZVT_SEQUENCE_REGISTRATION,
  ZVT_SEQUENCE_YES,
} from '#test/support/terminals/zvt-vectors.ts'

const YES = '80 00 00'
const DONE = '06 0F 00'
const GIVEN_UP = '06 1E 01 6C'
const AGAIN = '84 9C 00'
const RESULT = 0x040f
/** Everything is printed by the terminal itself. */
const REGISTRATION = '06 00 06 00 00 00 08 09 78'
const RESERVE = '06 22 0A 04 00 00 00 00 50 00 49 09 78'

let till: ScriptedTill
afterEach(() => till.close())

async function registered(manners: TillManners = {}, registration = REGISTRATION) {
  till = new ScriptedTill(manners)
  await till.ask(registration)
}
const told = () => till.said.filter((message) => message.startsWith('04 0F'))
const booked = async () =>
  ((await till.ledger()) as readonly TerminalEntry[]).map(({ state, amountMinor }) => [state, amountMinor])
/** Of a message that was said, its fields behind `hidden` bytes. */
const fieldsOf = (message: string | undefined, hidden = 0) =>
  readFields(readApdus(bytesOfHex(message ?? '')).apdus[0]?.data.subarray(hidden) ?? new Uint8Array()).fields

describe('a payment', () => {
  it('is taken as the sheet has it, whatever its length looks like', async () => {
    await registered()
    const said = await till.ask(ZVT_PAY_10)
    expect([said[0], said[1], said.at(-1)]).toEqual([YES, '04 FF 01 0A', DONE])
    expect((await till.ask('06 01 FF 07 00 04 00 00 00 00 10 00')).at(-1)).toBe(DONE)
    expect(await booked()).toEqual([
      ['approved', 1_000],
      ['approved', 1_000],
    ])
  })

  it('is the same cut at any byte, and byte by byte', async () => {
    await registered()
    const length = bytesOfHex(ZVT_PAY_10).length
    const places = Array.from({ length: length - 1 }, (_, place) => place + 1)
    for (const cut of places) expect((await till.ask(ZVT_PAY_10, cut)).at(-1), `cut at ${cut}`).toBe(DONE)
    expect((await till.ask(ZVT_PAY_10, ...places)).at(-1)).toBe(DONE)
    expect(await booked()).toEqual(Array.from({ length }, () => ['approved', 1_000]))
  })

  it('tells its result in the fields of the sheet’s example', async () => {
    await registered()
    for (let receipt = 1; receipt < 470; receipt += 1) {
      await till.terminal.control({ do: 'pay-by-hand', amountMinor: 1 })
    }
    await till.ask('06 01 0A 04 00 00 00 00 20 40 49 09 78')
    const [own, sheet] = [told()[0], ZVT_APPROVED].map((message) => fieldsOf(message))
    const shared = [BMP.result, BMP.amount, BMP.trace, BMP.terminalId, BMP.merchantNumber, BMP.currency, BMP.receipt]
    const hex = (fields: typeof own, bmp: number) => hexOfBytes(fields?.get(bmp) ?? new Uint8Array())
    expect(shared.map((bmp) => hex(own, bmp))).toEqual(shared.map((bmp) => hex(sheet, bmp)))
    expect([BMP.time, BMP.date, BMP.pan, BMP.approvalCode].filter((bmp) => !own?.has(bmp))).toEqual([])
  })

  it('of 33.00 is told once more for a till that is not ready, ten times at most', async () => {
    const readyAt = (ready: number) => (control: number, time: number) =>
      control === RESULT && time < ready ? AGAIN : undefined
    await registered({ againMs: 1, answer: readyAt(10) })
    expect((await till.ask(ZVT_PAY_33)).at(-1)).toBe(DONE)
    expect(told()).toHaveLength(10)
    await till.close()
    await registered({ againMs: 1, answer: readyAt(99) })
    expect((await till.ask(ZVT_PAY_33)).at(-1)).toBe(GIVEN_UP)
    expect(told()).toHaveLength(10)
    // An order that does not say how often is told once.
    expect((await till.ask(ZVT_PAY_10)).at(-1)).toBe(GIVEN_UP)
    expect(told()).toHaveLength(1)
    expect(await booked()).toEqual([
      ['reversed', 3_300],
      ['reversed', 1_000],
    ])
  })

  it.each([
    ['all of it', YES, ['approved', 3_300]],
    ['all of it, in other words', '84 00 00', ['approved', 3_300]],
    ['all of it, with the number of the message', ZVT_SEQUENCE_YES, ['approved', 3_300]],
    ['22.00 of it', ZVT_PART_ISSUED, ['approved', 2_200]],
    ['more than it', ZVT_PART_ISSUED.replace('22 00', '33 01'), ['reversed', 3_300]],
    ['a part of no amount', '84 9D 00', ['reversed', 3_300]],
    ['nothing', ZVT_NOT_ISSUED, ['reversed', 3_300]],
    ['nothing, for want of paper', '84 CC 00', ['reversed', 3_300]],
  ])('is booked by what the till gives out: %s', async (_, answer, entry) => {
    await registered({ answer: (control) => (control === RESULT ? answer : undefined) })
    expect((await till.ask(ZVT_PAY_33)).at(-1)).toBe(entry[0] === 'approved' ? DONE : GIVEN_UP)
    expect(await booked()).toEqual([entry])
  })
})

describe('a terminal', () => {
  it('registers a till that wants blocks, and prints them', async () => {
    await registered({}, ZVT_BLOCK_REGISTRATION)
    expect((await till.ask(ZVT_PAY_10)).filter((message) => message.startsWith('06 D3'))).toHaveLength(2)
  })

  it('numbers its yes as the till numbers its messages', async () => {
    await registered({}, ZVT_SEQUENCE_REGISTRATION)
    expect(till.said[0]).toBe('80 00 08 06 06 1F 73 03 00 00 00')
    // The sheet's message says 0C where 14 is.
    const said = await till.ask(ZVT_SEQUENCE_PAY.replace('06 01 0C', '06 01 14'))
    expect([said[0], said.at(-1)]).toEqual([ZVT_SEQUENCE_YES, DONE])
    expect(await booked()).toEqual([['approved', 100]])
  })

  it('says which reservations are open', async () => {
    await registered()
    const asked = '06 23 03 87 FF FF'
    expect(await till.ask(asked)).toEqual([YES, ZVT_NO_RESERVATIONS])
    await till.ask(RESERVE)
    await till.ask(RESERVE)
    expect(await till.ask(asked)).toEqual([YES, '06 1E 0D B8 06 0A 23 08 08 02 00 01 08 02 00 02'])
    await till.ask('06 25 03 87 00 01')
    expect((await till.ask(asked)).at(-1)).toBe('06 1E 09 B8 06 06 23 04 08 02 00 02')
  })

  it('takes a payment back that is named by its receipt alone, and only once', async () => {
    await registered()
    await till.ask(ZVT_PAY_10)
    const void1 = '06 30 06 00 00 00 87 00 01'
    expect((await till.ask(void1)).at(-1)).toBe(DONE)
    expect((await till.ask(void1)).at(-1)).toBe('06 1E 01 B4')
    expect((await till.ask('06 30 06 00 00 00 87 00 09')).at(-1)).toBe('84 83 00')
    expect((await booked())[0]).toEqual(['voided', 1_000])
  })

  it('says who it is and how it is, also to a till that it does not know', async () => {
    till = new ScriptedTill()
    const ready = '06 0F 0B F0 F0 F7 32 2E 31 34 2E 31 35 00'
    expect(await till.ask('05 01 03 12 34 56')).toEqual([YES, ready])
    await till.terminal.control({ do: 'state', code: 0xf0 })
    expect((await till.ask('05 01 05 12 34 56 03 04')).at(-1)).toBe(ready.replace(/00$/, 'F0'))
  })

  it('ends its day with a total, and with those of each kind of card', async () => {
    await registered()
    await till.ask(ZVT_PAY_10)
    await till.ask(ZVT_PAY_33)
    await till.ask('06 50 03 00 00 00')
    const fields = fieldsOf(told()[0])
    expect(fromBcd(fields.get(BMP.amount))).toBe('000000004300')
    const totals = hexOfBytes(fields.get(BMP.totals) ?? new Uint8Array())
    const none = '00 00 00 00 00 00 00'
    // Receipts 1 to 2; every card is of the third kind.
    expect(totals).toBe(['00 01 00 02', none, none, '02 00 00 00 00 43 00', none, none, none, none].join(' '))
  })

  it('does not know what it does not know', async () => {
    await registered()
    expect(await till.ask('06 91 00')).toEqual(['84 83 00'])
    expect(await till.ask('06 01 00')).toEqual(['84 83 00'])
  })
})

describe('what it prints', () => {
  const said = (...args: Parameters<typeof printedAs>) => printedAs(...args).map((apdu) => hexOfBytes(encodeApdu(apdu)))

  it('is the sheet’s lines, with or without a container glued to them', () => {
    expect(said('lines', 1, ['TEST Portalum'])).toEqual([ZVT_LINE, ZVT_LAST_LINE])
    expect(said('glued-lines', 1, ['RIEDG 50'])).toEqual([ZVT_GLUED_LINE, ZVT_LAST_LINE])
  })

  it('is the sheet’s blocks, with lengths of two and three bytes', () => {
    const [admin = ''] = said('block', 3, ZVT_ADMIN_LINES)
    expect([admin.startsWith(ZVT_ADMIN_BLOCK_HEAD), admin.endsWith(ZVT_ADMIN_BLOCK_END)]).toEqual([true, true])
    const [long = ''] = said('block', 2, ZVT_LONG_BLOCK_LINES)
    expect([long.startsWith(ZVT_LONG_BLOCK_HEAD), bytesOfHex(long).length]).toEqual([true, 654 + 5])
  })
})
