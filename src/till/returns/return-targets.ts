import type { ReturnTargetView } from '#contract/views/return-view.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { paidByMinor, pays } from '../cart/sale-figures.ts'
import type { ReturnShare } from '../ports/approved-card-part.ts'
import type { CardReturnsPort } from '../ports/card-returns.port.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'

/** Somewhere that money of a ticket may go back to. */
export interface ReturnTarget extends Omit<ReturnTargetView, 'amountMinor' | 'path'> {
  readonly paymentId: string | null
  readonly means?: { readonly id: string; readonly name: string }
  /** What was paid by it and has not gone back; `leftMinor` is what it takes where it is chosen. */
  readonly paidLeftMinor: number
}

/** What goes where. */
export interface PlacedShare {
  readonly target: ReturnTarget
  readonly amountMinor: number
}

export interface Placed {
  readonly shares: readonly PlacedShare[]
  /** What no target takes. */
  readonly missingMinor: number
}

/** The customer of the ticket, whose account takes a credit of whatever was paid. */
export interface CreditAccount {
  readonly title: string
}

const NO_CARD = { scheme: null, cardTail: null, paymentId: null } as const

/**
 * Where money of a ticket may go, in the order in which it does where nobody chooses: on the card that took it, off the account, by the
 * shop's own ways to pay, in cash. Never more by any of them than it brought.
 */
export async function returnTargets(
  { sale, returns }: { readonly sale: PaidSale; readonly returns: readonly PaidSale[] },
  {
    leftMinor: ticketMinor,
    cards,
    account,
    voucher,
  }: {
    /** Of the whole ticket. */
    readonly leftMinor: number
    readonly cards: Pick<CardReturnsPort, 'left'> | undefined
    readonly account: CreditAccount | null
    /** Left out where the shop issues no vouchers: one takes a credit of whoever has no account. */
    readonly voucher: { readonly id: string; readonly name: string } | undefined
  },
): Promise<ReturnTarget[]> {
  const left = (is: (tender: TenderView) => boolean) => Math.min(ticketMinor, paidLeftMinor([sale, ...returns], is))
  const onAccountMinor = left(({ kind }) => kind === 'account')
  const credit: ReturnTarget = {
    ...NO_CARD,
    key: 'account',
    kind: 'account',
    name: account?.title ?? '',
    paidLeftMinor: onAccountMinor,
    leftMinor: ticketMinor,
  }
  // A shop that issues no vouchers any more gives back in cash what one of them paid: a voucher there would be worth nothing.
  const cashMinor = left((tender) => tender.kind === 'cash' || (voucher === undefined && isOfVoucher(tender)))
  const cash = {
    ...NO_CARD,
    key: 'cash',
    kind: 'cash',
    name: '',
    paidLeftMinor: cashMinor,
    leftMinor: cashMinor,
  } as const
  const all = [
    ...(await cardTargets(sale, ticketMinor, cards)),
    ...(account === null ? [] : [credit]),
    ...meansTargets(sale, left).filter(({ means }) => means?.id !== voucher?.id),
    ...(voucher === undefined ? [] : [voucherTarget(voucher, ticketMinor, left)]),
    cash,
  ]
  return all.filter(({ leftMinor }) => leftMinor > 0)
}

/** The one that takes most comes first: one card is asked at a time. */
async function cardTargets(
  { tenders }: PaidSale,
  ticketMinor: number,
  cards: Pick<CardReturnsPort, 'left'> | undefined,
): Promise<ReturnTarget[]> {
  const targets: ReturnTarget[] = []
  for (const { kind, outcome, paymentId, scheme, cardTail } of tenders) {
    if (kind !== 'card' || outcome !== 'approved' || paymentId === null) continue
    const onCard = (await cards?.left(paymentId)) ?? null
    if (onCard === null) continue
    const leftMinor = Math.min(ticketMinor, onCard.leftMinor)
    const of = { key: `card:${paymentId}`, kind: 'card', name: '', scheme, cardTail, paymentId } as const
    targets.push({ ...of, leftMinor, paidLeftMinor: leftMinor })
  }
  return targets.sort((one, other) => other.leftMinor - one.leftMinor)
}

function meansTargets({ tenders }: PaidSale, left: (is: (tender: TenderView) => boolean) => number): ReturnTarget[] {
  const paid = tenders
    .filter(pays)
    .flatMap((tender) => (tender.means === undefined || isOfVoucher(tender) ? [] : [tender.means]))
  const once = paid.filter(({ id }, place) => paid.findIndex((first) => first.id === id) === place)
  return once.map((means) => {
    const leftMinor = left((tender) => tender.means?.id === means.id)
    const of = { ...NO_CARD, key: `means:${means.id}`, kind: 'other', name: means.name, means } as const
    return { ...of, leftMinor, paidLeftMinor: leftMinor }
  })
}

/** Paid by a voucher of the shop, or on a new one, whatever the shop called its vouchers then. */
function isOfVoucher({ voucher }: TenderView): boolean {
  return voucher !== undefined
}

/** Whatever paid: nobody is sent away with nothing where cash is not given back. */
function voucherTarget(
  means: { readonly id: string; readonly name: string },
  ticketMinor: number,
  left: (is: (tender: TenderView) => boolean) => number,
): ReturnTarget {
  const paidLeftMinor = left((tender) => isOfVoucher(tender) || tender.means?.id === means.id)
  const of = { ...NO_CARD, key: `means:${means.id}`, kind: 'other', name: means.name, means } as const
  return { ...of, leftMinor: ticketMinor, paidLeftMinor }
}

function paidLeftMinor(sales: readonly PaidSale[], is: (tender: TenderView) => boolean): number {
  const tenders = sales.flatMap((sale) => sale.tenders.filter((tender) => pays(tender) && is(tender)))
  return Math.max(
    0,
    tenders.reduce((sum, tender) => sum + paidByMinor(tender), 0),
  )
}

/**
 * First where it was chosen to go, then as it was paid. One card only takes part where that is enough, since each has its bank to ask; else
 * as many as paid it.
 */
export function place(amountMinor: number, targets: readonly ReturnTarget[], to?: string): Placed {
  const onOne = placedOn(amountMinor, targets, { to, cardsMax: 1 })
  return onOne.missingMinor === 0 ? onOne : placedOn(amountMinor, targets, { to, cardsMax: targets.length })
}

function placedOn(
  amountMinor: number,
  targets: readonly ReturnTarget[],
  { to, cardsMax }: { readonly to: string | undefined; readonly cardsMax: number },
): Placed {
  const chosen = targets.find(({ key }) => key === to)
  const order = chosen === undefined ? targets : [chosen, ...targets.filter((target) => target !== chosen)]
  const shares: PlacedShare[] = []
  let missingMinor = amountMinor
  for (const target of order) {
    const mostMinor = target === chosen ? target.leftMinor : target.paidLeftMinor
    const cards = shares.filter((share) => share.target.kind === 'card').length
    const isOneCardMore = target.kind === 'card' && cards === cardsMax
    const shareMinor = isOneCardMore ? 0 : Math.min(missingMinor, mostMinor)
    if (shareMinor > 0) shares.push({ target, amountMinor: shareMinor })
    missingMinor -= shareMinor
  }
  return { shares, missingMinor }
}

/** What goes back beside the card. */
export function besideOf(shares: readonly PlacedShare[]): ReturnShare[] {
  return shares.flatMap(({ target: { kind, means }, amountMinor }) =>
    kind === 'card' ? [] : [{ kind, amountMinor, ...(means && { means }) }],
  )
}
