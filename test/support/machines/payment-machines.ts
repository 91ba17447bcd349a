import { transition } from '#payment/engine/payment.machine.ts'
import type { PaymentEvent } from '#payment/engine/payment-event.ts'
import { isFinal, type PaymentState } from '#payment/engine/payment-state.ts'
import type { StoredReversal } from '#payment/ports/payment-journal.port.ts'
import { SAMPLE_EVENTS } from '#test/support/payment/sample-events.ts'
import type { Actor, Machine, MachineEvent } from './machine.ts'

const AT = '2026-11-22T13:33:00.000Z'

/** Who makes each event happen. A pad and a bank always do: a deadline answers for them. */
const ACTORS: Readonly<Record<PaymentEvent['kind'], Actor>> = {
  started: 'person',
  'pad-asked': 'program',
  'card-read': 'pad',
  'repeat-confirmed': 'person',
  'repeat-refused': 'person',
  'repeat-overdue': 'time',
  'question-answered': 'person',
  'question-unanswered': 'time',
  'part-kept': 'person',
  'part-refused': 'person',
  'part-overdue': 'time',
  'voice-approved': 'person',
  'voice-given-up': 'person',
  'voice-overdue': 'time',
  'track-encrypted': 'pad',
  'card-declined': 'pad',
  'card-approved': 'pad',
  'request-prepared': 'pad',
  'reference-prepared': 'program',
  'code-prepared': 'program',
  'completion-prepared': 'program',
  'pad-failed': 'pad',
  'not-routed': 'program',
  'cancel-requested': 'person',
  'host-answered': 'bank',
  'host-prompted': 'bank',
  'prompt-ended': 'program',
  rerouted: 'program',
  'answered-late': 'bank',
  'host-not-sent': 'time',
  'host-silent': 'time',
  'card-completed': 'pad',
  'card-lost': 'pad',
  'signature-accepted': 'person',
  'signature-refused': 'person',
  'signature-overdue': 'time',
  'approval-not-stored': 'disk',
  interrupted: 'program',
  'given-back': 'person',
  voided: 'person',
  raised: 'bank',
  completed: 'person',
  reopened: 'person',
  released: 'person',
  'reversal-attempted': 'time',
  'reversal-acknowledged': 'bank',
  'reversal-put-off': 'bank',
  'reversal-parked': 'bank',
  'bank-asked': 'person',
  'bank-word-noted': 'person',
  'closed-by-hand': 'person',
  'terminal-kept': 'terminal',
  'terminal-ticket-kept': 'terminal',
  'terminal-answered': 'terminal',
  'terminal-read': 'person',
  'taken-back': 'person',
  'void-refused': 'terminal',
  'freed-by-terminal': 'person',
  'freed-by-hand': 'person',
}

const KINDS: Readonly<Record<PaymentState['kind'], true>> = {
  intent: true,
  reading: true,
  'confirming-repeat': true,
  asking: true,
  encrypting: true,
  authorising: true,
  requesting: true,
  'standing-in': true,
  'choosing-part': true,
  referred: true,
  completing: true,
  signing: true,
  approved: true,
  reserved: true,
  completed: true,
  'looked-at': true,
  loaded: true,
  declined: true,
  cancelled: true,
  failed: true,
  'outcome-unknown': true,
  reversed: true,
  ordered: true,
  'order-unknown': true,
  'paid-by-terminal': true,
  'taken-back-by-terminal': true,
  'held-by-terminal': true,
  'completed-by-terminal': true,
  'released-by-terminal': true,
}

/** Of what a standalone terminal takes only, and of what it holds only. */
const ON_TERMINAL: readonly string[] = ['ordered', 'order-unknown', 'paid-by-terminal', 'taken-back-by-terminal']
const HELD_BY_TERMINAL: readonly string[] = ['held-by-terminal', 'completed-by-terminal', 'released-by-terminal']
const WITHOUT_TERMINAL = Object.keys(KINDS).filter((kind) => ![...ON_TERMINAL, ...HELD_BY_TERMINAL].includes(kind))

const EVENTS: readonly MachineEvent<PaymentEvent>[] = Object.values(SAMPLE_EVENTS)
  .flat()
  .filter(({ kind }) => kind !== 'started')
  .map((event) => ({ name: event.kind, by: ACTORS[event.kind], event }))

/** Nobody needs to tell the first attempt of a reversal from the tenth. */
const folded = (state: PaymentState): PaymentState => {
  const counted = 'attempts' in state ? { ...state, attempts: 0 } : state
  // However often it is raised it is the same reservation.
  return 'hold' in counted && counted.hold ? { ...counted, hold: { ...counted.hold, reservedMinor: 100 } } : counted
}

const BEGUN = transition(null, SAMPLE_EVENTS.started[0], AT)?.state as PaymentState

type Row = StoredReversal['state'] | 'none'
/** A payment with the one reversal that may belong to it. */
interface Both {
  readonly payment: PaymentState
  readonly reversal: Row
}

const ROWS = {
  arm: 'armed',
  'arm-rest': 'armed',
  queue: 'queued',
  discard: 'discarded',
  acknowledge: 'acknowledged',
  park: 'parked',
} as const

function stepBoth({ payment, reversal }: Both, event: PaymentEvent): Both | null {
  // Only a reversal that is in the queue is sent and answered; only a parked one is asked for again.
  const isOfQueue = event.kind.startsWith('reversal-')
  if (isOfQueue && reversal !== 'queued') return null
  // A start looks at a payment whose outcome is unknown only when a kill left its reversal armed.
  if (event.kind === 'interrupted' && payment.kind === 'outcome-unknown' && reversal !== 'armed') return null
  if ((event.kind === 'bank-asked' || event.kind === 'closed-by-hand') && reversal !== 'parked') return null
  const next = transition(payment, event, AT)
  if (next === null) return null
  const change = next.reversal
  const row = change === undefined || change.kind === 'attempt' ? reversal : ROWS[change.kind]
  return { payment: next.state, reversal: row }
}

const both = {
  source: 'src/payment/engine/payment.machine.ts',
  begin: { payment: BEGUN, reversal: 'none' },
  events: EVENTS,
  step: stepBoth,
  fold: ({ payment, reversal }: Both): Both => ({ payment: folded(payment), reversal }),
} as const satisfies Partial<Machine<Both, PaymentEvent>>

const SETTLED_ROWS: readonly Row[] = ['none', 'discarded', 'acknowledged']

/** Ends only together with its reversal: a payment that is over while one is open would be a charge nobody takes back. */
export const PAYMENT: Machine<Both, PaymentEvent> = {
  ...both,
  name: 'Card payment',
  about: 'One card payment, as it lies on disk after each step. It is over when its reversal is over too.',
  states: WITHOUT_TERMINAL.filter((kind) => !['reserved', 'completed', 'looked-at', 'loaded'].includes(kind)),
  nameOf: ({ payment }) => payment.kind,
  isEnd: ({ payment, reversal }) => isFinal(payment) && SETTLED_ROWS.includes(reversal),
}

export const REVERSAL: Machine<Both, PaymentEvent> = {
  ...both,
  name: 'Reversal',
  about: 'The reversal of a request: armed before the request leaves, queued when the charge may stand, never dropped.',
  source: 'src/payment/engine/reversal.machine.ts',
  states: ['none', 'armed', 'queued', 'parked', 'acknowledged', 'discarded'],
  nameOf: ({ reversal }) => reversal,
  isEnd: PAYMENT.isEnd,
}

const REFUND_INTENT = {
  ...SAMPLE_EVENTS.started[0].intent,
  operation: 'refund',
  original: { paymentId: 'o', saleId: 'so' },
} as const
const REFUND_BEGUN = transition(null, { kind: 'started', intent: REFUND_INTENT }, AT)?.state as PaymentState

/** Asked without a card: no pad has a say in it. */
export const REFUND: Machine<Both, PaymentEvent> = {
  ...both,
  name: 'Refund',
  about: 'A refund: asked at the bank by the original of a finished sale. One that is not answered is taken back.',
  begin: { payment: REFUND_BEGUN, reversal: 'none' },
  states: ['intent', 'requesting', 'approved', 'declined', 'cancelled', 'failed', 'outcome-unknown', 'reversed'],
  nameOf: ({ payment }) => payment.kind,
  isEnd: PAYMENT.isEnd,
}

/** States that an amount which is only held never comes to. */
const OF_A_SALE: readonly string[] = ['approved', 'standing-in', 'choosing-part', 'referred', 'looked-at', 'loaded']

const RESERVATION_INTENT = { ...SAMPLE_EVENTS.started[0].intent, operation: 'pre-authorisation', label: '12' } as const
const RESERVATION_BEGUN = transition(null, { kind: 'started', intent: RESERVATION_INTENT }, AT)?.state as PaymentState

/** What becomes of the final amount, which another payment tells the bank, moves the armed reversal of the rest. */
type FinalAmount = { readonly kind: 'final-amount-taken' } | { readonly kind: 'final-amount-refused' }
const REST: Readonly<Record<FinalAmount['kind'], Row>> = {
  'final-amount-taken': 'queued',
  'final-amount-refused': 'discarded',
}

function stepReservation(both: Both, event: PaymentEvent | FinalAmount): Both | null {
  if (event.kind !== 'final-amount-taken' && event.kind !== 'final-amount-refused') return stepBoth(both, event)
  const isArmed = both.payment.kind === 'completed' && both.reversal === 'armed'
  return isArmed ? { ...both, reversal: REST[event.kind] } : null
}

/** Over once a ticket was paid out of it and the rest is back, or the bank has let go of it. */
export const RESERVATION: Machine<Both, PaymentEvent | FinalAmount> = {
  ...both,
  name: 'Reservation',
  about: 'An amount that the bank holds: paid out of it once, raised, or released. The rest goes back.',
  source: 'src/payment/engine/reservation.machine.ts',
  begin: { payment: RESERVATION_BEGUN, reversal: 'none' },
  events: [
    ...EVENTS,
    { name: 'final-amount-taken', by: 'bank', event: { kind: 'final-amount-taken' } },
    { name: 'final-amount-refused', by: 'bank', event: { kind: 'final-amount-refused' } },
  ],
  step: stepReservation,
  states: WITHOUT_TERMINAL.filter((kind) => !OF_A_SALE.includes(kind)),
  nameOf: ({ payment }) => payment.kind,
  isEnd: (state) => state.payment.kind !== 'reserved' && PAYMENT.isEnd(state),
}

const begunAs = (operation: 'balance' | 'activation') =>
  transition(null, { kind: 'started', intent: { ...SAMPLE_EVENTS.started[0].intent, operation } }, AT)
    ?.state as PaymentState

/** Nothing of it is armed: it charges nobody, whatever becomes of it. */
export const CARD_QUESTION: Machine<Both, PaymentEvent> = {
  ...both,
  name: 'Card question',
  about: 'A balance or a card check: the bank is asked about a card, and no money moves.',
  source: 'src/payment/engine/question.machine.ts',
  begin: { payment: begunAs('balance'), reversal: 'none' },
  states: [
    'intent',
    'reading',
    'confirming-repeat',
    'asking',
    'encrypting',
    'authorising',
    'requesting',
    'looked-at',
    'declined',
    'cancelled',
    'failed',
  ],
  nameOf: ({ payment }) => payment.kind,
  isEnd: PAYMENT.isEnd,
}

const NOT_OF_A_LOAD = [...OF_A_SALE.filter((kind) => kind !== 'loaded'), 'reserved', 'completed', 'signing']

/** Taken back like a sale whose answer is lost: never twice on the card. */
export const GIFT_CARD_LOAD: Machine<Both, PaymentEvent> = {
  ...both,
  name: 'Gift card load',
  about: 'An amount that the customer has paid for is put on a gift card, new or known.',
  begin: { payment: begunAs('activation'), reversal: 'none' },
  states: WITHOUT_TERMINAL.filter((kind) => !NOT_OF_A_LOAD.includes(kind)),
  nameOf: ({ payment }) => payment.kind,
  isEnd: PAYMENT.isEnd,
}

const ORDER_INTENT = {
  ...SAMPLE_EVENTS.started[0].intent,
  terminal: { id: 't', alias: 'T', order: 'pay', lastReceiptNumber: null },
} as const

/** No pad and no bank of the till has a part in it, and nothing of it is reversed by the till. */
export const TERMINAL_PAYMENT: Machine<PaymentState, PaymentEvent> = {
  name: 'Payment on a standalone terminal',
  about: 'An order to a terminal that reads the card and asks its bank by itself: given once, and never again.',
  source: 'src/payment/engine/terminal-payment.machine.ts',
  begin: transition(null, { kind: 'started', intent: ORDER_INTENT }, AT)?.state as PaymentState,
  events: EVENTS,
  step: (state, event) => transition(state, event, AT)?.state ?? null,
  states: [...ON_TERMINAL, 'declined', 'cancelled', 'failed'],
  nameOf: ({ kind }) => kind,
  isEnd: isFinal,
}

const HOLD_INTENT = {
  ...ORDER_INTENT,
  startedAt: AT,
  operation: 'pre-authorisation',
  label: '12',
  terminal: { ...ORDER_INTENT.terminal, order: 'reserve' },
} as const

/** The orders that end it have their own life; they are drawn as a payment on a terminal is. */
export const TERMINAL_RESERVATION: Machine<PaymentState, PaymentEvent> = {
  ...TERMINAL_PAYMENT,
  name: 'Reservation at a standalone terminal',
  about:
    'An amount that a terminal holds: a ticket is paid out of it once, or it is released; by orders to that terminal.',
  source: 'src/payment/engine/terminal-reservation.machine.ts',
  begin: transition(null, { kind: 'started', intent: HOLD_INTENT }, AT)?.state as PaymentState,
  fold: folded,
  states: ['ordered', 'order-unknown', ...HELD_BY_TERMINAL, 'declined', 'cancelled', 'failed'],
  isEnd: (state) => state.kind !== 'held-by-terminal' && isFinal(state),
}
