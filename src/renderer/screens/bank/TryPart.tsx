import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BankTry, Mode } from '#contract/views/bank-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { stepSeconds } from '../../words/figures.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import styles from './bank.module.css'

const stopTry = () => void call('bank.stopTry', {})

/** How a try of the bank goes, step by step with its time, and in one sentence why it came no further. */
export function TryPart({ mode, passedAt }: { readonly mode: Mode; readonly passedAt: string | null }) {
  const { t } = useTranslation()
  const bankTry = useSlice('bankTry')
  const shown = bankTry?.mode === mode ? bankTry : null
  const part = useRef<HTMLElement>(null)
  const seen = shown === null ? null : `${shown.startedAt} ${shown.end?.at ?? ''}`
  // Below a long form nobody would see that it has begun, or how it ended.
  useEffect(() => {
    if (seen !== null) part.current?.scrollIntoView({ block: 'nearest' })
  }, [seen])
  return (
    <section ref={part} className={classNames('card', styles.part)} aria-label={t('bank.tryTitle')}>
      <h2>{t('bank.tryTitle')}</h2>
      {shown === null ? (
        <p className="muted sm">
          {passedAt === null ? t('bank.tryText') : t('bank.passedAt', { at: dayAndTime(passedAt) })}
        </p>
      ) : (
        <>
          <ol className={styles.steps}>
            {shown.steps.map((step) => (
              <Step key={step.step} step={step} responseCode={shown.end?.responseCode ?? null} />
            ))}
          </ol>
          {shown.end === null ? <Underway bankTry={shown} /> : <Ended end={shown.end} />}
        </>
      )}
    </section>
  )
}

const MARKS = { waiting: 'more', running: 'clock', passed: 'check', failed: 'close' } as const

function Step({
  step: { step, state, durationMs },
  responseCode,
}: {
  readonly step: BankTry['steps'][number]
  readonly responseCode: string | null
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const isTold = state === 'passed' && durationMs !== null && step !== 'code'
  return (
    <li className={styles[state]}>
      <span className={styles.dot}>
        <Icon name={MARKS[state]} size="small" />
      </span>
      <span className="grow">
        {step === 'code' && responseCode !== null ? t('bank.code', { code: responseCode }) : t(`bank.step.${step}`)}
        <span className="visually-hidden">{t(`bank.state.${state}`)}</span>
      </span>
      {isTold && <span className="muted sm">{t('step.seconds', { seconds: stepSeconds(durationMs, locale) })}</span>}
    </li>
  )
}

/** A wait with its seconds, its limit and a way out. */
function Underway({ bankTry: { startedAt, limitMs } }: { readonly bankTry: BankTry }) {
  const { t } = useTranslation()
  const now = useNow()
  const seconds = Math.max(0, Math.floor((now - Date.parse(startedAt)) / 1000))
  return (
    <div className={styles.underway}>
      <span>
        <b>{t('step.seconds', { seconds })}</b>{' '}
        <span className="muted sm">{t('step.limit', { seconds: Math.round(limitMs / 1000) })}</span>
      </span>
      <Key look="danger" className={keys.small} onPress={stopTry}>
        <Icon name="close" />
        {t('tests.stop')}
      </Key>
    </div>
  )
}

function Ended({ end: { reason, durationMs, responseCode } }: { readonly end: NonNullable<BankTry['end']> }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const seconds = stepSeconds(durationMs, locale)
  if (reason === null) {
    return (
      <Banner tone="ok" icon="ok" title={t('bank.passed')}>
        {t('bank.passedText', { seconds })}
      </Banner>
    )
  }
  return (
    <Banner tone={reason === 'stopped' ? 'warn' : 'err'} icon="warning" title={t('bank.notPassed')}>
      {t(`bank.why.${reason}`, { code: responseCode ?? '–' })}
    </Banner>
  )
}
