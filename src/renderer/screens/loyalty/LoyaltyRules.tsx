import { useTranslation } from 'react-i18next'
import {
  LOYALTY_EARN_MINOR,
  LOYALTY_REWARD_MINOR,
  LOYALTY_REWARD_POINTS,
  type LoyaltyRules as Rules,
  USUAL_LOYALTY,
} from '#contract/loyalty.ts'
import { formatAmount } from '#contract/money.ts'
import { ChoiceGroup } from '../../components/Choice.tsx'
import { Key } from '../../components/Key.tsx'
import { call, inOrder } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'
import styles from '../management/management.module.css'

const save = (rules: Rules | null) => inOrder(() => call('loyalty.setRules', { rules }))

/** Whether the shop gives points, for how much, and what they are worth. */
export function LoyaltyRules() {
  const { t } = useTranslation()
  const { currency, loyalty } = useSlice('till')
  const keeperOnly = useKeeperOnly()
  const choice = (words: string, pressed: boolean, rules: Rules | null) => (
    <Key key={words} look="button" pressed={pressed} closed={keeperOnly} onPress={() => save(rules)}>
      {words}
    </Key>
  )
  return (
    <>
      <ChoiceGroup name={t('loyalty.rules')} className={styles.twoWide}>
        {choice(t('loyalty.off'), loyalty === undefined, null)}
        {choice(t('loyalty.on'), loyalty !== undefined, loyalty ?? USUAL_LOYALTY)}
      </ChoiceGroup>
      {loyalty !== undefined && (
        <>
          <ChoiceGroup name={t('loyalty.earn')} className={styles.twoWide}>
            {LOYALTY_EARN_MINOR.map((earnMinor) =>
              choice(formatAmount(earnMinor, currency), loyalty.earnMinor === earnMinor, { ...loyalty, earnMinor }),
            )}
          </ChoiceGroup>
          <ChoiceGroup name={t('loyalty.rewardPoints')} className={styles.twoWide}>
            {LOYALTY_REWARD_POINTS.map((rewardPoints) =>
              choice(t('loyalty.points', { count: rewardPoints }), loyalty.rewardPoints === rewardPoints, {
                ...loyalty,
                rewardPoints,
              }),
            )}
          </ChoiceGroup>
          <ChoiceGroup name={t('loyalty.rewardWorth')} className={styles.twoWide}>
            {LOYALTY_REWARD_MINOR.map((rewardMinor) =>
              choice(formatAmount(rewardMinor, currency), loyalty.rewardMinor === rewardMinor, {
                ...loyalty,
                rewardMinor,
              }),
            )}
          </ChoiceGroup>
        </>
      )}
      <p className="muted sm">{t('loyalty.text')}</p>
    </>
  )
}
