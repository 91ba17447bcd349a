/**
 * Goal: what terminals say in the standalone-terminals sheet (2a and 3, ZVT) is heard by the till as the sheet means it, in whatever
 * pieces it comes, and what is no answer approves nothing. Method: the driver on a line in memory whose far side says the sheet's bytes
 * in whole sessions; a clock that moves when told to.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { ZVT } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { encodeElements, encodeFields } from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import type { TerminalTicket } from '#payment/ports/standalone-terminal.port.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { DONE, type Pieces, scriptedZvt, type Words, YES } from '#test/support/terminals/scripted-zvt.ts'
import { keeper, orderOf } from '#test/support/terminals/terminal-orders.ts'
import {
  hexOfBytes,
  ZVT_ABORTED,
  ZVT_ADMIN_BLOCK_END,
  ZVT_ADMIN_BLOCK_HEAD,
  ZVT_ADMIN_LINES,
  ZVT_APPROVED,
  ZVT_CONTACTLESS,
  ZVT_DECLINED,
  ZVT_GLUED_LINE,
  ZVT_LAST_LINE,
  ZVT_LINE,
  ZVT_LONG_BLOCK_HEAD,
  ZVT_LONG_BLOCK_LINES,
  ZVT_LONG_FORM,
  ZVT_NOT_ISSUED,
  ZVT_SEQUENCE_YES,
  ZVT_WRONG_RESERVATIONS,
} from '#test/support/terminals/zvt-vectors.ts'

const GIVEN_UP = '06 1E 01 6C'
/** The result of 20.40 in the sheet's contactless example, with the amount that it leaves out. */
const CONTACTLESS_WITH_AMOUNT = ZVT_CONTACTLESS.replace('04 0F 65 27 00', '04 0F 6C 27 00 04 00 00 00 00 20 40')

/** The number of the terminal in that example. */
const OTHER_TERMINAL = { [ZVT.registration]: [YES, '06 0F 05 29 00 00 00 06'] }

/** One payment of 20.40 to which the terminal says `answer`; what the till said to each word, and what it kept. */
async function paid(answer: readonly string[], pieces: Pieces = 'whole', other: Words = {}) {
  const made = scriptedZvt({ [ZVT.payment]: answer, ...other }, pieces)
  const disk = keeper()
  const tickets: TerminalTicket[] = []
  const keepTicket = async (ticket: TerminalTicket) => tickets.push(ticket) > 0
  const order = orderOf('pay', { amountMinor: 2_040, keep: disk.keep, keepTicket })
  const outcome = await made.driver.pay(order)
  await settle()
  const steps = made.notices.flatMap((notice) => (notice.kind === 'progress' ? [[notice.step, notice.text]] : []))
  // Registration, its end, and the order itself come first.
  return { outcome, answers: made.heard.slice(3), kept: disk.kept, tickets, steps, bytes: made.written() }
}

/** A block (06 D3) of one copy: 1 the shop's, 2 the customer's, 3 of the shop's papers. */
function blockOf(copy: number, lines: readonly string[]): string {
  const texts = lines.map((line) => ({ tag: 0x07, value: Buffer.from(line) }))
  const end = { tag: 0x09, value: Uint8Array.of(0x81) }
  const container = encodeElements([
    { tag: 0x1f07, value: Uint8Array.of(copy) },
    { tag: 0x25, value: encodeElements([...texts, end]) },
  ])
  const data = encodeFields([[0x06, container]])
  const length = data.length < 0xff ? [data.length] : [0xff, data.length & 0xff, data.length >> 8]
  return hexOfBytes(Uint8Array.from([0x06, 0xd3, ...length, ...data]))
}

describe('a result of the sheet, in its whole session', () => {
  it('approves 20.40, with all that it says', async () => {
    const { outcome, answers, kept } = await paid([YES, ZVT_APPROVED, DONE])
    expect(outcome).toMatchObject({
      kind: 'approved',
      result: {
        amountMinor: 2_040,
        reference: { approvalCode: '611804', receiptNumber: '0470', traceNumber: '000470' },
        maskedPan: '************4771',
        contract: '100461763',
      },
    })
    expect([answers, kept.length]).toEqual([[YES, YES], 1])
  })

  it('declines by the bank’s code, in its words', async () => {
    const { outcome, answers, kept } = await paid([YES, ZVT_DECLINED, '06 1E 01 05'])
    expect(outcome).toEqual({
      kind: 'declined',
      failure: { code: 'TERMINAL_DECLINED', details: { reason: 'Abgelehnt' } },
      isNotVoidable: true,
    })
    expect([answers, kept.length]).toEqual([[YES, YES], 0])
  })

  it('is an abort by the customer', async () => {
    const { outcome, answers } = await paid([YES, ZVT_ABORTED, GIVEN_UP])
    expect(outcome).toEqual({ kind: 'aborted', failure: { code: 'TERMINAL_ABANDONED' } })
    expect(answers).toEqual([YES, YES])
  })

  it('approves by a long trace, contactless', async () => {
    const { outcome } = await paid([YES, CONTACTLESS_WITH_AMOUNT, DONE], 'whole', OTHER_TERMINAL)
    expect(outcome).toMatchObject({
      kind: 'approved',
      result: {
        reference: { approvalCode: null, receiptNumber: '0008', traceNumber: '10015008' },
        applicationId: 'A0000000041010',
        scheme: 'mastercard',
        entryMode: 'contactless',
      },
    })
  })

  it('of another terminal than the one that registered the till is not believed', async () => {
    const { outcome, answers } = await paid([YES, CONTACTLESS_WITH_AMOUNT, GIVEN_UP])
    expect([outcome.kind, answers]).toEqual(['aborted', [ZVT_NOT_ISSUED, YES]])
  })

  it('that does not say how much is not believed: the terminal takes it back', async () => {
    const { outcome, answers, kept } = await paid([YES, ZVT_CONTACTLESS, GIVEN_UP], 'whole', OTHER_TERMINAL)
    expect(outcome.kind).toBe('aborted')
    expect([answers, kept]).toEqual([[ZVT_NOT_ISSUED, YES], []])
  })

  it('counts as it was told last, with the end behind it', async () => {
    const wrongPin = '04 0F 02 27 55'
    expect((await paid([YES, wrongPin, ZVT_APPROVED, DONE])).outcome.kind).toBe('approved')
    expect((await paid([YES, ZVT_APPROVED, ZVT_DECLINED, '06 1E 01 05'])).outcome.kind).toBe('declined')
    // An end that does not fit to the last result.
    expect((await paid([YES, ZVT_APPROVED, ZVT_DECLINED, DONE])).outcome.kind).toBe('unknown')
    expect((await paid([YES, ZVT_APPROVED, GIVEN_UP])).outcome.kind).toBe('unknown')
  })
})

describe('what a terminal answers', () => {
  it.each([
    ['yes in other words', '84 00 00'],
    ['yes with the number of the message', ZVT_SEQUENCE_YES],
  ])('is %s', async (_, yes) => {
    expect((await paid([yes, ZVT_APPROVED, DONE])).outcome.kind).toBe('approved')
  })

  it.each([
    ['that it is at work', '84 9C 00', 'TERMINAL_BUSY'],
    ['that it cannot', '84 83 00', 'TERMINAL_REFUSED_ORDER'],
    ['that it does not know the till', '84 6B 00', 'TERMINAL_REFUSED_ORDER'],
  ])('is no: %s', async (_, no, code) => {
    expect((await paid([no])).outcome).toMatchObject({ kind: 'declined', failure: { code } })
  })

  it('may be a message with a long length, which says nothing, and gets its yes', async () => {
    const { outcome, answers } = await paid([YES, ZVT_LONG_FORM, GIVEN_UP])
    expect([outcome.kind, answers]).toEqual(['aborted', [YES, YES]])
  })

  it('may be a command that the till does not have', async () => {
    const commands = ['04 01 00', '04 0D 00', '04 0E 00', '06 D8 00', '06 DB 00']
    const { outcome, answers } = await paid([YES, ...commands, ZVT_APPROVED, DONE])
    expect([outcome.kind, answers]).toEqual(['approved', [...commands.map(() => '84 83 00'), YES, YES]])
  })
})

describe('what is no answer', () => {
  it.each([
    ['that ends nowhere', '15 03 69', 'TERMINAL_NO_ANSWER'],
    ['of another protocol', hexOfBytes(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')), 'TERMINAL_NO_ANSWER'],
    ['that is whole', '15 03 00', 'TERMINAL_MALFORMED_ANSWER'],
  ])('leaves it open whether something is charged: one %s', async (_, strange, code) => {
    const { driver, loseCommand } = scriptedZvt({ [ZVT.payment]: [strange] })
    const outcome = driver.pay(orderOf('pay', { amountMinor: 2_040 }))
    await loseCommand()
    expect(await outcome).toMatchObject({ kind: 'unknown', failure: { code } })
    await driver.close()
  })

  it('swallows what comes behind it where its length is wrong, and approves nothing', async () => {
    const { driver, clock } = scriptedZvt({ [ZVT.payment]: [YES, `${ZVT_WRONG_RESERVATIONS} ${DONE}`] })
    const outcome = driver.pay(orderOf('pay', { amountMinor: 2_040 }))
    await settle()
    await clock.advance(LIMITS.terminalAnswerTimeoutMs)
    expect((await outcome).kind).not.toBe('approved')
    await driver.close()
  })
})

describe('what a terminal prints', () => {
  it('comes in lines, with or without a container glued to them', async () => {
    const { tickets, answers } = await paid([YES, ZVT_APPROVED, ZVT_LINE, ZVT_GLUED_LINE, ZVT_LAST_LINE, DONE])
    expect(tickets.at(-1)).toEqual({ copy: 'other', lines: ['TEST Portalum', 'RIEDG 50'] })
    expect(answers).toEqual([YES, YES, YES, YES, YES])
  })

  it('comes as a block with a length of two bytes', async () => {
    const block = blockOf(3, ZVT_ADMIN_LINES)
    expect([block.startsWith(ZVT_ADMIN_BLOCK_HEAD), block.endsWith(ZVT_ADMIN_BLOCK_END)]).toEqual([true, true])
    const { driver } = scriptedZvt({ [ZVT.dayEnd]: [YES, block, DONE] })
    expect(await driver.dayEnd()).toEqual({ kind: 'done', ticket: [...ZVT_ADMIN_LINES] })
  })

  it('comes as a block of 654 bytes in ten reads', async () => {
    const block = blockOf(2, ZVT_LONG_BLOCK_LINES)
    expect(block.startsWith(ZVT_LONG_BLOCK_HEAD)).toBe(true)
    const { outcome, tickets } = await paid([YES, ZVT_APPROVED, block, DONE], { size: 66 })
    const lines = ZVT_LONG_BLOCK_LINES.map((line) => line.trimEnd())
    expect(tickets).toEqual([{ copy: 'customer', lines }])
    expect(outcome).toMatchObject({ kind: 'approved', result: { ticket: lines } })
  })
})

describe('a whole session', () => {
  const words = '04 FF 14 0A 10 06 10 24 0E 07 0C 42 69 74 74 65 20 77 61 72 74 65 6E'
  const block = '06 D3 FF 10 00 06 0E 1F 07 01 02 25 08 07 03 41 42 43 09 01 81'
  const session = [YES, words, ZVT_APPROVED, ZVT_LINE, ZVT_LAST_LINE, block, DONE]

  it('comes to the same cut at any byte, and byte by byte', async () => {
    const whole = await paid(session)
    expect(whole).toMatchObject({ outcome: { kind: 'approved', result: { ticket: ['ABC'] } } })
    expect(whole.steps).toEqual([['card-awaited', 'Bitte warten']])
    expect(whole.answers).toEqual([YES, YES, YES, YES, YES, YES])
    for (let cutAt = 1; cutAt < whole.bytes; cutAt += 1) {
      expect(await paid(session, { cutAt }), `cut at ${cutAt}`).toEqual(whole)
    }
    expect(await paid(session, { size: 1 })).toEqual(whole)
    expect(await paid(session, { size: 7 })).toEqual(whole)
  })

  it('comes to the same when all of it comes at once', async () => {
    const { bytes: _, ...whole } = await paid(session)
    const { bytes: __, ...glued } = await paid([session.join(' ')])
    expect(glued).toEqual(whole)
  })
})
