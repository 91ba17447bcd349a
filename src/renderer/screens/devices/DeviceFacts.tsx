import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { DeviceView, PadIdentityView } from '#contract/views/devices-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { PadRows } from '../../components/PadRows.tsx'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { timeAgo } from '../../words/time-ago.ts'
import styles from './devices.module.css'
import { endpointParts, placeWords } from './endpoint-text.ts'
import { padKeyRows } from './pad-key-rows.ts'

type Fact = readonly [key: string, value: string]

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const { t } = useTranslation()
  return (
    <dl className={styles.facts}>
      {facts.map(([key, value]) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What a pad says of itself: the same words when it is found and when it is set up. */
export function padFacts(t: TFunction, pad: PadIdentityView): readonly Fact[] {
  const abilities = [
    pad.supportsContactless && t('ability.contactless'),
    pad.secureLink && t('ability.secureLink'),
  ].filter(Boolean)
  return [
    ['fact.serialNumber', pad.serialNumber],
    ['fact.software', t('fact.softwareOf', { software: pad.software, specification: pad.specification })],
    ['fact.abilities', abilities.length === 0 ? '–' : abilities.join(', ')],
    [
      'fact.tables',
      pad.tableVersion === null
        ? t('tables.none')
        : t(pad.tablesCurrent ? 'tables.current' : 'tables.old', { version: pad.tableVersion }),
    ],
  ]
}

export function DeviceFacts({ device }: { readonly device: DeviceView }) {
  const { t } = useTranslation()
  const now = useNow()
  const { devices } = useSlice('devices')
  const { way } = endpointParts(device.endpoint)
  const facts: Fact[] = [
    ['fact.link', `${t(`link.${way}`)} · ${placeWords(device.endpoint, devices)}`],
    ['fact.seen', device.lastSeenAt === null ? t('device.notSeen') : timeAgo(t, device.lastSeenAt, now)],
  ]
  if (device.pad !== null) facts.push(...padFacts(t, device.pad))
  else if (device.boundSerialNumber !== null) facts.push(['fact.serialNumber', device.boundSerialNumber])
  if (device.printer !== null) facts.push(...printerFacts(t, device.printer, device.columns))
  if (device.terminal !== null) facts.push(...terminalFacts(t, device.terminal))
  if (device.display !== null) facts.push(['fact.commands', t(`displayProfile.${device.display.profile}`)])
  return (
    <>
      <Facts facts={facts} />
      {device.display !== null && <CustomerReads rows={device.display.rows} />}
      {device.pad !== null && <PadKeys pad={device.pad} />}
    </>
  )
}

/** What a standalone terminal says of itself, and what may be asked of it: the same words when it is found and when it is set up. */
function terminalFacts(
  t: TFunction,
  { protocol, model, can, identity }: NonNullable<DeviceView['terminal']>,
): readonly Fact[] {
  const version =
    identity === null || identity.protocolVersion === t(`protocol.${protocol}`) ? null : identity.protocolVersion
  return [
    ['fact.protocol', [t(`protocol.${protocol}`), version].filter(Boolean).join(' ')],
    ['fact.terminalId', identity?.terminalId ?? '–'],
    ['fact.model', t(`terminalModel.${model}`)],
    [
      'fact.abilities',
      SHOWN_ABILITIES.filter((ability) => can.includes(ability))
        .map((ability) => t(`terminalCan.${ability}`))
        .join(', '),
    ],
  ]
}

/** In the order in which people ask for them. */
const SHOWN_ABILITIES = ['pay', 'refund', 'void', 'abort', 'day-end', 'reprint', 'last-result'] as const

/** The rows as they stand before the customer now; nothing while the display is away. */
function CustomerReads({ rows }: { readonly rows: readonly [string, string] | null }) {
  const { t } = useTranslation()
  return (
    <div className={styles.customerReads}>
      <h3>{t('display.reads')}</h3>
      <PadRows rows={rows ?? NO_ROWS} columns={20} />
    </div>
  )
}

const NO_ROWS = ['', ''] as const

function printerFacts(
  t: TFunction,
  printer: NonNullable<DeviceView['printer']>,
  columns: DeviceView['columns'],
): readonly Fact[] {
  const facts: Fact[] = [
    ['fact.paper', t(`paper.${printer.paper}`)],
    ['fact.jobs', t('fact.jobsWaiting', { count: printer.queuedJobs })],
  ]
  if (columns !== null) facts.push(['fact.columns', String(columns)])
  if (printer.confirmation !== undefined) facts.push(['fact.confirmation', t(`confirmation.${printer.confirmation}`)])
  if (printer.unknownJobs > 0) facts.push(['fact.unknownJobs', String(printer.unknownJobs)])
  return facts
}

/** The serial numbers of the keys: never a key. A published test key is named as one. */
export function PadKeys({ pad }: { readonly pad: PadIdentityView }) {
  const { t } = useTranslation()
  return (
    <div className={styles.padKeys}>
      <h3>{t('fact.keys')}</h3>
      <ul>
        {padKeyRows(pad.keys).map(({ use, slots, keySerialHex, count, isTest }) => (
          <li key={`${use} ${slots}`}>
            <span className="muted">{t(`padKey.${use}`, { slot: slots })}</span>
            <span className={styles.serial}>
              {keySerialHex ?? t('padKey.absent')}
              {keySerialHex !== null && count > 1 && ' …'}
            </span>
            {isTest && (
              <Badge tone="warn" icon="warning">
                {t('padKey.test')}
              </Badge>
            )}
          </li>
        ))}
        {pad.keys.length === 0 && <li className="muted">{t('padKey.none')}</li>}
      </ul>
    </div>
  )
}
