import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { AccountCardPayment } from '#contract/views/credit-refund-view.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useSlice } from '../../state/till-store.ts'
import { fullDate } from '../../words/shop-time.ts'
import { closePanel } from './customer-actions.ts'
import styles from './customers.module.css'
import { type CreditRefund, type RefundEnd, useCreditRefund } from './use-credit-refund.ts'

/** Why it cannot be asked for now; null where it can. */
function useClosed({ payment, isWorking, amountMinor, mostMinor }: CreditRefund): string | null {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  if (payment === undefined) return t('account.noCard')
  if (isWorking) return t('giveBack.working')
  if (amountMinor > 0 && amountMinor <= mostMinor) return null
  return t('account.mostBack', { amount: formatAmount(mostMinor, currency) })
}

/** Pays a customer's credit back to a card that paid one of the customer's tickets; the bank is asked, and answers here. */
export function RefundCredit({ file, onDone }: { readonly file: CustomerFile; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const refund = useCreditRefund(file)
  const closed = useClosed(refund)
  const { end, isWorking, amountMinor, typeDigit, erase, move } = refund
  const leave = () => {
    if (isWorking) return
    closePanel()
    if (end !== null) onDone()
  }
  return (
    <StepDialog
      step={`${file.number} · ${file.title}`}
      title={t('account.refund')}
      keys={{
        ...padKeys(typeDigit),
        Backspace: erase,
        ArrowUp: () => move(-1),
        ArrowDown: () => move(1),
        Enter: end === null ? refund.refund : leave,
        Escape: leave,
      }}
      onceKeys={['Enter']}
      onClose={leave}
      footer={
        <BackAnd words={t(end === null ? 'account.notNow' : 'action.close')} onBack={leave}>
          {end === null && (
            <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={refund.refund}>
              <Icon name="card" />
              {t('account.refundAmount', { amount: formatAmount(amountMinor, file.currency) })}
            </Key>
          )}
        </BackAnd>
      }
    >
      {end === null ? (
        <Choice file={file} refund={refund} />
      ) : (
        <Ended end={end} amount={formatAmount(amountMinor, file.currency)} />
      )}
    </StepDialog>
  )
}

function Choice({ file: { currency }, refund }: { readonly file: CustomerFile; readonly refund: CreditRefund }) {
  const { t } = useTranslation()
  const { payments, payment, creditMinor, isWorking, choose, typeDigit, erase } = refund
  const isNone = payments !== null && payments.length === 0
  return (
    <div className={styles.take}>
      <div>
        <div className={styles.account}>
          <span className="muted">{t('account.hasCredit')}</span>
          <b className={styles.accountAmount}>{formatAmount(creditMinor, currency)}</b>
        </div>
        <p className="muted sm">{t(isNone ? 'account.noCard' : 'account.refundText')}</p>
        <ul className={styles.cards} aria-label={t('account.cards')}>
          {payments?.map((each) => (
            <Card
              key={each.paymentId}
              payment={each}
              chosen={each === payment}
              currency={currency}
              onChoose={() => choose(each.paymentId)}
            />
          ))}
        </ul>
        {isWorking && (
          <p className="row" role="status">
            <Icon name="clock" />
            {t('giveBack.working')}
          </p>
        )}
      </div>
      <AmountPad onDigit={typeDigit} onErase={erase} />
    </div>
  )
}

function Card({
  payment,
  chosen,
  currency,
  onChoose,
}: {
  readonly payment: AccountCardPayment
  readonly chosen: boolean
  readonly currency: CustomerFile['currency']
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const { scheme, cardTail, saleNumber, at, leftMinor } = payment
  return (
    <li>
      <Key look="button" className={styles.cardChoice} pressed={chosen} onPress={onChoose}>
        <span className="grow">
          <b>
            {t(`scheme.${scheme ?? 'other'}`)} •••• {cardTail ?? '––––'}
          </b>
          <small className={styles.what}>
            {t('sale.ticket', { number: saleNumber })} · {fullDate(at)}
          </small>
        </span>
        <span className="nowrap">{formatAmount(leftMinor, currency)}</span>
      </Key>
    </li>
  )
}

function Ended({ end, amount }: { readonly end: RefundEnd; readonly amount: string }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  if (end.outcome === 'done') {
    return (
      <Banner tone="ok" icon="ok" title={t('giveBack.done.refund', { amount })}>
        {t('account.refundDone')}
      </Banner>
    )
  }
  const [tone, icon] = end.outcome === 'unknown' ? (['unk', 'unknown'] as const) : (['err', 'stopped'] as const)
  return (
    <Banner tone={tone} icon={icon} title={t(end.outcome === 'unknown' ? 'giveBack.unknown' : 'giveBack.refused')}>
      {end.failure && errorSentence(end.failure, locale)}
    </Banner>
  )
}
