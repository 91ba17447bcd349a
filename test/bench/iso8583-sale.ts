import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IsoFields, IsoMessage } from '#payment/iso8583/field-table.ts'

const VECTORS = join(import.meta.dirname, '../conformance/iso8583/vectors/ascii87-messages.json')

interface Vector {
  readonly name: string
  readonly mti: string
  readonly fields: Readonly<Record<string, string>>
  readonly binary?: Readonly<Record<string, string>>
}

/** The published sale of 17 fields (acquirer-host sheet 4.1): its text fields, and its chip data in hex. */
export function publishedSale(): {
  readonly mti: string
  readonly texts: Readonly<Record<string, string>>
  readonly chipHex: string
} {
  const { messages } = JSON.parse(readFileSync(VECTORS, 'utf8')) as { messages: Vector[] }
  const sale = messages.find(({ name }) => name === 'sale')
  if (!sale) throw new Error('the published sale is missing')
  return { mti: sale.mti, texts: sale.fields, chipHex: sale.binary?.[55] ?? '' }
}

export function saleMessage(): IsoMessage {
  const { mti, texts, chipHex } = publishedSale()
  return { mti, fields: { ...texts, 55: Buffer.from(chipHex, 'hex') } as IsoFields }
}
