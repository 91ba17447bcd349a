import { holdsCardNumber } from '#contract/card-number.ts'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import { emit, saveSale, type TillContext } from '../core/till-context.ts'
import type { CardPaymentStart } from '../ports/card-payment.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { beginPaying, newTender } from '../tender/begin-paying.ts'
import { type CardExtras, extraMinor, extrasOf, mayCharge } from '../tender/card-extras.ts'
import { leaveTicket } from '../tender/leave-ticket.ts'
import { noOpenCard } from '../tender/open-card.ts'
import { takeCash } from '../tender/take-cash.ts'
import { paidByMeans, takeMeans, undoTender } from '../tender/take-means.ts'
import { withTender } from '../tender/tender-records.ts'
import type { CallsNamed } from './call-names.ts'

/** Answers the calls that pay the ticket in hand, or leave it unpaid. */
export function tenderCalls(context: TillContext): CallsNamed<'tender'> {
  const { queue } = context
  return {
    'tender.begin': () => queue.run(() => beginPaying(context)),
    'tender.means': (request) => queue.run(() => takeMeans(context, request)),
    'tender.undo': ({ tenderId }) => queue.run(() => undoTender(context, tenderId)),
    'tender.leave': ({ isNotVoid = false }) => leaveTicket(context, isNotVoid),
    'tender.cash': ({ givenMinor }) => queue.run(() => takeCash(context, givenMinor)),
    'tender.card': ({ amountMinor, ...extras }) =>
      takeCard(context, { amountMinor, ...extrasOf(extras) }, (request) => context.options.cardPayments.start(request)),
    'tender.code': async ({ amountMinor, productId, code }) => {
      const fits = codeOf(context, productId, code)
      if (!fits.ok) return fits
      return takeCard(context, { amountMinor, entryMode: 'manual' }, (request) =>
        context.options.cardPayments.code({ ...request, productId, code: fits.value }),
      )
    },
    'tender.terminal': ({ terminalId, amountMinor = null }) =>
      takeCard(context, { amountMinor }, (request) =>
        context.options.cardPayments.terminal({ ...request, terminalId }),
      ),
    'tender.reserved': ({ paymentId: reservationId }) =>
      takeCard(context, { amountMinor: null }, (request) =>
        context.options.cardPayments.complete({ ...request, reservationId }),
      ),
  }
}

/**
 * Starts a card payment. The attempt is on disk before the card side hears of it, so that no two payments share it;
 * the start itself runs outside the queue, for it may wait for reversals.
 */
async function takeCard(
  context: TillContext,
  wanted: WantedCharge,
  start: (request: CardPaymentStart) => Promise<Started>,
): Promise<Result<{ paymentId: string }>> {
  const { queue } = context
  const tried = await queue.run(() => openCardTender(context, wanted))
  if (!tried.ok) return tried
  const { sale, tender, basket } = tried.value
  const amountMinor = tender.amountMinor + extraMinor(tender)
  const { id: saleId, cardAttempts: attempt, currency, cashierId, cashierName } = sale
  const cashier = cashierId === null ? {} : { cashier: { id: cashierId, name: cashierName } }
  const request = {
    saleId,
    attempt,
    amountMinor,
    ...extrasOf(tender),
    currency,
    basket,
    ...paidOfGoods(context),
    ...cashier,
  }
  try {
    const started = await start(request)
    await queue.run(() => keepStarted(context, tender, started))
    return started.ok ? succeed({ paymentId: started.value.paymentId }) : started
  } catch (thrown) {
    await queue.run(async () => forget(context, tender.id))
    throw thrown
  }
}

/** What a card is to pay of the ticket, null for all that is left, and what is charged besides. */
interface WantedCharge extends CardExtras {
  readonly amountMinor: number | null
  /** manual: a code in the place of a card. */
  readonly entryMode?: 'manual'
}

/** What was typed or scanned as a code, if it may be one. What looks like a card number goes no further. */
function codeOf({ options }: TillContext, productId: string, typed: string): Result<string> {
  if (holdsCardNumber(typed)) return fail('SALE_CARD_NUMBER_REFUSED')
  const tender = options.codeTenders?.find(({ id }) => id === productId)
  if (tender === undefined) return fail('PAYMENT_NO_ACQUIRER')
  const { minDigits, maxDigits } = tender
  const code = typed.replace(/[ -]/g, '')
  const fits = /^\d+$/.test(code) && code.length >= minDigits && code.length <= maxDigits
  const digits = minDigits === maxDigits ? `${minDigits}` : `${minDigits}–${maxDigits}`
  return fits ? succeed(code) : fail('PAYMENT_CODE_LENGTH', { digits })
}

type Basket = NonNullable<CardPaymentStart['basket']>

/** What the goods on the ticket cost, family by family; goods that left the catalogue are of no family. */
async function basketOf({ memory, options }: TillContext): Promise<Basket> {
  const byFamily = new Map<string, number>()
  let giftMinor = 0
  for (const line of saleFigures(memory.sale, memory.shop.vatBasisPoints).lines) {
    if (line.giftCard !== undefined) {
      giftMinor += line.totalMinor
      continue
    }
    const familyId = (await options.catalogue.product(line.productId))?.familyId ?? ''
    byFamily.set(familyId, (byFamily.get(familyId) ?? 0) + line.totalMinor)
  }
  // What came back of a family pays for no goods of another one.
  const goods = [...byFamily].map(([familyId, minor]) => ({ familyId, amountMinor: Math.max(0, minor) }))
  return giftMinor === 0 ? goods : [...goods, { familyId: '', amountMinor: giftMinor, isForGiftCards: true }]
}

/** Goods that a voucher for some goods has paid are not paid by such a card besides. */
function paidOfGoods(context: TillContext): Pick<CardPaymentStart, 'paidOfGoods'> {
  const paid = paidByMeans(context).flatMap(({ means: { families }, amountMinor }) =>
    families === undefined ? [] : [{ families, amountMinor }],
  )
  return paid.length === 0 ? {} : { paidOfGoods: paid }
}

async function openCardTender(
  context: TillContext,
  { amountMinor: wantedMinor, ...extras }: WantedCharge,
): Promise<Result<{ readonly sale: OpenSale; readonly tender: TenderView; readonly basket: Basket }>> {
  const { memory, options } = context
  if (wantedMinor === 0) return fail('SALE_AMOUNT_ZERO')
  const begun = await beginPaying(context)
  if (!begun.ok) return begun
  const free = noOpenCard(context)
  if (!free.ok) return free
  const { remainingMinor } = saleFigures(memory.sale, memory.shop.vatBasisPoints)
  if (remainingMinor <= 0) return fail('SALE_PAYS_OUT_CASH')
  const amountMinor = wantedMinor ?? remainingMinor
  const isTooHigh = amountMinor > remainingMinor || amountMinor + extraMinor(extras) > AMOUNT_MINOR_MAX
  if (isTooHigh) return fail('SALE_AMOUNT_TOO_HIGH')
  const may = mayCharge(context, amountMinor, extras)
  if (!may.ok) return may
  const basket = await basketOf(context)
  await saveSale(context, { ...memory.sale, cardAttempts: memory.sale.cardAttempts + 1 })
  const blank = newTender(options.nextId(), options.clock.now())
  const charge = { amountMinor, ...extras, givenMinor: null }
  const tender: TenderView = { ...blank, kind: 'card', ...charge, outcome: 'in-progress' }
  memory.sale = withTender(memory.sale, tender)
  emit(context, 'sale')
  return succeed({ sale: memory.sale, tender, basket })
}

type Started = Awaited<ReturnType<TillContext['options']['cardPayments']['start']>>

/** Names the payment on its tender, unless the payment ended before this turn came and did so itself. */
async function keepStarted(context: TillContext, tender: TenderView, started: Started): Promise<void> {
  const { memory } = context
  if (!started.ok) return forget(context, tender.id)
  const found = memory.sale.tenders.find(({ id }) => id === tender.id)
  if (found === undefined || found.paymentId !== null) return
  const { paymentId, paymentNumber } = started.value
  memory.sale = withTender(memory.sale, { ...found, paymentId, paymentNumber })
  await saveFollowing(context)
  emit(context, 'sale')
}

function forget(context: TillContext, tenderId: string): void {
  const { sale } = context.memory
  context.memory.sale = { ...sale, tenders: sale.tenders.filter(({ id }) => id !== tenderId) }
  emit(context, 'sale')
}

/**
 * Stores what the payment journal already holds. A disk that fails here loses nothing: the start-up takes card parts
 * from the journal again.
 */
export function saveFollowing(context: TillContext): Promise<void> {
  return savingFollowing(() => saveSale(context, context.memory.sale))
}

/** As `saveFollowing`, for another ticket than the one in hand. */
export async function savingFollowing(save: () => Promise<void>): Promise<void> {
  try {
    await save()
  } catch (thrown) {
    if (!(thrown instanceof CatalogueFailure)) throw thrown
  }
}
