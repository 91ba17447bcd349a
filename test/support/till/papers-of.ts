import type { PrintJobKind } from '#contract/views/sale-view.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { TestTill } from './open-test-till.ts'

/** The papers of one kind that a ticket has, each as its text, oldest first. */
export async function papersOf({ store }: TestTill, saleId: string, kind: PrintJobKind): Promise<string[]> {
  const jobs = await store.printSpool.jobsOfSale(saleId)
  return jobs
    .filter((job) => job.kind === kind)
    .map(({ document }) =>
      layOut(document, 42)
        .rows.map((row) => (row.kind === 'text' ? row.text : ''))
        .join('\n'),
    )
}

/** The customer's ticket. Throws where there is none. */
export async function ticketOf(desk: TestTill, saleId: string): Promise<string> {
  const [ticket] = await papersOf(desk, saleId, 'customer-ticket')
  if (ticket === undefined) throw new Error('no ticket')
  return ticket
}
