import type { Request, Response } from '#contract/api.ts'
import { formatAmount } from '#contract/money.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { ReturnTargetView } from '#contract/views/return-view.ts'
import { person, type TillContext } from '../core/till-context.ts'
import { titleOf } from '../customers/customer-views.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { meansName } from '../tender/own-means.ts'
import { voucherMeans } from '../vouchers/issue-voucher.ts'
import { leftMinorOf, returnableLines, returnOfLines, type WantedLine } from './line-returns.ts'
import { type CardLines, partsByCard } from './parts-by-card.ts'
import { type Placed, type PlacedShare, place, type ReturnTarget, returnTargets } from './return-targets.ts'
import type { ReturnedFigures } from './returned-lines.ts'

type Wanted = Request<'return.look'>

/** A finished sale, what was returned of it, and what went back or is on its way without a return ticket. */
export interface Original {
  readonly sale: PaidSale
  readonly returns: readonly PaidSale[]
  readonly isUnderWay: boolean
  readonly standsMinor: number
}

/** A return as it would be made now. */
export interface ReturnPlan {
  readonly figures: ReturnedFigures
  readonly shares: readonly PlacedShare[]
  /** How each card takes its share, with the lines that come back with it; one is asked after the other, what goes beside with the last. */
  readonly cards: readonly CardStep[]
  /** Whether the payment of a card is voided, and nothing else goes back. */
  readonly isVoidAlone: boolean
}

export interface CardStep {
  readonly share: PlacedShare
  readonly way: 'void' | 'refund'
  readonly lines: CardLines
}

type Path = NonNullable<ReturnTargetView['path']>

/** What goes where, and what each card that was asked for a share said. */
interface PlacedOnCards extends Placed {
  readonly targets: readonly ReturnTarget[]
  readonly paths: ReadonlyMap<string, Path>
}

/**
 * What of a ticket may come back by its lines, what the chosen ones come to, and where that goes. Errors: SESSION_LOCKED,
 * SALE_NOT_FOUND.
 */
export async function lookAtReturn(
  context: TillContext,
  { saleId, lines, to }: Wanted,
): Promise<Result<Response<'return.look'>>> {
  const user = person(context)
  if (!user.ok) return user
  const found = await originalOf(context, saleId)
  if (found === null) return fail('SALE_NOT_FOUND')
  const { sale, returns } = found
  const chosen = lines.length === 0 ? null : figuresOf(context, found, lines)
  const figures = chosen?.ok ? chosen.value : null
  const totalMinor = 0 - (figures?.totalMinor ?? 0)
  const placed = await placedOf(context, found, totalMinor, to)
  const failure = chosen !== null && !chosen.ok ? chosen.error : missing(placed, totalMinor, sale)
  return succeed({
    number: sale.number,
    currency: sale.currency,
    lines: returnableLines(sale, returns).map(({ line, leftMilli }) => ({
      lineId: line.id,
      name: line.name,
      unit: line.unit,
      quantityMilli: line.quantityMilli,
      leftMilli,
      amountMinor: 0 - (figures?.lines.find(({ id }) => id === line.id)?.totalMinor ?? 0),
    })),
    totalMinor,
    leftMinor: leftOf(found),
    targets: placed.targets.map((target) => targetView(target, placed)),
    failure: failure === null ? null : plain(failure),
  })
}

/**
 * The return as it is made where the cashier was shown these shares. Errors: those of `returnOfLines`,
 * SALE_RETURN_WAYS_NOT_LEFT, SALE_RETURN_NOT_PARTED, SALE_RETURN_CHANGED.
 */
export async function planReturn(
  context: TillContext,
  original: Original,
  { lines, to, shares: shown }: Pick<Request<'return.give'>, 'lines' | 'to' | 'shares'>,
): Promise<Result<ReturnPlan>> {
  const figures = figuresOf(context, original, lines)
  if (!figures.ok) return figures
  const amountMinor = 0 - figures.value.totalMinor
  const placed = await placedOf(context, original, amountMinor, to)
  const failure = missing(placed, amountMinor, original.sale)
  if (failure !== null) return { ok: false, error: failure }
  const { shares } = placed
  const isAsShown =
    shown.length === shares.length &&
    shares.every((share) => shown.some((one) => one.key === share.target.key && one.amountMinor === share.amountMinor))
  if (!isAsShown) return fail('SALE_RETURN_CHANGED')
  const cards = cardSteps(placed, lines, figures.value)
  if (cards === null) return fail('SALE_RETURN_NOT_PARTED')
  const isVoidAlone = shares.length === 1 && cards[0]?.way === 'void'
  return succeed({ figures: figures.value, shares, cards, isVoidAlone })
}

/** What each card is asked for; null where a line is too small to be parted between them. */
function cardSteps(
  { shares, paths }: PlacedOnCards,
  wanted: readonly WantedLine[],
  figures: ReturnedFigures,
): readonly CardStep[] | null {
  const onCards = shares.filter(({ target }) => target.kind === 'card')
  if (onCards.length < 2) {
    return onCards.map((share) => ({ share, way: wayOf(paths, share), lines: wanted }))
  }
  const besideMinor = shares.reduce(
    (sum, { target, amountMinor }) => sum + (target.kind === 'card' ? 0 : amountMinor),
    0,
  )
  const last = onCards.length - 1
  const parts = partsByCard(
    figures.lines,
    onCards.map(({ amountMinor }, at) => amountMinor + (at === last ? besideMinor : 0)),
  )
  return parts && onCards.map((share, at) => ({ share, way: wayOf(paths, share), lines: parts[at] ?? [] }))
}

function wayOf(paths: ReadonlyMap<string, Path>, { target }: PlacedShare): 'void' | 'refund' {
  return paths.get(target.key)?.way === 'void' ? 'void' : 'refund'
}

/** A card that cannot take its share takes none: where others may, it goes there. */
async function placedOf(
  context: TillContext,
  original: Original,
  amountMinor: number,
  to: string | undefined,
): Promise<PlacedOnCards> {
  const { cardReturns: cards } = context.options
  const targets = await targetsOf(context, original, { leftMinor: Math.max(0, leftOf(original)), cards })
  const paths = new Map<string, Path>()
  for (;;) {
    const open = targets.filter(({ key }) => paths.get(key)?.way !== 'none')
    const placed = place(amountMinor, open, to)
    if (cards === undefined) return { ...placed, targets, paths }
    let isRefused = false
    for (const { target, amountMinor: shareMinor } of placed.shares) {
      if (target.kind !== 'card' || isRefused) continue
      const { way, reason } = await cards.path(target.paymentId ?? '', shareMinor)
      paths.set(target.key, { way, reason })
      isRefused = way === 'none'
    }
    if (!isRefused) return { ...placed, targets, paths }
  }
}

/** Where money of a ticket may go, cards among it where they are given. */
export async function targetsOf(
  context: TillContext,
  original: Pick<Original, 'sale' | 'returns'>,
  { leftMinor, cards }: { readonly leftMinor: number; readonly cards: TillContext['options']['cardReturns'] },
): Promise<readonly ReturnTarget[]> {
  const account = await accountOf(context, original.sale)
  const means = voucherMeans(context)
  const voucher = means && { id: means.id, name: meansName(means, context.memory.preferences.locale) }
  return returnTargets(original, { leftMinor, cards, account, voucher })
}

async function accountOf({ options }: TillContext, { customerId }: PaidSale): Promise<{ title: string } | null> {
  const customer = customerId === undefined ? null : await options.customers.customer(customerId)
  return customer === null || customer.erasedAt !== null ? null : { title: titleOf(customer) }
}

function targetView(target: ReturnTarget, { shares, paths }: PlacedOnCards): ReturnTargetView {
  const { key, kind, name, scheme, cardTail, leftMinor } = target
  const amountMinor = shares.find((share) => share.target.key === key)?.amountMinor ?? 0
  return { key, kind, name, scheme, cardTail, leftMinor, amountMinor, path: paths.get(key) ?? null }
}

function missing({ missingMinor }: Placed, amountMinor: number, { currency }: PaidSale): Failure | null {
  if (missingMinor === 0) return null
  const amount = formatAmount(amountMinor - missingMinor, currency)
  return { code: 'SALE_RETURN_WAYS_NOT_LEFT', details: { amount } }
}

/** As the contract has it. */
export function plain({ code, details }: Failure) {
  return { code, ...(details !== undefined && { details: { ...details } }) } as NonNullable<
    Response<'return.look'>['failure']
  >
}

/** A finished sale and what was returned of it; null where there is none, and for a return, of which nothing comes back. */
export async function originalOf({ options }: TillContext, saleId: string): Promise<Original | null> {
  const sale = await options.paidSales.paidSale(saleId)
  if (sale === null || sale.returnOf !== undefined) return null
  const without = (await options.cardReturns?.withoutTicket(saleId)) ?? { isUnderWay: false, standsMinor: 0 }
  return { sale, returns: await options.saleSearch.returnsOf(saleId), ...without }
}

/** What of the ticket has not gone back, with a return ticket or without. */
export function leftOf({ sale, returns, standsMinor }: Original): number {
  return leftMinorOf(sale, returns) - standsMinor
}

function figuresOf({ memory }: TillContext, original: Original, lines: readonly WantedLine[]): Result<ReturnedFigures> {
  const { sale, returns } = original
  const of = { shopRates: memory.shop.vatBasisPoints, leftMinor: leftOf(original) }
  return returnOfLines(sale, returns, lines, of)
}
