import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount, parseAmount } from '#contract/money.ts'
import { tipChoices } from '#contract/tip.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useEntry } from '../../input/use-entry.ts'
import { useLatest } from '../../input/use-latest.ts'
import { chooseExtras, useCardExtras } from '../../state/card-extras.ts'
import { tenderAmount } from '../../state/sale-actions.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures } from '../../words/figures.ts'
import styles from './card-extras.module.css'

const close = () => useScreenStore.setState({ panel: null })

/** The suggestions of the shop, none first, and the amount that is typed instead. */
function useTip() {
  const { tips, locale } = useSlice('till')
  const { remainingMinor, currency } = useSlice('sale')
  const chosen = useCardExtras()
  const [paysMinor] = useState(() => tenderAmount() ?? remainingMinor)
  const entry = useEntry()
  const choices = [{ basisPoints: 0, amountMinor: 0 }, ...tipChoices(paysMinor, tips?.basisPoints ?? [])]
  const marked = useLatest(() => {
    const index = choices.findIndex(({ amountMinor }) => amountMinor === chosen.tipMinor)
    return Math.max(0, index)
  })
  const tipOf = (digits: string, index: number) =>
    (digits === '' ? null : parseAmount(digits, currency)) ?? choices[index]?.amountMinor ?? 0
  const tooHigh = (minor: number) => (minor > paysMinor ? errorSentence({ code: 'SALE_TIP_TOO_HIGH' }, locale) : null)
  const mark = (index: number) => {
    entry.clear()
    marked.set(Math.min(choices.length - 1, Math.max(0, index)))
  }
  const tipMinor = tipOf(entry.digits, marked.value)
  return {
    choices,
    marked: entry.digits === '' ? marked.value : null,
    tipMinor,
    paysMinor,
    closed: tooHigh(tipMinor),
    type: entry.type,
    erase: entry.erase,
    mark,
    move: (by: number) => mark(marked.latest() + by),
    confirm: () => {
      const latestMinor = tipOf(entry.latest(), marked.latest())
      const why = tooHigh(latestMinor)
      if (why !== null) return showToast({ tone: 'closed', text: why })
      chooseExtras({ tipMinor: latestMinor })
      close()
    },
  }
}

/** A tip on the card: a suggestion, or an amount that is typed. Nothing is charged before the card is asked for. */
export function AddTip() {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { currency } = useSlice('sale')
  const { choices, marked, tipMinor, paysMinor, closed, type, erase, mark, move, confirm } = useTip()
  const amount = (minor: number) => formatAmount(minor, currency)
  return (
    <StepDialog
      step={t('tip.step', { amount: amount(paysMinor) })}
      title={t('tip.title')}
      keys={{
        ...padKeys(type),
        Backspace: erase,
        ArrowUp: () => move(-1),
        ArrowDown: () => move(1),
        Enter: confirm,
        Escape: close,
      }}
      onClose={close}
      footer={
        <BackAnd onBack={close}>
          <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={confirm}>
            <Icon name="check" />
            {tipMinor === 0 ? t('tip.none') : t('tip.confirm', { amount: amount(tipMinor) })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.columns}>
        <ul className={styles.choices} aria-label={t('tip.title')}>
          {choices.map((choice, index) => (
            <li key={choice.basisPoints}>
              <Key look="button" pressed={index === marked} onPress={() => mark(index)}>
                <span className="grow">
                  {choice.basisPoints === 0
                    ? t('tip.none')
                    : t('tip.percent', { percent: percentFigures(choice.basisPoints, locale) })}
                </span>
                {choice.amountMinor > 0 && <b className="nowrap">{amount(choice.amountMinor)}</b>}
              </Key>
            </li>
          ))}
        </ul>
        <div>
          <b>{t('tip.title')}</b>
          <output className={styles.amount} aria-live="polite" data-testid="tip-amount">
            {amount(tipMinor)}
          </output>
          <p className={styles.sum}>{closed ?? t('extras.onCard', { amount: amount(paysMinor + tipMinor) })}</p>
        </div>
        <AmountPad onDigit={type} onErase={erase} />
      </div>
    </StepDialog>
  )
}
