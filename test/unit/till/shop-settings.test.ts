/** Goal: a shop is changed with a trace of each parameter, whole or not at all. Method: the till's calls on a real database. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ShopView } from '#contract/views/shop-view.ts'
import { paperText } from '#test/support/tickets/documents.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import { layOut } from '#till/tickets/lay-out.ts'

let till: TestTill
beforeEach(async () => {
  till = await openTestTill()
  await till.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => till.close())

const view = async (): Promise<ShopView> => {
  const answer = await till.call('shop.view', {})
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}
const changeTo = async (change: (shop: ShopView) => Partial<ShopView>) => {
  const shop = await view()
  const { fields, vatBasisPoints, floatMinor, footLines } = { ...shop, ...change(shop) }
  return till.call('shop.change', { fields, vatBasisPoints, floatMinor, footLines })
}
const lastEvent = async () => JSON.parse((await till.store.fiscalChain.last())?.body ?? '{}') as Record<string, unknown>

describe('the settings of a shop', () => {
  it('shows a shop that had no first run, in the country its papers name', async () => {
    expect(await view()).toMatchObject({
      country: 'fr',
      currency: 'EUR',
      tillNumber: 2,
      floatMinor: 15_000,
      fields: { name: 'Épicerie Lenoir', postcode: '44000', town: 'Nantes', tillLabel: 'Caisse 2' },
    })
  })

  it('writes what was and what is into the chain, and keeps both over a restart', async () => {
    const changed = await changeTo(({ fields }) => ({
      fields: { ...fields, name: ' Épicerie  du Port', registration: '123 456 782 00010' },
      floatMinor: 20_000,
    }))
    expect(changed).toEqual({ ok: true, value: {} })
    expect(await lastEvent()).toMatchObject({
      event: 'parameters-changed',
      userId: 'claire',
      changes: expect.arrayContaining([
        { name: 'name', before: 'Épicerie Lenoir', after: 'Épicerie du Port' },
        { name: 'registration', before: '', after: '12345678200010' },
        { name: 'floatMinor', before: 15_000, after: 20_000 },
      ]),
    })
    expect(till.till.slice('till')).toMatchObject({ shopName: 'Épicerie du Port', floatMinor: 20_000 })
    till = await till.reopen()
    await till.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect((await view()).fields.registration).toBe('12345678200010')
    const records = await till.store.fiscalChain.records({ afterSequence: 0, limit: 50 })
    expect(verifyChain(records, null, till.signer)).toBeNull()
  })

  it('notes nothing where nothing is another', async () => {
    await changeTo(() => ({}))
    const before = await till.store.fiscalChain.last()
    expect(await changeTo(() => ({}))).toEqual({ ok: true, value: {} })
    expect(await till.store.fiscalChain.last()).toEqual(before)
  })

  it('takes no wrong number, no card number, no name that is empty and no rate twice', async () => {
    const before = await till.store.fiscalChain.last()
    const wrong = (field: string) => ({ ok: false, error: { code: 'IPC_BAD_REQUEST', details: { field } } })
    const withField = (part: Partial<ShopView['fields']>) =>
      changeTo(({ fields }) => ({ fields: { ...fields, ...part } }))
    expect(await withField({ registration: '12345678200011' })).toEqual(wrong('registration'))
    expect(await withField({ name: ' ' })).toEqual(wrong('name'))
    expect(await changeTo(() => ({ vatBasisPoints: [550, 550] }))).toEqual(wrong('vatBasisPoints'))
    const card = { ok: false, error: { code: 'SALE_CARD_NUMBER_REFUSED' } }
    expect(await withField({ street: '4111 1111 1111 1111' })).toMatchObject(card)
    expect(await changeTo(() => ({ footLines: ['4111111111111111'] }))).toMatchObject(card)
    expect(await till.store.fiscalChain.last()).toEqual(before)
  })

  it('is not a cashier’s to change', async () => {
    const shop = await view()
    await till.call('session.signIn', { userId: 'ines', pin: '1111' })
    const { fields, vatBasisPoints, floatMinor, footLines } = shop
    expect(await till.call('shop.change', { fields, vatBasisPoints, floatMinor, footLines })).toMatchObject({
      error: { code: 'SESSION_NOT_ALLOWED' },
    })
  })

  it('changes nothing when the disk is full', async () => {
    till.fillDisk()
    const long = 'x'.repeat(60)
    const filled = async () => {
      for (let time = 0; time < 200; time += 1) {
        await changeTo(({ fields }) => ({ fields: { ...fields, street: `${long.slice(4)}${time}` } }))
      }
    }
    await expect(filled()).rejects.toMatchObject({ failure: { code: 'STORE_DISK_FULL' } })
    const { fields } = await view()
    till.freeDisk()
    const kept = await till.store.settings.shop()
    expect(kept?.shop.street).toBe(fields.street)
    const records = await till.store.fiscalChain.records({ afterSequence: 0, limit: 500 })
    expect(verifyChain(records, null, till.signer)).toBeNull()
  })

  it('prints the foot of the ticket under every customer’s ticket from then on', async () => {
    await changeTo(() => ({ footLines: ['Ouvert le dimanche', ''] }))
    await till.call('sale.addProduct', { productId: 'baguette' })
    await till.call('tender.begin', {})
    await till.call('tender.cash', { givenMinor: 130 })
    const saleId = till.till.slice('lastSale')?.id ?? ''
    const jobs = await till.store.printSpool.jobsOfSale(saleId)
    const ticket = jobs.find(({ kind }) => kind === 'customer-ticket')
    if (ticket === undefined) throw new Error('no ticket')
    const lines = paperText(layOut(ticket.document, 42)).map((line) => line.trim())
    expect(lines.indexOf('Ouvert le dimanche')).toBeGreaterThan(lines.findIndex((line) => line.includes('Merci')))
  })
})
