import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { DeviceView } from '#contract/views/devices-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { ProgressLine } from '../../components/ProgressLine.tsx'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { bankName } from '../../words/bank-name.ts'
import { timeAgo } from '../../words/time-ago.ts'
import { openPapers } from '../papers/PaperStates.tsx'
import { DeviceFacts, Facts } from './DeviceFacts.tsx'
import { DeviceLog } from './DeviceLog.tsx'
import { DeviceName } from './DeviceName.tsx'
import { deviceLook, isOtherPad, stateLook } from './device-looks.ts'
import styles from './devices.module.css'
import { endpointParts } from './endpoint-text.ts'
import { LineSettings } from './LineSettings.tsx'
import { PrinterSettings } from './PrinterSettings.tsx'
import { TerminalReprint } from './TerminalReprint.tsx'
import { useKeeperOnly } from './use-keeper-only.ts'

/** Everything about one device: what it is, what it last did, and what may be done with it. */
export function DeviceDetail({ device }: { readonly device: DeviceView }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const look = deviceLook(device)
  return (
    <section className={`card ${styles.detail}`} aria-label={device.alias}>
      <header className={styles.detailHead}>
        <DeviceName device={device} />
        <Badge tone={look.tone} icon={look.icon}>
          {t(look.words)}
        </Badge>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={styles.about} tabIndex={0} aria-label={t('devices.about')}>
        {device.failure !== null && <p className={styles.problem}>{errorSentence(device.failure, locale)}</p>}
        {isOtherPad(device) && <OtherPad device={device} />}
        <DeviceFacts device={device} />
        <LineSettings device={device} />
        {device.printer !== null && device.printer.queuedJobs + device.printer.unknownJobs > 0 && (
          <Key look="button" className={keys.small} onPress={() => openPapers(null)}>
            <Icon name="print" />
            {t('papers.open')}
          </Key>
        )}
        {device.printerSettings && <PrinterSettings device={device} settings={device.printerSettings} />}
        <DeviceLog device={device} />
      </section>
      <Actions device={device} />
    </section>
  )
}

/** A changed serial number asks: a pad may have been swapped by someone who should not. */
function OtherPad({ device }: { readonly device: DeviceView }) {
  const { t } = useTranslation()
  const keeperOnly = useKeeperOnly()
  const serialNumber = device.pad?.serialNumber ?? ''
  return (
    <div className={styles.otherPad}>
      <p>
        <b>{t('devices.otherPad', { found: serialNumber, bound: device.boundSerialNumber ?? '–' })}</b>
      </p>
      <Key
        look="button"
        className={keys.small}
        closed={keeperOnly}
        onPress={() => void call('devices.acceptSerialNumber', { deviceId: device.id, serialNumber })}
      >
        <Icon name="check" />
        {t('devices.acceptPad')}
      </Key>
    </div>
  )
}

/** The bank: nothing to set up here, but when it last answered. */
export function HostDetail() {
  const { t } = useTranslation()
  const { host } = useSlice('status')
  const now = useNow()
  const look = stateLook(host.state)
  return (
    <section className={`card ${styles.detail}`} aria-label={bankName(t, host.alias)}>
      <header className={styles.detailHead}>
        <Icon name="bank" />
        <h2 className="grow">{bankName(t, host.alias)}</h2>
        <Badge tone={look.tone} icon={look.icon}>
          {t(look.words)}
        </Badge>
      </header>
      <div className={styles.about}>
        <Facts
          facts={[
            ['fact.link', `${t(`link.${endpointParts(host.endpoint).way}`)} · ${endpointParts(host.endpoint).place}`],
            ['fact.seen', host.lastSeenAt === null ? t('device.notSeen') : timeAgo(t, host.lastSeenAt, now)],
          ]}
        />
        <p className="muted sm">{t('devices.hostNote')}</p>
      </div>
    </section>
  )
}

function Actions({ device }: { readonly device: DeviceView }) {
  const { t } = useTranslation()
  const { work } = useSlice('devices')
  const keeperOnly = useKeeperOnly()
  const deviceId = device.id
  const busy = work === null ? keeperOnly : t('closed.deviceWork')
  const closed = keeperOnly ?? busy
  const loading = work?.deviceId === deviceId && work.kind === 'load-tables' ? work.progress : null
  return (
    <div className={styles.actions}>
      {loading !== null && (
        <div className={styles.wide}>
          <span className="sm muted">{t('devices.loadingTables')}</span>
          <ProgressLine label={t('devices.loadingTables')} {...loading} />
        </div>
      )}
      <Key look="button" closed={closed} onPress={() => useScreenStore.setState({ panel: 'try-device' })}>
        <Icon name="play" />
        {t('devices.try')}
      </Key>
      {device.terminal !== null && <TerminalReprint device={device} closed={closed} />}
      {device.kind === 'pad' && (
        <Key look="button" closed={closed} onPress={() => void call('devices.loadTables', { deviceId })}>
          <Icon name="download" />
          {t('devices.loadTables')}
        </Key>
      )}
      <Key
        look="button"
        closed={device.isDefault ? t('closed.isDefault') : closed}
        onPress={() => void call('devices.makeDefault', { deviceId })}
      >
        <Icon name="star" />
        {t('devices.makeDefault')}
      </Key>
      <Key look="danger" closed={closed} onPress={() => useScreenStore.setState({ panel: 'remove-device' })}>
        <Icon name="trash" />
        {t('devices.remove')}
      </Key>
    </div>
  )
}
