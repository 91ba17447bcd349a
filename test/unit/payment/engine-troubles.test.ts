/**
 * Goal: what goes wrong beside a payment never loses a reversal, hangs the till, or ends the program. Method: the real
 * engine on the bench; the disk refuses single records, effects throw, the clock is put back, the engine is closed.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, fail, succeed } from '#contract/result.ts'
import type { ReversalAnswer } from '#payment/ports/acquirer-host.port.ts'
import type { StoredReversal } from '#payment/ports/payment-journal.port.ts'
import { benchEngine, SALE } from '#test/support/payment/bench-till.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

type Bench = ReturnType<typeof benchEngine>

const stateOf = (bench: Bench, id = 'payment-1') => bench.journal.payments.get(id)?.state.kind
const refusal = () => new CatalogueFailure({ code: 'STORE_DISK_FULL' })

/** A promise that the test lets go. */
function gate() {
  let open: () => void = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}

/** Answers the next reversals with these codes; only 00 is an acknowledgement. */
function answerReversals(bench: Bench, codes: readonly string[]): void {
  const left = [...codes]
  const { reversal } = bench.host
  bench.host.reversal = async (request) => {
    const responseCode = left.shift()
    if (responseCode === undefined || responseCode === '00') return reversal.call(bench.host, request)
    const answer: ReversalAnswer = { responseCode, accepted: false, redacted: { 0: '0430', 39: responseCode } }
    return { kind: 'answered', answer }
  }
}

describe('a disk that refuses', () => {
  it('the record of a late event keeps the program and the next payment alive', async () => {
    const bench = benchEngine()
    const connecting = gate()
    const { connect } = bench.pad
    bench.pad.connect = async () => {
      await connecting.passed
      return connect.call(bench.pad)
    }
    await bench.pay()
    await bench.engine.cancel()
    bench.journal.beforeCommit = () => {
      throw refusal()
    }
    connecting.open()
    await settle()
    bench.journal.beforeCommit = () => {}
    await bench.pay({ attempt: 2 as 1 })
    expect(bench.engine.view()?.outcome).toBe('approved')
  })

  it('a cancel, then a kill before it takes the outcome: the reversal still goes out', async () => {
    const first = benchEngine()
    first.host.afterBooking = async () => {
      first.journal.beforeCommit = () => {
        throw refusal()
      }
      await first.engine.cancel()
      first.journal.beforeCommit = () => {}
    }
    await first.pay()
    expect([stateOf(first), first.journal.reversals.get('payment-1')?.state]).toEqual(['outcome-unknown', 'armed'])
    const second = benchEngine({ journal: first.journal, host: first.host, clock: new ManualClock() })
    await second.engine.recover()
    await settle()
    expect(stateOf(second)).toBe('reversed')
    expect(first.host.netMinor()).toBe(0)
    expect(first.journal.secrets.size).toBe(0)
  })

  it('the end of an early step writes that end as soon as it can', async () => {
    const bench = benchEngine()
    bench.journal.beforeCommit = (number) => {
      if (number === 3) throw refusal()
    }
    await bench.pay()
    expect(stateOf(bench)).toBe('reading')
    await bench.clock.advance(2_000)
    expect(stateOf(bench)).toBe('failed')
  })
})

describe('an effect that throws', () => {
  it('before the request ends the payment, is told, and the next one works', async () => {
    const bench = benchEngine()
    const { describeSale } = bench.host
    bench.host.describeSale = () => {
      throw new Error('a field that cannot be written')
    }
    await bench.pay()
    expect(bench.engine.view()?.outcome).toBe('cancelled')
    expect(bench.unexpected).toHaveLength(1)
    bench.host.describeSale = describeSale
    await bench.pay({ attempt: 2 as 1 })
    expect(bench.engine.view()?.outcome).toBe('approved')
  })

  it('after the request left is an unknown outcome, and is reversed', async () => {
    const bench = benchEngine()
    bench.host.afterBooking = async () => {
      throw new Error('the line fell over')
    }
    await bench.pay()
    expect(stateOf(bench)).toBe('reversed')
    expect(bench.host.netMinor()).toBe(0)
  })

  it('in the reversal is tried again', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    const { reversal } = bench.host
    bench.host.reversal = async (request) => {
      bench.host.reversal = reversal
      throw new Error(`cannot write ${request.original.stan}`)
    }
    await bench.pay()
    await bench.clock.advance(60_000)
    expect(bench.unexpected).toHaveLength(1)
    expect(stateOf(bench)).toBe('reversed')
  })
})

describe('a stripe', () => {
  it('is charged without chip data, which the message cannot carry empty', async () => {
    const bench = benchEngine()
    const authorise = bench.pad.authorisation
    bench.pad.card = { ...bench.pad.card, entryMode: 'stripe', applicationId: null, applicationLabel: null }
    bench.pad.authorisation = async () => {
      const chip = await authorise()
      return chip.ok ? succeed({ ...chip.value, emvDataHex: '' }) : chip
    }
    const sale = bench.host.sale.bind(bench.host)
    const sent: (string | null)[] = []
    bench.host.sale = (request, secrets) => {
      if (secrets && 'emvDataHex' in secrets) sent.push(secrets.emvDataHex)
      return sale(request)
    }
    await bench.pay()
    expect(sent).toEqual([null])
  })
})

describe('a reversal', () => {
  it('that the host refused for good has a way out: a person asks the bank again', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    answerReversals(bench, ['12', '12', '00'])
    await bench.pay()
    expect(bench.journal.reversals.get('payment-1')?.state).toBe('parked')
    // What a manager hears by telephone is kept and ends nothing.
    const note = { by: 'Claire D.', word: 'not-charged' } as const
    expect(await bench.engine.bankWord.note('payment-1', note)).toEqual(succeed(null))
    expect(bench.journal.records.at(-1)).toMatchObject({ kind: 'bank-word-noted', body: note })
    expect([stateOf(bench), bench.journal.reversals.get('payment-1')?.state]).toEqual(['outcome-unknown', 'parked'])
    expect(await bench.engine.askBank('payment-1')).toEqual(succeed(null))
    expect(bench.engine.isUnresolved(SALE.saleId)).toBe(true)
    await bench.engine.askBank('payment-1')
    expect(stateOf(bench)).toBe('reversed')
    expect(bench.host.netMinor()).toBe(0)
    expect(await bench.engine.bankWord.note('payment-1', note)).toEqual(fail('PAYMENT_NOT_OPEN'))
  })

  it.each(['charged', 'not-charged'] as const)(
    'that the bank refused for good is ended by a manager by its word: %s',
    async (word) => {
      const bench = benchEngine({ repeats: null })
      bench.host.sales.push('approve-silent')
      answerReversals(bench, ['91', '12'])
      await bench.pay()
      const close = { by: 'Claire D.', word, why: 'Mme Roux, 14 h 20' } as const
      // While it still goes out by itself nobody ends it.
      expect(await bench.engine.bankWord.close('payment-1', close)).toEqual(fail('PAYMENT_REVERSAL_NOT_PARKED'))
      await bench.clock.advance(60_000)
      expect(bench.journal.reversals.get('payment-1')?.state).toBe('parked')
      expect(await bench.engine.bankWord.close('payment-1', close)).toEqual(succeed(null))
      expect([stateOf(bench), bench.journal.reversals.get('payment-1')?.state]).toEqual(['reversed', 'discarded'])
      expect([bench.engine.isUnresolved(SALE.saleId), bench.engine.unresolvedCount()]).toEqual([false, 0])
      const code = word === 'charged' ? 'PAYMENT_CLOSED_CHARGED' : 'PAYMENT_CLOSED_NOT_CHARGED'
      expect(bench.engine.view()?.failure).toEqual({ code, details: { by: 'Claire D.' } })
      expect(bench.journal.records.at(-1)).toMatchObject({ kind: 'closed-by-hand', body: close })
      expect(await bench.journal.closedByHand()).toMatchObject([
        { paymentNumber: 'P-2-000001', amountMinor: 2_000, word },
      ])
      // The card that it stands on is asked about before it pays the same again.
      await bench.pay({ saleId: 'sale-2' as typeof SALE.saleId })
      expect(stateOf(bench, 'payment-2')).toBe(word === 'charged' ? 'confirming-repeat' : 'approved')
      expect(await bench.engine.bankWord.close('payment-1', close)).toEqual(fail('PAYMENT_REVERSAL_NOT_PARKED'))
      expect(await bench.engine.bankWord.close('payment-9', close)).toEqual(fail('PAYMENT_NOT_FOUND'))
    },
  )

  it('is ended by one word, when two managers end it at once', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    answerReversals(bench, ['12'])
    await bench.pay()
    const close = (word: 'charged' | 'not-charged') =>
      bench.engine.bankWord.close('payment-1', { by: 'Claire D.', word, why: 'By phone' })
    const ends = await Promise.all([close('charged'), close('not-charged')])
    expect(ends).toEqual([succeed(null), fail('PAYMENT_REVERSAL_NOT_PARKED')])
    expect(await bench.journal.closedByHand()).toMatchObject([{ word: 'charged' }])
  })

  it.each([
    ['the till cannot read', { kind: 'silent', failure: fail('HOST_MALFORMED_ANSWER', { field: '4' }).error }],
    [
      'the bank cannot read',
      { kind: 'answered', answer: { responseCode: '30', accepted: false, redacted: { 0: '0430' } } },
    ],
  ] as const)('that %s again and again is left for a person, and other cards can pay', async (_, outcome) => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    const { reversal } = bench.host
    let asked = 0
    bench.host.reversal = async () => {
      asked += 1
      return outcome
    }
    await bench.pay()
    for (let pause = 0; pause < 10; pause += 1) await bench.clock.advance(60_000)
    expect(asked).toBe(LIMITS.reversalMisunderstoodMax)
    expect(bench.journal.reversals.get('payment-1')?.state).toBe('parked')
    expect([bench.engine.isUnresolved(SALE.saleId), bench.engine.unresolvedCount()]).toEqual([true, 1])
    expect(await bench.pay({ saleId: 'sale-2' as typeof SALE.saleId })).toMatchObject({ ok: true })
    bench.host.reversal = reversal
    await bench.engine.askBank('payment-1')
    expect(stateOf(bench)).toBe('reversed')
  })

  it('leaves the picture of each try and of each answer in the journal', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('lost-silent')
    await bench.pay()
    answerReversals(bench, ['91', '00'])
    await bench.clock.advance(60_000)
    const own = bench.journal.records.filter(({ kind }) => kind.startsWith('reversal-'))
    expect(own.map(({ kind, body }) => [kind, body.message])).toEqual([
      ['reversal-attempted', { 0: '0420', 11: '000001' }],
      ['reversal-attempted', { 0: '0421', 11: '000001' }],
      ['reversal-put-off', { 0: '0430', 39: '91' }],
      ['reversal-attempted', { 0: '0421', 11: '000001' }],
      ['reversal-acknowledged', { 0: '0430', 39: '00' }],
    ])
  })

  it('that cannot be written is tried without a picture and left for a person', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.describeReversal = () => {
      throw new Error('no such field')
    }
    bench.host.reversal = async () => ({ kind: 'not-sent', failure: fail('INTERNAL_UNEXPECTED').error })
    await bench.pay()
    for (let pause = 0; pause < LIMITS.reversalMisunderstoodMax; pause += 1) await bench.clock.advance(60_000)
    expect(bench.journal.reversals.get('payment-1')?.state).toBe('parked')
    expect(bench.journal.records.filter(({ body }) => body.message !== undefined).map(({ kind }) => kind)).toEqual([
      'request-prepared',
    ])
    expect(bench.unexpected).toHaveLength(LIMITS.reversalMisunderstoodMax)
  })

  it('that the bank puts off does not hold up the one behind it', async () => {
    const bench = benchEngine()
    for (const attempt of [1, 2]) await bench.pay({ attempt: attempt as 1 })
    const { reversal } = bench.host
    bench.host.reversal = async (request) =>
      request.original.stan === '000001'
        ? { kind: 'answered', answer: { responseCode: '91', accepted: false, redacted: {} } }
        : reversal.call(bench.host, request)
    for (const id of ['payment-1', 'payment-2']) await bench.engine.giveBack(id)
    await settle()
    expect([bench.journal.payments.get('payment-2')?.state.kind, bench.host.netMinor()]).toEqual(['reversed', 2_000])
    bench.host.reversal = reversal
    await bench.clock.advance(60_000)
    expect([stateOf(bench), bench.host.netMinor()]).toEqual(['reversed', 0])
  })

  it('does not go out once more when the yes that a full disk refused is written just before', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    const { journal } = bench
    const { reversal } = bench.host
    bench.host.reversal = async (request) => {
      const outcome = await reversal.call(bench.host, request)
      journal.beforeCommit = () => {
        throw refusal()
      }
      return outcome
    }
    await bench.pay()
    const read = journal.openReversals.bind(journal)
    const reading = gate()
    journal.openReversals = async (): Promise<StoredReversal[]> => {
      const found = await read()
      await reading.passed
      return found
    }
    await bench.clock.advance(60_000)
    journal.beforeCommit = () => {}
    await bench.clock.advance(1_000)
    expect(stateOf(bench)).toBe('reversed')
    reading.open()
    await bench.clock.advance(60_000)
    expect(bench.host.heard).toEqual(['0200 000001', '0420 000001'])
  })

  it('that is queued while the worker finds its queue empty is not forgotten', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    const { journal } = bench
    const read = journal.openReversals.bind(journal)
    const reading = gate()
    journal.openReversals = async (): Promise<StoredReversal[]> => {
      const found = await read()
      if (found.some(({ state }) => state === 'armed')) await reading.passed
      return found
    }
    bench.host.afterBooking = async () => void bench.engine.drainReversals(1_000)
    await bench.pay()
    reading.open()
    await settle()
    expect(stateOf(bench)).toBe('reversed')
  })

  it('goes on when the clock is put back by an hour', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('lost-silent')
    await bench.pay()
    const now = bench.clock.now.bind(bench.clock)
    bench.clock.now = () => new Date(Date.parse(now()) - 3_600_000).toISOString()
    await bench.clock.advance(120_000)
    expect(stateOf(bench)).toBe('reversed')
  })
})

describe('closing the engine', () => {
  it('in the middle of a request writes nothing more, and the next start reverses', async () => {
    const first = benchEngine()
    const answering = gate()
    first.host.afterBooking = () => answering.passed
    await first.pay()
    await first.engine.close()
    const records = first.journal.records.length
    first.journal.beforeCommit = () => {
      throw new Error('the database is closed')
    }
    answering.open()
    await first.clock.advance(10_000)
    expect(first.journal.records).toHaveLength(records)
    first.journal.beforeCommit = () => {}
    const second = benchEngine({ journal: first.journal, host: first.host })
    await second.engine.recover()
    await settle()
    expect(stateOf(second)).toBe('reversed')
    expect(first.host.netMinor()).toBe(0)
  })
})

describe('what the screen shows', () => {
  it('follows the ticket in hand: an unknown payment of another one goes out of sight and comes back', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('unreachable')
    await bench.pay()
    bench.engine.show('sale-2')
    expect([bench.engine.view(), bench.engine.unresolvedCount()]).toEqual([null, 1])
    bench.engine.show(SALE.saleId)
    expect(bench.engine.view()?.outcome).toBe('unknown')
  })
})

describe('the cut between two batches', () => {
  it('waits for an open payment, and none starts during it', async () => {
    const bench = benchEngine()
    bench.pad.read = () => new Promise(() => {})
    await bench.pay()
    expect(await bench.engine.whileIdle(async () => succeed(null))).toEqual(fail('PAYMENT_ALREADY_OPEN'))
    await bench.engine.cancel()
    await settle()
    const during = await bench.engine.whileIdle(() => bench.engine.start({ ...SALE, saleId: 'sale-2' }))
    expect(during).toEqual(fail('PAYMENT_ALREADY_OPEN'))
    expect(await bench.engine.start({ ...SALE, saleId: 'sale-2' })).toMatchObject({ ok: true })
  })
})
