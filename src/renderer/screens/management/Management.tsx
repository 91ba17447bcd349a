import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Request, Response } from '#contract/api.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'
import type { Failure } from '#contract/result.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import { Badge, type Tone } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { ask, call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { timeAgo } from '../../words/time-ago.ts'
import styles from './management.module.css'

const THEMES = ['light', 'dark', 'contrast'] as const
const HANDS = ['right', 'left'] as const

/** Language, looks, and the three devices with when they were last heard. */
export function Management() {
  const { t } = useTranslation()
  const till = useSlice('till')
  return (
    <main className={styles.page}>
      <div>
        <h1 className={styles.title}>{t('nav.management')}</h1>
        <p className="muted sm">{t('management.version', { version: till.version })}</p>
      </div>
      <section className={classNames('card', styles.looks)} aria-label={t('management.looks')}>
        <Choice
          name="language"
          values={LOCALES}
          current={till.locale}
          words={(locale) => t(`language.${locale}`)}
          onChoose={(locale) => void call('settings.setLocale', { locale })}
        />
        <Choice
          name="theme"
          values={THEMES}
          current={till.theme}
          words={(theme) => t(`theme.${theme}`)}
          onChoose={(theme: Request<'settings.setTheme'>['theme']) => void call('settings.setTheme', { theme })}
        />
        <Choice
          name="hand"
          values={HANDS}
          current={till.hand}
          words={(hand) => t(`hand.${hand}`)}
          onChoose={(hand: Request<'settings.setHand'>['hand']) => void call('settings.setHand', { hand })}
        />
      </section>
      <div className={styles.devicesSide}>
        <Devices />
        <Probe />
      </div>
    </main>
  )
}

function Choice<Value extends string>({
  name,
  values,
  current,
  words,
  onChoose,
}: {
  readonly name: 'language' | 'theme' | 'hand'
  readonly values: readonly Value[]
  readonly current: Value
  readonly words: (value: Value) => string
  readonly onChoose: (value: Value) => void
}) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.choice}>
      <legend>{t(`management.${name}`)}</legend>
      {values.map((value) => (
        <Key key={value} look="button" pressed={value === current} onPress={() => onChoose(value)}>
          {words(value)}
        </Key>
      ))}
    </fieldset>
  )
}

const STATE_LOOKS: Readonly<Record<StatusView['pad']['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  ready: { tone: 'ok', icon: 'ok' },
  busy: { tone: 'acc', icon: 'clock' },
  lost: { tone: 'err', icon: 'off' },
  'needs-attention': { tone: 'warn', icon: 'warning' },
  absent: { tone: 'warn', icon: 'off' },
}

function Devices() {
  const { t } = useTranslation()
  const { pad, host, printer } = useSlice('status')
  return (
    <section className={classNames('card', styles.devices)} aria-label={t('management.devices')}>
      <header>{t('management.devices')}</header>
      <ul>
        <Device icon="pad" kind="pad" {...pad} seenAt={pad.lastSeenAt} />
        <Device icon="bank" kind="host" {...host} seenAt={host.lastSeenAt} failure={null} />
        <Device icon="print" kind="printer" {...printer} seenAt={printer.lastPrintedAt} />
      </ul>
    </section>
  )
}

function Device({
  icon,
  kind,
  alias,
  endpoint,
  state,
  seenAt,
  failure,
}: {
  readonly icon: IconName
  readonly kind: 'pad' | 'host' | 'printer'
  readonly alias: string
  readonly endpoint: string
  readonly state: StatusView['pad']['state']
  readonly seenAt: string | null
  readonly failure: StatusView['pad']['failure']
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const now = useNow()
  return (
    <li>
      <Icon name={icon} />
      <span className={styles.deviceName}>
        <b>{alias}</b>
        <small className="muted sm">
          {t(`device.${kind}`)} · {endpoint}
        </small>
        {failure && <small className={styles.problem}>{errorSentence(failure, locale)}</small>}
      </span>
      <Badge {...STATE_LOOKS[state]}>{t(`deviceState.${state}`)}</Badge>
      <span className={styles.seen}>{seenAt === null ? t('device.notSeen') : timeAgo(t, seenAt, now)}</span>
    </li>
  )
}

type Answer =
  | { readonly ok: true; readonly value: Response<'devices.probePad'> }
  | { readonly ok: false; readonly error: Failure }

/** Asks what answers at an address, before any setting is changed. */
function Probe() {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const current = useSlice('status').pad.endpoint
  const [endpoint, setEndpoint] = useState(current)
  const [asking, setAsking] = useState(false)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const probe = async () => {
    if (asking || endpoint.trim() === '') return
    setAsking(true)
    setAnswer(null)
    setAnswer(await ask('devices.probePad', { endpoint: endpoint.trim() }))
    setAsking(false)
  }
  useKeys({ keys: { Enter: () => void probe() } })
  return (
    <section className={classNames('card', styles.probe)} aria-label={t('probe.title')}>
      <div className={styles.probeLine}>
        <label className={styles.field}>
          <span>{t('probe.label')}</span>
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={endpoint}
            onChange={(event) => setEndpoint(event.target.value)}
          />
        </label>
        <Key
          look="primary"
          keyName={t('key.enter')}
          closed={asking ? t('probe.asking') : null}
          onPress={() => void probe()}
        >
          <Icon name="link" />
          {t('probe.ask')}
        </Key>
      </div>
      <p className={classNames(styles.answer, answer !== null && !answer.ok && styles.problem)} role="status">
        {answer === null
          ? asking
            ? t('probe.asking')
            : t('probe.hint')
          : answer.ok
            ? t('probe.answer', { ...answer.value })
            : errorSentence(answer.error, locale)}
      </p>
    </section>
  )
}
