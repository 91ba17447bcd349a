import { z } from 'zod'
import { cashRoundingSchema } from '../cash-rounding.ts'
import { failureSchema } from '../errors/catalogue.ts'
import { localeSchema } from '../locale.ts'
import { loyaltyRulesSchema } from '../loyalty.ts'
import { meansReferenceSchema } from '../means-api.ts'
import { amountMinorSchema, currencySchema } from '../money.ts'
import { permissionSchema } from '../permissions.ts'
import { backupViewSchema } from './backup-view.ts'
import { bankTrySchema } from './bank-view.ts'
import { dayViewSchema } from './day-view.ts'
import { deviceStateNameSchema, devicesViewSchema } from './devices-view.ts'
import { explorerExportSchema } from './explorer-view.ts'
import { floorViewSchema } from './floor-view.ts'
import { giftCardOrderViewSchema } from './gift-card-view.ts'
import { articleWorkSchema } from './import-view.ts'
import { offlineFiguresSchema } from './offline-view.ts'
import { cardPaymentViewSchema } from './payment-view.ts'
import { pumpViewSchema } from './pump-view.ts'
import { reservationViewSchema } from './reservation-view.ts'
import { basisPointsSchema, completedSaleViewSchema, saleViewSchema } from './sale-view.ts'
import { scenarioViewSchema } from './scenario-view.ts'
import { setupViewSchema } from './setup-view.ts'
import { terminalViewSchema } from './terminal-view.ts'
import { paperPictureSchema, ticketCodeSchema } from './ticket-view.ts'
import { userViewSchema } from './user-view.ts'
import { workstationSchema } from './workstation-view.ts'

export const themeSchema = z.enum(['light', 'dark', 'contrast'])
export const handSchema = z.enum(['right', 'left'])
/** held: it waits for its cashier; stays: whoever comes goes on with it. */
export const ticketOnSwitchSchema = z.enum(['held', 'stays'])

/** A family of goods. One that the shop named itself has a `name`; the others are called by the words of `nameKey`. */
export const familyViewSchema = z.object({
  id: z.string(),
  nameKey: z.string(),
  name: z.string().optional(),
  colour: z.int().min(1).max(8),
  /** The rate that new goods of it begin with; left out where the shop says none. */
  vatBasisPoints: z.int().min(0).max(10_000).optional(),
})
export type FamilyView = z.infer<typeof familyViewSchema>

/** A way to pay of the shop's own. excess: what becomes of worth above what it may pay. */
export const tillMeansSchema = z.object({
  id: z.string(),
  kind: z.enum(['cheque', 'transfer', 'voucher', 'meal-voucher', 'shop-voucher', 'own']),
  name: z.string(),
  excess: z.enum(['refused', 'change', 'kept']),
  /** Its number is asked for. */
  reference: meansReferenceSchema.optional(),
})
export type TillMeans = z.infer<typeof tillMeansSchema>

/** Who stands at the till, and how it looks to them. */
export const tillViewSchema = z.object({
  shopName: z.string(),
  tillLabel: z.string(),
  currency: currencySchema,
  locale: localeSchema,
  theme: themeSchema,
  hand: handSchema,
  workstation: workstationSchema,
  ticketCode: ticketCodeSchema,
  /** Left out: never, and held. */
  lockAfterMinutes: z.int().optional(),
  ticketOnSwitch: ticketOnSwitchSchema.optional(),
  /** At the head of the customer's tickets; null for none. */
  logo: paperPictureSchema.nullable(),
  /** Training marks every screen and every ticket. */
  training: z.boolean(),
  version: z.string(),
  /** The shop's own zone, `Europe/Paris`: screens and papers show the same hour, whatever the machine is set to. */
  timeZone: z.string(),
  openedAt: z.string().nullable(),
  floatMinor: amountMinorSchema,
  /** Notes and coins of the currency, largest first, for the drawer count. */
  pieces: z.array(amountMinorSchema),
  /** Suggestions for a tip on a card, lowest first; null where the shop takes none. */
  tips: z.object({ basisPoints: z.array(basisPointsSchema) }).nullable(),
  /** Cash that the shop hands out with one card payment; null where it hands out none. */
  cashbackLimitMinor: amountMinorSchema.nullable(),
  /** How cash is rounded; left out where it is paid to the smallest unit. */
  cashRounding: cashRoundingSchema.optional(),
  /** What the shop gives for loyalty points; left out where it gives none. */
  loyalty: loyaltyRulesSchema.optional(),
  /** Ways to pay of the shop's own, in the order of the settings. */
  means: z.array(tillMeansSchema).optional(),
  /** The shop's prices are without VAT. */
  pricesExcludeVat: z.literal(true).optional(),
  /** A discount is given only with a reason; left out where it needs none. */
  discountNeedsReason: z.literal(true).optional(),
  /** Ways to pay by a code that the customer reads out, in the order of the settings. */
  codeTenders: z.array(z.object({ id: z.string(), name: z.string(), minDigits: z.int(), maxDigits: z.int() })),
  /** In their order; the first eight have keys. */
  families: z.array(familyViewSchema),
})

export const sessionViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('locked'), users: z.array(userViewSchema), heldSales: z.int() }),
  z.object({
    kind: z.literal('signed-in'),
    user: userViewSchema,
    signedInAt: z.string(),
    /** What this person may do; left out where it is what the role may by default. */
    permissions: z.array(permissionSchema).optional(),
  }),
])

const hostRoleSchema = z.enum(['primary', 'standby'])

/** absent: no such device is set up. */
export const deviceStateSchema = z.enum([...deviceStateNameSchema.options, 'absent'])
export const statusViewSchema = z.object({
  waitingSales: z.int(),
  unresolvedPayments: z.int(),
  openReversals: z.int(),
  /** Late answers of the bank that are not what the till told, until a Z has named them. */
  lateAnswers: z.int(),
  offline: offlineFiguresSchema,
  pad: z.object({
    alias: z.string(),
    endpoint: z.string(),
    state: deviceStateSchema,
    lastSeenAt: z.string().nullable(),
    failure: failureSchema.nullable(),
  }),
  host: z.object({
    alias: z.string(),
    endpoint: z.string(),
    state: deviceStateSchema,
    lastSeenAt: z.string().nullable(),
  }),
  /** Every bank of the till, the first one's serving host being `host`. */
  banks: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** Whom to telephone when it wants a call, where the settings say it, and as which merchant. */
      referralPhone: z.string().nullable(),
      merchantId: z.string(),
      /** The host that takes the next sale. */
      serving: hostRoleSchema,
      hosts: z.array(
        z.object({
          role: hostRoleSchema,
          endpoint: z.string(),
          state: deviceStateSchema,
          lastSeenAt: z.string().nullable(),
          /** It failed too often and is only tried by echoes. */
          isAway: z.boolean(),
        }),
      ),
    }),
  ),
  printer: z.object({
    alias: z.string(),
    endpoint: z.string(),
    state: deviceStateSchema,
    lastPrintedAt: z.string().nullable(),
    queuedJobs: z.int(),
    unknownJobs: z.int(),
    failure: failureSchema.nullable(),
  }),
  /** Those of kitchens and bars, and every other one beside that of the till. */
  otherPrinters: z.array(
    z.object({
      deviceId: z.string(),
      alias: z.string(),
      state: deviceStateSchema,
      queuedJobs: z.int(),
      unknownJobs: z.int(),
      failure: failureSchema.nullable(),
    }),
  ),
  fiscal: z.object({ state: z.enum(['verified', 'broken']), lastNumber: z.string().nullable() }),
})
export type StatusView = z.infer<typeof statusViewSchema>

export const productViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** On keys, where there is little room. */
  shortName: z.string().optional(),
  barcode: z.string().nullable(),
  unit: z.enum(['piece', 'kg']),
  priceMinor: amountMinorSchema,
  vatBasisPoints: basisPointsSchema,
  familyId: z.string(),
  colour: z.int().min(1).max(8),
  /** The cashier is asked for the price. */
  isOpenPrice: z.literal(true).optional(),
  /** It is never sold itself: the cashier is asked which of its variants. */
  hasVariants: z.literal(true).optional(),
  /** What a variant is called among its like. */
  variantName: z.string().optional(),
})
export type ProductView = z.infer<typeof productViewSchema>

/** Quick keys are pinned by cell; an empty cell stays empty. */
export const quickKeyPageSchema = z.object({
  familyId: z.string(),
  cells: z.array(z.object({ row: z.int(), column: z.int(), product: productViewSchema })),
})

/** The slices of the snapshot; an event replaces exactly one of them. */
export const SLICES = {
  till: tillViewSchema,
  session: sessionViewSchema,
  sale: saleViewSchema,
  payment: cardPaymentViewSchema.nullable(),
  lastSale: completedSaleViewSchema.nullable(),
  status: statusViewSchema,
  day: dayViewSchema,
  devices: devicesViewSchema,
  /** The last export of payments; null before the first. */
  exporting: explorerExportSchema.nullable(),
  scenario: scenarioViewSchema.nullable(),
  /** What the bank holds for the shop: open ones, and those of the last days; newest first. */
  reservations: z.array(reservationViewSchema),
  /** Paid for and not on their gift cards yet, oldest first. */
  giftCards: z.array(giftCardOrderViewSchema),
  /** Pumps that sell without a cashier; none in most shops. */
  pumps: z.array(pumpViewSchema),
  /** Files of articles in and out. */
  articleWork: articleWorkSchema,
  /** Copies of the data. */
  backup: backupViewSchema,
  /** A bank that is being tried, and how the last try ended; null once that is put away. */
  bankTry: bankTrySchema.nullable(),
  /** The first run; null once it is over. */
  setup: setupViewSchema.nullable(),
  /** Standalone terminals, the one that is taken by default first. */
  terminals: z.array(terminalViewSchema),
  /** Rooms and tables; null in a shop without. */
  floor: floorViewSchema.nullable(),
} as const
export type SliceName = keyof typeof SLICES
export type Slices = { [Name in SliceName]: z.infer<(typeof SLICES)[Name]> }

/** All the screen knows; `sequence` is that of the last event it contains. */
export const snapshotSchema = z.object({ sequence: z.int().min(0), slices: z.object(SLICES) })
export type Snapshot = z.infer<typeof snapshotSchema>

/** A numbered change. A screen that misses a number asks for a snapshot. */
export type SliceEvent = {
  [Name in SliceName]: { readonly sequence: number; readonly slice: Name; readonly value: Slices[Name] }
}[SliceName]
export const sliceEventSchema = z.object({
  sequence: z.int().min(1),
  slice: z.enum(Object.keys(SLICES) as [SliceName, ...SliceName[]]),
  value: z.unknown(),
})
