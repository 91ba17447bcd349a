import { fail, type Result } from '#contract/result.ts'
import { documentContext, seal, type TillContext } from '../core/till-context.ts'
import { shortSignature } from '../fiscal/fiscal-chain.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import type { GiftReceipt } from '../tickets/ticket-document.ts'
import { documentHead } from './document-head.ts'
import { type FirstPaper, printOnceThenDuplicates } from './print-once-then-duplicates.ts'

/**
 * Prints what somebody is given together with the goods: what they are, no prices, and the number by which they come back. Once as an event of the
 * fiscal chain, then as counted duplicates. Errors: SALE_NOT_FOUND for what is not paid, and for a return; PRINTER_NO_GOODS.
 */
export async function printGiftReceipt(
  context: TillContext,
  saleId: string,
  deviceId: string | null,
): Promise<Result<Record<string, never>>> {
  const sale = await context.options.paidSales.paidSale(saleId)
  if (sale === null || sale.returnOf !== undefined) return fail('SALE_NOT_FOUND')
  if (goodsOf(sale).length === 0) return fail('PRINTER_NO_GOODS')
  const wanted = { kind: 'gift-receipt', saleId, deviceId } as const
  return printOnceThenDuplicates(context, wanted, (at) => firstReceipt(context, sale, at))
}

/** As it would come out now; null where there are no goods to give. */
export function giftReceipt(context: TillContext, sale: PaidSale, signature: string): GiftReceipt | null {
  const lines = goodsOf(sale)
  if (sale.returnOf !== undefined || lines.length === 0) return null
  return {
    ...documentHead(documentContext(context), sale.at),
    kind: 'gift-receipt',
    number: sale.number,
    lines: lines.map(({ name, unit, quantityMilli }) => ({ name, unit, quantityMilli })),
    signature,
    softwareVersion: context.options.softwareVersion,
  }
}

/** What of a sale somebody takes along. */
function goodsOf({ lines }: PaidSale): PaidSale['lines'] {
  return lines.filter(
    ({ giftCard, accountPayment, returned }) =>
      giftCard === undefined && accountPayment === undefined && returned === undefined,
  )
}

function firstReceipt(context: TillContext, sale: PaidSale, at: string): FirstPaper {
  const userId = context.memory.signedIn?.user.id ?? ''
  const record = seal(context, 'event', at, { event: 'gift-receipt-printed', number: sale.number, userId })
  const document = giftReceipt(context, sale, shortSignature(record))
  if (document === null) throw new Error('a gift receipt without goods')
  return { record, document }
}
