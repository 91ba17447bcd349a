import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { readTaggedSubFields } from '#payment/iso8583/tagged-sub-fields.ts'
import type { HostLedger } from './ledger.ts'

type AnswerTags = AcquirerProfile['cardData']['answerTags']
export type PrivateAnswers = Readonly<Partial<Record<keyof AnswerTags, string>>>

/** What this bank's private cards must be told, by the first six figures of their numbers. */
const RULES: readonly { from: string; to: string; needs: Readonly<Partial<Record<keyof AnswerTags, RegExp>>> }[] = [
  {
    from: '700000',
    to: '799999',
    needs: { mileage: /^\d{1,7}$/, vehicle: /^[\dA-Z -]{2,12}$/i, driver: /^\d{4,8}$/ },
  },
]

/** All that the request tells of what a card wants to know. */
export function answersIn(
  { cardData: { field, answerTags } }: AcquirerProfile,
  { fields }: IsoMessage,
): PrivateAnswers {
  const parts = readTaggedSubFields(field, fields[field] ?? '')
  const told = Object.entries(answerTags).map(([subject, tag]) => [subject, parts.get(tag)] as const)
  return Object.fromEntries(told.filter(([, value]) => value !== undefined))
}

/** 30 where a card of this bank is not told what it must be, or not as it must be; else 00. */
export function judgeAnswers(maskedPan: string, answers: PrivateAnswers): '00' | '30' {
  const bin = maskedPan.slice(0, 6)
  const needs = RULES.find(({ from, to }) => from <= bin && bin <= to)?.needs ?? {}
  const isTold = ([subject, form]: [string, RegExp]) => form.test(answers[subject as keyof AnswerTags] ?? '')
  return Object.entries(needs).every(isTold) ? '00' : '30'
}

/** First six figures of the gift cards that this bank keeps the accounts of, and what was put on each, by its last four. */
const GIFT_CARDS = { bin: /^6088/, loadedMinor: { '0010': 5_000 } as Readonly<Record<string, number>> }

/** A gift card as this bank has it. */
export interface GiftCard {
  /** Somebody has bought it: it can be loaded, and no more be activated. */
  readonly isActive: boolean
  readonly balanceMinor: number
}

/** What the bank knows of a gift card out of its book; null for any other card. */
export function giftCard(ledger: Pick<HostLedger, 'chargedMinor' | 'loadedMinor'>, maskedPan: string): GiftCard | null {
  if (!GIFT_CARDS.bin.test(maskedPan)) return null
  const soldMinor = GIFT_CARDS.loadedMinor[maskedPan.slice(-4)] ?? 0
  const loadedMinor = soldMinor + ledger.loadedMinor(maskedPan)
  return { isActive: loadedMinor > 0, balanceMinor: loadedMinor - ledger.chargedMinor(maskedPan) }
}

/** 57 where an amount is not put on this card: it is no gift card, was activated before, or was never. */
export function judgeLoad(card: GiftCard | null, operation: 'activation' | 'load'): '57' | null {
  return card !== null && card.isActive === (operation === 'load') ? null : '57'
}
