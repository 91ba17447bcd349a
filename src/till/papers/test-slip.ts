import type { PrintJobKind } from '#contract/views/sale-view.ts'
import type { TestSlip } from '../tickets/ticket-document.ts'
import { type DocumentContext, documentHead } from './document-head.ts'

/** The slip that shows what a printer can do, as a job of its own. */
export function testSlip(
  context: DocumentContext,
  { deviceAlias, at }: { readonly deviceAlias: string; readonly at: string },
): { readonly kind: Extract<PrintJobKind, 'test'>; readonly document: TestSlip } {
  return { kind: 'test', document: { ...documentHead(context, at), kind: 'test-slip', deviceAlias } }
}
