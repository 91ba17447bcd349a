import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KEPT_TARES_MAX } from '#contract/scale-api.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { openTestTill, type TestTill } from '../../../support/till/open-test-till.ts'

/** Goal: a weight on the ticket is what lies on the scale, or says of itself that a person typed it. */

let desk: TestTill
let onScale: ScaleReading
let asked: number
const stable = (weightMilli: number, isNet = false): ScaleReading => ({ state: 'stable', weightMilli, isNet })

beforeEach(async () => {
  onScale = stable(1_250)
  asked = 0
  desk = await openTestTill({
    scale: {
      weigh: async () => {
        asked += 1
        return onScale
      },
    },
  })
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  await desk.store.catalogue.write([
    {
      id: 'apples',
      name: 'Pommes',
      unit: 'kg',
      priceMinor: 299,
      vatBasisPoints: 550,
      familyId: 'drinks',
      barcodes: [{ barcode: '77', quantityMilli: 1_000 }],
    },
  ])
})
afterEach(() => desk.close())

const lines = () => desk.till.slice('sale').lines
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const weigh = (netMilli: number, tareMilli?: number, by: 'scale' | 'typed' = 'scale') =>
  desk.call('sale.addProduct', {
    productId: 'apples',
    quantityMilli: netMilli,
    weighing: { by, ...(tareMilli !== undefined && { tareMilli }) },
  })

describe('the tare of an article', () => {
  const keep = (tareMilli: number, productId = 'apples') => desk.call('scale.keepTare', { productId, tareMilli })
  const asks = async () => {
    const added = await desk.call('sale.addProduct', { productId: 'apples' })
    return added.ok ? added.value.question?.tareMilli : added.error.code
  }

  test('is kept by who may change articles, over a restart, and said with each question for the weight', async () => {
    expect(code(await keep(35))).toBe('SESSION_NOT_ALLOWED')
    await desk.call('session.lock', {})
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(await asks()).toBeUndefined()
    expect(code(await keep(35))).toBe('ok')
    expect(await asks()).toBe(35)
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(await asks()).toBe(35)
    expect(code(await keep(40))).toBe('ok')
    expect(await asks()).toBe(40)
    expect(code(await keep(0))).toBe('ok')
    expect(await asks()).toBeUndefined()
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 50 })
    const kept = records.map(({ body }) => JSON.parse(body)).filter(({ event }) => event === 'tare-kept')
    expect(kept.map(({ tareMilli, name }) => [tareMilli, name])).toEqual([
      [35, 'Pommes'],
      [40, 'Pommes'],
      [0, 'Pommes'],
    ])
  })

  test('is none of what is sold by the piece or not at all, and there are only so many', async () => {
    await desk.call('session.lock', {})
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(code(await keep(35, 'baguette'))).toBe('IPC_BAD_REQUEST')
    expect(code(await keep(35, 'nothing'))).toBe('IPC_BAD_REQUEST')
    await desk.store.catalogue.write(
      Array.from({ length: KEPT_TARES_MAX }, (_, each) => ({
        id: `kg-${each}`,
        name: `Vrac ${each}`,
        unit: 'kg' as const,
        priceMinor: 100,
        vatBasisPoints: 550,
        familyId: 'drinks',
        barcodes: [],
      })),
    )
    const shop = await desk.store.settings.shop()
    if (shop === null) throw new Error('a till has a shop')
    const tares = Array.from({ length: KEPT_TARES_MAX }, (_, each) => ({ productId: `kg-${each}`, tareMilli: 5 }))
    await desk.store.settings.saveShop({ ...shop, tares })
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(code(await keep(35))).toBe('SCALE_TARES_FULL')
    expect(code(await keep(6, 'kg-0'))).toBe('ok')
    expect(code(await keep(0, 'kg-0'))).toBe('ok')
    expect(code(await keep(35))).toBe('ok')
  })
})

describe('a weight from the scale', () => {
  test('is what the till reads there', async () => {
    expect(await desk.call('scale.weigh', {})).toEqual({ ok: true, value: onScale })
    expect(code(await weigh(1_250))).toBe('ok')
    expect(lines()).toMatchObject([{ quantityMilli: 1_250, totalMinor: 374, weighed: { by: 'scale' } }])
  })

  test('has the tare taken off, which stays with the line', async () => {
    expect(code(await weigh(1_200, 50))).toBe('ok')
    expect(lines()).toMatchObject([{ quantityMilli: 1_200, weighed: { by: 'scale', tareMilli: 50 } }])
  })

  test.each([
    ['another weight lies there by now', () => stable(1_255), undefined, 'SCALE_WEIGHT_CHANGED'],
    ['it moves', (): ScaleReading => ({ state: 'moving' }), undefined, 'SCALE_NOT_STEADY'],
    ['it carries too much', (): ScaleReading => ({ state: 'overload' }), undefined, 'SCALE_NOT_STEADY'],
    ['it is below zero', (): ScaleReading => ({ state: 'under-zero' }), undefined, 'SCALE_NOT_STEADY'],
    ['there is none', (): ScaleReading => ({ state: 'none' }), undefined, 'SCALE_NO_ANSWER'],
    ['a tare would be taken off twice', () => stable(1_300, true), 50, 'SCALE_WEIGHT_CHANGED'],
    [
      'it is away',
      (): ScaleReading => ({ state: 'away', failure: { code: 'SCALE_NOT_FOUND', details: { endpoint: 'x' } } }),
      undefined,
      'SCALE_NOT_FOUND',
    ],
  ])('is refused when %s, and the ticket is as it was', async (_, reads, tareMilli, refusal) => {
    onScale = reads()
    expect(code(await weigh(1_250, tareMilli))).toBe(refusal)
    expect(lines()).toEqual([])
  })
})

describe('a weight that a person gives', () => {
  test('is marked, and the scale is not asked', async () => {
    await weigh(400, 20, 'typed')
    await desk.call('sale.addProduct', { productId: 'apples', quantityMilli: 500 })
    await desk.call('sale.scan', { code: '77', quantityMilli: 600 })
    expect(lines().map(({ weighed }) => weighed)).toEqual([
      { by: 'typed', tareMilli: 20 },
      { by: 'typed' },
      { by: 'typed' },
    ])
    expect(asked).toBe(0)
  })

  test('over that of the scale marks the line, and takes its tare with it', async () => {
    await weigh(1_200, 50)
    const [line] = lines()
    await desk.call('sale.setQuantity', { lineId: line?.id ?? '', quantityMilli: 900 })
    expect(lines()).toMatchObject([{ quantityMilli: 900 }])
    expect(lines()[0]?.weighed).toEqual({ by: 'typed' })
  })

  test('is on the open ticket after a restart as it was', async () => {
    await weigh(1_200, 50)
    const before = lines()
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(lines()).toEqual(before)
  })
})

test('the ticket says gross and tare, and that a weight was typed', async () => {
  await weigh(1_200, 50)
  await weigh(400, undefined, 'typed')
  await desk.call('tender.begin', {})
  await desk.call('tender.cash', { givenMinor: desk.till.slice('sale').totalMinor })
  const saleId = desk.till.slice('lastSale')?.id ?? ''
  const jobs = await desk.store.printSpool.jobsOfSale(saleId)
  const document = jobs.find(({ kind }) => kind === 'customer-ticket')?.document
  if (document === undefined) throw new Error('no ticket')
  const text = JSON.stringify(layOut(document, 32).rows)
  expect(text).toContain('Brut 1,250 kg - tare 0,050 kg')
  expect(text.match(/Poids saisi à la main/g)).toHaveLength(1)
})

test('whoever weighs reads the price of the hour', async () => {
  const asks = await desk.call('sale.addProduct', { productId: 'apples' })
  expect(asks).toMatchObject({ ok: true, value: { question: { kind: 'weight', product: { priceMinor: 299 } } } })
  const apples = await desk.store.catalogue.record('apples')
  if (apples === null) throw new Error('no apples')
  await desk.store.catalogue.write([{ ...apples, isOpenPrice: true }])
  const open = await desk.call('sale.addProduct', { productId: 'apples', unitPriceMinor: 199 })
  expect(open).toMatchObject({
    value: { question: { kind: 'weight', unitPriceMinor: 199, product: { priceMinor: 199 } } },
  })
})
