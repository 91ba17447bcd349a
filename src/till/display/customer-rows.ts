import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import type { CustomerMessage, CustomerView } from '#contract/views/customer-screen-view.ts'
import { DISPLAY_COLUMNS, type DisplayRow, type DisplayRows } from '../ports/customer-display.port.ts'
import { paperAmount, paperFigures } from '../tickets/paper-figures.ts'
import { countedItems } from '../tickets/ticket-words.ts'
import { DISPLAY_WORDS } from './display-words.ts'

type Setting = Pick<CustomerView, 'shopName' | 'locale' | 'currency' | 'training'>

/** What the customer reads now on a display of two rows. */
export function customerRows(view: CustomerView): DisplayRows {
  return messageRows(view.message, view)
}

/** A message in the shop's language. In training a word gives way to the mark; where it has no room, the first row does. */
export function messageRows(message: CustomerMessage, setting: Setting): DisplayRows {
  const rows = plainRows(message, setting)
  const { training: mark } = DISPLAY_WORDS[setting.locale]
  if (!setting.training || rows.some((row) => showsMark(row, mark))) return rows
  return [onlyText(mark), rows[1]]
}

/** A text that shows what the display can do: its letters and an amount. */
export function displayTestRows(locale: Locale, currency: Currency): DisplayRows {
  const { test, letters } = DISPLAY_WORDS[locale]
  return [onlyText(test), { text: letters, figures: paperAmount(1_250, currency) }]
}

export const EMPTY_ROWS: DisplayRows = [
  { text: '', figures: '' },
  { text: '', figures: '' },
]

function plainRows(message: CustomerMessage, { shopName, locale, currency, training }: Setting): DisplayRows {
  const words = DISPLAY_WORDS[locale]
  const marked = (word: string) => (training ? words.training : word)
  const amount = (text: string, amountMinor: number) => amountRow(text, amountMinor, currency)
  switch (message.kind) {
    case 'welcome':
      return [onlyText(shopName), onlyText(marked(words.welcome))]
    case 'line': {
      const { pieces, name, lineMinor, totalMinor } = message
      const text = pieces === 1 ? name : `${pieces} x ${name}`
      return [{ text, figures: paperFigures(lineMinor, currency) }, amount(marked(words.total), totalMinor)]
    }
    case 'due': {
      const { itemCount, totalMinor, remainingMinor } = message
      const isWhole = totalMinor === remainingMinor
      const first = isWhole ? onlyText(countedItems(itemCount, locale)) : amount(words.total, totalMinor)
      const due = remainingMinor < 0 ? amount(words.change, 0 - remainingMinor) : amount(words.due, remainingMinor)
      return [training ? onlyText(words.training) : first, due]
    }
    case 'card':
      return [
        onlyText(words[message.word]),
        amount(marked(message.isReserve ? words.reserve : words.due), message.amountMinor),
      ]
    case 'card-aside':
      return [onlyText(words[message.word]), onlyText(marked(words.nothingCharged))]
    case 'reserved':
      return [amount(words.reserve, message.amountMinor), onlyText(marked(words.nothingCharged))]
    case 'paid': {
      const { totalMinor } = message
      const changeMinor = totalMinor < 0 ? 0 - totalMinor : message.changeMinor
      const first = changeMinor > 0 ? amount(words.change, changeMinor) : amount(words.paid, totalMinor)
      return [first, onlyText(marked(words.thanks))]
    }
  }
}

const onlyText = (text: string): DisplayRow => ({ text, figures: '' })

/** `TOTAL 12,50 EUR`; the code of the currency gives way to the word, the word to a long amount. */
function amountRow(text: string, amountMinor: number, currency: Currency): DisplayRow {
  const figures = paperAmount(amountMinor, currency)
  const fits = foldForPaper(text).length + 1 + figures.length <= DISPLAY_COLUMNS
  return { text, figures: fits ? figures : paperFigures(amountMinor, currency) }
}

function showsMark({ text, figures }: DisplayRow, mark: string): boolean {
  return text === mark && (figures === '' || mark.length + 1 + figures.length <= DISPLAY_COLUMNS)
}
