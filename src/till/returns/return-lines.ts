import type { Request, Response } from '#contract/api.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { emit, person, type TillContext } from '../core/till-context.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { commitCashReturn } from './cash-return.ts'
import { cashLeftMinorOf, leftMinorOf, returnableLines, returnOfLines } from './line-returns.ts'
import { mayReturn } from './may-return.ts'

type Asked = Request<'return.look'>

/** What of a ticket may come back by its lines, and what the chosen ones come to. Errors: SESSION_LOCKED, SALE_NOT_FOUND. */
export async function lookAtReturn(
  context: TillContext,
  { saleId, lines }: Asked,
): Promise<Result<Response<'return.look'>>> {
  const user = person(context)
  if (!user.ok) return user
  const found = await originalOf(context, saleId)
  if (found === null) return fail('SALE_NOT_FOUND')
  const { sale, returns } = found
  const chosen = lines.length === 0 ? null : returnOfLines(sale, returns, lines, context.memory.shop.vatBasisPoints)
  const figures = chosen?.ok ? chosen.value : null
  return succeed({
    number: sale.number,
    currency: sale.currency,
    lines: returnableLines(sale, returns).map(({ line, leftMilli }) => ({
      lineId: line.id,
      name: line.name,
      unit: line.unit,
      quantityMilli: line.quantityMilli,
      leftMilli,
      amountMinor: 0 - (figures?.lines.find(({ id }) => id === line.id)?.totalMinor ?? 0),
    })),
    totalMinor: 0 - (figures?.totalMinor ?? 0),
    leftMinor: leftMinorOf(sale, returns),
    cashLeftMinor: cashLeftMinorOf(sale, returns),
    failure: chosen !== null && !chosen.ok ? plain(chosen.error) : null,
  })
}

/** As the contract has it. */
function plain({ code, details }: { code: string; details?: Readonly<Record<string, string | number>> }) {
  return { code, ...(details !== undefined && { details: { ...details } }) } as NonNullable<
    Response<'return.look'>['failure']
  >
}

/**
 * Takes lines back and hands their money out in cash: a return ticket of its own, in one transaction with its fiscal record and
 * the drawer. Errors: those of `mayReturn` and `returnOfLines`, SALE_NOT_FOUND, SALE_RETURN_CASH_NOT_LEFT.
 */
export async function returnLinesInCash(
  context: TillContext,
  { saleId, lines }: Asked,
): Promise<Result<Response<'return.cash'>>> {
  const found = await originalOf(context, saleId)
  if (found === null) return fail('SALE_NOT_FOUND')
  const { sale, returns } = found
  const figures = returnOfLines(sale, returns, lines, context.memory.shop.vatBasisPoints)
  if (!figures.ok) return figures
  const amountMinor = 0 - figures.value.totalMinor
  const goneMinor = sale.totalMinor - leftMinorOf(sale, returns)
  const user = await mayReturn(context, { saleId, way: 'refund', amountMinor, goneMinor })
  if (!user.ok) return user
  if (amountMinor > cashLeftMinorOf(sale, returns)) return fail('SALE_RETURN_CASH_NOT_LEFT')
  const returned = await commitCashReturn(context, user.value, sale, figures.value)
  emit(context, 'sale', 'day')
  return succeed({ saleId: returned.id, number: returned.number })
}

/** A finished sale and what was returned of it; null where there is none, and for a return, of which nothing comes back. */
async function originalOf(
  { options }: TillContext,
  saleId: string,
): Promise<{ readonly sale: PaidSale; readonly returns: readonly PaidSale[] } | null> {
  const sale = await options.paidSales.paidSale(saleId)
  if (sale === null || sale.returnOf !== undefined) return null
  return { sale, returns: await options.saleSearch.returnsOf(saleId) }
}
