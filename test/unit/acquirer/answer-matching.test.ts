/** Which answer belongs to which request, and which must never be taken. */
import { describe, expect, it } from 'vitest'
import { judgeAnswer, matchKey, SentRequests } from '#payment/acquirer/answer-matching.ts'
import {
  readAdviceAnswer,
  readReversalAnswer,
  readSaleAnswer,
  readSignOnAnswer,
  readTotalsAnswer,
  readUploadAnswer,
} from '#payment/acquirer/answer-messages.ts'
import { type AttemptState, failedIn } from '#payment/acquirer/link-attempt.ts'
import { reversalMessage, saleMessage } from '#payment/acquirer/request-messages.ts'
import type { IsoFields, IsoMessage } from '#payment/iso8583/field-table.ts'
import { encodeMessage } from '#payment/iso8583/message-codec.ts'
import { answerTypeOf } from '#payment/iso8583/message-type.ts'
import type { AdviceVerdict } from '#payment/ports/acquirer-host.port.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'

const request = saleMessage(ascii87, saleOf('000002'), encryptCard())
const good: IsoFields = { 4: '2000', 11: '000002', 39: '00', 41: 'TERM0001' }
const sent = new SentRequests()
sent.add(matchKey(ascii87, saleMessage(ascii87, saleOf('000001'), encryptCard())))
sent.add(matchKey(ascii87, request))

const judge = (mti: string, fields: IsoFields, waiting: IsoMessage | null = request) =>
  judgeAnswer(ascii87, waiting, sent, encodeMessage(ascii87.iso8583, { mti, fields }))

describe('an answer', () => {
  it('is taken when class, terminal, number, type and amount are those of the request', () => {
    expect(judge('0210', good)).toMatchObject({ kind: 'answer', message: { mti: '0210' } })
  })

  it.each<[string, string, IsoFields, string]>([
    ['another amount', '0210', { ...good, 4: '2001' }, '4'],
    ['no amount', '0210', { ...good, 4: undefined }, '4'],
    ['a number never sent', '0210', { ...good, 11: '000003' }, '11'],
    ['another terminal', '0210', { ...good, 41: 'TERM0002' }, '41'],
    ['no terminal', '0210', { ...good, 41: undefined }, '41'],
    ['the type of a request', '0200', good, 'mti'],
  ])('with %s is malformed', (_, mti, fields, field) => {
    expect(judge(mti, fields)).toEqual({ kind: 'malformed', field })
  })

  it('that approves a part names a smaller amount, which no other answer may', () => {
    expect(judge('0210', { ...good, 4: '1999', 39: '10' })).toMatchObject({ kind: 'answer' })
    expect(judge('0210', { ...good, 39: '10' })).toEqual({ kind: 'malformed', field: '4' })
    expect(judge('0210', { ...good, 4: '2001', 39: '10' })).toEqual({ kind: 'malformed', field: '4' })
    expect(judge('0210', { ...good, 4: '0', 39: '10' })).toEqual({ kind: 'malformed', field: '4' })
  })

  it('to an earlier request is late', () => {
    expect(judge('0210', { ...good, 11: '000001' })).toMatchObject({
      kind: 'late',
      message: { mti: '0210', fields: { 11: '000001' } },
    })
  })

  it('to the sale is late while its reversal waits, though both carry the same number', () => {
    const original = saleOf('000002')
    const reversal = reversalMessage(ascii87, {
      original,
      reason: 'timeout',
      repeat: false,
      transmittedAt: '1122093130',
    })
    expect(judge('0210', good, reversal)).toMatchObject({
      kind: 'late',
      message: { mti: '0210', fields: { 11: '000002' } },
    })
    expect(judge('0430', { ...good, 4: undefined }, reversal)).toMatchObject({ kind: 'answer' })
  })

  it('that nobody waits for is late', () => {
    expect(judge('0210', good, null)).toMatchObject({
      kind: 'late',
      message: { mti: '0210', fields: { 11: '000002' } },
    })
  })

  it('that cannot be read is malformed', () => {
    expect(judgeAnswer(ascii87, request, sent, Buffer.from('HTTP/1.1 400'))).toEqual({
      kind: 'malformed',
      field: 'mti',
    })
  })

  it('has the type of its request', () => {
    expect(['0200', '0420', '0421', '0500', '0501', '0800'].map(answerTypeOf)).toEqual([
      '0210',
      '0430',
      '0430',
      '0510',
      '0510',
      '0810',
    ])
  })

  it('forgets requests beyond its memory', () => {
    const requests = new SentRequests()
    for (let stan = 0; stan <= 64; stan += 1) requests.add(String(stan))
    expect([requests.has('0'), requests.has('1'), requests.has('64')]).toEqual([false, true, true])
  })
})

describe('what an answer says', () => {
  const answer = (mti: string, fields: IsoFields): IsoMessage => ({ mti, fields })

  it.each([
    ['00', true, 2000, false],
    ['08', true, 2000, true],
    ['11', true, 2000, false],
    ['16', true, 2000, false],
    ['10', false, 2000, false],
    ['05', false, null, false],
    ['51', false, null, false],
    ['A1', false, null, false],
  ])('a sale with code %s: approved %s, charged %s, signature %s', (code, approved, charged, signatureRequired) => {
    expect(readSaleAnswer(ascii87, answer('0210', { 4: '000000002000', 39: code }))).toMatchObject({
      responseCode: code,
      approved,
      approvedAmountMinor: charged,
      signatureRequired,
    })
  })

  it.each<[string, AdviceVerdict]>([
    ['00', 'accepted'],
    ['94', 'accepted'],
    ['08', 'accepted'],
    ['51', 'refused'],
    ['05', 'refused'],
    ['43', 'refused'],
    ['54', 'refused'],
    ['91', 'try-later'],
    ['96', 'try-later'],
    ['09', 'try-later'],
    ['68', 'try-later'],
    ['12', 'not-understood'],
    ['30', 'not-understood'],
    ['58', 'not-understood'],
    ['Q9', 'not-understood'],
  ])('an advice with code %s is %s', (responseCode, verdict) => {
    expect(readAdviceAnswer(ascii87, answer('0230', { 39: responseCode }))).toMatchObject({ responseCode, verdict })
  })

  it.each([
    ['00', true],
    ['94', true],
    ['25', false],
    ['96', false],
  ])('an upload with code %s: done is %s', (responseCode, accepted) => {
    expect(readUploadAnswer(ascii87, answer('0330', { 39: responseCode }))).toMatchObject({ responseCode, accepted })
  })

  it('a sign-on tells clock and batch where the host sends them', () => {
    expect(readSignOnAnswer(ascii87, answer('0810', { 12: '103000', 13: '1122', 39: '00', 60: '000007' }))).toEqual({
      responseCode: '00',
      accepted: true,
      localTime: '103000',
      localDate: '1122',
      batchNumber: '000007',
    })
    expect(readSignOnAnswer(ascii87, answer('0810', { 39: '58' }))).toMatchObject({ accepted: false, localTime: null })
  })

  it.each([
    ['00', true],
    ['21', true],
    ['25', true],
    ['94', true],
    ['12', false],
    ['91', false],
    ['96', false],
  ])('a reversal with code %s: done is %s', (responseCode, accepted) => {
    expect(readReversalAnswer(ascii87, answer('0430', { 39: responseCode }))).toMatchObject({ responseCode, accepted })
  })

  it.each<[string, IsoFields, string]>([
    ['66=1', { 39: '00', 66: '1' }, 'balanced'],
    ['66=2', { 39: '95', 66: '2' }, 'differs'],
    ['66=0', { 39: '00', 66: '0' }, 'host-keeps-none'],
    ['00 alone', { 39: '00' }, 'balanced'],
    ['95 alone', { 39: '95' }, 'differs'],
  ])('totals with %s: %s', (_, fields, result) => {
    expect(readTotalsAnswer(ascii87, answer('0510', fields))).toMatchObject({ result, total: null, byScheme: {} })
  })

  it.each<[string, IsoFields]>([
    ['an error at the host', { 39: '96', 66: '3' }],
    ['a code that settles nothing', { 39: '96' }],
    ['no code', { 66: '1' }],
    [
      'a net that does not follow',
      { 39: '00', 74: '0', 75: '0', 76: '1', 77: '0', 86: '0', 87: '0', 88: '5', 89: '0', 97: 'D6' },
    ],
    ['half of the figures', { 39: '00', 88: '5' }],
    ['a scheme that nobody knows', { 39: '00', 63: `XX${'0'.repeat(52)}` }],
    ['a broken scheme row', { 39: '00', 63: 'VI000' }],
  ])('totals with %s settle nothing', (_, fields) => {
    expect(() => readTotalsAnswer(ascii87, answer('0510', fields))).toThrow('ISO 8583 field')
  })

  it('a sale without a code says nothing', () => {
    expect(() => readSaleAnswer(ascii87, answer('0210', {}))).toThrow('ISO 8583 field 39: short')
  })
})

describe('an attempt that fails', () => {
  it.each<[AttemptState, string]>([
    ['prepared', 'not-sent'],
    ['connecting', 'not-sent'],
    ['writing', 'silent'],
    ['written', 'silent'],
  ])('in state %s is %s', (state, kind) => {
    expect(failedIn(state)).toBe(kind)
  })
})
