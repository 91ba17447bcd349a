import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import type { OpenInvoice } from '#contract/views/invoice-view.ts'
import { Key } from '../../components/Key.tsx'
import { useInView } from '../../components/use-in-view.ts'
import { fullDay } from '../../words/shop-time.ts'
import styles from './customers.module.css'

/** What the payment is for: the account as a whole, or one invoice that is not paid in full, the oldest first. */
export function PaidFor({
  file,
  chosen,
  onChoose,
}: {
  readonly file: CustomerFile
  /** Null for the account. */
  readonly chosen: string | null
  readonly onChoose: (invoiceNumber: string | null) => void
}) {
  const { t } = useTranslation()
  const { balanceMinor, currency, openInvoices } = file
  return (
    <ul className={styles.paidFor} aria-label={t('account.paidFor')}>
      <Choice isChosen={chosen === null} onPress={() => onChoose(null)}>
        <b className="grow">{t('account.whole')}</b>
        <span className="nowrap">{formatAmount(balanceMinor, currency)}</span>
      </Choice>
      {openInvoices.map((invoice) => (
        <Choice key={invoice.number} isChosen={chosen === invoice.number} onPress={() => onChoose(invoice.number)}>
          <InvoiceWords invoice={invoice} />
          <span className="nowrap">{formatAmount(invoice.leftMinor, currency)}</span>
        </Choice>
      ))}
    </ul>
  )
}

function Choice({
  isChosen,
  onPress,
  children,
}: {
  readonly isChosen: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}) {
  const row = useInView<HTMLLIElement>(isChosen)
  return (
    <li ref={row}>
      <Key look="button" className={styles.cardChoice} pressed={isChosen} onPress={onPress}>
        {children}
      </Key>
    </li>
  )
}

/** Its number, and until when it is to be paid, loud once that day is over. */
function InvoiceWords({ invoice: { number, dueOn, isOverdue } }: { readonly invoice: OpenInvoice }) {
  const { t } = useTranslation()
  const day = fullDay(dueOn)
  return (
    <span className="grow">
      <b>{t('invoice.named', { number })}</b>
      <small className={isOverdue ? styles.overdue : styles.what}>
        {t(isOverdue ? 'invoice.overdue' : 'invoice.dueOn', { day })}
      </small>
    </span>
  )
}

/** In the file: what is not paid yet; a press takes the money for that one. */
export function OpenInvoices({
  file: { openInvoices, currency },
  closed,
  onPay,
}: {
  readonly file: CustomerFile
  readonly closed: string | null
  readonly onPay: (invoiceNumber: string) => void
}) {
  const { t } = useTranslation()
  if (openInvoices.length === 0) return null
  return (
    <div>
      <h3 className="cap">{t('invoice.open')}</h3>
      <ul className={styles.cards}>
        {openInvoices.map((invoice) => (
          <li key={invoice.number}>
            <Key look="button" className={styles.cardChoice} closed={closed} onPress={() => onPay(invoice.number)}>
              <span className="visually-hidden">{t('account.take')} </span>
              <InvoiceWords invoice={invoice} />
              <b className="nowrap">{formatAmount(invoice.leftMinor, currency)}</b>
            </Key>
          </li>
        ))}
      </ul>
    </div>
  )
}
