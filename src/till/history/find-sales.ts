import type { Request, Response } from '#contract/api.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { HistoryFilter } from '#contract/views/history-view.ts'
import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import { person, type TillContext } from '../core/till-context.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import type { SaleKey, SaleMeaning } from '../ports/sale-search.port.ts'
import { completedSaleView } from '../tender/completed-sale.ts'
import { utcWindow } from './day-window.ts'
import { isCardLike, meaningsOfSaleText } from './read-sale-text.ts'

/** The newest sales, those before a number, or one sale and those before it. Errors: SESSION_LOCKED, SALE_NOT_FOUND. */
export async function listSales(
  context: TillContext,
  { beforeNumber = null, fromSaleId }: { readonly beforeNumber?: string | null; readonly fromSaleId?: string },
): Promise<Result<Response<'history.list'>>> {
  const { options } = context
  const user = person(context)
  if (!user.ok) return user
  const first = fromSaleId === undefined ? null : await options.paidSales.paidSale(fromSaleId)
  if (fromSaleId !== undefined && first === null) return fail('SALE_NOT_FOUND')
  const older = { beforeNumber: first?.number ?? beforeNumber, limit: LIMITS.historyRows }
  const paid = [...(first === null ? [] : [first]), ...(await options.paidSales.paidSales(older))]
  return succeed({ sales: await viewsOf(context, paid) })
}

/** Those that fit, newest first. Errors: SESSION_LOCKED, and PAYMENT_CARD_NUMBER_TYPED before anything is looked for. */
export async function findSales(
  context: TillContext,
  { filter, beforeNumber = null }: Omit<Request<'history.find'>, 'beforeNumber'> & { beforeNumber?: string | null },
): Promise<Result<Response<'history.find'>>> {
  const { memory, options } = context
  const user = person(context)
  if (!user.ok) return user
  const { text = '' } = filter
  if (isCardLike(text)) return fail('PAYMENT_CARD_NUMBER_TYPED')
  const found = await options.saleSearch.find({
    meanings: await withCustomers(context, meaningsOfSaleText(text, memory.shop)),
    keys: keysOf(filter),
    ...utcWindow(filter, options.clock.local),
    beforeNumber,
    limit: LIMITS.historyRows + 1,
  })
  const page = found.slice(0, LIMITS.historyRows)
  return succeed({ sales: await viewsOf(context, page), more: found.length > page.length })
}

/** A word may also be one of a customer's, whose file the ticket names: tickets know nothing else of a person. */
async function withCustomers({ options }: TillContext, meanings: readonly SaleMeaning[]): Promise<SaleMeaning[]> {
  return Promise.all(
    meanings.map(async (meaning) => {
      if (meaning.word === null) return meaning
      const wanted = { withArchived: true, limit: LIMITS.historyCustomers }
      const { customers } = await options.customers.search(meaning.word, wanted)
      const keys = customers.map(({ customer }): SaleKey => `customer:${customer.id}`)
      return { ...meaning, keys: [...meaning.keys, ...keys] }
    }),
  )
}

function keysOf({ cashierId, customerId, tender, operation }: HistoryFilter): SaleKey[] {
  return [
    ...(cashierId === undefined ? [] : [`cashier:${cashierId}` as const]),
    ...(customerId === undefined ? [] : [`customer:${customerId}` as const]),
    ...(tender === undefined ? [] : [`tender:${tender}` as const]),
    ...(operation === undefined ? [] : [`operation:${operation}` as const]),
  ]
}

/** With their papers as they stand now. */
async function viewsOf({ memory, options }: TillContext, sales: readonly PaidSale[]): Promise<CompletedSaleView[]> {
  const views: CompletedSaleView[] = []
  for (const sale of sales) {
    const jobs = await options.printSpool.papersOfSale(sale.id)
    const waiting = await options.printSpool.waiting(sale.id)
    views.push(completedSaleView(sale, jobs, { piecesMinor: memory.shop.piecesMinor, waiting }))
  }
  return views
}
