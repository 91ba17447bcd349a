/**
 * The test cards a person (or a script) holds. None of them was ever issued: the numbers are the published test
 * numbers of the schemes; the CB one starts with 9250 (national assignment, France: no scheme issues from it) and the
 * Diners one is all zeros after its prefix. Both were made up for this pad and only satisfy the check digit.
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
}

/** `insert`: chip contacts. `tap`: antenna. `swipe`: stripe. The first one of a card is how a person uses it. */
export type CardInterface = 'insert' | 'tap' | 'swipe'

/**
 * normal: asks to go online, obeys the host. refuses-after-approval: its second cryptogram is a refusal whatever the
 * host said. expired: the terminal's action code for an expired application makes it refuse at once. phone: the holder
 * was verified on the device, so no PIN is asked at any amount.
 */
export type CardBehaviour = 'normal' | 'refuses-after-approval' | 'expired' | 'phone'

const SCHEMES = {
  cb: { applicationId: 'A0000000421010', label: 'CB', pan: '9250000000074821' },
  visa: { applicationId: 'A0000000031010', label: 'VISA', pan: '4111111111111111' },
  mastercard: { applicationId: 'A0000000041010', label: 'MASTERCARD', pan: '5555555555554444' },
  amex: { applicationId: 'A00000002501', label: 'AMERICAN EXPRESS', pan: '378282246310005' },
  diners: { applicationId: 'A0000001523010', label: 'DINERS CLUB', pan: '36000000000008' },
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
    ...own,
  }
}

const CHIP: readonly CardInterface[] = ['insert', 'swipe']
const TAP: readonly CardInterface[] = ['tap', 'insert', 'swipe']

export const TEST_CARDS: readonly TestCard[] = [
  card('cb', { id: 'cb-chip', name: 'CB', interfaces: CHIP }),
  card('visa', { id: 'visa-chip', name: 'Visa', interfaces: CHIP }),
  card('visa', { id: 'visa-contactless', name: 'Visa', interfaces: TAP }),
  card('visa', { id: 'visa-phone', name: 'Visa', interfaces: ['tap'], behaviour: 'phone' }),
  card('mastercard', { id: 'mastercard-chip', name: 'Mastercard', interfaces: CHIP }),
  card('mastercard', { id: 'mastercard-contactless', name: 'Mastercard', interfaces: TAP }),
  card('amex', { id: 'amex-chip', name: 'American Express', interfaces: CHIP }),
  card('diners', { id: 'diners-chip', name: 'Diners Club', interfaces: CHIP }),
  card('discover', { id: 'declined-chip', name: 'Discover', interfaces: CHIP }),
  card('cb', { id: 'refuses-after-approval', name: 'CB', interfaces: CHIP, behaviour: 'refuses-after-approval' }),
  card('visa', { id: 'expired', name: 'Visa', interfaces: CHIP, behaviour: 'expired', expiry: '2001' }),
]

/** @throws Error naming the known cards, for whoever typed the command. */
export function findCard(id: unknown): TestCard {
  const found = TEST_CARDS.find((known) => known.id === id)
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
