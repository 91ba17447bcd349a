import { CURRENCIES, type Currency } from '#contract/money.ts'
import { type AbecsCommand, CodecError, type Parameter, textParameter, writeParameters } from './codec.ts'
import { toLatin1 } from './packet.ts'
import { fixedRows, messageRows, type PadRows } from './pad-texts.ts'
import { DATA_METHOD_DUKPT_CBC, PAN_MASK, PIN_METHOD_DUKPT, SPE } from './parameters.ts'

/**
 * The commands a till needs (pin-pad sheet 2.6), built from what the till knows. Numbers are filled with zeros on the
 * left, amounts are minor units in twelve digits.
 */
const SECONDS_MAX = 255
/** SPE_TRNTYPE of a purchase. */
const PURCHASE = Uint8Array.of(0x00)
const PURCHASE_WITH_CASHBACK = Uint8Array.of(0x09)

export const digits = (value: number, width: number): string => {
  const text = String(value)
  if (!/^\d+$/.test(text) || text.length > width) throw new CodecError('number', `not ${width} digits`)
  return text.padStart(width, '0')
}

export const withParameters = (id: string, parameters: readonly Parameter[]): AbecsCommand => ({
  id,
  blocks: writeParameters(parameters),
})

/** SPE_TIMEOUT: whole seconds of inactivity, 1 to 255; 0 means different things in 2.12 and 2.20. */
export const timeout = (timeoutMs: number): Parameter => [
  SPE.TIMEOUT,
  Uint8Array.of(Math.min(SECONDS_MAX, Math.max(1, Math.ceil(timeoutMs / 1000)))),
]

const tagList = (tags: readonly string[]): Parameter => [SPE.TAGLIST, new Uint8Array(Buffer.from(tags.join(''), 'hex'))]

/** OPN without the secure link. */
export const openCommand = (): AbecsCommand => ({ id: 'OPN', blocks: [] })

/** SPE_IDLIST takes no more. */
export const IDENTIFY_IDS_MAX = 64

/** GIX for exactly these PP_ numbers. */
export function identifyCommand(ids: readonly number[]): AbecsCommand {
  const list = Uint8Array.from(ids.flatMap((id) => [id >> 8, id & 0xff]))
  return withParameters('GIX', [[SPE.IDLIST, list]])
}

/** DSP: both rows at once. */
export const displayCommand = (rows: PadRows): AbecsCommand => ({ id: 'DSP', blocks: [toLatin1(fixedRows(rows))] })

/** RMC: shows the rows until the chip is out. */
export const removeCardCommand = (rows: PadRows): AbecsCommand => ({ id: 'RMC', blocks: [toLatin1(fixedRows(rows))] })

/** CLX: idle text; ends the secure link and wipes tracks. */
export const closeCommand = (rows: PadRows): AbecsCommand =>
  withParameters('CLX', [textParameter(SPE.DSPMSG, messageRows(rows))])

export interface EventWait {
  readonly keys: boolean
  readonly stripe: boolean
  readonly chip: 'no' | 'inserted' | 'removed'
  readonly contactless: boolean
  readonly timeoutMs: number
}

/** CEX: waits for a key or a card. The mask goes with it always. */
export function eventCommand({ keys, stripe, chip, contactless, timeoutMs }: EventWait): AbecsCommand {
  const chipDigit = { no: '0', inserted: '1', removed: '2' }[chip]
  const options = `${keys ? 1 : 0}${stripe ? 1 : 0}${chipDigit}${contactless ? 1 : 0}00`
  return withParameters('CEX', [
    textParameter(SPE.CEXOPT, options),
    timeout(timeoutMs),
    textParameter(SPE.PANMASK, PAN_MASK),
  ])
}

/** What GCX and GOX must say alike: a contactless pad answers 011 when they differ. */
export interface AmountTerms {
  readonly amountMinor: number
  /** Of it: cash that the customer takes along. */
  readonly cashbackMinor?: number | undefined
  readonly currency: Currency
  readonly acquirerIndex: number
}

/** Type and amounts go into the card's cryptogram: 9C, 9F02 and 9F03. */
function transactionType({ cashbackMinor = 0 }: AmountTerms): Uint8Array {
  return cashbackMinor > 0 ? PURCHASE_WITH_CASHBACK : PURCHASE
}

function amountParameters({ amountMinor, cashbackMinor = 0 }: AmountTerms) {
  const amount = textParameter(SPE.AMOUNT, digits(amountMinor, 12))
  return cashbackMinor > 0 ? [amount, textParameter(SPE.CASHBACK, digits(cashbackMinor, 12))] : [amount]
}

export interface CardWait extends AmountTerms {
  /** `2026-11-22`, `14:33:12`. */
  readonly localDate: string
  readonly localTime: string
  readonly contactless: boolean
  readonly tags: readonly string[]
  readonly rows: PadRows
  readonly timeoutMs: number
}

/** GCX: shows the rows and reads a card for a purchase. The mask goes with it always. */
export function cardCommand(wait: CardWait): AbecsCommand {
  return withParameters('GCX', [
    [SPE.TRNTYPE, transactionType(wait)],
    textParameter(SPE.ACQREF, digits(wait.acquirerIndex, 2)),
    ...amountParameters(wait),
    textParameter(SPE.TRNDATE, wait.localDate.replaceAll('-', '').slice(2)),
    textParameter(SPE.TRNTIME, wait.localTime.replaceAll(':', '')),
    textParameter(SPE.TRNCURR, CURRENCIES[wait.currency].numeric),
    textParameter(SPE.GCXOPT, wait.contactless ? '10000' : '00000'),
    textParameter(SPE.PANMASK, PAN_MASK),
    tagList(wait.tags),
    timeout(wait.timeoutMs),
    textParameter(SPE.DSPMSG, messageRows(wait.rows)),
  ])
}

/** GTK: track 2 of the card just read, all of it encrypted under the data key of the slot (DUKPT, CBC, zero vector). */
export function trackCommand(keyIndex: number): AbecsCommand {
  return withParameters('GTK', [
    textParameter(SPE.TRACKS, '0010'),
    textParameter(SPE.MTHDDAT, DATA_METHOD_DUKPT_CBC),
    textParameter(SPE.OPNDIG, '0'),
    textParameter(SPE.KEYIDX, digits(keyIndex, 2)),
  ])
}

export interface AuthorisationTerms extends AmountTerms {
  readonly pinKeyIndex: number
  readonly forceOnline: boolean
  readonly floorLimitMinor: number
  readonly tags: readonly string[]
  readonly rows: PadRows
  readonly timeoutMs: number
}

/** SPE_GOXOPT: not on a list of lost cards, always online or not, no way around the PIN. */
const authorisationOptions = (forceOnline: boolean) => (forceOnline ? '01100' : '00100')

/**
 * SPE_TRMPAR: floor limit(4) target percentage(1) threshold(4) maximum percentage(1), amounts in minor units. Zero
 * percent: no card is sent online by chance; what must go online is the till's decision.
 */
function riskParameters(floorLimitMinor: number): Uint8Array {
  const value = new Uint8Array(10)
  new DataView(value.buffer).setUint32(0, Math.min(floorLimitMinor, FLOOR_LIMIT_MAX))
  return value
}
const FLOOR_LIMIT_MAX = 0xffff_ffff

/** GOX: asks the card for a cryptogram, and the customer for the PIN where the card wants it (DUKPT). */
export function authorisationCommand(terms: AuthorisationTerms): AbecsCommand {
  return withParameters('GOX', [
    textParameter(SPE.ACQREF, digits(terms.acquirerIndex, 2)),
    [SPE.TRNTYPE, transactionType(terms)],
    ...amountParameters(terms),
    textParameter(SPE.TRNCURR, CURRENCIES[terms.currency].numeric),
    textParameter(SPE.MTHDPIN, PIN_METHOD_DUKPT),
    textParameter(SPE.KEYIDX, digits(terms.pinKeyIndex, 2)),
    textParameter(SPE.GOXOPT, authorisationOptions(terms.forceOnline)),
    [SPE.TRMPAR, riskParameters(terms.forceOnline ? 0 : terms.floorLimitMinor)],
    tagList(terms.tags),
    timeout(terms.timeoutMs),
    textParameter(SPE.DSPMSG, messageRows(terms.rows)),
  ])
}

export interface CompletionTerms {
  readonly kind: 'approved' | 'declined' | 'unable-to-go-online'
  /** DE39, two characters. */
  readonly responseCode: string | null
  /** BER-TLV of DE55. */
  readonly issuerData: Uint8Array | null
  readonly tags: readonly string[]
  readonly timeoutMs: number
}

const COMPLETION_OPTIONS = { approved: '0000', declined: '1000', 'unable-to-go-online': '2000' } as const

/** SPE_ARC is mandatory with an answer of the host. */
const DEFAULT_CODES = { approved: '00', declined: '05' } as const

/** FCX: what the host said, for the card. */
export function completionCommand(terms: CompletionTerms): AbecsCommand {
  const responseCode = terms.kind === 'unable-to-go-online' ? null : (terms.responseCode ?? DEFAULT_CODES[terms.kind])
  return withParameters('FCX', [
    textParameter(SPE.FCXOPT, COMPLETION_OPTIONS[terms.kind]),
    ...(responseCode !== null ? [textParameter(SPE.ARC, responseCode)] : []),
    ...(terms.issuerData !== null && terms.issuerData.length > 0 ? [[SPE.EMVDATA, terms.issuerData] as const] : []),
    tagList(terms.tags),
    timeout(terms.timeoutMs),
  ])
}

/** Shortest and longest PIN of GPN. */
const PIN_DIGITS = { min: 4, max: 12 }

/**
 * GPN: PIN for a stripe, under the DUKPT key of the slot.
 * Layout: method(1) slot(2) working key(32, zeros) card number length(2) card number(19) `1` min(2) max(2) rows(32).
 * Length 00 takes the number the pad holds, so it must come before GTK wipes it.
 */
export function pinCommand(keyIndex: number, rows: PadRows): AbecsCommand {
  const fields = [
    PIN_METHOD_DUKPT,
    digits(keyIndex, 2),
    '0'.repeat(32),
    '00',
    ' '.repeat(19),
    '1',
    digits(PIN_DIGITS.min, 2),
    digits(PIN_DIGITS.max, 2),
    fixedRows(rows),
  ]
  return { id: 'GPN', blocks: [toLatin1(fields.join(''))] }
}
