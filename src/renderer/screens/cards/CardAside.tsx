import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { ScrolledList } from '../../components/ScrolledList.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { isLoading } from '../../state/card-actions.ts'
import { goTo } from '../../state/screen-store.ts'
import { useTillStore } from '../../state/till-store.ts'
import { CardEnded } from '../payment/CardEnded.tsx'
import { CardProgress } from '../payment/CardProgress.tsx'
import { cardKeys, endedKeys } from '../payment/card-keys.ts'
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
  const { outcome } = payment
  return (
    <main className={layout.payment}>
      <Subject payment={payment} />
      <section className={layout.right} aria-label={t('payment.cardZone')}>
        {outcome === null ? (
          <CardProgress payment={payment} />
        ) : outcome === 'approved' ? (
          <Told payment={payment} />
        ) : (
          <CardEnded payment={payment} />
        )}
      </section>
      <CardKeys payment={payment} />
    </main>
  )
}

function CardKeys({ payment }: { readonly payment: CardPaymentView }) {
  const { outcome } = payment
  const next = () => leave(payment)
  const map =
    outcome === null ? cardKeys(payment) : outcome === 'approved' ? { Enter: next, Escape: next } : endedKeys(payment)
  useKeys({ keys: map })
  return null
}

/** What is asked, of which card, and that it costs nothing. */
function Subject({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { operation, scheme, cardTail, padAlias, amountMinor, currency } = payment
  return (
    <section className={layout.left} aria-label={t('cards.zone')}>
      <div className={layout.due}>
        <b className="lg">{isLoading(payment) ? t(`operation.${operation}`) : t('cards.asked')}</b>
        {isLoading(payment) ? (
          <div className={layout.dueAmount}>{formatAmount(amountMinor, currency)}</div>
        ) : (
          <div className={styles.subject}>{t(`operation.${operation}`)}</div>
        )}
      </div>
      <ScrolledList className={layout.taken} name={t('cards.zone')}>
        <li>
          <Icon name="card" />
          <span className="grow">
            {cardTail === null
              ? padAlias
              : t('step.card', { scheme: t(`scheme.${scheme ?? 'other'}`), tail: cardTail })}
          </span>
        </li>
      </ScrolledList>
      <p className={styles.nothing}>
        <Icon name="shield" />
        {t(isLoading(payment) ? 'cards.paidBefore' : 'cards.nothingCharged')}
      </p>
    </section>
  )
}

/** The bank's word: what is on the card, or that nothing is against it. */
function Told({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { operation, amountMinor, balanceMinor, currency } = payment
  return (
    <>
      <Banner tone="ok" icon="ok" title={t(`cards.told.${operation}`, { amount: formatAmount(amountMinor, currency) })}>
        {t('cards.slip')}
      </Banner>
      <div className={classNames('card', styles.told)}>
        {operation === 'card-check' ? (
          <h1>{t('cards.goodText')}</h1>
        ) : (
          <>
            <h1>{t('cards.onCard')}</h1>
            <output className={styles.balance} data-testid="card-balance">
              {balanceMinor === null ? t('cards.noBalance') : formatAmount(balanceMinor, currency)}
            </output>
          </>
        )}
        <p className="muted">{t('approved.removeCard')}</p>
      </div>
      <div />
      <Key look="primary" className={styles.next} keyName={t('key.enter')} onPress={() => leave(payment)}>
        <Icon name="arrow" size="large" />
        {t('cards.next')}
      </Key>
    </>
  )
}
