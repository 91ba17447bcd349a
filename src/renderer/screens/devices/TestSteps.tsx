import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Locale } from '#contract/locale.ts'
import type { DeviceKind } from '#contract/views/devices-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { PadRows } from '../../components/PadRows.tsx'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { stepSeconds } from '../../words/figures.ts'
import { readingWords } from '../../words/weights.ts'
import styles from './test-steps.module.css'
import { type DeviceTest, type DeviceTests, TESTS, type TestState } from './use-device-tests.ts'

const ICONS: Readonly<Record<DeviceTest, IconName>> = {
  text: 'pad',
  card: 'card',
  sale: 'bank',
  slip: 'print',
  display: 'display',
  terminal: 'card',
  scale: 'scale',
}
const NO_ROWS = ['', ''] as const

/** The tests one under the other with their seconds; beside them what the pad shows and what is certain. */
export function TestSteps({ kind, tests }: { readonly kind: DeviceKind; readonly tests: DeviceTests }) {
  const { t } = useTranslation()
  const { devices, work } = useSlice('devices')
  const display = devices.find(({ id }) => id === work?.deviceId)?.display ?? null
  return (
    <div className={styles.tests}>
      <ol>
        {TESTS[kind].map((test, index) => (
          <TestStep key={test} test={test} number={index + 1} tests={tests} />
        ))}
      </ol>
      <aside className={styles.aside}>
        {kind === 'pad' && (
          <>
            <b className="sm muted">{t('pad.screen')}</b>
            <PadRows rows={work?.padRows ?? NO_ROWS} />
          </>
        )}
        {kind === 'display' && (
          <>
            <b className="sm muted">{t('display.reads')}</b>
            <PadRows rows={display?.rows ?? NO_ROWS} columns={20} />
          </>
        )}
        <p className={styles.note}>
          <Icon name="info" />
          <span>{t(`tests.note.${kind}`)}</span>
        </p>
        {tests.running !== null && (
          <Key
            look="danger"
            className={keys.small}
            closed={work === null || work.cancellable ? null : t('closed.testTooLate')}
            onPress={tests.stop}
          >
            <Icon name="close" />
            {t('tests.stop')}
          </Key>
        )}
      </aside>
    </div>
  )
}

function TestStep({
  test,
  number,
  tests,
}: {
  readonly test: DeviceTest
  readonly number: number
  readonly tests: DeviceTests
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { work } = useSlice('devices')
  const now = useNow()
  const state = tests.stateOf(test)
  const limit = work === null ? null : t('step.limit', { seconds: Math.round(work.limitMs / 1000) })
  const detail = state.kind === 'running' ? [t(`test.${test}.hint`), limit] : [testWords(t, test, state, locale)]
  return (
    <li className={classNames(styles.step, styles[state.kind])}>
      <span className={styles.dot}>
        {state.kind === 'passed' ? (
          <Icon name="check" size="small" />
        ) : state.kind === 'failed' ? (
          <Icon name="close" size="small" />
        ) : state.kind === 'running' ? (
          <Icon name={ICONS[test]} />
        ) : (
          number
        )}
      </span>
      <span className={styles.words} role={state.kind === 'waiting' ? undefined : 'status'}>
        <b>{t(`test.${test}`)}</b>
        <small>{detail.filter(Boolean).join(' · ')}</small>
      </span>
      <span className={styles.time}>{secondsOf(t, state, now, locale)}</span>
      <Key
        look="button"
        className={keys.small}
        label={`${t(`test.${test}`)} : ${t('tests.run')}`}
        closed={tests.running === null ? null : t('closed.deviceWork')}
        onPress={() => tests.run(test)}
      >
        <Icon name={state.kind === 'waiting' ? 'play' : 'ask-again'} />
      </Key>
    </li>
  )
}

function secondsOf(t: TFunction, state: TestState, nowMs: number, locale: Locale): string {
  if (state.kind === 'waiting') return ''
  if (state.kind === 'running')
    return t('step.seconds', { seconds: Math.max(0, Math.floor((nowMs - state.startedAtMs) / 1000)) })
  return t('step.seconds', { seconds: stepSeconds(state.durationMs, locale) })
}

/** What the test found, or why it did not pass and what to do. */
function testWords(t: TFunction, test: DeviceTest, state: TestState, locale: Locale): string {
  if (state.kind === 'waiting' || state.kind === 'running') return t(`test.${test}.about`)
  if (state.kind === 'failed' && state.failure !== null) return errorSentence(state.failure, locale)
  const { card, sale, terminal, scale } = state.found
  if (card !== undefined) {
    return t('test.card.passed', {
      scheme: t(`scheme.${card.scheme}`),
      tail: card.cardTail,
      mode: t(`entryMode.${card.entryMode}`),
    })
  }
  if (terminal !== undefined) return t('test.terminal.passed', { terminalId: terminal.terminalId ?? '–' })
  if (scale !== undefined) return t('test.scale.passed', { reading: readingWords(t, scale.reading, locale) })
  const code = sale?.approvalCode ?? sale?.responseCode ?? '–'
  if (state.kind === 'failed') return t(`test.sale.${sale?.outcome ?? 'not-finished'}`, { code })
  return t(`test.${test}.passed`, { code })
}
