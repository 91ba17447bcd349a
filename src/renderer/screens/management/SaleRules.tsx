import { useTranslation } from 'react-i18next'
import { CASH_ROUNDING_CHOICES } from '#contract/cash-rounding.ts'
import { formatAmount } from '#contract/money.ts'
import type { TicketRules } from '#contract/ticket-rules-api.ts'
import { Choice } from '../../components/Choice.tsx'
import { classNames } from '../../components/class-names.ts'
import { Key } from '../../components/Key.tsx'
import { call, inOrder } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'
import { TablesRule } from '../floor/TablesRule.tsx'
import { LoyaltyRules } from '../loyalty/LoyaltyRules.tsx'
import { CardExtras } from './CardExtras.tsx'
import styles from './management.module.css'

/** What the law of the countries says, one press each. */
const ROUNDING_BY_COUNTRY = [
  { words: 'rules.roundingNone', rule: null },
  { words: 'rules.roundingFive', rule: { stepMinor: 5, tie: 'up' } },
] as const

const save = (rules: Partial<TicketRules>) => inOrder(() => call('settings.setTicketRules', rules))

/** How tickets are made up and paid: prices, discounts, and how cash is rounded. */
export function SaleRules() {
  const { t } = useTranslation()
  const { currency, cashRounding, discountNeedsReason = false, pricesExcludeVat = false } = useSlice('till')
  const keeperOnly = useKeeperOnly()
  const step = cashRounding?.stepMinor ?? 1
  return (
    <div className={styles.station}>
      <section className={classNames('card', styles.looks)} aria-label={t('management.section.sale-rules')}>
        <Choice
          name={t('rules.prices')}
          className={styles.twoWide}
          values={[false, true]}
          current={pricesExcludeVat}
          closed={keeperOnly}
          words={(isNet) => t(isNet ? 'rules.withoutVat' : 'rules.withVat')}
          onChoose={(isNet) => save({ pricesExcludeVat: isNet })}
        />
        <Choice
          name={t('rules.discountReason')}
          className={styles.twoWide}
          values={[false, true]}
          current={discountNeedsReason}
          closed={keeperOnly}
          words={(isNeeded) => t(isNeeded ? 'rules.reasonAlways' : 'rules.reasonFree')}
          onChoose={(isNeeded) => save({ discountNeedsReason: isNeeded })}
        />
        <Choice
          name={t('rules.cashRounding')}
          className={styles.twoWide}
          values={CASH_ROUNDING_CHOICES}
          current={step}
          closed={keeperOnly}
          words={(stepMinor) =>
            stepMinor === 1 ? t('rules.noRounding') : t('rules.roundTo', { amount: formatAmount(stepMinor, currency) })
          }
          onChoose={(stepMinor) => save({ cashRounding: stepMinor === 1 ? null : { stepMinor, tie: 'up' } })}
        />
        <p className="muted sm">{t('rules.nextTicket')}</p>
        <RoundingLaw step={step} closed={keeperOnly} />
      </section>
      <section className={classNames('card', styles.looks)} aria-label={t('rules.beside')}>
        <LoyaltyRules />
        <TablesRule />
        <CardExtras />
      </section>
    </div>
  )
}

/** Where cash is rounded, and how: a press takes the rule of those countries. */
function RoundingLaw({ step, closed }: { readonly step: number; readonly closed: string | null }) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('rules.roundingLaw')}>
      <h2>{t('rules.roundingLaw')}</h2>
      {ROUNDING_BY_COUNTRY.map(({ words, rule }) => (
        <Key
          key={words}
          look="button"
          className={styles.preset}
          pressed={step === (rule?.stepMinor ?? 1)}
          closed={closed}
          onPress={() => save({ cashRounding: rule })}
        >
          {t(words)}
        </Key>
      ))}
      <p className="muted sm">{t('rules.roundingHow')}</p>
    </section>
  )
}
