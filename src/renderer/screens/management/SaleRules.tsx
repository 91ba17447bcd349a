import { useTranslation } from 'react-i18next'
import { CASH_ROUNDING_CHOICES } from '#contract/cash-rounding.ts'
import { formatAmount } from '#contract/money.ts'
import type { TicketRules } from '#contract/ticket-rules-api.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { call, inOrder } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'
import styles from './management.module.css'

const KINDS = ['cheque', 'voucher', 'meal-voucher', 'transfer'] as const
const EXCESSES = ['refused', 'kept', 'change'] as const

const save = (rules: Partial<TicketRules>) => inOrder(() => call('settings.setTicketRules', rules))

/** How tickets are made up and paid: prices, discounts, cash, and what is taken besides cash and cards. */
export function SaleRules() {
  const { t } = useTranslation()
  const { currency, cashRounding, discountNeedsReason = false, pricesExcludeVat = false } = useSlice('till')
  const keeperOnly = useKeeperOnly()
  const step = cashRounding?.stepMinor ?? 1
  return (
    <div className={styles.station}>
      <section className={classNames('card', styles.looks)} aria-label={t('management.section.sale-rules')}>
        <fieldset className={styles.choice}>
          <legend>{t('rules.prices')}</legend>
          {[false, true].map((isNet) => (
            <Key
              key={String(isNet)}
              look="button"
              pressed={pricesExcludeVat === isNet}
              closed={keeperOnly}
              onPress={() => save({ pricesExcludeVat: isNet })}
            >
              {t(isNet ? 'rules.withoutVat' : 'rules.withVat')}
            </Key>
          ))}
        </fieldset>
        <fieldset className={styles.choice}>
          <legend>{t('rules.discountReason')}</legend>
          {[false, true].map((isNeeded) => (
            <Key
              key={String(isNeeded)}
              look="button"
              pressed={discountNeedsReason === isNeeded}
              closed={keeperOnly}
              onPress={() => save({ discountNeedsReason: isNeeded })}
            >
              {t(isNeeded ? 'rules.reasonAlways' : 'rules.reasonFree')}
            </Key>
          ))}
        </fieldset>
        <fieldset className={styles.choice}>
          <legend>{t('rules.cashRounding')}</legend>
          {CASH_ROUNDING_CHOICES.map((stepMinor) => (
            <Key
              key={stepMinor}
              look="button"
              pressed={step === stepMinor}
              closed={keeperOnly}
              onPress={() => save({ cashRounding: stepMinor === 1 ? null : { stepMinor, tie: 'up' } })}
            >
              {stepMinor === 1
                ? t('rules.noRounding')
                : t('rules.roundTo', { amount: formatAmount(stepMinor, currency) })}
            </Key>
          ))}
        </fieldset>
        <p className="muted sm">{t('rules.nextTicket')}</p>
      </section>
      <Means closed={keeperOnly} />
    </div>
  )
}

/** What is taken besides cash and cards, and what becomes of worth that is over. */
function Means({ closed }: { readonly closed: string | null }) {
  const { t } = useTranslation()
  const { means = [] } = useSlice('till')
  const rows = means.map(({ kind, excess }) => ({ kind, excess }))
  return (
    <section className={classNames('card', styles.looks)} aria-label={t('rules.means')}>
      {KINDS.map((kind) => {
        const taken = rows.find((row) => row.kind === kind)
        const others = rows.filter((row) => row.kind !== kind)
        return (
          <fieldset key={kind} className={classNames(styles.choice, styles.threeWide)}>
            <legend>{t(`rules.kind.${kind}`)}</legend>
            <Key look="button" pressed={taken === undefined} closed={closed} onPress={() => save({ means: others })}>
              <Icon name="close" size="small" />
              {t('rules.notTaken')}
            </Key>
            {EXCESSES.filter((excess) => excess !== 'change' || kind === 'voucher').map((excess) => (
              <Key
                key={excess}
                look="button"
                pressed={taken?.excess === excess}
                closed={closed}
                onPress={() => save({ means: [...others, { kind, excess }] })}
              >
                {t(`rules.excess.${excess}`)}
              </Key>
            ))}
          </fieldset>
        )
      })}
    </section>
  )
}
