/**
 * Goal: whatever a shop sells, takes back, pays by and changes its mind about, in whatever order, the cents agree: lines, tax, ticket, day,
 * drawer, vouchers, accounts and points tell one story, and no ticket gives back more than it brought. Method: people who press anything
 * on a till with a real database, against sums made from the tickets on disk alone.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { saleFigures } from '#till/cart/sale-figures.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { TenderMeans } from '#till/ports/settings.port.ts'

const SOAK = process.env.SOAK === '1'
const RUNS = SOAK ? 20 : 3
const ACTS = SOAK ? 120 : 60

const MEANS: readonly TenderMeans[] = [
  { id: 'cheque', kind: 'cheque', excess: 'refused', opensDrawer: true, isCounted: true },
  { id: 'meal', kind: 'meal-voucher', excess: 'kept', opensDrawer: true, isCounted: true, families: ['bakery'] },
  {
    id: 'bread',
    kind: 'meal-voucher',
    name: 'Pain',
    excess: 'kept',
    opensDrawer: true,
    isCounted: true,
    families: ['bakery'],
  },
  { id: 'gift', kind: 'voucher', excess: 'change', opensDrawer: false, isCounted: true },
  { id: 'avoir', kind: 'shop-voucher', excess: 'kept', opensDrawer: false, isCounted: false },
]
const PRODUCTS = ['miel', 'biere', 'baguette', 'croissant', 'confiture', 'chips'] as const

const CUSTOMER = customerDraft({ loyaltyNumber: '0430000000126', creditLimitMinor: 1_000_000 })

type Act = (desk: TestTill, pick: number, more: number) => Promise<unknown>

const at = <Value>(list: readonly Value[], pick: number): Value | undefined => list[pick % Math.max(1, list.length)]
const lineAt = (desk: TestTill, pick: number) => at(desk.till.slice('sale').lines, pick)?.id ?? 'none'
const sales = (desk: TestTill) => desk.store.paidSales.paidSales({ beforeNumber: null, limit: 200 })
let customerId = ''

const ACTS_OF_A_SHOP: readonly (readonly [weight: number, act: Act])[] = [
  [
    9,
    (desk, pick, more) =>
      desk.call('sale.addProduct', { productId: at(PRODUCTS, pick) ?? '', quantityMilli: ((more % 4) + 1) * 1_000 }),
  ],
  [1, (desk, pick, more) => desk.call('sale.setPrice', { lineId: lineAt(desk, pick), unitPriceMinor: more % 1_500 })],
  [
    1,
    (desk, pick, more) =>
      desk.call('sale.setQuantity', { lineId: lineAt(desk, pick), quantityMilli: (more % 5) * 1_000 }),
  ],
  [1, (desk, pick, more) => desk.call('sale.setDiscount', { lineId: lineAt(desk, pick), basisPoints: more % 10_001 })],
  [
    1,
    (desk, pick, more) =>
      desk.call('cart.discountLine', {
        lineId: lineAt(desk, pick),
        discount: { kind: 'amount', amountMinor: (more % 300) + 1 },
      }),
  ],
  [
    1,
    (desk, _, more) =>
      desk.call('cart.discountTicket', {
        discount: more % 3 === 0 ? null : { kind: 'percent', basisPoints: (more % 9_000) + 1 },
      }),
  ],
  [
    1,
    (desk, _, more) =>
      desk.call('cart.discountTicket', { discount: { kind: 'amount', amountMinor: (more % 700) + 1 } }),
  ],
  [2, (desk, pick) => desk.call('cart.bringBack', { lineId: lineAt(desk, pick), reason: 'Retour' })],
  [1, (desk, pick) => desk.call('sale.removeLine', { lineId: lineAt(desk, pick) })],
  [1, (desk) => desk.call('cart.restoreLine', {})],
  [2, (desk) => desk.call('customer.choose', { customerId })],
  [1, (desk) => desk.call('loyalty.spend', { rewards: 1 })],
  [1, async (desk, _, more) => desk.call('account.addPayment', { customerId, amountMinor: (more % 900) + 1 })],
  [3, (desk) => desk.call('tender.begin', {})],
  [2, (desk, _, more) => desk.call('tender.cash', { givenMinor: more % 2_000 })],
  [5, (desk) => desk.call('tender.cash', { givenMinor: Math.max(0, desk.till.slice('sale').remainingMinor + 3) })],
  [
    2,
    (desk, pick, more) =>
      desk.call('tender.means', {
        meansId: at(MEANS, pick)?.id ?? '',
        amountMinor: more % 3 === 0 ? null : more % 2_500,
      }),
  ],
  [2, (desk, _, more) => desk.call('account.tender', more % 2 === 0 ? {} : { amountMinor: (more % 500) + 1 })],
  [2, (desk) => desk.call('voucher.issue', {})],
  [2, async (desk, pick) => desk.call('sale.scan', { code: at(await codes(desk), pick) ?? 'VBBBBBBBBBB' })],
  [1, (desk, pick) => desk.call('tender.undo', { tenderId: at(desk.till.slice('sale').tenders, pick)?.id ?? 'none' })],
  [1, (desk) => desk.call('tender.leave', {})],
  [1, (desk) => desk.call('sale.hold', {})],
  [
    1,
    async (desk, pick) => {
      const held = await desk.call('sale.held', {})
      return desk.call('sale.recall', { saleId: (held.ok ? at(held.value.sales, pick)?.id : undefined) ?? 'none' })
    },
  ],
  [7, giveBack],
  [
    1,
    (desk, pick) =>
      desk.call('settings.setTicketRules', {
        cashRounding:
          at([null, { stepMinor: 5, tie: 'up' as const }, { stepMinor: 10, tie: 'down' as const }], pick) ?? null,
      }),
  ],
]

/** Tables, split bills, and prices without tax. */
const ACTS_OF_A_RESTAURANT: readonly (readonly [weight: number, act: Act])[] = [
  [1, (desk, pick) => desk.call('settings.setTicketRules', { pricesExcludeVat: pick % 2 === 0 })],
  [2, (desk, pick) => desk.call('floor.open', { tableId: tableAt(desk, pick) })],
  [2, splitBill],
  [1, (desk, pick) => desk.call('floor.undoSplit', { tableId: tableAt(desk, pick) })],
  [
    1,
    (desk, pick, more) =>
      desk.call('floor.moveLines', {
        saleId: desk.till.slice('sale').id,
        toId: tableAt(desk, pick),
        lines: [{ lineId: lineAt(desk, more), ...(more % 2 === 0 && { quantityMilli: 1_000 }) }],
      }),
  ],
  [
    1,
    (desk, pick, more) =>
      desk.call('floor.move', { fromId: tableAt(desk, pick), toId: tableAt(desk, more), merge: more % 2 === 0 }),
  ],
]

/** One of three tables, so that people meet at them. */
const tableAt = (desk: TestTill, pick: number) =>
  at((desk.till.slice('floor')?.rooms.flatMap((room) => room.tables) ?? []).slice(0, 3), pick)?.id ?? 'none'

/** A bill in parts, which come to what it was. */
async function splitBill(desk: TestTill, pick: number, more: number): Promise<unknown> {
  const { id, lines, totalMinor } = desk.till.slice('sale')
  const shares = lines.map(({ id: lineId }, place) => ({
    lineId,
    parts: [(place + more) % 3, ...(pick % 2 === 0 ? [more % 2] : [])],
  }))
  const way = at(
    [
      { kind: 'equal' as const, count: (more % 4) + 2 },
      { kind: 'amount' as const, amountMinor: (more % 900) + 1 },
      { kind: 'items' as const, shares },
    ],
    pick,
  )
  if (way === undefined) return undefined
  const split = await desk.call('floor.split', { saleId: id, way })
  if (!split.ok) return split
  const parts = (await desk.store.openSales.openSales()).filter((one) => split.value.saleIds.includes(one.id))
  const excludesVat = parts.some(({ pricesExcludeVat }) => pricesExcludeVat)
  const sumMinor = sumOf(parts, (one) => saleFigures(one, []).totalMinor)
  // The tax of prices without it is rounded on each part.
  if (excludesVat) expect(Math.abs(sumMinor - totalMinor)).toBeLessThanOrEqual(3 * parts.length)
  else expect(sumMinor, 'parts make the bill').toBe(totalMinor)
  return split
}

async function codes(desk: TestTill): Promise<readonly string[]> {
  return (await sales(desk)).flatMap(({ tenders }) => tenders.flatMap(({ voucher }) => voucher?.issued?.code ?? []))
}

/** So many pieces of a line of some ticket, to somewhere that the till offers. */
async function giveBack(desk: TestTill, pick: number, more: number): Promise<unknown> {
  const sold = at(
    (await sales(desk)).filter(({ returnOf }) => returnOf === undefined),
    pick,
  )
  const look = await desk.call('return.look', { saleId: sold?.id ?? 'none', lines: [] })
  if (!look.ok) return look
  const line = at(
    look.value.lines.filter(({ leftMilli }) => leftMilli > 0),
    more,
  )
  const target = at(look.value.targets, pick + more)
  const pieces = (more % Math.max(1, Math.floor((line?.leftMilli ?? 0) / 1_000))) + 1
  const wanted = {
    saleId: sold?.id ?? '',
    lines: [{ lineId: line?.lineId ?? 'none', quantityMilli: pieces * 1_000 }],
    ...(target !== undefined && { to: target.key }),
  }
  const seen = await desk.call('return.look', wanted)
  if (!seen.ok) return seen
  const shares = seen.value.targets.flatMap(({ key, amountMinor }) => (amountMinor > 0 ? [{ key, amountMinor }] : []))
  return desk.call('return.give', { ...wanted, shares })
}

const ALL = [...ACTS_OF_A_SHOP, ...(SOAK ? ACTS_OF_A_RESTAURANT : [])].flatMap(([weight, act]) =>
  Array<Act>(weight).fill(act),
)
const sumOf = <Item>(items: readonly Item[], minor: (item: Item) => number) =>
  items.reduce((sum, item) => sum + minor(item), 0)

/** One ticket by itself. */
function expectTicketAgrees({ number, lines, vat, totalMinor, vatMinor, tenders }: PaidSale): void {
  expect(
    sumOf(lines, (line) => line.totalMinor),
    `${number}: lines make the ticket`,
  ).toBe(totalMinor)
  const untaxed = sumOf(
    lines.filter(({ accountPayment, giftCard }) => accountPayment ?? giftCard),
    (line) => line.totalMinor,
  )
  expect(sumOf(vat, (row) => row.grossMinor) + untaxed, `${number}: rates make the ticket`).toBe(totalMinor)
  expect(
    sumOf(vat, (row) => row.vatMinor),
    `${number}: tax`,
  ).toBe(vatMinor)
  for (const { letter, basisPoints, netMinor, vatMinor: tax, grossMinor } of vat) {
    expect(netMinor + tax, `${number}: net and tax`).toBe(grossMinor)
    const own = lines.filter((line) => line.vatLetter === letter && !line.accountPayment)
    expect(
      own.every((line) => line.vatBasisPoints === basisPoints),
      `${number}: letter ${letter}`,
    ).toBe(true)
    expect(
      sumOf(own, (line) => line.totalMinor),
      `${number}: lines of ${letter}`,
    ).toBe(grossMinor)
  }
  const paid = tenders.filter(({ outcome }) => outcome === 'received')
  expect(
    sumOf(paid, (one) => one.amountMinor - (one.roundingMinor ?? 0)),
    `${number}: paid`,
  ).toBe(totalMinor)
}

/** All of it. */
async function expectAgrees(desk: TestTill): Promise<void> {
  const all = await sales(desk)
  for (const one of all) expectTicketAgrees(one)
  const day = desk.till.slice('day')
  const received = all.flatMap(({ tenders }) => tenders.filter(({ outcome }) => outcome === 'received'))
  const turnoverMinor = sumOf(
    all,
    (one) =>
      one.totalMinor -
      sumOf(
        one.lines.filter(({ accountPayment }) => accountPayment),
        (line) => line.totalMinor,
      ),
  )
  expect(day.turnoverMinor, 'turnover').toBe(turnoverMinor)
  const cashMinor = sumOf(
    received.filter(({ kind }) => kind === 'cash'),
    (one) => one.amountMinor,
  )
  const openCashMinor = 0
  expect(day.drawer.expectedMinor - day.drawer.floatMinor, 'drawer').toBe(cashMinor + openCashMinor)
  for (const one of all.filter(({ returnOf }) => returnOf === undefined)) {
    const back = all.filter(({ returnOf }) => returnOf?.saleId === one.id)
    expect(
      0 - sumOf(back, ({ totalMinor }) => totalMinor),
      `${one.number}: never more back than it brought`,
    ).toBeLessThanOrEqual(Math.max(0, one.totalMinor))
    const cashOf = (list: readonly PaidSale[]) =>
      sumOf(
        list.flatMap(({ tenders }) => tenders.filter(({ kind, outcome }) => kind === 'cash' && outcome === 'received')),
        (tender) => tender.amountMinor,
      )
    expect(0 - cashOf(back), `${one.number}: cash back`).toBeLessThanOrEqual(Math.max(0, cashOf([one])) + 9)
  }
  const issued = sumOf(received, ({ voucher, amountMinor }) => (voucher?.issued ? 0 - amountMinor : 0))
  const open = [desk.till.slice('sale'), ...(await desk.store.openSales.openSales())]
  const openTenders = new Map(open.flatMap(({ tenders }) => tenders.map((tender) => [tender.id, tender] as const)))
  const used = sumOf([...received, ...openTenders.values()], ({ voucher, amountMinor, outcome }) =>
    voucher && !voucher.issued && outcome === 'received' ? amountMinor : 0,
  )
  expect(await desk.store.vouchers.openMinor('2026-01-01'), 'vouchers').toBe(issued - used)
  const owed = sumOf(
    received.filter(({ kind }) => kind === 'account'),
    (one) => one.amountMinor,
  )
  const paidOff = sumOf(
    all.flatMap(({ lines }) => lines.filter(({ accountPayment }) => accountPayment)),
    (line) => line.totalMinor,
  )
  expect(await desk.store.customers.balanceMinor(customerId), 'account').toBe(owed - paidOff)
  expect(await desk.store.loyalty.pointsOf(customerId), 'points').toBeGreaterThanOrEqual(0)
}

test('the cents agree, whatever is done', async () => {
  const acts = fc.array(fc.tuple(fc.nat(ALL.length - 1), fc.nat(9_999), fc.nat(9_999)), {
    minLength: ACTS,
    maxLength: ACTS,
  })
  const done = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(acts, async (drawn) => {
      let desk = await openTestTill()
      try {
        const shop = await desk.store.settings.shop()
        if (shop === null) throw new Error('the shop is not set up')
        await desk.store.settings.saveShop({
          ...shop,
          tenderMeans: MEANS,
          loyalty: { earnMinor: 100, rewardPoints: 50, rewardMinor: 200 },
        })
        desk = await desk.reopen()
        await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
        const saved = await desk.call('customer.save', { draft: CUSTOMER })
        customerId = saved.ok ? saved.value.customerId : ''
        for (const [which, pick, more] of drawn) {
          const result = (await ALL[which]?.(desk, pick, more)) as { ok: boolean; error?: { code: string } } | undefined
          const code = result?.error?.code ?? 'ok'
          done.set(code, (done.get(code) ?? 0) + 1)
          await expectAgrees(desk)
        }
        const seen = () => {
          const { id, ...sale } = desk.till.slice('sale')
          // A ticket on which nothing stands yet is on no disk: after a start it is another, with the same number.
          return { day: desk.till.slice('day'), sale: sale.lines.length === 0 ? sale : { id, ...sale } }
        }
        const before = seen()
        desk = await desk.reopen()
        await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
        expect(seen()).toEqual(before)
      } finally {
        desk.close()
      }
    }),
    { numRuns: RUNS },
  )
  console.log([...done].map(([code, times]) => `${code} ${times}`).join(', '))
}, 600_000)
