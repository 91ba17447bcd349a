import type { StatusName } from '#hardware/pad/abecs/parameters.ts'

/**
 * The test cards a person (or a script) holds. None of them was ever issued: the numbers are the published test
 * numbers of the schemes; the CB one starts with 9250 (national assignment, France: no scheme issues from it) and the
 * Diners one is all zeros after its prefix. Both were made up for this pad and only satisfy the check digit. The Visa
 * of 13 digits is the number of the DUKPT standard's own vectors.
 */
export interface TestCard {
  readonly id: string
  /** What its face says. */
  readonly name: string
  readonly pan: string
  /** Last month of validity, YYMM. */
  readonly expiry: string
  /** 201: international chip, normal authorisation. */
  readonly serviceCode: string
  readonly panSequence: string
  readonly holder: string
  /** Hex, tag 4F / 84. */
  readonly applicationId: string
  /** Tag 50, at most 16 characters. */
  readonly label: string
  /** ISO 3166 numeric, tag 5F28. */
  readonly issuerCountry: string
  readonly pin: string
  readonly interfaces: readonly CardInterface[]
  readonly behaviour: CardBehaviour
  readonly verification: Verification
  readonly overTapLimit: TapVerification
  /** PP_DEVTYPE of a tap: 00 card, 01 telephone. */
  readonly device: '00' | '01'
  /** Approves by itself below the till's floor limit, and when the host cannot be reached; else it wants the host. */
  readonly decidesOffline: boolean
  /** Wants a second tap when the issuer sends a script for it. */
  readonly updatesByTap: boolean
}

/** `insert`: chip contacts. `tap`: antenna. `swipe`: stripe. The first one of a card is how a person uses it. */
export type CardInterface = 'insert' | 'tap' | 'swipe'

/**
 * normal: obeys the host. refuses-after-approval: its second cryptogram is a refusal whatever the host said. expired:
 * the terminal's action code for an expired application makes it refuse at once. dead-chip: the chip never answers
 * (060). unknown-application: the chip holds nothing the pad knows (070). fails-at-cryptogram: the chip is read, then
 * gives no cryptogram (076). phone-locked: the first tap is answered by 086, the next one is good.
 * contactless-stripe: a tap gives what a stripe would (type 05).
 */
export type CardBehaviour =
  | 'normal'
  | 'refuses-after-approval'
  | 'expired'
  | 'dead-chip'
  | 'unknown-application'
  | 'fails-at-cryptogram'
  | 'phone-locked'
  | 'contactless-stripe'

/** How the holder of a chip in the slot is verified. offline-pin: by the chip itself, three tries. */
export type Verification = 'online-pin' | 'offline-pin' | 'signature' | 'none'

/**
 * What a tap above the limit without verification leads to. device: the holder was verified on it, so no PIN at any
 * amount. use-chip: 087, the contactless side gives up.
 */
export type TapVerification = 'online-pin' | 'use-chip' | 'device'

/** How a reading can go wrong, whatever the card: the pad's own answer, or a stripe that was read in part. */
export const READING_FAILURES = {
  insert: [
    'DUMBCARD',
    'ERRCARD',
    'CARDINVALIDAT',
    'CARDPROBLEMS',
    'CARDINVDATA',
    'CARDAPPNAV',
    'CARDAPPNAUT',
    'ERRFALLBACK',
    'CARDBLOCKED',
  ],
  tap: [
    'CARDBLOCKED',
    'CTLSMULTIPLE',
    'CTLSCOMMERR',
    'CTLSINVALIDAT',
    'CTLSPROBLEMS',
    'CTLSAPPNAV',
    'CTLSAPPNAUT',
    'CTLSEXTCVM',
    'CTLSIFCHG',
  ],
  swipe: ['misread', 'track-1-misread', 'track-2-misread'],
} as const satisfies Record<CardInterface, readonly (StatusName | StripeFailure)[]>
export type StripeFailure = 'misread' | 'track-1-misread' | 'track-2-misread'
export type ReadingFailure = (typeof READING_FAILURES)[CardInterface][number]

const SCHEMES = {
  cb: { applicationId: 'A0000000421010', label: 'CB', pan: '9250000000074821' },
  visa: { applicationId: 'A0000000031010', label: 'VISA', pan: '4111111111111111' },
  mastercard: { applicationId: 'A0000000041010', label: 'MASTERCARD', pan: '5555555555554444' },
  amex: { applicationId: 'A00000002501', label: 'AMERICAN EXPRESS', pan: '378282246310005' },
  diners: { applicationId: 'A0000001523010', label: 'DINERS CLUB', pan: '36000000000008' },
  gift: { applicationId: '', label: '', pan: '6088000000000010' },
  fleet: { applicationId: '', label: '', pan: '7000000000000013' },
  discover: { applicationId: 'A0000001524010', label: 'DISCOVER', pan: '6011111111111117' },
} as const

type CardOfScheme = Pick<TestCard, 'id' | 'name' | 'interfaces'> & Partial<TestCard>

function card(scheme: keyof typeof SCHEMES, own: CardOfScheme): TestCard {
  return {
    ...SCHEMES[scheme],
    expiry: '3012',
    serviceCode: '201',
    panSequence: '01',
    holder: 'TEST/CARTE',
    issuerCountry: '250',
    pin: '1234',
    behaviour: 'normal',
    verification: 'online-pin',
    overTapLimit: 'online-pin',
    device: '00',
    decidesOffline: false,
    updatesByTap: false,
    ...own,
  }
}

/** A gift card that nobody has bought yet, one of a stack: its bank activates each of them once. */
function giftCard(id: string, place: number): TestCard {
  const figures = `6088${String(place).padStart(11, '0')}`
  const sum = [...figures].reverse().reduce((total, figure, at) => {
    const value = Number(figure) * (at % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  const pan = `${figures}${(10 - (sum % 10)) % 10}`
  return card('gift', { id, name: 'Carte cadeau neuve', pan, interfaces: STRIPE, serviceCode: '120' })
}

const CHIP: readonly CardInterface[] = ['insert', 'swipe']
const TAP: readonly CardInterface[] = ['tap', 'insert', 'swipe']
const STRIPE: readonly CardInterface[] = ['swipe']
const PHONE = { interfaces: ['tap'], overTapLimit: 'device', device: '01' } as const

export const TEST_CARDS: readonly TestCard[] = [
  card('cb', { id: 'cb-chip', name: 'CB', interfaces: CHIP }),
  card('visa', { id: 'visa-chip', name: 'Visa', interfaces: CHIP }),
  card('visa', { id: 'visa-contactless', name: 'Visa', interfaces: TAP }),
  card('visa', { id: 'visa-phone', name: 'Visa', ...PHONE }),
  card('visa', { id: 'visa-13', name: 'Visa 13', pan: '4012345678909', interfaces: CHIP }),
  card('mastercard', { id: 'mastercard-chip', name: 'Mastercard', interfaces: CHIP }),
  card('mastercard', { id: 'mastercard-contactless', name: 'Mastercard', interfaces: TAP }),
  card('amex', { id: 'amex-chip', name: 'American Express', interfaces: CHIP }),
  card('diners', { id: 'diners-chip', name: 'Diners Club', interfaces: CHIP }),
  card('discover', { id: 'discover-chip', name: 'Discover', interfaces: CHIP }),
  card('cb', { id: 'refuses-after-approval', name: 'CB', interfaces: CHIP, behaviour: 'refuses-after-approval' }),
  card('visa', { id: 'expired', name: 'Visa', interfaces: CHIP, behaviour: 'expired', expiry: '2001' }),
  card('cb', { id: 'cb-offline-pin', name: 'CB', interfaces: CHIP, verification: 'offline-pin' }),
  card('cb', { id: 'cb-offline', name: 'CB', interfaces: CHIP, verification: 'offline-pin', decidesOffline: true }),
  card('visa', { id: 'visa-signature', name: 'Visa', interfaces: CHIP, verification: 'signature' }),
  card('visa', { id: 'visa-no-cvm', name: 'Visa', interfaces: CHIP, verification: 'none' }),
  card('visa', { id: 'visa-stripe-pin', name: 'Visa', interfaces: STRIPE, serviceCode: '120' }),
  card('mastercard', { id: 'mastercard-stripe', name: 'Mastercard', interfaces: STRIPE, serviceCode: '101' }),
  card('gift', { id: 'gift-stripe', name: 'Carte cadeau', interfaces: STRIPE, serviceCode: '120' }),
  giftCard('gift-new', 2),
  card('fleet', { id: 'fleet-stripe', name: 'Carte flotte', interfaces: STRIPE, serviceCode: '120' }),
  card('visa', { id: 'dead-chip', name: 'Visa', interfaces: CHIP, behaviour: 'dead-chip' }),
  card('visa', { id: 'dead-chip-pin', name: 'Visa', interfaces: CHIP, behaviour: 'dead-chip', serviceCode: '226' }),
  card('discover', { id: 'unknown-chip', name: 'Discover', interfaces: CHIP, behaviour: 'unknown-application' }),
  card('mastercard', { id: 'faulty-chip', name: 'Mastercard', interfaces: CHIP, behaviour: 'fails-at-cryptogram' }),
  card('visa', { id: 'tap-update', name: 'Visa', interfaces: TAP, updatesByTap: true }),
  card('mastercard', { id: 'tap-to-chip', name: 'Mastercard', interfaces: TAP, overTapLimit: 'use-chip' }),
  card('mastercard', { id: 'phone-locked', name: 'Mastercard', ...PHONE, behaviour: 'phone-locked' }),
  card('amex', { id: 'tap-as-stripe', name: 'American Express', interfaces: TAP, behaviour: 'contactless-stripe' }),
]

export type CardKind =
  | Exclude<CardBehaviour, 'normal'>
  | 'plain'
  | 'phone'
  | 'tap-to-chip'
  | 'tap-update'
  | 'stripe'
  | 'stripe-pin'
  | 'dead-chip-pin'
  | 'offline'
  | 'offline-pin'
  | 'signature'
  | 'no-verification'

/** Second and third digit of a service code that asks for a PIN (ISO/IEC 7813). */
const PIN_SERVICE = /^..[03567]$/

/** What is special about a card, for whoever chooses one. */
export function kindOf(card: TestCard): CardKind {
  const asksPin = PIN_SERVICE.test(card.serviceCode)
  if (card.behaviour === 'dead-chip') return asksPin ? 'dead-chip-pin' : 'dead-chip'
  if (card.behaviour !== 'normal') return card.behaviour
  if (card.interfaces[0] === 'swipe') return asksPin ? 'stripe-pin' : 'stripe'
  if (card.overTapLimit === 'device') return 'phone'
  if (card.overTapLimit === 'use-chip') return 'tap-to-chip'
  if (card.updatesByTap) return 'tap-update'
  if (card.decidesOffline) return 'offline'
  if (card.verification === 'online-pin') return 'plain'
  return card.verification === 'none' ? 'no-verification' : card.verification
}

/** `gift-new-3` to `gift-new-99`: the others of the stack, for whoever sells more than one. */
const UNSOLD = /^gift-new-([3-9]|[1-9]\d)$/

/** @throws Error naming the known cards, for whoever typed the command. */
export function findCard(id: unknown): TestCard {
  const place = UNSOLD.exec(String(id))?.[1]
  const found = place === undefined ? TEST_CARDS.find((known) => known.id === id) : giftCard(String(id), Number(place))
  if (!found) throw new Error(`no such test card; known: ${TEST_CARDS.map((known) => known.id).join(', ')}`)
  return found
}

/** Track 2 as on the stripe: PAN, `=`, YYMM, service code, discretionary zeros. */
export function track2Of(card: TestCard): string {
  return `${card.pan}=${card.expiry}${card.serviceCode}0000000000`
}

/** Track 1, format B. */
export function track1Of(card: TestCard): string {
  return `B${card.pan}^${card.holder.padEnd(26)}^${card.expiry}${card.serviceCode}0000000000`
}

/**
 * SPE_PANMASK (0023, `LLRR`): keeps LL digits at the left and RR at the right of the first run of digits, stars for
 * the rest; a mask that keeps as many digits as there are hides nothing (ABECS 5.4.1).
 */
export function maskPan(text: string, mask: string): string {
  const left = Number(mask.slice(0, 2))
  const right = Number(mask.slice(2, 4))
  return text.replace(/\d[\d ]*\d/, (run) => {
    const digits = run.replaceAll(' ', '').length
    if (left + right > digits) return run
    let seen = 0
    return run.replace(/\d/g, (digit) => {
      seen += 1
      return seen <= left || seen > digits - right ? digit : '*'
    })
  })
}

/** ABECS 6.3.4.1: up to seven characters after the last separator a track needs, else its first 19 characters. */
export function truncateTrack(text: string, separator: '=' | '^'): string {
  const at = separator === '=' ? text.indexOf('=') : text.indexOf('^', text.indexOf('^') + 1)
  return at < 0 ? text.slice(0, 19) : text.slice(0, at + 8)
}
