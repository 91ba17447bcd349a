import { useTranslation } from 'react-i18next'
import type { Request } from '#contract/api.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'
import { TICKET_CODES } from '#contract/views/ticket-view.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Choice } from '../../components/Choice.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { goTo } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { bankName } from '../../words/bank-name.ts'
import { timeAgo } from '../../words/time-ago.ts'
import { stateLook } from '../devices/device-looks.ts'
import { Logo } from './Logo.tsx'
import styles from './management.module.css'

const THEMES = ['light', 'dark', 'contrast'] as const
const HANDS = ['right', 'left'] as const

/** How this till looks on screen and on paper, and the three devices with when they were last heard. */
export function Station() {
  const { t } = useTranslation()
  const till = useSlice('till')
  const keeperOnly = useMay('change-settings') ? null : t('closed.keeperOnly')
  useKeys({ keys: { Enter: () => goTo('devices') } })
  return (
    <div className={styles.station}>
      <section className={classNames('card', styles.looks)} aria-label={t('management.looks')}>
        <Choice
          name={t('management.language')}
          className={styles.twoWide}
          values={LOCALES}
          current={till.locale}
          words={(locale) => t(`language.${locale}`)}
          onChoose={(locale) => void call('settings.setLocale', { locale })}
        />
        <Choice
          name={t('management.theme')}
          className={styles.twoWide}
          values={THEMES}
          current={till.theme}
          words={(theme) => t(`theme.${theme}`)}
          onChoose={(theme: Request<'settings.setTheme'>['theme']) => void call('settings.setTheme', { theme })}
        />
        <Choice
          name={t('management.hand')}
          className={styles.twoWide}
          values={HANDS}
          current={till.hand}
          words={(hand) => t(`hand.${hand}`)}
          onChoose={(hand: Request<'settings.setHand'>['hand']) => void call('settings.setHand', { hand })}
        />
        <Choice
          name={t('management.ticketCode')}
          className={styles.twoWide}
          values={TICKET_CODES}
          current={till.ticketCode}
          closed={keeperOnly}
          words={(code) => t(`ticketCode.${code}`)}
          onChoose={(ticketCode) => void call('settings.setTicketCode', { ticketCode })}
        />
        <Logo logo={till.logo} closed={keeperOnly} />
      </section>
      <div className={styles.devicesSide}>
        <Devices />
        <p className="muted sm">{t('management.devicesNote')}</p>
      </div>
    </div>
  )
}

function Devices() {
  const { t } = useTranslation()
  const { pad, host, printer } = useSlice('status')
  return (
    <section className={classNames('card', styles.devices)} aria-label={t('management.devices')}>
      <header>
        {t('management.devices')}
        <Key
          look="button"
          className={classNames(keys.small, 'push')}
          keyName={t('key.enter')}
          onPress={() => goTo('devices')}
        >
          {t('management.openDevices')}
          <Icon name="chevron-right" size="small" />
        </Key>
      </header>
      <ul>
        <Device icon="pad" kind="pad" {...pad} seenAt={pad.lastSeenAt} />
        <Device
          icon="bank"
          kind="host"
          {...host}
          alias={bankName(t, host.alias)}
          seenAt={host.lastSeenAt}
          failure={null}
        />
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
  const look = stateLook(state)
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
      <Badge tone={look.tone} icon={look.icon}>
        {t(look.words)}
      </Badge>
      <span className={styles.seen}>{seenAt === null ? t('device.notSeen') : timeAgo(t, seenAt, now)}</span>
    </li>
  )
}
