import type { TFunction } from 'i18next'
import { formatAmount } from '#contract/money.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import type { StoryRow } from '#contract/views/payment-view.ts'

/** The sentence of one event. */
export function eventWords(t: TFunction, event: StoryRow, file: PaymentFile): string {
  const { kind, details } = event
  const { row } = file
  const amountMinor = typeof details.amountMinor === 'number' ? details.amountMinor : row.amountMinor
  return t([`event.${kind}${ofHold(event, file)}`, `event.${kind}`, 'event.unnamed'], {
    amount: formatAmount(amountMinor, row.currency),
    stan: details.stan ?? '–',
    code: details.responseCode ?? details.code ?? '–',
    tail: details.cardTail ?? row.cardTail ?? '––––',
    scheme: t(`scheme.${row.scheme ?? 'other'}`),
    title: details.title ?? '–',
    by: details.by ?? '–',
    applicationLabel: details.applicationLabel ?? '–',
    why: details.why ?? '–',
    terminal: details.terminal ?? '–',
    approvalCode: details.approvalCode ?? '–',
    answer: details.answer ?? '–',
    subject: details.subject === undefined ? '–' : t(`story.subject.${details.subject}`),
    word: details.word === undefined ? '–' : t(`story.word.${details.word}`),
    paper: details.paper === undefined ? '–' : t(`paper.${details.paper}`),
  })
}

/**
 * Taking back what was held is told apart from undoing a charge: the rest that a ticket left, or all of it.
 */
function ofHold(event: StoryRow, { row, events }: PaymentFile): string {
  if (row.operation !== 'pre-authorisation' || !event.kind.startsWith('reversal-')) return ''
  const before = events.slice(0, events.indexOf(event))
  const cause = before.findLast(({ kind }) => kind === 'completed' || kind === 'released')
  if (cause === undefined) return ''
  return cause.kind === 'completed' ? '.rest' : '.held'
}
