import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { TerminalView } from '#contract/views/terminal-view.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import { Button } from '../components/Button.tsx'
import { classNames } from '../components/class-names.ts'
import { Icon } from '../components/Icon.tsx'
import { setFilter } from '../state/explorer-store.ts'
import { openSection } from '../state/management-store.ts'
import { goTo, useScreenStore } from '../state/screen-store.ts'
import { useSlice, useTillStore } from '../state/till-store.ts'
import { useNow } from '../state/use-now.ts'
import { timeAgo, waitedFor } from '../words/time-ago.ts'
import styles from './app.module.css'
import { PrinterStatus } from './PrinterStatus.tsx'

function padWords(t: TFunction, { pad }: Pick<StatusView, 'pad'>, nowMs: number): string {
  if (pad.state === 'absent') return t('status.padAbsent')
  if (pad.state === 'lost') return t('status.padLost', { alias: pad.alias })
  if (pad.state === 'busy') return t('status.padBusy', { alias: pad.alias })
  if (pad.endpoint === '')
    return t(pad.state === 'ready' ? 'status.terminalReady' : 'status.terminalBlocked', { alias: pad.alias })
  if (pad.lastSeenAt === null) return t('status.padNotSeen', { alias: pad.alias })
  return t('status.padSeen', { alias: pad.alias, ago: timeAgo(t, pad.lastSeenAt, nowMs) })
}

/** A terminal that is not asked while it is quiet has no time when it was seen. */
function padOf({ alias, state }: TerminalView): StatusView['pad'] {
  const states = { ready: 'ready', busy: 'busy', offline: 'lost', blocked: 'needs-attention' } as const
  return { alias, endpoint: '', state: states[state], lastSeenAt: null, failure: null }
}

/** Honest figures: nothing is hidden because it is zero, or because it is bad. */
export function StatusBar() {
  const { t } = useTranslation()
  const status = useSlice('status')
  const connected = useTillStore((state) => state.connected)
  return (
    <footer className={styles.status}>
      {!connected && (
        <span className={styles.attention}>
          <Icon name="warning" size="small" />
          {t('status.engineAway')}
        </span>
      )}
      <span>
        <Icon name="ok" size="small" />
        <Figure count={status.waitingSales}>{t('status.waitingSales', { count: status.waitingSales })}</Figure>
      </span>
      <Unresolved count={status.unresolvedPayments} />
      {status.lateAnswers > 0 && (
        <span className={styles.attention}>
          <Icon name="bank" size="small" />
          <Figure count={status.lateAnswers}>{t('status.lateAnswers', { count: status.lateAnswers })}</Figure>
        </span>
      )}
      <BackupToSee />
      <Pumps />
      <OfflineFigures />
      <BanksAway />
      <Devices />
    </footer>
  )
}

/** A figure beside its words, which may take two lines. */
function Figure({ count, children }: { readonly count: number; readonly children: string }) {
  return (
    <span className={styles.figure}>
      <b>{count}</b> <span>{children}</span>
    </span>
  )
}

/** A copy that cannot be relied on, or is too old; what is well says nothing. Opens its page. */
function BackupToSee() {
  const { t } = useTranslation()
  const { needsLook, restoreReady } = useSlice('backup')
  if (!needsLook && !restoreReady) return null
  return (
    <Button className={classNames(styles.figures, styles.attention)} onPress={() => openSection('backup')}>
      <Icon name="shield" size="small" />
      <span>{t('status.backup')}</span>
    </Button>
  )
}

/** Payments that the bank owes its word on. Where there are any, it opens their list. */
function Unresolved({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  const words = (
    <>
      <Icon name={count > 0 ? 'unknown' : 'ok'} size="small" />
      <Figure count={count}>{t('status.unresolved', { count })}</Figure>
    </>
  )
  if (count === 0) return <span>{words}</span>
  const look = () => {
    setFilter({ outcome: 'unknown' })
    goTo('explorer')
  }
  return (
    <Button className={classNames(styles.figures, styles.bad)} onPress={look}>
      {words}
    </Button>
  )
}

/** Cards taken without the bank: how many, how much, since when, and what a person must look at. Opens their list. */
function OfflineFigures() {
  const nowMs = useNow()
  const { t } = useTranslation()
  const { offline } = useSlice('status')
  const { currency } = useSlice('till')
  const { waiting, waitingMinor, oldestAt, refused, parked } = offline
  const lookAt = refused + parked
  const words = [
    `${t('status.offline')}`,
    waiting > 0 && formatAmount(waitingMinor, currency),
    waiting > 0 && oldestAt !== null && waitedFor(t, oldestAt, nowMs),
  ]
  return (
    <Button className={classNames(styles.figures, lookAt > 0 && styles.attention)} onPress={() => goTo('offline')}>
      <Icon name={lookAt > 0 ? 'warning' : waiting > 0 ? 'clock' : 'ok'} size="small" />
      <Figure count={waiting}>{words.filter(Boolean).join(' · ')}</Figure>
      {refused > 0 && <Figure count={refused}>{t('status.refused', { count: refused })}</Figure>}
      {(parked > 0 || refused === 0) && <Figure count={parked}>{t('status.parked')}</Figure>}
    </Button>
  )
}

/** Pumps that sell without a cashier: the one that most needs to be known of. Opens their panel; a shop without any sees nothing. */
function Pumps() {
  const { t } = useTranslation()
  const pumps = useSlice('pumps')
  const told = pumps.toSorted((one, other) => TOLD_FIRST.indexOf(one.state) - TOLD_FIRST.indexOf(other.state))[0]
  if (told === undefined) return null
  const isQuiet = told.state === 'idle' || told.state === 'done'
  const needsLook = told.state === 'trouble' || told.state === 'away'
  return (
    <Button
      className={classNames(styles.figures, needsLook && styles.attention)}
      onPress={() => useScreenStore.setState({ panel: 'pumps' })}
    >
      <Icon name={needsLook ? 'warning' : 'pump'} size="small" />
      <span>
        {isQuiet
          ? t('status.pumps', { count: pumps.length })
          : t('status.pump', { name: told.name, state: t(`pumps.state.${told.state}`) })}
      </span>
    </Button>
  )
}

const TOLD_FIRST = ['trouble', 'away', 'delivering', 'finishing', 'reserved', 'reserving', 'done', 'idle'] as const

/** Banks whose own host was given up: its standby sells in its stead, or nobody does. A bank that is there says nothing. */
function BanksAway() {
  const { t } = useTranslation()
  const { banks } = useSlice('status')
  const away = banks.filter(({ hosts }) => hosts[0]?.isAway)
  return away.map(({ name, serving }) => (
    <span key={name} className={styles.attention}>
      <Icon name={serving === 'standby' ? 'warning' : 'off'} size="small" />
      <span>{t(serving === 'standby' ? 'status.standbyServes' : 'status.bankAway', { name })}</span>
    </span>
  ))
}

function Devices() {
  const nowMs = useNow()
  const { t } = useTranslation()
  const status = useSlice('status')
  const { fiscal, offline } = status
  const [terminal] = useSlice('terminals')
  // Where cards go on this till: its pad, else the terminal of its bank.
  const pad = status.pad.state === 'absent' && terminal ? padOf(terminal) : status.pad
  const padGone = pad.state === 'lost' || pad.state === 'absent'
  const padSeen = pad.state === 'ready' && pad.lastSeenAt !== null
  const banksThere = !status.banks.some(({ hosts }) => hosts[0]?.isAway)
  // Pumps take the room of what is well and need not be read.
  const withPumps = useSlice('pumps').length > 0
  const offlineQuiet = banksThere && !withPumps && offline.waiting + offline.refused + offline.parked === 0
  const broken = fiscal.state === 'broken'
  return (
    <>
      <span className={padGone ? styles.attention : undefined}>
        <Icon name={padGone ? 'off' : 'link'} size="small" />
        <span className={padSeen ? styles.wide : undefined}>{padWords(t, { pad }, nowMs)}</span>
        {padSeen && (
          <span className={styles.narrow}>
            {t('device.pad')} · {timeAgo(t, pad.lastSeenAt ?? '', nowMs)}
          </span>
        )}
      </span>
      <PrinterStatus quietClass={offlineQuiet ? styles.wide : styles.roomy} />
      <span className={classNames('push', broken ? styles.attention : styles.wide)}>
        <Icon name={broken ? 'warning' : 'shield'} size="small" />
        <span className={broken ? undefined : styles.roomy}>
          {t(`status.fiscal.${fiscal.state}`, { number: fiscal.lastNumber ?? '–' })}
        </span>
        {!broken && (
          <span className={styles.tight}>{t('status.fiscalShort', { number: fiscal.lastNumber ?? '–' })}</span>
        )}
      </span>
    </>
  )
}
