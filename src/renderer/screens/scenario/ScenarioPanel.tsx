import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { ScenarioView } from '#contract/views/scenario-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { PadRows } from '../../components/PadRows.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { call } from '../../state/call.ts'
import { goTo } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { waitTime } from '../../words/figures.ts'
import styles from './scenario.module.css'

const putAway = () => void call('scenario.stop', {})

/** Steps in which the customer is at the pad; payment and papers have screens of their own. */
const AT_PAD: readonly ScenarioView['step'][] = ['choose-ticket', 'ask-number', 'show-ticket', 'tip']

/** What a customer does by himself on the pad, for the cashier to follow, help and stop. */
export function ScenarioPanel() {
  const scenario = useSlice('scenario')
  const hasTicket = scenario !== null && scenario.outcome === null && scenario.ticketNumber !== null
  // The ticket came into the hands: its lines, then its payment, are on the sale's own screens.
  useEffect(() => {
    if (hasTicket) goTo('sale')
  }, [hasTicket])
  if (scenario === null) return null
  if (scenario.outcome !== null) return <Ended scenario={scenario} />
  return AT_PAD.includes(scenario.step) ? <AtPad scenario={scenario} /> : null
}

function AtPad({ scenario }: { readonly scenario: ScenarioView }) {
  const { t } = useTranslation()
  const now = useNow()
  const { step, stepNumber, stepCount, name, dueAt, triesLeft, padRows, ticketNumber } = scenario
  return (
    <StepDialog
      step={t('scenario.step', { number: stepNumber, count: stepCount, name })}
      title={t(`scenario.title.${step}`)}
      keys={{ Escape: putAway, Enter: () => undefined }}
      onClose={putAway}
      footer={
        <>
          <span className="grow muted sm">{t('scenario.stopText')}</span>
          <Key look="danger" keyName={t('key.escape')} onPress={putAway}>
            <Icon name="close" />
            {t('scenario.stop')}
          </Key>
        </>
      }
    >
      <div className={styles.pad}>
        <PadRows rows={padRows} />
        <div role="status">
          <p>{t(`scenario.text.${step}`, { number: ticketNumber ?? '' })}</p>
          {triesLeft !== null && <p className={styles.again}>{t('scenario.again', { tries: triesLeft })}</p>}
          {dueAt !== null && <p className="muted">{t('scenario.left', { time: waitTime(Date.parse(dueAt) - now) })}</p>}
        </div>
      </div>
    </StepDialog>
  )
}

/** Why nothing was paid; the ticket is where it was. */
function Ended({ scenario: { name, outcome, failure } }: { readonly scenario: ScenarioView }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  return (
    <StepDialog
      step={name}
      title={t('scenario.nothingPaid')}
      keys={{ Escape: putAway, Enter: putAway }}
      onClose={putAway}
      footer={
        <>
          <span className="grow" />
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={putAway}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      <p role="status">{failure === null ? t(`scenario.outcome.${outcome}`) : errorSentence(failure, locale)}</p>
    </StepDialog>
  )
}
