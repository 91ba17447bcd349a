/**
 * Goal: what a manager says of an article, a family or a price list is kept as said, or refused with a sentence that says
 * what to do. Method: the till's own calls on a real database.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Request } from '#contract/api.ts'
import { eanCheckDigit } from '#contract/barcode.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { FAMILY_WORDS } from '#contract/import-words.ts'
import { LOCALES } from '#contract/locale.ts'
import type { ArticleDraft } from '#contract/views/article-view.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
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
  shortName: 'Coings',
}
const COUNTED = { kind: 'counted', quantityMilli: 12_000, reason: 'Inventaire' } as const
const save = (article: Partial<ArticleDraft>, more: Partial<Request<'articles.save'>> = {}) =>
  desk.call('articles.save', { id: null, article: { ...DRAFT, ...article }, listPrices: [], ...more })

const withCheckDigit = (digits: string) => `${digits}${eanCheckDigit(digits)}`

async function sentenceOf(answer: ReturnType<typeof save>): Promise<string> {
  const refused = await answer
  if (refused.ok) throw new Error('it was kept')
  return `${refused.error.code} ${errorSentence(refused.error, 'fr')}`
}

describe('an article', () => {
  it('is kept as it was said, found, changed and archived', async () => {
    const saved = await save({}, { stock: COUNTED })
    const id = saved.ok ? saved.value.id : ''
    const file = await desk.call('articles.article', { id })
    expect(file.ok && file.value).toMatchObject({
      article: { ...DRAFT, id, name: 'Gelée de coings', isArchived: false, depositName: null, stockMilli: 12_000 },
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
    await save({ priceMinor: 450 }, { id })
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
    ['a long short name', { shortName: 'x'.repeat(25) }, 'ARTICLES_REFUSED Nom court : Le nom dépasse 24'],
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

  it('says whose barcode it is, so that one can go there', async () => {
    const saved = await save({})
    const ownerId = saved.ok ? saved.value.id : ''
    const refused = await save({ name: 'Autre' })
    expect(!refused.ok && refused.error.details).toMatchObject({
      column: 'barcodes',
      ownerId,
      ownerName: 'Gelée de coings',
    })
    const found = await desk.call('articles.findBarcode', { barcode: ' 3760001234596 ' })
    expect(found.ok && found.value).toEqual({
      barcode: '3760001234596',
      isLabel: false,
      owner: { id: ownerId, name: 'Gelée de coings' },
    })
  })

  it('takes the number of its goods from the label of a scale, and no card number for a code', async () => {
    // 21, goods 12345, 6.90 on the label, check digit.
    const label = await desk.call('articles.findBarcode', { barcode: '2112345006901' })
    expect(label.ok && label.value).toEqual({ barcode: '2112345', isLabel: true, owner: null })
    for (const barcode of ['4111111111111111', 'CMD-TOTAL', '3760001234597', '']) {
      expect((await desk.call('articles.findBarcode', { barcode })).ok, barcode).toBe(false)
    }
  })

  it('is no variant of a variant, nor of itself', async () => {
    const parent = await save({ barcodes: [] })
    const parentId = parent.ok ? parent.value.id : ''
    const variant = await save({ barcodes: [], parentId, variantName: 'Grand' })
    const variantId = variant.ok ? variant.value.id : ''
    const wrong = { barcodes: [], variantName: 'Petit' }
    expect(await sentenceOf(save({ ...wrong, parentId: variantId }))).toContain('Une variante n’a pas de variantes')
    expect(await sentenceOf(save({ ...wrong, parentId: 'baguette' }, { id: parentId }))).toContain('pas de variantes')
    expect(await sentenceOf(save({ ...wrong, parentId }, { id: parentId }))).toContain('L’article nommé ici')
  })

  it('costs what it did on tickets in hand, and what it does now on the next line', async () => {
    const before = await save({})
    const id = before.ok ? before.value.id : ''
    await desk.call('sale.addProduct', { productId: id })
    await save({ priceMinor: 500, name: 'Gelée extra' }, { id })
    await desk.call('sale.addProduct', { productId: id })
    const lines = desk.till.slice('sale').lines.map(({ name, unitPriceMinor }) => ({ name, unitPriceMinor }))
    expect(lines).toEqual([
      { name: 'Gelée de coings', unitPriceMinor: 420 },
      { name: 'Gelée extra', unitPriceMinor: 500 },
    ])
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

describe('a stock', () => {
  const stockOf = async (id: string) => (await desk.store.catalogue.record(id))?.stockMilli
  const change = (id: string, stock: Request<'articles.save'>['stock']) => save({}, { id, stock })

  it('is counted, corrected by what came or went, and left uncounted, each with its reason in the fiscal chain', async () => {
    const saved = await save({}, { stock: COUNTED })
    const id = saved.ok ? saved.value.id : ''
    await change(id, { kind: 'moved', byMilli: -2_500, reason: '  Casse ' })
    expect(await stockOf(id)).toBe(9_500)
    const { body } = (await desk.store.fiscalChain.last()) ?? { body: '{}' }
    expect(JSON.parse(body)).toMatchObject({
      event: 'article-saved',
      articleId: id,
      userId: 'claire',
      reason: 'Casse',
      changes: [{ name: 'stockMilli', before: 12_000, after: 9_500 }],
    })
    await change(id, { kind: 'uncounted', reason: 'Plus suivi' })
    expect(await stockOf(id)).toBeNull()
    await change(id, { kind: 'moved', byMilli: 3_000, reason: 'Livraison' })
    expect(await stockOf(id)).toBe(3_000)
  })

  it.each<[string, Request<'articles.save'>['stock'], string]>([
    ['without a reason', { kind: 'moved', byMilli: 1, reason: ' ' }, 'Le stock change sans motif'],
    ['for a reason that steers', { kind: 'moved', byMilli: 1, reason: 'x\u001b' }, 'Stock : Le texte contient'],
    [
      'for a card number',
      { kind: 'counted', quantityMilli: 1, reason: '4111 1111 1111 1111' },
      'ressemble à un numéro',
    ],
    ['beyond what fits', { kind: 'moved', byMilli: 999_999_999, reason: 'Livraison' }, 'Ce n’est pas un stock'],
  ])('does not change %s, and nothing else does then', async (_, stock, sentence) => {
    const saved = await save({}, { stock: COUNTED })
    const id = saved.ok ? saved.value.id : ''
    expect(await sentenceOf(save({ priceMinor: 1 }, { id, stock }))).toContain(sentence)
    expect(await desk.store.catalogue.record(id)).toMatchObject({ priceMinor: 420, stockMilli: 12_000 })
  })
})

describe('the last save', () => {
  const undo = () => desk.call('articles.undoSave', {})

  it('is taken back: a changed article is as it was, a new one is gone, and the chain holds all of it', async () => {
    const made = await save({}, { stock: COUNTED })
    const id = made.ok ? made.value.id : ''
    const before = await desk.store.catalogue.record(id)
    await save({ name: 'Autre nom', barcodes: [], priceMinor: 1 }, { id, stock: { ...COUNTED, quantityMilli: 4_000 } })
    // Two are sold before it is taken back.
    await desk.call('sale.addProduct', { productId: id, quantityMilli: 2_000 })
    await desk.call('tender.cash', { givenMinor: 10_000 })
    await desk.call('sale.next', {})
    expect((await undo()).ok).toBe(true)
    expect(await desk.store.catalogue.record(id)).toEqual({ ...before, stockMilli: 10_000 })
    expect(await undo()).toMatchObject({ ok: false, error: { code: 'ARTICLES_NOTHING_TO_UNDO' } })
    const fresh = await save({ barcodes: [] })
    expect(await undo()).toEqual(fresh)
    expect(fresh.ok && (await desk.store.catalogue.record(fresh.value.id))).toBeNull()
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    expect(verifyChain(records, null, desk.signer)).toBeNull()
    const events = records.map(({ body }) => (JSON.parse(body) as { event?: string }).event ?? '')
    expect(events.filter((event) => event.startsWith('article-'))).toEqual([
      'article-saved',
      'article-saved',
      'article-save-undone',
      'article-saved',
      'article-removed',
    ])
  })

  it('stays where somebody else has changed the article since, or has its old barcode', async () => {
    const made = await save({})
    const id = made.ok ? made.value.id : ''
    await save({ barcodes: [] }, { id })
    const other = { ...DRAFT, id: 'other', name: 'Autre' }
    const { depositProductId: _, parentId: __, variantName: ___, shortName: _____, isOpenPrice: ____, ...plain } = other
    await desk.store.catalogue.write([plain])
    expect(await undo()).toMatchObject({
      ok: false,
      error: { code: 'ARTICLES_REFUSED', details: { ownerId: 'other' } },
    })
    const record = await desk.store.catalogue.record(id)
    if (record !== null) await desk.store.catalogue.write([{ ...record, priceMinor: 999 }])
    expect(await undo()).toMatchObject({ ok: false, error: { code: 'ARTICLES_NOTHING_TO_UNDO' } })
  })

  it('takes prices of lists back, and leaves an archived article archived', async () => {
    const list = await desk.call('articles.savePriceList', { list: { id: null, name: 'Pro', place: 0 } })
    const priceListId = list.ok ? list.value.id : ''
    const made = await save({}, { listPrices: [{ priceListId, priceMinor: 300 }] })
    const id = made.ok ? made.value.id : ''
    await save({ priceMinor: 500 }, { id, listPrices: [{ priceListId, priceMinor: null }] })
    await desk.call('articles.archive', { id, isArchived: true })
    expect((await undo()).ok).toBe(true)
    expect(await desk.store.catalogue.listPrices(id)).toEqual([{ priceListId, priceMinor: 300 }])
    expect(await desk.store.catalogue.record(id)).toMatchObject({ priceMinor: 420, isArchived: true })
  })

  it('writes nothing where nothing is another', async () => {
    const made = await save({})
    const id = made.ok ? made.value.id : ''
    const last = await desk.store.fiscalChain.last()
    expect((await save({}, { id })).ok).toBe(true)
    expect(await desk.store.fiscalChain.last()).toEqual(last)
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

  it('say the rate that their new goods begin with', async () => {
    const { families } = desk.till.slice('till')
    const rated = families.map((family) => (family.id === 'drinks' ? { ...family, vatBasisPoints: 2_000 } : family))
    expect((await desk.call('articles.saveFamilies', { families: rated })).ok).toBe(true)
    desk = await desk.reopen()
    expect(desk.till.slice('till').families).toEqual(rated)
  })

  it('are named in at most forty characters that steer nothing', async () => {
    const { families } = desk.till.slice('till')
    for (const name of ['x'.repeat(41), 'Cave\u001b[31m', '4111 1111 1111 1111', '  ']) {
      const [first, ...others] = families
      if (first === undefined) throw new Error('no family')
      const saved = await desk.call('articles.saveFamilies', { families: [{ ...first, name }, ...others] })
      expect(!saved.ok && saved.error.code, name).toBe('ARTICLES_REFUSED')
    }
    expect(desk.till.slice('till').families).toEqual(families)
  })

  it('that a shop begins with are called in files as they are on the screen', () => {
    const screens: Readonly<Record<string, Readonly<Record<string, string>>>> = { fr, en, pl, de }
    for (const [key, words] of Object.entries(FAMILY_WORDS)) {
      for (const locale of LOCALES) expect(words[locale], key).toBe(screens[locale]?.[key])
    }
  })
})

describe('labels of scales', () => {
  it('are read as the shop says, one form a prefix', async () => {
    const weight = { prefix: '24', holds: 'weight', itemDigits: 4, valueDigits: 5 } as const
    expect((await desk.call('articles.saveLabelForms', { forms: [weight] })).ok).toBe(true)
    const read = await desk.call('articles.labelForms', {})
    expect(read.ok && read.value.forms).toEqual([weight])
    const twice = await desk.call('articles.saveLabelForms', { forms: [weight, { ...weight, itemDigits: 5 }] })
    expect(!twice.ok && twice.error.code).toBe('IPC_BAD_REQUEST')
    await save({ unit: 'kg', barcodes: [{ barcode: '1234', quantityMilli: 1_000 }], priceMinor: 2_000 })
    // 24, goods 1234, one digit that is passed over, 412 g.
    await desk.call('sale.scan', { code: withCheckDigit('241234000412') })
    expect(desk.till.slice('sale').lines.map(({ quantityMilli }) => quantityMilli)).toEqual([412])
  })
})
