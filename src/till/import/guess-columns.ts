import { COLUMN_WORDS } from '#contract/import-words.ts'
import { type ColumnUse, type DecimalMark, PRODUCT_COLUMNS, type ProductColumn } from '#contract/views/import-view.ts'
import { isEan } from '../barcode/barcode.ts'

/** What people in France, Poland, Germany and elsewhere write above a column, folded; our own names come besides. */
const HEAD_WORDS: Readonly<Record<ProductColumn, readonly string[]>> = {
  reference: [
    'ref',
    'id',
    'sku',
    'code article',
    'code produit',
    'reference article',
    'numero article',
    'article number',
    'item number',
    'product code',
    'item code',
    'symbol',
    'indeks towaru',
    'kod towaru',
    'kod produktu',
    'art nr',
    'artikelnr',
    'artnr',
    'artikel nr',
  ],
  name: [
    'nom',
    'nom du produit',
    'designation',
    'libelle',
    'article',
    'produit',
    'description',
    'intitule',
    'product',
    'product name',
    'item',
    'item name',
    'title',
    'handle',
    'nazwa towaru',
    'nazwa produktu',
    'towar',
    'produkt',
    'opis',
    'artikel',
    'bezeichnung',
    'artikelbezeichnung',
    'produktname',
    'beschreibung',
  ],
  shortName: ['libelle court', 'designation courte', 'short description', 'skrot', 'kurzbezeichnung', 'kurztext'],
  barcodes: [
    'code barre',
    'code barres',
    'code a barres',
    'codes barres',
    'codebarre',
    'ean',
    'ean13',
    'ean 13',
    'gencod',
    'gencode',
    'gtin',
    'upc',
    'barcode',
    'bar code',
    'kod',
    'kod kreskowy',
    'kod ean',
    'kod paskowy',
    'strichcode',
    'ean code',
    'barcodes',
  ],
  price: [
    'prix',
    'prix de vente',
    'prix vente ttc',
    'prix de vente ttc',
    'pv',
    'pv ttc',
    'pvttc',
    'tarif',
    'prix unitaire',
    'prix unitaire ttc',
    'pu ttc',
    'selling price',
    'sale price',
    'retail price',
    'unit price',
    'price incl vat',
    'gross price',
    'cena',
    'cena sprzedazy',
    'cena brutto',
    'cena detaliczna',
    'verkaufspreis',
    'vk',
    'vk brutto',
    'bruttopreis',
    'preis brutto',
    'einzelpreis',
  ],
  vat: [
    'tva',
    'taux tva',
    'taux de tva',
    'tva vente',
    'vat',
    'vat rate',
    'tax',
    'tax rate',
    'stawka vat',
    'stawka',
    'vat sprzedazy',
    'mwst',
    'ust',
    'mwst satz',
    'steuersatz',
    'steuer',
    'umsatzsteuer',
  ],
  family: [
    'famille',
    'categorie',
    'rayon',
    'groupe',
    'sous famille',
    'family',
    'category',
    'department',
    'group',
    'product category',
    'kategoria',
    'dzial',
    'grupa towarowa',
    'rodzina',
    'kategorie',
    'gruppe',
    'abteilung',
    'familie',
  ],
  unit: ['unite', 'unite de vente', 'uom', 'unit', 'jm', 'jedn', 'jednostka miary', 'einheit', 'mengeneinheit', 'me'],
  openPrice: [
    'prix libre',
    'prix ouvert',
    'open price',
    'variable price',
    'cena zmienna',
    'freier preis',
    'offener preis',
  ],
  deposit: ['consigne', 'article consigne', 'deposit', 'kaucja', 'pfand', 'pfandartikel'],
  stock: [
    'stock',
    'quantite',
    'qte',
    'quantite en stock',
    'qte stock',
    'quantity',
    'qty',
    'on hand',
    'quantity on hand',
    'stan',
    'stan magazynu',
    'ilosc',
    'bestand',
    'lagerbestand',
    'menge',
  ],
  parent: ['article parent', 'parent', 'produit parent', 'parent product', 'variant of', 'hauptartikel'],
  variant: ['declinaison', 'variante', 'variant', 'taille', 'size', 'wariant', 'rozmiar', 'groesse'],
  archived: ['archive', 'inactif', 'archived', 'inactive', 'zarchiwizowany', 'nieaktywny', 'archiviert', 'inaktiv'],
}

/** Lower case, no accents, words apart by one blank: `Prix T.T.C. (€)` is `prix ttc`. */
export function foldWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('œ', 'oe')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const BY_WORD: ReadonlyMap<string, ProductColumn> = new Map(
  PRODUCT_COLUMNS.toReversed().flatMap((column) =>
    [...HEAD_WORDS[column], ...Object.values(COLUMN_WORDS[column])].map((words) => [foldWords(words), column] as const),
  ),
)

interface KnownList {
  readonly id: string
  readonly name: string
}

/** Whether a first row names columns: two of our names, or one and no figure in the row. */
export function isHead(cells: readonly string[]): boolean {
  const known = cells.filter((cell) => BY_WORD.has(foldWords(cell))).length
  return known >= 2 || (known === 1 && !cells.some((cell) => /\d{2}/.test(cell)))
}

/** What each column is by its name; each of ours is taken once, by the first that bears it. */
export function columnsByHead(head: readonly string[], lists: readonly KnownList[]): ColumnUse[] {
  const taken = new Set<ColumnUse>()
  return head.map((cell) => {
    const use = byHead(cell, lists)
    if (use === 'ignored' || taken.has(use)) return 'ignored'
    taken.add(use)
    return use
  })
}

function byHead(cell: string, lists: readonly KnownList[]): ColumnUse {
  const words = foldWords(cell)
  const column = BY_WORD.get(words)
  if (column !== undefined) return column
  const list = lists.find(({ name }) => words === foldWords(name) || words.endsWith(` ${foldWords(name)}`))
  return list === undefined ? 'ignored' : `list:${list.id}`
}

const BARCODE = /^\d{8,14}$/
const PRICE = /^\d{1,5}[.,]\d{2}(?:\s?(?:€|eur|zł|pln))?$/i
const LETTERS = /\p{L}{3}/u

/** What columns without names are, by what stands in them: codes, prices, and the longest texts. */
export function columnsByCells(rows: readonly (readonly string[])[]): ColumnUse[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, place) =>
    rows.map((row) => row[place]?.trim() ?? '').filter(Boolean),
  )
  const mostly = (cells: readonly string[], is: (cell: string) => boolean) =>
    cells.length > 0 && cells.filter(is).length * 5 >= cells.length * 4
  const uses = columns.map((): ColumnUse => 'ignored')
  const give = (use: ProductColumn, place: number) => {
    if (place >= 0) uses[place] = use
  }
  give(
    'barcodes',
    columns.findIndex((cells) => mostly(cells, (cell) => BARCODE.test(cell) || isEan(cell))),
  )
  give(
    'price',
    columns.findIndex((cells, place) => uses[place] === 'ignored' && mostly(cells, (cell) => PRICE.test(cell))),
  )
  const lengthOf = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length
  const texts = columns.flatMap((cells, place) =>
    uses[place] === 'ignored' && mostly(cells, (cell) => LETTERS.test(cell))
      ? [{ place, length: lengthOf(cells) }]
      : [],
  )
  give('name', texts.toSorted((one, other) => other.length - one.length)[0]?.place ?? -1)
  return uses
}

/** Which mark the decimals of these cells have: the one that stands before the last one or two figures more often. */
export function guessDecimalMark(cells: readonly string[]): DecimalMark {
  const withMark = (mark: RegExp) => cells.filter((cell) => mark.test(cell)).length
  return withMark(/\d\.\d{1,2}(?!\d)/) > withMark(/\d,\d{1,2}(?!\d)/) ? 'point' : 'comma'
}
