import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { call } from '../../state/call.ts'
import { cardWordsOf } from './card-words.ts'

/** What is said about stopping: keys of the words. */
interface StopWords {
  readonly text: string
  readonly asked: string
  readonly wait: string
  readonly tooLate: string
}

/** A standalone terminal is only asked to stop; many are stopped by their own red key alone. */
export function stopWordsOf(payment: Pick<CardPaymentView, 'operation' | 'terminal'>): StopWords {
  if (payment.terminal === null) {
    return {
      text: cardWordsOf(payment).cancel,
      asked: 'closed.cancelAsked',
      wait: 'payment.cancelAsked',
      tooLate: 'closed.cancelTooLate',
    }
  }
  return {
    text: 'terminal.stopText',
    asked: 'closed.terminalStopAsked',
    wait: 'terminal.stopAsked',
    tooLate: 'closed.terminalRedKey',
  }
}

/** Asks whoever has the card to end it; how it ends is what they answer. */
export function stopNow({ terminal }: Pick<CardPaymentView, 'terminal'>): void {
  void call(terminal === null ? 'payment.cancel' : 'terminal.abort', {})
}
