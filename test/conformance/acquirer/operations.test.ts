/**
 * Everything that is no plain sale, on the wire and at the simulated bank: the bytes of each message in both profiles, and
 * what the bank's ledger says after it. The bytes were written by a separate program from the tables of the sheets.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adviceMessage, reversalMessage, saleMessage } from '#payment/acquirer/request-messages.ts'
import { MESSAGE_TYPES } from '#payment/iso8583/bank-operations.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { decodeMessage, encodeMessage } from '#payment/iso8583/message-codec.ts'
import type { AdviceRequest, ReversalRequest, SaleAnswer, SaleRequest } from '#payment/ports/acquirer-host.port.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { bcd87 } from '#test/support/acquirer/bcd87-profile.ts'
import { type HostUnderTest, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'
import { totalsOf } from '#test/support/acquirer/test-totals.ts'

const card = encryptCard()
const REFERENCE = { stan: '000001', transmittedAt: '1122093000', retrievalReference: '632609000001' }
/** An operation without a card, on the one with STAN 000001. */
const referring = (
  operation: 'refund' | 'increment' | 'completion',
  amountMinor: number,
  change: Partial<SaleRequest> = {},
): SaleRequest =>
  saleOf('000002', {
    operation,
    amountMinor,
    entryModeCode: '990',
    panSequence: null,
    original: { mti: operation === 'refund' ? '0200' : '0100', approvalCode: 'A00001', ...REFERENCE },
    ...change,
  })
const completionOf = (amountMinor: number, change: Partial<AdviceRequest> = {}): AdviceRequest => ({
  original: referring('completion', amountMinor),
  reason: null,
  terminalResponseCode: '00',
  repeat: false,
  transmittedAt: '1122100000',
  ...change,
})
const held = (amountMinor = 10_000) =>
  saleOf('000001', { operation: 'pre-authorisation', amountMinor, panSequence: null })
const reversalOf = (original: SaleRequest, change: Partial<ReversalRequest> = {}): ReversalRequest => ({
  original,
  reason: 'cancelled',
  repeat: false,
  transmittedAt: '1122093000',
  ...change,
})

describe.each([ascii87, bcd87])('in profile $name', (profile) => {
  const hex = (message: IsoMessage) =>
    Buffer.from(encodeMessage(profile.iso8583, message)).toString('hex').toUpperCase()
  const expected = (name: keyof typeof BYTES) => BYTES[name][profile.name as 'ascii87' | 'bcd87']

  it('a refund names its sale and no card', () => {
    expect(hex(saleMessage(profile, referring('refund', 500), null))).toBe(expected('refund'))
  })

  it('an increment is asked for by 0100 on its pre-authorisation', () => {
    expect(hex(saleMessage(profile, referring('increment', 500), null))).toBe(expected('increment'))
  })

  it('a completion keeps its name in every repeat', () => {
    expect(hex(adviceMessage(profile, completionOf(1234), null))).toBe(expected('completion'))
    const again = adviceMessage(profile, completionOf(1234, { repeat: true, transmittedAt: '1122235959' }), null)
    expect(hex({ ...again, mti: '0220' })).toBe(expected('completion'))
    expect(again.mti).toBe('0221')
  })

  it('a partial reversal says what remains', () => {
    const partial = reversalOf(held(2000), { reason: 'partial', remainingMinor: 1234 })
    expect(hex(reversalMessage(profile, partial))).toBe(expected('partialReversal'))
  })

  it('a refund that nobody answered is taken back as a refund', () => {
    const repeated = reversalOf(referring('refund', 500), { reason: 'timeout', repeat: true })
    expect(hex(reversalMessage(profile, repeated))).toBe(expected('refundReversal'))
  })

  it.each([
    [
      'a sale with cash',
      { cashbackMinor: 500 },
      { 3: '090000', 4: '000000002000', 25: '00', 54: '0040978D000000000500' },
    ],
    ['a sale with a tip', { tipMinor: 250 }, { 3: '000000', 25: '00', 54: '0044978D000000000250' }],
    ['a pre-authorisation', { operation: 'pre-authorisation' }, { 3: '000000', 25: '06' }],
    ['a card check', { operation: 'card-check', amountMinor: 0 }, { 3: '000000', 4: '000000000000', 25: '00' }],
    ['an activation', { operation: 'activation' }, { 3: '720000', 25: '00' }],
    ['a load', { operation: 'load' }, { 3: '280000', 25: '00' }],
    ['a balance', { operation: 'balance', amountMinor: 0 }, { 3: '310000', 25: '00' }],
  ] as const)('%s is told by its codes', (_, change, fields) => {
    const message = saleMessage(profile, saleOf('000002', change), card)
    expect(message.mti).toBe(MESSAGE_TYPES['operation' in change ? change.operation : 'sale'])
    expect(decodeMessage(profile.iso8583, encodeMessage(profile.iso8583, message)).fields).toMatchObject(fields)
  })

  it('a sale told afterwards without its card never becomes a message', () => {
    const advice = { ...completionOf(500), original: saleOf('000002'), reason: 'host-unreachable' } as const
    expect(() => adviceMessage(profile, advice, null)).toThrow('48')
  })
})

describe('at the bank', () => {
  let bench: HostUnderTest
  beforeAll(async () => {
    bench = await startHostUnderTest()
  })
  beforeEach(() => bench.renew())
  afterAll(() => bench.stop())

  it.each([
    ['482917', '00'],
    ['482951', '51'],
    ['482900', '14'],
    ['482', '30'],
  ])('a code that a customer read out is judged by its last figures: %s', async (code, responseCode) => {
    const sale = saleOf('000001', { entryModeCode: '010', panSequence: null, maskedPan: '' })
    const outcome = await bench.acquirer.sale(sale, { code })
    expect(outcome).toMatchObject({ kind: 'answered', answer: { responseCode } })
    expect(JSON.stringify(bench.ledgerFile())).not.toContain(code)
  })

  it('a fleet card is charged once it is told all it must be, and the book keeps it', async () => {
    const fleet = encryptCard({ pan: '7000000000000013', withChip: false })
    const all = [
      { subject: 'mileage', value: '48210' },
      { subject: 'vehicle', value: 'AB-123-CD' },
      { subject: 'driver', value: '0042' },
    ] as const
    expect(await ask(saleOf('000001'), fleet)).toMatchObject({ approved: false, responseCode: '30' })
    const wrong = [all[0], all[1], { subject: 'driver', value: '42' }] as const
    expect((await ask(saleOf('000002', { answers: wrong }), fleet)).responseCode).toBe('30')
    expect((await ask(saleOf('000003', { answers: all }), fleet)).approved).toBe(true)
    expect(bench.ledgerFile().at(-1)?.answers).toEqual({ mileage: '48210', vehicle: 'AB-123-CD', driver: '0042' })
  })

  it('a gift card pays what is on it, then the part that is left, then nothing; what goes back is on it again', async () => {
    const gift = encryptCard({ pan: '6088000000000010', withChip: false })
    const balance = async (stan: string) =>
      (await ask(saleOf(stan, { operation: 'balance', amountMinor: 0 }), gift)).balanceMinor
    expect(await balance('000011')).toBe(5_000)
    expect((await ask(saleOf('000001', { amountMinor: 4_000 }), gift)).approved).toBe(true)
    const part = await ask(saleOf('000003', { amountMinor: 1_500 }), gift)
    expect(part).toMatchObject({ approved: false, responseCode: '10', approvedAmountMinor: 1_000 })
    expect((await ask(saleOf('000004', { amountMinor: 1 }), gift)).responseCode).toBe('51')
    expect(await balance('000012')).toBe(0)
    await ask(referring('refund', 700))
    expect(await balance('000013')).toBe(700)
    const empty = encryptCard({ pan: '6088000000000028', withChip: false })
    expect((await ask(saleOf('000005'), empty)).responseCode).toBe('51')
    expect(netMinor()).toBe(4_300)
  })

  it('a gift card is activated once, then loaded; what is taken back is not on it, and nobody is charged', async () => {
    const gift = encryptCard({ pan: '6088000000000028', withChip: false })
    const load = (stan: string, operation: 'activation' | 'load', secrets: typeof card | null = gift) =>
      ask(saleOf(stan, { operation, amountMinor: 3_000 }), secrets)
    expect(await load('000021', 'load')).toMatchObject({ approved: false, responseCode: '57' })
    expect(await load('000022', 'activation')).toMatchObject({ approved: true, balanceMinor: 3_000 })
    expect(await load('000023', 'activation')).toMatchObject({ approved: false, responseCode: '57' })
    expect(await load('000024', 'load')).toMatchObject({ approved: true, balanceMinor: 6_000 })
    await bench.acquirer.reversal(reversalOf(saleOf('000024', { operation: 'load', amountMinor: 3_000 })))
    expect(await ask(saleOf('000025', { amountMinor: 1_000 }), gift)).toMatchObject({ balanceMinor: 2_000 })
    expect(await load('000026', 'activation', card)).toMatchObject({ approved: false, responseCode: '57' })
    expect(netMinor()).toBe(1_000)
    expect(bench.ledgerFile()[1]).toMatchObject({ state: 'approved', amountMinor: 0, loadedMinor: 3_000 })
  })

  const netMinor = () => bench.ledgerFile().reduce((sum, line) => sum + line.amountMinor, 0)
  const ask = async (request: SaleRequest, secrets: typeof card | null = null): Promise<SaleAnswer> => {
    const outcome = await bench.acquirer.sale(request, secrets)
    if (outcome.kind !== 'answered') throw new Error(`not answered: ${outcome.failure.code}`)
    return outcome.answer
  }
  const complete = async (amountMinor: number, change: Partial<AdviceRequest> = {}) => {
    const outcome = await bench.acquirer.advice(completionOf(amountMinor, change), null)
    return outcome.kind === 'answered' ? outcome.answer : outcome
  }

  it('a refund gives back up to what is left of its sale, never more', async () => {
    await ask(saleOf('000001'), card)
    expect(await ask(referring('refund', 1500))).toMatchObject({ approved: true, responseCode: '00' })
    expect(netMinor()).toBe(500)
    const second = referring('refund', 501, { stan: '000003' })
    expect(await ask(second)).toMatchObject({ approved: false, responseCode: '13' })
    expect(await ask({ ...second, stan: '000004', amountMinor: 500 })).toMatchObject({ approved: true })
    expect(netMinor()).toBe(0)
  })

  it('a refund that is taken back can be asked for again', async () => {
    await ask(saleOf('000001'), card)
    await ask(referring('refund', 2000))
    await bench.acquirer.reversal(reversalOf(referring('refund', 2000), { reason: 'timeout' }))
    expect(netMinor()).toBe(2000)
    expect(await ask(referring('refund', 2000, { stan: '000003' }))).toMatchObject({ approved: true })
    expect(netMinor()).toBe(0)
  })

  it('the same refund twice is a duplicate, whose fate the till must not guess', async () => {
    await ask(saleOf('000001'), card)
    await ask(referring('refund', 500))
    expect(await bench.acquirer.sale(referring('refund', 500), null)).toMatchObject({ kind: 'silent' })
    expect(netMinor()).toBe(1500)
  })

  it('nothing is refunded of a sale that the bank does not know or has taken back', async () => {
    expect(await ask(referring('refund', 500))).toMatchObject({ approved: false, responseCode: '25' })
    await ask(saleOf('000001'), card)
    await bench.acquirer.reversal(reversalOf(saleOf('000001')))
    expect(await ask(referring('refund', 500, { stan: '000003' }))).toMatchObject({ responseCode: '25' })
    expect(netMinor()).toBe(0)
  })

  it('refunds stand on the credit side of the batch', async () => {
    await ask(saleOf('000001'), card)
    await ask(referring('refund', 1500))
    const visa = { debitCount: 1, debitMinor: 2000, creditCount: 1, creditMinor: 1500 }
    expect(await bench.acquirer.totals(totalsOf(visa, { visa }))).toMatchObject({
      answer: { result: 'balanced', total: visa, byScheme: { visa } },
    })
  })

  it('a pre-authorisation holds and charges nothing; its completion charges the final amount once', async () => {
    expect(await ask(held(), card)).toMatchObject({ approved: true, approvedAmountMinor: 10_000 })
    expect(netMinor()).toBe(0)
    expect(await complete(3720)).toMatchObject({ responseCode: '00', verdict: 'accepted' })
    expect(await complete(3720, { repeat: true })).toMatchObject({ responseCode: '94', verdict: 'accepted' })
    const rest = reversalOf(held(), { reason: 'partial', remainingMinor: 3720 })
    expect(await bench.acquirer.reversal(rest)).toMatchObject({ answer: { accepted: true } })
    expect(netMinor()).toBe(3720)
    expect(bench.ledgerFile()).toMatchObject([
      { mti: '0100', amountMinor: 0, state: 'approved', heldMinor: 3720 },
      { mti: '0220', amountMinor: 3720, state: 'approved', maskedPan: '411111******1111' },
    ])
  })

  it('a completion above what is held is refused; a second one and one without a hold are for a person to look at', async () => {
    expect(await complete(3720)).toMatchObject({ verdict: 'not-understood' })
    await ask(held(), card)
    const tooMuch = { original: referring('completion', 10_001, { stan: '000003' }) }
    expect(await complete(10_001, tooMuch)).toMatchObject({ verdict: 'refused' })
    expect(await complete(10_000)).toMatchObject({ verdict: 'accepted' })
    expect(await complete(1, { original: referring('completion', 1, { stan: '000004' }) })).toMatchObject({
      verdict: 'not-understood',
    })
    expect(netMinor()).toBe(10_000)
  })

  it('increments raise what is held; one that is taken back no longer does', async () => {
    await ask(held(), card)
    expect(await ask(referring('increment', 5000, { stan: '000005' }))).toMatchObject({ approved: true })
    expect(await ask(referring('increment', 700, { stan: '000006' }))).toMatchObject({ approved: true })
    await bench.acquirer.reversal(reversalOf(referring('increment', 700, { stan: '000006' }), { reason: 'timeout' }))
    const tooMuch = { original: referring('completion', 15_001, { stan: '000003' }) }
    expect(await complete(15_001, tooMuch)).toMatchObject({ verdict: 'refused' })
    expect(await complete(15_000)).toMatchObject({ verdict: 'accepted' })
    expect(netMinor()).toBe(15_000)
  })

  it('a raise that is taken back after the final amount takes nothing of that', async () => {
    const raise = referring('increment', 5000, { stan: '000005' })
    await ask(held(), card)
    await ask(raise)
    await complete(3720)
    await bench.acquirer.reversal(reversalOf(held(), { reason: 'partial', remainingMinor: 3720 }))
    expect(await bench.acquirer.reversal(reversalOf(raise))).toMatchObject({ answer: { accepted: true } })
    expect(bench.ledgerFile().find(({ stan }) => stan === held().stan)).toMatchObject({ heldMinor: 3720 })
    expect(netMinor()).toBe(3720)
  })

  it('a hold that is released can be completed no more', async () => {
    await ask(held(), card)
    await bench.acquirer.reversal(reversalOf(held()))
    expect(await complete(1000)).toMatchObject({ verdict: 'not-understood' })
    expect(await ask(referring('increment', 500))).toMatchObject({ responseCode: '25' })
    expect(netMinor()).toBe(0)
  })

  it('a completion that is taken back charges nothing, and stays taken back', async () => {
    await ask(held(), card)
    await complete(3720)
    await bench.acquirer.reversal(reversalOf(referring('completion', 3720)))
    expect(netMinor()).toBe(0)
    expect(await complete(3720, { repeat: true })).toMatchObject({ responseCode: '94' })
    expect(netMinor()).toBe(0)
  })

  it('a pre-authorisation can be granted in part', async () => {
    await bench.host.command({ do: 'approve-part', amountMinor: 4000 })
    expect(await ask(held(), card)).toMatchObject({ approved: false, approvedAmountMinor: 4000, responseCode: '10' })
    expect(await complete(4001)).toMatchObject({ verdict: 'refused' })
  })

  it('a part that is kept stands; one that is taken back is named by what was charged', async () => {
    await bench.host.command({ do: 'approve-part', amountMinor: 1250 })
    expect(await ask(saleOf('000001'), card)).toMatchObject({ approvedAmountMinor: 1250, responseCode: '10' })
    expect(netMinor()).toBe(1250)
    await bench.acquirer.reversal(reversalOf(saleOf('000001'), { amountMinor: 1250 }))
    expect(netMinor()).toBe(0)
  })

  it('a sale that was referred to the telephone is charged by the code that was said there, and once', async () => {
    await bench.host.command({ do: 'decline', code: '01', times: 1 })
    expect(await ask(saleOf('000001'), card)).toMatchObject({ approved: false, responseCode: '01' })
    const voiced = { original: saleOf('000002', { transmittedAt: '1122093500' }), approvalCode: 'V7K41' }
    const withoutPin = { ...card, pinBlockHex: null, pinKeySerialHex: null }
    const tell = (change: Partial<AdviceRequest>) => bench.acquirer.advice(completionOf(0, change), withoutPin)
    // Under the STAN that it said no to, no code helps.
    expect(await tell({ ...voiced, original: saleOf('000001') })).toMatchObject({ answer: { verdict: 'refused' } })
    expect(netMinor()).toBe(0)
    expect(await tell(voiced)).toMatchObject({ answer: { responseCode: '00', verdict: 'accepted' } })
    expect(await tell({ ...voiced, repeat: true })).toMatchObject({ answer: { responseCode: '94' } })
    expect(netMinor()).toBe(2000)
    await bench.acquirer.reversal(reversalOf(voiced.original, { originalMti: '0220' }))
    expect(netMinor()).toBe(0)
  })

  it('looking at a card books nothing', async () => {
    const zero = (operation: 'balance' | 'card-check') => saleOf('000002', { operation, amountMinor: 0 })
    expect(await ask(zero('card-check'), card)).toMatchObject({ approved: true, responseCode: '85' })
    expect(await ask(zero('balance'), card)).toMatchObject({ approved: true, balanceMinor: 25_000 })
    expect(await ask(zero('balance'), encryptCard({ expiry: '2001' }))).toMatchObject({ responseCode: '54' })
    expect(bench.ledgerFile()).toEqual([])
  })
})

const BYTES = {
  refund: {
    ascii87:
      '30323030B23804800CC180140000004000000000323030303030303030303030303030353030313132323039333030303030303030323130333030303131323239393030303633323630393030303030314130303030315445524D303030314D45524348414E543030303030303130303753433030325649393738303036303030303031303130502D322D303030303031303230303030303030313131323230393330303030303030303030303030303030303030303030303030',
    bcd87:
      '0200B23804800CC180140000004000000000200000000000000500112209300000000210300011220990003633323630393030303030314130303030315445524D303030314D45524348414E543030303030303100075343303032564939373800063030303030310010502D322D303030303031020000000111220930000000000000000000000000',
  },
  increment: {
    ascii87:
      '30313030B23804800CC180140000004000000000303030303030303030303030303030353030313132323039333030303030303030323130333030303131323239393030363633323630393030303030314130303030315445524D303030314D45524348414E543030303030303130303753433030325649393738303036303030303031303130502D322D303030303031303130303030303030313131323230393330303030303030303030303030303030303030303030303030',
    bcd87:
      '0100B23804800CC180140000004000000000000000000000000500112209300000000210300011220990063633323630393030303030314130303030315445524D303030314D45524348414E543030303030303100075343303032564939373800063030303030310010502D322D303030303031010000000111220930000000000000000000000000',
  },
  completion: {
    ascii87:
      '30323230B23804800EC1801400000040000000003030303030303030303030303030313233343131323230393330303030303030303231303330303031313232393930303636333236303930303030303141303030303130305445524D303030314D45524348414E543030303030303130303753433030325649393738303036303030303031303130502D322D303030303031303130303030303030313131323230393330303030303030303030303030303030303030303030303030',
    bcd87:
      '0220B23804800EC1801400000040000000000000000000000012341122093000000002103000112209900636333236303930303030303141303030303130305445524D303030314D45524348414E543030303030303100075343303032564939373800063030303030310010502D322D303030303031010000000111220930000000000000000000000000',
  },
  partialReversal: {
    ascii87:
      '30343230B238048000C081100000004200000000303030303030303030303030303032303030313132323039333030303030303030313130333030303131323230353130365445524D303030314D45524348414E543030303030303139373830303434303034303036303030303031303130303030303030313131323230393330303030303030303030303030303030303030303030303030303030303030303031323334303030303030303030303030443030303030303030443030303030303030',
    bcd87:
      '0420B238048000C081100000004200000000000000000000002000112209300000000110300011220051065445524D303030314D45524348414E54303030303030313937380004343030340006303030303031010000000111220930000000000000000000000000303030303030303031323334303030303030303030303030443030303030303030443030303030303030',
  },
  refundReversal: {
    ascii87:
      '30343231B238048000C081100000004200000000323030303030303030303030303030353030313132323039333030303030303030323130333030303131323239393030305445524D303030314D45524348414E543030303030303139373830303434303231303036303030303031303230303030303030323131323230393330303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030443030303030303030443030303030303030',
    bcd87:
      '0421B238048000C081100000004200000000200000000000000500112209300000000210300011220990005445524D303030314D45524348414E54303030303030313937380004343032310006303030303031020000000211220930000000000000000000000000303030303030303030303030303030303030303030303030443030303030303030443030303030303030',
  },
} as const
