import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { TerminalOrderView } from '#contract/views/terminal-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { waitTime } from '../../words/figures.ts'
import styles from './payment.module.css'

/** What the customer does at the terminal, as far as it says. */
export function terminalStepWords(t: TFunction, terminal: TerminalOrderView | null): string {
  return t(`terminalStep.${terminal?.step ?? 'given'}`)
}

/** The terminal's own words, and how long the till waits for its next sign of life. */
export function TerminalDetail({
  terminal,
  operation,
  nowMs,
}: {
  readonly terminal: TerminalOrderView
  readonly operation: CardPaymentView['operation']
  readonly nowMs: number
}) {
  const { t } = useTranslation()
  const { text, deadlineAt } = terminal
  const left = deadlineAt === null ? null : t('prompt.left', { time: waitTime(Date.parse(deadlineAt) - nowMs) })
  // Nobody need stand there for what is done without a card.
  const follow = WHERE[operation] === 'terminal.heldWhere' ? null : t('terminal.follow')
  return <small>{[text === null ? follow : `« ${text} »`, left].filter(Boolean).join(' · ')}</small>
}

/** What happens there, where it is no payment with a card. */
const WHERE: Readonly<Partial<Record<CardPaymentView['operation'], string>>> = {
  refund: 'terminal.backWhere',
  'pre-authorisation': 'terminal.reserveWhere',
  completion: 'terminal.heldWhere',
  release: 'terminal.heldWhere',
}

/** The till has no copy of its screen: who to look to, and what not to do meanwhile. */
export function TerminalWords({
  terminal,
  operation,
}: {
  readonly terminal: TerminalOrderView
  readonly operation: CardPaymentView['operation']
}) {
  const { t } = useTranslation()
  return (
    <ul className={classNames('card', styles.sure, styles.beside)}>
      <li>
        <Icon name="card" />
        {t(WHERE[operation] ?? 'terminal.where', { terminal: terminal.alias })}
      </li>
      <li>
        <Icon name="shield" />
        {t('terminal.waits')}
      </li>
    </ul>
  )
}
