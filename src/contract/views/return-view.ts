import { z } from 'zod'
import { amountMinorSchema } from '../money.ts'
import { returnPathViewSchema } from './operation-view.ts'
import { schemeSchema, tenderKindSchema } from './sale-view.ts'

/** Names somewhere that money of a ticket may go back to: `cash`, `account`, a card by its payment, a way of the shop's own. */
export const returnTargetKeySchema = z.string().min(1).max(80)

/** Somewhere that money of a ticket may go back to, and how much of what is chosen goes there. */
export const returnTargetViewSchema = z.object({
  key: returnTargetKeySchema,
  kind: tenderKindSchema,
  /** Of an account, whose it is; of a way to pay of the shop's own, what it is called. */
  name: z.string(),
  scheme: schemeSchema.nullable(),
  cardTail: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  /** The most that it takes: what was paid by it and has not gone back; an account or a voucher takes what is left of the ticket. */
  leftMinor: amountMinorSchema,
  amountMinor: amountMinorSchema,
  /** Of a card that takes some of it, or cannot: how, and why. */
  path: returnPathViewSchema.pick({ way: true, reason: true }).nullable(),
})
export type ReturnTargetView = z.infer<typeof returnTargetViewSchema>
