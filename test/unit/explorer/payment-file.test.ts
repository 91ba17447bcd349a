/**
 * Goal: the story of a payment holds each event where it belongs, its messages as they were redacted, and the one thing
 * that is right to do next. Method: states, records and papers as the journal and the spool have them.
 */
import { describe, expect, it } from 'vitest'
import { withPapers } from '#main/explorer/paper-rows.ts'
import { type PaymentPapers, paymentFile } from '#main/explorer/payment-file.ts'
import { explorerTotals } from '#main/explorer/payment-row.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import { wireMessages } from '#payment/engine/wire-messages.ts'
import type { JournalRecord, StoredAdvice, StoredReversal } from '#payment/ports/payment-journal.port.ts'
import type { FoundPayment } from '#payment/ports/payment-search.port.ts'
import { paymentSteps, secretsOf } from '#test/support/till/payment-steps.ts'
import type { SpooledJob } from '#till/ports/print-spool.port.ts'

const PAYMENT = { paymentId: 'pay-1', saleId: 'sale-1', amountMinor: 2_000 }
const AT = (second: number) => `2026-11-22T13:31:${String(second).padStart(2, '0')}.500Z`

const found: FoundPayment = {
  paymentId: 'pay-1',
  number: 'P-2-pay-1',
  saleId: 'sale-1',
  startedMs: Date.parse(AT(0)),
  sequence: 1,
  amountMinor: 2_000,
  currency: 'EUR',
  outcome: 'approved',
  operation: 'sale',
  scheme: 'visa',
  cardTail: '1111',
  entryMode: 'chip',
  stan: '000042',
  terminalId: 'TILL0002',
  acquirerId: 'cb-nord',
  retrievalReference: '123456789012',
  approvalCode: 'A12345',
  responseCode: '00',
  cashierId: 'ines',
  cashierName: 'Inès M.',
}

const record = (sequence: number, kind: string, body: JournalRecord['body'] = {}): JournalRecord => ({
  sequence,
  at: AT(sequence),
  kind,
  body,
})
const SENT = { 0: '0200', 4: '000000002000', 52: '[8 bytes]', 11: '000042' }
const ANSWERED = { 0: '0210', 39: '00' }

function jobOf(paymentNumber: string, change: Partial<SpooledJob> & { readonly outcome?: string } = {}): SpooledJob {
  const { outcome = 'approved', ...job } = change
  return {
    id: 'job-1',
    kind: 'card-customer',
    saleId: 'sale-1',
    copyNumber: 0,
    document: { kind: 'card-ticket', copy: 'customer', outcome, paymentNumber } as unknown as SpooledJob['document'],
    state: 'printed',
    at: AT(8),
    movedAt: AT(9),
    digestHex: null,
    printedOn: null,
    ...job,
  }
}

const approved = paymentSteps.approved(PAYMENT).state

function fileOf(state: PaymentState, change: Partial<PaymentPapers> = {}) {
  return paymentFile({
    found,
    state,
    records: [],
    reversal: null,
    advice: null,
    jobs: [],
    saleNumber: '2-004316',
    paidSale: null,
    isInHand: false,
    ...change,
  })
}

describe('the next thing', () => {
  const declined = { ...approved, kind: 'declined', failure: { code: 'PAYMENT_DECLINED' } } as unknown as PaymentState
  const closedByHand = { by: 'Claire D.', word: 'charged', why: 'By phone' }
  const closedAsCharged = { ...paymentSteps.reversed(PAYMENT).state, closedByHand } as PaymentState
  const advice = (state: StoredAdvice['state']) => ({ state }) as StoredAdvice
  const jobs = [jobOf('P-2-pay-1')]

  it.each([
    ['an unknown outcome: ask the bank', paymentSteps.unknown(PAYMENT).state, {}, 'ask-bank'],
    [
      'one under way on the ticket in hand: go there',
      paymentSteps.intent(PAYMENT).state,
      { isInHand: true },
      'go-to-sale',
    ],
    [
      'a reversal that the bank refused for good: a manager ends it',
      paymentSteps.unknown(PAYMENT).state,
      { reversal: { state: 'parked' } as StoredReversal },
      'close-by-hand',
    ],
    ['what stands by the bank’s word: nothing', closedAsCharged, {}, null],
    ['one under way elsewhere: nothing', paymentSteps.intent(PAYMENT).state, {}, null],
    ['an approval with a ticket: a duplicate', approved, { jobs }, 'reprint'],
    ['an approval whose ticket is of another payment: nothing', approved, { jobs: [jobOf('P-2-other')] }, null],
    ['an approval that the bank has not heard of: tell it', approved, { jobs, advice: advice('waiting') }, 'send-now'],
    ['one that the bank has: a duplicate', approved, { jobs, advice: advice('settled') }, 'reprint'],
    ['a refusal: in writing', declined, {}, 'print-decline'],
    ['a reversed one: in writing', paymentSteps.reversed(PAYMENT).state, {}, 'print-decline'],
    [
      'a trial that was reversed: nothing',
      paymentSteps.reversed(PAYMENT).state,
      { found: { ...found, saleId: 'device-test-1' } },
      null,
    ],
  ] as const)('%s', (_, state, change, next) => {
    expect(fileOf(state, change).next).toBe(next)
  })

  it('never moves money again', () => {
    const states = [approved, declined, paymentSteps.unknown(PAYMENT).state, paymentSteps.reversed(PAYMENT).state]
    const offered = states.flatMap((state) => {
      const { next, actions } = fileOf(state, { jobs, isInHand: true })
      return [next, ...actions]
    })
    expect(new Set(offered)).toEqual(new Set(['reprint', 'print-decline', 'ask-bank', 'go-to-sale']))
  })
})

describe('the story', () => {
  const records = [
    record(1, 'started', { amountMinor: 2_000 }),
    record(2, 'card-read', { maskedPan: '411111******1111' }),
    record(3, 'request-prepared', { stan: '000042', message: SENT }),
    record(5, 'host-answered', { responseCode: '00', message: ANSWERED }),
  ]

  it('keeps the journal’s order, with each paper where its state came', () => {
    const jobs = [
      jobOf('P-2-pay-1', { movedAt: AT(4) }),
      jobOf('P-2-other'),
      jobOf('P-2-pay-1', { state: 'queued', at: AT(7) }),
    ]
    const { events } = fileOf(approved, { records, jobs })
    expect(events.map(({ kind, lane }) => `${lane} ${kind}`)).toEqual([
      'till started',
      'pad card-read',
      'bank request-prepared',
      'paper paper-printed',
      'bank host-answered',
      'paper paper-queued',
    ])
    expect(events[1]?.details).toEqual({ cardTail: '1111' })
    expect(JSON.stringify(events)).not.toContain('411111')
  })

  it('says of a paper that was sent and not confirmed that it is so, until somebody says that it is there', () => {
    const sent = { state: 'printed', confirmedBy: 'none' } as const
    const jobs = [jobOf('P-2-pay-1', sent), jobOf('P-2-pay-1', { ...sent, decision: 'came-out' })]
    expect(fileOf(approved, { jobs }).events.map(({ kind }) => kind)).toEqual(['paper-unconfirmed', 'paper-printed'])
  })

  it('does not sort the journal by a clock that was put back', () => {
    const rows = [3, 1, 2].map(
      (second) => ({ at: AT(second), lane: 'till', kind: `r${second}`, tone: 'ok', details: {} }) as const,
    )
    const paper = { at: AT(9), lane: 'paper', kind: 'paper-printed', tone: 'ok', details: {} } as const
    expect(withPapers(rows, [paper]).map(({ kind }) => kind)).toEqual(['r3', 'r1', 'r2', 'paper-printed'])
  })

  it('shows a refusal of the bank as one', () => {
    const toneOf = (responseCode: string) =>
      fileOf(approved, { records: [record(1, 'host-answered', { responseCode })] }).events[0]?.tone
    expect(['00', '08', '51', '91'].map(toneOf)).toEqual(['ok', 'ok', 'bad', 'bad'])
  })

  it('says how long the bank took', () => {
    expect(fileOf(approved, { records }).bankMs).toBe(2_000)
    expect(fileOf(approved, { records: records.slice(0, 3) }).bankMs).toBeNull()
  })
})

describe('the messages', () => {
  it('are those of the journal, field by field, masked as they were written', () => {
    const records = [
      record(1, 'request-prepared', { message: SENT }),
      record(2, 'host-answered', { message: ANSWERED }),
      record(3, 'completed'),
    ]
    expect(wireMessages(records)).toEqual([
      {
        at: AT(1),
        direction: 'sent',
        kind: 'request-prepared',
        messageType: '0200',
        fields: [
          { number: 4, value: '000000002000' },
          { number: 11, value: '000042' },
          { number: 52, value: '[8 bytes]' },
        ],
      },
      {
        at: AT(2),
        direction: 'received',
        kind: 'host-answered',
        messageType: '0210',
        fields: [{ number: 39, value: '00' }],
      },
    ])
  })

  it('are all there when a payment is taken back, told of or shown again: each try with what came of it', () => {
    const told = (records: readonly JournalRecord[]) =>
      wireMessages(records).map(({ messageType, direction }) => [messageType, direction])
    const reversal = (sequence: number, kind: string, messageType?: string) =>
      record(sequence, `reversal-${kind}`, messageType === undefined ? {} : { message: { 0: messageType } })
    expect(
      told([
        reversal(1, 'attempted', '0420'),
        reversal(2, 'attempted', '0421'),
        record(3, 'bank-word-noted'),
        reversal(4, 'put-off', '0430'),
        reversal(5, 'attempted', '0421'),
        reversal(6, 'parked'),
        reversal(7, 'attempted', '0421'),
        reversal(8, 'acknowledged', '0430'),
      ]),
    ).toEqual([
      ['0420', 'unanswered'],
      ['0421', 'sent'],
      ['0430', 'received'],
      ['0421', 'unanswered'],
      ['0421', 'sent'],
      ['0430', 'received'],
    ])
    const advice = (sequence: number, kind: string, message: object) => record(sequence, `advice-${kind}`, { message })
    expect(
      told([
        advice(1, 'attempted', { 0: '0220' }),
        advice(2, 'settled', { 0: '0230' }),
        record(3, 'uploaded', { request: { 0: '0320' }, message: { 0: '0330' } }),
        advice(4, 'attempted', { 0: '0221' }),
      ]),
    ).toEqual([
      ['0220', 'sent'],
      ['0230', 'received'],
      ['0320', 'sent'],
      ['0330', 'received'],
      ['0221', 'unanswered'],
    ])
  })

  it('say of one that never left that it did not', () => {
    const refund = [record(1, 'reference-prepared', { message: SENT }), record(2, 'host-not-sent')]
    expect(wireMessages(refund)[0]?.direction).toBe('not-sent')
    const [message] = wireMessages([
      record(1, 'request-prepared', { message: SENT }),
      record(2, 'cancel-requested'),
      record(3, 'host-not-sent'),
    ])
    expect(message?.direction).toBe('not-sent')
    expect(wireMessages([record(1, 'card-approved', { message: SENT })])).toEqual([])
  })
})

it('totals take back what customers got back, and leave out what moves no money', () => {
  const sum = (operation: FoundPayment['operation'], outcome: FoundPayment['outcome'], amountMinor: number) =>
    ({ currency: 'EUR', operation, outcome, count: 2, amountMinor }) as const
  const totals = explorerTotals([
    sum('sale', 'approved', 5_000),
    sum('sale', 'declined', 900),
    sum('refund', 'approved', 1_200),
    sum('pre-authorisation', 'approved', 70_000),
  ])
  expect(totals).toEqual({
    count: 8,
    byOutcome: [
      { outcome: 'approved', count: 6 },
      { outcome: 'declined', count: 2 },
    ],
    approved: [{ currency: 'EUR', count: 4, amountMinor: 3_800 }],
  })
})

it('the requesting state is still open: nothing of it is final', () => {
  const { state } = paymentSteps.requesting(PAYMENT, secretsOf('a'))
  expect(fileOf(state, { records: [record(1, 'started')] })).toMatchObject({ finishedAt: null, failure: null })
})
