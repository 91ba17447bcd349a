import { useTranslation } from 'react-i18next'
import { useKeyHint } from '../../actions/use-own-keys.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import * as act from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import styles from './sale.module.css'

function Digit({ digit }: { readonly digit: string }) {
  return (
    <Key look="digit" onPress={() => act.typeDigit(digit)}>
      {digit}
    </Key>
  )
}

function Mode({ mode }: { readonly mode: 'quantity' | 'price' | 'discount' }) {
  const { t } = useTranslation()
  const hint = useKeyHint()
  const pressed = useScreenStore(
    ({ entry }) => entry.mode === mode || (mode === 'discount' && entry.mode === 'discount-amount'),
  )
  return (
    <Key look="mode" keyName={hint(mode)} pressed={pressed} onPress={() => act.pressMode(mode)}>
      {t(`mode.${mode}`)}
    </Key>
  )
}

/** Figures, what they act on, and the ways to pay. Inside it nothing is ever mirrored. */
export function Keypad() {
  const { t } = useTranslation()
  const hint = useKeyHint()
  return (
    <div className={styles.keypad}>
      <Mode mode="quantity" />
      <Digit digit="7" />
      <Digit digit="8" />
      <Digit digit="9" />
      <Key look="tender" keyName={hint('payCash')} onPress={act.payInCash}>
        <Icon name="cash" />
        {t('tender.cash')}
      </Key>
      <Mode mode="price" />
      <Digit digit="4" />
      <Digit digit="5" />
      <Digit digit="6" />
      <Key look="tender" keyName={hint('payCard')} onPress={act.pressCardOnTicket}>
        <Icon name="card" />
        {t('tender.card')}
      </Key>
      <Mode mode="discount" />
      <Digit digit="1" />
      <Digit digit="2" />
      <Digit digit="3" />
      <Key look="pay" className={styles.pay} keyName={hint('pay')} onPress={act.beginPaying}>
        {t('action.pay')}
      </Key>
      <Key look="mode" onPress={act.removeLine}>
        <Icon name="trash" size="small" />
        {t('action.line')}
      </Key>
      <Key look="digit" label={t('action.erase')} onPress={act.eraseDigit}>
        <Icon name="backspace" />
      </Key>
      <Digit digit="0" />
      <Digit digit="," />
    </div>
  )
}
