import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMMAND_CODES, commandOf } from '#contract/command-codes.ts'
import type { MeansDraft } from '#contract/means-api.ts'
import { fail } from '#contract/result.ts'
import type { TicketRules } from '#contract/ticket-rules-api.ts'
import type { TenderMeans } from '#till/ports/settings.port.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: the shop's own ways to pay keep their rules, to the cent, on a real database; what was taken by mistake is taken back with a
 * record; sale, day and drawer agree.
 */

const MEANS: readonly TenderMeans[] = [
  { id: 'cheque', kind: 'cheque', excess: 'refused', opensDrawer: true, isCounted: true },
  { id: 'meal', kind: 'meal-voucher', excess: 'kept', opensDrawer: true, isCounted: true, families: ['bakery'] },
  { id: 'gift', kind: 'voucher', name: 'Bon de la mairie', excess: 'change', opensDrawer: false, isCounted: true },
]

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  const shop = await desk.store.settings.shop()
  if (shop === null) throw new Error('the shop is not set up')
  await desk.store.settings.saveShop({ ...shop, tenderMeans: MEANS })
  desk = await desk.reopen()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

const sale = () => desk.till.slice('sale')
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const ring = async (...productIds: string[]) => {
  for (const productId of productIds) await desk.call('sale.addProduct', { productId })
  return sale().id
}
const pay = (meansId: string, amountMinor: number | null) => desk.call('tender.means', { meansId, amountMinor })
const kinds = async (saleId: string) => (await desk.store.printSpool.jobsOfSale(saleId)).map(({ kind }) => kind)
const records = async () =>
  (await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })).map(({ body }) => JSON.parse(body))
const figures = async () => desk.store.paidSales.figures((await desk.store.businessDays.openDay())?.id ?? '')

describe('a way to pay of the shop’s own', () => {
  test('pays all or a part, opens the drawer, and stands by its name on ticket, record and day', async () => {
    const saleId = await ring('miel')
    expect(code(await pay('cheque', 500))).toBe('ok')
    expect(sale()).toMatchObject({ remainingMinor: 345, state: 'paying' })
    expect(code(await pay('cheque', null))).toBe('ok')
    expect(desk.till.slice('lastSale')).toMatchObject({
      id: saleId,
      tenders: [
        { kind: 'other', means: { id: 'cheque', name: 'Chèque' }, amountMinor: 500 },
        { kind: 'other', amountMinor: 345, givenMinor: null },
      ],
    })
    expect(await kinds(saleId)).toEqual(['drawer', 'drawer', 'customer-ticket'])
    expect((await records()).at(-1)).toMatchObject({ tenders: [{ kind: 'other', means: { name: 'Chèque' } }, {}] })
    const means = { id: 'cheque', name: 'Chèque' }
    expect((await figures()).tenders).toEqual([{ kind: 'other', means, count: 2, amountMinor: 845 }])
    const { drawer } = desk.till.slice('day')
    expect(drawer.expectedMinor).toBe(drawer.floatMinor)
    expect(desk.till.slice('day').countedMeans).toEqual([{ id: 'cheque', name: 'Chèque', count: 2, amountMinor: 845 }])
  })

  test('that is refused above what is left says how much it may be', async () => {
    await ring('miel')
    expect(await pay('cheque', 846)).toMatchObject({
      error: { code: 'SALE_MEANS_TOO_HIGH', details: { name: 'Chèque' } },
    })
    expect(code(await pay('cheque', 0))).toBe('SALE_AMOUNT_ZERO')
    expect(code(await pay('bitcoin', null))).toBe('SALE_MEANS_NOT_TAKEN')
    expect(sale().tenders).toEqual([])
  })

  test('for some goods pays no others, and gives no change', async () => {
    await ring('baguette', 'miel')
    expect(code(await pay('meal', 900))).toBe('ok')
    expect(sale()).toMatchObject({ remainingMinor: 845, tenders: [{ amountMinor: 130, givenMinor: 900 }] })
    expect(code(await pay('meal', null))).toBe('SALE_MEANS_NOT_THIS_TICKET')
    await desk.call('tender.cash', { givenMinor: 845 })
    expect(desk.till.slice('lastSale')).toMatchObject({ changeMinor: 0 })
  })

  test('for some goods pays none that another one for them has paid, in whatever order they come', async () => {
    const shop = await desk.store.settings.shop()
    if (shop === null) throw new Error('the shop is not set up')
    const meal = { kind: 'meal-voucher', excess: 'kept', opensDrawer: true, isCounted: true } as const
    const bread = { ...meal, id: 'bread', name: 'Bread', families: ['bakery'] }
    const food = { ...meal, id: 'food', name: 'Food', families: ['bakery', 'drinks'] }
    await desk.store.settings.saveShop({ ...shop, tenderMeans: [...MEANS, bread, food] })
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    await ring('baguette', 'miel')
    expect(code(await pay('food', null))).toBe('ok')
    expect(sale()).toMatchObject({ remainingMinor: 845, tenders: [{ amountMinor: 130 }] })
    for (const other of ['bread', 'meal']) expect(code(await pay(other, null))).toBe('SALE_MEANS_NOT_THIS_TICKET')
    await desk.call('tender.undo', { tenderId: sale().tenders[0]?.id ?? '' })
    expect(code(await pay('meal', 100))).toBe('ok')
    expect(code(await pay('bread', null))).toBe('ok')
    expect(sale()).toMatchObject({ remainingMinor: 845, tenders: [{}, { amountMinor: 100 }, { amountMinor: 30 }] })
  })

  test('for some goods and a card for them pay nothing twice, in whatever order they come', async () => {
    const saleId = await ring('baguette', 'miel')
    expect(code(await pay('meal', 100))).toBe('ok')
    await desk.call('tender.card', { amountMinor: 30 })
    expect(desk.cards.starts.at(-1)).toMatchObject({ paidOfGoods: [{ families: ['bakery'], amountMinor: 100 }] })
    const part = { ...approvalOf(saleId, `${saleId}-pay-1`, 30), families: ['bakery'] }
    await desk.till.commitApproval(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))
    expect(sale().remainingMinor).toBe(845)
    expect(code(await pay('meal', null))).toBe('SALE_MEANS_NOT_THIS_TICKET')
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(code(await pay('meal', null))).toBe('SALE_MEANS_NOT_THIS_TICKET')
  })

  test('that gives change does so in cash, from the drawer', async () => {
    const saleId = await ring('miel')
    expect(code(await pay('gift', 1_000))).toBe('ok')
    expect(desk.till.slice('lastSale')).toMatchObject({
      id: saleId,
      tenders: [
        { kind: 'other', means: { name: 'Bon de la mairie' }, amountMinor: 1_000 },
        { kind: 'cash', amountMinor: -155 },
      ],
    })
    const { drawer, turnoverMinor } = desk.till.slice('day')
    expect([drawer.expectedMinor - drawer.floatMinor, turnoverMinor]).toEqual([-155, 845])
    expect(await kinds(saleId)).toEqual(['drawer', 'customer-ticket'])
  })
})

test('more change than a seller pays back alone needs a manager', async () => {
  await ring('baguette')
  expect(code(await pay('gift', 10_131))).toBe('SESSION_NEEDS_APPROVAL')
  expect(sale().tenders).toEqual([])
  expect(code(await pay('gift', 10_130))).toBe('ok')
})

describe('taken by mistake', () => {
  const undo = (place: number) => desk.call('tender.undo', { tenderId: sale().tenders[place]?.id ?? 'none' })

  test('cash and a cheque go back one by one, each with a record; the ticket stays in payment', async () => {
    await ring('miel')
    await desk.call('tender.cash', { givenMinor: 500 })
    await pay('cheque', 100)
    expect(code(await undo(0))).toBe('ok')
    expect(sale()).toMatchObject({ remainingMinor: 745, state: 'paying', tenders: [{ outcome: 'reversed' }, {}] })
    expect(code(await undo(0))).toBe('SALE_TENDER_NOT_FOUND')
    expect(code(await undo(1))).toBe('ok')
    const events = (await records()).map(({ event, amountMinor }) => [event, amountMinor])
    expect(events.slice(-2)).toEqual([
      ['cash-given-back', 500],
      ['tender-undone', 100],
    ])
    desk = await desk.reopen()
    expect(sale()).toMatchObject({ remainingMinor: 845, state: 'paying' })
    expect(desk.till.fiscalState().state).toBe('verified')
  })

  test('a card’s part does not, nor anything while a card may still be charged', async () => {
    const saleId = await ring('miel')
    await desk.call('tender.cash', { givenMinor: 100 })
    await desk.call('tender.card', { amountMinor: 200 })
    expect(code(await undo(0))).toBe('PAYMENT_ALREADY_OPEN')
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, 200), (commit) =>
      desk.store.commitPaidSale.commitPaidSale(commit, null),
    )
    expect(code(await undo(1))).toBe('SALE_TENDER_NOT_FOUND')
    expect(code(await undo(0))).toBe('ok')
    expect(sale().remainingMinor).toBe(645)
  })

  test('a ticket that is left gives cheques back too', async () => {
    await ring('miel')
    await pay('cheque', 100)
    await desk.call('tender.leave', {})
    expect(sale()).toMatchObject({ state: 'open', remainingMinor: 845, tenders: [{ outcome: 'reversed' }] })
  })
})

describe('the rules of sale', () => {
  const rules = (change: TicketRules) => desk.call('settings.setTicketRules', change)

  test('are set by who keeps the till, hold from the next ticket on, and leave an event', async () => {
    expect(code(await rules({ discountNeedsReason: true }))).toBe('SESSION_NOT_ALLOWED')
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    await ring('miel')
    expect(code(await rules({ pricesExcludeVat: true, cashRounding: { stepMinor: 5, tie: 'up' } }))).toBe('ok')
    expect(sale().totalMinor).toBe(845)
    await desk.call('tender.cash', { givenMinor: 845 })
    await ring('miel')
    expect(sale()).toMatchObject({ pricesExcludeVat: true, totalMinor: 891 })
    expect(code(await rules({ cashRounding: null }))).toBe('ok')
    expect(desk.till.slice('till').cashRounding).toBeUndefined()
    expect((await records()).at(-1)).toMatchObject({ event: 'ticket-rules-set', userId: 'claire' })
    desk = await desk.reopen()
    expect(desk.till.slice('till')).toMatchObject({ pricesExcludeVat: true, means: [{ id: 'cheque' }, {}, {}] })
  })
})

describe('what a card is charged besides a ticket', () => {
  const rules = (change: TicketRules) => desk.call('settings.setTicketRules', change)
  const taken = () => {
    const { tips, cashbackLimitMinor } = desk.till.slice('till')
    return { tips, cashbackLimitMinor }
  }

  test('is chosen on the screen, and holds against the settings file from then on', async () => {
    await desk.close()
    desk = await openTestTill({ cardExtras: { tips: { basisPoints: [800] } } })
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(taken()).toEqual({ tips: { basisPoints: [800] }, cashbackLimitMinor: null })
    expect(code(await rules({ tips: { basisPoints: [500, 1_000] }, cashbackLimitMinor: 6_000 }))).toBe('ok')
    const chosen = { tips: { basisPoints: [500, 1_000] }, cashbackLimitMinor: 6_000 }
    expect(taken()).toEqual(chosen)
    expect(code(await rules({ discountNeedsReason: true }))).toBe('ok')
    desk = await desk.reopen()
    expect(taken()).toEqual(chosen)
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(code(await rules({ tips: null, cashbackLimitMinor: null }))).toBe('ok')
    desk = await desk.reopen()
    expect(taken()).toEqual({ tips: null, cashbackLimitMinor: null })
  })
})

describe('the shop’s own ways to pay', () => {
  const OWN: MeansDraft = {
    id: 'city',
    kind: 'own',
    name: ' Carte de la ville ',
    excess: 'refused',
    opensDrawer: false,
    isCounted: true,
    families: null,
  }
  const list = async () => {
    const listed = await desk.call('means.list', {})
    return listed.ok ? listed.value.means : []
  }
  const save = (means: readonly MeansDraft[]) => desk.call('means.save', { means: [...means] })
  const manager = () => desk.call('session.signIn', { userId: 'claire', pin: '3333' })

  test('are set by a manager, taken from then on, kept, and leave an event', async () => {
    expect(code(await save([OWN]))).toBe('SESSION_NOT_ALLOWED')
    await manager()
    const before = await list()
    expect(code(await save([OWN, ...before]))).toBe('ok')
    expect((await records()).at(-1)).toMatchObject({
      event: 'tender-means-set',
      userId: 'claire',
      means: [{ id: 'city', name: 'Carte de la ville' }, { id: 'cheque' }, {}, {}],
    })
    await ring('miel')
    expect(code(await pay('city', null))).toBe('ok')
    expect(
      await kinds((await desk.store.paidSales.paidSales({ beforeNumber: null, limit: 1 }))[0]?.id ?? ''),
    ).not.toContain('drawer')
    expect(desk.till.slice('day').countedMeans).toMatchObject([{ id: 'city', name: 'Carte de la ville' }])
    desk = await desk.reopen()
    expect(desk.till.slice('till').means?.[0]).toMatchObject({ id: 'city', name: 'Carte de la ville' })
  })

  test('that were taken today stay until the day is closed, by whatever other name', async () => {
    await manager()
    await ring('miel')
    await pay('cheque', null)
    const means = await list()
    const without = means.filter(({ id }) => id !== 'cheque')
    expect(await save(without)).toEqual(fail('SALE_MEANS_IN_USE', { name: 'Chèque' }))
    const uncounted = means.map((each) => ({ ...each, isCounted: false }))
    expect(await save(uncounted)).toEqual(fail('SALE_MEANS_IN_USE', { name: 'Chèque' }))
    expect(
      code(await save(means.map((each) => (each.id === 'cheque' ? { ...each, name: 'Chèque bancaire' } : each)))),
    ).toBe('ok')
  })

  test('that lie in the ticket in hand stay, too', async () => {
    await manager()
    await ring('miel')
    await pay('cheque', 100)
    expect(await save([])).toEqual(fail('SALE_MEANS_IN_USE', { name: 'Chèque' }))
    await desk.call('tender.leave', {})
    expect(code(await save([]))).toBe('ok')
  })

  test.each([
    ['has no name', [{ ...OWN, name: ' ' }], 'SALE_MEANS_UNNAMED'],
    ['is called like another', [OWN, { ...OWN, id: 'town', name: 'CARTE DE LA VILLE' }], 'SALE_MEANS_NAME_TAKEN'],
    [
      'is called like a usual one',
      [OWN, { ...OWN, id: 'town', name: 'Chèque' }, { ...OWN, id: 'c', kind: 'cheque', name: '' }],
      'SALE_MEANS_NAME_TAKEN',
    ],
    ['is another’s twin', [OWN, { ...OWN, name: 'Autre' }], 'SALE_MEANS_NAME_TAKEN'],
    ['is called by a card', [{ ...OWN, name: '4111111111111111' }], 'SALE_CARD_NUMBER_REFUSED'],
  ] as const)('are refused where one %s', async (_what, means, expected) => {
    await manager()
    const before = await list()
    expect(code(await save(means.map((each) => ({ ...each }))))).toBe(expected)
    expect(await list()).toEqual(before)
  })

  test('give nothing back of what pays for some goods only', async () => {
    await manager()
    const meal: MeansDraft = { ...OWN, kind: 'meal-voucher', name: '', excess: 'change', families: ['bakery', 'none'] }
    expect(code(await save([meal]))).toBe('ok')
    expect(await list()).toEqual([{ ...meal, excess: 'kept', families: ['bakery'] }])
  })
})

describe('commands to scan', () => {
  test('their paper has a barcode for each that a scanner can read back', async () => {
    expect(code(await desk.call('cart.printCommands', {}))).toBe('ok')
    const [job] = await desk.store.printSpool.queuedJobs()
    if (job === undefined) throw new Error('nothing is to be printed')
    const codes = layOut(job.document, 42).rows.flatMap((row) => (row.kind === 'barcode' ? [row.content] : []))
    expect(codes.map(commandOf)).toEqual(Object.values(COMMAND_CODES))
    expect([commandOf('3103220028766'), commandOf('CMD-')]).toEqual([null, null])
  })
})

describe('the number of a cheque or voucher', () => {
  const withReference = async (reference: 'optional' | 'required') => {
    const shop = await desk.store.settings.shop()
    if (shop === null) throw new Error('the shop is not set up')
    const means = MEANS.map((each) => (each.id === 'cheque' ? { ...each, reference } : each))
    await desk.store.settings.saveShop({ ...shop, tenderMeans: means })
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  }
  const cheque = (amountMinor: number | null, reference?: string) =>
    desk.call('tender.means', { meansId: 'cheque', amountMinor, ...(reference !== undefined && { reference }) })

  test('is kept with the tender, on the ticket, in the chain and on the report, where the shop wants it', async () => {
    await withReference('required')
    const saleId = await ring('miel')
    expect(desk.till.slice('till').means).toContainEqual(
      expect.objectContaining({ id: 'cheque', reference: 'required' }),
    )
    expect(code(await cheque(500))).toBe('SALE_MEANS_REFERENCE_MISSING')
    expect(code(await cheque(500, ' \u0007\n'))).toBe('SALE_MEANS_REFERENCE_MISSING')
    expect(code(await cheque(500, '4970 1000 0000 0014'))).toBe('SALE_CARD_NUMBER_REFUSED')
    expect(sale().tenders).toEqual([])
    expect(code(await cheque(500, ' 0004217\u001b@  B '))).toBe('ok')
    expect(code(await cheque(null, '0004218'))).toBe('ok')
    const kept = { id: 'cheque', name: 'Chèque', reference: '0004217 @ B' }
    expect(desk.till.slice('lastSale')).toMatchObject({
      tenders: [{ means: kept }, { means: { reference: '0004218' } }],
    })
    expect((await records()).at(-1)).toMatchObject({ tenders: [{ means: kept }, {}] })
    const references = [
      { meansId: 'cheque', reference: '0004217 @ B', amountMinor: 500 },
      { meansId: 'cheque', reference: '0004218', amountMinor: 345 },
    ]
    expect(await figures()).toMatchObject({
      references,
      tenders: [{ means: { id: 'cheque', name: 'Chèque' }, count: 2 }],
    })
    const rows = (document: Parameters<typeof layOut>[0]) =>
      layOut(document, 42)
        .rows.map((row) => (row.kind === 'text' ? row.text : ''))
        .join('\n')
    const jobs = await desk.store.printSpool.jobsOfSale(saleId)
    const ticket = jobs.find(({ kind }) => kind === 'customer-ticket')
    expect(ticket && rows(ticket.document)).toMatch(/Chèque +5,00\n +0004217 @ B\n/)
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    await desk.call('day.readX', {})
    const [x] = await desk.store.printSpool.newestJobs(1)
    expect(x && rows(x.document)).toMatch(/Chèque \(2\) +8,45\n +0004217 @ B +5,00\n +0004218 +3,45/)
    const day = desk.till.slice('day')
    desk = await desk.reopen()
    expect(desk.till.slice('day')).toEqual(day)
  })

  test('may be left out where it is optional, and is not taken down where nobody asked', async () => {
    await ring('miel')
    expect(code(await cheque(300, '0004217'))).toBe('ok')
    expect(sale().tenders[0]?.means).toEqual({ id: 'cheque', name: 'Chèque' })
    await desk.call('tender.undo', { tenderId: sale().tenders[0]?.id ?? '' })
    await withReference('optional')
    expect(code(await cheque(null))).toBe('ok')
    expect((await figures()).references).toBeUndefined()
  })

  test('is set by the manager, and saved as it was listed', async () => {
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    const listed = await desk.call('means.list', {})
    if (!listed.ok) throw new Error(listed.error.code)
    const means = listed.value.means.map((each) => ({ ...each, reference: 'optional' as const }))
    expect(code(await desk.call('means.save', { means }))).toBe('ok')
    expect(await desk.call('means.list', {})).toMatchObject({ value: { means } })
  })
})
