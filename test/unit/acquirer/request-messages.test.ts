/** What leaves for the host, field by field, and what of it may be written down. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import { reversalMessage, saleMessage, totalsMessage } from '#payment/acquirer/request-messages.ts'
import { FIELD_NUMBERS, FIELDS, type IsoFields } from '#payment/iso8583/field-table.ts'
import { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { encodeMessage } from '#payment/iso8583/message-codec.ts'
import { redactMessage } from '#payment/iso8583/redaction.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { encryptCard, saleOf, TEST_PAN } from '#test/support/acquirer/test-card.ts'
import { totalsOf } from '#test/support/acquirer/test-totals.ts'

const acquirer = createIsoAcquirer({
  alias: 'a',
  endpoint: 'tcp://127.0.0.1:1',
  profile: ascii87,
  clock: realClock,
  nextStan: async () => '900001',
})
const card = encryptCard()

describe('a sale', () => {
  it('carries the card only as the pad encrypted it', () => {
    const { mti, fields } = saleMessage(ascii87, saleOf('000001', { scheme: 'cb' }), card)
    expect(mti).toBe('0200')
    expect(fields).toMatchObject({ 3: '000000', 4: '2000', 11: '000001', 22: '051', 23: '001', 25: '00', 49: '978' })
    expect(fields[48]).toBe(
      `SC002CBT2048${card.encryptedTrack2Hex}TK020${card.trackKeySerialHex}PK020${card.pinKeySerialHex}`,
    )
    expect(
      Buffer.from(fields[52] ?? [])
        .toString('hex')
        .toUpperCase(),
    ).toBe(card.pinBlockHex)
    expect(
      Buffer.from(fields[55] ?? [])
        .toString('hex')
        .toUpperCase(),
    ).toBe(card.emvDataHex)
    expect([fields[2], fields[14], fields[35]]).toEqual([undefined, undefined, undefined])
  })

  it('carries a code in the place of a card under its own tag, and no picture shows it', () => {
    const request = saleOf('000001', { entryModeCode: '010', panSequence: null, maskedPan: '' })
    const message = saleMessage(ascii87, request, { code: '482917' })
    expect(message.fields[48]).toBe('SC002VICO006482917')
    expect([message.fields[52], message.fields[55]]).toEqual([undefined, undefined])
    expect(JSON.stringify(redactMessage(message))).not.toContain('482917')
  })

  it('leaves out what the card did not give', () => {
    const fields = saleMessage(
      ascii87,
      saleOf('000001', { panSequence: null }),
      encryptCard({ pin: null, withChip: false }),
    ).fields
    expect([fields[23], fields[52], fields[55]]).toEqual([undefined, undefined, undefined])
    expect(fields[48]).not.toContain('PK')
  })

  it.each(['encryptedTrack2Hex', 'trackKeySerialHex', 'pinKeySerialHex', 'pinBlockHex', 'emvDataHex'])(
    'is refused when %s is no hex, without saying what it is',
    (name) => {
      const build = () => saleMessage(ascii87, saleOf('000001'), { ...card, [name]: '4111 1111' })
      expect(build).toThrow(Iso8583Error)
      expect(build).not.toThrow('4111')
    },
  )
})

describe('the picture of a sale', () => {
  it('shows what is safe and lengths for the rest', () => {
    const { redacted } = acquirer.describeSale(saleOf('000001'), card)
    expect(redacted).toEqual({
      0: '0200',
      3: '000000',
      4: '000000002000',
      7: '1122093000',
      11: '000001',
      12: '103000',
      13: '1122',
      22: '051',
      23: '001',
      25: '00',
      41: 'TERM0001',
      42: 'MERCHANT0000001',
      48: '[110 bytes]',
      49: '978',
      52: '[8 bytes]',
      55: '[15 bytes]',
      60: '000001',
      62: 'P-2-000001',
    })
  })

  it('names the digest of the bytes that leave, always the same', () => {
    const bytes = encodeMessage(ascii87.iso8583, saleMessage(ascii87, saleOf('000001'), card))
    const { digestHex } = acquirer.describeSale(saleOf('000001'), card)
    expect(digestHex).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(acquirer.describeSale(saleOf('000001'), card).digestHex).toBe(digestHex)
    expect(acquirer.describeSale(saleOf('000002'), card).digestHex).not.toBe(digestHex)
  })

  it('of a reversal names what it takes back, and is the message that leaves', () => {
    const request = {
      original: saleOf('000001'),
      reason: 'timeout',
      repeat: true,
      transmittedAt: '1122093130',
    } as const
    const { redacted, digestHex } = acquirer.describeReversal(request)
    expect(redacted).toMatchObject({ 0: '0421', 7: '1122093130', 11: '000001', 56: '4021', 95: expect.any(String) })
    expect(redacted[90]).toMatch(/^0200000001/)
    const bytes = encodeMessage(ascii87.iso8583, reversalMessage(ascii87, request))
    expect(digestHex).toBe(createHash('sha256').update(bytes).digest('hex'))
    const unwritable = { ...request, original: saleOf('000001', { amountMinor: 10 ** 12 }) }
    expect(() => acquirer.describeReversal(unwritable)).toThrow(Iso8583Error)
  })

  it('of an upload names the sale and its answer', () => {
    const item = {
      original: saleOf('000001'),
      originalMti: '0200',
      stan: '000009',
      transmittedAt: '1122093130',
    } as const
    const words = { approvalCode: '048213', retrievalReference: null, responseCode: '00', repeat: false } as const
    const { redacted } = acquirer.describeUpload({ ...item, ...words })
    expect(redacted).toMatchObject({ 0: '0320', 11: '000009', 38: '048213', 39: '00', 60: '0000010200000001' })
  })

  it('fails closed: no field that could hold a card is ever shown', () => {
    const everything = Object.fromEntries(
      FIELD_NUMBERS.map((number) => [number, FIELDS[number].content === 'b' ? Buffer.from(TEST_PAN) : TEST_PAN]),
    ) as IsoFields
    const shown = Object.entries(redactMessage({ mti: '0200', fields: everything })).filter(([, text]) =>
      text.includes(TEST_PAN),
    )
    const cardFields = ['2', '14', '35', '43', '48', '52', '53', '54', '55', '61', '63', '64', '128']
    expect(shown.map(([number]) => number).filter((number) => cardFields.includes(number))).toEqual([])
  })
})

describe('a reversal', () => {
  const original = saleOf('000123')
  it('names its original and changes only type and time when repeated', () => {
    const request = { original, reason: 'cardRefused', transmittedAt: '1122093130' } as const
    const first = reversalMessage(ascii87, { ...request, repeat: false })
    const again = reversalMessage(ascii87, { ...request, repeat: true, transmittedAt: '1122093200' })
    expect(first).toMatchObject({
      mti: '0420',
      fields: { 11: '000123', 56: '4007', 90: `02000001231122093000${'0'.repeat(22)}` },
    })
    expect(again).toEqual({ mti: '0421', fields: { ...first.fields, 7: '1122093200' } })
  })

  it.each([
    ['timeout', '4021'],
    ['cancelled', '4000'],
    ['malformedAnswer', '4020'],
  ] as const)('for %s says %s', (reason, code) => {
    const { fields } = reversalMessage(ascii87, { original, reason, repeat: false, transmittedAt: '1122093130' })
    expect(fields[56]).toBe(code)
  })
})

describe('totals', () => {
  it('tell the batch and each scheme', () => {
    const total = { debitCount: 3, debitMinor: 5000, creditCount: 1, creditMinor: 7000 }
    const request = totalsOf(total, { visa: total }, { batchNumber: '000007', repeat: true })
    const { mti, fields } = totalsMessage(ascii87, request)
    expect(mti).toBe('0501')
    expect(fields).toMatchObject({ 60: '000007', 74: '1', 76: '3', 86: '7000', 88: '5000', 97: 'C2000' })
    expect(fields[63]).toBe('VI0000000003000000000000500000000000010000000000007000')
  })
})
