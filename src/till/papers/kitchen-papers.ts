import { documentContext, type TillContext } from '../core/till-context.ts'
import { type KitchenNote, kitchenOrder } from '../kitchen/kitchen-order.ts'
import type { NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { documentHead } from './document-head.ts'

export interface KitchenPapers {
  readonly printJobs: readonly NewPrintJob[]
  readonly notes: readonly KitchenNote[]
}

/** Papers for kitchens and bars with what of a ticket they were not told yet; with no lines, that nothing of it is wanted. */
export function kitchenPapers(context: TillContext, sale: OpenSale, at: string): KitchenPapers {
  const { options } = context
  const { orders, notes } = kitchenOrder(sale.lines, sale.kitchen ?? [], options.kitchenStations?.() ?? [])
  const printJobs = orders.map(({ station, items }) => ({
    id: options.nextId(),
    kind: 'kitchen-ticket' as const,
    saleId: sale.id,
    copyNumber: 0,
    at,
    deviceId: station.id,
    document: {
      ...documentHead(documentContext(context), at),
      kind: 'kitchen-ticket' as const,
      stationName: station.name,
      number: sale.number,
      reference: sale.reference ?? null,
      cashierName: context.memory.signedIn?.user.name ?? sale.cashierName,
      items,
    },
  }))
  return { printJobs, notes }
}
