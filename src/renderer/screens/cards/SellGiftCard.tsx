import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { GiftCardOperation } from '#contract/views/sale-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useEntry } from '../../input/use-entry.ts'
import { call } from '../../state/call.ts'
import { goTo, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import forms from '../reservations/reservations.module.css'

const close = () => useScreenStore.setState({ panel: null })

/** How much the customer pays for a gift card: a line of the ticket. The card comes after the money. */
export function SellGiftCard({ operation }: { readonly operation: GiftCardOperation }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const entry = useEntry()
  const [asked, setAsked] = useState(false)
  const amountMinor = parseAmount(entry.digits, currency) ?? 0
  const confirm = async () => {
    const wantedMinor = parseAmount(entry.latest(), currency) ?? 0
    if (wantedMinor === 0 || asked) return
    setAsked(true)
    const added = await call('sale.addGiftCard', { operation, amountMinor: wantedMinor })
    setAsked(false)
    if (added.ok) goTo('sale')
  }
  return (
    <StepDialog
      step={t('cards.title')}
      title={t(operation === 'activation' ? 'cards.sell' : 'cards.load')}
      keys={{
        ...padKeys(entry.type),
        Backspace: entry.erase,
        Enter: () => void confirm(),
        Escape: close,
      }}
      onClose={close}
      footer={
        <BackAnd words={t('cards.keep')} onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={amountMinor === 0 ? t('closed.reserve.amount') : null}
            onPress={() => void confirm()}
          >
            <Icon name="plus" />
            {t('cards.toTicket', { amount: formatAmount(amountMinor, currency) })}
          </Key>
        </BackAnd>
      }
    >
      <div className={forms.form}>
        <div>
          <b>{t('cards.amount')}</b>
          <output className={forms.typedAmount} aria-live="polite" data-testid="gift-amount">
            {formatAmount(amountMinor, currency)}
          </output>
          <p className="muted sm">{t('cards.sellHint')}</p>
        </div>
        <AmountPad onDigit={entry.type} onErase={entry.erase} />
      </div>
    </StepDialog>
  )
}
