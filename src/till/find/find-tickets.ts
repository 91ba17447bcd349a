import { LIMITS } from '#contract/limits.ts'
import type { FoundTicket } from '#contract/views/found-ticket-view.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import type { TillContext } from '../core/till-context.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'

const TICKET_DIGITS = 6

/** Accents and capitals are forgiven. */
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * Tickets by what a person says of them, in one field: those that wait by number, table, order or customer, then the paid one with
 * that number. `4318` is `2-004318` of this till.
 */
export async function ticketsFound(context: TillContext, typed: string): Promise<FoundTicket[]> {
  const { memory, options } = context
  const text = fold(typed.trim())
  if (text === '') return []
  const held = memory.held.filter((sale) => isMeant(sale, text)).map((sale) => heldTicket(context, sale))
  const number = ticketNumber(typed.trim(), memory.shop.tillNumber)
  const paid = number === null ? null : await options.paidSales.paidSaleByNumber(number)
  return [...held, ...(paid === null ? [] : [paidTicket(paid)])].slice(0, LIMITS.searchRows)
}

function isMeant({ number, reference = '', table, customer }: OpenSale, text: string): boolean {
  const people = (customer?.title ?? '').split(' ')
  const names = [
    reference,
    customer?.title ?? '',
    ...people,
    customer?.loyaltyNumber ?? '',
    table?.name ?? '',
    table === undefined ? '' : `${table.name} ${table.part ?? ''}`.trim(),
  ]
  return names.some((name) => name !== '' && fold(name).startsWith(text)) || isOfNumber(number, text)
}

/** The whole number, or its last figures without the zeros before them. */
function isOfNumber(number: string, text: string): boolean {
  return number === text || (/^\d+$/.test(text) && Number(number.split('-').at(-1)) === Number(text))
}

/** `4318` and `2-4318` in full; null for what is no ticket's number. */
function ticketNumber(text: string, tillNumber: number): string | null {
  const match = /^(?:(\d{1,3})-)?(\d{1,7})$/.exec(text)
  return match === null ? null : `${match[1] ?? tillNumber}-${(match[2] ?? '').padStart(TICKET_DIGITS, '0')}`
}

function heldTicket({ memory }: TillContext, sale: OpenSale): FoundTicket {
  const { itemCount, totalMinor } = saleFigures(sale, memory.shop.vatBasisPoints)
  const { id: saleId, number, currency, openedAt: at, table, reference, customer } = sale
  const under = [reference ?? table?.name, customer?.title].filter((name) => name !== undefined).join(' · ') || null
  return { saleId, kind: 'held', number, reference: under, at, itemCount, totalMinor, currency }
}

function paidTicket({ id: saleId, number, at, itemCount, totalMinor, currency, reference }: PaidSale): FoundTicket {
  return { saleId, kind: 'paid', number, reference: reference ?? null, at, itemCount, totalMinor, currency }
}
