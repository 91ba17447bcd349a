import type { TFunction } from 'i18next'
import type { PaymentAction, PaymentFile } from '#contract/views/explorer-view.ts'
import type { IconName } from '../../components/icons.tsx'
import { call } from '../../state/call.ts'
import { goTo, useScreenStore } from '../../state/screen-store.ts'

/** The drawing and the words of each thing that may be done. */
export const ACTION_LOOKS: Readonly<Record<PaymentAction, { readonly icon: IconName; readonly words: string }>> = {
  'go-to-sale': { icon: 'receipt', words: 'story.action.go-to-sale' },
  'ask-bank': { icon: 'ask-again', words: 'story.ask' },
  'ask-terminal': { icon: 'ask-again', words: 'story.askTerminal' },
  'close-by-hand': { icon: 'pencil', words: 'story.action.close-by-hand' },
  'send-now': { icon: 'arrow', words: 'offline.sendNow' },
  reprint: { icon: 'print', words: 'story.action.reprint' },
  'print-decline': { icon: 'print', words: 'story.action.print-decline' },
}

/** Why something cannot be done about this payment now; null when it can. */
export function actionClosed(t: TFunction, { next, actions }: PaymentFile, action: PaymentAction): string | null {
  return next === action || actions.includes(action) ? null : t(`closed.action.${action}`)
}

/** The one next thing for who is at the till: a doubt that only a manager ends leaves a cashier to ask the bank again. */
export function nextFor({ next }: PaymentFile, isManager: boolean): PaymentAction | null {
  return next === 'close-by-hand' && !isManager ? 'ask-bank' : next
}

/** Does it; the till checks once more whether it may be done. */
export function takeAction(file: PaymentFile, action: PaymentAction, onDone: () => void): void {
  if (action === 'go-to-sale') goTo('sale')
  else if (action === 'close-by-hand') useScreenStore.setState({ panel: 'close-by-hand' })
  else void callFor(file, action).then(onDone)
}

function callFor(
  { row, saleId }: PaymentFile,
  action: Exclude<PaymentAction, 'go-to-sale' | 'close-by-hand'>,
): Promise<unknown> {
  const { paymentId } = row
  switch (action) {
    case 'ask-bank':
      return call('payment.askBank', { paymentId })
    case 'ask-terminal':
      return call('terminal.askAgain', { paymentId })
    case 'send-now':
      return call('offline.sendNow', {})
    case 'reprint':
      return call('ticket.reprint', { saleId, kind: 'card-customer' })
    case 'print-decline':
      return call('payment.printDecline', { paymentId })
  }
}
