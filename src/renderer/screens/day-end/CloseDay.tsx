import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import { papersLeft } from '#contract/papers-left.ts'
import { Badge } from '../../components/Badge.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { openPapers } from '../papers/PaperStates.tsx'
import { PAPER_LOOKS } from '../papers/paper-looks.ts'
import { sumMinor } from '../reservations/reservation-looks.ts'
import styles from './day-end.module.css'
import { TimeLeft } from './TimeLeft.tsx'

const close = () => useScreenStore.setState({ panel: null })

function closeDay(): void {
  close()
  void call('day.close', {})
}

/** What cannot be undone, and what stays open all the same: the bank goes on holding it. */
export function CloseDay() {
  const { t } = useTranslation()
  const { ticketCount, turnoverMinor, currency, drawer, exceptions } = useSlice('day')
  const reserved = exceptions.filter(({ kind }) => kind === 'reservation-open')
  return (
    <ConfirmDialog
      title={t('closeDay.title')}
      keep={t('closeDay.keep')}
      onKeep={close}
      deed={{ words: t('day.close'), icon: 'lock', onConfirm: closeDay, keyName: 'F10', look: 'button' }}
    >
      {t('closeDay.text', { count: ticketCount, amount: formatAmount(turnoverMinor, currency) })}
      {drawer.countedMinor === null && ` ${t('closeDay.notCounted')}`}
      {reserved.length > 0 && (
        <>
          <p className={styles.reserved}>
            {t('closeDay.reserved', { count: reserved.length, amount: formatAmount(sumMinor(reserved), currency) })}
          </p>
          <ul className={styles.reservedList}>
            {reserved.map(({ reference, amountMinor, dueAt }) => (
              <li key={reference}>
                <span className="grow">{reference}</span>
                {dueAt !== undefined && <TimeLeft until={dueAt} />}
                <b className="nowrap">{formatAmount(amountMinor, currency)}</b>
              </li>
            ))}
          </ul>
        </>
      )}
      <PapersLeft />
    </ConfirmDialog>
  )
}

/** Closing loses no paper: whoever wants them first waits, or looks after them. */
function PapersLeft() {
  const { t } = useTranslation()
  const left = papersLeft(useSlice('status'))
  if (left.length === 0) return null
  return (
    <>
      <p className={styles.reserved}>{t('closeDay.papers')}</p>
      <ul className={styles.reservedList}>
        {left.map(({ printer, waiting, unknown }) => (
          <li key={printer}>
            <span className="grow">{printer || t('status.printerAbsent')}</span>
            {waiting > 0 && <span>{t('papers.waiting', { number: waiting })}</span>}
            {unknown > 0 && <Badge {...PAPER_LOOKS.unknown}>{t('papers.toCheck', { number: unknown })}</Badge>}
          </li>
        ))}
      </ul>
      <div className={styles.papersLeft}>
        <p className="sm">{t('papers.text')}</p>
        <Key look="button" className={keys.small} onPress={() => openPapers(null)}>
          <Icon name="print" />
          {t('papers.open')}
        </Key>
      </div>
    </>
  )
}
