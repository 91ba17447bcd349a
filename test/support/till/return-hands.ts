import type { Response } from '#contract/api.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { CALLER, type JoinedRooms } from '#test/support/till/joined-rooms.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'

type Look = Response<'return.look'>

/** So many pieces of the one line that a ticket has. */
export const piecesOf = ({ lines: [line] }: PaidSale, pieces: number) => [
  { lineId: line?.id ?? '', quantityMilli: pieces * 1_000 },
]

/** What each way to pay gives back of what was looked at. */
export const sharesOf = ({ targets }: Look) =>
  targets.filter(({ amountMinor }) => amountMinor > 0).map(({ key, amountMinor }) => ({ key, amountMinor }))

/** A cashier who sells honey and takes it back by the lines of its ticket; the shop is asked for each time, for a kill makes it another. */
export function returnHands(shopNow: () => JoinedRooms) {
  async function found(id: string): Promise<PaidSale> {
    const sale = await shopNow().store.paidSales.paidSale(id)
    if (sale === null) throw new Error('the sale is not on disk')
    return sale
  }

  /** Three jars of honey at 8,45 €, paid by so much on cards of the bench and the rest in cash. */
  async function sell(onCards: readonly number[] = [2_535], customerId?: string, pieces = 3): Promise<PaidSale> {
    const { till, engine, come } = shopNow()
    if (customerId !== undefined) await till.calls['customer.choose']({ customerId }, CALLER)
    await till.calls['sale.addProduct']({ productId: 'miel', quantityMilli: pieces * 1_000 }, CALLER)
    const { id } = till.slice('sale')
    for (const amountMinor of onCards) {
      await till.calls['tender.card']({ amountMinor }, CALLER)
      await come()
      engine.dismiss()
    }
    const rest = till.slice('sale')
    if (rest.id === id && rest.state === 'paying') {
      await till.calls['tender.cash']({ givenMinor: rest.remainingMinor }, CALLER)
    }
    return found(id)
  }

  async function customer(): Promise<string> {
    const saved = await shopNow().till.calls['customer.save']({ draft: customerDraft() }, CALLER)
    if (!saved.ok) throw new Error(saved.error.code)
    return saved.value.customerId
  }

  async function look(sale: PaidSale, pieces = 0, to?: string): Promise<Look> {
    const lines = pieces === 0 ? [] : piecesOf(sale, pieces)
    const seen = await shopNow().till.calls['return.look']({ saleId: sale.id, lines, ...(to && { to }) }, CALLER)
    if (!seen.ok) throw new Error(seen.error.code)
    return seen.value
  }

  /** What comes of it once everybody has had their time. */
  async function ended<End>(asked: Promise<End>): Promise<End> {
    asked.catch(() => {})
    await shopNow().come()
    return asked
  }

  /** Looks, and has what was shown given back. */
  async function give(sale: PaidSale, pieces: number, to?: string) {
    const shares = sharesOf(await look(sale, pieces, to))
    const lines = piecesOf(sale, pieces)
    const { till } = shopNow()
    return ended(till.calls['return.give']({ saleId: sale.id, lines, shares, ...(to && { to }) }, CALLER))
  }

  /** Time goes by until it is so, or is given up. */
  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 20 && !(await isSo()); turn += 1) {
      await shopNow().clock.advance(60_000)
      await shopNow().come()
    }
  }

  return {
    sell,
    customer,
    found,
    look,
    give,
    ended,
    until,
    leftOf: async (sale: PaidSale) => (await look(sale)).lines.map(({ leftMilli }) => leftMilli),
    returnsOf: (sale: PaidSale) => shopNow().store.saleSearch.returnsOf(sale.id),
  }
}
