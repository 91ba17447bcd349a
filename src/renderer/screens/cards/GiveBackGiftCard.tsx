import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { GiftCardOrderView, GiftCardReturnView } from '#contract/views/gift-card-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { ask } from '../../state/call.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { Working } from '../reservations/RaiseReservation.tsx'

const UNCLEAR = 'TERMINAL_VOID_UNCLEAR'

/** The money of a gift card that is not loaded: back the way it was paid, and the card can be loaded no more. */
export function GiveBackGiftCard({ order }: { readonly order: GiftCardOrderView }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  // What was asked about when the dialog opened: once it is done the order is gone from the list.
  const [{ orderId, ticketNumber, amountMinor, currency }] = useState(order)
  const [isWorking, setWorking] = useState(false)
  const [end, setEnd] = useState<GiftCardReturnView | null>(null)
  /** The terminal that took it did not void it, and it may be void there already: a person looks. */
  const [isUnclear, setUnclear] = useState(false)
  const amount = formatAmount(amountMinor, currency)
  const close = () => {
    if (!isWorking) useScreenStore.setState({ panel: null })
  }
  const giveBack = async () => {
    if (isWorking || end !== null) return
    setWorking(true)
    const given = await ask('giftCard.giveBack', { orderId, ...(isUnclear && { isNotVoid: true }) })
    setWorking(false)
    if (given.ok) setEnd(given.value)
    else if (given.error.code === UNCLEAR) setUnclear(true)
    else {
      showToast({ tone: 'failure', failure: given.error })
      useScreenStore.setState({ panel: null })
    }
  }
  return (
    <StepDialog
      step={t('cards.title')}
      title={t('cards.giveBackTitle', { amount })}
      keys={{ Enter: close, Escape: close }}
      onClose={close}
      footer={
        end === null ? (
          <BackAnd words={t('cards.notYet')} autoFocus onBack={close}>
            <Key look="danger" closed={isWorking ? t('giveBack.working') : null} onPress={() => void giveBack()}>
              <Icon name="back" />
              {isUnclear ? t('voidUnclear.payBack') : t('cards.giveBackNow', { amount })}
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
      {end === null ? (
        <p>
          {isUnclear ? errorSentence({ code: UNCLEAR }, locale) : t('cards.giveBackText', { number: ticketNumber })}
        </p>
      ) : (
        <End end={end} amount={amount} />
      )}
      {isWorking && <Working />}
    </StepDialog>
  )
}

function End({
  end: { way, outcome, failure },
  amount,
}: {
  readonly end: GiftCardReturnView
  readonly amount: string
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  if (outcome === 'done') {
    return (
      <Banner tone="ok" icon="ok" title={t(`cards.back.${way}`, { amount })}>
        {t('cards.backText')}
      </Banner>
    )
  }
  return (
    <Banner
      tone={outcome === 'unknown' ? 'unk' : 'err'}
      icon={outcome === 'unknown' ? 'unknown' : 'stopped'}
      title={t('cards.notBack')}
    >
      {failure && errorSentence(failure, locale)}
    </Banner>
  )
}
