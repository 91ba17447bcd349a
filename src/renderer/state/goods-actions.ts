import type { Result } from '#contract/result.ts'
import type { GoodsQuestion } from '#contract/views/goods-view.ts'
import type { LineWeighing } from '#contract/views/scale-view.ts'
import { ask, call, inOrder } from './call.ts'
import { goTo, showToast, useScreenStore } from './screen-store.ts'

/** Opens what the till asks about goods, if it asks anything. */
export function askAboutGoods(question: GoodsQuestion | undefined): void {
  if (question !== undefined) useScreenStore.setState({ goodsQuestion: question, panel: 'ask-goods' })
}

/** Lengths of barcodes that the till keeps; anything else that was scanned is no article. */
const BARCODE = /^\d{3,14}$/

/** Keeps a code that no article has, so that one can be made for it; another scan forgets it. */
export function noteUnknown(scanned: Result<unknown>, code: string, quantityMilli: number | null): void {
  const isUnknown = !scanned.ok && scanned.error.code === 'SALE_UNKNOWN_BARCODE' && BARCODE.test(code.trim())
  useScreenStore.setState({ unknownScan: isUnknown ? { code: code.trim(), quantityMilli } : null })
}

/** Nothing is added, and the ticket is as it was. */
export function leaveQuestion(): void {
  useScreenStore.setState({ goodsQuestion: null, panel: null })
}

/** What a person answered; the till may have one more question, the price of a variant. */
export interface GoodsAnswer {
  readonly productId: string
  readonly quantityMilli?: number | undefined
  readonly unitPriceMinor?: number | undefined
  /** Of a weight: how it was found. */
  readonly weighing?: LineWeighing
}

/** An answer under way: a second press of its key is the same answer. */
let answering = false

/** Goods go on the ticket with the answer; a refused one leaves the question open, with the reason. */
export function answerQuestion({ productId, quantityMilli, unitPriceMinor, weighing }: GoodsAnswer): void {
  if (answering) return
  answering = true
  inOrder(async () => {
    const added = await ask('sale.addProduct', {
      productId,
      ...(quantityMilli !== undefined && { quantityMilli }),
      ...(unitPriceMinor !== undefined && { unitPriceMinor }),
      ...(weighing !== undefined && { weighing }),
    })
    answering = false
    if (!added.ok) showToast({ tone: 'failure', failure: added.error })
    else if (added.value.question !== undefined) askAboutGoods(added.value.question)
    else goTo('sale')
  })
}

/** Adds a product by its key or by search, or opens what the till asks first. */
export async function addToTicket(productId: string, quantityMilli: number | undefined): Promise<void> {
  const added = await call(
    'sale.addProduct',
    quantityMilli === undefined ? { productId } : { productId, quantityMilli },
  )
  if (!added.ok) return
  useScreenStore.setState({ unknownScan: null })
  askAboutGoods(added.value.question)
}
