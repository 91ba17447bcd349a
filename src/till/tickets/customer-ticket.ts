import { groupedNip } from '#contract/identity-numbers.ts'
import type { Currency } from '#contract/money.ts'
import { qrProblem } from '#contract/qr-code.ts'
import type { SaleCustomer } from '#contract/views/customer-view.ts'
import type { SaleLineView, TenderKind, TenderView } from '#contract/views/sale-view.ts'
import type { TicketCode } from '#contract/views/ticket-view.ts'
import { lineSign } from '../ports/adjustments.ts'
import {
  addVatTable,
  paperAmount,
  paperDate,
  paperFigures,
  paperPercent,
  paperQuantity,
  paperUnitPrice,
  SCHEME_NAMES,
} from './paper-figures.ts'
import { duplicateMark } from './paper-frame.ts'
import type { PaperLook } from './paper-look.ts'
import type { PaperRows } from './paper-rows.ts'
import { ticketEan13, ticketQr } from './ticket-code.ts'
import type { CustomerTicket, ShopIdentity } from './ticket-document.ts'
import { countedItems, fill, type TicketWords } from './ticket-words.ts'

/** The cells that the VAT letter takes after a line's amount. */
const LETTER_CELLS = 2

/** The customer's ticket (picture 16 of the screens), below the shop's logo where it has one. */
export function addCustomerTicket(
  rows: PaperRows,
  ticket: CustomerTicket,
  { words, look }: { readonly words: TicketWords; readonly look: PaperLook },
): void {
  const { currency } = ticket
  if (look.logo !== null) {
    rows.image(look.logo)
    rows.blank()
  }
  addShop(rows, ticket.shop, ticket.locale, words)
  rows.blank()
  rows.pair(
    fill(words.ticket, { number: ticket.number }),
    `${paperDate(ticket.localDate, words)} ${ticket.localTime.slice(0, 5)}`,
  )
  rows.pair(ticket.shop.tillLabel, ticket.cashierName)
  if (ticket.customer !== undefined) addCustomer(rows, ticket.customer, words)
  if (ticket.returnOf !== undefined) {
    rows.centre(ticket.returnOf.way === 'void' ? words.voidTitle : words.refundTitle, { bold: true })
    rows.centre(fill(words.ofTicket, { number: ticket.returnOf.number }))
  }
  if (ticket.approvedBy !== undefined) rows.centre(fill(words.approvedBy, { name: ticket.approvedBy }))
  rows.rule()
  for (const line of ticket.lines) addLine(rows, line, ticket, words)
  addTicketDiscount(rows, ticket, words)
  rows.rule()
  const netMinor = ticket.vat.reduce((sum, row) => sum + row.netMinor, 0)
  rows.pair(
    countedItems(ticket.itemCount, ticket.locale),
    fill(words.net, { amount: paperFigures(netMinor, currency) }),
  )
  rows.pair(words.total, paperAmount(ticket.totalMinor, currency), { bold: true, double: true })
  for (const tender of ticket.tenders.filter(isPaid)) addTender(rows, tender, currency, words)
  if (ticket.changeMinor !== 0) rows.pair(words.change, paperFigures(ticket.changeMinor, currency))
  addInvoicesLeft(rows, ticket, words)
  addPoints(rows, ticket, words)
  rows.rule()
  addVatTable(rows, ticket.vat, currency, words)
  rows.rule()
  const currencyName = { EUR: words.currencyEur, PLN: words.currencyPln, GBP: words.currencyGbp }[currency]
  const prices = ticket.pricesExcludeVat ? words.pricesExcludeVat : words.pricesIncludeVat
  rows.centre(fill(prices, { currency: currencyName }))
  if (ticket.lines.some(({ giftCard }) => giftCard !== undefined)) rows.centre(words.giftCardVat)
  if (ticket.lines.some(({ accountPayment }) => accountPayment !== undefined)) rows.centre(words.accountVat)
  if (ticket.hasLegalGuarantee) rows.centre(words.legalGuarantee)
  if (ticket.returnOf === undefined) rows.centre(words.exchange)
  rows.blank()
  rows.pair(fill(words.signature, { signature: ticket.signature }), fill(words.signedNumber, { number: ticket.number }))
  rows.pair(
    fill(words.software, { version: ticket.softwareVersion }),
    ticket.copyNumber > 0 ? duplicateMark(ticket, words) : words.original,
  )
  addVouchers(rows, ticket, words)
  rows.blank()
  rows.centre(words.thanks)
  for (const line of ticket.shop.footLines ?? []) rows.centre(line)
  rows.blank()
  addCode(rows, ticket, look.ticketCode)
}

/** What is left of each invoice that this ticket pays a part of. */
function addInvoicesLeft(rows: PaperRows, { lines, currency, returnOf }: CustomerTicket, words: TicketWords): void {
  if (returnOf !== undefined) return
  const left = new Map<string, number>()
  for (const { accountPayment: paid } of lines) {
    if (paid === undefined || paid.invoiceNumber === null || paid.invoiceLeftMinor === undefined) continue
    left.set(paid.invoiceNumber, paid.invoiceLeftMinor)
  }
  for (const [number, minor] of left) rows.pair(fill(words.invoiceLeft, { number }), paperFigures(minor, currency))
}

/** Loyalty points that it brought and took; of a return what it took back and gave back; and what the customer has then. */
function addPoints(rows: PaperRows, { loyalty }: CustomerTicket, words: TicketWords): void {
  if (loyalty === undefined) return
  const { earned, spent, balance } = loyalty
  if (spent !== 0) rows.pair(spent > 0 ? words.pointsSpent : words.pointsGivenBack, String(0 - spent))
  if (earned !== 0) rows.pair(earned > 0 ? words.pointsEarned : words.pointsTakenBack, String(earned))
  rows.pair(words.pointsBalance, String(balance))
}

/** A new voucher is a part of the ticket that issues it: its worth, its last day, and the code that its holder pays with. */
function addVouchers(rows: PaperRows, { tenders, currency }: CustomerTicket, words: TicketWords): void {
  for (const { voucher } of tenders.filter(isPaid)) {
    if (voucher?.issued === undefined) continue
    rows.rule()
    rows.centre(words.voucherTitle, { bold: true })
    rows.centre(paperAmount(voucher.leftMinor, currency), { bold: true, double: true })
    rows.centre(fill(words.voucherGood, { date: paperDate(voucher.issued.expiresOn, words) }))
    rows.centre(words.voucherTerms)
    rows.barcode('code128', voucher.issued.code)
    rows.rule()
  }
}

/** Whose ticket it is, and the loyalty number that it counts for. */
function addCustomer(rows: PaperRows, { title, number, loyaltyNumber, nip }: SaleCustomer, words: TicketWords): void {
  rows.pair(fill(words.customer, { name: title }), number)
  if (nip !== undefined) rows.left(fill(words.buyerNip, { number: groupedNip(nip) }))
  if (loyaltyNumber !== null) rows.left(fill(words.loyaltyNumber, { number: loyaltyNumber }))
}

/** What the ticket is found by again; a number that the chosen code cannot hold is printed as Code 128. */
export function addCode(
  rows: PaperRows,
  { number, signature }: Pick<CustomerTicket, 'number' | 'signature'>,
  code: TicketCode,
): void {
  const ean = code === 'ean13' ? ticketEan13(number) : null
  const qr = ticketQr(number, signature)
  if (ean !== null) rows.barcode('ean13', ean)
  else if (code === 'qr' && qrProblem(qr) === null) rows.qr(qr)
  else rows.barcode('code128', number)
}

/** The shop as the law wants it named, at the top of tickets and reports. */
export function addShop(
  rows: PaperRows,
  shop: ShopIdentity,
  locale: CustomerTicket['locale'],
  words: TicketWords,
): void {
  rows.centre(shop.name.toLocaleUpperCase(locale), { bold: true })
  const place = [shop.street, shop.city].filter((part) => part !== '').join(', ')
  if (place !== '') rows.centre(place)
  if (shop.phone !== '') rows.centre(fill(words.phone, { phone: shop.phone }))
  for (const legal of shop.legal) rows.centre(legal)
}

/** What the rows of a bill need of the paper that they stand on. */
export type BilledPaper = Pick<CustomerTicket, 'currency' | 'lines' | 'discount' | 'returnOf' | 'pricesExcludeVat'>

/** A line as it was agreed; what the discount on the ticket takes off it stands below all lines. */
export function addLine(rows: PaperRows, line: SaleLineView, ticket: BilledPaper, words: TicketWords): void {
  const { currency } = ticket
  const sign = lineSign(line, ticket.returnOf !== undefined)
  const discountsMinor = line.discountMinor + (line.ticketDiscountMinor ?? 0)
  const fullMinor = line.totalMinor - (ticket.pricesExcludeVat ? (line.vatMinor ?? 0) : 0) + sign * discountsMinor
  rows.pair(line.name, `${paperFigures(fullMinor, currency)} ${line.vatLetter || ' '}`)
  if (line.unit !== 'piece' || line.quantityMilli !== 1000)
    rows.left(`   ${paperQuantity(line, currency)} x ${paperUnitPrice(line, currency)}`)
  addWeighing(rows, line, currency, words)
  if (line.priceListName !== undefined) rows.left(`   ${line.priceListName}`)
  if (line.discountMinor !== 0) {
    const percent = line.discountBasisPoints === 0 ? '' : ` ${paperPercent(line.discountBasisPoints, 0, currency)}`
    rows.pair(
      `  ${words.discount}${percent}`,
      paperFigures(-sign * line.discountMinor, currency) + ' '.repeat(LETTER_CELLS),
    )
  }
  if (line.returned !== undefined) rows.left(`  ${words.goodsBack}`)
  if (line.note !== undefined) rows.left(`  ${line.note}`)
}

/** A tare that was taken off, and a weight that no scale gave, stand on the ticket as such (EN 45501). */
function addWeighing(
  rows: PaperRows,
  { weighed, quantityMilli, unit }: SaleLineView,
  currency: Currency,
  words: TicketWords,
): void {
  if (weighed?.tareMilli !== undefined) {
    const gross = paperQuantity({ quantityMilli: quantityMilli + weighed.tareMilli, unit }, currency)
    const tare = paperQuantity({ quantityMilli: weighed.tareMilli, unit }, currency)
    rows.left(`   ${fill(words.grossAndTare, { gross, tare })}`)
  }
  if (weighed?.by === 'typed') rows.left(`   ${words.weightTyped}`)
}

/** What was taken off the whole ticket, below a rule; no row where nothing was. */
export function addTicketDiscount(rows: PaperRows, ticket: BilledPaper, words: TicketWords): void {
  const { lines, discount, currency } = ticket
  const isReturn = ticket.returnOf !== undefined
  const sharedMinor = lines.reduce((sum, line) => sum + lineSign(line, isReturn) * (line.ticketDiscountMinor ?? 0), 0)
  if (sharedMinor === 0) return
  rows.rule()
  const percent = discount?.kind === 'percent' ? ` ${paperPercent(discount.basisPoints, 0, currency)}` : ''
  rows.pair(`${words.ticketDiscount}${percent}`, paperFigures(0 - sharedMinor, currency) + ' '.repeat(LETTER_CELLS))
}

/** What it pays of the ticket; below it what the card was charged besides, and all that it was charged. */
export function addTender(rows: PaperRows, tender: TenderView, currency: Currency, words: TicketWords): void {
  const { amountMinor, givenMinor, tipMinor = 0, cashbackMinor = 0 } = tender
  const isBack = amountMinor + tipMinor + cashbackMinor < 0
  // What a voucher is worth above what it pays stays with the shop: the paper adds up without it.
  const shownMinor = tender.kind === 'cash' ? (givenMinor ?? amountMinor) : amountMinor
  rows.pair(tenderLabel(tender, words), paperFigures(shownMinor, currency))
  if (tender.means?.reference !== undefined) rows.left(`  ${tender.means.reference}`)
  const { roundingMinor = 0, voucher } = tender
  if (voucher !== undefined && voucher.issued === undefined) {
    rows.left(`  ${voucher.number} - ${fill(words.voucherLeft, { amount: paperFigures(voucher.leftMinor, currency) })}`)
  }
  if (roundingMinor !== 0) rows.pair(`  ${words.cashRounding}`, paperFigures(roundingMinor, currency))
  if (tipMinor === 0 && cashbackMinor === 0) return
  if (tipMinor !== 0) rows.pair(`  ${words.tip}`, paperFigures(tipMinor, currency))
  if (cashbackMinor !== 0)
    rows.pair(`  ${isBack ? words.cashbackReturned : words.cashback}`, paperFigures(cashbackMinor, currency))
  const chargedMinor = amountMinor + tipMinor + cashbackMinor
  rows.pair(`  ${isBack ? words.creditedToCard : words.chargedToCard}`, paperFigures(chargedMinor, currency))
}

/** Only money that was really taken stands on the ticket: refused or given-back parts do not. */
function isPaid({ outcome }: TenderView): boolean {
  return outcome === 'received' || outcome === 'approved'
}

/** What a tender is called on paper. */
export function tenderLabel(tender: TenderView, words: TicketWords): string {
  if (tender.kind !== 'card') return tender.means?.name ?? tenderName(tender.kind, words)
  if (tender.entryMode === 'manual') return words.byCode
  const scheme = tender.scheme === null ? '' : SCHEME_NAMES[tender.scheme]
  const card = tender.cardTail === null ? '' : `************${tender.cardTail}`
  return [words.card, scheme, card].filter((part) => part !== '').join(' ')
}

/** What a kind of tender is called on paper. */
export function tenderName(kind: TenderKind, words: TicketWords): string {
  switch (kind) {
    case 'cash':
      return words.cash
    case 'card':
      return words.card
    case 'account':
      return words.account
    case 'other':
      return words.otherTender
  }
}
