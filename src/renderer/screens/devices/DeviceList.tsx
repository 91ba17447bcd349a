import { useTranslation } from 'react-i18next'
import type { DeviceKind } from '#contract/views/devices-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { bankName } from '../../words/bank-name.ts'
import { timeAgo } from '../../words/time-ago.ts'
import { deviceLook, KIND_ICONS, type StateLook, stateLook } from './device-looks.ts'
import styles from './devices.module.css'
import { endpointParts } from './endpoint-text.ts'

/** The bank has no entry of its own among the devices; it is shown as the last one. */
export const HOST_ID = 'host'

/** One row per device, and how to get the first one where there is none. */
export function DeviceList({
  selectedId,
  onChoose,
}: {
  readonly selectedId: string
  readonly onChoose: (id: string) => void
}) {
  const { t } = useTranslation()
  const { devices } = useSlice('devices')
  const { host } = useSlice('status')
  // A shop takes cards on a pad or on the terminal of its bank.
  const has = (...kinds: readonly DeviceKind[]) => devices.some(({ kind }) => kinds.includes(kind))
  const missing = [
    ...(has('pad', 'terminal') ? [] : (['pad'] as const)),
    ...(has('printer') ? [] : (['printer'] as const)),
  ]
  return (
    <section className={`card ${styles.list}`} aria-label={t('devices.title')}>
      <div className={styles.columns}>
        <span>{t('devices.device')}</span>
        <span>{t('devices.state')}</span>
        <span className={styles.seen}>{t('devices.seen')}</span>
      </div>
      <ul>
        {devices.map((device) => (
          <Row
            key={device.id}
            icon={KIND_ICONS[device.kind]}
            name={device.alias}
            detail={[
              device.pad && `${device.pad.maker} ${device.pad.model}`.trim(),
              device.terminal && t(`protocol.${device.terminal.protocol}`),
              t(`link.${endpointParts(device.endpoint).way}`),
              device.isDefault && t('devices.isDefault'),
            ]}
            look={deviceLook(device)}
            seenAt={device.lastSeenAt}
            selected={device.id === selectedId}
            onChoose={() => onChoose(device.id)}
          />
        ))}
        {missing.map((kind) => (
          <li key={kind} className={styles.missing}>
            <Icon name={KIND_ICONS[kind]} />
            <span>{t(`devices.none.${kind}`)}</span>
          </li>
        ))}
        <Row
          icon="bank"
          name={bankName(t, host.alias)}
          detail={[t('device.host')]}
          look={stateLook(host.state)}
          seenAt={host.lastSeenAt}
          selected={selectedId === HOST_ID}
          onChoose={() => onChoose(HOST_ID)}
        />
      </ul>
    </section>
  )
}

function Row({
  icon,
  name,
  detail,
  look,
  seenAt,
  selected,
  onChoose,
}: {
  readonly icon: IconName
  readonly name: string
  readonly detail: readonly (string | null | false)[]
  readonly look: StateLook
  readonly seenAt: string | null
  readonly selected: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const now = useNow()
  return (
    <li>
      <Key look="quiet" className={styles.row} pressed={selected} onPress={onChoose}>
        <Icon name={icon} />
        <span className={styles.name}>
          <b>{name}</b>
          <small className="muted sm">{detail.filter(Boolean).join(' · ')}</small>
        </span>
        <span>
          <Badge tone={look.tone} icon={look.icon}>
            {t(look.words)}
          </Badge>
        </span>
        <span className={styles.seen}>{seenAt === null ? t('device.notSeen') : timeAgo(t, seenAt, now)}</span>
        <Icon name="chevron-right" size="small" />
      </Key>
    </li>
  )
}
