import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { DayView } from '#contract/views/day-view.ts'
import { Badge, type Tone } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { goTo, type Space } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { openPapers } from '../papers/PaperStates.tsx'
import { sumMinor } from '../reservations/reservation-looks.ts'
import { batchesOf } from './batch-sums.ts'
import styles from './day-end.module.css'
import { TimeLeft } from './TimeLeft.tsx'

type Kind = DayView['exceptions'][number]['kind']

/** Each open matter has a cause, an amount and one place to go. */
const MATTERS: Readonly<Record<Kind, { readonly icon: IconName; readonly space: Space }>> = {
  'reversal-open': { icon: 'unknown', space: 'sale' },
  'totals-differ': { icon: 'bank', space: 'history' },
  'cash-differs': { icon: 'coins', space: 'day' },
  'print-unknown': { icon: 'print', space: 'history' },
  'sale-held': { icon: 'hold', space: 'held' },
  'offline-waiting': { icon: 'clock', space: 'offline' },
  'offline-refused': { icon: 'stopped', space: 'offline' },
  'offline-parked': { icon: 'warning', space: 'offline' },
  'late-answer': { icon: 'bank', space: 'history' },
  'closed-charged': { icon: 'pencil', space: 'explorer' },
  'closed-not-charged': { icon: 'pencil', space: 'explorer' },
  'reservation-open': { icon: 'lock', space: 'reservations' },
  'gift-card-owed': { icon: 'gift', space: 'cards' },
  'terminal-unknown': { icon: 'unknown', space: 'explorer' },
  'terminal-day-end': { icon: 'pad', space: 'day' },
}

/** Unknown has its own colour, a loss is red, the rest asks for a look. */
function toneOf(kind: Kind): Tone {
  if (kind === 'reversal-open' || kind === 'terminal-unknown' || kind === 'print-unknown') return 'unk'
  if (kind === 'reservation-open') return 'acc'
  if (kind === 'offline-refused' || kind === 'late-answer' || kind === 'closed-charged') return 'err'
  return 'warn'
}

type Matter = DayView['exceptions'][number]

export function Exceptions() {
  const { t } = useTranslation()
  const day = useSlice('day')
  const { stage } = day
  const reservations = day.exceptions.filter(({ kind }) => kind === 'reservation-open')
  const matters = day.exceptions.filter(({ kind }) => kind !== 'reservation-open')
  const isAfterUpload = batchesOf(day).some(({ result }) => result === 'balanced-after-upload')
  return (
    <section className={classNames('card', styles.exceptions)}>
      <header>
        {t('day.exceptions', { count: matters.length })}
        <span className="sub push">
          {reservations.length === 0
            ? t('day.everyGap')
            : t('reservations.openOnes', {
                count: reservations.length,
                amount: formatAmount(sumMinor(reservations), day.currency),
              })}
        </span>
      </header>
      {isAfterUpload && (
        <p className={styles.noException}>
          <Icon name="ok" />
          {t('day.afterUpload')}
        </p>
      )}
      {matters.length === 0 && !isAfterUpload && (
        <p className={styles.noException}>
          <Icon name="ok" />
          {t(stage === 'closed' ? 'day.noExceptionLeft' : 'day.noException')}
        </p>
      )}
      <ul>
        {matters.map((matter) => (
          <MatterRow key={`${matter.kind} ${matter.reference}`} matter={matter} />
        ))}
        {reservations.length > 0 && (
          <li className={styles.apart}>{t('day.reservations', { count: reservations.length })}</li>
        )}
        {reservations.map((matter) => (
          <MatterRow key={`${matter.kind} ${matter.reference}`} matter={matter} />
        ))}
      </ul>
    </section>
  )
}

function MatterRow({ matter }: { readonly matter: Matter }) {
  const { t } = useTranslation()
  const { currency } = useSlice('day')
  const { kind, amountMinor, reference, dueAt, terminalId } = matter
  return (
    <li>
      <span>
        <Badge tone={toneOf(kind)} icon={MATTERS[kind].icon}>
          {t(`matter.${kind}`)}
        </Badge>
      </span>
      <span className={styles.matter}>
        {dueAt === undefined ? t(`matter.${kind}.text`) : <TimeLeft until={dueAt} />}
        <small className="muted sm">{reference}</small>
      </span>
      <b className="num">{formatAmount(amountMinor, currency)}</b>
      {kind === 'cash-differs' ? (
        <span />
      ) : terminalId !== undefined ? (
        <Key look="button" className={keys.small} onPress={() => void call('terminal.dayEnd', { terminalId })}>
          <Icon name="ask-again" size="small" />
          {t('terminal.dayEnd')}
        </Key>
      ) : (
        <Key
          look="button"
          className={keys.small}
          onPress={() => (kind === 'print-unknown' ? openPapers(null) : goTo(MATTERS[kind].space))}
        >
          {t('action.see')}
          <Icon name="chevron-right" size="small" />
        </Key>
      )}
    </li>
  )
}
