import { isAllowed, PERMISSION_IDS, type RoleChanges } from '#contract/permissions.ts'
import type { DayView, TerminalDay } from '#contract/views/day-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { saleView } from '../cart/sale-figures.ts'
import { floorView } from '../floor/floor-view.ts'
import { saleLoyalty } from '../loyalty/points.ts'
import type { DayFigures } from '../papers/day-report.ts'
import type { SalesFigures } from '../ports/paid-sales.port.ts'
import { setupView } from '../setup/setup-view.ts'
import { cashbackLimitMinor } from '../tender/card-extras.ts'
import { meansName, shopMeans } from '../tender/own-means.ts'
import type { TillContext } from './till-context.ts'
import type { TillSliceName } from './till-options.ts'

type TillSlices = { readonly [Name in TillSliceName]: (context: TillContext) => Slices[Name] }

/** What a person may goes along only where the shop's roles differ from the table. */
function signedInView(
  { user, at }: NonNullable<TillContext['memory']['signedIn']>,
  changes: RoleChanges,
): Slices['session'] {
  const view = { kind: 'signed-in', user, signedInAt: at } as const
  if (changes[user.role] === undefined) return view
  return { ...view, permissions: PERMISSION_IDS.filter((permission) => isAllowed(changes, user, permission)) }
}

/** The slices as projections of what the till knows. Pure. */
export const TILL_SLICES: TillSlices = {
  till: ({ memory, options }) => {
    const { shop, preferences } = memory
    return {
      shopName: shop.shop.name,
      tillLabel: shop.shop.tillLabel,
      currency: shop.currency,
      ...preferences,
      logo: memory.logo,
      training: options.training,
      version: options.softwareVersion,
      timeZone: options.clock.timeZone,
      openedAt: memory.day !== null && memory.day.closedAt === null ? memory.day.openedAt : null,
      floatMinor: shop.floatMinor,
      pieces: [...shop.piecesMinor],
      tips: shop.tips === undefined ? null : { basisPoints: [...shop.tips.basisPoints] },
      cashbackLimitMinor: cashbackLimitMinor(shop),
      ...(shop.cashRounding && { cashRounding: { ...shop.cashRounding } }),
      ...(shop.loyalty && { loyalty: { ...shop.loyalty } }),
      means: shopMeans(shop).map((means) => {
        const { id, kind, excess, reference } = means
        return { id, kind, name: meansName(means, preferences.locale), excess, ...(reference && { reference }) }
      }),
      ...(shop.pricesIncludeVat === false && { pricesExcludeVat: true as const }),
      ...(shop.discountNeedsReason && { discountNeedsReason: true as const }),
      codeTenders: (options.codeTenders ?? []).map(({ id, name, minDigits, maxDigits }) => {
        return { id, name: name[preferences.locale], minDigits, maxDigits }
      }),
      families: [...memory.families],
    }
  },
  session: ({ memory }) =>
    memory.signedIn === null
      ? { kind: 'locked', users: [...memory.users], heldSales: memory.held.length }
      : signedInView(memory.signedIn, memory.roleChanges),
  sale: ({ memory }) => ({
    ...saleView(memory.sale, memory.shop.vatBasisPoints),
    ...saleLoyalty(memory, memory.sale),
  }),
  lastSale: ({ memory }) => memory.lastSale,
  day: (context) => dayView(context),
  floor: (context) => floorView(context),
  articleWork: ({ articles }) => articles.view(),
  setup: ({ memory }) => setupView(memory),
  giftCards: ({ memory, options }) =>
    memory.owedGiftCards.map(({ id: orderId, state: _, ...order }) => ({
      ...order,
      orderId,
      state: options.cardPayments.isUnresolved(orderId) ? 'in-doubt' : 'owed',
    })),
}

function dayView(context: TillContext): DayView {
  const { memory, options } = context
  const { day, figures } = memory
  return {
    businessDate: day?.businessDate ?? options.clock.local(memory.startedAt).date,
    openedAt: day?.openedAt ?? memory.startedAt,
    stage: memory.stage,
    progress: memory.dayProgress,
    currency: memory.shop.currency,
    ticketCount: figures.ticketCount,
    turnoverMinor: figures.turnoverMinor,
    tips: { ...figures.tips },
    giftCards: structuredClone(figures.giftCards),
    ...accountsOf(figures),
    drawer: drawerView(context),
    ...withCountedMeans(context),
    batch: memory.batch,
    ...(memory.otherBatches.length > 0 && { otherBatches: [...memory.otherBatches] }),
    ...withTerminals(context),
    exceptions: openMatters(context),
    failure: memory.dayFailure,
    closedNumber: closedNumber(context),
  }
}

/** The closing of the day in hand; null while it sells. */
export function closedNumber({ memory }: Pick<TillContext, 'memory'>): DayView['closedNumber'] {
  const number = memory.day?.closingNumber ?? null
  return number === null ? null : closingLabel({ memory }, number)
}

function withCountedMeans({ memory }: TillContext): Pick<DayView, 'countedMeans'> {
  const isCounted = (wanted: string) => shopMeans(memory.shop).some(({ id, isCounted }) => id === wanted && isCounted)
  const countedMeans = memory.figures.tenders.flatMap(({ means, count, amountMinor }) =>
    means !== undefined && isCounted(means.id) ? [{ ...means, count, amountMinor }] : [],
  )
  return countedMeans.length === 0 ? {} : { countedMeans }
}

function accountsOf({ tenders, accountPayments: paid }: SalesFigures): Pick<DayView, 'accounts'> {
  const { count = 0, amountMinor = 0 } = tenders.find(({ kind }) => kind === 'account') ?? {}
  return count === 0 && paid.count === 0 ? {} : { accounts: { onAccount: { count, amountMinor }, paid: { ...paid } } }
}

function withTerminals(context: TillContext): Pick<DayView, 'terminals'> {
  const terminals = terminalDays(context)
  return terminals.length === 0 ? {} : { terminals }
}

/** Every standalone terminal that took something today, or ended its day since the till's began. */
function terminalDays({ memory, options }: TillContext): TerminalDay[] {
  const openedAt = memory.day?.openedAt ?? options.clock.now()
  const ended = memory.terminalDays.filter(({ dayEnd }) => dayEnd !== null && dayEnd.at >= openedAt)
  const sums = memory.figures.terminals
  const idle = ended.filter(({ id }) => !sums.some((sum) => sum.id === id))
  return [...sums, ...idle.map(({ id, alias }) => ({ id, alias, count: 0, amountMinor: 0 }))].map((sum) => {
    return { ...sum, dayEnd: ended.find(({ id }) => id === sum.id)?.dayEnd ?? null }
  })
}

/** Cash that should lie in the drawer, and what was counted. */
export function drawerView({ memory }: TillContext): DayView['drawer'] {
  const { day, figures, shop } = memory
  const floatMinor = day?.floatMinor ?? shop.floatMinor
  const cashSalesMinor = figures.tenders.find(({ kind }) => kind === 'cash')?.amountMinor ?? 0
  const cashbackMinor = figures.cashback.amountMinor
  const { cashMoves = [] } = day ?? {}
  const movedMinor = cashMoves.reduce(
    (sum, { direction, amountMinor }) => sum + (direction === 'in' ? 1 : -1) * amountMinor,
    0,
  )
  const expectedMinor = floatMinor + cashSalesMinor - cashbackMinor + movedMinor
  const count = day?.count ?? null
  return {
    floatMinor,
    cashSalesMinor,
    cashbackMinor,
    ...(cashMoves.length > 0 && { moves: [...cashMoves] }),
    expectedMinor,
    counts: [...(count?.counts ?? [])],
    countedMinor: count?.countedMinor ?? null,
    differenceMinor: count === null ? null : count.countedMinor - expectedMinor,
    countedBy: count?.countedBy ?? null,
    countedAt: count?.countedAt ?? null,
  }
}

/** What the card side reported, then what the till knows itself. */
export function openMatters(context: TillContext): DayView['exceptions'] {
  const { memory } = context
  const matters = [...memory.exceptions]
  const differenceMinor = drawerView(context).differenceMinor ?? 0
  if (differenceMinor !== 0) matters.push({ kind: 'cash-differs', amountMinor: differenceMinor, reference: '' })
  for (const { amountMinor, ticketNumber } of memory.owedGiftCards) {
    matters.push({ kind: 'gift-card-owed', amountMinor, reference: ticketNumber })
  }
  matters.push(...memory.papersInDoubt)
  for (const sale of memory.held) {
    const { totalMinor } = saleView(sale, memory.shop.vatBasisPoints)
    matters.push({ kind: 'sale-held', amountMinor: totalMinor, reference: sale.number })
  }
  return matters
}

/** What X and Z report on, of the day in hand. */
export function reportedFigures(context: TillContext): DayFigures | null {
  const { memory } = context
  if (memory.day === null) return null
  return {
    day: memory.day,
    figures: memory.figures,
    drawer: drawerView(context),
    batch: memory.batch,
    otherBatches: memory.otherBatches,
    terminals: terminalDays(context),
    exceptions: openMatters(context),
    perpetualTotalMinor: memory.perpetualTotalMinor,
    shopRates: memory.shop.vatBasisPoints,
  }
}

const CLOSING_DIGITS = 6

/** `Z-2-000017`: till, then the closing. */
export function closingLabel({ memory }: Pick<TillContext, 'memory'>, closingNumber: number): string {
  return `Z-${memory.shop.tillNumber}-${String(closingNumber).padStart(CLOSING_DIGITS, '0')}`
}
