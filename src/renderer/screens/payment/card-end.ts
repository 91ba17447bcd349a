import { type ErrorCode, errorEntry } from '#contract/errors/catalogue.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'

type Again = 'same' | 'other'

/** How a card can end without paying, as the cashier tells the ends apart. */
const LOOKS = {
  declined: { tone: 'err', icon: 'stopped', again: 'other' },
  cardRefused: { tone: 'err', icon: 'card', again: 'other' },
  cancelled: { tone: 'acc', icon: 'info', again: 'same' },
  customerCancelled: { tone: 'acc', icon: 'user', again: 'same' },
  notRepeated: { tone: 'acc', icon: 'shield', again: 'other' },
  timedOut: { tone: 'warn', icon: 'clock', again: 'same' },
  padAway: { tone: 'warn', icon: 'off', again: 'same' },
  bankAway: { tone: 'warn', icon: 'bank', again: 'same' },
  noCash: { tone: 'warn', icon: 'cash', again: 'other' },
  cardLeft: { tone: 'warn', icon: 'card', again: 'same' },
  cardUnread: { tone: 'warn', icon: 'card', again: 'same' },
  signatureRefused: { tone: 'err', icon: 'pencil', again: 'other' },
  reversed: { tone: 'acc', icon: 'back', again: 'same' },
  closedByHand: { tone: 'warn', icon: 'pencil', again: 'same' },
  failed: { tone: 'warn', icon: 'warning', again: 'same' },
  terminalAway: { tone: 'warn', icon: 'off', again: 'same' },
  terminalBusy: { tone: 'warn', icon: 'clock', again: 'same' },
  terminalStopped: { tone: 'acc', icon: 'user', again: 'same' },
  terminalRefused: { tone: 'err', icon: 'stopped', again: null },
  readAsNotPaid: { tone: 'acc', icon: 'receipt', again: 'same' },
} as const satisfies Record<string, { tone: string; icon: string; again: Again | null }>
type CardEndKind = keyof typeof LOOKS

export interface CardEnd {
  readonly kind: CardEndKind
  readonly tone: (typeof LOOKS)[CardEndKind]['tone']
  readonly icon: (typeof LOOKS)[CardEndKind]['icon']
  /** The card may be asked for again at once: the same one, or rather another one. Null: look first. */
  readonly again: Again | null
}

const BY_CODE: Readonly<Partial<Record<ErrorCode, CardEndKind>>> = {
  PAYMENT_CARD_REFUSED: 'cardRefused',
  PINPAD_CUSTOMER_CANCELLED: 'customerCancelled',
  PAYMENT_NOT_REPEATED: 'notRepeated',
  PINPAD_TIMEOUT: 'timedOut',
  PINPAD_CARD_LEFT: 'cardLeft',
  PINPAD_LINK_LOST: 'padAway',
  PINPAD_NONE: 'padAway',
  PINPAD_OTHER_SERIAL: 'padAway',
  PINPAD_PORT_NOT_FOUND: 'padAway',
  PINPAD_PORT_BUSY: 'padAway',
  PINPAD_WRONG_PROTOCOL: 'padAway',
  HOST_UNREACHABLE: 'bankAway',
  HOST_TLS_BROKEN_OFF: 'bankAway',
  PINPAD_CARD_REMOVED: 'cardUnread',
  PINPAD_CARD_UNREADABLE: 'cardUnread',
  PAYMENT_CASHBACK_NEEDS_CHIP: 'noCash',
  PAYMENT_CASHBACK_NOT_ALLOWED: 'noCash',
  PAYMENT_CASHBACK_TOO_HIGH: 'noCash',
  PINPAD_CARD_NOT_ACCEPTED: 'cardRefused',
  PAYMENT_SIGNATURE_REFUSED: 'signatureRefused',
  PAYMENT_CLOSED_CHARGED: 'closedByHand',
  PAYMENT_CLOSED_STANDS: 'closedByHand',
  PAYMENT_CLOSED_NOT_CHARGED: 'closedByHand',
  PAYMENT_BANK_AWAY: 'bankAway',
  PAYMENT_CUSTOMER_STOPPED: 'customerCancelled',
  TERMINAL_NOT_FOUND: 'terminalAway',
  TERMINAL_PORT_BUSY: 'terminalAway',
  TERMINAL_WRONG_PROTOCOL: 'terminalAway',
  TERMINAL_BUSY: 'terminalBusy',
  TERMINAL_DECLINED: 'declined',
  TERMINAL_ABANDONED: 'terminalStopped',
  TERMINAL_REFUSED_ORDER: 'terminalRefused',
  TERMINAL_CANNOT: 'terminalRefused',
  TERMINAL_NOT_SET_UP: 'terminalRefused',
  TERMINAL_READ_AS_NOT_PAID: 'readAsNotPaid',
  TERMINAL_REAL_IN_TRAINING: 'terminalRefused',
}

/** Asked of what is charged or held already: nobody presents a card for it. */
const WITHOUT_CARD: readonly CardPaymentView['operation'][] = ['refund', 'completion', 'release']

/** A confirmed reversal is over whatever caused it; else the card is asked for again only where that is safe. */
export function cardEndOf({
  outcome,
  failure,
  codeName,
  operation,
}: Pick<CardPaymentView, 'outcome' | 'failure' | 'codeName' | 'operation'>): CardEnd {
  const end = endedAs({ outcome, failure })
  // Nobody presents a code again: a new one is read out. What did not go back is no charge to be made again, nor is what was to be
  // paid out of a reservation, which is chosen again.
  return codeName === undefined && !WITHOUT_CARD.includes(operation) ? end : { ...end, again: null }
}

function endedAs({ outcome, failure }: Pick<CardPaymentView, 'outcome' | 'failure'>): CardEnd {
  const named = failure === null ? undefined : BY_CODE[failure.code]
  if (outcome === 'reversed' && named !== 'signatureRefused' && named !== 'closedByHand')
    return { kind: 'reversed', ...LOOKS.reversed }
  const kind = named ?? (outcome === 'declined' || outcome === 'cancelled' ? outcome : 'failed')
  const look = LOOKS[kind]
  const safe = failure === null || errorEntry(failure.code).retry === 'safe'
  return { kind, ...look, again: safe ? look.again : null }
}
