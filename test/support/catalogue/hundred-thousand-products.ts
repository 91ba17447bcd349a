import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { CatalogueProduct } from '#till/ports/catalogue.port.ts'

const FILE = join(import.meta.dirname, '../../data/products-100k.csv.gz')
const FAMILIES = ['bakery', 'dairy', 'deli', 'fruit', 'drinks', 'grocery', 'sweets'] as const
const RATES = [550, 550, 550, 1_000, 2_000] as const

/**
 * 100,000 real products. Price, rate and family follow from the barcode by a fixed rule, so that every run has the same
 * catalogue: prices end in 5 or 0, from 0.45 to 20.40.
 */
export function hundredThousandProducts(): CatalogueProduct[] {
  const rows: { barcode: string; name: string }[] = parse(gunzipSync(readFileSync(FILE)), { columns: true })
  return rows.map(({ barcode, name }) => {
    const step = ruleOf(barcode)
    return {
      id: `p-${barcode}`,
      barcode,
      name,
      unit: 'piece',
      priceMinor: 45 + (step % 400) * 5,
      vatBasisPoints: RATES[step % RATES.length] ?? 550,
      familyId: FAMILIES[step % FAMILIES.length] ?? 'grocery',
    }
  })
}

/** Spreads neighbouring barcodes apart; a prime below 2^32. */
const ruleOf = (barcode: string) => Number((BigInt(barcode) * 2_654_435_761n) % 4_294_967_291n)
