/**
 * Sales told afterwards (0220), batch uploads (0320) and the final totals, driver against host simulator: what the
 * driver makes of each answer, and that the host's ledger charges each sale once, whatever is repeated or lost.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AdviceRequest, UploadRequest } from '#payment/ports/acquirer-host.port.ts'
import { type HostUnderTest, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'
import { chargedOnly, totalsOf } from '#test/support/acquirer/test-totals.ts'

let bench: HostUnderTest
beforeAll(async () => {
  bench = await startHostUnderTest()
})
beforeEach(() => bench.renew())
afterAll(() => bench.stop())

const card = encryptCard({ pin: null })
const adviceOf = (stan: string, change: Partial<AdviceRequest> = {}): AdviceRequest => ({
  original: saleOf(stan, { entryModeCode: '051' }),
  reason: 'host-unreachable',
  terminalResponseCode: 'Y3',
  repeat: false,
  transmittedAt: '1122094500',
  ...change,
})
const tell = (stan = '000001', change: Partial<AdviceRequest> = {}, secrets = card) =>
  bench.acquirer.advice(adviceOf(stan, change), secrets)
const uploadOf = (stan: string, change: Partial<UploadRequest> = {}): UploadRequest => ({
  original: saleOf(stan),
  originalMti: '0200',
  approvalCode: 'A00001',
  retrievalReference: '632609000001',
  responseCode: '00',
  stan: '000090',
  transmittedAt: '1122213500',
  repeat: false,
  ...change,
})
const netMinor = () => bench.ledgerFile().reduce((sum, line) => sum + line.amountMinor, 0)
const answered = (answer: object) => ({ kind: 'answered', answer: expect.objectContaining(answer) })

describe('a sale told afterwards', () => {
  it('is booked as an offline sale', async () => {
    expect(await tell()).toEqual(answered({ responseCode: '00', verdict: 'accepted' }))
    expect(bench.ledgerFile()).toEqual([
      {
        tid: 'TERM0001',
        stan: '000001',
        mti: '0220',
        amountMinor: 2000,
        state: 'approved',
        maskedPan: '411111******1111',
      },
    ])
  })

  it('and told again, with another time of day, is known: one charge', async () => {
    await tell()
    const again = await tell('000001', { repeat: true, transmittedAt: '1122100000' })
    expect(again).toEqual(answered({ responseCode: '94', verdict: 'accepted' }))
    expect(netMinor()).toBe(2000)
  })

  it('whose answer was lost is booked once when it is repeated', async () => {
    await bench.host.command({ do: 'fault', on: '0230', kind: 'refuse' })
    expect(await tell()).toMatchObject({ kind: 'silent' })
    expect(await tell('000001', { repeat: true })).toMatchObject({ answer: { verdict: 'accepted' } })
    expect(netMinor()).toBe(2000)
  })

  it('that the issuer refuses is a loss, and stays one when it is asked again', async () => {
    await bench.host.command({ do: 'refuse-advice', code: '51' })
    expect(await tell()).toEqual(answered({ responseCode: '51', verdict: 'refused' }))
    expect(await tell('000001', { repeat: true })).toEqual(answered({ responseCode: '51', verdict: 'refused' }))
    expect(bench.ledgerFile()).toMatchObject([{ mti: '0220', amountMinor: 0, state: 'declined' }])
  })

  it('while the issuer is away is not booked, and is taken when it is back', async () => {
    await bench.host.command({ do: 'refuse-advice', code: '91' })
    expect(await tell()).toEqual(answered({ responseCode: '91', verdict: 'try-later' }))
    expect(bench.ledgerFile()).toEqual([])
    expect(await tell('000001', { repeat: true })).toEqual(answered({ responseCode: '00', verdict: 'accepted' }))
  })

  it('by a card that expired is refused', async () => {
    const expired = encryptCard({ pin: null, expiry: '2001' })
    expect(await tell('000001', {}, expired)).toEqual(answered({ responseCode: '54', verdict: 'refused' }))
  })

  it('that the host cannot read is nobody’s refusal', async () => {
    const unreadable = { ...card, encryptedTrack2Hex: 'AABB' }
    expect(await tell('000001', {}, unreadable)).toMatchObject({ answer: { verdict: 'not-understood' } })
  })

  it('can be taken back like any other', async () => {
    await tell()
    const reversal = { original: saleOf('000001'), originalMti: '0220', reason: 'cancelled', repeat: false } as const
    expect(await bench.acquirer.reversal({ ...reversal, transmittedAt: '1122100000' })).toMatchObject({
      answer: { accepted: true },
    })
    expect(netMinor()).toBe(0)
  })

  it('with a PIN block never leaves', async () => {
    expect(await tell('000001', {}, encryptCard())).toEqual({
      kind: 'not-sent',
      failure: { code: 'INTERNAL_UNEXPECTED' },
    })
    expect(bench.notices).toEqual([])
  })
})

describe('a sale that arrives after its reversal', () => {
  it('does not charge', async () => {
    await bench.acquirer.reversal({
      original: saleOf('000001'),
      reason: 'timeout',
      repeat: false,
      transmittedAt: '1122093130',
    })
    expect(await bench.acquirer.sale(saleOf('000001'), encryptCard())).toMatchObject({ kind: 'silent' })
    expect(bench.ledgerFile()).toEqual([])
  })
})

describe('an issuer that is away for a while', () => {
  it('declines meanwhile and approves afterwards', async () => {
    await bench.host.command({ do: 'unavailable', seconds: 600 })
    expect(await bench.acquirer.sale(saleOf('000001'), encryptCard())).toMatchObject({ answer: { responseCode: '91' } })
    await bench.host.command({ do: 'unavailable', seconds: 0 })
    expect(await bench.acquirer.sale(saleOf('000002'), encryptCard())).toMatchObject({ answer: { approved: true } })
  })
})

describe('totals that differ', () => {
  const settle = (stan: string, final: boolean) => {
    const charged = chargedOnly(2, 4000)
    return bench.acquirer.totals(totalsOf(charged, { visa: charged }, { stan, final }))
  }
  const differs = answered({
    responseCode: '95',
    result: 'differs',
    total: chargedOnly(1, 2000),
    byScheme: { visa: chargedOnly(1, 2000) },
  })

  beforeEach(async () => {
    await bench.host.command({ do: 'forget-next' })
    await bench.acquirer.sale(saleOf('000001'), encryptCard())
    await tell('000002')
  })

  it('are cured by an upload of each sale; the charge was there all the time', async () => {
    expect(netMinor()).toBe(4000)
    expect(await settle('000050', false)).toEqual(differs)
    expect(await bench.acquirer.upload(uploadOf('000001'))).toEqual(answered({ responseCode: '00', accepted: true }))
    const second = uploadOf('000002', { originalMti: '0220', stan: '000091' })
    expect(await bench.acquirer.upload(second)).toEqual(answered({ responseCode: '00', accepted: true }))
    expect(await settle('000051', true)).toMatchObject({ answer: { responseCode: '00', result: 'balanced' } })
    expect(netMinor()).toBe(4000)
  })

  it('are closed by the final message even when they still differ, and the host says so', async () => {
    await bench.host.command({ do: 'refuse-upload', code: '12' })
    expect(await bench.acquirer.upload(uploadOf('000001'))).toEqual(answered({ responseCode: '12', accepted: false }))
    expect(await settle('000051', true)).toEqual(
      answered({
        responseCode: '00',
        result: 'differs',
        total: chargedOnly(1, 2000),
        byScheme: { visa: chargedOnly(1, 2000) },
      }),
    )
  })

  it('do not change however often a sale is uploaded', async () => {
    for (const repeat of [false, true, true]) {
      expect(await bench.acquirer.upload(uploadOf('000001', { repeat }))).toMatchObject({ answer: { accepted: true } })
    }
    expect(await settle('000050', false)).toMatchObject({ answer: { result: 'balanced' } })
  })

  it('come from a sale that is forgotten by name, too', async () => {
    await bench.host.command({ do: 'forget', stan: '000002' })
    expect(await settle('000050', false)).toMatchObject({ answer: { result: 'differs', total: chargedOnly(0, 0) } })
    expect(netMinor()).toBe(4000)
  })

  it('cannot be cured with a sale that the host never had or took back', async () => {
    const unknown = uploadOf('000077')
    expect(await bench.acquirer.upload(unknown)).toEqual(answered({ responseCode: '25', accepted: false }))
    await bench.acquirer.reversal({
      original: saleOf('000001'),
      reason: 'cancelled',
      repeat: false,
      transmittedAt: '1122214000',
    })
    expect(await bench.acquirer.upload(uploadOf('000001'))).toMatchObject({ answer: { accepted: false } })
    expect(netMinor()).toBe(2000)
  })
})
