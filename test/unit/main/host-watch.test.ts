/** Goal: the status bar tells what is true of the bank. */
import { expect, it } from 'vitest'
import { HostWatch } from '#main/compose/host-watch.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'

it('says when the bank was last heard, and when it was not', async () => {
  const host = new LedgerHost()
  const clock = new ManualClock()
  const watch = new HostWatch({ host, clock, onChange: () => {} })
  expect(watch.status()).toMatchObject({ state: 'lost', lastSeenAt: null })
  await watch.host.echo('000001')
  expect(watch.status()).toMatchObject({ state: 'ready', lastSeenAt: clock.now() })
  host.echo = async () => ({ kind: 'not-sent', failure: { code: 'HOST_UNREACHABLE' } }) as never
  await watch.host.echo('000002')
  expect(watch.status().state).toBe('lost')
})
