import { COUNTRY_RULES, type CustomerPaper } from '#contract/country-rules.ts'
import type { PrintJobKind } from '#contract/views/sale-view.ts'
import type { TillContext } from '../core/till-context.ts'
import type { NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import type { ShopSettings } from '../ports/settings.port.ts'

/** Whether the customer's papers come out by themselves: as the shop says, else as its country does. */
export function customerPaperOf({ customerPaper, country }: ShopSettings): CustomerPaper {
  return customerPaper ?? COUNTRY_RULES[country ?? 'other'].customerPaper
}

/** Goods under the legal guarantee of conformity, which their ticket must name: those of the families that the shop says. */
export function isGuaranteed({ guaranteeFamilies = [] }: ShopSettings, { lines }: Pick<OpenSale, 'lines'>): boolean {
  return lines.some(({ familyId }) => familyId !== undefined && guaranteeFamilies.includes(familyId))
}

/**
 * The customer's papers of a ticket that wait until they are asked for. In France no till prints them unasked (code de l'environnement,
 * L. 541-15-10 IV and D. 541-370 to D. 541-372, since 1 August 2023). By themselves come out, for D. 541-371 leaves them out: the ticket
 * of goods whose legal guarantee it names, of goods that were weighed, and the note that guests of a table must have; the card tickets of
 * what was voided, refused, refunded or set aside, none of which is a sale. The merchant's copy is the shop's own.
 */
export function waitingKinds({ memory }: TillContext, sale: OpenSale): readonly PrintJobKind[] {
  // The first sale of a new till tries the printer, too.
  if (memory.setup?.stage === 'trial' || customerPaperOf(memory.shop) === 'always') return []
  const isWeighed = sale.lines.some(({ unit }) => unit === 'kg')
  // Who is given a voucher cannot do without its paper.
  const isVoucher = sale.tenders.some(({ voucher }) => voucher?.issued !== undefined)
  const mustComeOut = isVoucher || isWeighed || sale.table !== undefined || isGuaranteed(memory.shop, sale)
  return mustComeOut ? ['card-customer'] : ['card-customer', 'customer-ticket']
}

/** The same papers, those that wait marked so. */
export function waiting(jobs: readonly NewPrintJob[], kinds: readonly PrintJobKind[]): NewPrintJob[] {
  return jobs.map((job) => (kinds.includes(job.kind) ? { ...job, isWaiting: true } : job))
}
