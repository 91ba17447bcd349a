/**
 * Goal: the cashier's copy of the pad is what the customer reads, also when the payment is over and the pad still
 * says why and asks for the card. Method: the real engine and a pad that speaks when the test says so.
 */
import { describe, expect, it, vi } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { PadNotice } from '#payment/ports/pin-pad.port.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'

class SpeakingPad extends ScriptedPad {
  speak: (notice: PadNotice) => void = () => {}

  override onNotice(listener: (notice: PadNotice) => void) {
    this.speak = listener
    return () => {}
  }

  show(first: string, second: string): void {
    this.speak({ kind: 'display', rows: [first, second] })
  }
}

describe('the copy of the pad', () => {
  it('follows the pad after a decline, until another payment takes the pad', async () => {
    const pad = new SpeakingPad()
    const bench = benchEngine({ pad })
    bench.host.sales.push('decline')
    await bench.pay()
    pad.show('PAIEMENT REFUSE', 'RETIREZ LA CARTE')
    expect(bench.engine.view()).toMatchObject({
      id: 'payment-1',
      outcome: 'declined',
      padRows: ['PAIEMENT REFUSE', 'RETIREZ LA CARTE'],
    })
    pad.read = () => new Promise(() => {})
    await bench.pay({ attempt: 2 as 1 })
    pad.show('DEBIT  20,00 EUR', 'PRESENTEZ CARTE')
    expect(bench.engine.view()).toMatchObject({
      id: 'payment-2',
      outcome: null,
      padRows: ['DEBIT  20,00 EUR', 'PRESENTEZ CARTE'],
    })
  })

  it('tells the next payment to have the card of the one before taken out, for as long as the pad waits for it', async () => {
    const pad = new SpeakingPad()
    let takeOut = () => {}
    pad.removeCard = () => {
      return new Promise((resolve) => {
        takeOut = () => resolve({ ok: true, value: null })
      })
    }
    const bench = benchEngine({ pad })
    bench.host.sales.push('decline')
    void bench.pay()
    await vi.waitFor(() => expect(bench.engine.view()?.outcome).toBe('declined'))
    pad.show('PAIEMENT REFUSE', 'RETIREZ LA CARTE')
    pad.read = () => new Promise(() => {})
    void bench.pay({ attempt: 2 as 1 })
    await vi.waitFor(() => expect(bench.engine.view()?.id).toBe('payment-2'))
    const { cue, padRows, steps } = bench.engine.view() ?? {}
    expect({ cue, padRows }).toEqual({
      cue: 'remove-forgotten-card',
      padRows: ['PAIEMENT REFUSE', 'RETIREZ LA CARTE'],
    })
    expect(steps?.[0]).toMatchObject({ state: 'current', limitMs: LIMITS.padRemoveCardTimeoutMs })
    takeOut()
    await vi.waitFor(() => expect(bench.engine.view()?.prompt).toBe('present-card'))
    expect(bench.engine.view()?.cue).toBeNull()
  })

  it('shows nothing of a pad that no payment has asked for', () => {
    const pad = new SpeakingPad()
    const bench = benchEngine({ pad })
    pad.show('BONJOUR', '')
    expect(bench.engine.view()).toBeNull()
  })
})
