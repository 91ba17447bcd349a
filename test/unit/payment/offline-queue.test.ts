/**
 * Goal: a sale without the bank is told to the bank until it answers, and is never lost, told twice as new, or told after
 * it was given back. Method: the real engine on the bench.
 */
import { describe, expect, it } from 'vitest'
import { fail, succeed } from '#contract/result.ts'
import { benchEngine, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { adviceOf, byCard, stateOf } from '#test/support/payment/offline-bench.ts'

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
      return { kind: 'answered', answer: { responseCode: '30', verdict: 'not-understood', redacted: {} } }
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
      return { kind: 'answered', answer: { responseCode: '96', verdict: 'try-later', redacted: {} } }
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

  it('while the bank answers the try before: the reversal follows, and nothing is told again', async () => {
    const bench = byCard()
    bench.host.advices.push('lost-silent')
    await bench.pay()
    const { advice } = bench.host
    bench.host.advice = async (request) => {
      bench.host.advice = advice
      await advice.call(bench.host, request)
      await bench.engine.giveBack('payment-1')
      return { kind: 'answered', answer: { responseCode: '30', verdict: 'not-understood', redacted: {} } }
    }
    await bench.clock.advance(300_000)
    expect(bench.host.heard).toEqual(['0220 000001', '0221 000001', '0420 000001'])
    expect([stateOf(bench)?.kind, bench.host.netMinor(), bench.unexpected]).toEqual(['reversed', 0, []])
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
