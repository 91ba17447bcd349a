import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import { CURRENCIES, type Currency, formatAmount, parseAmount } from '#contract/money.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { parseBasisPoints } from '../../input/entry.ts'
import { useEntry } from '../../input/use-entry.ts'
import { useLatest } from '../../input/use-latest.ts'
import { call, inOrder } from '../../state/call.ts'
import { selectedLine } from '../../state/sale-actions.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures } from '../../words/figures.ts'
import { Rewards, rewardKeys } from '../loyalty/Rewards.tsx'
import { CardFreeField } from '../story/CardFreeField.tsx'
import styles from './give-discount.module.css'
import { ReasonKeys, reasonKeyMap } from './ReasonKeys.tsx'

const close = () => useScreenStore.setState({ panel: null })
const PERCENTS = [500, 1_000, 1_500, 2_000, 3_000, 5_000] as const
const REASONS = ['goodwill', 'damaged', 'shortDate', 'staff'] as const

type Discount =
  | { readonly kind: 'percent'; readonly basisPoints: number }
  | { readonly kind: 'amount'; readonly amountMinor: number }

/** What a discount would be taken off: the whole ticket, or the line that was chosen when the dialog was opened. */
function useTarget(of: 'line' | 'ticket') {
  const sale = useSlice('sale')
  const chosenId = useScreenStore((state) => state.selectedLineId)
  const [lineId] = useState(() => (of === 'line' ? (selectedLine(sale, chosenId)?.id ?? null) : null))
  const line = sale.lines.find(({ id }) => id === lineId) ?? null
  if (of === 'line') {
    const takenMinor = line?.discountMinor ?? 0
    const fullMinor = line === null ? 0 : shownMinor(line, sale.pricesExcludeVat) + takenMinor
    return { line, fullMinor, takenMinor }
  }
  const goods = sale.lines.filter(
    ({ giftCard, returned, depositOf }) => giftCard === undefined && returned === undefined && depositOf === undefined,
  )
  const fullMinor = goods.reduce((sum, each) => sum + shownMinor(each, sale.pricesExcludeVat), 0)
  return { line: null, fullMinor, takenMinor: sale.discount?.amountMinor ?? 0 }
}

type Line = ReturnType<typeof useSlice<'sale'>>['lines'][number]

/** What a line costs before what is taken off the whole ticket, as the shop writes prices. */
export function shownMinor(line: Line, pricesExcludeVat: boolean | undefined): number {
  return line.totalMinor - (pricesExcludeVat ? (line.vatMinor ?? 0) : 0) + (line.ticketDiscountMinor ?? 0)
}

/** What is typed, of which kind, and why; `closed` says why it cannot be given yet. */
function useDiscount(of: 'line' | 'ticket') {
  const { t } = useTranslation()
  const { currency } = useSlice('sale')
  const { locale, discountNeedsReason = false } = useSlice('till')
  const { line, fullMinor, takenMinor } = useTarget(of)
  const entry = useEntry()
  const kind = useLatest<Discount['kind']>('percent')
  const reason = useLatest('')
  const typed = (digits: string) => discountOf(kind.latest(), digits, currency)
  const offMinor = (discount: Discount | null) => takenOffMinor(discount, fullMinor)
  const whyClosed = (discount: Discount | null): string | null => {
    if (discount === null) return t('discount.typeFirst')
    if (offMinor(discount) > fullMinor) return errorSentence({ code: 'SALE_DISCOUNT_TOO_HIGH' }, locale)
    const lacksReason = discountNeedsReason && reason.latest().trim() === ''
    return lacksReason ? errorSentence({ code: 'SALE_REASON_NEEDED' }, locale) : null
  }
  const give = (discount: Discount | null, why: string) => {
    close()
    const because = why.trim() === '' ? {} : { reason: why.trim() }
    inOrder(() =>
      line === null
        ? call('cart.discountTicket', { discount, ...because })
        : call('cart.discountLine', { lineId: line.id, discount, ...because }),
    )
  }
  const turn = (next: Discount['kind']) => {
    entry.clear()
    kind.set(next)
  }
  const chosen = typed(entry.digits)
  return {
    name: line?.name ?? null,
    fullMinor,
    takenMinor,
    entry,
    kind: kind.value,
    turn,
    reason,
    chosen,
    offMinor: offMinor(chosen),
    closed: whyClosed(chosen),
    preset: (basisPoints: number) => {
      turn('percent')
      for (const digit of percentFigures(basisPoints, 'fr')) entry.type(digit)
    },
    remove: () => give(null, ''),
    confirm: () => {
      const discount = typed(entry.latest())
      const why = whyClosed(discount)
      if (why !== null) showToast({ tone: 'closed', text: why })
      else give(discount, reason.latest())
    },
  }
}

function discountOf(kind: Discount['kind'], digits: string, currency: Currency): Discount | null {
  if (kind === 'percent') {
    const basisPoints = parseBasisPoints(digits)
    return basisPoints === null || basisPoints === 0 ? null : { kind, basisPoints }
  }
  const amountMinor = parseAmount(digits, currency)
  return amountMinor === null || amountMinor === 0 ? null : { kind, amountMinor }
}

function takenOffMinor(discount: Discount | null, fullMinor: number): number {
  if (discount === null) return 0
  return discount.kind === 'amount' ? discount.amountMinor : Math.round((fullMinor * discount.basisPoints) / 10_000)
}

/** Percent or amount, off the whole ticket or one line, with the reason where the shop wants one. */
export function GiveDiscount({ of }: { readonly of: 'line' | 'ticket' }) {
  const { t } = useTranslation()
  const { currency, loyalty } = useSlice('sale')
  const { discountNeedsReason = false } = useSlice('till')
  const dialog = useDiscount(of)
  const { name, fullMinor, takenMinor, entry, turn, reason, chosen, offMinor, closed, remove, confirm } = dialog
  const amount = (minor: number) => formatAmount(minor, currency)
  return (
    <StepDialog
      step={name ?? t('discount.onTicket', { amount: amount(fullMinor) })}
      title={t(name === null ? 'action.ticketDiscount' : 'discount.lineTitle')}
      keys={{
        ...padKeys(entry.type),
        ...(of === 'ticket' && rewardKeys(loyalty)),
        ...reasonKeyMap(REASONS, (key) => reason.set(t(`reason.${key}`))),
        ArrowLeft: () => turn('percent'),
        ArrowRight: () => turn('amount'),
        Backspace: entry.erase,
        ...(takenMinor > 0 && { F7: remove }),
        Enter: confirm,
        Escape: close,
      }}
      onClose={close}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} onPress={close}>
            {t('action.back')}
          </Key>
          {takenMinor > 0 && (
            <Key look="danger" keyName="F7" onPress={remove}>
              <Icon name="trash" />
              {t('discount.remove', { amount: amount(takenMinor) })}
            </Key>
          )}
          <span className="push" />
          <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={confirm}>
            <Icon name="check" />
            {chosen === null ? t('discount.give') : t('discount.confirm', { amount: amount(offMinor) })}
          </Key>
        </>
      }
    >
      {of === 'ticket' && <Rewards />}
      <div className={styles.columns}>
        <HowMuch dialog={dialog} />
        <AmountPad onDigit={entry.type} onErase={entry.erase} />
        <div>
          <b>{t(discountNeedsReason ? 'reason.needed' : 'reason.optional')}</b>
          <ReasonKeys reasons={REASONS} chosen={reason.value} onChoose={reason.set} />
          <CardFreeField
            id="discount-reason"
            label={t('reason.other')}
            hint={t('reason.hint')}
            text={reason.value}
            lengthMax={LIMITS.saleReasonCharacters}
            onType={reason.set}
          />
        </div>
      </div>
    </StepDialog>
  )
}

/** Percent or amount, what is typed, what it makes of the price, and the usual percentages. */
function HowMuch({ dialog }: { readonly dialog: ReturnType<typeof useDiscount> }) {
  const { t } = useTranslation()
  const { currency } = useSlice('sale')
  const { locale } = useSlice('till')
  const { kind, turn, entry, chosen, offMinor, fullMinor, preset } = dialog
  const amount = (minor: number) => formatAmount(minor, currency)
  return (
    <div>
      <fieldset className={styles.kinds} aria-label={t('discount.kinds')}>
        <Key look="button" keyName="←" pressed={kind === 'percent'} onPress={() => turn('percent')}>
          {t('discount.percent')}
        </Key>
        <Key look="button" keyName="→" pressed={kind === 'amount'} onPress={() => turn('amount')}>
          {t('discount.amount')}
        </Key>
      </fieldset>
      <output className={styles.typed} aria-live="polite" data-testid="discount">
        {entry.digits === '' ? '0' : entry.digits} {kind === 'percent' ? '%' : CURRENCIES[currency].sign}
      </output>
      <p className={styles.after}>
        {chosen !== null && offMinor <= fullMinor
          ? t('discount.after', { before: amount(fullMinor), after: amount(fullMinor - offMinor) })
          : t('discount.before', { amount: amount(fullMinor) })}
      </p>
      <div className={styles.presets}>
        {PERCENTS.map((basisPoints) => (
          <Key key={basisPoints} look="button" onPress={() => preset(basisPoints)}>
            {percentFigures(basisPoints, locale)} %
          </Key>
        ))}
      </div>
    </div>
  )
}
