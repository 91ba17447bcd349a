import { retailMac } from '#simulators/crypto/retail-mac.ts'
import { concat, encryptBlock, xor } from '#simulators/crypto/triple-des.ts'
import { OFFLINE_IN_A_ROW } from './card-states.ts'
import type { CardInterface, TestCard, Verification } from './cards.ts'
import { type EmvObjects, fromHex } from './emv-objects.ts'

/**
 * A bounded card and kernel in one, for training and tests: NOT EMV L2. No application selection, no certificates, no
 * issuer scripts; one application per card, one fixed issuer key, always online unless the card decides offline and
 * the till lets it. What it does compute is real: keys and cryptograms follow EMV Book 2, annexes A1.3 and A1.4, so
 * that a cryptogram changes with every amount, counter and random number.
 *
 *   read ──firstCryptogram──► ARQC ──secondCryptogram──► TC | AAC   (Y3 or Z3 when the host could not be reached)
 *     ├────firstCryptogram──► TC    (Y1: decides offline, below the floor limit, not forced online, holder verified)
 *     └────firstCryptogram──► AAC   (Z1: expired, on the till's list of lost cards, PIN blocked)
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

const TSI = { afterFirst: 'E800', afterIssuer: 'F800', contactless: '0000' } as const

/** How the holder was verified, as far as the cryptogram is concerned. */
export type HolderCheck = 'none' | 'device' | 'signature' | 'online-pin' | 'offline-pin' | 'pin-refused' | 'pin-skipped'

/** 9F34: method, condition, result (EMV Book 4, annex A4). */
const CVM_RESULTS: Readonly<Record<HolderCheck, string>> = {
  none: '1F0302',
  device: '1F0302',
  signature: '1E0300',
  'online-pin': '420300',
  'offline-pin': '410302',
  'pin-refused': '410301',
  'pin-skipped': '410301',
}

/** 95, byte 3 (EMV Book 3, annex C5): verification failed, try limit, not entered, entered online. */
const HOLDER_BITS: Readonly<Record<HolderCheck, number>> = {
  none: 0,
  device: 0,
  signature: 0,
  'online-pin': 0x04,
  'offline-pin': 0,
  'pin-refused': 0x80 | 0x20,
  'pin-skipped': 0x80 | 0x08,
}
const TVR_EXPIRED = 0x40
const TVR_ON_LIST = 0x10
const TVR_ABOVE_FLOOR = 0x80
const TVR_RANDOM = 0x10

/** What the till and chance bring into the first cryptogram (SPE_GOXOPT, SPE_TRMPAR). */
export interface TerminalRisk {
  readonly onExceptionList: boolean
  readonly mayApproveOffline: boolean
  readonly aboveFloorLimit: boolean
  readonly chosenAtRandom: boolean
  /** Approvals of this card without the host since it last heard from it. */
  readonly offlineInARow: number
}

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
  put('95', terminalResults(card, 'none', { onExceptionList: false, aboveFloorLimit: true, chosenAtRandom: false }))
  put('9B', how === 'tap' ? TSI.contactless : TSI.afterFirst)
  put('9F34', CVM_RESULTS.none)
  if (how === 'tap') put('9F6E', card.device === '00' ? '20700000' : '23800000')
  objects.set('9F37', unpredictableNumber)
  return { card, how, counter, amountMinor, cashbackMinor, transactionType, objects }
}

/** Whether a tap at this amount is refused with 087: the card wants its chip read. */
export function wantsChip(card: TestCard, amountMinor: number): boolean {
  return card.overTapLimit === 'use-chip' && amountMinor > CONTACTLESS_PIN_ABOVE_MINOR
}

/** How this card wants its holder verified for these terms: a chip always its own way, a tap above the limit only. */
export function holderVerification({ card, how, amountMinor }: CardTransaction): Verification | 'device' {
  if (card.behaviour === 'expired') return 'none'
  if (how === 'insert') return card.verification
  if (card.overTapLimit === 'device') return 'device'
  return amountMinor > CONTACTLESS_PIN_ABOVE_MINOR ? 'online-pin' : 'none'
}

/** First GENERATE AC. Writes 95, 9F34, 8A, 9F26, 9F27, 9F10 of the transaction. */
export function firstCryptogram(transaction: CardTransaction, check: HolderCheck, risk: TerminalRisk): Cryptogram {
  const { card, how, objects } = transaction
  objects.set('95', fromHex(terminalResults(card, check, risk)))
  objects.set('9F34', fromHex(CVM_RESULTS[check]))
  const isRefused = card.behaviour === 'expired' || risk.onExceptionList || check === 'pin-refused'
  const isVerified = check !== 'pin-skipped'
  const decides =
    how === 'insert' &&
    card.decidesOffline &&
    isVerified &&
    risk.mayApproveOffline &&
    !risk.aboveFloorLimit &&
    !risk.chosenAtRandom &&
    risk.offlineInARow < OFFLINE_IN_A_ROW.asks
  const kind = isRefused ? 'AAC' : decides ? 'TC' : 'ARQC'
  if (kind !== 'ARQC') objects.set('8A', latin1(kind === 'TC' ? 'Y1' : 'Z1'))
  return seal(transaction, kind, FIRST_RESULTS[kind])
}

/** What the host said, as FCX tells it (SPE_FCXOPT). */
export type HostWord = 'approved' | 'declined' | 'unreachable'

/**
 * Second GENERATE AC. A card that went online obeys the host, unless its scenario is to refuse; without an answer of
 * the host only a card that decides offline accepts.
 */
export function secondCryptogram(
  transaction: CardTransaction,
  answer: { readonly said: HostWord; readonly hasIssuerData: boolean; readonly offlineInARow: number },
): Cryptogram {
  const { card, objects } = transaction
  if (answer.hasIssuerData) objects.set('9B', fromHex(TSI.afterIssuer))
  const accepts =
    answer.said === 'unreachable'
      ? card.decidesOffline && answer.offlineInARow < OFFLINE_IN_A_ROW.insists
      : answer.said === 'approved' && card.behaviour !== 'refuses-after-approval'
  const kind = accepts ? 'TC' : 'AAC'
  if (answer.said === 'unreachable') objects.set('8A', latin1(accepts ? 'Y3' : 'Z3'))
  return seal(transaction, kind, SECOND_RESULTS[kind])
}

/** 95, five bytes. */
function terminalResults(
  card: TestCard,
  check: HolderCheck,
  risk: Pick<TerminalRisk, 'onExceptionList' | 'aboveFloorLimit' | 'chosenAtRandom'>,
): string {
  const bytes = [
    risk.onExceptionList ? TVR_ON_LIST : 0,
    card.behaviour === 'expired' ? TVR_EXPIRED : 0,
    HOLDER_BITS[check],
    (risk.aboveFloorLimit ? TVR_ABOVE_FLOOR : 0) | (risk.chosenAtRandom ? TVR_RANDOM : 0),
    0,
  ]
  return Buffer.from(bytes).toString('hex')
}

/** Second byte of the card's verification results in 9F10: which cryptograms it gave, second and first. */
const FIRST_RESULTS = { ARQC: 'A0', TC: '90', AAC: '80' } as const
const SECOND_RESULTS = { TC: '60', AAC: '20' } as const

function seal(transaction: CardTransaction, kind: Cryptogram, results: string): Cryptogram {
  const { objects, card, counter } = transaction
  const covered = concat(...CRYPTOGRAM_TAGS.map((tag) => objects.get(tag) ?? new Uint8Array()))
  // Padding method 2 of ISO 9797-1 (one bit, then zeros), which EMV Book 2 A1.2.1 asks for.
  const padded = concat(covered, Uint8Array.of(0x80))
  objects.set('9F26', retailMac(sessionKey(card, counter), padded))
  objects.set('9F27', fromHex(CRYPTOGRAM_INFORMATION[kind]))
  objects.set('9F10', fromHex(`06010A03${results}0000`))
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
