/**
 * Goal: a host's question reaches the right person, its answer leaves only once it is on disk, and neither changes the
 * payment. Method: the real engine on a scripted pad, a host that asks before it decides, a disk in memory; time by hand.
 */
import { describe, expect, it } from 'vitest'
import { CatalogueFailure, fail, succeed } from '#contract/result.ts'
import type { HostPrompt } from '#payment/ports/host-prompt.port.ts'
import { TEST_PAN } from '#test/support/acquirer/test-card.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const QUESTION: HostPrompt = {
  id: 'Q1',
  kind: 'number',
  place: 'cashier',
  subject: 'mileage',
  title: 'Kilométrage ?',
  options: [],
  minLength: 2,
  maxLength: 19,
  deadlineMs: 30_000,
}

/** A payment that stands at the host's question. */
async function prompted(change: Partial<HostPrompt> = {}, bench = benchEngine()) {
  bench.host.prompts.push({ ...QUESTION, ...change })
  await bench.pay()
  const answer = async (value: string | null, id = 'Q1') => {
    const taken = bench.engine.answerPrompt(id, value)
    await settle()
    return taken
  }
  const records = () => bench.journal.records.filter(({ kind }) => kind.includes('prompt')).map(({ body }) => body)
  return { ...bench, answer, records }
}

describe('a question to the cashier', () => {
  it('stands on the screen with its deadline while the payment stays as it was', async () => {
    const { engine, journal } = await prompted()
    expect(engine.view()).toMatchObject({
      prompt: 'answer-bank',
      hostPrompt: { id: 'Q1', title: 'Kilométrage ?', askedAt: 'screen', dueAt: '2026-11-22T13:33:30.000Z' },
    })
    expect(journal.payments.get('payment-1')?.state.kind).toBe('requesting')
  })

  it('is answered, journaled, and the payment is approved', async () => {
    const { engine, host, answer, records } = await prompted()
    expect(await answer(' 48210 ')).toEqual(succeed(null))
    expect(host.promptAnswers).toEqual([{ kind: 'answered', value: '48210' }])
    expect(records()).toEqual([
      { promptId: 'Q1', promptKind: 'number', place: 'cashier', title: 'Kilométrage ?' },
      { promptId: 'Q1', ending: 'answered', answer: '48210' },
    ])
    expect(engine.view()).toMatchObject({ outcome: 'approved', hostPrompt: null })
    expect(await answer('48210')).toEqual(fail('PAYMENT_PROMPT_OVER'))
  })

  it.each<[Partial<HostPrompt>, string, string]>([
    [{ subject: 'code' }, '482106', '[6 figures]'],
    [{ title: 'CVV2 ?' }, '123', '[3 figures]'],
    [{ kind: 'text', title: 'CVC ?' }, '1234', '[4 figures]'],
  ])('whose answer may be a secret, %j, is sent and not kept', async (prompt, value, kept) => {
    const { host, answer, records } = await prompted(prompt)
    expect(await answer(value)).toEqual(succeed(null))
    expect(host.promptAnswers).toEqual([{ kind: 'answered', value }])
    expect(records().at(-1)).toMatchObject({ answer: kept })
  })

  it.each<[string, Partial<HostPrompt>, readonly string[], string]>([
    ['a number', {}, ['1', '12a', '1'.repeat(20)], '12'],
    ['a text', { kind: 'text', maxLength: 5 }, ['x', 'abcdef', 'łąka'], 'é 1'],
    ['a choice', { kind: 'choice', options: ['a', 'b'] }, ['0', '3', ''], '2'],
    ['yes or no', { kind: 'yes-no' }, ['X', ''], 'N'],
    ['a message', { kind: 'message' }, ['x'], ''],
  ])('takes for %s only what fits, and stays open for it', async (_, change, wrong, right) => {
    const { answer, host } = await prompted(change)
    for (const value of wrong) expect(await answer(value)).toEqual(fail('PAYMENT_PROMPT_ANSWER'))
    expect(host.promptAnswers).toEqual([])
    expect(await answer(right)).toEqual(succeed(null))
    expect(host.promptAnswers).toEqual([{ kind: 'answered', value: right }])
  })

  it('takes no card number, keeps none, and stays open', async () => {
    const { answer, host, journal, engine } = await prompted({ kind: 'text', maxLength: 32 })
    for (const typed of [TEST_PAN, '4111 1111-1111 1111']) {
      expect(await answer(typed)).toEqual(fail('PAYMENT_PROMPT_CARD_NUMBER'))
    }
    expect(engine.view()?.hostPrompt?.id).toBe('Q1')
    expect(await answer('B 12')).toEqual(succeed(null))
    expect(host.promptAnswers).toHaveLength(1)
    expect(JSON.stringify(journal.records)).not.toContain('1111 1111')
    expect(JSON.stringify(journal.records)).not.toContain(TEST_PAN)
  })

  it('may be left without an answer', async () => {
    const { answer, host, engine } = await prompted()
    await answer(null)
    expect(host.promptAnswers).toEqual([{ kind: 'cancelled' }])
    expect(engine.view()?.outcome).toBe('approved')
  })

  it('ends with the payment that is being stopped, and later ones are not shown', async () => {
    const bench = benchEngine()
    bench.host.prompts.push(QUESTION)
    const { host, engine } = await prompted({ id: 'Q2' }, bench)
    await engine.cancel()
    await settle()
    expect(host.promptAnswers).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }])
    expect(engine.view()?.outcome).toBe('reversed')
    expect(host.netMinor()).toBe(0)
  })

  it('whose record the disk refuses is left without an answer, and the payment goes on', async () => {
    const bench = benchEngine()
    const commit = bench.journal.commit.bind(bench.journal)
    bench.journal.commit = async (step) => {
      if (step.kind === 'host-prompted') throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
      return commit(step)
    }
    const { host, engine } = await prompted({}, bench)
    expect(host.promptAnswers).toEqual([{ kind: 'cancelled' }])
    expect(engine.view()?.outcome).toBe('approved')
  })

  it('found open after a kill is a request found open: the charge is reversed', async () => {
    const killed = await prompted()
    const bench = benchEngine({ journal: killed.journal, host: killed.host })
    await bench.engine.recover()
    await settle()
    expect(bench.journal.payments.get('payment-1')?.state.kind).toBe('reversed')
    expect(bench.engine.answerPrompt('Q1', '48210')).toEqual(fail('PAYMENT_PROMPT_OVER'))
    expect(bench.host.netMinor()).toBe(0)
  })
})

describe('a question to the customer', () => {
  it('is asked on the pad where the pad can, and its figures are counted, not kept', async () => {
    const bench = benchEngine()
    bench.pad.customer = async () => succeed('48210')
    const { host, records, engine } = await prompted({ place: 'customer' }, bench)
    expect(bench.pad.asked).toContain('ask number')
    expect(host.promptAnswers).toEqual([{ kind: 'answered', value: '48210' }])
    expect(records().at(-1)).toEqual({ promptId: 'Q1', ending: 'answered', answer: '[5 figures]' })
    expect(engine.view()?.outcome).toBe('approved')
  })

  it('comes to the cashier when the pad cannot ask it, or fails to', async () => {
    const without = await prompted({ place: 'customer' })
    expect(without.engine.view()?.hostPrompt).toMatchObject({ place: 'customer', askedAt: 'screen' })
    const bench = benchEngine()
    bench.pad.customer = async () => fail('PINPAD_REFUSED', { status: '010' })
    const failing = await prompted({ place: 'customer' }, bench)
    expect(failing.engine.view()?.hostPrompt).toMatchObject({ place: 'customer', askedAt: 'screen' })
    expect(await failing.answer('48210')).toEqual(succeed(null))
  })

  it.each([
    ['PINPAD_CUSTOMER_CANCELLED', 'cancelled'],
    ['PINPAD_TIMEOUT', 'too-late'],
  ] as const)('that ends with %s is %s', async (code, kind) => {
    const bench = benchEngine()
    bench.pad.customer = async () => fail(code)
    const { host } = await prompted({ place: 'customer' }, bench)
    expect(host.promptAnswers).toEqual([{ kind }])
  })

  it('answered by a card number is not answered at all', async () => {
    const bench = benchEngine()
    bench.pad.customer = async () => succeed(TEST_PAN)
    const { host, journal } = await prompted({ place: 'customer' }, bench)
    expect(host.promptAnswers).toEqual([{ kind: 'cancelled' }])
    expect(JSON.stringify(journal.records)).not.toContain(TEST_PAN)
  })

  it('is answered on the pad only, and stopped there before the card hears more', async () => {
    const bench = benchEngine()
    bench.pad.customer = () => new Promise(() => {})
    const { answer, host, pad } = await prompted({ place: 'customer' }, bench)
    expect(await answer('48210')).toEqual(fail('PAYMENT_PROMPT_OVER'))
    expect(await answer(null)).toEqual(succeed(null))
    expect(host.promptAnswers).toEqual([{ kind: 'cancelled' }])
    expect(pad.asked.slice(pad.asked.indexOf('ask number'))).toEqual([
      'ask number',
      'cancel',
      'complete approved',
      'remove',
      'end',
    ])
  })
})
