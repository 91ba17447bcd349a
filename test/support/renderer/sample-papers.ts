import type { DrawerOpening, PaperView } from '#contract/views/paper-view.ts'
import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import { agoIso, COMPLETED_SALE, sampleSlices } from './sample-shop.ts'

const MINUTE_MS = 60_000

function paperOf(change: Partial<PaperView> & Pick<PaperView, 'id' | 'kind' | 'state'>): PaperView {
  return {
    saleId: 'sale-4317',
    at: agoIso(4 * MINUTE_MS),
    copyNumber: 0,
    reference: '2-004317',
    table: null,
    ...change,
  }
}

/** A till whose papers met everything that can happen to one. */
export const SAMPLE_PAPERS: readonly PaperView[] = [
  paperOf({ id: 'paper-1', kind: 'card-customer', state: 'unknown' }),
  paperOf({
    id: 'paper-2',
    kind: 'kitchen-ticket',
    state: 'unknown',
    deviceId: 'device-4',
    table: 'Table 12, terrasse',
  }),
  paperOf({ id: 'paper-3', kind: 'kitchen-ticket', state: 'sending', deviceId: 'device-4', copyNumber: 1 }),
  paperOf({ id: 'paper-4', kind: 'kitchen-ticket', state: 'queued', deviceId: 'device-4', table: 'Table 7' }),
  paperOf({ id: 'paper-5', kind: 'z-report', state: 'not-printed', saleId: null, reference: 'Z-2-000041' }),
  paperOf({ id: 'paper-6', kind: 'terminal-slip', state: 'queued', saleId: null, reference: 'Terminal Comptoir' }),
  paperOf({ id: 'paper-7', kind: 'drawer', state: 'unknown' }),
  paperOf({ id: 'paper-8', kind: 'customer-ticket', state: 'printed', confirmedBy: 'none' }),
]

const KITCHEN: StatusView['otherPrinters'][number] = {
  deviceId: 'device-4',
  alias: 'Cuisine',
  state: 'needs-attention',
  queuedJobs: 3,
  unknownJobs: 1,
  failure: { code: 'PRINTER_PAPER_OUT' },
}

/** The till's printer is well, and lost one paper; the kitchen's has none left. */
export function statusOfPapers(): StatusView {
  const { status } = sampleSlices()
  return { ...status, printer: { ...status.printer, unknownJobs: 1 }, otherPrinters: [KITCHEN] }
}

/** A kitchen that waits for paper, and nothing in doubt. */
export function statusOfKitchen(): StatusView {
  return { ...sampleSlices().status, otherPrinters: [{ ...KITCHEN, unknownJobs: 0 }] }
}

/** A sale whose papers did not simply come out. */
export const SALE_OF_PAPERS: CompletedSaleView = {
  ...COMPLETED_SALE,
  printJobs: [
    ...COMPLETED_SALE.printJobs.map((job) => ({
      ...job,
      ...(job.kind === 'card-customer' && { state: 'unknown' as const }),
      ...(job.kind === 'card-merchant' && {
        state: 'not-printed' as const,
        decision: 'printed-again' as const,
        decidedBy: 'Claire D.',
      }),
      ...(job.kind === 'customer-ticket' && { printedOn: { id: 'device-4', alias: 'Cuisine', isStandIn: true } }),
    })),
    {
      id: 'job-9',
      kind: 'kitchen-ticket',
      saleId: 'sale-4317',
      state: 'queued',
      at: agoIso(50_000),
      deviceId: 'device-4',
    },
  ],
}

export const SAMPLE_OPENINGS: readonly DrawerOpening[] = (
  [
    ['by-hand', null, 'printed', 'Claire D.'],
    ['sale', '2-004317', 'printed', 'Inès M.'],
    ['cash-out', '2-004316', 'unknown', 'Inès M.'],
    ['return', '2-004315', 'not-printed', 'Tomasz K.'],
  ] as const
).map(([reason, number, state, userName], index) => ({
  id: `opening-${index}`,
  at: agoIso((index + 1) * 7 * MINUTE_MS),
  userName,
  reason,
  number,
  state,
}))
