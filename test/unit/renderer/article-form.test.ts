/**
 * Goal: what a person types of an article is read as it is meant, or refused with one sentence that says what to do; nothing
 * of it changes on the way. Method: the form beside the request that it makes.
 */
import { describe, expect, it } from 'vitest'
import { sampleArticle } from '#test/support/renderer/sample-articles.ts'
import {
  type ArticleForm,
  formOf,
  isSameForm,
  requestOf,
  stockAfter,
} from '../../../src/renderer/screens/articles/editor/article-form.ts'

const TERMS = { currency: 'EUR', locale: 'fr' } as const
const LISTS = [
  { id: 'pro', name: 'Professionnels', place: 0 },
  { id: 'happy', name: 'Happy hour', place: 1 },
]
const BEER = sampleArticle({
  id: 'biere',
  name: 'Bière blonde 33 cl',
  barcodes: [
    { barcode: '3760001234572', quantityMilli: 1_000 },
    { barcode: '3760001234589', quantityMilli: 6_000 },
  ],
  depositProductId: 'consigne',
  depositName: 'Consigne bouteille',
})
const FILE = { article: BEER, listPrices: [{ priceListId: 'pro', priceMinor: 210 }] }
const form = (change: Partial<ArticleForm> = {}): ArticleForm => ({ ...formOf(FILE, LISTS, TERMS), ...change })
const request = (change: Partial<ArticleForm> = {}) => requestOf('biere', form(change), LISTS, TERMS)
const sentence = (change: Partial<ArticleForm>): string => {
  const read = request(change)
  if (read.ok) throw new Error('it was read')
  return `${read.problem.column} ${read.problem.sentence}`
}

describe('an article that is typed', () => {
  it('is what it was when nothing is typed', () => {
    const read = request()
    const { id: _, isArchived: __, stockMilli: ___, depositName: ____, parentName: _____, ...draft } = BEER
    expect(read.ok && read.value).toEqual({
      id: 'biere',
      article: draft,
      listPrices: [
        { priceListId: 'pro', priceMinor: 210 },
        { priceListId: 'happy', priceMinor: null },
      ],
    })
    expect(isSameForm(form(), form())).toBe(true)
    expect(isSameForm(form(), form({ name: 'x' }))).toBe(false)
  })

  it.each([
    ['12,5', 1_250],
    ['12.50', 1_250],
    [' 1 234,05 ', 123_405],
    ['0', 0],
    ['99999,99', 9_999_999],
  ])('reads the price %s', (price, priceMinor) => {
    const read = request({ price })
    expect(read.ok && read.value.article.priceMinor).toBe(priceMinor)
  })

  it.each([
    ['-3', 'négatif'],
    ['\u22123,20', 'négatif'],
    ['100000', 'dépasse 99\u202f999,99'],
    ['1234567890', 'dépasse'],
    ['1 234 567 890,00', 'dépasse'],
    ['3,205', 'Ce n’est pas un prix'],
    ['trois', 'Ce n’est pas un prix'],
    ['', 'n’a pas de prix'],
  ])('refuses the price %s', (price, words) => {
    expect(sentence({ price })).toContain(words)
    expect(sentence({ price })).toMatch(/^price Prix/)
  })

  it('needs no price where the cashier is asked for it', () => {
    const read = request({ price: ' ', isOpenPrice: true })
    expect(read.ok && read.value.article).toMatchObject({ priceMinor: 0, isOpenPrice: true })
  })

  it('names what is wrong with a name, a pack, the price of a list or a variant', () => {
    expect(sentence({ name: '  ' })).toContain('name Nom : L’article n’a pas de nom')
    const barcodes = [{ barcode: '3760001234572', pieces: 'six' }]
    expect(sentence({ barcodes })).toContain('barcodes 3760001234572 : Combien de pièces')
    expect(sentence({ listPrices: { pro: '2,1', happy: '-1' } })).toContain('Happy hour : Un prix ne peut pas')
    expect(sentence({ variantName: 'Grand' })).toContain('variant Variante : Une variante a besoin')
    expect(sentence({ parent: { id: 'the', name: 'Thé' } })).toContain('Une variante a besoin')
  })
})

describe('a stock that is typed', () => {
  const stock = (wish: ArticleForm['stock']['wish'], figures: string) => ({ wish, figures, reason: 'Inventaire' })
  it.each([
    ['counted', '12', { kind: 'counted', quantityMilli: 12_000, reason: 'Inventaire' }],
    ['counted', '-2', { kind: 'counted', quantityMilli: -2_000, reason: 'Inventaire' }],
    ['counted', '0', { kind: 'counted', quantityMilli: 0, reason: 'Inventaire' }],
    ['in', '3,5', { kind: 'moved', byMilli: 3_500, reason: 'Inventaire' }],
    ['out', '0.25', { kind: 'moved', byMilli: -250, reason: 'Inventaire' }],
    ['uncounted', '', { kind: 'uncounted', reason: 'Inventaire' }],
  ] as const)('%s %s', (wish, figures, change) => {
    const read = request({ stock: stock(wish, figures) })
    expect(read.ok && read.value.stock).toEqual(change)
  })

  it.each([
    ['in', '-1'],
    ['out', '0'],
    ['counted', ''],
    ['counted', '12 pièces'],
    ['in', '1234567'],
  ] as const)('refuses %s %s', (wish, figures) => {
    expect(sentence({ stock: stock(wish, figures) })).toContain('stock Stock : Ce n’est pas un stock')
  })

  it('says what it would be', () => {
    expect(stockAfter(form({ stock: stock('out', '5') }), 12_000, TERMS)).toBe(7_000)
    expect(stockAfter(form({ stock: stock('in', '5') }), null, TERMS)).toBe(5_000)
    expect(stockAfter(form({ stock: stock('counted', 'x') }), 12_000, TERMS)).toBeNull()
    expect(stockAfter(form(), 12_000, TERMS)).toBeNull()
  })
})
