import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { useSlice } from '../../state/till-store.ts'
import styles from './story.module.css'

/** What may be said to the customer without a doubt. */
export function Certain({ file }: { readonly file: PaymentFile }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { outcome, amountMinor, currency } = file.row
  const amount = formatAmount(amountMinor, currency)
  const lines: readonly (readonly [icon: IconName, words: string])[] =
    outcome === 'unknown'
      ? [
          ['shield', t(chargesNobody(file.row) ? 'story.certain.onlyHeld' : 'story.certain.sale')],
          ['stopped', t('story.certain.card')],
          ['users', t(file.terminalAlias === null ? 'story.certain.say' : 'story.certain.sayTerminal')],
        ]
      : [
          ['shield', t(`story.certain.${moneyOf(file)}`, { amount })],
          ...(file.failure === null ? [] : [['info', errorSentence(file.failure, locale)] as const]),
          ...(file.offline === null ? [] : [['off', t(`story.certain.offline.${file.offline}`)] as const]),
        ]
  return (
    <section className={classNames('card', styles.certain)}>
      <h2>{t('story.certain')}</h2>
      {lines.map(([icon, words]) => (
        <p key={icon}>
          <Icon name={icon} />
          {words}
        </p>
      ))}
    </section>
  )
}

/** It held an amount, and charged nothing. */
export const isHold = ({ operation }: PaymentFile['row']): boolean =>
  operation === 'pre-authorisation' || operation === 'increment'

/** Whatever becomes of it. */
const chargesNobody = (row: PaymentFile['row']): boolean => isHold(row) || row.operation === 'release'

/** A ticket was paid out of it. */
export function isCompleted({ events }: PaymentFile): boolean {
  const last = events.findLast(({ kind }) => kind === 'completed' || kind === 'reopened')
  return last?.kind === 'completed'
}

/** What became of the money. */
function moneyOf(file: PaymentFile): string {
  const { row, isTest } = file
  if (row.outcome === 'open') return 'open'
  switch (file.failure?.code) {
    case 'PAYMENT_CLOSED_CHARGED':
    case 'PAYMENT_CLOSED_STANDS':
      return 'closedCharged'
    case 'PAYMENT_CLOSED_NOT_CHARGED':
      return 'closedNothing'
  }
  if (row.outcome === 'reversed') return isHold(row) ? 'letGo' : 'reversed'
  if (row.outcome !== 'approved') return 'nothing'
  if (isTest) return 'test'
  if (row.operation === 'refund' || row.operation === 'void') return 'givenBack'
  if (row.operation === 'pre-authorisation') return isCompleted(file) ? 'heldPaid' : 'held'
  if (row.operation === 'increment') return 'heldMore'
  return row.operation === 'sale' || row.operation === 'completion' ? 'charged' : 'noMoney'
}
