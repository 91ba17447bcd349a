import type { TFunction } from 'i18next'
import { formatAmount } from '#contract/money.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import { eventWords } from './event-words.ts'

/** What somebody on the telephone needs, as a text: times in UTC, codes, and nothing of the card, not even its tail. */
function supportText(t: TFunction, file: PaymentFile): string {
  const { row, failure } = file
  const cardless: PaymentFile = { ...file, row: { ...row, cardTail: null } }
  const facts = [
    row.paymentNumber,
    formatAmount(row.amountMinor, row.currency),
    `${row.operation} ${row.outcome}`,
    failure?.code,
    file.responseCode && `DE39 ${file.responseCode}`,
    file.stan && `STAN ${file.stan}`,
    file.retrievalReference && `RRN ${file.retrievalReference}`,
    file.terminalId && `TID ${file.terminalId}`,
    file.batchNumber && `batch ${file.batchNumber}`,
  ]
  const events = file.events.map((event) => {
    const { cardTail: _, ...details } = event.details
    return `${event.at} ${event.lane.padEnd(5)} ${event.kind}: ${eventWords(t, { ...event, details }, cardless)}`
  })
  return [facts.filter(Boolean).join(' · '), ...events].join('\n')
}

/** Puts it where a paste finds it. The page has no right of its own to the clipboard: the press that asks gives it. */
export function copyForSupport(t: TFunction, file: PaymentFile): boolean {
  const text = supportText(t, file)
  const take = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', take, { once: true })
  try {
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', take)
  }
}
