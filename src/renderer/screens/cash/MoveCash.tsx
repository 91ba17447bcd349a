import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount, parseAmount } from '#contract/money.ts'
import {
  CASH_MOVE_MAX_MINOR,
  CASH_NOTE_MAX,
  CASH_REASONS,
  type CashMove,
  type CashReason,
} from '#contract/views/day-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useEntry } from '../../input/use-entry.ts'
import { call } from '../../state/call.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { clockTime } from '../../words/shop-time.ts'
import { CardFreeField } from '../story/CardFreeField.tsx'
import styles from './cash.module.css'

const close = () => useScreenStore.setState({ panel: null })

/** Which way, how much and why. Cash that is taken out is the usual case: to the bank, for a purchase. */
function useMove() {
  const { t } = useTranslation()
  const { currency, drawer, stage } = useSlice('day')
  const { locale } = useSlice('till')
  const entry = useEntry()
  const [direction, setDirection] = useState<CashMove['direction']>('out')
  const [reason, setReason] = useState<CashReason>('bank')
  const [note, setNote] = useState('')
  const [isAsked, setAsked] = useState(false)
  const signOf = { in: 1, out: -1 }[direction]
  const minorOf = (digits: string) => parseAmount(digits, currency) ?? 0
  const whyNot = (minor: number): string | null => {
    if (stage === 'closed') return errorSentence({ code: 'CASH_DAY_CLOSED' }, locale)
    if (minor === 0 || minor > CASH_MOVE_MAX_MINOR) return t('cash.typeAmount')
    if (direction === 'out' && minor > drawer.expectedMinor)
      return t('cash.notThere', { amount: formatAmount(Math.max(0, drawer.expectedMinor), currency) })
    return reason === 'other' && note.trim() === '' ? t('cash.sayWhy') : null
  }
  const confirm = async () => {
    const amountMinor = minorOf(entry.latest())
    if (isAsked || whyNot(amountMinor) !== null) return
    setAsked(true)
    const moved = await call('cash.move', { direction, amountMinor, reason, note })
    setAsked(false)
    if (!moved.ok) return
    close()
    showToast({ tone: 'note', text: t(`cash.done.${direction}`, { amount: formatAmount(amountMinor, currency) }) })
  }
  const amountMinor = minorOf(entry.digits)
  const step = (by: number) => {
    const next = CASH_REASONS[CASH_REASONS.indexOf(reason) + by]
    if (next !== undefined) setReason(next)
  }
  return {
    entry,
    direction,
    setDirection,
    reason,
    setReason,
    step,
    note,
    setNote,
    amountMinor,
    afterMinor: drawer.expectedMinor + signOf * amountMinor,
    closed: whyNot(amountMinor),
    confirm: () => void confirm(),
  }
}

type Move = ReturnType<typeof useMove>

/** Cash that goes into the drawer, or out of it, without a sale; what the drawer should hold follows at once. */
export function MoveCash() {
  const { t } = useTranslation()
  const { currency, drawer } = useSlice('day')
  const move = useMove()
  const { entry, direction, amountMinor, afterMinor, closed, confirm } = move
  return (
    <StepDialog
      step={t('day.drawer')}
      title={t('cash.title')}
      keys={{
        ...padKeys(entry.type),
        Backspace: entry.erase,
        ArrowLeft: () => move.setDirection('out'),
        ArrowRight: () => move.setDirection('in'),
        ArrowUp: () => move.step(-1),
        ArrowDown: () => move.step(1),
        Enter: confirm,
        Escape: close,
      }}
      onceKeys={['Enter']}
      onClose={close}
      footer={
        <BackAnd words={t('cash.notNow')} onBack={close}>
          <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={confirm}>
            <Icon name="drawer" />
            {t(`cash.confirm.${direction}`, { amount: formatAmount(amountMinor, currency) })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.move}>
        <div>
          <Choices move={move} />
          <dl className={styles.sums}>
            <dt>{t('day.expected')}</dt>
            <dd>{formatAmount(drawer.expectedMinor, currency)}</dd>
            <dt>{t(`cash.${direction}`)}</dt>
            <dd className={styles.amount} data-testid="cash-amount">
              {formatAmount(amountMinor, currency)}
            </dd>
            <dt>{t('cash.afterwards')}</dt>
            <dd>{formatAmount(afterMinor, currency)}</dd>
          </dl>
        </div>
        <AmountPad onDigit={entry.type} onErase={entry.erase} />
      </div>
      <CardFreeField
        id="cash-note"
        label={t('cash.note')}
        hint={t('cash.noteHint')}
        text={move.note}
        lengthMax={CASH_NOTE_MAX}
        onType={move.setNote}
      />
      <Today moves={drawer.moves ?? []} />
    </StepDialog>
  )
}

function Choices({ move }: { readonly move: Move }) {
  const { t } = useTranslation()
  const { direction, setDirection, reason, setReason } = move
  return (
    <>
      <fieldset className={styles.ways} aria-label={t('cash.direction')}>
        {(['out', 'in'] as const).map((each) => (
          <Key key={each} look="button" pressed={direction === each} onPress={() => setDirection(each)}>
            {t(`cash.${each}`)}
          </Key>
        ))}
      </fieldset>
      <fieldset className={styles.ways} aria-label={t('cash.why')}>
        {CASH_REASONS.map((each) => (
          <Key key={each} look="button" pressed={reason === each} onPress={() => setReason(each)}>
            {t(`cash.reason.${each}`)}
          </Key>
        ))}
      </fieldset>
    </>
  )
}

/** What moved since the day was opened, newest first. */
function Today({ moves }: { readonly moves: readonly CashMove[] }) {
  const { t } = useTranslation()
  const { currency } = useSlice('day')
  if (moves.length === 0) return null
  return (
    <section aria-label={t('cash.today')}>
      <h3 className={styles.today}>{t('cash.today')}</h3>
      <ul className={styles.moves}>
        {moves.toReversed().map(({ at, direction, amountMinor, reason, note, byName }) => (
          <li key={at}>
            <time className="muted">{clockTime(at)}</time>
            <span>
              <b>{t(`cash.reason.${reason}`)}</b>
              <small>{[note, byName].filter((part) => part !== '').join(' · ')}</small>
            </span>
            <b className={styles.moved}>{formatAmount(direction === 'in' ? amountMinor : -amountMinor, currency)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}
