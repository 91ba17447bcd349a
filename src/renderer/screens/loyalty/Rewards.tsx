import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { SaleLoyalty } from '#contract/views/loyalty-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { call, inOrder } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './rewards.module.css'

const KEYS = ['R', 'S', 'T'] as const

/** One reward, two, and as many as there are. */
function choices(rewards: number): readonly number[] {
  return [...new Set([1, 2, rewards])].filter((count) => count <= rewards)
}

function spend(rewards: number): void {
  useScreenStore.setState({ panel: null })
  inOrder(() => call('loyalty.spend', { rewards }))
}

/** The keys of the keyboard that spend points, where the ticket's customer has some to spend. */
export function rewardKeys(loyalty: SaleLoyalty | undefined): Readonly<Record<string, () => void>> {
  const counts = choices(loyalty?.rewards ?? 0)
  return Object.fromEntries(counts.map((count, place) => [KEYS[place] ?? '', () => spend(count)]))
}

/** What the customer's points pay of this ticket; nothing where the ticket has no loyalty card. */
export function Rewards() {
  const { t } = useTranslation()
  const { loyalty, currency } = useSlice('sale')
  if (loyalty === undefined) return null
  const { points, spent, rewards, rewardPoints, rewardMinor } = loyalty
  return (
    <section className={styles.rewards} aria-label={t('loyalty.rewards')}>
      <p className="row">
        <Icon name="gift" />
        <b>{t('loyalty.has', { count: points })}</b>
        {spent > 0 && <span className="muted">{t('loyalty.spent', { count: spent })}</span>}
        {spent === 0 && rewards === 0 && (
          <span className="muted">
            {t('loyalty.tooFew', { points: rewardPoints, amount: formatAmount(rewardMinor, currency) })}
          </span>
        )}
      </p>
      {choices(rewards).map((count, place) => (
        <Key key={count} look="button" keyName={KEYS[place]} onPress={() => spend(count)}>
          {t('loyalty.spend', {
            amount: formatAmount(0 - count * rewardMinor, currency),
            points: count * rewardPoints,
          })}
        </Key>
      ))}
    </section>
  )
}
