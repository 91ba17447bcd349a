import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { StatusView } from '#contract/views/till-view.ts'
import { Icon } from '../components/Icon.tsx'
import { useSlice, useTillStore } from '../state/till-store.ts'
import { useNow } from '../state/use-now.ts'
import { clockTime } from '../words/shop-time.ts'
import styles from './app.module.css'

/** `il y a 4 s`, `il y a 3 min`. */
export function timeAgo(t: TFunction, at: string, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(at)) / 1000))
  return seconds < 100 ? t('ago.seconds', { seconds }) : t('ago.minutes', { minutes: Math.round(seconds / 60) })
}

function padWords(t: TFunction, { pad }: StatusView, nowMs: number): string {
  if (pad.state === 'lost') return t('status.padLost', { alias: pad.alias })
  if (pad.state === 'busy') return t('status.padBusy', { alias: pad.alias })
  if (pad.lastSeenAt === null) return t('status.padNotSeen', { alias: pad.alias })
  return t('status.padSeen', { alias: pad.alias, ago: timeAgo(t, pad.lastSeenAt, nowMs) })
}

function printerWords(t: TFunction, { printer }: StatusView): string {
  if (printer.state === 'lost' || printer.state === 'needs-attention')
    return t('status.printerStopped', { count: printer.queuedJobs })
  if (printer.lastPrintedAt === null) return t('status.printerReady')
  return t('status.printed', { time: clockTime(printer.lastPrintedAt) })
}

/** Honest figures: nothing is hidden because it is zero, or because it is bad. */
export function StatusBar() {
  const { t } = useTranslation()
  const status = useSlice('status')
  const connected = useTillStore((state) => state.connected)
  const now = useNow()
  const unresolved = status.unresolvedPayments > 0
  const padGone = status.pad.state === 'lost'
  const printerStopped = status.printer.state === 'lost' || status.printer.state === 'needs-attention'
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
        <span>
          <b>{status.waitingSales}</b> {t('status.waitingSales', { count: status.waitingSales })}
        </span>
      </span>
      <span className={unresolved ? styles.bad : undefined}>
        <Icon name={unresolved ? 'unknown' : 'ok'} size="small" />
        <span>
          <b>{status.unresolvedPayments}</b> {t('status.unresolved', { count: status.unresolvedPayments })}
        </span>
      </span>
      <span className={padGone ? styles.attention : undefined}>
        <Icon name={padGone ? 'off' : 'link'} size="small" />
        {padWords(t, status, now)}
      </span>
      <span className={printerStopped ? styles.attention : styles.wide}>
        <Icon name={printerStopped ? 'warning' : 'print'} size="small" />
        {printerWords(t, status)}
      </span>
      <span className={status.fiscal.state === 'broken' ? `push ${styles.attention}` : `push ${styles.wide}`}>
        <Icon name={status.fiscal.state === 'broken' ? 'warning' : 'shield'} size="small" />
        {t(`status.fiscal.${status.fiscal.state}`, { number: status.fiscal.lastNumber ?? '–' })}
      </span>
    </footer>
  )
}
