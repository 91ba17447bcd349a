import type { RoleChanges } from '#contract/permissions.ts'
import type { Failure } from '#contract/result.ts'
import type { BatchView, DayView, TerminalDay } from '#contract/views/day-view.ts'
import type { FloorPlan } from '#contract/views/floor-view.ts'
import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import type { PaperPicture } from '#contract/views/ticket-view.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import type { UserView } from '#contract/views/user-view.ts'
import type { BusinessDay } from '../ports/business-days.port.ts'
import type { FiscalRecord } from '../ports/commit-paid-sale.port.ts'
import type { GiftOrder } from '../ports/gift-orders.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import type { SalesFigures } from '../ports/paid-sales.port.ts'
import type { Preferences, ShopSettings } from '../ports/settings.port.ts'
import type { KeptDraft, KeyCopy } from '../ports/setup.port.ts'
import type { GivenApproval } from '../session/approval.ts'

/**
 * What the till knows without asking the disk. A field changes only after the change is on disk, so that a failed
 * write leaves both as they were.
 */
export interface TillMemory {
  shop: ShopSettings
  users: readonly UserView[]
  families: readonly FamilyView[]
  preferences: Preferences
  logo: PaperPicture | null
  roleChanges: RoleChanges
  floor: FloorPlan
  /** Given for one call that has not come yet. */
  approval: GivenApproval | null
  /** Whoever stood at the till last, and works here: the ticket in hand is that person's. */
  lastUser: UserView | null
  /** Unknown badges in a row. */
  wrongBadges: { readonly count: number; readonly blockedUntilMs: number }
  signedIn: { readonly user: UserView; readonly at: string } | null
  sale: OpenSale
  /** False until the first line: an empty ticket takes no number. */
  saleStored: boolean
  /** How long the last card part of the ticket in hand took; a restart forgets it. */
  cardDurationMs: number | null
  held: readonly OpenSale[]
  /** The ticket in hand, while what was paid of it goes back, which is not done within the queue; else null. */
  leavingSaleId: string | null
  lastSale: CompletedSaleView | null
  /** The open day, or the one closed last, whose figures stay on the screen until the next one opens. */
  day: BusinessDay | null
  figures: SalesFigures
  stage: DayView['stage']
  /** Items sent and to be sent, while the bank is told of offline sales or shown a batch. */
  dayProgress: DayView['progress']
  dayFailure: Failure | null
  batch: DayView['batch']
  otherBatches: readonly BatchView[]
  exceptions: DayView['exceptions']
  /** Papers of which nobody knows whether they came out. */
  papersInDoubt: DayView['exceptions']
  /** Day ends of standalone terminals, as the card side knows them. */
  terminalDays: readonly TerminalDayEnd[]
  fiscalHead: FiscalRecord | null
  fiscalBroken: boolean
  perpetualTotalMinor: number
  lastTicketNumber: string | null
  readonly startedAt: string
  /** Paid for, and on no gift card yet. */
  owedGiftCards: readonly GiftOrder[]
  /** The first run, until it is over. */
  setup: SetupState | null
}

/** A till without a shop, and then the sale that tries the new one. */
export type SetupState =
  | (KeptDraft & { readonly stage: 'draft'; readonly keyCopy: KeyCopy | null })
  | { readonly stage: 'trial' }

export type TerminalDayEnd = Pick<TerminalDay, 'id' | 'alias' | 'dayEnd'>

export const NO_FIGURES: SalesFigures = {
  ticketCount: 0,
  turnoverMinor: 0,
  vat: [],
  tenders: [],
  terminals: [],
  tips: { count: 0, amountMinor: 0 },
  cashback: { count: 0, amountMinor: 0 },
  accountPayments: { count: 0, amountMinor: 0 },
  giftCards: {
    sold: { count: 0, amountMinor: 0 },
    loaded: { count: 0, amountMinor: 0 },
    redeemed: { count: 0, amountMinor: 0 },
  },
  adjustments: {
    discounts: { count: 0, amountMinor: 0 },
    goodsBack: { count: 0, amountMinor: 0 },
    rounding: { count: 0, amountMinor: 0 },
  },
}
export const NO_BATCH: DayView['batch'] = { number: '', rows: [], result: null }
