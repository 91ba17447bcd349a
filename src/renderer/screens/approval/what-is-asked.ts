import type { Locale } from '#contract/locale.ts'
import { type Currency, formatAmount } from '#contract/money.ts'
import type { SaleLineView, SaleView } from '#contract/views/sale-view.ts'
import type { WantedApproval } from '../../state/approval.ts'
import { percentFigures, unbroken } from '../../words/figures.ts'

interface Terms {
  readonly sale: Pick<SaleView, 'number' | 'totalMinor' | 'lines'>
  readonly currency: Currency
  readonly locale: Locale
}

/** Calls about the whole ticket in hand. */
const OF_TICKET: readonly string[] = ['sale.void', 'cart.discountTicket']

/**
 * What the call would do, in names and figures that need no words: `Miel · −30,00 %`. Whoever lends it must not do so blindly. Empty
 * for what the title says already.
 */
export function whatIsAsked({ call, payload }: WantedApproval, { sale, currency, locale }: Terms): string {
  const amount = (minor: unknown) => (typeof minor === 'number' ? [formatAmount(minor, currency)] : [])
  const line = sale.lines.find(({ id }) => id === payload.lineId)
  const about = OF_TICKET.includes(call) ? [sale.number, ...amount(sale.totalMinor)] : nameOf(line)
  const { basisPoints, amountMinor, unitPriceMinor } = { ...payload, ...discountOf(payload) }
  const off = typeof basisPoints === 'number' ? [unbroken(`−${percentFigures(basisPoints, locale)} %`)] : []
  const price = amount(unitPriceMinor).map((to) => [...amount(line?.unitPriceMinor), to].join(' → '))
  const isOff = 'discount' in payload
  const moved = amount(amountMinor).map((figures) => (isOff ? `−${figures}` : figures))
  const gone = call === 'sale.removeLine' ? amount(line?.totalMinor) : []
  return [...about, ...off, ...price, ...moved, ...gone].join(' · ')
}

function nameOf(line: SaleLineView | undefined): string[] {
  return line === undefined ? [] : [line.name]
}

function discountOf({ discount }: WantedApproval['payload']): WantedApproval['payload'] {
  return typeof discount === 'object' && discount !== null ? { ...discount } : {}
}
