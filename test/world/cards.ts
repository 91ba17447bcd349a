import { SHIPPED_CARD_PRODUCTS } from '#main/compose/card-product-settings.ts'
import type { CardRead, EncryptedTrack } from '#payment/ports/pin-pad.port.ts'
import type { CardProduct } from '#payment/products/card-products.ts'
import { findCard, type TestCard, track2Of } from '#simulators/abecs-pad/cards.ts'
import { deriveTransactionKey, encryptData, encryptPinBlock, TEST_BASE_KEY } from '#simulators/crypto/dukpt.ts'
import { buildPinBlock } from '#simulators/crypto/pin-block.ts'
import { packTrack2 } from '#simulators/crypto/track-data.ts'

/** A test card with the blocks that a pad would emit for it. */
export interface WorldCard {
  readonly id: string
  readonly read: Pick<CardRead, 'maskedPan' | 'scheme' | 'applicationId' | 'applicationLabel' | 'panSequence'>
  readonly track: EncryptedTrack
  readonly pinBlockHex: string
  readonly wrongPinBlockHex: string
  readonly pinKeySerialHex: string
}

const IDS = [
  'cb-chip',
  'visa-chip',
  'visa-13',
  'mastercard-chip',
  'amex-chip',
  'diners-chip',
  'discover-chip',
  'expired',
]
const SCHEMES = {
  A0000000421010: 'cb',
  A0000000031010: 'visa',
  A0000000041010: 'mastercard',
  A00000002501: 'amex',
} as const
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()

function worldCard(card: TestCard, place: number): WorldCard {
  const serial = (counter: number) => `FFFF9876543210E0${String(counter).padStart(4, '0')}`
  const [trackSerial, pinSerial] = [serial(2 * place + 1), serial(2 * place + 2)]
  const keyOf = (keySerialHex: string) => deriveTransactionKey(TEST_BASE_KEY, Buffer.from(keySerialHex, 'hex'))
  const blockOf = (pin: string) => hex(encryptPinBlock(keyOf(pinSerial), buildPinBlock(pin, card.pan)))
  return {
    id: card.id,
    read: {
      maskedPan: `${card.pan.slice(0, 6)}${'*'.repeat(card.pan.length - 10)}${card.pan.slice(-4)}`,
      scheme:
        SCHEMES[card.applicationId as keyof typeof SCHEMES] ?? (card.id.startsWith('diners') ? 'diners' : 'other'),
      applicationId: card.applicationId || null,
      applicationLabel: card.label || null,
      panSequence: `0${card.panSequence}`,
    },
    track: {
      track2Hex: hex(encryptData(keyOf(trackSerial), packTrack2(track2Of(card)), 'cbc')),
      keySerialHex: trackSerial,
    },
    pinBlockHex: blockOf(card.pin),
    wrongPinBlockHex: blockOf('9999'),
    pinKeySerialHex: pinSerial,
  }
}

const OF_WORLDS = IDS.map(findCard)

export const WORLD_CARDS: readonly WorldCard[] = OF_WORLDS.map(worldCard)
export const EXPIRED_CARD = 'expired'

/** The bank has put something on it before the world began. */
export const ACTIVE_GIFT_CARD = 'gift-stripe'
const STACK = 12
/** A stack of gift cards that nobody has bought yet. */
export const NEW_GIFT_CARDS: readonly string[] = Array.from({ length: STACK }, (_, at) => `gift-new-${at + 3}`)
const GIFTS = [ACTIVE_GIFT_CARD, ...NEW_GIFT_CARDS].map(findCard)
export const GIFT_CARDS: readonly WorldCard[] = GIFTS.map((card, at) => worldCard(card, OF_WORLDS.length + at))

/** Every code that a customer of a world reads out begins like this: longer than what the hashes on a disk hold by chance. */
export const CODE_START = '731582649'

const BY_ID = new Map([...WORLD_CARDS, ...GIFT_CARDS].map((card) => [card.id, card]))

export function worldCardOf(id: string): WorldCard {
  const found = BY_ID.get(id)
  if (found === undefined) throw new Error(`no card ${id}`)
  return found
}

const FLEET_CARD = 'discover-chip'
const asked = (title: string) => ({ fr: title, en: title, pl: title, de: title })

/** One of the cards is a fleet's: it wants to be told something before the bank is asked. */
export const FLEET_PRODUCT: CardProduct = {
  id: 'fleet',
  name: asked('Flotte'),
  match: { binRanges: [{ from: firstSixOf(FLEET_CARD), to: firstSixOf(FLEET_CARD) }] },
  basket: null,
  prompts: [
    { subject: 'mileage', kind: 'number', title: asked('Km'), place: 'cashier', minLength: 1, maxLength: 7 },
    { subject: 'driver', kind: 'text', title: asked('Nom'), place: 'customer', minLength: 1, maxLength: 12 },
  ],
}

function firstSixOf(id: string): string {
  return worldCardOf(id).read.maskedPan.slice(0, 6)
}

/** The kinds of cards that shops of a world take besides plain bank cards. */
export const WORLD_PRODUCTS: readonly CardProduct[] = [
  FLEET_PRODUCT,
  ...SHIPPED_CARD_PRODUCTS.filter(({ id }) => id === 'gift' || id === 'mobile'),
]

/** Card numbers: what no file, paper, log or line may hold in clear. A track that is in clear holds its number too. */
export const CLEAR_TEXTS: readonly string[] = [...new Set([...OF_WORLDS, ...GIFTS].map(({ pan }) => pan))]
/** The pad's blocks as text: only `pending_sensitive` may hold them, sealed. */
const BLOCK_TEXTS: readonly string[] = [
  ...WORLD_CARDS.flatMap(({ pinBlockHex, wrongPinBlockHex }) => [pinBlockHex, wrongPinBlockHex]),
  ...[...WORLD_CARDS, ...GIFT_CARDS].map(({ track }) => track.track2Hex),
]
/** What no disk and no log may hold; codes are on the line, once. */
export const SECRET_TEXTS: readonly string[] = [...CLEAR_TEXTS, ...BLOCK_TEXTS, CODE_START]
