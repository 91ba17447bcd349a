/**
 * Goal: a kind of card gets its answers before the bank is asked, they stand in request and journal, and without one
 * nothing is charged. Method: the real engine with the shipped fleet card on a scripted pad, a host with a ledger, a disk
 * in memory; time by hand.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail, succeed } from '#contract/result.ts'
import { saleMessage } from '#payment/acquirer/request-messages.ts'
import { readTaggedSubFields } from '#payment/iso8583/tagged-sub-fields.ts'
import { type CardProduct, parseCardProduct } from '#payment/products/card-products.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { TEST_PAN } from '#test/support/acquirer/test-card.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'
import fleetJson from '../../../resources/card-products/fleet.json' with { type: 'json' }

const parsed = parseCardProduct(fleetJson)
if (!parsed.ok) throw new Error(parsed.problem)
const FLEET: CardProduct = parsed.product

/** A fleet card in the pad, at its first question. */
async function asked(options: Parameters<typeof benchEngine>[0] = {}) {
  const bench = benchEngine({ cardProducts: [FLEET], ...options })
  bench.pad.card = { ...bench.pad.card, maskedPan: '700000******0013', scheme: 'other' }
  await bench.pay()
  const answer = async (id: string, value: string | null) => {
    const taken = bench.engine.answerPrompt(id, value)
    await settle()
    return taken
  }
  const told = () => bench.journal.records.filter(({ kind }) => kind.startsWith('question')).map(({ body }) => body)
  return { ...bench, answer, told }
}

describe('the questions of a fleet card', () => {
  it('come one after the other, in the language of the till, and the bank gets the answers', async () => {
    const { engine, host, journal, answer, told } = await asked()
    expect(engine.view()).toMatchObject({
      prompt: 'answer-card',
      hostPrompt: { id: 'mileage', asker: 'card', title: 'Kilométrage ?', askedAt: 'screen' },
    })
    expect(journal.payments.get('payment-1')?.state.kind).toBe('asking')
    expect(host.heard).toEqual([])
    expect(await answer('mileage', '48210')).toEqual(succeed(null))
    expect(await answer('vehicle', ' AB-123-CD ')).toEqual(succeed(null))
    expect(engine.view()?.hostPrompt?.title).toBe('Code conducteur ?')
    expect(await answer('driver', '0042')).toEqual(succeed(null))
    expect(engine.view()).toMatchObject({ outcome: 'approved', hostPrompt: null })
    expect(told()).toEqual([
      { subject: 'mileage', answer: '48210' },
      { subject: 'vehicle', answer: 'AB-123-CD' },
      { subject: 'driver', answer: '0042' },
    ])
    const state = journal.payments.get('payment-1')?.state
    if (state?.kind !== 'approved') throw new Error('not approved')
    const parts = readTaggedSubFields(48, saleMessage(ascii87, state.request, null).fields[48] ?? '')
    expect([parts.get('KM'), parts.get('VH'), parts.get('DR')]).toEqual(['48210', 'AB-123-CD', '0042'])
  })

  it('are answered on the pad where it can ask, and the card is asked on only once the pad is free', async () => {
    const pad = new ScriptedPad()
    pad.customer = async ({ subject }) => (subject === 'mileage' ? succeed('120') : fail('PINPAD_CUSTOMER_CANCELLED'))
    const { engine, answer, told } = await asked({ pad })
    expect(pad.asked).toEqual(['connect', 'read', 'ask number'])
    expect(engine.view()?.hostPrompt).toMatchObject({ id: 'vehicle', askedAt: 'screen' })
    expect(told()).toEqual([{ subject: 'mileage', answer: '120' }])
    await answer('vehicle', 'AB-1')
    await answer('driver', '4242')
    expect(pad.asked.slice(3, 5)).toEqual(['track', 'authorise'])
  })

  it('take no card number, and keep none', async () => {
    const { answer, journal, engine } = await asked()
    await answer('mileage', '1')
    for (const typed of [TEST_PAN, '4111 1111-1111 1111']) {
      expect(await answer('vehicle', typed)).toEqual(fail('PAYMENT_PROMPT_CARD_NUMBER'))
    }
    expect(await answer('vehicle', 'x')).toEqual(fail('PAYMENT_PROMPT_ANSWER'))
    expect(engine.view()?.hostPrompt?.id).toBe('vehicle')
    expect(JSON.stringify([...journal.payments.values(), ...journal.records])).not.toMatch(/4111 ?1111/)
  })

  it.each<[string, (bench: Awaited<ReturnType<typeof asked>>) => Promise<unknown>, string]>([
    ['without an answer', ({ answer }) => answer('mileage', null), 'PAYMENT_CARD_QUESTION'],
    [
      'not answered in time',
      async ({ clock, engine }) => {
        await clock.advance(LIMITS.cardQuestionTimeoutMs - 1)
        expect(engine.view()?.hostPrompt?.id).toBe('mileage')
        await clock.advance(1)
      },
      'PAYMENT_CARD_QUESTION',
    ],
    ['stopped by the cashier', ({ engine }) => engine.cancel(), 'PAYMENT_CANCELLED'],
  ])('%s end the payment; nothing was asked of the bank, and the card is given back', async (_, end, code) => {
    const bench = await asked()
    await end(bench)
    await settle()
    expect(bench.engine.view()).toMatchObject({ outcome: 'cancelled', hostPrompt: null, failure: { code } })
    expect(bench.host.heard).toEqual([])
    expect(bench.pad.asked.slice(-3)).toEqual(['cancel', 'remove', 'end'])
    expect(await bench.answer('mileage', '1')).toEqual(fail('PAYMENT_PROMPT_OVER'))
  })

  it('found open after a kill: the payment is cancelled, nothing left', async () => {
    const killed = await asked()
    await killed.answer('mileage', '48210')
    const bench = benchEngine({ journal: killed.journal, host: killed.host })
    await bench.engine.recover()
    await settle()
    expect(bench.journal.payments.get('payment-1')?.state.kind).toBe('cancelled')
    expect(bench.host.heard).toEqual([])
  })
})
