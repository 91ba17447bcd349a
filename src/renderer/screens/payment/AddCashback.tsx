import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useLatest } from '../../input/use-latest.ts'
import { chooseExtras, useCardExtras } from '../../state/card-extras.ts'
import { tenderAmount } from '../../state/sale-actions.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { smallestNoteMinor } from '../../words/figures.ts'
import styles from './card-extras.module.css'

const close = () => useScreenStore.setState({ panel: null })

/** Notes that are handed out, the smallest first, each added by its key. */
function useCashback() {
  const { t } = useTranslation()
  const { pieces, cashbackLimitMinor } = useSlice('till')
  const { remainingMinor, currency } = useSlice('sale')
  const cash = useLatest(useCardExtras().cashbackMinor)
  const [paysMinor] = useState(() => tenderAmount() ?? remainingMinor)
  const limitMinor = cashbackLimitMinor ?? 0
  const notes = pieces.filter((minor) => minor >= smallestNoteMinor(currency) && minor <= limitMinor).toReversed()
  const full = (minor: number, cashMinor: number) =>
    cashMinor + minor > limitMinor ? t('closed.cashbackLimit', { amount: formatAmount(limitMinor, currency) }) : null
  return {
    notes,
    full: (minor: number) => full(minor, cash.value),
    limitMinor,
    cashMinor: cash.value,
    paysMinor,
    add: (minor: number) => {
      const why = full(minor, cash.latest())
      if (why === null) cash.set(cash.latest() + minor)
      else showToast({ tone: 'closed', text: why })
    },
    erase: () => cash.set(0),
    confirm: () => {
      chooseExtras({ cashbackMinor: cash.latest() })
      close()
    },
  }
}

/** Cash that the customer takes along: whole notes, up to what the shop hands out. */
export function AddCashback() {
  const { t } = useTranslation()
  const { currency } = useSlice('sale')
  const { notes, full, limitMinor, cashMinor, paysMinor, add, erase, confirm } = useCashback()
  const amount = (minor: number) => formatAmount(minor, currency)
  const noteKeys = Object.fromEntries(notes.map((minor, index) => [String(index + 1), () => add(minor)]))
  return (
    <StepDialog
      step={t('cashback.step', { amount: amount(paysMinor) })}
      title={t('cashback.title')}
      keys={{ ...noteKeys, Backspace: erase, Enter: confirm, Escape: close }}
      onClose={close}
      footer={
        <BackAnd onBack={close}>
          <Key look="primary" keyName={t('key.enter')} onPress={confirm}>
            <Icon name="check" />
            {cashMinor === 0 ? t('cashback.none') : t('cashback.confirm', { amount: amount(cashMinor) })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.notes}>
        <div>
          <b>{t('cashback.title')}</b>
          <output className={styles.amount} aria-live="polite" data-testid="cashback-amount">
            {amount(cashMinor)}
          </output>
          <p className={styles.sum}>{t('extras.onCard', { amount: amount(paysMinor + cashMinor) })}</p>
          <p className="muted">{t('cashback.rule', { amount: amount(limitMinor) })}</p>
        </div>
        <div className={styles.noteKeys}>
          {notes.map((minor, index) => (
            <Key key={minor} look="tender" keyName={String(index + 1)} closed={full(minor)} onPress={() => add(minor)}>
              <Icon name="plus" />
              <span className="nowrap">{amount(minor)}</span>
            </Key>
          ))}
          <Key look="tender" label={t('action.erase')} onPress={erase}>
            <Icon name="backspace" />
          </Key>
        </div>
      </div>
    </StepDialog>
  )
}
