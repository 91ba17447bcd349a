import type { Request } from '#contract/api.ts'
import { LIMITS } from '#contract/limits.ts'
import { formatAmount } from '#contract/money.ts'
import { plainText } from '#contract/plain-text.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { holdsCardNumber } from '../barcode/barcode.ts'
import { pays, saleFigures } from '../cart/sale-figures.ts'
import { emit, saveSale, seal, seller, type TillContext } from '../core/till-context.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import type { TenderMeans } from '../ports/settings.port.ts'
import { permitted } from '../session/guard.ts'
import { beginPaying, type Done, newTender } from './begin-paying.ts'
import { commitTender } from './commit-tender.ts'
import { drawerOpened } from './leave-ticket.ts'
import { noOpenCard } from './open-card.ts'
import { meansName, type PaidByMeans, shopMeans, stillEligibleMinor } from './own-means.ts'
import { takeCash } from './take-cash.ts'
import { withTender } from './tender-records.ts'

/**
 * A cheque, a voucher, a transfer: what is typed, else all that it may pay. What it is worth more than that is refused, kept by the
 * shop or given back in cash, as its rule says. Errors: those of `beginPaying`, SALE_MEANS_*, SALE_AMOUNT_*, PAYMENT_*.
 */
export async function takeMeans(
  context: TillContext,
  { meansId, amountMinor: typedMinor, reference = '' }: Request<'tender.means'>,
): Promise<Done> {
  const { memory, options } = context
  const means = shopMeans(memory.shop).find(({ id }) => id === meansId)
  if (means === undefined) return fail('SALE_MEANS_NOT_TAKEN')
  // Its amount is what its code says, not what somebody types.
  if (means.kind === 'shop-voucher') return fail('VOUCHER_AT_PAYMENT')
  if (typedMinor === 0) return fail('SALE_AMOUNT_ZERO')
  const number = referenceOf(context, means, reference)
  if (!number.ok) return number
  const begun = await beginPaying(context)
  if (!begun.ok) return begun
  const free = noOpenCard(context)
  if (!free.ok) return free
  const worth = worthOf(context, means, typedMinor)
  if (!worth.ok) return worth
  const { amountMinor, givenMinor } = worth.value
  const tender: TenderView = {
    ...newTender(options.nextId(), options.clock.now()),
    kind: 'other',
    means: {
      id: means.id,
      name: meansName(means, memory.preferences.locale),
      ...(number.value !== '' && { reference: number.value }),
    },
    amountMinor,
    givenMinor,
    outcome: 'received',
  }
  const paid = { sale: memory.sale, tender, changeMinor: 0, cardPart: null }
  const saleId = memory.sale.id
  await commitTender(context, paid, (commit) => options.commitPaidSale.commitPaidSale(commit, null))
  const isOverpaid =
    memory.sale.id === saleId && saleFigures(memory.sale, memory.shop.vatBasisPoints).remainingMinor < 0
  return isOverpaid ? takeCash(context, 0) : succeed({})
}

/** The number of the cheque or voucher as it is kept: on one line, without what may be a card number; none where the way to pay has none. */
function referenceOf({ memory }: TillContext, means: TenderMeans, typed: string): Result<string> {
  if (means.reference === undefined) return succeed('')
  if (holdsCardNumber(typed)) return fail('SALE_CARD_NUMBER_REFUSED')
  const reference = plainText(typed, LIMITS.meansReferenceCharacters).replace(/\s+/g, ' ').trim()
  if (reference !== '' || means.reference === 'optional') return succeed(reference)
  return fail('SALE_MEANS_REFERENCE_MISSING', { name: meansName(means, memory.preferences.locale) })
}

interface Worth {
  /** What it brings of the ticket. */
  readonly amountMinor: number
  readonly givenMinor: number | null
}

function worthOf(context: TillContext, means: TenderMeans, typedMinor: number | null): Result<Worth> {
  const { memory } = context
  const { remainingMinor, lines } = saleFigures(memory.sale, memory.shop.vatBasisPoints)
  if (remainingMinor <= 0) return fail('SALE_PAYS_OUT_CASH')
  const families = new Map(memory.sale.lines.map(({ id, familyId }) => [id, familyId]))
  const known = lines.map((line) => ({ ...line, ...familyOf(families.get(line.id)) }))
  const mayMinor = Math.min(
    remainingMinor,
    means.families === undefined
      ? remainingMinor
      : stillEligibleMinor(means, [...paidByMeans(context), ...paidByCards(context)], known),
  )
  if (mayMinor <= 0) return fail('SALE_MEANS_NOT_THIS_TICKET', { name: meansName(means, memory.preferences.locale) })
  const worthMinor = typedMinor ?? mayMinor
  if (worthMinor <= mayMinor) return succeed({ amountMinor: worthMinor, givenMinor: null })
  if (means.excess === 'change' && means.families === undefined) {
    const may = mayGiveChange(context, worthMinor - mayMinor)
    return may.ok ? succeed({ amountMinor: worthMinor, givenMinor: null }) : may
  }
  if (means.excess !== 'refused') return succeed({ amountMinor: mayMinor, givenMinor: worthMinor })
  const amount = formatAmount(mayMinor, memory.shop.currency)
  return fail('SALE_MEANS_TOO_HIGH', { name: meansName(means, memory.preferences.locale), amount })
}

/** What each of the shop's ways has paid of the ticket in hand. */
export function paidByMeans({ memory }: Pick<TillContext, 'memory'>): PaidByMeans[] {
  const paid = memory.sale.tenders.filter(pays)
  return shopMeans(memory.shop).flatMap((means) => {
    const own = paid.filter((tender) => tender.means?.id === means.id)
    return own.length === 0 ? [] : [{ means, amountMinor: own.reduce((sum, { amountMinor }) => sum + amountMinor, 0) }]
  })
}

/** What each card for some goods has paid of it. */
function paidByCards({ memory }: Pick<TillContext, 'memory'>): PaidByMeans[] {
  return memory.sale.tenders.filter(pays).flatMap(({ id, families, amountMinor }) => {
    return families === undefined ? [] : [{ means: { id, families }, amountMinor }]
  })
}

/** More cash for a piece of paper than a seller pays back alone needs a manager. */
function mayGiveChange(
  { memory }: TillContext,
  changeMinor: number,
): Result<unknown, 'SESSION_LOCKED' | 'SESSION_NOT_ALLOWED' | 'SESSION_NEEDS_APPROVAL'> {
  const { refundAloneMaxMinor = LIMITS.refundAloneMaxMinor } = memory.shop.returns ?? {}
  const isSmall = refundAloneMaxMinor === null || changeMinor <= refundAloneMaxMinor
  return isSmall ? succeed(null) : permitted(memory, 'refund-above-limit')
}

const familyOf = (familyId: string | undefined) => (familyId === undefined ? {} : { familyId })

/**
 * Takes back a part that was taken by mistake, before the ticket is finished: cash goes out of the drawer again. What a card paid goes
 * back with the ticket only. Errors: those of `seller`, SALE_TENDER_NOT_FOUND, PAYMENT_*.
 */
export async function undoTender(context: TillContext, tenderId: string): Promise<Done> {
  const { memory } = context
  const user = seller(context)
  if (!user.ok) return user
  const free = noOpenCard(context)
  if (!free.ok) return free
  const { sale } = memory
  const tender = sale.tenders.find(({ id }) => id === tenderId)
  if (tender === undefined || tender.outcome !== 'received' || sale.state !== 'paying')
    return fail('SALE_TENDER_NOT_FOUND')
  const undone = withTender(sale, { ...tender, outcome: 'reversed' })
  const by = user.value.name
  if (tender.kind === 'cash') {
    const back = { backMinor: tender.amountMinor, takenMinor: 0, by }
    await saveSale(context, undone, drawerOpened(context, back))
  } else await saveSale(context, undone, meansGivenBack(context, tender, by))
  emit(context, 'sale')
  return succeed({})
}

/** A record of what goes back, and the drawer where it lies in it. */
function meansGivenBack(context: TillContext, tender: TenderView, by: string) {
  const { memory, options } = context
  const { kind, amountMinor, means } = tender
  const { id: saleId, number } = memory.sale
  const at = options.clock.now()
  const body = { event: 'tender-undone', number, tender: kind, amountMinor, ...(means && { means: means.id }) }
  const fiscalRecord = seal(context, 'event', at, body)
  const lies = shopMeans(memory.shop).some(({ id, opensDrawer }) => id === means?.id && opensDrawer)
  const kicks = lies ? [drawerKick('return', by, number)] : []
  return { fiscalRecord, printJobs: originals(kicks, { saleId, at, nextId: options.nextId }) }
}
