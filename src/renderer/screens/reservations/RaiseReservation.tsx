import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useEntry } from '../../input/use-entry.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { cardWords } from './reservation-looks.ts'
import styles from './reservations.module.css'
import { type RaiseEnd, useRaise } from './use-raise.ts'

/** Has the bank hold more on the same card, which need not be here. */
export function RaiseReservation({ reservation }: { readonly reservation: ReservationView }) {
  const { t } = useTranslation()
  const { paymentId, label, amountMinor, currency } = reservation
  const entry = useEntry()
  // What it was when the dialog opened: a raise changes it under the question.
  const [beforeMinor] = useState(amountMinor)
  const { isWorking, end, raise } = useRaise(paymentId)
  const addMinor = parseAmount(entry.digits, currency) ?? 0
  const isChoosing = !isWorking && end === null
  const close = () => {
    if (!isWorking) useScreenStore.setState({ panel: null })
  }
  const typeDigit = (digit: string) => isChoosing && entry.type(digit)
  const erase = () => isChoosing && entry.erase()
  const confirm = () => (end === null ? raise(parseAmount(entry.latest(), currency) ?? 0) : close())
  const amount = (minor: number) => formatAmount(minor, currency)
  return (
    <StepDialog
      step={`${label} · ${cardWords(t, reservation)}`}
      title={t('raise.title')}
      keys={{ ...padKeys(typeDigit), Backspace: erase, Enter: confirm, Escape: close }}
      onClose={close}
      footer={
        end === null ? (
          <BackAnd words={t('raise.keep')} onBack={close}>
            <Key
              look="primary"
              keyName={t('key.enter')}
              closed={isWorking ? t('giveBack.working') : addMinor === 0 ? t('closed.reserve.amount') : null}
              onPress={confirm}
            >
              <Icon name="plus" />
              {addMinor === 0 ? t('reservation.raise') : t('raise.confirm', { amount: amount(addMinor) })}
            </Key>
          </BackAnd>
        ) : (
          <>
            <span className="push" />
            <Key look="primary" keyName={t('key.enter')} autoFocus onPress={close}>
              {t('action.close')}
            </Key>
          </>
        )
      }
    >
      {end !== null ? (
        <End end={end} beforeMinor={beforeMinor} currency={currency} />
      ) : (
        <div className={styles.form}>
          <div>
            <b>{t('raise.more')}</b>
            <output className={styles.typedAmount} aria-live="polite" data-testid="raise-amount">
              {amount(addMinor)}
            </output>
            <p>{t('raise.sum', { before: amount(beforeMinor), after: amount(beforeMinor + addMinor) })}</p>
            <p className="muted sm">{t('raise.text')}</p>
            {isWorking && <Working />}
          </div>
          <AmountPad onDigit={typeDigit} onErase={erase} />
        </div>
      )}
    </StepDialog>
  )
}

/** The bank is asked; nothing else opens before it has answered. */
export function Working() {
  const { t } = useTranslation()
  return (
    <p className={styles.working} role="status">
      <Icon name="clock" />
      {t('giveBack.working')}
    </p>
  )
}

function End({
  end,
  beforeMinor,
  currency,
}: {
  readonly end: RaiseEnd
  readonly beforeMinor: number
  readonly currency: ReservationView['currency']
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  if ('failure' in end) {
    return (
      <Banner tone="err" icon="stopped" title={t('raise.refused', { amount: formatAmount(beforeMinor, currency) })}>
        {errorSentence(end.failure, locale)}
      </Banner>
    )
  }
  return (
    <Banner tone="ok" icon="ok" title={t('raise.done', { amount: formatAmount(beforeMinor + end.byMinor, currency) })}>
      {t('raise.doneText')}
    </Banner>
  )
}
