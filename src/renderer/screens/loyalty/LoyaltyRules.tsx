import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  LOYALTY_EARN_MINOR,
  LOYALTY_REWARD_MINOR,
  LOYALTY_REWARD_POINTS,
  type LoyaltyRules as Rules,
  USUAL_LOYALTY,
} from '#contract/loyalty.ts'
import { formatAmount } from '#contract/money.ts'
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
      <Choice legend={t('loyalty.rules')}>
        {choice(t('loyalty.off'), loyalty === undefined, null)}
        {choice(t('loyalty.on'), loyalty !== undefined, loyalty ?? USUAL_LOYALTY)}
      </Choice>
      {loyalty !== undefined && (
        <>
          <Choice legend={t('loyalty.earn')}>
            {LOYALTY_EARN_MINOR.map((earnMinor) =>
              choice(formatAmount(earnMinor, currency), loyalty.earnMinor === earnMinor, { ...loyalty, earnMinor }),
            )}
          </Choice>
          <Choice legend={t('loyalty.rewardPoints')}>
            {LOYALTY_REWARD_POINTS.map((rewardPoints) =>
              choice(t('loyalty.points', { count: rewardPoints }), loyalty.rewardPoints === rewardPoints, {
                ...loyalty,
                rewardPoints,
              }),
            )}
          </Choice>
          <Choice legend={t('loyalty.rewardWorth')}>
            {LOYALTY_REWARD_MINOR.map((rewardMinor) =>
              choice(formatAmount(rewardMinor, currency), loyalty.rewardMinor === rewardMinor, {
                ...loyalty,
                rewardMinor,
              }),
            )}
          </Choice>
        </>
      )}
      <p className="muted sm">{t('loyalty.text')}</p>
    </>
  )
}

function Choice({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  )
}
