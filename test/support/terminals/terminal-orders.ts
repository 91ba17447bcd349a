import type { TerminalOrder, TerminalResult } from '#payment/ports/standalone-terminal.port.ts'

let orders = 0

/** An order of 12,34 € that nobody gave before, on a disk that takes everything. */
export function orderOf(operation: TerminalOrder['operation'], more: Partial<TerminalOrder> = {}): TerminalOrder {
  orders += 1
  return {
    id: `6f1c2a52-0000-4000-8000-${String(orders).padStart(12, '0')}`,
    operation,
    orderedAt: new Date().toISOString(),
    amountMinor: 1_234,
    currency: 'EUR',
    lastReceiptNumber: null,
    keep: async () => true,
    keepTicket: async () => true,
    ...more,
  }
}

/** A disk that remembers what it was given to keep, and takes it or does not. */
export function keeper(takes = true) {
  const kept: TerminalResult[] = []
  return {
    kept,
    keep: async (result: TerminalResult) => {
      if (takes) kept.push(result)
      return takes
    },
  }
}
