import { DeviceTrials } from '#main/compose/device-trials.ts'
import { isTestSale, TestSales } from '#main/compose/test-sales.ts'
import type { EmvTables } from '#payment/ports/pin-pad-care.port.ts'
import { benchEngine, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import type { ManualClock } from '#test/support/payment/manual-clock.ts'
import type { MemoryJournal } from '#test/support/payment/memory-journal.ts'
import { displayTestRows } from '#till/display/customer-rows.ts'
import { type openDeviceBench, TABLES } from './device-bench.ts'

type DeviceBench = Awaited<ReturnType<typeof openDeviceBench>>
type OpenBench = Awaited<ReturnType<DeviceBench['open']>> & Partial<Pick<DeviceBench, 'clock' | 'state'>>

/** What a technician tries, on a desk that is open: the real payment engine, a host with a ledger. */
export function benchTrials(
  bench: OpenBench,
  parts: { journal?: MemoryJournal; clock?: ManualClock; tables?: EmvTables | null } = {},
) {
  const { desk, book } = bench
  const unexpected: unknown[] = []
  let lastId = 0
  const payments = benchEngine({
    ...parts,
    offline: SOME_OFFLINE,
    padPort: desk.pad,
    onSettled: (paymentId, saleId, state) => {
      if (isTestSale(saleId)) testSales.settled(paymentId, saleId, state)
    },
  })
  const { clock, engine, journal } = payments
  const testSales = new TestSales({
    engine: () => engine,
    book,
    journal,
    clock,
    newId: () => {
      lastId += 1
      return `sale-${lastId}`
    },
    onStarted: () => engine.show('the ticket in hand'),
    run: (work) => void work().catch((thrown: unknown) => unexpected.push(thrown)),
  })
  const trials = new DeviceTrials({
    desk,
    testSales,
    clock,
    locale: () => 'fr',
    currency: () => 'EUR',
    tablesFor: () => (parts.tables === undefined ? TABLES : parts.tables),
    slip: async (alias, columns) => ({
      columns,
      rows: [{ kind: 'text', text: alias, bold: false, double: false, align: 'left' }],
    }),
    displayTestRows: () => displayTestRows('fr', 'EUR'),
    cardPayments: engine,
  })
  return { ...payments, trials, testSales, unexpected }
}
