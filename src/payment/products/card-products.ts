import { z } from 'zod'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { CARD_SUBJECTS, type CardSubject } from '#contract/views/prompt-view.ts'
import { SCHEMES } from '#contract/views/sale-view.ts'
import type { BankOperation } from '../iso8583/bank-operations.ts'
import type { CardRead } from '../ports/pin-pad.port.ts'

const firstSix = z.string().regex(/^\d{6}$/)
const name = z.string().trim().min(1).max(24)
const inFourLanguages = z.strictObject({ fr: name, en: name, pl: name, de: name } satisfies Record<Locale, typeof name>)
const codeDigits = z.int().min(LIMITS.mobileCodeDigitsMin).max(LIMITS.mobileCodeDigitsMax)
const characters = z.int().min(1).max(LIMITS.cardAnswerCharacters)

/** What a card of this kind must be told before the bank is asked, and by whom. */
const promptSchema = z
  .strictObject({
    // What a card is told stays with its payment on the disk: no place for a code.
    subject: z.enum(CARD_SUBJECTS).exclude(['code']),
    kind: z.enum(['number', 'text']),
    title: inFourLanguages,
    place: z.enum(['cashier', 'customer']),
    minLength: characters,
    maxLength: characters,
  })
  .refine(({ minLength, maxLength }) => minLength <= maxLength, 'an empty range of lengths')

/** What may be asked of the bank with a card in the pad. */
const PRODUCT_OPERATIONS = ['sale', 'pre-authorisation', 'balance', 'card-check', 'activation', 'load'] as const
type ProductOperation = (typeof PRODUCT_OPERATIONS)[number]

/** What a plain bank card may, and a product that names nothing: all but what puts money on a card. */
const PLAIN_OPERATIONS: readonly ProductOperation[] = ['sale', 'pre-authorisation', 'balance', 'card-check']

/**
 * A kind of card that a shop takes, as data: which cards are of it, and what they may pay. Cards of no product are plain
 * bank cards, and pay anything. A product without a card is paid by a code.
 */
const cardProductSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
    name: inFourLanguages,
    /** All that is named holds for a card of this product; at least one thing is. */
    match: z
      .strictObject({
        /** The first six figures of the card number, both ends included. */
        binRanges: z
          .array(
            z.strictObject({ from: firstSix, to: firstSix }).refine(({ from, to }) => from <= to, 'an empty range'),
          )
          .min(1)
          .optional(),
        /** Application ids of chips, or their beginnings. */
        applicationIds: z
          .array(z.string().regex(/^[0-9A-F]{10,32}$/))
          .min(1)
          .optional(),
        schemes: z.array(z.enum(SCHEMES)).min(1).optional(),
      })
      .refine((match) => Object.values(match).some((named) => named !== undefined), 'names nothing to know a card by')
      .optional(),
    /** Paid without a card: by a code of so many figures that the customer reads out or shows. */
    code: z
      .strictObject({ minDigits: codeDigits, maxDigits: codeDigits })
      .refine(({ minDigits, maxDigits }) => minDigits <= maxDigits, 'an empty range of lengths')
      .optional(),
    /**
     * What it pays: goods of these families. every-line: a ticket with anything else is not paid at all. eligible-part: it
     * pays up to what the goods of these families cost. Null: anything.
     */
    basket: z
      .strictObject({
        families: z.array(z.string().min(1).max(40)).min(1),
        pays: z.enum(['every-line', 'eligible-part']),
      })
      .nullable(),
    /** Cash may be handed out with a sale, where its bank agrees; not where it is left out. */
    cashback: z.boolean().optional(),
    /** What a card of it may be used for; as a plain bank card where it is left out. */
    operations: z.array(z.enum(PRODUCT_OPERATIONS)).min(1).optional(),
    /** Asked in this order once the card is read; none when it is left out. */
    prompts: z
      .array(promptSchema)
      .min(1)
      .refine((prompts) => new Set(prompts.map(({ subject }) => subject)).size === prompts.length, 'a subject twice')
      .optional(),
  })
  .refine(({ match, code }) => (match === undefined) !== (code === undefined), 'known by a card or by a code, not both')
export type CardProduct = Readonly<z.infer<typeof cardProductSchema>>

export type ParsedCardProduct =
  | { readonly ok: true; readonly product: CardProduct }
  /** The first thing that does not hold, with its field: `match.binRanges.0: an empty range`. */
  | { readonly ok: false; readonly problem: string }

/** Reads a card product. Never throws: a person wrote it, and is told where to look. */
export function parseCardProduct(json: unknown): ParsedCardProduct {
  const parsed = cardProductSchema.safeParse(json)
  if (parsed.success) return { ok: true, product: parsed.data }
  const [issue] = parsed.error.issues
  return { ok: false, problem: `${issue?.path.join('.') || 'card product'}: ${issue?.message ?? ''}` }
}

/** The first product that a card is of; null for a plain bank card. */
export function productOf(
  products: readonly CardProduct[],
  card: Pick<CardRead, 'maskedPan' | 'applicationId' | 'scheme'>,
): CardProduct | null {
  return products.find(({ match }) => match !== undefined && isKnownBy(match, card)) ?? null
}

function isKnownBy(
  { binRanges, applicationIds, schemes }: NonNullable<CardProduct['match']>,
  card: Pick<CardRead, 'maskedPan' | 'applicationId' | 'scheme'>,
): boolean {
  const bin = card.maskedPan.slice(0, 6)
  return (
    (binRanges?.some(({ from, to }) => /^\d{6}$/.test(bin) && from <= bin && bin <= to) ?? true) &&
    (applicationIds?.some((id) => card.applicationId?.startsWith(id) ?? false) ?? true) &&
    (schemes?.includes(card.scheme) ?? true)
  )
}

/** Whether a card of this product, or a plain bank card, may be used for this. */
export function mayBeUsedFor(product: CardProduct | null, operation: BankOperation): boolean {
  const operations: readonly BankOperation[] = product?.operations ?? PLAIN_OPERATIONS
  return operations.includes(operation)
}

/** What a payment keeps of the product of its card. */
export function productFacts(product: CardProduct | null): Pick<CardRead, 'productId' | 'isGiftCard' | 'families'> {
  if (product === null) return {}
  return {
    productId: product.id,
    ...(product.basket && { families: product.basket.families }),
    ...(mayBeUsedFor(product, 'load') && { isGiftCard: true as const }),
  }
}

/** A product's question in the words of one language. */
export interface CardQuestion {
  readonly subject: CardSubject
  readonly kind: 'number' | 'text'
  readonly title: string
  readonly place: 'cashier' | 'customer'
  readonly minLength: number
  readonly maxLength: number
}

/** What stands in the request beside the card. */
export interface CardAnswer {
  readonly subject: CardSubject
  readonly value: string
}

/** What a product wants to be told, in the language of the till. */
export function questionsOf({ prompts = [] }: CardProduct, locale: Locale): CardQuestion[] {
  return prompts.map(({ title, ...prompt }) => ({ ...prompt, title: title[locale] }))
}

/** What the goods of one family cost on the ticket that is paid. */
export interface BasketFamily {
  readonly familyId: string
  readonly amountMinor: number
  /** No goods: what the ticket puts on gift cards. */
  readonly isForGiftCards?: true
}

export type BasketVerdict =
  | { readonly kind: 'may-pay' }
  /** Goods that this product does not pay are on the ticket. */
  | { readonly kind: 'not-this-ticket' }
  /** More is asked than the goods it pays cost. */
  | { readonly kind: 'part-only'; readonly amountMinor: number }

/** What cards of one product have paid of the ticket already, and what goods they may have paid. */
export interface ProductPayment {
  readonly families: readonly string[]
  readonly amountMinor: number
}

/** What is being paid, for cards that pay some goods only. */
export interface TicketGoods {
  /** What the goods of each family cost; left out, no product that is restricted to some pays. */
  readonly basket?: readonly BasketFamily[]
  /** What vouchers that are no cards have paid of them. */
  readonly paidOfGoods?: readonly ProductPayment[]
}

/** The families of goods that a product pays of this ticket; null for one that pays anything that is on it. */
export function paidFamilies(product: CardProduct, basket: readonly BasketFamily[]): readonly string[] | null {
  if (product.basket !== null) return product.basket.families
  // No gift card pays for another one.
  const isKeptToGoods = mayBeUsedFor(product, 'load') && basket.some(({ isForGiftCards }) => isForGiftCards)
  return isKeptToGoods ? goodsOf(basket).map(({ familyId }) => familyId) : null
}

const goodsOf = (basket: readonly BasketFamily[]) => basket.filter(({ isForGiftCards }) => !isForGiftCards)

/**
 * What the goods of these families still leave to pay. No goods are paid twice: whichever products are taken together, what they paid and
 * what is asked now is no more than all the goods that any of them pays cost.
 */
export function leftOfGoodsMinor(
  families: readonly string[],
  basket: readonly BasketFamily[],
  paid: readonly ProductPayment[],
): number {
  const costMinor = (of: readonly string[]) =>
    goodsOf(basket).reduce((sum, { familyId, amountMinor }) => sum + (of.includes(familyId) ? amountMinor : 0), 0)
  const together: ProductPayment[] = [{ families, amountMinor: 0 }]
  for (const one of paid) {
    const withIt = together.map((group) => ({
      families: [...group.families, ...one.families],
      amountMinor: group.amountMinor + one.amountMinor,
    }))
    together.push(...withIt)
  }
  return Math.min(...together.map((group) => costMinor(group.families) - group.amountMinor))
}

/**
 * Whether a product pays this amount of a ticket. A basket that is not known is one of goods that no restricted product
 * pays. @param paid by restricted products before, each of them once.
 */
export function judgeBasket(
  { basket: rule }: CardProduct,
  basket: readonly BasketFamily[] | null,
  amountMinor: number,
  paid: readonly ProductPayment[] = [],
): BasketVerdict {
  if (rule === null) return { kind: 'may-pay' }
  if (rule.pays === 'every-line') {
    const isWhole = basket?.every(({ familyId }) => rule.families.includes(familyId))
    return isWhole ? { kind: 'may-pay' } : { kind: 'not-this-ticket' }
  }
  const eligibleMinor = leftOfGoodsMinor(rule.families, basket ?? [], paid)
  if (eligibleMinor <= 0) return { kind: 'not-this-ticket' }
  return amountMinor <= eligibleMinor ? { kind: 'may-pay' } : { kind: 'part-only', amountMinor: eligibleMinor }
}
