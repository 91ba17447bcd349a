import type { CashRounding } from '#contract/cash-rounding.ts'
import type { Country, CustomerPaper } from '#contract/country-rules.ts'
import type { Locale } from '#contract/locale.ts'
import type { LoyaltyRules } from '#contract/loyalty.ts'
import type { MeansReference, VoucherMonths } from '#contract/means-api.ts'
import type { Currency } from '#contract/money.ts'
import type { RoleChanges } from '#contract/permissions.ts'
import type { CustomerScreenChoice } from '#contract/views/customer-screen-view.ts'
import type { FloorPlan } from '#contract/views/floor-view.ts'
import type { ShopFields } from '#contract/views/setup-view.ts'
import type { PaperPicture, TicketCode } from '#contract/views/ticket-view.ts'
import type { Slices, TillMeans } from '#contract/views/till-view.ts'
import type { Workstation } from '#contract/views/workstation-view.ts'
import type { ShopIdentity } from '../tickets/ticket-document.ts'
import type { FiscalRecord } from './commit-paid-sale.port.ts'

/** What a card may be charged besides its part of a ticket. */
export interface CardExtraSettings {
  /** Tips, with the shares that are suggested; left out, the shop takes none. */
  readonly tips?: { readonly basisPoints: readonly number[] }
  /** Cash handed out with a card payment, up to `LIMITS.cashbackMaxMinor`; left out, none is. */
  readonly cashback?: { readonly limitMinor: number }
}

/** A way to pay of the shop's own, beside cash, cards and accounts. */
export interface TenderMeans {
  readonly id: string
  readonly kind: TillMeans['kind']
  /** Left out, what its kind is called in the language of the till. */
  readonly name?: string
  /** What becomes of a voucher's worth above what it may pay: it is refused, given back in cash, or kept by the shop. */
  readonly excess: TillMeans['excess']
  readonly opensDrawer: boolean
  /** It lies in the drawer and is counted at the end of the day. */
  readonly isCounted: boolean
  /** It pays for goods of these families only; what it pays beyond them is never given back in cash. */
  readonly families?: readonly string[]
  /** Whether the number of a cheque or voucher is asked for; left out, it is not. */
  readonly reference?: MeansReference
  /** How long a voucher of the shop is good for; left out, a year. */
  readonly validMonths?: VoucherMonths
}

/** How tickets are made up. */
export interface TicketSettings {
  /** False where prices are without VAT, which is added per rate; left out, they include it. */
  readonly pricesIncludeVat?: boolean
  /** A discount is given only with a reason. */
  readonly discountNeedsReason?: boolean
  /** Ways to pay of the shop's own; left out, the usual ones. */
  readonly tenderMeans?: readonly TenderMeans[]
  /** What it gives for loyalty points; left out, nothing. */
  readonly loyalty?: LoyaltyRules
  /** How cash is rounded; left out, it is paid to the smallest unit. */
  readonly cashRounding?: CashRounding
}

/** How the shop and its till are set up. */
export interface ShopSettings extends CardExtraSettings, TicketSettings {
  /** Tips and cash with a card were chosen on the screen: the settings file is not asked any more. */
  readonly extrasSetOnScreen?: true
  readonly shop: ShopIdentity
  /** Where it sells, and who it is as somebody typed it; a till of before the first run has neither. */
  readonly country?: Country
  readonly identity?: ShopFields
  readonly tillNumber: number
  readonly currency: Currency
  readonly floatMinor: number
  /** By how much the counted cash may differ where no manager closes the day; left out, by any amount, counted or not. */
  readonly differenceMaxMinor?: number
  /** What the packing of articles weighs; left out, of none. */
  readonly tares?: readonly { readonly productId: string; readonly tareMilli: number }[]
  /** Notes and coins of the currency, largest first. */
  readonly piecesMinor: readonly number[]
  /** Rates of the country, lowest first, in some countries highest first; their place gives the letter on paper. */
  readonly vatBasisPoints: readonly number[]
  /** Whether the customer's papers wait to be asked for; left out, as in the shop's country. */
  readonly customerPaper?: CustomerPaper
  /** Families whose goods have the legal guarantee of conformity named on their ticket, which always comes out. */
  readonly guaranteeFamilies?: readonly string[]
  /** Who may give money back on cards. Left out: `LIMITS.refundAloneMaxMinor`, and no manager for a void. */
  readonly returns?: {
    readonly voidNeedsManager?: boolean
    /** What a cashier may pay back of one payment without a manager; null for all of it. */
    readonly refundAloneMaxMinor?: number | null
  }
}

/** How screen and papers look to the people at the till. */
export interface Preferences {
  readonly locale: Locale
  readonly theme: Slices['till']['theme']
  readonly hand: Slices['till']['hand']
  readonly workstation: Workstation
  /** What a customer's ticket ends with, so that it is found again. */
  readonly ticketCode: TicketCode
  /** Minutes without a hand on the till; 0 for never. */
  readonly lockAfterMinutes?: number
  readonly ticketOnSwitch?: 'held' | 'stays'
}

/** What the data is for: the two never share a shop, a chain, or a charge still to be taken back. */
export type DataPurpose = 'training' | 'live'

export interface SettingsPort {
  /** Null until the first opening. */
  purpose(): Promise<DataPurpose | null>
  savePurpose(purpose: DataPurpose): Promise<void>
  /** Null until the first set-up. */
  shop(): Promise<ShopSettings | null>
  saveShop(settings: ShopSettings): Promise<void>
  /** With the record of what was changed, in one transaction. */
  saveShopChange(settings: ShopSettings, record: FiscalRecord): Promise<void>
  preferences(): Promise<Preferences>
  /** With the record of what was changed, where it is one that is traced, in one transaction. */
  savePreferences(preferences: Preferences, record?: FiscalRecord): Promise<void>
  /** What stands at the head of a customer's ticket; null for none. */
  logo(): Promise<PaperPicture | null>
  saveLogo(logo: PaperPicture | null): Promise<void>
  /** Where the shop's roles may other things than by default. */
  roleChanges(): Promise<RoleChanges>
  /** In one transaction with the record that tells of it. */
  saveRoleChanges(changes: RoleChanges, record: FiscalRecord): Promise<void>
  /** Rooms, tables and courses; null in a shop without. */
  floor(): Promise<FloorPlan | null>
  saveFloor(plan: FloorPlan): Promise<void>
  /** Where the customer's window stands; automatic until somebody chose. */
  customerScreen(): Promise<CustomerScreenChoice>
  saveCustomerScreen(choice: CustomerScreenChoice): Promise<void>
}
