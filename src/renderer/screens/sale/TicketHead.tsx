import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { isEmpty } from '../../input/entry.ts'
import { openTicketDiscount } from '../../state/line-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures, quantityFigures } from '../../words/figures.ts'
import { TicketCustomer } from '../customers/TicketCustomer.tsx'
import { TicketTable } from '../floor/TicketTable.tsx'
import styles from './sale.module.css'

export function TicketHead() {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  return (
    <header>
      <h1>{t('sale.ticket', { number: sale.number })}</h1>
      {sale.table !== undefined && <TicketTable table={sale.table} />}
      {sale.table === undefined && sale.customer === undefined && (
        <span className="muted sm">{t('sale.articles', { count: sale.itemCount })}</span>
      )}
      <TicketCustomer />
    </header>
  )
}

/** What is taken off the whole ticket, at its place above the total; pressed, it is changed or taken back. */
function TicketDiscountRow() {
  const { t } = useTranslation()
  const { discount, currency } = useSlice('sale')
  const { locale } = useSlice('till')
  if (!discount) return null
  const { agreed, amountMinor } = discount
  return (
    <Button className={styles.ticketDiscount} onPress={openTicketDiscount}>
      <Icon name="percent" size="small" />
      <span className="grow">
        {agreed.kind === 'percent'
          ? t('discount.rowPercent', { percent: percentFigures(agreed.basisPoints, locale) })
          : agreed.points === undefined
            ? t('action.ticketDiscount')
            : t('loyalty.rowSpent', { points: agreed.points })}
        {agreed.reason !== undefined && <small> · {agreed.reason}</small>}
      </span>
      <b className="nowrap">{formatAmount(-amountMinor, currency)}</b>
    </Button>
  )
}

/** The points of the ticket's customer, what the ticket brings, and what may be taken off it: a press offers that. */
function LoyaltyRow() {
  const { t } = useTranslation()
  const { loyalty, currency, lines } = useSlice('sale')
  if (loyalty === undefined || lines.length === 0) return null
  const { points, spent, earned, rewards, rewardMinor } = loyalty
  return (
    <Button className={styles.ticketDiscount} onPress={openTicketDiscount}>
      <Icon name="gift" size="small" />
      <span className="grow">{t('loyalty.row', { points: points - spent, earned })}</span>
      {rewards > 0 && (
        <b className="nowrap">
          {t('loyalty.rowReward', { amount: formatAmount(0 - rewards * rewardMinor, currency) })}
        </b>
      )}
    </Button>
  )
}

/** The total, largest on the screen; what is being typed shows beside it, at a place of its own. */
export function TicketTotal() {
  return (
    <div>
      <LoyaltyRow />
      <TicketDiscountRow />
      <Total />
    </div>
  )
}

function Total() {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const entry = useScreenStore((state) => state.entry)
  const { locale } = useSlice('till')
  return (
    <div className={styles.total}>
      <div className={styles.label}>
        <b>{t('sale.total')}</b>
        {isEmpty(entry) ? (
          <span className="muted sm">
            {t(sale.pricesExcludeVat ? 'sale.vatAdded' : 'sale.vatIncluded', {
              amount: formatAmount(sale.vatMinor, sale.currency),
            })}
          </span>
        ) : (
          <output className={styles.entry} aria-live="polite">
            {entry.mode && <span className="sm">{t(`mode.${entry.mode}`)} </span>}
            {entry.multiplierMilli !== null && `${quantityFigures(entry.multiplierMilli, locale)} × `}
            {entry.digits}
          </output>
        )}
      </div>
      <div className={styles.amount} data-testid="total">
        {formatAmount(sale.totalMinor, sale.currency)}
      </div>
    </div>
  )
}
