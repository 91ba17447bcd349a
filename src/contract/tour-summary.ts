import { z } from 'zod'
import { amountMinorSchema, currencySchema, signedAmountMinorSchema } from './money.ts'
import { reservationRemainderSchema, reservationStateSchema } from './views/reservation-view.ts'
import { entryModeSchema, printJobKindSchema, schemeSchema, tenderKindSchema } from './views/sale-view.ts'

/** First six and last four at most, anything between them as stars. */
const maskedPan = z.string().regex(/^\d{0,6}\*+\d{4}$/)
const totals = z.partialRecord(schemeSchema, z.object({ count: z.int(), amountMinor: signedAmountMinorSchema }))

/** What `npm run tour -- --out DIR` leaves as `summary.json`. */
export const tourSummarySchema = z.object({
  processes: z.array(
    z.object({
      name: z.string(),
      pid: z.int(),
      endpoint: z.string(),
      bytesIn: z.int(),
      bytesOut: z.int(),
    }),
  ),
  killed: z.object({ pid: z.int(), restartedPid: z.int(), at: z.string() }),
  sales: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      outcome: z.enum(['approved', 'declined', 'cancelled', 'reversed']),
      /** Below zero where money went back. */
      totalMinor: signedAmountMinorSchema,
      currency: currencySchema,
      tenders: z.array(
        z.object({
          kind: tenderKindSchema,
          /** Of the ticket; what the card was charged besides is named apart. */
          amountMinor: signedAmountMinorSchema,
          tipMinor: signedAmountMinorSchema.optional(),
          cashbackMinor: signedAmountMinorSchema.optional(),
          outcome: z.enum(['approved', 'declined', 'cancelled', 'reversed']),
          entryMode: entryModeSchema,
          scheme: schemeSchema.nullable(),
          maskedPan: maskedPan.nullable(),
          approvalCode: z.string().nullable(),
          stan: z.string().nullable(),
          rrn: z.string().nullable(),
          offline: z.boolean(),
          /** Paid on this standalone terminal: in no batch and no ledger of the banks. */
          terminal: z.string().optional(),
        }),
      ),
    }),
  ),
  reversals: z.array(z.object({ stan: z.string(), reason: z.string(), acknowledged: z.boolean() })),
  recovered: z.array(z.object({ saleId: z.string(), outcome: z.string() })),
  offline: z.array(z.object({ stan: z.string(), state: z.string() })),
  /** What the bank held for the shop, and what became of it. */
  reservations: z.array(
    z.object({
      label: z.string(),
      heldMinor: z.int(),
      state: reservationStateSchema,
      completedMinor: z.int().nullable(),
      remainder: reservationRemainderSchema,
    }),
  ),
  /** Sold and loaded by the till, what of it is on no card yet, what they paid, and what the bank has put on cards. */
  giftCards: z.object({
    soldMinor: amountMinorSchema,
    owedMinor: amountMinorSchema,
    redeemedMinor: amountMinorSchema,
    hostLoadedMinor: amountMinorSchema,
  }),
  batch: z.object({
    number: z.string(),
    result: z.enum(['balanced', 'balanced-after-upload', 'discrepancy']),
    till: totals,
    host: totals,
  }),
  /** Those of the other banks. */
  otherBatches: z.array(
    z.object({
      bank: z.string(),
      number: z.string(),
      result: z.enum(['balanced', 'balanced-after-upload', 'discrepancy']).nullable(),
    }),
  ),
  tillCardNetMinor: signedAmountMinorSchema,
  /** What standalone terminals charged, by the till and by their own ledgers. */
  terminals: z.object({ tillNetMinor: z.int(), ledgerNetMinor: z.int(), dayEnds: z.array(z.string()) }),
  hostLedgerNetMinor: signedAmountMinorSchema,
  /** JSON lines of `hostLedgerLineSchema`. */
  hostLedgerFile: z.string(),
  printJobs: z.array(
    z.object({
      id: z.string(),
      kind: printJobKindSchema,
      outcome: z.enum(['printed', 'not-printed', 'unknown']),
      files: z.array(z.string()),
    }),
  ),
  /** Card numbers and emitted card blocks found in what the day left behind. */
  panFound: z.int(),
})
export type TourSummary = z.infer<typeof tourSummarySchema>

/** One line of the host's own ledger; the amount is signed as the cardholder is charged. */
export const hostLedgerLineSchema = z.object({
  tid: z.string(),
  stan: z.string(),
  mti: z.string(),
  amountMinor: signedAmountMinorSchema,
  state: z.enum(['approved', 'declined', 'reversed']),
  maskedPan: maskedPan,
  /** What the card's kind was told: mileage, vehicle, driver. */
  answers: z.record(z.string(), z.string()).optional(),
  /** Of a pre-authorisation: what is held, or what the final amount left of it. */
  heldMinor: amountMinorSchema.optional(),
  /** What was put on a gift card, and stands. */
  loadedMinor: amountMinorSchema.optional(),
})
export type HostLedgerLine = z.infer<typeof hostLedgerLineSchema>
