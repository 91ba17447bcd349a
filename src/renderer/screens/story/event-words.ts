import type { TFunction } from 'i18next'
import { formatAmount } from '#contract/money.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import type { StoryRow } from '#contract/views/payment-view.ts'

/** The sentence of one event. */
export function eventWords(t: TFunction, { kind, details }: StoryRow, { row }: PaymentFile): string {
  const amountMinor = typeof details.amountMinor === 'number' ? details.amountMinor : row.amountMinor
  return t([`event.${kind}`, 'event.unnamed'], {
    amount: formatAmount(amountMinor, row.currency),
    stan: details.stan ?? '–',
    code: details.responseCode ?? details.code ?? '–',
    tail: details.cardTail ?? row.cardTail ?? '––––',
    scheme: t(`scheme.${row.scheme ?? 'other'}`),
    title: details.title ?? '–',
    by: details.by ?? '–',
    answer: details.answer ?? '–',
    subject: details.subject === undefined ? '–' : t(`story.subject.${details.subject}`),
    word: details.word === undefined ? '–' : t(`story.word.${details.word}`),
    paper: details.paper === undefined ? '–' : t(`paper.${details.paper}`),
  })
}
