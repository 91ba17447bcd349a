import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import { type Cart, changeCart } from './cart/cart.ts'
import { emit, emptySale, type TillContext } from './core/till-context.ts'
import { agreeGoods } from './goods/agree-goods.ts'
import { scannedGoods } from './goods/scanned-goods.ts'
import { kitchenPapers } from './papers/kitchen-papers.ts'
import type { OpenSale } from './ports/open-sales.port.ts'

/** A ticket that another program made: a web shop, another till, a waiter's phone. */
export interface SentTicket {
  readonly reference: string
  readonly sender: string
  readonly lines: readonly { readonly barcode: string; readonly quantityMilli: number }[]
}

/** Whoever sends a ticket has ordered what is on it, as one does who puts one aside. Stopped before, or refused by the disk, it is ordered when it is paid. */
async function orderedInKitchens(context: TillContext, sale: OpenSale): Promise<OpenSale> {
  const { options } = context
  const { printJobs, notes } = kitchenPapers(context, sale, options.clock.now())
  if (notes.length === 0) return sale
  const ordered: OpenSale = { ...sale, kitchen: notes }
  try {
    await options.openSales.save(ordered, { printJobs })
  } catch (thrown) {
    // The ticket is on disk already: failing now, it would be taken once more at each look at the folder.
    if (!(thrown instanceof CatalogueFailure)) throw thrown
    return sale
  }
  options.onPrintJobs()
  return ordered
}

/** What is on a ticket, in whatever order it came. */
function goodsOf({ lines }: Pick<Cart, 'lines'>): string {
  const quantities = new Map<string, number>()
  for (const { productId, quantityMilli } of lines)
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantityMilli)
  return JSON.stringify([...quantities].toSorted())
}

/**
 * Puts a sent ticket on hold at this till's prices; answers its number. The same sender's ticket that waits already is
 * not taken twice, and one with other goods not in its place. Errors: SALE_REFERENCE_TAKEN, SALE_UNKNOWN_BARCODE, SALE_PRODUCT_ASKS and others of goods, those of a cart.
 */
export async function receiveTicket(
  context: TillContext,
  { reference, sender, lines }: SentTicket,
): Promise<Result<{ readonly number: string }>> {
  const { memory, options } = context
  const waiting = [memory.sale, ...memory.held].find((sale) => sale.reference === reference)
  if (waiting !== undefined && waiting.sender !== sender) return fail('SALE_REFERENCE_TAKEN', { reference })
  let cart: Cart = { lines: [], touchedLineId: null }
  for (const { barcode, quantityMilli: scannedMilli } of lines) {
    const scanned = await scannedGoods(context, barcode, scannedMilli)
    if (!scanned.ok) return scanned
    const agreed = await agreeGoods(context, scanned.value, null)
    if (!agreed.ok) return agreed
    if (agreed.value.question !== undefined) return fail('SALE_PRODUCT_ASKS', { name: scanned.value.product.name })
    const { product, quantityMilli } = agreed.value
    const added = changeCart(cart, { kind: 'add', lineId: options.nextId(), product, quantityMilli })
    if (!added.ok) return added
    cart = added.value
  }
  if (waiting !== undefined) {
    // Other goods under the same reference would be handed out and on no ticket.
    const isSame = goodsOf(cart) === goodsOf(waiting)
    return isSame ? succeed({ number: waiting.number }) : fail('SALE_REFERENCE_TAKEN', { reference })
  }
  const { number: _, ...empty } = await emptySale(context)
  const opened = await options.openSales.open({ ...empty, ...cart, state: 'held', reference, sender })
  const held = await orderedInKitchens(context, opened)
  memory.held = [...memory.held, held]
  // The ticket in hand had the same number in prospect, if it is still empty.
  if (!memory.saleStored) memory.sale = await emptySale(context)
  emit(context, 'sale', 'session', 'day')
  return succeed({ number: held.number })
}
