import type { Failure } from '#contract/result.ts'
import type { PaymentAction, PaymentFile } from '#contract/views/explorer-view.ts'
import { failureOf, withoutBank } from '#payment/engine/payment-projection.ts'
import { isFinal, type PaymentState } from '#payment/engine/payment-state.ts'
import { tellStory } from '#payment/engine/payment-story.ts'
import { wireMessages } from '#payment/engine/wire-messages.ts'
import type { JournalRecord, StoredAdvice, StoredReversal } from '#payment/ports/payment-journal.port.ts'
import type { FoundPayment } from '#payment/ports/payment-search.port.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { SpooledJob } from '#till/ports/print-spool.port.ts'
import { isTestSale } from '../compose/test-sales.ts'
import { paperRows, withPapers } from './paper-rows.ts'
import { explorerRow } from './payment-row.ts'

/** All that is on disk about one payment. */
export interface PaymentPapers {
  readonly found: FoundPayment
  readonly state: PaymentState
  readonly records: readonly JournalRecord[]
  readonly reversal: StoredReversal | null
  readonly advice: StoredAdvice | null
  readonly jobs: readonly SpooledJob[]
  readonly saleNumber: string | null
  readonly paidSale: PaidSale | null
  /** Its ticket is the one in hand. */
  readonly isInHand: boolean
}

/** What is kept of a payment, put together for a person. */
export function paymentFile(papers: PaymentPapers): PaymentFile {
  const { found, state, records, jobs, saleNumber, paidSale } = papers
  const story = withPapers(
    tellStory(records),
    paperRows(jobs, found.number, paidSale !== null && isPaidBy(paidSale, found)),
  )
  return {
    row: explorerRow(found),
    saleId: found.saleId,
    saleNumber,
    salePaidBy: [...new Set(paidSale?.tenders.filter(({ outcome }) => PAID.includes(outcome)).map(({ kind }) => kind))],
    isTest: isTestSale(found.saleId),
    finishedAt: isFinal(state) ? (records.at(-1)?.at ?? null) : null,
    bankMs: bankMs(records),
    failure: plain(failureOf(state)),
    ...bankFacts(found, state),
    ...cardFacts(state),
    reversal: reversalFacts(papers.reversal),
    events: story,
    messages: wireMessages(records),
    ...whatNext(papers),
  }
}

const PAID = ['received', 'approved']

const isPaidBy = ({ tenders }: PaidSale, { paymentId }: FoundPayment): boolean =>
  tenders.some((tender) => tender.paymentId === paymentId && tender.outcome === 'approved')

/** As the contract has it. */
function plain(failure: Failure | null): PaymentFile['failure'] {
  if (failure === null) return null
  const { code, details } = failure
  return details === undefined ? { code } : { code, details: { ...details } }
}

function bankFacts(found: FoundPayment, state: PaymentState) {
  const request = 'request' in state ? (state.request ?? null) : null
  const { responseCode, approvalCode, retrievalReference, stan, terminalId, acquirerId } = found
  return {
    responseCode,
    approvalCode,
    retrievalReference,
    stan,
    terminalId,
    acquirerId,
    terminalAlias: state.intent.terminal?.alias ?? null,
    merchantId: request?.merchantId ?? null,
    batchNumber: request?.batchNumber ?? null,
  }
}

function cardFacts(state: PaymentState) {
  const card = 'card' in state ? (state.card ?? null) : null
  const proof = 'proof' in state ? (state.proof ?? null) : null
  const result = 'result' in state ? state.result : null
  return {
    applicationId: (card ?? result)?.applicationId ?? null,
    applicationLabel: card?.applicationLabel ?? null,
    verificationHex: proof?.emv.terminalVerificationResultsHex ?? null,
    transactionStatusHex: proof?.emv.transactionStatusHex ?? null,
    verifiedBy: verifiedBy(state),
    offline: 'offline' in state ? withoutBank(state.offline) : null,
  }
}

function verifiedBy(state: PaymentState): PaymentFile['verifiedBy'] {
  if ('signed' in state && state.signed && state.kind === 'approved') return 'signature'
  const proof = 'proof' in state ? state.proof : undefined
  const card = 'card' in state ? state.card : null
  if (!proof) return 'none'
  if (proof.pin !== 'none') return `pin-${proof.pin}`
  return card?.device === 'wallet' ? 'device' : 'none'
}

/** From the request that was ready to go to the bank's answer. */
function bankMs(records: readonly JournalRecord[]): number | null {
  const answered = records.find(({ kind }) => kind === 'host-answered')
  const sent = records.findLast(({ kind, at }) => kind === 'request-prepared' && at <= (answered?.at ?? ''))
  return answered && sent ? Date.parse(answered.at) - Date.parse(sent.at) : null
}

const TAKING_BACK: readonly StoredReversal['state'][] = ['queued', 'parked']

function reversalFacts(reversal: StoredReversal | null): PaymentFile['reversal'] {
  if (reversal === null || !TAKING_BACK.includes(reversal.state)) return null
  return { isParked: reversal.state === 'parked', attempts: reversal.attempts, nextAt: reversal.nextAt }
}

/**
 * The one next thing: what ends a doubt comes first, then what the bank has not heard of, then paper. Whatever moves
 * money again is never among them.
 */
function whatNext(papers: Omit<PaymentPapers, 'records' | 'saleNumber' | 'paidSale'>): {
  readonly next: PaymentAction | null
  readonly actions: PaymentAction[]
} {
  const { found, state, reversal, advice, isInHand } = papers
  const inHand: PaymentAction[] = isInHand ? ['go-to-sale'] : []
  // Its own answer ends a doubt better: the bank may be asked again before a person ends it.
  if (reversal?.state === 'parked') return { next: 'close-by-hand', actions: ['ask-bank', ...inHand] }
  if (state.kind === 'outcome-unknown') return { next: 'ask-bank', actions: inHand }
  if (state.kind === 'order-unknown') return { next: 'ask-terminal', actions: inHand }
  if (!isFinal(state)) return { next: inHand[0] ?? null, actions: [] }
  if (PAID_NOBODY.includes(state.kind)) return { next: null, actions: [] }
  if (state.kind === 'reversed' && state.closedByHand?.word === 'charged') return { next: null, actions: [] }
  if (state.intent.terminal !== undefined) return { next: hasCopy(papers) ? 'reprint' : null, actions: [] }
  if (state.kind !== 'approved') {
    return { next: isTestSale(found.saleId) ? null : 'print-decline', actions: [] }
  }
  const reprint: PaymentAction[] = hasCopy(papers) ? ['reprint'] : []
  if (advice?.state === 'waiting' || advice?.state === 'sent') return { next: 'send-now', actions: reprint }
  return { next: reprint[0] ?? null, actions: [] }
}

/** Said yes to, and nobody charged: there is nothing to do about it, nor a ticket of a sale. */
const PAID_NOBODY: readonly PaymentState['kind'][] = [
  'reserved',
  'completed',
  'looked-at',
  'loaded',
  'held-by-terminal',
  'completed-by-terminal',
  'released-by-terminal',
]

function hasCopy({ found, jobs }: Pick<PaymentPapers, 'found' | 'jobs'>): boolean {
  return jobs.some(({ kind, document }) => kind === 'card-customer' && isOf(document, found))
}

const isOf = (document: SpooledJob['document'], { number }: FoundPayment): boolean =>
  document.kind === 'card-ticket' && document.paymentNumber === number
