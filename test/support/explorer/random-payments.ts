import fc from 'fast-check'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'

/** Payments as the journal takes them, drawn from few values so that filters find some and miss some. */

export const TAILS = ['0007', '4821', '1230'] as const
export const STANS = ['000042', '000043', '001230'] as const
export const REFERENCES = ['123456789012', 'A00000000042'] as const
export const APPROVALS = ['A12345', '001230'] as const
export const TERMINALS = ['TILL0002', 'TILL0003'] as const
export const ACQUIRERS = ['cb-nord', 'amex-eu'] as const
export const CASHIERS = ['ines', 'hugo'] as const
export const AMOUNTS = [1230, 2000, 2001, 8915, 123000] as const
export const SCHEMES = ['cb', 'visa', 'amex'] as const
export const ENTRY_MODES = ['chip', 'contactless', 'stripe'] as const
export const OPERATIONS = ['sale', 'refund'] as const
export const KINDS = [
  'approved',
  'declined',
  'cancelled',
  'failed',
  'reversed',
  'outcome-unknown',
  'requesting',
  'reading',
] as const
/** Few moments, so that several payments start in the same millisecond. */
export const MOMENTS = Array.from({ length: 12 }, (_, index) => Date.UTC(2026, 10, 20 + (index >> 2), 9, index, 0, 500))

export interface RandomPayment {
  readonly kind: (typeof KINDS)[number]
  readonly amountMinor: number
  readonly startedMs: number
  readonly saleNumber: number
  readonly cashierId: string | null
  readonly operation: (typeof OPERATIONS)[number] | null
  readonly card: { readonly tail: string; readonly scheme: string; readonly entryMode: string } | null
  readonly request: { readonly stan: string; readonly terminalId: string; readonly acquirerId: string | null } | null
  readonly answer: { readonly reference: string | null; readonly approvalCode: string | null } | null
}

const orNull = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: null })

export const randomPayment: fc.Arbitrary<RandomPayment> = fc.record({
  kind: fc.constantFrom(...KINDS),
  amountMinor: fc.constantFrom(...AMOUNTS),
  startedMs: fc.constantFrom(...MOMENTS),
  saleNumber: fc.nat(4),
  cashierId: orNull(CASHIERS),
  operation: orNull(OPERATIONS),
  card: fc.option(
    fc.record({
      tail: fc.constantFrom(...TAILS),
      scheme: fc.constantFrom(...SCHEMES),
      entryMode: fc.constantFrom(...ENTRY_MODES),
    }),
    { nil: null },
  ),
  request: fc.option(
    fc.record({
      stan: fc.constantFrom(...STANS),
      terminalId: fc.constantFrom(...TERMINALS),
      acquirerId: orNull(ACQUIRERS),
    }),
    { nil: null },
  ),
  answer: fc.option(fc.record({ reference: orNull(REFERENCES), approvalCode: orNull(APPROVALS) }), { nil: null }),
})

export const paymentNumberOf = (index: number): string => `P-2-${String(index + 1).padStart(6, '0')}`
export const saleIdOf = (payment: RandomPayment): string => `sale-${payment.saleNumber}`
export const saleNumberOf = (index: number): string => `2-${String(index + 1228).padStart(6, '0')}`

/** The payment's intent, as it is first written, then its last state. */
export function stepsOf(payment: RandomPayment, index: number): JournalStep[] {
  const startedAt = new Date(payment.startedMs).toISOString()
  const intent = {
    id: `pay-${index}`,
    number: paymentNumberOf(index),
    saleId: saleIdOf(payment),
    idempotencyKey: `key-${index}`,
    amountMinor: payment.amountMinor,
    currency: 'EUR',
    batchNumber: '000001',
    startedAt,
    ...(payment.operation && { operation: payment.operation }),
    ...(payment.cashierId && { cashier: { id: payment.cashierId, name: `Name of ${payment.cashierId}` } }),
  }
  const { card, request, answer } = payment
  const last = {
    kind: payment.kind,
    intent,
    ...(card && { card: { scheme: card.scheme, entryMode: card.entryMode, maskedPan: `411111******${card.tail}` } }),
    ...(request && { request: { ...request, batchNumber: '000001' } }),
    ...(answer && {
      answer: { retrievalReference: answer.reference, approvalCode: answer.approvalCode, responseCode: '00' },
    }),
  } as unknown as PaymentState
  const step = { paymentId: intent.id, saleId: intent.saleId, at: startedAt, body: {} }
  return [
    { ...step, kind: 'started', state: { kind: 'intent', intent } as unknown as PaymentState },
    { ...step, kind: 'moved', state: last },
  ]
}
