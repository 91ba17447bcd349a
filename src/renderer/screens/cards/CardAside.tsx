import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { call } from '../../state/call.ts'
import { isLoading } from '../../state/card-actions.ts'
import { goTo } from '../../state/screen-store.ts'
import { useTillStore } from '../../state/till-store.ts'
import { LoneCard, Told, ToldFigure } from '../payment/LoneCard.tsx'
import layout from '../payment/payment.module.css'
import styles from './cards.module.css'

/** After a gift card was loaded the ticket that paid for it comes back, where it still stands: with it begins the next sale. */
function leave(payment: CardPaymentView): void {
  void call('payment.dismiss', {})
  if (isLoading(payment) && useTillStore.getState().slices?.lastSale) goTo('sale')
}

/** A card that charges nobody: under way as for a ticket, then what the bank says of it, or why it says nothing. */
export function CardAside({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const loading = isLoading(payment)
  return (
    <LoneCard
      payment={payment}
      zone={t('cards.zone')}
      subject={<Subject payment={payment} />}
      nothing={t(loading ? 'cards.paidBefore' : 'cards.nothingCharged')}
      answer={<Answer payment={payment} />}
      next={t('cards.next')}
      onLeave={() => leave(payment)}
    />
  )
}

/** What is put on the card, or what is asked about it. */
function Subject({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { operation, amountMinor, currency } = payment
  const name = t(`operation.${operation}`)
  if (isLoading(payment)) {
    return (
      <>
        <b className="lg">{name}</b>
        <div className={layout.dueAmount}>{formatAmount(amountMinor, currency)}</div>
      </>
    )
  }
  return (
    <>
      <b className="lg">{t('cards.asked')}</b>
      <div className={styles.subject}>{name}</div>
    </>
  )
}

/** The bank's word: what is on the card, or that nothing is against it. */
function Answer({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { operation, amountMinor, balanceMinor, currency, entryMode } = payment
  return (
    <>
      <Banner tone="ok" icon="ok" title={t(`cards.told.${operation}`, { amount: formatAmount(amountMinor, currency) })}>
        {t('cards.slip')}
      </Banner>
      <Told>
        {operation === 'card-check' ? (
          <h1>{t('cards.goodText')}</h1>
        ) : (
          <>
            <h1>{t('cards.onCard')}</h1>
            <ToldFigure>
              {balanceMinor === null ? t('cards.noBalance') : formatAmount(balanceMinor, currency)}
            </ToldFigure>
          </>
        )}
        {entryMode === 'chip' && <p className="muted">{t('approved.removeCard')}</p>}
      </Told>
    </>
  )
}
