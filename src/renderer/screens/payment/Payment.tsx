import { useTranslation } from 'react-i18next'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import * as act from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { CardEnded } from './CardEnded.tsx'
import { CardProgress } from './CardProgress.tsx'
import { ChooseTender } from './ChooseTender.tsx'
import { MoneySide } from './MoneySide.tsx'
import styles from './payment.module.css'

/** What the right side shows: a card under way, the end of one, or the choice of a tender. */
export function stageOf(payment: CardPaymentView | null): 'choosing' | 'card' | 'ended' {
  if (payment === null || payment.outcome === 'approved') return 'choosing'
  return payment.outcome === null ? 'card' : 'ended'
}

/** The amount left never moves; below it the tenders taken and the ways to pay. */
export function Payment() {
  const { t } = useTranslation()
  const payment = useSlice('payment')
  const stage = stageOf(payment)
  return (
    <main className={styles.payment}>
      <MoneySide stage={stage} />
      <section className={styles.right} aria-label={t('payment.cardZone')}>
        {payment !== null && stage === 'card' && <CardProgress payment={payment} />}
        {payment !== null && stage === 'ended' && <CardEnded payment={payment} />}
        {stage === 'choosing' && <ChooseTender />}
      </section>
      <PaymentKeys stage={stage} />
    </main>
  )
}

function leave(): void {
  const { entry } = useScreenStore.getState()
  if (entry.digits !== '') act.eraseDigit()
  else void call('tender.leave', {})
}

function PaymentKeys({ stage }: { readonly stage: 'choosing' | 'card' | 'ended' }) {
  const choosing = stage === 'choosing'
  const orClosed = (action: () => void) => (choosing ? action : () => act.sayClosed(`closed.during.${stage}`))
  const dismiss = () => void call('payment.dismiss', {})
  useKeys({
    ...(choosing ? { onDigit: act.typeDigit } : {}),
    keys: {
      '/': orClosed(act.payInCash),
      '*': orClosed(act.payByCard),
      T: () => act.sayClosed('closed.mealVoucher'),
      G: () => act.sayClosed('closed.giftCard'),
      C: () => act.sayClosed('closed.account'),
      A: () => act.sayClosed('closed.otherTender'),
      F8: () => act.sayClosed('closed.inPayment'),
      Backspace: act.eraseDigit,
      Enter: stage === 'choosing' ? act.payByCard : stage === 'ended' ? dismiss : () => undefined,
      Escape: stage === 'choosing' ? leave : stage === 'ended' ? dismiss : () => void call('payment.cancel', {}),
    },
  })
  return null
}
