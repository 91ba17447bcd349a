/**
 * Goal: a till without a shop is set up step by step, comes back where it was whatever stopped it, and is a whole till at the
 * end. Method: the till's own calls on a real database, opened again after each step.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { COUNTRY_RULES, type Country } from '#contract/country-rules.ts'
import { blockingGaps, setupGaps } from '#contract/setup-gaps.ts'
import type { SetupDraft } from '#contract/views/setup-view.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import { FIRST_DRAFT, shopIdentity } from '#till/setup/first-shop.ts'
import { vatRows } from '#till/vat/vat.ts'

const DONE = { ok: true, value: {} }
const MANAGER = { id: 'person-1', name: 'Claire D.', role: 'manager', pin: '2580' } as const

const open: TestTill[] = []
afterEach(() => {
  for (const till of open.splice(0)) till.close()
})
const emptyTill = async () => {
  const till = await openTestTill({ folder: mkdtempSync(join(tmpdir(), 'comptoir-setup-')) })
  open.push(till)
  return till
}
const again = async (till: TestTill) => {
  const reopened = await till.reopen()
  open.splice(open.indexOf(till), 1, reopened)
  return reopened
}

const draftOf = (country: Country, change: Partial<SetupDraft> = {}): SetupDraft => ({
  ...FIRST_DRAFT,
  step: 'trial',
  country,
  shop: { ...FIRST_DRAFT.shop, name: '  Épicerie  du Port ', tillLabel: 'Caisse 3' },
  tillNumber: 3,
  vatBasisPoints: [...COUNTRY_RULES[country].vatBasisPoints],
  ...change,
})

async function finished(country: Country, change: Partial<SetupDraft> = {}): Promise<TestTill> {
  const till = await emptyTill()
  expect(await till.call('setup.keep', { draft: draftOf(country, change) })).toEqual(DONE)
  expect(await till.call('setup.keepPerson', MANAGER)).toEqual(DONE)
  expect(await till.call('setup.finish', {})).toEqual(DONE)
  return till
}

describe('a till without a shop', () => {
  it('lets nobody sign in or sell, and keeps each answer over a restart', async () => {
    let till = await emptyTill()
    expect(till.till.slice('setup')).toMatchObject({ stage: 'draft', draft: FIRST_DRAFT, people: [] })
    expect(till.till.slice('session')).toMatchObject({ kind: 'locked', users: [] })
    expect(await till.call('sale.addProduct', { productId: 'baguette' })).toMatchObject({ ok: false })
    const draft = draftOf('pl', { step: 'shop' })
    await till.call('setup.keep', { draft })
    await till.call('setup.keepPerson', MANAGER)
    till = await again(till)
    const setup = till.till.slice('setup')
    expect(setup).toMatchObject({ draft, currency: 'PLN', people: [{ id: 'person-1', role: 'manager' }] })
    expect(JSON.stringify(setup)).not.toMatch(/hashHex|2580/)
    await till.call('setup.removePerson', { personId: 'person-1' })
    expect((await again(till)).till.slice('setup')).toMatchObject({ people: [] })
  })

  it('does not finish with a gap, and names the step', async () => {
    const till = await emptyTill()
    const gap = (step: number) => ({ ok: false, error: { code: 'SETUP_INCOMPLETE', details: { step } } })
    expect(await till.call('setup.finish', {})).toEqual(gap(1))
    await till.call('setup.keep', { draft: draftOf('fr', { vatBasisPoints: [] }) })
    expect(await till.call('setup.finish', {})).toEqual(gap(3))
    await till.call('setup.keep', { draft: draftOf('fr') })
    expect(await till.call('setup.finish', {})).toEqual(gap(6))
    await till.call('setup.keepPerson', { ...MANAGER, role: 'cashier' })
    expect(await till.call('setup.finish', {})).toEqual(gap(6))
    expect(till.till.slice('setup')?.stage).toBe('draft')
  })

  it('takes no card number for a name and no person without a code', async () => {
    const till = await emptyTill()
    const draft = draftOf('fr', { shop: { ...FIRST_DRAFT.shop, name: '4111 1111 1111 1111' } })
    const refused = { ok: false, error: { code: 'SALE_CARD_NUMBER_REFUSED' } }
    expect(await till.call('setup.keep', { draft })).toMatchObject(refused)
    expect(await till.call('setup.keepPerson', { ...MANAGER, name: '4111111111111111' })).toMatchObject(refused)
    const weak = await till.call('setup.keepPerson', { ...MANAGER, pin: '1234' })
    expect(weak).toMatchObject({ ok: false, error: { code: 'PEOPLE_CODE_WEAK' } })
    expect(await till.call('setup.keepPerson', { id: 'p', name: 'Hugo', role: 'cashier' })).toMatchObject({ ok: false })
    expect(till.till.slice('setup')).toMatchObject({ draft: FIRST_DRAFT, people: [] })
  })

  it('says what may wait while one learns, and may not where one sells', () => {
    const draft = draftOf('fr', { goods: 'empty' })
    const fields = (training: boolean) => blockingGaps(setupGaps(draft, [MANAGER], training)).map(({ field }) => field)
    expect(fields(true)).toEqual([])
    expect(fields(false)).toEqual(['street', 'postcode', 'town', 'registration'])
    const wrong = { ...draft, shop: { ...draft.shop, registration: '12345678200011' } }
    expect(blockingGaps(setupGaps(wrong, [MANAGER], true))).toEqual([
      { step: 'shop', field: 'registration', kind: 'wrong' },
    ])
    expect(blockingGaps(setupGaps({ ...draft, goods: 'sample' }, [MANAGER], false)).at(-1)?.field).toBe('goods')
  })
})

describe('a till that was just set up', () => {
  it('is signed in, sells under its own number, and its chain begins with what was set up', async () => {
    const till = await finished('fr')
    expect(till.till.slice('setup')).toEqual({ stage: 'trial' })
    expect(till.till.slice('session')).toMatchObject({ kind: 'signed-in', user: { name: 'Claire D.', initials: 'CD' } })
    expect(till.till.slice('till')).toMatchObject({
      shopName: 'Épicerie du Port',
      tillLabel: 'Caisse 3',
      currency: 'EUR',
    })
    expect(await till.call('sale.addProduct', { productId: 'baguette' })).toMatchObject({ ok: true })
    expect(till.till.slice('sale').number).toBe('3-000001')
    expect(await till.call('tender.begin', {})).toEqual(DONE)
    expect(await till.call('tender.cash', { givenMinor: 200 })).toEqual(DONE)
    const records = await till.store.fiscalChain.records({ afterSequence: 0, limit: 20 })
    expect(verifyChain(records, null, till.signer)).toBeNull()
    expect(JSON.parse(records[0]?.body ?? '')).toMatchObject({ event: 'shop-set-up', code: 260, country: 'fr' })
  })

  it('keeps the trial open until it is ended, over a restart', async () => {
    let till = await finished('fr')
    till = await again(till)
    expect(till.till.slice('setup')).toEqual({ stage: 'trial' })
    expect(await till.call('setup.endTrial', {})).toMatchObject({ ok: false, error: { code: 'SESSION_LOCKED' } })
    expect(await till.call('session.signIn', { userId: 'person-1', pin: '2580' })).toEqual(DONE)
    expect(await till.call('setup.endTrial', {})).toEqual(DONE)
    expect(await till.call('setup.endTrial', {})).toMatchObject({ error: { code: 'SETUP_DONE' } })
    expect((await again(till)).till.slice('setup')).toBeNull()
  })

  it('is not set up again', async () => {
    const till = await finished('fr')
    const refused = { ok: false, error: { code: 'SETUP_DONE' } }
    expect(await till.call('setup.keep', { draft: draftOf('pl') })).toEqual(refused)
    expect(await till.call('setup.finish', {})).toEqual(refused)
    expect(await till.call('setup.openTrainingShop', {})).toEqual(refused)
  })

  it.each([
    ['pl', 'PLN', 2_300],
    ['de', 'EUR', 1_900],
    ['gb', 'GBP', 2_000],
    ['other', 'EUR', 2_000],
  ] as const)('in %s it sells the sample goods in %s at rates of its own', async (country, currency, standard) => {
    const till = await finished(country)
    const { vatBasisPoints } = COUNTRY_RULES[country]
    for (const familyId of ['favourites', 'drinks']) {
      const cells = await till.store.catalogue.quickKeys(familyId)
      expect(cells.length).toBeGreaterThan(0)
      for (const { product } of cells) expect(vatBasisPoints).toContain(product.vatBasisPoints)
    }
    expect((await till.store.catalogue.product('biere'))?.vatBasisPoints).toBe(standard)
    await till.call('sale.addProduct', { productId: 'biere' })
    expect(till.till.slice('sale').currency).toBe(currency)
  })

  it('in the United Kingdom it charges no VAT on food, and writes the town before the postcode', async () => {
    const till = await finished('gb')
    expect((await till.store.catalogue.product('croissant'))?.vatBasisPoints).toBe(0)
    const address = { ...draftOf('gb').shop, town: 'Bath', postcode: 'BA1 2AB' }
    expect(shopIdentity('gb', address).city).toBe('Bath BA1 2AB')
    expect(shopIdentity('fr', address).city).toBe('BA1 2AB Bath')
  })

  it.each([
    ['pl', [2_300, 800, 500, 0], 'A'],
    ['fr', [210, 550, 1_000, 2_000], 'D'],
  ] as const)(
    'in %s its papers list the rates %s, and the basic one has the letter %s',
    async (country, rates, basic) => {
      const till = await finished(country)
      expect(await till.call('shop.view', {})).toMatchObject({ value: { vatBasisPoints: rates } })
      await till.call('sale.addProduct', { productId: 'biere' })
      expect(till.till.slice('sale').vat).toMatchObject([{ letter: basic, basisPoints: Math.max(...rates) }])
      const one = rates.toReversed().map((vatBasisPoints) => ({ vatBasisPoints, totalMinor: 1 }))
      expect(
        vatRows(one, rates)
          .map(({ letter }) => letter)
          .join(''),
      ).toBe('ABCD')
    },
  )

  it('can sell one article where it was asked for an empty catalogue', async () => {
    const till = await finished('fr', { goods: 'empty' })
    expect(await till.store.catalogue.productCount()).toBe(1)
    const [first] = await till.store.catalogue.quickKeys(till.till.slice('till').families[0]?.id ?? '')
    expect(first?.product).toMatchObject({ name: 'Article d’essai', priceMinor: 100, vatBasisPoints: 2_000 })
  })

  it('opens the training shop in place of one of its own', async () => {
    const till = await emptyTill()
    expect(await till.call('setup.openTrainingShop', {})).toEqual(DONE)
    expect(till.till.slice('setup')).toBeNull()
    expect(await till.call('session.signIn', { userId: 'ines', pin: '1111' })).toEqual(DONE)
  })

  it('notes a copy of its key in the chain', async () => {
    const till = await finished('fr')
    await till.till.noteKeyCopy({ path: '/media/stick/key.json', triedAt: '2026-11-22T13:30:00.000Z' })
    const last = await till.store.fiscalChain.last()
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ event: 'fiscal-key-copied', userId: 'person-1' })
    expect(await till.store.setup.keyCopy()).toMatchObject({ path: '/media/stick/key.json' })
  })
})

it('leaves everything as it was when the disk is full at the end, and finishes once there is room', async () => {
  const till = await emptyTill()
  await till.call('setup.keep', { draft: draftOf('fr') })
  await till.call('setup.keepPerson', MANAGER)
  till.fillDisk()
  await expect(till.call('setup.finish', {})).rejects.toMatchObject({ failure: { code: 'STORE_DISK_FULL' } })
  expect(await till.store.settings.shop()).toBeNull()
  expect(till.till.slice('setup')?.stage).toBe('draft')
  till.freeDisk()
  expect(await till.call('setup.finish', {})).toEqual(DONE)
})
