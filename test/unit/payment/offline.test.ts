/**
 * Goal: a sale without the bank happens only where the rules allow it, is told to the bank until it answers, and is
 * never lost, told twice as new, or told after it was given back. Method: the real engine on the bench.
 */
import { describe, expect, it } from 'vitest'
import { fail, succeed } from '#contract/result.ts'
import type { CardAuthorisation, CardRead } from '#payment/ports/pin-pad.port.ts'
import { benchEngine, SALE, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { NO_FIGURES } from '#test/support/payment/scripted-pad.ts'

type Bench = ReturnType<typeof benchEngine>

const NO_PIN = { pin: 'none', pinBlockHex: null, pinKeySerialHex: null } as const

/** A bench whose card asks for no PIN; `over` says what else its card does. */
function offlineBench(over: Partial<CardAuthorisation> = {}, card: Partial<CardRead> = {}, parts = {}): Bench {
  const bench = benchEngine({ offline: SOME_OFFLINE, ...parts })
  bench.pad.authorised = { ...NO_PIN, ...over }
  bench.pad.card = { ...bench.pad.card, ...card }
  return bench
}
const byCard = () => offlineBench({ decision: 'offline-approved' })
const stateOf = ({ journal }: Bench, id = 'payment-1') => journal.payments.get(id)?.state
const adviceOf = ({ journal }: Bench, id = 'payment-1') => journal.advice(id)

describe('a card that says yes by itself', () => {
  it('is approved with its advice in the same step, and the bank is told', async () => {
    const bench = byCard()
    bench.host.advices.push('unreachable')
    await bench.pay()
    expect(stateOf(bench)).toMatchObject({
      kind: 'approved',
      offline: { basis: 'card', responseCode: 'Y1' },
      answer: { approvalCode: null, responseCode: 'Y1' },
    })
    expect(bench.engine.view()).toMatchObject({ outcome: 'approved', offline: 'card' })
    expect(bench.journal.approvedSteps).toMatchObject([{ advice: 'queue', secrets: { pinBlockHex: null } }])
    expect(bench.journal.secrets.has('payment-1')).toBe(true)
    await bench.clock.advance(5_000)
    expect(bench.host.heard).toEqual(['0221 000001'])
    expect([await adviceOf(bench), bench.host.netMinor()]).toMatchObject([{ state: 'settled', attempts: 2 }, 2_000])
    expect(bench.journal.secrets.size).toBe(0)
  })

  it('with a PIN for the bank is not accepted: such a block is never kept for later', async () => {
    const bench = offlineBench({ decision: 'offline-approved', pin: 'online', pinBlockHex: 'CC' })
    await bench.pay()
    expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'PINPAD_CARD_NOT_ACCEPTED' } })
    expect(bench.journal.secrets.size).toBe(0)
  })

  it.each([
    ['over the floor limit of its scheme', { amountMinor: 2_501 }, {}],
    ['of a scheme without one, though the till may stand in for it', {}, { scheme: 'visa' }],
  ] as const)('is not accepted %s', async (_, sale, card) => {
    const bench = offlineBench({ decision: 'offline-approved' }, card)
    await bench.pay(sale as Partial<typeof SALE>)
    expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'PINPAD_CARD_NOT_ACCEPTED' } })
    expect([await adviceOf(bench), bench.journal.secrets.size]).toEqual([null, 0])
  })

  it.each([
    ['over the floor limit of its scheme', { amountMinor: 2_501 }, {}, false],
    ['of a scheme without one', {}, { scheme: 'visa' }, false],
    ['over what the till may stand in for', { amountMinor: 5_001 }, {}, true],
    ['of a scheme it may not stand in for', {}, { scheme: 'amex' }, true],
    ['as a stripe', {}, { entryMode: 'stripe' }, true],
  ] as const)('is told to go online %s', async (_, sale, card, forceOnline) => {
    const bench = offlineBench({}, card)
    const asked: unknown[] = []
    const { authorise } = bench.pad
    bench.pad.authorise = (...terms: unknown[]) => {
      asked.push(...terms)
      return authorise.call(bench.pad)
    }
    await bench.pay(sale as Partial<typeof SALE>)
    expect(asked).toEqual([{ forceOnline, floorLimitMinor: 0 }])
  })

  it('whose holder signs is told of only when the signature was accepted', async () => {
    const bench = offlineBench({ decision: 'offline-approved', signatureRequired: true })
    await bench.pay()
    expect([bench.engine.view()?.prompt, bench.host.heard]).toEqual(['check-signature', []])
    await bench.engine.cashier.judgeSignature(false)
    await bench.clock.advance(60_000)
    expect(bench.engine.view()).toMatchObject({
      outcome: 'cancelled',
      failure: { code: 'PAYMENT_SIGNATURE_REFUSED' },
    })
    expect([bench.host.heard, bench.journal.secrets.size]).toEqual([[], 0])
    await bench.pay({ attempt: 2 as 1 })
    await bench.engine.cashier.judgeSignature(true)
    await settle()
    expect(bench.host.heard).toEqual(['0220 000002'])
  })
})

describe('a bank that cannot be reached', () => {
  it('is stood in for when the chip agrees, with the card’s last cryptogram in the advice', async () => {
    const bench = offlineBench()
    bench.host.sales.push('unreachable')
    bench.pad.verdict = async () => succeed({ approved: true, emvDataHex: '9F2701', emv: NO_FIGURES })
    const told: (string | null)[] = []
    const { advice } = bench.host
    bench.host.advice = (request, ...secrets: { emvDataHex: string | null }[]) => {
      told.push(...secrets.map(({ emvDataHex }) => emvDataHex))
      return advice.call(bench.host, request)
    }
    await bench.pay()
    expect(bench.pad.asked).toContain('complete unable-to-go-online')
    expect(stateOf(bench)).toMatchObject({ kind: 'approved', offline: { basis: 'stand-in', responseCode: 'Y3' } })
    expect([told, bench.host.heard, bench.host.netMinor()]).toEqual([['9F2701'], ['0220 000001'], 2_000])
  })

  it.each([
    ['the card refuses', { approved: false }, 'declined', 'PAYMENT_CARD_REFUSED'],
    ['the card is gone', null, 'failed', 'PINPAD_LINK_LOST'],
  ] as const)('charges nothing when %s', async (_, verdict, outcome, code) => {
    const bench = offlineBench()
    bench.host.sales.push('unreachable')
    bench.pad.verdict = async () =>
      verdict === null ? fail('PINPAD_LINK_LOST') : succeed({ ...verdict, emvDataHex: '', emv: NO_FIGURES })
    await bench.pay()
    await bench.clock.advance(60_000)
    expect(bench.engine.view()).toMatchObject({ outcome, failure: { code } })
    expect([bench.host.heard, bench.journal.secrets.size]).toEqual([[], 0])
  })

  it('charges nothing when the cashier cancels while the card is asked', async () => {
    const bench = offlineBench()
    bench.host.sales.push('unreachable')
    bench.pad.verdict = async () => {
      await bench.engine.cancel()
      return succeed({ approved: true, emvDataHex: '', emv: NO_FIGURES })
    }
    await bench.pay()
    expect([bench.engine.view()?.outcome, bench.host.heard]).toEqual(['cancelled', []])
  })

  it('is told of a tap later, for the card has gone', async () => {
    const bench = offlineBench({}, { entryMode: 'contactless' })
    bench.host.sales.push('unreachable')
    await bench.pay()
    expect(bench.pad.asked).toContain('complete approved')
    expect(stateOf(bench)).toMatchObject({ kind: 'approved', offline: { basis: 'stand-in' } })
  })

  it.each([
    ['a PIN for the bank', { pin: 'online', pinBlockHex: 'CC' }, {}, SALE.amountMinor],
    ['a stripe', {}, { entryMode: 'stripe' }, SALE.amountMinor],
    ['a scheme that is not allowed', {}, { scheme: 'amex' }, SALE.amountMinor],
    ['a sale over the ceiling', {}, {}, 5_001],
  ] as const)('is not stood in for with %s', async (_, authorised, card, amountMinor) => {
    const bench = offlineBench(authorised, card)
    bench.host.sales.push('unreachable')
    await bench.pay({ amountMinor: amountMinor as 2_000 })
    expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'HOST_UNREACHABLE' } })
    expect(await adviceOf(bench)).toBeNull()
  })

  it('is stood in for until a ceiling is reached, and the figures say how much is left', async () => {
    const bench = offlineBench({}, {}, { host: new AwayHost() })
    const left = async () => (await bench.engine.offline.figures()).standInLeftMinor
    expect(await left()).toBe(6_000)
    await bench.pay({ amountMinor: 4_000 as 2_000 })
    expect(await left()).toBe(2_000)
    await bench.pay({ attempt: 2 as 1, amountMinor: 2_500 as 2_000 })
    expect(bench.engine.view()?.outcome).toBe('failed')
    await bench.clock.advance(24 * 3_600_000)
    expect(await left()).toBe(0)
  })

  it.each(['HOST_SIGN_ON_REFUSED', 'HOST_KEY_REFUSED', 'HOST_TLS_UNTRUSTED', 'INTERNAL_UNEXPECTED'] as const)(
    'is not one that answered and turned the till away: %s',
    async (code) => {
      const bench = offlineBench()
      bench.host.sale = async () => ({ kind: 'not-sent', failure: { code } })
      await bench.pay()
      expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code } })
      expect([await adviceOf(bench), bench.journal.secrets.size]).toEqual([null, 0])
    },
  )

  it('is away, too, when its line broke off before it was encrypted', async () => {
    const bench = offlineBench()
    bench.host.sale = async () => ({ kind: 'not-sent', failure: { code: 'HOST_TLS_BROKEN_OFF' } })
    await bench.pay()
    expect(stateOf(bench)).toMatchObject({ kind: 'approved', offline: { basis: 'stand-in' } })
  })

  it('never counts a silent host as one that was not reached', async () => {
    const bench = offlineBench()
    bench.host.sales.push('lost-silent')
    await bench.pay()
    expect([stateOf(bench)?.kind, await adviceOf(bench)]).toEqual(['reversed', null])
  })
})

/** A bank whose line is down for everything. */
class AwayHost extends LedgerHost {
  override sale() {
    this.sales.splice(0, this.sales.length, 'unreachable')
    return super.sale(undefined as never)
  }

  override advice() {
    this.advices.splice(0, this.advices.length, 'unreachable')
    return super.advice(undefined as never)
  }
}

describe('the queue', () => {
  it('sends oldest first, and nothing while a reversal waits', async () => {
    const bench = byCard()
    bench.host.advices.push('unreachable', 'unreachable', 'unreachable')
    await bench.pay()
    await bench.pay({ attempt: 2 as 1 })
    bench.pad.authorised = { decision: 'online' }
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('unreachable', 'unreachable')
    await bench.pay({ attempt: 3 as 1 })
    await bench.clock.advance(120_000)
    const afterSale = bench.host.heard.slice(bench.host.heard.indexOf('0200 000003') + 1)
    expect(afterSale).toEqual(['0421 000003', '0221 000001', '0220 000002'])
  })

  it('goes on for ever, and a restart goes on with it', async () => {
    const first = byCard()
    first.host.advices.push(...Array.from({ length: 8 }, () => 'lost-silent' as const))
    await first.pay()
    await first.clock.advance(300_000)
    expect((await adviceOf(first))?.attempts).toBe(8)
    const second = benchEngine({ journal: first.journal, host: first.host, clock: first.clock, offline: SOME_OFFLINE })
    await second.engine.recover()
    await second.clock.advance(60_000)
    expect([await adviceOf(second), second.host.netMinor()]).toMatchObject([{ state: 'settled' }, 2_000])
    expect(second.host.heard.filter((message) => message.startsWith('0220'))).toHaveLength(1)
  })

  it('does not let one that the bank wants later hold up the next', async () => {
    const bench = byCard()
    bench.host.advices.push('later')
    await bench.pay()
    await bench.pay({ attempt: 2 as 1 })
    expect([(await adviceOf(bench))?.state, (await adviceOf(bench, 'payment-2'))?.state]).toEqual(['sent', 'settled'])
  })

  it('shows a refusal as a loss and never sends it again; a manager takes note of it', async () => {
    const bench = byCard()
    bench.host.advices.push('refuse')
    await bench.pay()
    await bench.clock.advance(300_000)
    expect(bench.host.heard).toEqual(['0220 000001'])
    expect(bench.journal.secrets.size).toBe(0)
    expect(await bench.engine.offline.list()).toMatchObject([
      { state: 'refused', responseCode: '51', failure: { code: 'PAYMENT_ADVICE_REFUSED' } },
    ])
    expect(await bench.engine.offline.retry('payment-1', 'M')).toEqual(fail('PAYMENT_NOT_OPEN'))
    expect(await bench.engine.offline.takeNote('payment-1', 'Marc D.')).toEqual(succeed(null))
    expect(await bench.engine.offline.list()).toMatchObject([{ state: 'seen', seenBy: 'Marc D.' }])
    expect(await bench.engine.offline.figures()).toMatchObject({ refused: 0, refusedMinor: 0 })
  })

  it('parks what the bank does not understand, and sends it again when a manager says so', async () => {
    const bench = byCard()
    bench.host.advices.push('puzzled')
    await bench.pay()
    expect(await bench.engine.offline.list()).toMatchObject([
      { state: 'parked', failure: { code: 'PAYMENT_ADVICE_PARKED' } },
    ])
    expect(await bench.engine.offline.retry('payment-1', 'Marc D.')).toEqual(succeed(null))
    await settle()
    expect([(await adviceOf(bench))?.state, bench.host.heard]).toEqual(['settled', ['0220 000001', '0221 000001']])
  })

  it('does not park what an answer to the unanswered try before seems to refuse, for the bank may have the repeat', async () => {
    const bench = byCard()
    bench.host.advices.push('lost-silent')
    await bench.pay()
    const { advice } = bench.host
    bench.host.advice = async (request) => {
      bench.host.advice = advice
      await advice.call(bench.host, request)
      return { kind: 'answered', answer: { responseCode: '30', verdict: 'not-understood' } }
    }
    await bench.clock.advance(60_000)
    expect(bench.host.heard).toEqual(['0220 000001', '0221 000001', '0221 000001'])
    expect([(await adviceOf(bench))?.state, bench.host.netMinor()]).toEqual(['settled', 2_000])
  })

  it('does not park what follows a late word that only put off', async () => {
    const bench = byCard()
    bench.host.advices.push('lost-silent')
    await bench.pay()
    const { advice } = bench.host
    bench.host.advice = async (request) => {
      bench.host.advice = advice
      await advice.call(bench.host, request)
      bench.host.advices.push('puzzled')
      return { kind: 'answered', answer: { responseCode: '96', verdict: 'try-later' } }
    }
    await bench.clock.advance(600_000)
    expect([(await adviceOf(bench))?.state, bench.host.netMinor()]).toEqual(['settled', 2_000])
  })

  it('parks what the bank does not understand a second time, whatever became of the first try', async () => {
    const bench = byCard()
    bench.host.advices.push('lost-silent', 'puzzled', 'puzzled')
    await bench.pay()
    await bench.clock.advance(60_000)
    expect([(await adviceOf(bench))?.state, bench.host.netMinor()]).toEqual(['parked', 0])
  })

  it('forgets the card of a parked sale that a manager has noted', async () => {
    const bench = byCard()
    bench.host.advices.push('puzzled')
    await bench.pay()
    expect(bench.journal.secrets.size).toBe(1)
    await bench.engine.offline.takeNote('payment-1', 'Marc D.')
    expect(bench.journal.secrets.size).toBe(0)
    expect(await bench.engine.offline.retry('payment-1', 'Marc D.')).toEqual(fail('PAYMENT_NOT_OPEN'))
  })

  it('parks a message that cannot be written instead of trying for ever', async () => {
    const bench = byCard()
    bench.host.advice = async () => ({ kind: 'not-sent', failure: fail('INTERNAL_UNEXPECTED').error })
    await bench.pay()
    expect((await adviceOf(bench))?.state).toBe('parked')
  })

  it.each([
    ['blocks of the card do not open', 'adviceSecrets'],
    ['message cannot be built', 'describeAdvice'],
  ] as const)('parks a sale whose %s, and tells the bank of those behind it', async (_, broken) => {
    const bench = byCard()
    const { describeAdvice } = bench.host
    const { adviceSecrets } = bench.journal
    const refuse = () => {
      throw new Error('altered')
    }
    if (broken === 'adviceSecrets')
      bench.journal.adviceSecrets = async (id) =>
        id === 'payment-1' ? refuse() : adviceSecrets.call(bench.journal, id)
    else {
      let built = 0
      bench.host.describeAdvice = () => {
        built += 1
        return built === 1 ? refuse() : describeAdvice.call(bench.host)
      }
    }
    await bench.pay()
    await bench.pay({ attempt: 2 as 1 })
    expect([(await adviceOf(bench))?.state, (await adviceOf(bench, 'payment-2'))?.state]).toEqual(['parked', 'settled'])
    expect(bench.unexpected).toHaveLength(1)
  })

  it('does not let one that the bank answers unreadably hold up the next', async () => {
    const bench = byCard()
    const { advice } = bench.host
    bench.host.advice = async (request) =>
      request.original.stan === '000001'
        ? { kind: 'silent', failure: fail('HOST_MALFORMED_ANSWER', { field: '4' }).error }
        : advice.call(bench.host, request)
    await bench.pay()
    await bench.pay({ attempt: 2 as 1 })
    expect([(await adviceOf(bench))?.state, (await adviceOf(bench, 'payment-2'))?.state]).toEqual(['sent', 'settled'])
  })

  it('counts in figures what waits, and since when', async () => {
    const bench = byCard()
    bench.host.advices.push('unreachable', 'unreachable')
    const at = bench.clock.now()
    await bench.pay()
    await bench.pay({ attempt: 2 as 1 })
    expect(await bench.engine.offline.figures()).toMatchObject({ waiting: 2, waitingMinor: 4_000, oldestAt: at })
  })
})

describe('an offline part that is given back', () => {
  it('before the bank was told: it never is', async () => {
    const bench = byCard()
    const { authorisation } = bench.pad
    bench.pad.authorisation = () => {
      bench.journal.openReversals = async () => [{ state: 'queued' } as never]
      return authorisation()
    }
    await bench.pay()
    bench.journal.openReversals = async () => []
    expect(await bench.engine.giveBack('payment-1')).toEqual(succeed(null))
    await bench.engine.offline.sendNow()
    expect([stateOf(bench)?.kind, bench.host.heard, bench.journal.secrets.size]).toEqual(['cancelled', [], 0])
  })

  it('after the bank was told: its charge is reversed', async () => {
    const bench = byCard()
    await bench.pay()
    expect(await bench.engine.giveBack('payment-1')).toEqual(succeed(null))
    await settle()
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['reversed', 0])
    expect(bench.journal.reversals.get('payment-1')).toMatchObject({ originalMti: '0220' })
  })

  it('while the bank is being told: the reversal follows, and nothing is told again', async () => {
    const bench = byCard()
    bench.host.advices.push('lost-silent', 'lost-silent')
    await bench.pay()
    await bench.engine.giveBack('payment-1')
    await bench.clock.advance(300_000)
    expect(bench.host.heard).toEqual(['0220 000001', '0420 000001'])
    expect(bench.journal.secrets.size).toBe(0)
  })

  it('in the very moment in which its turn comes: the bank never hears of it', async () => {
    const bench = byCard()
    const { authorisation } = bench.pad
    bench.pad.authorisation = () => {
      bench.journal.openReversals = async () => [{ state: 'queued' } as never]
      return authorisation()
    }
    await bench.pay()
    bench.journal.openReversals = async () => []
    const look = bench.journal.advice.bind(bench.journal)
    bench.journal.advice = async (id) => {
      const advice = await look(id)
      // Between the look and the decision.
      void bench.engine.offline.sendNow()
      await settle()
      return advice
    }
    await bench.engine.giveBack('payment-1')
    await bench.clock.advance(300_000)
    expect([stateOf(bench)?.kind, bench.host.heard, bench.host.netMinor()]).toEqual(['cancelled', [], 0])
  })
})

describe('a part of the price', () => {
  it('is taken back with the amount the bank charged, and the screen says so', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-half')
    const asked: unknown[] = []
    const { reversal } = bench.host
    bench.host.reversal = (request) => {
      asked.push(request.amountMinor)
      return reversal.call(bench.host, request)
    }
    bench.host.reversals.push('unreachable')
    await bench.pay()
    await bench.engine.cashier.answerPart(false)
    await settle()
    expect(bench.engine.view()?.failure).toEqual({ code: 'PAYMENT_PARTLY_APPROVED' })
    await bench.clock.advance(10_000)
    expect(bench.engine.view()?.failure).toEqual({ code: 'PAYMENT_PART_TAKEN_BACK' })
    expect([asked, bench.host.netMinor()]).toEqual([[1_000, 1_000], 0])
  })
})
