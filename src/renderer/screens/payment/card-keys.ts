import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { call } from '../../state/call.ts'
import { askCardAgain } from '../../state/card-actions.ts'
import { printDecline, sayClosed } from '../../state/sale-actions.ts'
import { useTillStore } from '../../state/till-store.ts'
import { cardEndOf } from './card-end.ts'
import { hasPaperOf } from './card-words.ts'
import { keepPart, takePartBack } from './PartQuestion.tsx'
import { chargeAgain, chargeNoMore } from './RepeatQuestion.tsx'
import { acceptSignature, askRefuseSignature } from './SignatureCheck.tsx'
import { stopNow, stopWordsOf } from './stop-card.ts'

type Keys = Readonly<Record<string, () => void>>

/** A card under way: its question, if it has one, else nothing but the way out. */
export function cardKeys(payment: CardPaymentView): Keys {
  if (payment.prompt === 'check-signature') return { Enter: acceptSignature, Escape: askRefuseSignature }
  if (payment.prompt === 'choose-part') return { Enter: keepPart, Escape: takePartBack }
  if (payment.prompt === 'confirm-repeat') return { Enter: chargeNoMore, Escape: chargeNoMore, R: chargeAgain }
  return { Enter: () => undefined, Escape: () => stop(payment) }
}

/** A card that did not do what it was asked for. */
export function endedKeys(payment: CardPaymentView): Keys {
  const dismiss = () => void call('payment.dismiss', {})
  return {
    Enter: dismiss,
    Escape: dismiss,
    ...(payment.outcome !== 'unknown' && hasPaperOf(payment) && { R: () => printDecline(payment.id) }),
    ...(cardEndOf(payment).again !== null && { '*': () => askCardAgain(payment) }),
  }
}

/** Questions that a card waits with: their answers are keys of their own. */
const QUESTIONS: ReadonlySet<string | null> = new Set(['check-signature', 'choose-part', 'confirm-repeat'])

/** True while a card is under way that can be asked to stop. */
export function isStoppable(payment: CardPaymentView | null): payment is CardPaymentView {
  return payment !== null && payment.outcome === null && !QUESTIONS.has(payment.prompt)
}

/** The card that is under way, if there is one, is asked to stop. */
export function stopCard(): void {
  const payment = useTillStore.getState().slices?.payment ?? null
  if (isStoppable(payment)) stop(payment)
}

/** Asked for once: what was asked for already, or comes too late, is said instead. */
function stop(payment: CardPaymentView): void {
  const words = stopWordsOf(payment)
  if (payment.cancelRequested) sayClosed(words.asked)
  else if (payment.cancellable) stopNow(payment)
  else sayClosed(words.tooLate)
}
