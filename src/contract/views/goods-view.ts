import { z } from 'zod'
import { amountMinorSchema } from '../money.ts'
import { quantityMilliSchema } from './sale-view.ts'
import { productViewSchema } from './till-view.ts'

/**
 * What the till must know before goods go on the ticket: which of its variants, what it costs, what it weighs. The answer is
 * `sale.addProduct` with what was asked; a question that nobody answers changed nothing.
 */
export const goodsQuestionSchema = z.object({
  kind: z.enum(['variant', 'price', 'weight']),
  product: productViewSchema,
  /** Of `variant`: those to choose from. */
  variants: z.array(productViewSchema),
  /** So many were asked for; goes with the answer. */
  quantityMilli: quantityMilliSchema.optional(),
  /** The price that was given already, where another question comes after it; goes with the answer. */
  unitPriceMinor: amountMinorSchema.optional(),
  /** Of `weight`: what the packing of these goods weighs, where that was kept. */
  tareMilli: z.int().min(1).optional(),
})
export type GoodsQuestion = z.infer<typeof goodsQuestionSchema>
