/**
 * Goal: keys, cipher and vector of a nexo terminal are those of the standalone-terminals sheet (sections 2d and 3), nothing that was
 * altered is opened, and amounts, names and tickets of messages are read as they stand. Method: the sheet's vectors and spoilt messages
 * on the codecs alone.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'
import { minorOf, nexoAmount } from '#hardware/terminals/nexo/nexo-amount.codec.ts'
import {
  encloseNexoRequest,
  encodeNexoRequest,
  type NexoAddress,
  readNexoAnswer,
  serviceIdOf,
} from '#hardware/terminals/nexo/nexo-messages.codec.ts'
import { nexoTickets } from '#hardware/terminals/nexo/nexo-receipt.ts'
import { deriveNexoKeys, openNexo, sealNexo } from '#hardware/terminals/nexo/nexo-security.codec.ts'
import { NEXO_KEYS, PASSPHRASE } from '#test/support/terminals/nexo-bench.ts'

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const NAME = { keyIdentifier: 'CryptoKeyIdentifier12345', keyVersion: 1 }
/** Of the sheet's message. */
const NONCE = Buffer.from('f62889329cca7d8b37d74ea8cc828d15', 'hex')

describe('the shared key', () => {
  it('gives the keys of the sheet', () => {
    const { hmacKey, cipherKey, vector } = deriveNexoKeys(PASSPHRASE)
    expect(hexOf(hmacKey)).toBe('733636253b5b98f9a483b1a678d73a58dab2accafbc029ecbe12d60eaa909e32')
    expect(hexOf(cipherKey)).toBe('cf2c822761b9f5305bf69970bfa7b659a6724a119db21f8b0e949779f2ea022c')
    expect(hexOf(vector)).toBe('bb9ba8092e6027c735398dc65977c051')
  })

  it('closes the beginning of the sheet’s message as it stands there', () => {
    const { NexoBlob } = sealNexo('{ "SaleToPOIResponse": {', NEXO_KEYS, NAME, NONCE)
    expect(hexOf(Buffer.from(NexoBlob, 'base64')).slice(0, 16)).toBe('7a2da64f02de5c14')
  })
})

const MESSAGE = JSON.stringify({ SaleToPOIResponse: { text: 'Café à 12,50 €' } })
const SEALED = sealNexo(MESSAGE, NEXO_KEYS, NAME, NONCE)

describe('a closed message', () => {
  it('opens as it was', () => {
    expect(openNexo(SEALED, NEXO_KEYS)).toBe(MESSAGE)
    expect(SEALED.SecurityTrailer).toMatchObject({
      AdyenCryptoVersion: 1,
      KeyIdentifier: 'CryptoKeyIdentifier12345',
      KeyVersion: 1,
      Nonce: NONCE.toString('base64'),
    })
  })

  it('with any byte altered, or under another key, does not open, and says no more than that', () => {
    const altered = (base64: string, at: number) => {
      const bytes = Buffer.from(base64, 'base64')
      bytes[at] = (bytes[at] ?? 0) ^ 0x01
      return bytes.toString('base64')
    }
    const { NexoBlob, SecurityTrailer } = SEALED
    const spoilt = [
      ...Array.from({ length: Buffer.from(NexoBlob, 'base64').length }, (_, at) => ({
        NexoBlob: altered(NexoBlob, at),
        SecurityTrailer,
      })),
      ...Array.from({ length: 16 }, (_, at) => ({
        NexoBlob,
        SecurityTrailer: { ...SecurityTrailer, Nonce: altered(SecurityTrailer.Nonce, at) },
      })),
      ...Array.from({ length: 32 }, (_, at) => ({
        NexoBlob,
        SecurityTrailer: { ...SecurityTrailer, Hmac: altered(SecurityTrailer.Hmac, at) },
      })),
    ]
    expect(spoilt.filter((sealed) => openNexo(sealed, NEXO_KEYS) !== null)).toEqual([])
    expect(openNexo(SEALED, { ...NEXO_KEYS, hmacKey: NEXO_KEYS.cipherKey })).toBeNull()
    expect(openNexo(SEALED, { ...NEXO_KEYS, cipherKey: NEXO_KEYS.hmacKey })).toBeNull()
  })

  it.each([
    ['no HMAC', { Hmac: '' }],
    ['a short HMAC', { Hmac: SEALED.SecurityTrailer.Hmac.slice(0, 8) }],
    ['no nonce', { Nonce: '' }],
    ['a long nonce', { Nonce: Buffer.alloc(17).toString('base64') }],
  ])('with %s does not open', (_, trailer) => {
    expect(openNexo({ ...SEALED, SecurityTrailer: { ...SEALED.SecurityTrailer, ...trailer } }, NEXO_KEYS)).toBeNull()
  })
})

const ADDRESS: NexoAddress = { category: 'Payment', saleId: 'Caisse-1', serviceId: '0001', poiId: 'P400Plus-1' }
const HEADER = {
  MessageClass: 'Service',
  MessageCategory: 'Payment',
  MessageType: 'Response',
  SaleID: 'Caisse-1',
  ServiceID: '0001',
  POIID: 'P400Plus-1',
}

function answerOf(inside: object, outside: object = inside): string {
  const message = { MessageHeader: inside, PaymentResponse: { Response: { Result: 'Success' } } }
  const sealed = sealNexo(JSON.stringify({ SaleToPOIResponse: message }), NEXO_KEYS, NAME, NONCE)
  return JSON.stringify({ SaleToPOIResponse: { MessageHeader: outside, ...sealed } })
}

describe('a message', () => {
  it('goes out with its header in clear, and all else closed', () => {
    const body = { SaleData: 'secret' }
    const text = encloseNexoRequest(ADDRESS, sealNexo(encodeNexoRequest(ADDRESS, body), NEXO_KEYS, NAME, NONCE))
    expect(JSON.parse(text).SaleToPOIRequest.MessageHeader).toEqual({
      ...HEADER,
      MessageType: 'Request',
      ProtocolVersion: '3.0',
    })
    expect(text).not.toContain('secret')
  })

  it('is believed with one header inside and outside, and no other', () => {
    expect(readNexoAnswer(answerOf(HEADER), NEXO_KEYS)?.MessageHeader).toEqual(HEADER)
    for (const field of Object.keys(HEADER)) {
      expect(readNexoAnswer(answerOf(HEADER, { ...HEADER, [field]: 'Other' }), NEXO_KEYS), field).toBeNull()
    }
  })

  it.each(['', '{', 'null', '[]', '{"SaleToPOIResponse":null}', JSON.stringify({ SaleToPOIResponse: HEADER })])(
    'that is no answer is none: %j',
    (text) => {
      expect(readNexoAnswer(text, NEXO_KEYS)).toBeNull()
    },
  )

  it('has a name of ten letters and figures, the same for the same order and for no other', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        expect(serviceIdOf(one)).toMatch(/^[0-9A-Z]{10}$/)
        expect(serviceIdOf(one)).toBe(serviceIdOf(one))
        if (one !== other) expect(serviceIdOf(one)).not.toBe(serviceIdOf(other))
      }),
    )
  })
})

describe('an amount', () => {
  it('goes and comes back to the cent, up to the largest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: AMOUNT_MINOR_MAX }), (amountMinor) => {
        const sent = JSON.parse(JSON.stringify(nexoAmount(amountMinor, 'EUR')))
        expect(minorOf(sent, 'EUR')).toBe(amountMinor)
      }),
    )
    expect([5, 10, 1_234, 100_000].map((amountMinor) => nexoAmount(amountMinor, 'PLN'))).toEqual([
      0.05, 0.1, 12.34, 1_000,
    ])
  })

  it.each([-1, 0.001, 12.345, 1e21, 1e-7, Number.NaN, 10_000_000_000])(
    'is none that the currency does not have: %d',
    (amount) => {
      expect(minorOf(amount, 'EUR')).toBeNull()
    },
  )
})

const receipt = (DocumentQualifier: string, texts: readonly string[], more: object = {}) => ({
  DocumentQualifier,
  OutputContent: { OutputText: texts.map((Text) => ({ Text, EndOfLineFlag: true })) },
  ...more,
})

describe('a ticket', () => {
  it('is read in lines: names, values, blanks, and the terminal’s own text', () => {
    const texts = [
      'key=header1',
      'name=MERCHANT%20COPY&key=merchantTitle',
      'key=filler',
      'name=TOTAL&value=%e2%82%ac%c2%a01.00&key=totalAmount',
      'Merci = à bientôt',
      'key=filler',
    ]
    expect(nexoTickets([receipt('CashierReceipt', texts)])).toEqual([
      { copy: 'shop', lines: ['MERCHANT COPY', '', 'TOTAL: €\u00a01.00', 'Merci = à bientôt'] },
    ])
  })

  it('is left to the terminal that has printed it, and has no whole card number', () => {
    const lines = ['name=Card&value=4111%20111111111111&key=pan']
    const tickets = nexoTickets([
      receipt('CustomerReceipt', lines),
      receipt('CashierReceipt', lines, { IntegratedPrintFlag: true }),
      receipt('CustomerReceipt', ['key=filler']),
    ])
    expect(tickets).toEqual([{ copy: 'customer', lines: ['Card: **** ************'] }])
  })

  it('goes on in the same line where the terminal says so', () => {
    const OutputText = [
      { Text: 'name=Carte', EndOfLineFlag: false },
      { Text: ' 0011', EndOfLineFlag: true },
    ]
    expect(nexoTickets([{ DocumentQualifier: 'Document', OutputContent: { OutputText } }])).toEqual([
      { copy: 'other', lines: ['Carte 0011'] },
    ])
  })
})
