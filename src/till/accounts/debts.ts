import type { AccountEntry } from '../ports/accounts.port.ts'

/** What of an account is not paid yet, by what it is owed for. */
export interface Debts {
  /** Of each ticket that was put on the account; 0 for one that is paid. */
  readonly leftBySale: ReadonlyMap<string, number>
  /** Owed for no ticket: what was charged by hand. */
  readonly otherMinor: number
  /** Paid or credited, and owed for nothing yet. */
  readonly creditMinor: number
}

interface Debt {
  readonly saleId: string | null
  leftMinor: number
}

/**
 * What each movement is paid for. One that names an invoice, or takes goods of a ticket back, goes to that ticket; what is more than that
 * ticket owes, and all that names nothing, goes to the oldest debts. No debt is below zero, and all debts less the credit are
 * the balance, whatever was moved: an invoice and its account never tell two stories.
 */
export function debtsOf(entries: readonly AccountEntry[], saleOfInvoice: ReadonlyMap<string, string>): Debts {
  const debts: Debt[] = []
  const named = new Map<string, number>()
  let freeMinor = 0
  for (const entry of entries) {
    const saleId = saleThatIsMeant(entry, saleOfInvoice)
    const isDebt = entry.kind === 'sale' || (entry.kind === 'correction' && entry.amountMinor > 0)
    if (isDebt) debts.push({ saleId: entry.saleId, leftMinor: entry.amountMinor })
    else if (saleId !== null) named.set(saleId, (named.get(saleId) ?? 0) - entry.amountMinor)
    else freeMinor -= entry.amountMinor
  }
  for (const debt of debts) {
    const paidMinor = (debt.saleId !== null && named.get(debt.saleId)) || 0
    const takenMinor = Math.min(paidMinor, debt.leftMinor)
    debt.leftMinor -= takenMinor
    if (debt.saleId !== null) named.set(debt.saleId, paidMinor - takenMinor)
  }
  for (const paidMinor of named.values()) freeMinor += paidMinor
  for (const debt of debts) {
    const takenMinor = Math.max(0, Math.min(freeMinor, debt.leftMinor))
    debt.leftMinor -= takenMinor
    freeMinor -= takenMinor
  }
  const ofSales = debts.flatMap(({ saleId, leftMinor }) => (saleId === null ? [] : [[saleId, leftMinor] as const]))
  const ofOthers = debts.reduce((sum, { saleId, leftMinor }) => sum + (saleId === null ? leftMinor : 0), 0)
  return {
    leftBySale: new Map(ofSales),
    otherMinor: ofOthers + Math.max(0, 0 - freeMinor),
    creditMinor: Math.max(0, freeMinor),
  }
}

/** The ticket that a payment, its way back, or a credit is for; null where nobody said. */
function saleThatIsMeant(
  { kind, invoiceNumber, takesBackSaleId }: AccountEntry,
  saleOfInvoice: ReadonlyMap<string, string>,
): string | null {
  if (kind === 'credit') return takesBackSaleId
  return invoiceNumber === null ? null : (saleOfInvoice.get(invoiceNumber) ?? null)
}
