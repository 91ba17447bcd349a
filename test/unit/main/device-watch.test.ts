/** Goal: the status bar tells what is true of pad and host, and a pad that went away is found again by itself. */
import { describe, expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import { DeviceWatch } from '#main/compose/device-watch.ts'
import type { PadNotice } from '#payment/ports/pin-pad.port.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'

class NoticingPad extends ScriptedPad {
  tell: (notice: PadNotice) => void = () => {}
  override onNotice(listener: (notice: PadNotice) => void) {
    this.tell = listener
    return () => {}
  }
}

function watched() {
  const pad = new NoticingPad()
  const host = new LedgerHost()
  const clock = new ManualClock()
  const watch = new DeviceWatch({ pad, host, clock, onChange: () => {} })
  return { pad, host, clock, watch }
}

const PURCHASE = {
  amountMinor: 100,
  currency: 'EUR',
  localDate: '2026-11-22',
  localTime: '14:33:00',
  locale: 'fr',
  allowContactless: true,
  timeoutMs: 1,
} as const

describe('the watch over the pad', () => {
  it('looks for a pad that is away until it is there', async () => {
    const { pad, clock, watch } = watched()
    const there = pad.connected
    pad.connected = fail('PINPAD_PORT_NOT_FOUND', { endpoint: 'tcp://127.0.0.1:1' })
    watch.start()
    await settle()
    expect(watch.padStatus()).toMatchObject({ state: 'lost', failure: { code: 'PINPAD_PORT_NOT_FOUND' } })
    pad.connected = there
    await clock.advance(5_000)
    expect(watch.padStatus()).toMatchObject({ state: 'ready', failure: null, lastSeenAt: clock.now() })
    watch.stop()
  })

  it('is busy from the purchase to its end, and lost when it is unplugged in the middle', async () => {
    const { pad, watch } = watched()
    watch.start()
    await settle()
    await watch.pad.beginPurchase(PURCHASE)
    expect(watch.padStatus().state).toBe('busy')
    await watch.pad.end()
    expect(watch.padStatus().state).toBe('ready')
    await watch.pad.beginPurchase(PURCHASE)
    pad.tell({ kind: 'lost' })
    expect(watch.padStatus()).toMatchObject({ state: 'lost', failure: { code: 'PINPAD_LINK_LOST' } })
    watch.stop()
  })

  it('asks once when the payment and the watch connect at the same moment', async () => {
    const { pad, watch } = watched()
    watch.start()
    await Promise.all([watch.pad.connect(), watch.pad.connect()])
    expect(pad.asked.filter((asked) => asked === 'connect')).toHaveLength(1)
    watch.stop()
  })
})

describe('the watch over the host', () => {
  it('says when the bank was last heard, and when it was not', async () => {
    const { host, clock, watch } = watched()
    expect(watch.hostStatus()).toMatchObject({ state: 'lost', lastSeenAt: null })
    await watch.host.echo('000001')
    expect(watch.hostStatus()).toMatchObject({ state: 'ready', lastSeenAt: clock.now() })
    host.echo = async () => ({ kind: 'not-sent', failure: { code: 'HOST_UNREACHABLE' } }) as never
    await watch.host.echo('000002')
    expect(watch.hostStatus().state).toBe('lost')
  })
})
