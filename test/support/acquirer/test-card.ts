import type { SaleRequest, SaleSecrets } from '#payment/ports/acquirer-host.port.ts'
import { deriveTransactionKey, encryptData, encryptPinBlock, TEST_BASE_KEY } from '#simulators/crypto/dukpt.ts'
import { buildPinBlock } from '#simulators/crypto/pin-block.ts'
import { packTrack2 } from '#simulators/crypto/track-data.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()
const TRACK_SERIAL = 'FFFF9876543210E00001'
const PIN_SERIAL = 'FFFF9876543210E00002'
export const TEST_PAN = '4111111111111111'

/** The encrypted blocks that a pad would hand over for a test card. */
export function encryptCard(card: { pan?: string; expiry?: string; pin?: string | null; withChip?: boolean } = {}) {
  const { pan = TEST_PAN, expiry = '4912', pin = '1234', withChip = true } = card
  const trackKey = deriveTransactionKey(TEST_BASE_KEY, Buffer.from(TRACK_SERIAL, 'hex'))
  const pinKey = deriveTransactionKey(TEST_BASE_KEY, Buffer.from(PIN_SERIAL, 'hex'))
  const secrets: SaleSecrets = {
    encryptedTrack2Hex: hex(encryptData(trackKey, packTrack2(`${pan}=${expiry}2010000000000000`), 'cbc')),
    trackKeySerialHex: TRACK_SERIAL,
    pinBlockHex: pin === null ? null : hex(encryptPinBlock(pinKey, buildPinBlock(pin, pan))),
    pinKeySerialHex: pin === null ? null : PIN_SERIAL,
    emvDataHex: withChip ? '9F2608AABBCCDDEEFF00119F270180' : null,
  }
  return secrets
}

export function saleOf(stan: string, change: Partial<SaleRequest> = {}): SaleRequest {
  return {
    acquirerId: 'main',
    stan,
    amountMinor: 2000,
    currencyNumeric: '978',
    transmittedAt: '1122093000',
    localTime: '103000',
    localDate: '1122',
    entryModeCode: '051',
    panSequence: '001',
    terminalId: 'TERM0001',
    merchantId: 'MERCHANT0000001',
    batchNumber: '000001',
    reference: 'P-2-000001',
    scheme: 'visa',
    maskedPan: '411111******1111',
    ...change,
  }
}
