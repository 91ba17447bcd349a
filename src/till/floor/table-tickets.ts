import { fail, type Result, succeed } from '#contract/result.ts'
import type { FloorTable } from '#contract/views/floor-view.ts'
import { pays } from '../cart/sale-figures.ts'
import type { TillContext } from '../core/till-context.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'

/** The tickets that are not paid: the one in hand, if it is anything yet, then those on hold. */
function unpaid({ memory }: TillContext): readonly OpenSale[] {
  return memory.saleStored ? [memory.sale, ...memory.held] : memory.held
}

/**
 * The tickets of a table, oldest first: those that are opened there, and one that a waiter's phone or a cashier put on hold
 * under its name.
 */
export function ticketsOfTable(context: TillContext, { id, name }: FloorTable): readonly OpenSale[] {
  return unpaid(context)
    .filter(({ table, reference }) => (table === undefined ? reference === name : table.id === id))
    .toSorted((one, other) => (one.number < other.number ? -1 : 1))
}

/** A ticket that is not paid. Errors: SALE_NOT_FOUND. */
export function unpaidTicket(context: TillContext, saleId: string): Result<OpenSale, 'SALE_NOT_FOUND'> {
  const sale = unpaid(context).find(({ id }) => id === saleId)
  return sale === undefined ? fail('SALE_NOT_FOUND') : succeed(sale)
}

/** Something of it is paid, is being paid, or nobody knows whether it is. */
export function hasMoney({ options }: TillContext, { id, state, tenders }: OpenSale): boolean {
  const isOpen = tenders.some((tender) => pays(tender) || ['in-progress', 'unknown'].includes(tender.outcome))
  return state === 'paying' || isOpen || options.cardPayments.isUnresolved(id)
}

/** What a ticket waits under at its table: `8`, or `8 B` where the bill is split. */
export function tableReference(name: string, part?: string): string {
  return part === undefined ? name : `${name} ${part}`
}
