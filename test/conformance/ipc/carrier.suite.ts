import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SliceEvent } from '#contract/views/till-view.ts'
import { SECRET_OF_A_BUG } from '#test/support/carriers/fake-till.ts'
import type { JoinedCarrier } from '#test/support/carriers/joined-carrier.ts'

/**
 * Goal: every carrier moves the same envelope and the same events, and adds nothing of its own. Method: one fake
 * till behind each carrier, the same calls from the screen's side.
 */
export function describeCarrier(name: string, join: () => Promise<JoinedCarrier>): void {
  describe(`carrier: ${name}`, () => {
    // Calls leave nothing behind: one carrier for all of them.
    let carrier: JoinedCarrier
    beforeAll(async () => {
      carrier = await join()
    })
    afterAll(() => carrier.close())
    const call: JoinedCarrier['call'] = (...asked) => carrier.call(...asked)

    it('moves a request and its answer unchanged, to the glyph', async () => {
      const text = 'Żółć œuf 20 € "\\\u202f\u{1f95a}'
      expect(await call('catalogue.search', { text })).toMatchObject({
        ok: true,
        value: { products: [{ name: text, barcode: null, priceMinor: 100 }], truncated: false },
      })
    })

    it('answers an expected failure as a value', async () => {
      expect(await call('drawer.open', {})).toEqual({ ok: false, error: { code: 'SESSION_LOCKED' } })
    })

    it.each(['till.nothing', '__proto__', 'constructor', ''])('answers the unknown name %j', async (name) => {
      expect(await call(name, {})).toEqual({ ok: false, error: { code: 'IPC_UNKNOWN_CALL', details: { name } } })
    })

    it.each([
      ['a missing field', 'sale.scan', {}, 'code'],
      ['a wrong type', 'tender.card', { amountMinor: '12' }, 'amountMinor'],
      ['a fraction of a cent', 'tender.card', { amountMinor: 1.5 }, 'amountMinor'],
      ['a negative amount', 'tender.cash', { givenMinor: -1 }, 'givenMinor'],
      ['no object at all', 'till.snapshot', null, 'payload'],
    ])('answers a bad payload: %s', async (_what, name, request, field) => {
      expect(await call(name, request)).toEqual({ ok: false, error: { code: 'IPC_BAD_REQUEST', details: { field } } })
    })

    it('tells of a bug only the number of its log entry', async () => {
      const answer = await call('session.lock', {})
      expect(answer).toEqual({ ok: false, error: { code: 'INTERNAL_UNEXPECTED', correlationId: 'correlation-1' } })
      expect(JSON.stringify(answer)).not.toContain(SECRET_OF_A_BUG)
    })

    it('answers calls that overlap, each its own', async () => {
      const texts = Array.from({ length: 20 }, (_, index) => `product ${index}`)
      const answers = await Promise.all(texts.map((text) => call('catalogue.search', { text })))
      expect(
        answers.map((answer) => answer.ok && (answer.value as { products: [{ name: string }] }).products[0].name),
      ).toEqual(texts)
    })
  })

  describe(`events of the carrier: ${name}`, () => {
    let carrier: JoinedCarrier | null = null
    const open = async () => {
      carrier = await join()
      return carrier
    }
    afterEach(async () => {
      await carrier?.close()
      carrier = null
    })

    it('brings events in order, each once, to every subscriber', async () => {
      const { call, emit, subscribe } = await open()
      const first: SliceEvent[] = []
      const second: SliceEvent[] = []
      await subscribe((event) => first.push(event))
      await subscribe((event) => second.push(event))
      expect(await call('sale.void', {})).toEqual({ ok: true, value: {} })
      for (const waiting of [4, 5, 6]) await emit(waiting)
      for (const heard of [first, second]) {
        expect(heard.map((event) => event.sequence)).toEqual([1, 2, 3, 4, 5, 6])
        expect(heard.map((event) => event.slice === 'status' && event.value.waitingSales)).toEqual([1, 2, 3, 4, 5, 6])
      }
    })

    it('brings nothing after an unsubscribe, and goes on for the others', async () => {
      const { emit, subscribe } = await open()
      const left: number[] = []
      const stayed: number[] = []
      const unsubscribe = await subscribe((event) => left.push(event.sequence))
      await subscribe((event) => stayed.push(event.sequence))
      await emit(1)
      await unsubscribe()
      await emit(2)
      expect(left).toEqual([1])
      expect(stayed).toEqual([1, 2])
    })

    it('works on after a reload: a snapshot first, then events above it', async () => {
      const { call, emit, reload, subscribe } = await open()
      const before: number[] = []
      await subscribe((event) => before.push(event.sequence))
      await emit(1)
      await reload()
      await emit(2)
      const after: number[] = []
      await subscribe((event) => after.push(event.sequence))
      expect(await call('till.snapshot', {})).toMatchObject({ ok: true, value: { sequence: 2 } })
      await emit(3)
      expect(before).toEqual([1])
      expect(after).toEqual([3])
    })
  })
}
