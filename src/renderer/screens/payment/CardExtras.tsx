import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useCardExtras } from '../../state/card-extras.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { AddCashback } from './AddCashback.tsx'
import { AddTip } from './AddTip.tsx'
import styles from './payment.module.css'

const TIP_KEY = 'P'
const CASHBACK_KEY = 'R'

/** Why the shop adds neither tip nor cash to a card; null where it does. */
function useClosed(): { readonly tip: string | null; readonly cashback: string | null } {
  const { t } = useTranslation()
  const { tips, cashbackLimitMinor } = useSlice('till')
  return {
    tip: tips === null ? t('closed.tip') : null,
    cashback: cashbackLimitMinor === null ? t('closed.cashback') : null,
  }
}

function open(panel: 'tip' | 'cashback', closed: string | null): void {
  if (closed === null) useScreenStore.setState({ panel })
  else showToast({ tone: 'closed', text: closed })
}

/** The keys of the keyboard that open them. */
export function useExtraKeys(): Readonly<Record<string, () => void>> {
  const closed = useClosed()
  return { [TIP_KEY]: () => open('tip', closed.tip), [CASHBACK_KEY]: () => open('cashback', closed.cashback) }
}

/** What the card is to be charged besides its part of the ticket: chosen before the card is asked for. */
export function CardExtras() {
  const { t } = useTranslation()
  const { currency } = useSlice('sale')
  const { tipMinor, cashbackMinor } = useCardExtras()
  const closed = useClosed()
  const words = (name: 'tip' | 'cashback', minor: number) =>
    minor === 0 ? t(`extras.add.${name}`) : t(`extras.${name}`, { amount: formatAmount(minor, currency) })
  return (
    <>
      <div className="cap">{t('extras.zone')}</div>
      <div className={styles.suggested}>
        <Key
          look="button"
          keyName={TIP_KEY}
          pressed={tipMinor > 0}
          closed={closed.tip}
          onPress={() => open('tip', null)}
        >
          <Icon name="plus" />
          {words('tip', tipMinor)}
        </Key>
        <Key
          look="button"
          keyName={CASHBACK_KEY}
          pressed={cashbackMinor > 0}
          closed={closed.cashback}
          onPress={() => open('cashback', null)}
        >
          <Icon name="cash" />
          {words('cashback', cashbackMinor)}
        </Key>
      </div>
    </>
  )
}

/** The dialog of one of them, where it is open. */
export function CardExtraDialog() {
  const panel = useScreenStore((state) => state.panel)
  if (panel === 'tip') return <AddTip />
  return panel === 'cashback' ? <AddCashback /> : null
}
