import { z } from 'zod'
import { CURRENCIES, type Currency } from '#contract/money.ts'
import { SCHEMES } from '#contract/views/sale-view.ts'
import { BANK_OPERATIONS } from '../iso8583/bank-operations.ts'
import type { RoutableSale } from './acquirer-directory.ts'

const firstSix = z.string().regex(/^\d{6}$/)
const currency = z.enum(Object.keys(CURRENCIES) as [Currency, ...Currency[]])

/** One line of the routing table: the acquirer takes a sale of which all that is named holds. */
const routingRuleSchema = z.strictObject({
  acquirer: z.string(),
  schemes: z.array(z.enum(SCHEMES)).min(1).optional(),
  /** The first six figures of the card number, both ends included. */
  binRanges: z
    .array(z.strictObject({ from: firstSix, to: firstSix }).refine(({ from, to }) => from <= to, 'an empty range'))
    .min(1)
    .optional(),
  /** Application ids of chips, or their beginnings: `A000000025`. */
  applicationIds: z
    .array(z.string().regex(/^[0-9A-F]{10,32}$/))
    .min(1)
    .optional(),
  currencies: z.array(currency).min(1).optional(),
  operations: z.array(z.enum(BANK_OPERATIONS)).min(1).optional(),
  /** Card products by their names. */
  products: z.array(z.string()).min(1).optional(),
  amountFromMinor: z.int().min(0).optional(),
  amountUpToMinor: z.int().min(0).optional(),
})
export type RoutingRule = Readonly<z.infer<typeof routingRuleSchema>>

/** The first rule that fits wins; a last one that names only its acquirer takes the rest. */
export const routingRulesSchema = z.array(routingRuleSchema).min(1)

/** The acquirer that takes a sale; null when no rule fits. */
export function acquirerFor(rules: readonly RoutingRule[], sale: RoutableSale): string | null {
  return rules.find((rule) => fits(rule, sale))?.acquirer ?? null
}

function fits(rule: RoutingRule, { card, amountMinor, currency, operation, product }: RoutableSale): boolean {
  const among = <Value>(named: readonly Value[] | undefined, value: Value) => named?.includes(value) ?? true
  const bin = card.maskedPan.slice(0, 6)
  return (
    among(rule.schemes, card.scheme) &&
    (rule.binRanges?.some(({ from, to }) => /^\d{6}$/.test(bin) && from <= bin && bin <= to) ?? true) &&
    (rule.applicationIds?.some((id) => card.applicationId?.startsWith(id) ?? false) ?? true) &&
    among(rule.currencies, currency) &&
    among(rule.operations, operation) &&
    (rule.products === undefined || (product !== null && rule.products.includes(product))) &&
    amountMinor >= (rule.amountFromMinor ?? 0) &&
    amountMinor <= (rule.amountUpToMinor ?? Number.MAX_SAFE_INTEGER)
  )
}
