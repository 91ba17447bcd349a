import type { Failure } from '#contract/result.ts'
import type { MessageImage, SaleAnswer } from '../ports/acquirer-host.port.ts'
import type { HostPrompt } from '../ports/host-prompt.port.ts'
import type { JournalStep } from '../ports/payment-journal.port.ts'
import type { TerminalResult } from '../ports/standalone-terminal.port.ts'
import { partsOf } from './amount-parts.ts'
import type { LivePayment } from './live-payment.ts'
import type { Transition } from './payment.machine.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { PaymentIntent } from './payment-state.ts'

/**
 * What the journal keeps of an event: redacted images, digests, figures and codes, never a card secret. Each kind is
 * spelled out, so that a new field of an event is not written by accident.
 */
export function journalBody(event: PaymentEvent): Record<string, unknown> {
  return isOfTerminal(event) ? terminalBody(event) : bodyOf(event)
}

function bodyOf(event: Exclude<PaymentEvent, TerminalEvent>): Record<string, unknown> {
  switch (event.kind) {
    case 'started':
      return intentBody(event.intent)
    case 'card-read':
      return cardBody(event)
    case 'voided':
      return { returnSaleId: event.returnSaleId, by: event.by }
    case 'card-declined':
      return { decision: event.proof.decision }
    case 'reference-prepared':
    case 'code-prepared':
      return requestBody(event)
    case 'card-approved':
    case 'request-prepared':
      return { ...requestBody(event), pin: event.proof.pin }
    case 'host-answered':
    case 'answered-late':
      return answerBody(event.answer)
    case 'host-prompted':
    case 'prompt-ended':
    case 'question-answered':
    case 'voice-approved':
      return wordOfMouth(event)
    case 'host-not-sent':
    case 'rerouted':
      return unsentBody(event)
    case 'pad-failed':
    case 'not-routed':
    case 'question-unanswered':
    case 'host-silent':
    case 'card-lost':
    case 'approval-not-stored':
      return troubleBody(event)
    case 'card-completed':
      return { approved: event.verdict.approved }
    case 'completion-prepared':
    case 'raised':
    case 'completed':
    case 'reopened':
    case 'released':
      return reservationBody(event)
    case 'reversal-attempted':
    case 'reversal-acknowledged':
    case 'reversal-put-off':
    case 'reversal-parked':
      return reversalBody(event)
    case 'bank-word-noted':
    case 'closed-by-hand':
      return bankWordBody(event)
    case 'pad-asked':
    case 'track-encrypted':
    case 'part-kept':
    case 'part-refused':
    case 'part-overdue':
    case 'voice-given-up':
    case 'voice-overdue':
    case 'repeat-confirmed':
    case 'repeat-refused':
    case 'repeat-overdue':
    case 'cancel-requested':
    case 'interrupted':
    case 'signature-accepted':
    case 'signature-refused':
    case 'signature-overdue':
    case 'given-back':
    case 'bank-asked':
      return {}
  }
}

/** A reversal as it would leave, or the bank's word on it. */
function reversalBody(event: ReversalEvent): Body {
  if (event.kind === 'reversal-attempted') return { nextAt: event.nextAt, ...imageBody(event.image) }
  return { responseCode: event.responseCode, ...(event.redacted && { message: event.redacted }) }
}

/** What a standalone terminal said, or a person read on its ticket: its text has no card number in it. */
function terminalBody(event: TerminalEvent): Body {
  switch (event.kind) {
    case 'terminal-kept':
      return resultBody(event.result)
    case 'terminal-ticket-kept':
      return { copy: event.ticket.copy, lineCount: event.ticket.lines.length }
    case 'terminal-answered': {
      const { outcome } = event
      if (outcome.kind === 'approved') return { outcome: outcome.kind, ...resultBody(outcome.result) }
      return { outcome: outcome.kind, ...troubleBody(outcome) }
    }
    case 'terminal-read': {
      const { by, outcome, approvalCode, amountMinor, about = 'charge' } = event
      const part = amountMinor === null ? {} : { amountMinor }
      const word = READ_WORDS[about]
      return { by, word: outcome === 'paid' ? word : `not-${word}`, approvalCode, ...part }
    }
    case 'taken-back':
    case 'void-refused':
    case 'freed-by-terminal':
      return { paymentId: event.paymentId }
    case 'freed-by-hand':
      return { by: event.by }
  }
}

/** What a ticket shows, by what was ordered. */
const READ_WORDS = { charge: 'charged', hold: 'held', release: 'released' } as const

function resultBody({ amountMinor, reference, scheme, maskedPan, contract }: TerminalResult): Body {
  return { amountMinor, ...reference, scheme, maskedPan, contract }
}

const OF_TERMINAL = [
  'terminal-kept',
  'terminal-ticket-kept',
  'terminal-answered',
  'terminal-read',
  'taken-back',
  'void-refused',
  'freed-by-terminal',
  'freed-by-hand',
] as const
type TerminalEvent = Extract<PaymentEvent, { kind: (typeof OF_TERMINAL)[number] }>
const IS_OF_TERMINAL: ReadonlySet<string> = new Set(OF_TERMINAL)
const isOfTerminal = (event: PaymentEvent): event is TerminalEvent => IS_OF_TERMINAL.has(event.kind)

/** A picture as the journal keeps it. */
function imageBody(image: MessageImage | null): Body {
  return image === null ? {} : { message: image.redacted, digest: image.digestHex }
}

/** Why, and the bank's word where the disk refused that at first. */
function troubleBody({ failure, answer }: { readonly failure: Failure; readonly answer?: SaleAnswer }): Body {
  const { code, details = {} } = failure
  return { code, details, ...(answer && answerBody(answer)) }
}

function promptBody({ id, kind, place, title }: HostPrompt): Body {
  return { promptId: id, promptKind: kind, place, title }
}

/** A host that was not reached: whether the till may answer in its stead, or where the request goes now. */
function unsentBody(event: Extract<PaymentEvent, { kind: 'host-not-sent' | 'rerouted' }>): Body {
  const { code, details = {} } = event.failure
  return event.kind === 'rerouted' ? { code, details, via: event.to } : { code, details, standIn: event.standIn }
}

function answerBody({ responseCode, approvalCode, retrievalReference, balanceMinor, redacted }: SaleAnswer): Body {
  const balance = balanceMinor === undefined ? {} : { balanceMinor }
  return { responseCode, approvalCode, retrievalReference, ...balance, message: redacted }
}

function intentBody(intent: PaymentIntent): Body {
  const { amountMinor, currency, number, operation, original, label, terminal } = intent
  const referring = original ? { original: original.paymentId } : {}
  return {
    amountMinor,
    ...partsOf(intent),
    currency,
    number,
    ...(operation && { operation }),
    ...(label && { label }),
    ...referring,
    ...(terminal && { terminal: terminal.alias, order: terminal.order, lastReceiptNumber: terminal.lastReceiptNumber }),
  }
}

function cardBody({ card, earlier }: Extract<PaymentEvent, { kind: 'card-read' }>): Body {
  const { entryMode, maskedPan, scheme, applicationId, applicationLabel, productId } = card
  const read = { entryMode, maskedPan, scheme, applicationId, applicationLabel, ...(productId && { productId }) }
  return earlier ? { ...read, repeats: earlier.paymentNumber } : read
}

/** What the bank said by telephone, and who heard it. */
function bankWordBody(event: Extract<PaymentEvent, { kind: 'bank-word-noted' | 'closed-by-hand' }>): Body {
  const { by, word } = event
  return event.kind === 'closed-by-hand' ? { by, word, why: event.why } : { by, word }
}

/** What happens to a reservation, and the final amount of one. */
function reservationBody(event: ReservationEvent): Body {
  switch (event.kind) {
    case 'completion-prepared': {
      const { acquirerId, batchNumber, stan, amountMinor } = event.request
      return { acquirerId, batchNumber, stan, via: event.via, amountMinor }
    }
    case 'raised':
      return { amountMinor: event.byMinor, paymentId: event.paymentId }
    case 'completed':
      return { amountMinor: event.completion.amountMinor, paymentId: event.completion.paymentId }
    case 'released':
      return event.by === null ? {} : { by: event.by }
    case 'reopened':
      return {}
  }
}

type Body = Record<string, unknown>
type ReversalEvent = Extract<
  PaymentEvent,
  { kind: 'reversal-attempted' | 'reversal-acknowledged' | 'reversal-put-off' | 'reversal-parked' }
>
type ReservationEvent = Extract<
  PaymentEvent,
  { kind: 'completion-prepared' | 'raised' | 'completed' | 'reopened' | 'released' }
>

/** What the bank asks people, and what they bring. */
function wordOfMouth(
  event: Extract<PaymentEvent, { kind: 'host-prompted' | 'prompt-ended' | 'question-answered' | 'voice-approved' }>,
): Record<string, unknown> {
  switch (event.kind) {
    case 'host-prompted':
      return promptBody(event.prompt)
    case 'prompt-ended':
      return { promptId: event.promptId, ending: event.ending, answer: event.keptAnswer }
    case 'question-answered':
      return { subject: event.answer.subject, answer: event.answer.value }
    case 'voice-approved':
      return { approvalCode: event.approvalCode, stan: event.request.stan }
  }
}

/** The request as it would leave: its name, its host and its redacted picture. */
function requestBody(event: RequestEvent): Body {
  const { via, image } = event
  const { acquirerId, batchNumber, stan } = event.request
  const code = event.kind === 'code-prepared' && { applicationLabel: event.card.applicationLabel }
  return { acquirerId, batchNumber, stan, via, ...imageBody(image), ...code }
}

type RequestEvent = Extract<
  PaymentEvent,
  { kind: 'reference-prepared' | 'card-approved' | 'request-prepared' | 'code-prepared' }
>

/** What one event puts on disk, all of it together. */
export function journalStep(live: LivePayment, event: PaymentEvent, result: Transition, at: string): JournalStep {
  return {
    paymentId: live.id,
    saleId: live.saleId,
    at,
    kind: event.kind,
    body: journalBody(event),
    state: result.state,
    ...(result.keepSecrets && live.secrets ? { secrets: live.secrets } : {}),
    ...(result.eraseSecrets ? { eraseSecrets: true } : {}),
    ...(result.reversal ? { reversal: result.reversal } : {}),
    ...(result.advice ? { advice: result.advice } : {}),
  }
}
