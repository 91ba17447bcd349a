import { retailMac } from '#simulators/crypto/retail-mac.ts'
import { concat, encryptBlock, xor } from '#simulators/crypto/triple-des.ts'
import type { CardInterface, TestCard } from './cards.ts'
import { type EmvObjects, fromHex } from './emv-objects.ts'

/**
 * A bounded card and kernel in one, for training and tests: NOT EMV L2. No application selection, no certificates, no
 * issuer scripts; one application per card, one fixed issuer key, always online unless the scenario of the card says
 * otherwise. What it does compute is real: keys and cryptograms follow EMV Book 2, annexes A1.3 and A1.4, so that a
 * cryptogram changes with every amount, counter and random number.
 *
 *   read ──firstCryptogram──► ARQC ──secondCryptogram──► TC | AAC
 *     │                         (normal, phone, refuses-after-approval)
 *     └────firstCryptogram──► AAC   (expired)
 */
export interface CardTransaction {
  readonly card: TestCard
  readonly how: Exclude<CardInterface, 'swipe'>
  readonly counter: number
  readonly amountMinor: number
  readonly cashbackMinor: number
  readonly transactionType: number
  readonly objects: EmvObjects
}

export interface TransactionTerms {
  readonly amountMinor: number
  readonly cashbackMinor: number
  /** ISO 4217 numeric. */
  readonly currency: string
  /** YYMMDD and HHMMSS, as the till gave them. */
  readonly date: string
  readonly time: string
  readonly transactionType: number
}

export type Cryptogram = 'ARQC' | 'TC' | 'AAC'
const CRYPTOGRAM_INFORMATION = { ARQC: '80', TC: '40', AAC: '00' } as const

/** Fixed and public: these cards guard nothing. */
const TEST_ISSUER_KEY = fromHex('2315208C9110AD402315208C9110AD40')

/** Tap without a PIN up to this amount, as the schemes' European contactless limit. */
const CONTACTLESS_PIN_ABOVE_MINOR = 5_000

/** What the cryptogram covers (CDOL1 of these cards), then AIP and counter. */
const CRYPTOGRAM_TAGS = ['9F02', '9F03', '9F1A', '95', '5F2A', '9A', '9C', '9F37', '82', '9F36']

const TVR = { none: '0000008000', onlinePin: '0000048000', expired: '0040008000' } as const
const TSI = { afterFirst: 'E800', afterIssuer: 'F800', contactless: '0000' } as const
const CVM_RESULTS = { none: '1F0302', onlinePin: '420300' } as const

/** Reads the application and fixes the terms. `counter` is the card's transaction counter, one up at each read. */
export function readCard(
  card: TestCard,
  how: 'insert' | 'tap',
  terms: TransactionTerms,
  counter: number,
  unpredictableNumber: Uint8Array,
): CardTransaction {
  const { amountMinor, cashbackMinor, transactionType } = terms
  const objects: EmvObjects = new Map()
  const put = (tag: string, hex: string) => objects.set(tag, fromHex(hex))
  put('4F', card.applicationId)
  put('84', card.applicationId)
  objects.set('50', latin1(card.label))
  objects.set('5F20', latin1(card.holder))
  put('5F24', `${card.expiry}31`)
  put('5F28', card.issuerCountry.padStart(4, '0'))
  put('5F34', card.panSequence)
  put('82', how === 'tap' ? '2000' : '1980')
  put('9F07', 'FF00')
  put('9F09', '008C')
  put('9F02', String(amountMinor).padStart(12, '0'))
  put('9F03', String(cashbackMinor).padStart(12, '0'))
  put('9F1A', '0250')
  put('5F2A', terms.currency.padStart(4, '0'))
  put('9A', terms.date)
  put('9F21', terms.time)
  put('9C', transactionType.toString(16).padStart(2, '0'))
  put('9F33', 'E0F8C8')
  put('9F35', '22')
  objects.set('9F1E', latin1('SIM00001'))
  put('9F36', counter.toString(16).padStart(4, '0'))
  put('9F41', String(counter).padStart(8, '0'))
  put('95', card.behaviour === 'expired' ? TVR.expired : TVR.none)
  put('9B', how === 'tap' ? TSI.contactless : TSI.afterFirst)
  put('9F34', CVM_RESULTS.none)
  if (how === 'tap') put('9F6E', card.behaviour === 'phone' ? '23800000' : '20700000')
  objects.set('9F37', unpredictableNumber)
  return { card, how, counter, amountMinor, cashbackMinor, transactionType, objects }
}

/** Whether this card wants the customer's PIN for these terms: always in the chip slot, above the limit on a tap. */
export function wantsPin({ card, how, amountMinor }: CardTransaction): boolean {
  if (card.behaviour === 'phone' || card.behaviour === 'expired') return false
  return how === 'insert' || amountMinor > CONTACTLESS_PIN_ABOVE_MINOR
}

/** First GENERATE AC. Writes 95, 9F34, 9F26, 9F27, 9F10 of the transaction. */
export function firstCryptogram(transaction: CardTransaction, pinEntered: boolean): Cryptogram {
  if (pinEntered) {
    transaction.objects.set('95', fromHex(TVR.onlinePin))
    transaction.objects.set('9F34', fromHex(CVM_RESULTS.onlinePin))
  }
  return seal(transaction, transaction.card.behaviour === 'expired' ? 'AAC' : 'ARQC')
}

/**
 * Second GENERATE AC. A card that went online obeys the host, unless its scenario is to refuse; without an answer of
 * the host it refuses (floor limit zero).
 */
export function secondCryptogram(
  transaction: CardTransaction,
  answer: { readonly approved: boolean; readonly hasIssuerData: boolean },
): Cryptogram {
  if (answer.hasIssuerData) transaction.objects.set('9B', fromHex(TSI.afterIssuer))
  const accepts = answer.approved && transaction.card.behaviour !== 'refuses-after-approval'
  return seal(transaction, accepts ? 'TC' : 'AAC')
}

function seal(transaction: CardTransaction, kind: Cryptogram): Cryptogram {
  const { objects, card, counter } = transaction
  const covered = concat(...CRYPTOGRAM_TAGS.map((tag) => objects.get(tag) ?? new Uint8Array()))
  // Padding method 2 of ISO 9797-1 (one bit, then zeros), which EMV Book 2 A1.2.1 asks for.
  const padded = concat(covered, Uint8Array.of(0x80))
  objects.set('9F26', retailMac(sessionKey(card, counter), padded))
  objects.set('9F27', fromHex(CRYPTOGRAM_INFORMATION[kind]))
  objects.set('9F10', fromHex(`06010A03${kind === 'AAC' ? '80' : 'A0'}0000`))
  return kind
}

/** EMV Book 2 A1.4.1 option A (card key), then A1.3.1 (session key of one transaction counter). */
function sessionKey(card: TestCard, counter: number): Uint8Array {
  const seed = fromHex(`${card.pan}${card.panSequence}`.slice(-16).padStart(16, '0'))
  const cardKey = concat(
    encryptBlock(TEST_ISSUER_KEY, seed),
    encryptBlock(TEST_ISSUER_KEY, xor(seed, fromHex('FFFFFFFFFFFFFFFF'))),
  )
  const counterHex = counter.toString(16).padStart(4, '0')
  return concat(
    encryptBlock(cardKey, fromHex(`${counterHex}F00000000000`)),
    encryptBlock(cardKey, fromHex(`${counterHex}0F0000000000`)),
  )
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}
