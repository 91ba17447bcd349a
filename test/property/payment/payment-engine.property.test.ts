/**
 * Goal: whatever host, pad, cashier, disk and power do together, the bank has in the end exactly what the till's journal
 * calls approved, less what it refused or does not understand of sales that it was told of afterwards; no attempt is charged twice, no request leaves twice, and no payment stays open (promises 1 to 5).
 * Method: the real engine on the bench through random rounds; a new engine on the same disk after each kill; then host
 * and disk are well again, time passes, and host and journal are compared.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fail, succeed } from '#contract/result.ts'
import { isFinal } from '#payment/engine/payment-state.ts'
import type { StoredPayment } from '#payment/ports/payment-journal.port.ts'
import { benchEngine, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import { type AdviceMood, type HostMood, LedgerHost } from '#test/support/payment/ledger-host.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { MemoryJournal } from '#test/support/payment/memory-journal.ts'
import { type Life, mortalJournal, newLife } from '#test/support/payment/mortal-journal.ts'
import { NO_FIGURES, ScriptedPad } from '#test/support/payment/scripted-pad.ts'

const mood = fc.constantFrom<HostMood>('approve', 'approve', 'decline', 'approve-silent', 'lost-silent', 'unreachable')
const adviceMood = fc.constantFrom<AdviceMood>(
  'accept',
  'accept',
  'refuse',
  'later',
  'puzzled',
  'accept-silent',
  'lost-silent',
  'unreachable',
)
const reversalMood = fc.constantFrom<HostMood>('approve', 'approve-silent', 'lost-silent', 'unreachable')

const round = fc.record({
  sale: mood,
  reversals: fc.array(reversalMood, { maxLength: 3 }),
  advices: fc.array(adviceMood, { maxLength: 4 }),
  entryMode: fc.constantFrom('chip', 'contactless', 'stripe'),
  decision: fc.constantFrom('online', 'online', 'offline-approved'),
  pin: fc.boolean(),
  verdict: fc.constantFrom('agrees', 'agrees', 'refuses', 'is gone'),
  signature: fc.constantFrom('not wanted', 'not wanted', 'accepted', 'refused', 'never judged', 'cancelled'),
  repeat: fc.constantFrom('again', 'again', 'no', 'never answered'),
  cancelAt: fc.constantFrom('never', 'never', 'read', 'booking', 'verdict'),
  refused: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
  kill: fc.option(
    fc.record({ at: fc.integer({ min: 1, max: 11 }), moment: fc.constantFrom('before' as const, 'after' as const) }),
  ),
  afterwards: fc.constantFrom(
    'nothing',
    'give back',
    'give back twice',
    'void',
    'refund a part',
    'refund the rest',
    'ask the bank',
    'send again',
    'restart',
    'close and restart',
  ),
  passMs: fc.constantFrom(0, 500, 1_500, 7_000, 90_000),
})
type Round = typeof round extends fc.Arbitrary<infer Value> ? Value : never

const NO_PIN = { pin: 'none', pinBlockHex: null, pinKeySerialHex: null } as const
const AMOUNTS_MINOR = [100, 250, 999, 2_000]

/** A till on a disk and before a bank that outlive every engine. */
class World {
  readonly disk = new MemoryJournal()
  readonly host = new LedgerHost()
  readonly unexpected: unknown[] = []
  #life: Life = newLife()
  #bench = this.#newBench()

  #newBench() {
    const journal = mortalJournal(this.disk, this.#life)
    return benchEngine({
      journal,
      host: this.host,
      pad: new ScriptedPad(),
      clock: new ManualClock(),
      offline: SOME_OFFLINE,
    })
  }

  async restart(): Promise<void> {
    this.#life.isOver = true
    this.unexpected.push(...this.#bench.unexpected)
    this.#life = newLife()
    this.#bench = this.#newBench()
    await this.#bench.engine.recover()
    await settle()
  }

  async play(step: Round, attempt: number): Promise<void> {
    const { engine, clock } = this.#bench
    this.#prepare(step)
    const amountMinor = AMOUNTS_MINOR[attempt % AMOUNTS_MINOR.length] ?? 1
    const request = { saleId: `sale-${attempt % 2}`, attempt, amountMinor, currency: 'EUR' } as const
    void engine.start(request).catch(() => {})
    await settle()
    if (step.repeat !== 'never answered') void engine.cashier.answerRepeat(step.repeat === 'again').catch(() => {})
    await settle()
    await this.#sign(step)
    await clock.advance(step.passMs)
    await this.#follow(step, request.saleId)
    if (this.#life.isOver) await this.restart()
  }

  async #sign({ signature }: Round): Promise<void> {
    const { engine } = this.#bench
    if (signature === 'cancelled' && engine.view()?.prompt === 'check-signature') void engine.cancel().catch(() => {})
    if (signature === 'accepted' || signature === 'refused') {
      void engine.cashier.judgeSignature(signature === 'accepted').catch(() => {})
    }
    await settle()
  }

  #prepare(step: Round): void {
    const { engine, pad } = this.#bench
    Object.assign(this.#life, newLife({ refused: step.refused, kill: step.kill }))
    this.host.sales.splice(0, Number.POSITIVE_INFINITY, step.sale)
    this.host.reversals.splice(0, Number.POSITIVE_INFINITY, ...step.reversals)
    this.host.advices.splice(0, Number.POSITIVE_INFINITY, ...step.advices)
    const cancelIf = async (place: Round['cancelAt']) => {
      if (step.cancelAt === place) await engine.cancel().catch(() => {})
    }
    this.host.afterBooking = () => cancelIf('booking')
    pad.card = { ...pad.card, entryMode: step.entryMode as 'chip' }
    pad.authorised = {
      decision: step.decision as 'online',
      signatureRequired: step.signature !== 'not wanted',
      ...(step.pin ? {} : NO_PIN),
    }
    pad.read = async () => {
      await cancelIf('read')
      return succeed(pad.card)
    }
    pad.verdict = async () => {
      await cancelIf('verdict')
      if (step.verdict === 'is gone') return fail('PINPAD_LINK_LOST')
      return succeed({ approved: step.verdict === 'agrees', emvDataHex: '', emv: NO_FIGURES })
    }
  }

  async #follow({ afterwards }: Round, saleId: string): Promise<void> {
    const { engine } = this.#bench
    const [last] = (await this.disk.paymentsOfSale(saleId)).slice(-1)
    if (afterwards === 'restart') return this.restart()
    if (afterwards === 'close and restart') {
      void engine.close()
      await settle()
      return this.restart()
    }
    if (!last || afterwards === 'nothing') return
    if (afterwards === 'send again') return void engine.offline.retry(last.id, 'M').catch(() => {})
    const { amountMinor } = last.state.intent
    const partMinor = afterwards === 'refund a part' ? Math.ceil(amountMinor / 3) : amountMinor
    const act = async () => {
      if (afterwards === 'ask the bank') await engine.askBank(last.id)
      else if (afterwards === 'void') await engine.operations.void(last.id, 'M')
      else if (afterwards === 'refund a part') await engine.operations.refund(last.id, partMinor)
      else if (afterwards === 'refund the rest') await refundInTwo(engine, last.id, amountMinor)
      else await engine.giveBack(last.id)
    }
    for (let times = afterwards === 'give back twice' ? 2 : 1; times > 0; times -= 1) void act().catch(() => {})
    await settle()
  }

  /** Host and disk are well again; the engine in hand brings everything to its end by itself. */
  async heal(): Promise<void> {
    this.host.sales.length = 0
    this.host.reversals.length = 0
    this.host.advices.length = 0
    this.host.afterBooking = async () => {}
    Object.assign(this.#life, { refused: [], kill: null })
    await this.#bench.clock.advance(600_000)
    this.unexpected.push(...this.#bench.unexpected)
  }
}

/** A part, and then all that is left of it: the second only where the first did not fail. */
async function refundInTwo(
  { operations }: ReturnType<typeof benchEngine>['engine'],
  paymentId: string,
  amountMinor: number,
): Promise<void> {
  await operations.refund(paymentId, 1)
  await operations.refund(paymentId, amountMinor - 1)
}

const chargeOf = ({ amountMinor, operation }: StoredPayment['state']['intent']) =>
  operation === 'refund' ? -amountMinor : amountMinor

function offlineOf(payments: readonly StoredPayment[], paymentId: string): boolean {
  const state = payments.find(({ id }) => id === paymentId)?.state
  return state?.kind === 'approved' && state.offline !== null
}

describe('any day of trouble', () => {
  it('ends with the bank holding what the till calls approved, and nothing open', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 6 }), async (rounds) => {
        const world = new World()
        for (const [index, step] of rounds.entries()) await world.play(step, index + 1)
        await world.heal()
        const { disk, host } = world
        const payments = [...disk.payments.values()]
        const approved = payments.flatMap(({ state }) => (state.kind === 'approved' ? state.intent : []))
        const advices = await disk.offlineSales('')
        const unpaid = advices.filter(({ state }) => state !== 'settled')
        const minorOf = (intents: readonly StoredPayment['state']['intent'][]) =>
          intents.reduce((sum, intent) => sum + chargeOf(intent), 0)
        expect(host.netMinor()).toBe(minorOf(approved) - minorOf(unpaid.map(({ payment }) => payment.state.intent)))
        for (const { id } of approved) {
          expect(await disk.refundedMinor(id)).toBeLessThanOrEqual(disk.payments.get(id)?.state.intent.amountMinor ?? 0)
        }
        expect(unpaid.filter(({ state }) => state !== 'refused' && state !== 'parked')).toEqual([])
        expect(approved.filter(({ id }) => offlineOf(payments, id)).map(({ id }) => id)).toEqual(
          advices.map(({ payment }) => payment.id),
        )
        expect(new Set(approved.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(approved.length)
        expect(payments.filter(({ state }) => !isFinal(state))).toEqual([])
        expect(await disk.openReversals()).toEqual([])
        const requests = host.heard.filter((message) => message.startsWith('0200'))
        expect(new Set(requests).size).toBe(requests.length)
        const firsts = host.heard.filter((message) => message.startsWith('0220'))
        expect(new Set(firsts).size).toBe(firsts.length)
        expect([...disk.secrets.keys()]).toEqual(
          unpaid.filter(({ state }) => state === 'parked').map(({ payment }) => payment.id),
        )
        expect([...disk.secrets.values()].filter(({ pinBlockHex }) => pinBlockHex !== null)).toEqual([])
        expect(world.unexpected).toEqual([])
      }),
      { numRuns: 500 },
    )
  }, 120_000)
})
