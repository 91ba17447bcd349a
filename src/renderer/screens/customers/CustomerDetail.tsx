import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { goTo, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { fullDate } from '../../words/shop-time.ts'
import { Account } from './Account.tsx'
import styles from './customers.module.css'
import { OpenInvoices } from './PaidFor.tsx'

/** What may be done with a file, and why not. */
export interface CustomerDeeds {
  readonly put: () => void
  readonly putClosed: string | null
  readonly edit: () => void
  readonly editClosed: string | null
  readonly take: () => void
  readonly takeFor: (invoiceNumber: string) => void
  readonly takeClosed: string | null
  readonly correct: () => void
  readonly correctClosed: string | null
  readonly refund: () => void
  readonly refundClosed: string | null
  readonly archive: () => void
  readonly data: () => void
  readonly erase: () => void
  readonly eraseClosed: string | null
}

/** One customer: who it is, what the shop knows, the newest tickets, and what may be done. */
export function CustomerDetail({ file, deeds }: { readonly file: CustomerFile; readonly deeds: CustomerDeeds }) {
  const { t } = useTranslation()
  const { number, title, archivedAt, erasedAt } = file
  return (
    <section className={classNames('card', styles.detail)} aria-label={t('customer.file')}>
      <header>
        <div className="grow">
          <h2>{title}</h2>
          <span className="muted sm">{number}</span>
        </div>
        {erasedAt !== null ? (
          <Badge tone="plain" icon="trash">
            {t('customer.state.erased')}
          </Badge>
        ) : (
          archivedAt !== null && (
            <Badge tone="plain" icon="lock">
              {t('customer.archived')}
            </Badge>
          )
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={styles.facts} tabIndex={0} aria-label={t('explorer.facts')}>
        <Account file={file}>
          <OpenInvoices file={file} closed={deeds.takeClosed} onPay={deeds.takeFor} />
        </Account>
        <Facts file={file} />
        <Invoices file={file} />
        <Tickets file={file} />
      </section>
      <Actions file={file} deeds={deeds} />
    </section>
  )
}

function Facts({ file }: { readonly file: CustomerFile }) {
  const { t } = useTranslation()
  const { name, company, street, city, phone, email, companyNumber, vatNumber, loyaltyNumber } = file
  const { points, groupId, note, creditLimitMinor, currency, createdAt, consentedAt } = file
  const facts: readonly (readonly [key: string, value: string])[] = [
    ['customer.field.name', company === '' ? '' : name],
    ['customer.address', [street, city].filter((part) => part !== '').join(', ')],
    ['customer.field.phone', phone],
    ['customer.field.email', email],
    ['customer.field.companyNumber', companyNumber],
    ['customer.field.vatNumber', vatNumber],
    ['customer.field.loyaltyNumber', loyaltyNumber],
    ['loyalty.balance', points === undefined ? '' : t('loyalty.points', { count: points })],
    ['customer.field.group', groupId ?? ''],
    ['customer.field.limit', creditLimitMinor === 0 ? '' : formatAmount(creditLimitMinor, currency)],
    ['customer.field.note', note],
    ['customer.since', fullDate(createdAt)],
    ['customer.consent', consentedAt === null ? t('customer.consentMissing') : fullDate(consentedAt)],
  ]
  return (
    <dl>
      {facts.map(
        ([key, value]) =>
          value !== '' && (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** Invoices and credit notes; a press opens the ticket of one in the history. */
function Invoices({ file }: { readonly file: CustomerFile }) {
  const { t } = useTranslation()
  const { invoices, currency } = file
  if (invoices.length === 0) return null
  return (
    <div>
      <h3 className="cap">{t('invoice.list')}</h3>
      <ul>
        {invoices.map(({ number, saleId, at, totalMinor }) => (
          <li key={number}>
            <Key look="quiet" className={styles.ticket} onPress={() => openSale(saleId)}>
              <span className="grow">
                <b>{number}</b> <span className="muted sm">{fullDate(at)}</span>
              </span>
              <b>{formatAmount(totalMinor, currency)}</b>
            </Key>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The newest tickets; a press opens one in the history. */
function Tickets({ file }: { readonly file: CustomerFile }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { sales, saleCount } = file
  return (
    <div>
      <h3 className="cap">{t('customer.tickets', { count: saleCount })}</h3>
      <ul className={styles.tickets}>
        {sales.map(({ saleId, number, at, totalMinor }) => (
          <li key={saleId}>
            <Key look="quiet" className={styles.ticket} onPress={() => openSale(saleId)}>
              <span className="grow">
                <b>{number}</b> <span className="muted sm">{fullDate(at)}</span>
              </span>
              <b>{formatAmount(totalMinor, currency)}</b>
            </Key>
          </li>
        ))}
      </ul>
    </div>
  )
}

function openSale(saleId: string): void {
  goTo('history')
  useScreenStore.setState({ shownSaleId: saleId })
}

function Actions({ file, deeds }: { readonly file: CustomerFile; readonly deeds: CustomerDeeds }) {
  const { t } = useTranslation()
  return (
    <div className={styles.actions}>
      <Key look="primary" keyName={t('key.enter')} closed={deeds.putClosed} onPress={deeds.put}>
        <Icon name="receipt" />
        {t('customer.put')}
      </Key>
      <Key look="button" keyName="F3" closed={deeds.editClosed} onPress={deeds.edit}>
        <Icon name="pencil" />
        {t('customer.edit')}
      </Key>
      <Key look="button" className={keys.small} keyName="F6" closed={deeds.takeClosed} onPress={deeds.take}>
        <Icon name="cash" />
        {t('account.take')}
      </Key>
      <Key look="button" className={keys.small} keyName="F7" closed={deeds.correctClosed} onPress={deeds.correct}>
        <Icon name="percent" />
        {t('account.correct')}
      </Key>
      <Key
        look="button"
        className={classNames(keys.small, styles.wide)}
        keyName="F4"
        closed={deeds.refundClosed}
        onPress={deeds.refund}
      >
        <Icon name="back" />
        {t('account.refund')}
      </Key>
      <div className={styles.rare}>
        <Key look="quiet" className={keys.small} closed={deeds.editClosed} onPress={deeds.archive}>
          <Icon name="lock" />
          {t(file.archivedAt === null ? 'customer.archive' : 'customer.unarchive')}
        </Key>
        <Key look="quiet" className={keys.small} onPress={deeds.data}>
          <Icon name="download" />
          {t('customer.data')}
        </Key>
        <Key look="quiet" className={keys.small} closed={deeds.eraseClosed} onPress={deeds.erase}>
          <Icon name="trash" />
          {t('customer.erase')}
        </Key>
      </div>
    </div>
  )
}
