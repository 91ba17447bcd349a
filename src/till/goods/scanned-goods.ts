import { fail, type Result, succeed } from '#contract/result.ts'
import { holdsCardNumber, showableCode } from '../barcode/barcode.ts'
import type { TillContext } from '../core/till-context.ts'
import type { WantedGoods } from './agree-goods.ts'
import { readWeighedCode } from './weighed-code.ts'

const ONE_PIECE_MILLI = 1_000

/**
 * What a scanned or typed code stands for. A known product wins over anything the digits look like; then the label of a
 * scale. `times`: how often it is meant, in thousandths.
 * Errors: SALE_CARD_NUMBER_REFUSED, SALE_UNKNOWN_BARCODE, SALE_LABEL_EMPTY.
 */
export async function scannedGoods(
  { options }: TillContext,
  scanned: string,
  times: number | undefined,
): Promise<Result<WantedGoods, 'SALE_CARD_NUMBER_REFUSED' | 'SALE_UNKNOWN_BARCODE' | 'SALE_LABEL_EMPTY'>> {
  const code = scanned.trim()
  const known = await options.catalogue.productByBarcode(code)
  if (known !== null) {
    const { product, quantityMilli } = known
    if (times === undefined && quantityMilli === ONE_PIECE_MILLI) return succeed({ product })
    return succeed({ product, quantityMilli: timesOver(times, quantityMilli) })
  }
  const labelled = await labelledGoods(options, code, times)
  if (labelled !== null) return labelled
  if (holdsCardNumber(code)) return fail('SALE_CARD_NUMBER_REFUSED')
  return fail('SALE_UNKNOWN_BARCODE', { barcode: showableCode(code) })
}

async function labelledGoods(
  { catalogue }: TillContext['options'],
  code: string,
  times: number | undefined,
): Promise<Result<WantedGoods, 'SALE_LABEL_EMPTY'> | null> {
  const label = readWeighedCode(code, await catalogue.weighedCodeForms())
  if (label === null) return null
  for (const item of label.items) {
    const known = await catalogue.productByBarcode(item)
    if (known === null) continue
    const { product } = known
    if (label.value === 0) return fail('SALE_LABEL_EMPTY', { name: product.name })
    if (label.holds === 'price') return succeed({ product, quantityMilli: times, labelPriceMinor: label.value })
    // A weight says nothing of goods that are sold by the piece.
    if (product.unit !== 'kg') return null
    return succeed({ product, quantityMilli: timesOver(times, label.value), weighing: null })
  }
  return null
}

/** Half a pack of seven grams is four. */
function timesOver(times: number | undefined, quantityMilli: number): number {
  return Math.round(((times ?? ONE_PIECE_MILLI) * quantityMilli) / ONE_PIECE_MILLI)
}
