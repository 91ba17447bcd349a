import type { Response } from '#contract/api.ts'
import { LIMITS } from '#contract/limits.ts'
import { formatAmount } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { GoodsQuestion } from '#contract/views/goods-view.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import { readVoucherCode } from '#contract/voucher-code.ts'
import { HIDDEN_CODE } from '../barcode/barcode.ts'
import { type CartAction, changeCart } from '../cart/cart.ts'
import { correctionOf } from '../cart/correction.ts'
import { broughtBackMinor, isMoreDiscounted } from '../cart/line-totals.ts'
import { pays } from '../cart/sale-figures.ts'
import { emit, saveSale, seal, seller, type TillContext } from '../core/till-context.ts'
import { scannedCustomer } from '../customers/choose-customer.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { orderOf } from '../floor/courses.ts'
import { agreeGoods, type WantedGoods } from '../goods/agree-goods.ts'
import { confirmWeight } from '../goods/confirm-weight.ts'
import { scannedGoods } from '../goods/scanned-goods.ts'
import { dropTicket, heldView, holdableTicket, holdTicket, recallTicket } from '../held/hold-ticket.ts'
import { permitted } from '../session/guard.ts'
import { scannedBadge } from '../session/take-over.ts'
import { isBeingLeft } from '../tender/open-card.ts'
import { readTicketCode } from '../tickets/ticket-code.ts'
import { giftCardName } from '../tickets/ticket-words.ts'
import { redeemVoucher } from '../vouchers/redeem-voucher.ts'
import type { CallsNamed } from './call-names.ts'

/** Answers the calls that put goods on a ticket, change its lines, put it aside and take it again. */
export function saleCalls(context: TillContext): CallsNamed<'sale'> {
  const { memory, options, queue } = context
  const changeLines = (action: CartAction) => queue.run(() => changeTicket(context, action))
  const add = (wanted: WantedGoods) => addGoods(context, wanted)
  return {
    'sale.scan': ({ code, quantityMilli, typed = false }) =>
      queue.run(async () => {
        const voucher = readVoucherCode(code)
        if (voucher !== null) return redeemVoucher(context, voucher)
        const scanned = await scannedGoods(context, code, quantityMilli)
        return scanned.ok ? add(scanned.value) : ((await scannedOther(context, code, typed)) ?? scanned)
      }),
    'sale.addProduct': async ({ productId, quantityMilli, unitPriceMinor, weighing }) => {
      const steady = await confirmWeight(context, quantityMilli, weighing)
      if (!steady.ok) return steady
      return queue.run(async () => {
        const product = await options.catalogue.product(productId)
        if (product === null) return fail('SALE_UNKNOWN_BARCODE', { barcode: HIDDEN_CODE })
        return add({ product, quantityMilli, unitPriceMinor, weighing })
      })
    },
    'sale.addGiftCard': async ({ operation, amountMinor }) => {
      const amount = formatAmount(LIMITS.giftCardMaxMinor, memory.shop.currency)
      if (amountMinor > LIMITS.giftCardMaxMinor) return fail('GIFT_CARD_AMOUNT', { amount })
      const name = giftCardName(operation, memory.preferences.locale)
      return changeLines({ kind: 'add-gift-card', lineId: options.nextId(), operation, name, amountMinor })
    },
    'sale.setQuantity': ({ lineId, quantityMilli }) => changeLines({ kind: 'set-quantity', lineId, quantityMilli }),
    'sale.setPrice': ({ lineId, unitPriceMinor }) => changeLines({ kind: 'set-price', lineId, unitPriceMinor }),
    'sale.setDiscount': ({ lineId, basisPoints }) => changeLines({ kind: 'set-discount', lineId, basisPoints }),
    'sale.removeLine': ({ lineId }) => changeLines({ kind: 'remove', lineId }),
    'sale.void': () => queue.run(() => voidTicket(context)),
    'sale.hold': ({ reference }) =>
      queue.run(async () => {
        const free = holdableTicket(context)
        if (!free.ok) return free
        if (reference !== undefined && memory.held.some((held) => held.reference === reference)) {
          return fail('SALE_REFERENCE_TAKEN', { reference })
        }
        await holdTicket(context, memory.sale.table === undefined ? reference : undefined)
        emit(context, 'sale', 'session', 'day')
        return succeed({})
      }),
    'sale.held': async (): Promise<Result<{ sales: SaleView[] }>> => {
      const user = seller(context)
      if (!user.ok) return user
      return succeed({ sales: await Promise.all(memory.held.map((sale) => heldView(context, sale))) })
    },
    'sale.recall': ({ saleId }) => queue.run(() => recallTicket(context, saleId)),
    'sale.next': () =>
      queue.run(async () => {
        memory.lastSale = null
        emit(context, 'lastSale')
        return succeed({})
      }),
  }
}

/** What is no goods: a customer's card, a ticket of this till, the badge of whoever takes the till over. */
async function scannedOther(
  context: TillContext,
  code: string,
  isTyped: boolean,
): Promise<Result<Response<'sale.scan'>> | null> {
  const known = (await scannedCustomer(context, code)) ?? (await scannedTicket(context, code))
  return known ?? (isTyped ? null : scannedBadge(context, code))
}

/** Puts goods on the ticket in hand, or answers with what must be asked first. */
async function addGoods(context: TillContext, wanted: WantedGoods): Promise<Result<{ question?: GoodsQuestion }>> {
  const free = freeTicket(context)
  if (!free.ok) return free
  const agreed = await agreeGoods(context, wanted)
  if (!agreed.ok) return agreed
  if (agreed.value.question !== undefined) return succeed({ question: agreed.value.question })
  const { product, quantityMilli } = agreed.value
  const order = orderOf(context, product.familyId)
  return changeTicket(context, { kind: 'add', lineId: context.options.nextId(), product, quantityMilli, order })
}

/**
 * The sale whose ticket bears this code; null for a code that is none of this till's tickets. A signature that is not the
 * ticket's own says that the paper is another's. Goods and tickets wait alike for one that is being paid.
 */
async function scannedTicket(context: TillContext, scanned: string): Promise<Result<{ saleId: string }> | null> {
  const { paidSales, printSpool } = context.options
  const code = readTicketCode(scanned.trim())
  const sale = code === null ? null : await paidSales.paidSaleByNumber(code.number)
  if (code === null || sale === null) return null
  const free = freeTicket(context)
  if (!free.ok) return free
  const papers = await printSpool.jobsOfSale(sale.id)
  const ticket = papers.map(({ document }) => document).find((document) => document.kind === 'customer-ticket')
  const isAnother = code.signature !== null && ticket !== undefined && ticket.signature !== code.signature
  return isAnother ? fail('SALE_NOT_FOUND') : succeed({ saleId: sale.id })
}

/** The ticket in hand may be changed: someone who sells is signed in and nothing of it is being paid. */
function freeTicket(context: TillContext): Result<string> {
  const user = seller(context)
  if (!user.ok) return user
  return context.memory.sale.state === 'paying' ? fail('SALE_IN_PAYMENT') : succeed(user.value.name)
}

/**
 * Changes the ticket in hand; what the law wants traced of it is in the fiscal chain with the same flush.
 * Errors: those of `seller`, SALE_IN_PAYMENT, those of a cart, SALE_REASON_NEEDED, SESSION_NEEDS_APPROVAL.
 */
export async function changeTicket(context: TillContext, action: CartAction): Promise<Result<Record<string, never>>> {
  const { memory, options } = context
  const free = freeTicket(context)
  if (!free.ok) return free
  const cart = changeCart(memory.sale, action, memory.shop.vatBasisPoints)
  if (!cart.ok) return cart
  const isWithoutReason = action.kind === 'set-discount' && action.basisPoints > 0 && action.reason === undefined
  if (isWithoutReason && memory.shop.discountNeedsReason) return fail('SALE_REASON_NEEDED')
  if (isMoreDiscounted(memory.sale, cart.value)) {
    const may = permitted(memory, 'discount-above-limit')
    if (!may.ok) return may
  }
  // More pieces, or a higher price, of goods that were agreed to come back is more money out. A line that is put back was agreed.
  const isMoreBack = broughtBackMinor(cart.value.lines) > broughtBackMinor(memory.sale.lines)
  if (isMoreBack && action.kind !== 'restore') {
    const may = permitted(memory, 'return-without-ticket')
    if (!may.ok) return may
  }
  await ensureOpenDay(context, free.value)
  const correction = correctionOf(memory.sale, cart.value, action)
  const by = { number: memory.sale.number, cashierName: free.value }
  const fiscalRecord = correction && seal(context, 'event', options.clock.now(), { ...correction, ...by })
  await saveSale(context, { ...memory.sale, ...cart.value }, fiscalRecord ? { fiscalRecord } : {})
  if (memory.lastSale !== null) {
    memory.lastSale = null
    emit(context, 'lastSale')
  }
  emit(context, 'sale')
  return succeed({})
}

async function voidTicket(context: TillContext): Promise<Result<Record<string, never>>> {
  const { memory, options } = context
  const user = seller(context)
  if (!user.ok) return user
  if (isBeingLeft(context)) return fail('SALE_IN_PAYMENT')
  if (options.cardPayments.isUnresolved(memory.sale.id)) return fail('PAYMENT_OUTCOME_UNKNOWN')
  if (memory.sale.tenders.some((tender) => pays(tender) || tender.outcome === 'in-progress')) {
    return fail('SALE_IN_PAYMENT')
  }
  if (memory.saleStored) await dropTicket(context)
  emit(context, 'sale')
  return succeed({})
}
