/**
 * Makes resources/catalogue/products-300.json from a list of real products (`barcode,name`, gzip, Open Food Facts):
 *
 *   node tools/make-catalogue.ts products.csv.gz resources/catalogue/products-300.json
 *
 * The rule, so that every run gives the same file:
 * 1. A name is taken when it has 4 to 38 characters, at least one capital and one small letter, no sign of damage
 *    (`?`, U+FFFD) and no euro sign, and when a word of it names a family (table below, first match wins).
 * 2. Rows are ordered by SHA-256 of their barcode. First come the fixed barcodes, then 45 Polish ones (590), then 12
 *    with `œ`, then each family is filled to its share; a name is taken once.
 * 3. The price lies in the family's range by the hash, ending in 5 or 0; the rate follows the family and the word:
 *    20 % for alcohol and confectionery, 10 % for what is eaten at once, else 5.5 %.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

interface Product {
  readonly id: string
  readonly barcode: string
  readonly name: string
  readonly unit: 'piece'
  readonly priceMinor: number
  readonly vatBasisPoints: number
  readonly familyId: string
}

const TOTAL = 300
const POLISH = 45
const WITH_LIGATURE = 12
/** Products of the pictures. */
const FIXED = ['3103220028766', '3124480183538']

const FAMILIES: ReadonlyArray<{ id: string; share: number; from: number; to: number; words: RegExp }> = [
  {
    id: 'sweets',
    share: 36,
    from: 95,
    to: 495,
    words: /\b(bonbons?|haribo|chewing|sucettes?|caramels?|guimauves?|r[ée]glisse|cukierki|żelki|praline|dragées?)\b/iu,
  },
  {
    id: 'drinks',
    share: 54,
    from: 80,
    to: 1290,
    words:
      /\b(jus|eau|bière|beer|piwo|vin|cidre|limonade|soda|cola|orangina|thé|ice tea|nektar|sok|woda|sirop|café|rhum|whisky|vodka)\b/iu,
  },
  {
    id: 'bakery',
    share: 36,
    from: 110,
    to: 540,
    words:
      /\b(pain|pains|baguettes?|brioches?|croissants?|cakes?|tartelettes?|quatre-quarts|madeleines?|gaufres?|chleb|bułka|sablés?|biscottes?)\b/iu,
  },
  {
    id: 'dairy',
    share: 45,
    from: 95,
    to: 690,
    words:
      /\b(fromage|yaourts?|beurre|lait|crème|comté|emmental|camembert|skyr|jogurt|mleko|ser|twaróg|kefir|masło|mozzarella|faisselle)\b/iu,
  },
  {
    id: 'deli',
    share: 42,
    from: 190,
    to: 990,
    words:
      /\b(jambon|saucisson|saucisses?|p[âa]té|terrine|rillettes|quiche|sandwich|salade|pizza|bœuf|poulet|saumon|lardons|kiełbasa|szynka|pierogi|merguez|ravioli)\b/iu,
  },
  {
    id: 'fruit',
    share: 27,
    from: 120,
    to: 590,
    words:
      /\b(pommes?|fraises?|abricots|carottes?|tomates?|champignons?|haricots|épinards|lentilles|pois|olives|noix|amandes|cœurs?|ogórki|kapusta|compote)\b/iu,
  },
  {
    id: 'grocery',
    share: 60,
    from: 70,
    to: 890,
    words:
      /\b(riz|pâtes|spaghetti|farine|sucre|huile|olej|miel|miód|confiture|dżem|chips|céréales|müsli|muesli|moutarde|sauce|soupe|zupa|sel|vinaigre|biscuits?|chocolat|czekolada|makaron|kasza|płatki|cornichons)\b/iu,
  },
]
const ALCOHOL = /\b(bière|beer|piwo|vin|cidre|rhum|whisky|vodka)\b/iu
const EATEN_AT_ONCE = /\b(sandwich|salade|quiche|pizza)\b/iu

/** One line of `barcode,name`; names with commas stand in quotes, doubled inside. */
function readRow(line: string): { barcode: string; name: string } | null {
  const match = /^(\d{8}|\d{13}),(?:"((?:[^"]|"")*)"|([^"]*))$/.exec(line.trim())
  if (match === null) return null
  const name = (match[2]?.replace(/""/g, '"') ?? match[3] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
  return { barcode: match[1] ?? '', name }
}

function isGoodName(name: string): boolean {
  const sound = !/[?€\ufffd]/.test(name) && /^\p{Lu}/u.test(name) && /\p{Ll}/u.test(name)
  return sound && name.length >= 4 && name.length <= 38
}

function digestOf(barcode: string): Buffer {
  return createHash('sha256').update(barcode).digest()
}

function productOf(barcode: string, name: string): Product | null {
  // \b knows no letters outside ASCII, so words are set apart by spaces before the match.
  const spaced = ` ${name.replace(/[^\p{L}\p{N}-]+/gu, ' ')} `
  const within = (words: RegExp): boolean =>
    new RegExp(words.source.replace(/^\\b/, '(?<= )').replace(/\\b$/, '(?= )'), words.flags).test(spaced)
  const family = FAMILIES.find(({ words }) => within(words))
  if (family === undefined) return null
  const step = digestOf(barcode).readUInt32BE(0) % Math.floor((family.to - family.from) / 5 + 1)
  const vatBasisPoints = within(ALCOHOL) || family.id === 'sweets' ? 2_000 : within(EATEN_AT_ONCE) ? 1_000 : 550
  const priceMinor = family.from + step * 5
  return { id: `p-${barcode}`, barcode, name, unit: 'piece', priceMinor, vatBasisPoints, familyId: family.id }
}

function choose(candidates: readonly Product[]): Product[] {
  const chosen = new Map<string, Product>()
  const names = new Set<string>()
  const take = (product: Product): void => {
    const key = product.name.toLowerCase()
    if (chosen.has(product.barcode) || names.has(key)) return
    chosen.set(product.barcode, product)
    names.add(key)
  }
  const fill = (wanted: (product: Product) => boolean, count: number): void => {
    for (const product of candidates) {
      if ([...chosen.values()].filter(wanted).length >= count) return
      if (wanted(product)) take(product)
    }
  }
  for (const product of candidates) if (FIXED.includes(product.barcode)) take(product)
  fill(({ barcode }) => barcode.startsWith('590'), POLISH)
  fill(({ name }) => name.includes('œ'), WITH_LIGATURE)
  for (const { id, share } of FAMILIES) fill(({ familyId }) => familyId === id, share)
  fill(() => true, TOTAL)
  return [...chosen.values()].slice(0, TOTAL)
}

function main([source, target]: readonly string[]): void {
  if (source === undefined || target === undefined) throw new Error('make-catalogue.ts <products.csv.gz> <target.json>')
  const rows = gunzipSync(readFileSync(source))
    .toString('utf8')
    .split('\n')
    .flatMap((line) => readRow(line) ?? [])
  const candidates = rows
    .filter(({ name }) => isGoodName(name))
    .flatMap(({ barcode, name }) => productOf(barcode, name) ?? [])
    .map((product) => ({ product, order: digestOf(product.barcode).toString('hex') }))
    .sort((left, right) => (left.order < right.order ? -1 : 1))
    .map(({ product }) => product)
  const products = choose(candidates).sort((left, right) => (left.barcode < right.barcode ? -1 : 1))
  const body = products.map((product) => `  ${JSON.stringify(product)}`).join(',\n')
  writeFileSync(target, `[\n${body}\n]\n`)
  process.stdout.write(`${products.length} products of ${candidates.length}\n`)
}

main(process.argv.slice(2))
