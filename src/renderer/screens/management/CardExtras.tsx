import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import { CASHBACK_CHOICES_MINOR, type TicketRules, USUAL_TIPS } from '#contract/ticket-rules-api.ts'
import { Choice } from '../../components/Choice.tsx'
import { call, inOrder } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures } from '../../words/figures.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'
import styles from './management.module.css'

const save = (rules: TicketRules) => inOrder(() => call('settings.setTicketRules', rules))
const NONE = 0

/** What a card may be charged besides the ticket: tips, and cash that the customer takes along. */
export function CardExtras() {
  const { t } = useTranslation()
  const { currency, tips, cashbackLimitMinor, locale } = useSlice('till')
  const keeperOnly = useKeeperOnly()
  const percent = (share: number) => t('firstRun.percent', { percent: percentFigures(share, locale) })
  const suggested = (tips ?? USUAL_TIPS).basisPoints.map(percent).join(', ')
  const limits = [...new Set([NONE, ...CASHBACK_CHOICES_MINOR, cashbackLimitMinor ?? NONE])].toSorted((a, b) => a - b)
  return (
    <>
      <Choice
        name={t('rules.tips')}
        className={styles.twoWide}
        values={[false, true]}
        current={tips !== null}
        closed={keeperOnly}
        words={(isTaken) => (isTaken ? t('rules.tipsTaken', { suggested }) : t('rules.tipsNone'))}
        onChoose={(isTaken) => save({ tips: isTaken ? (tips ?? USUAL_TIPS) : null })}
      />
      <Choice
        name={t('rules.cashback')}
        className={styles.twoWide}
        values={limits}
        current={cashbackLimitMinor ?? NONE}
        closed={keeperOnly}
        words={(limit) =>
          limit === NONE ? t('rules.cashbackNone') : t('rules.cashbackUpTo', { amount: formatAmount(limit, currency) })
        }
        onChoose={(limit) => save({ cashbackLimitMinor: limit === NONE ? null : limit })}
      />
    </>
  )
}
