import { CatalogueFailure } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { saveFollowing, savingFollowing } from '../calls/tender-calls.ts'
import { emit, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import type { ApprovedCardPart, CardPart, CardPartOutcome } from '../ports/approved-card-part.ts'
import type { TillCommit } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { extraMinor, extrasOf } from './card-extras.ts'
import { commitTender, TENDER_OUTCOME } from './commit-tender.ts'
import { isBeingLeft } from './open-card.ts'
import { withTender } from './tender-records.ts'

/** A card part as the payment journal knows it after a restart. */
export interface JournaledCardPart {
  readonly paymentId: string
  readonly paymentNumber: string
  readonly saleId: string
  /** Of the ticket. */
  readonly amountMinor: number
  readonly tipMinor?: number
  readonly cashbackMinor?: number
  readonly startedAt: string
  readonly outcome: CardPartOutcome | 'approved'
}

/** The card payment that the engine speaks of. */
export interface CardPartName {
  readonly paymentId: string
  readonly saleId: string
  /** Of a refund of what was to be put on a gift card. */
  readonly giftOrderId?: string
}

/**
 * The tender a payment belongs to: by its name, or the one still waiting for a name. News of a payment of another
 * ticket must not end the one that is being started on the ticket in hand.
 */
function tenderOf({ id, tenders }: OpenSale, { paymentId, saleId }: CardPartName): TenderView | undefined {
  if (id !== saleId) return undefined
  const waiting = (tender: TenderView): boolean => tender.outcome === 'in-progress' && tender.paymentId === null
  return tenders.find((tender) => tender.paymentId === paymentId) ?? tenders.find(waiting)
}

/** The ticket in hand, or one that was put aside while a standalone terminal owed its word. */
function saleOf({ memory }: TillContext, { saleId }: CardPartName): OpenSale | undefined {
  return [memory.sale, ...memory.held].find(({ id }) => id === saleId)
}

/** On which standalone terminal it was paid. */
export function terminalOf({ terminal }: Pick<CardPart, 'terminal'>): Pick<TenderView, 'terminal'> {
  return terminal === undefined ? {} : { terminal: { id: terminal.id, alias: terminal.alias } }
}

/**
 * Commits an approval; throws, and changes nothing, when its sale is not the one being paid. Of a ticket that is being left it is
 * not taken yet, for it could finish what goes back just now: whoever has the word brings it again.
 */
export async function approveCardPart(
  context: TillContext,
  part: ApprovedCardPart,
  store: (commit: TillCommit) => Promise<void>,
): Promise<void> {
  const sale = saleOf(context, part)
  const found = sale && tenderOf(sale, part)
  const fits = sale?.state === 'paying' || (sale?.state === 'held' && part.terminal !== undefined)
  const askedMinor = part.askedMinor ?? part.amountMinor
  if (!fits || sale === undefined || found === undefined || found.amountMinor + extraMinor(found) !== askedMinor)
    throw new Error('an approval came for a sale that does not wait for it')
  if (sale.id === context.memory.sale.id && isBeingLeft(context))
    throw new CatalogueFailure({ code: 'SALE_IN_PAYMENT' })
  // The word may come when the day in which it was asked for is closed.
  await ensureOpenDay(context, sale.cashierName)
  const { tipMinor: _, cashbackMinor: __, ...bare } = found
  const tender: TenderView = {
    ...bare,
    outcome: 'approved',
    amountMinor: part.amountMinor - extraMinor(part),
    ...extrasOf(part),
    at: part.approvedAt,
    paymentId: part.paymentId,
    paymentNumber: part.paymentNumber,
    scheme: part.scheme,
    cardTail: part.maskedPan.slice(-4) || null,
    approvalCode: part.approvalCode,
    entryMode: part.entryMode,
    ...(part.isGiftCard && { isGiftCard: true as const }),
    ...(part.families && { families: [...part.families] }),
    ...terminalOf(part),
  }
  await commitTender(context, { sale, tender, changeMinor: 0, cardPart: part }, store)
}

/** Notes how a card part ended. A part that was given back stays so while its reversal is under way. */
export async function endCardPart(context: TillContext, part: CardPartName, outcome: CardPartOutcome): Promise<void> {
  const { memory } = context
  const { paymentId } = part
  const holder = memory.held.find(({ tenders }) => tenders.some((tender) => tender.paymentId === paymentId))
  if (holder !== undefined) return endHeldPart(context, holder, paymentId, outcome)
  const found = tenderOf(memory.sale, part)
  if (found === undefined || (found.outcome === 'reversed' && outcome === 'unknown')) return
  // What is given back may owe its bank's word for long: to the ticket that is being left it is gone.
  const isGoingBack = isBeingLeft(context) && found.outcome === 'approved'
  memory.sale = withTender(memory.sale, {
    ...found,
    paymentId,
    outcome: isGoingBack ? 'reversed' : TENDER_OUTCOME[outcome],
  })
  await saveFollowing(context)
  emit(context, 'sale')
}

/** A held ticket hears of its bank too. */
async function endHeldPart(
  context: TillContext,
  holder: OpenSale,
  paymentId: string,
  outcome: CardPartOutcome,
): Promise<void> {
  const found = holder.tenders.find((tender) => tender.paymentId === paymentId)
  if (found === undefined || (found.outcome === 'reversed' && outcome === 'unknown')) return
  await keepHeld(context, withTender(holder, { ...found, outcome: TENDER_OUTCOME[outcome] }))
}

async function keepHeld({ memory, options }: TillContext, changed: OpenSale): Promise<void> {
  memory.held = memory.held.map((sale) => (sale.id === changed.id ? changed : sale))
  await savingFollowing(() => options.openSales.save(changed))
}

/**
 * After a restart the journal decides: each part gets the outcome it has there; a part the journal does not know
 * never started and is taken off the ticket.
 */
export async function recoverCardParts(context: TillContext, parts: readonly JournaledCardPart[]): Promise<void> {
  const { memory } = context
  for (const held of memory.held) {
    const owned = parts.filter(({ saleId }) => saleId === held.id)
    if (owned.length > 0) {
      await keepHeld(
        context,
        owned.reduce((sale, part) => withTender(sale, recovered(context, sale, part)), held),
      )
    }
  }
  const own = parts.filter(({ saleId }) => saleId === memory.sale.id)
  if (own.length === 0 && memory.sale.tenders.every(({ outcome }) => outcome !== 'in-progress')) return
  const known = memory.sale.tenders.filter(
    ({ kind, paymentId, outcome }) =>
      kind === 'cash' || outcome !== 'in-progress' || own.some((part) => part.paymentId === paymentId),
  )
  memory.sale = { ...memory.sale, tenders: known }
  for (const part of own) memory.sale = withTender(memory.sale, recovered(context, memory.sale, part))
  await saveFollowing(context)
  emit(context, 'sale')
}

function recovered({ options }: TillContext, sale: OpenSale, part: JournaledCardPart): TenderView {
  const found = sale.tenders.find(({ paymentId }) => paymentId === part.paymentId)
  if (found?.outcome === 'reversed') return found
  if (found?.outcome === 'approved') {
    // An approval that is none any more was given back, and the kill came before the ticket heard of it.
    return part.outcome === 'approved' ? found : { ...found, outcome: 'reversed' }
  }
  if (part.outcome === 'approved') throw new Error('an approval is never on disk without its tender')
  return {
    id: found?.id ?? options.nextId(),
    kind: 'card',
    amountMinor: part.amountMinor,
    ...extrasOf(part),
    givenMinor: null,
    outcome: TENDER_OUTCOME[part.outcome],
    at: found?.at ?? part.startedAt,
    paymentId: part.paymentId,
    paymentNumber: part.paymentNumber,
    scheme: found?.scheme ?? null,
    cardTail: found?.cardTail ?? null,
    approvalCode: found?.approvalCode ?? null,
    entryMode: found?.entryMode ?? 'none',
  }
}
