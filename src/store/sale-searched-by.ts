import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { SaleKey } from '#till/ports/sale-search.port.ts'
import { change, type WritableDb } from './database.ts'
import { plainLetters } from './search-form.ts'

/** The entry that a paid sale is looked for by, in its transaction; as the view `sale_fact` says it. */
export function keepSaleSearchedBy(db: WritableDb, sequence: number, sale: PaidSale): void {
  const sql = 'INSERT INTO sale_search (rowid, words, keys) VALUES (?, ?, ?)'
  change(db, sql, sequence, wordsOf(sale), keysOf(sale).map(keyWord).join(' '))
}

/** A key as one word of the index: in hexadecimal, so that nothing in it parts it. */
export const keyWord = (key: SaleKey): string => `x${Buffer.from(key, 'utf8').toString('hex')}`

/** What a person reads on the ticket. */
function wordsOf({ lines, cashierName, reference }: PaidSale): string {
  const goods = lines.flatMap(({ name, barcode }) => [name, barcode])
  return plainLetters([...goods, cashierName, reference].filter((text) => text != null).join(' '))
}

/** What must fit exactly. Of a customer the id alone. */
function keysOf({ number, returnOf, cashierId, customerId, totalMinor, tenders }: PaidSale): SaleKey[] {
  return [
    `number:${number}`,
    ...(returnOf === undefined ? [] : [`original:${returnOf.number}` as const]),
    `operation:${returnOf === undefined ? 'sale' : 'return'}`,
    `cashier:${cashierId}`,
    ...(customerId === undefined ? [] : [`customer:${customerId}` as const]),
    `amount:${totalMinor}`,
    ...tenders.flatMap(keysOfTender),
  ]
}

function keysOfTender(tender: PaidSale['tenders'][number]): SaleKey[] {
  const { kind, outcome, isGiftCard, paymentNumber, cardTail, amountMinor, tipMinor = 0, cashbackMinor = 0 } = tender
  if (outcome !== 'received' && outcome !== 'approved') return []
  return [
    `tender:${kind}`,
    ...(isGiftCard ? ['tender:gift-card' as const] : []),
    ...(paymentNumber == null ? [] : [`payment:${paymentNumber}` as const]),
    ...(cardTail == null ? [] : [`card-tail:${cardTail}` as const]),
    `amount:${amountMinor + tipMinor + cashbackMinor}`,
  ]
}
