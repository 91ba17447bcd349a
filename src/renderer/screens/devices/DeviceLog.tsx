import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { ERROR_CODES, type ErrorCode, errorSentence } from '#contract/errors/catalogue.ts'
import type { Locale } from '#contract/locale.ts'
import type { DeviceView } from '#contract/views/devices-view.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { useSlice } from '../../state/till-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import styles from './devices.module.css'

type Entry = DeviceView['log'][number]

const TONE_ICONS: Readonly<Record<Entry['tone'], IconName>> = { ok: 'ok', info: 'info', bad: 'off' }

/** What the device did and went through, newest first. */
export function DeviceLog({ device }: { readonly device: DeviceView }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  return (
    <div className={styles.log}>
      <h3>
        {t('devices.log')}
        <span className="push muted sm">{t('devices.noCardData')}</span>
      </h3>
      <ul>
        {device.log.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two things may happen in one moment
          <li key={`${entry.at} ${entry.kind} ${index}`} className={styles[entry.tone]}>
            <time className="muted">{dayAndTime(entry.at)}</time>
            <Icon name={TONE_ICONS[entry.tone]} size="small" />
            <span>{logWords(t, entry, locale)}</span>
          </li>
        ))}
        {device.log.length === 0 && <li className="muted">{t('devices.logEmpty')}</li>}
      </ul>
    </div>
  )
}

const isCode = (code: unknown): code is ErrorCode => ERROR_CODES.includes(code as ErrorCode)

/** A failure is told by the catalogue; the rest by what happened. */
function logWords(t: TFunction, { kind, details }: Entry, locale: Locale): string {
  if (isCode(details.code) && kind !== 'trouble-over') return errorSentence({ code: details.code, details }, locale)
  const outcome = details.outcome === undefined ? '' : t([`outcome.${details.outcome}`, 'outcome.failed'])
  return t([`deviceEvent.${kind}`, 'deviceEvent.unnamed'], {
    number: details.number ?? '–',
    outcome,
    test: t([`test.${String(details.test).replace('test-', '')}`, 'devices.loadTables']),
    before: details.before ?? '–',
    serialNumber: details.serialNumber ?? '–',
    seconds: details.seconds ?? '–',
  })
}
