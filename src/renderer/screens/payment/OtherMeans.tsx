import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { TillMeans } from '#contract/views/till-view.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { payByMeans } from '../../state/means-actions.ts'
import { sayClosed } from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './choose-way.module.css'

const close = () => useScreenStore.setState({ panel: null })

const ICONS: Readonly<Record<TillMeans['kind'], IconName>> = {
  cheque: 'pencil',
  transfer: 'card',
  voucher: 'receipt',
  'meal-voucher': 'fork',
  'shop-voucher': 'receipt',
  own: 'more',
}

export const isShopVoucher = ({ kind }: TillMeans): boolean => kind === 'shop-voucher'

/** Meal vouchers have a key of their own; the others share one. */
export function useMeans(): { readonly meal: TillMeans | undefined; readonly others: readonly TillMeans[] } {
  const { means = [] } = useSlice('till')
  const meal = means.find(({ kind }) => kind === 'meal-voucher')
  return { meal, others: means.filter((each) => each !== meal) }
}

/** Where money goes back to the customer, a voucher of the shop is the only one that takes it. */
export function openOtherMeans(others: readonly TillMeans[], paysOut = false): void {
  if (paysOut && others.some(isShopVoucher)) useScreenStore.setState({ panel: 'voucher' })
  else if (others.length > 0) useScreenStore.setState({ panel: 'other-means' })
  else sayClosed('closed.otherTender')
}

/** The shop's own ways to pay: one press each, for what is typed, else for all that it may pay. */
export function OtherMeans() {
  const { t } = useTranslation()
  const { others } = useMeans()
  const { remainingMinor, currency } = useSlice('sale')
  const digits = useScreenStore((state) => state.entry.digits)
  const amountMinor = (digits === '' ? null : parseAmount(digits, currency)) ?? remainingMinor
  const pay = (means: TillMeans | undefined) => {
    if (means === undefined) return
    close()
    if (isShopVoucher(means)) useScreenStore.setState({ panel: 'voucher' })
    else payByMeans(means)
  }
  return (
    <StepDialog
      step={`${t('payment.amount')} · ${formatAmount(amountMinor, currency)}`}
      title={t('means.title')}
      keys={{
        ...Object.fromEntries(others.slice(0, 9).map((each, place) => [String(place + 1), () => pay(each)])),
        Enter: () => pay(others[0]),
        Escape: close,
      }}
      onClose={close}
      footer={
        <Key look="button" keyName={t('key.escape')} onPress={close}>
          {t('action.back')}
        </Key>
      }
    >
      <div className={styles.ways}>
        {others.map((each, place) => (
          <Key
            key={each.id}
            look="button"
            className={styles.way}
            {...(place < 9 ? { keyName: String(place + 1) } : {})}
            onPress={() => pay(each)}
          >
            <Icon name={ICONS[each.kind]} />
            <span className="grow">
              <b>{each.name}</b>
              <small>{t(each.kind === 'shop-voucher' ? 'voucher.keyHint' : `means.excess.${each.excess}`)}</small>
            </span>
          </Key>
        ))}
      </div>
    </StepDialog>
  )
}
