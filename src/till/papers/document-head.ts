import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import type { DrawerReason } from '#contract/views/paper-view.ts'
import type { PrintJobKind } from '#contract/views/sale-view.ts'
import type { NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { DrawerKick, ShopIdentity, TicketDocument } from '../tickets/ticket-document.ts'

/** What every paper of this till says alike. */
export interface DocumentContext {
  readonly shop: ShopIdentity
  readonly locale: Locale
  readonly currency: Currency
  readonly training: boolean
  readonly softwareVersion: string
  readonly local: (iso: string) => { readonly date: string; readonly time: string }
}

/** The head of an original. */
export function documentHead(context: DocumentContext, at: string) {
  const { shop, locale, currency, training } = context
  const { date, time } = context.local(at)
  return { shop, locale, currency, training, localDate: date, localTime: time, copyNumber: 0 }
}

/** Originals as jobs, in the order they come out. */
export function originals(
  documents: readonly { readonly kind: PrintJobKind; readonly document: TicketDocument }[],
  job: { readonly saleId: string | null; readonly at: string; readonly nextId: () => string },
): NewPrintJob[] {
  return documents.map(({ kind, document }) => ({
    id: job.nextId(),
    kind,
    saleId: job.saleId,
    copyNumber: 0,
    document,
    at: job.at,
  }))
}

/** Opens the drawer, ahead of the papers; who opens it, why, and for which ticket stay with it. */
export function drawerKick(
  reason: DrawerReason,
  userName: string,
  number?: string,
): { readonly kind: 'drawer'; readonly document: DrawerKick } {
  const document = { kind: 'drawer', userName, reason, ...(number !== undefined && { number }) } as const
  return { kind: 'drawer', document }
}
