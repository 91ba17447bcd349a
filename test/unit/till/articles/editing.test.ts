/**
 * Goal: what a manager says of an article, a family or a price list is kept as said, or refused with a sentence that says
 * what to do. Method: the till's own calls on a real database.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Request } from '#contract/api.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { FAMILY_WORDS } from '#contract/import-words.ts'
import { LOCALES } from '#contract/locale.ts'
import type { ArticleDraft } from '#contract/views/article-view.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import de from '../../../../src/renderer/locales/de.json' with { type: 'json' }
import en from '../../../../src/renderer/locales/en.json' with { type: 'json' }
import fr from '../../../../src/renderer/locales/fr.json' with { type: 'json' }
import pl from '../../../../src/renderer/locales/pl.json' with { type: 'json' }

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const DRAFT: ArticleDraft = {
  name: 'Gelée  de coings',
  barcodes: [{ barcode: '3760001234596', quantityMilli: 1_000 }],
  unit: 'piece',
  priceMinor: 420,
  vatBasisPoints: 550,
  familyId: 'grocery',
  isOpenPrice: false,
  depositProductId: null,
  parentId: null,
  variantName: null,
  stockMilli: 12_000,
}
const save = (article: Partial<ArticleDraft>, more: Partial<Request<'articles.save'>> = {}) =>
  desk.call('articles.save', { id: null, article: { ...DRAFT, ...article }, listPrices: [], ...more })

async function sentenceOf(answer: ReturnType<typeof save>): Promise<string> {
  const refused = await answer
  if (refused.ok) throw new Error('it was kept')
  return `${refused.error.code} ${errorSentence(refused.error, 'fr')}`
}

describe('an article', () => {
  it('is kept as it was said, found, changed and archived', async () => {
    const saved = await save({})
    const id = saved.ok ? saved.value.id : ''
    const file = await desk.call('articles.article', { id })
    expect(file.ok && file.value).toMatchObject({
      article: { ...DRAFT, id, name: 'Gelée de coings', isArchived: false, depositName: null },
      listPrices: [],
      variants: [],
    })
    const list = (isArchived: boolean) =>
      desk.call('articles.list', { text: 'coings', familyId: null, isArchived, after: null, limit: 10 })
    const ids = async (isArchived: boolean) => {
      const found = await list(isArchived)
      return found.ok ? found.value.articles.map((article) => article.id).filter((found) => found === id) : []
    }
    expect(await ids(false)).toContain(id)
    await save({ priceMinor: 450, stockMilli: undefined }, { id })
    expect(await desk.store.catalogue.record(id)).toMatchObject({ priceMinor: 450, stockMilli: 12_000 })
    await desk.call('articles.archive', { id, isArchived: true })
    expect([await ids(false), await ids(true)]).toEqual([[], [id]])
    await desk.call('articles.archive', { id, isArchived: false })
    expect(await ids(false)).toEqual([id])
  })

  it.each<[string, Partial<ArticleDraft>, string]>([
    ['no name', { name: '  ' }, 'ARTICLES_REFUSED Nom : L’article n’a pas de nom.'],
    ['a name that steers the printer', { name: 'x\u001b@' }, 'ARTICLES_REFUSED Nom : Le texte contient'],
    ['a card number for a name', { name: '4111 1111 1111 1111' }, 'ARTICLES_REFUSED Nom : Cela ressemble'],
    [
      'a mistyped barcode',
      { barcodes: [{ barcode: '3760001234597', quantityMilli: 1_000 }] },
      'ARTICLES_REFUSED Codes-barres : La clé',
    ],
    ['a rate the shop has not', { vatBasisPoints: 1_960 }, 'ARTICLES_REFUSED TVA % : Ce taux'],
    ['a deposit that is no article', { depositProductId: 'nobody' }, 'ARTICLES_REFUSED Consigne : L’article nommé'],
    ['a variant without its name', { parentId: 'baguette' }, 'ARTICLES_REFUSED Variante : Une variante'],
    ['a family that is not there', { familyId: 'nowhere' }, 'IPC_BAD_REQUEST'],
  ])('is refused with %s', async (_, change, sentence) => {
    expect(await sentenceOf(save(change))).toContain(sentence)
  })

  it('does not take the barcode of another one, and is not there when it is gone', async () => {
    await save({})
    expect(await sentenceOf(save({ name: 'Autre' }))).toContain('« Gelée de coings »')
    expect(await sentenceOf(save({}, { id: 'gone' }))).toContain('ARTICLES_NOT_FOUND')
    for (const answer of [
      await desk.call('articles.article', { id: 'gone' }),
      await desk.call('articles.archive', { id: 'gone', isArchived: true }),
    ]) {
      expect(!answer.ok && answer.error.code).toBe('ARTICLES_NOT_FOUND')
    }
  })

  it('is looked for by no card number', async () => {
    const text = '4111111111111111'
    const found = await desk.call('articles.list', { text, familyId: null, isArchived: false, after: null, limit: 10 })
    expect(!found.ok && found.error.code).toBe('SALE_CARD_NUMBER_REFUSED')
  })

  it('has prices in lists, and variants', async () => {
    const list = await desk.call('articles.savePriceList', {
      list: { id: null, name: 'Happy hour', place: 0, weekdays: [5], from: '17:00', until: '19:00' },
    })
    const priceListId = list.ok ? list.value.id : ''
    const parent = await save({}, { listPrices: [{ priceListId, priceMinor: 300 }] })
    const parentId = parent.ok ? parent.value.id : ''
    await save({ name: 'Confiture', barcodes: [], parentId, variantName: 'Grand pot' })
    const file = await desk.call('articles.article', { id: parentId })
    expect(file.ok && file.value).toMatchObject({
      listPrices: [{ priceListId, priceMinor: 300 }],
      variants: [{ variantName: 'Grand pot', priceMinor: 420 }],
    })
    await save({}, { id: parentId, listPrices: [{ priceListId, priceMinor: null }] })
    expect(await desk.store.catalogue.listPrices(parentId)).toEqual([])
    const lists = await desk.call('articles.priceLists', {})
    expect(lists.ok && lists.value.lists).toEqual([
      { id: priceListId, name: 'Happy hour', place: 0, weekdays: [5], from: '17:00', until: '19:00' },
    ])
    await desk.call('articles.removePriceList', { id: priceListId })
    const left = await desk.call('articles.priceLists', {})
    expect(left.ok && left.value.lists).toEqual([])
  })
})

describe('families', () => {
  it('are named, ordered and coloured by the shop; one with articles stays', async () => {
    const { families } = desk.till.slice('till')
    const renamed = families.map((family) => (family.id === 'grocery' ? { ...family, name: 'Épicerie  fine' } : family))
    const own = { id: 'own', nameKey: '', name: 'Cave', colour: 3 }
    expect((await desk.call('articles.saveFamilies', { families: [own, ...renamed] })).ok).toBe(true)
    expect(desk.till.slice('till').families[0]).toEqual(own)
    expect(desk.till.slice('till').families.find(({ id }) => id === 'grocery')?.name).toBe('Épicerie fine')
    const without = await desk.call('articles.saveFamilies', { families: renamed.filter(({ id }) => id !== 'grocery') })
    expect(!without.ok && without.error).toEqual({
      code: 'ARTICLES_FAMILY_IN_USE',
      details: { name: 'Épicerie fine' },
    })
    expect((await desk.call('articles.saveFamilies', { families: renamed })).ok).toBe(true)
    expect(desk.till.slice('till').families.map(({ id }) => id)).not.toContain('own')
  })

  it('that a shop begins with are called in files as they are on the screen', () => {
    const screens: Readonly<Record<string, Readonly<Record<string, string>>>> = { fr, en, pl, de }
    for (const [key, words] of Object.entries(FAMILY_WORDS)) {
      for (const locale of LOCALES) expect(words[locale], key).toBe(screens[locale]?.[key])
    }
  })
})
