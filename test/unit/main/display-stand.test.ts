/** Goal: a customer display follows the till and never holds it up, dead or alive. */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { DeviceLogEntry } from '#contract/views/devices-view.ts'
import { DisplayStand } from '#main/compose/display-stand.ts'
import { BenchDisplay, DISPLAY } from '#test/support/devices/device-bench.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'

const rows = (text: string): DisplayRows => [
  { text, figures: '1,00' },
  { text: 'TOTAL', figures: '1,00' },
]

async function stand(begin: (display: BenchDisplay) => void = () => {}) {
  const clock = new ManualClock()
  const display = new BenchDisplay(DISPLAY)
  const log: Omit<DeviceLogEntry, 'at'>[] = []
  const made = new DisplayStand({
    device: {
      id: 'device-1',
      kind: 'display',
      alias: 'Afficheur',
      endpoint: DISPLAY,
      columns: null,
      displayProfile: 'cd5220',
      terminal: null,
      boundSerialNumber: null,
      isDefault: true,
      fromSettings: false,
    },
    display: display.driver(),
    clock,
    onChange: () => {},
    note: (entry) => void log.push(entry),
  })
  begin(display)
  made.start()
  await settle()
  return { stand: made, clock, display, log, kinds: () => log.map(({ kind }) => kind) }
}

describe('a display', () => {
  it('shows what the till says, once', async () => {
    const { stand: made, display } = await stand()
    made.show(rows('Pain'))
    made.show(rows('Pain'))
    await settle()
    expect(display.shown).toEqual([rows('Pain')])
    expect([made.state(), made.rows()?.[0].trim()]).toEqual(['ready', 'Pain'])
  })

  it('that is slow gets the newest message and none of those it missed', async () => {
    const { stand: made, display } = await stand()
    const writes: (() => void)[] = []
    display.slow = writes
    for (let line = 1; line <= 100; line += 1) made.show(rows(`Article ${line}`))
    display.slow = null
    for (const end of writes) end()
    await settle()
    expect(display.shown.map(([{ text }]) => text)).toEqual(['Article 1', 'Article 100'])
    expect(LIMITS.displayWaitingMessages).toBe(1)
  })

  it('that is away is looked for, and shows the newest message when it comes', async () => {
    const { stand: made, display, clock, kinds } = await stand((away) => away.unplug())
    for (const text of ['Un', 'Deux']) made.show(rows(text))
    await settle()
    expect([made.state(), made.failure()?.code, made.rows()]).toEqual(['lost', 'DISPLAY_NOT_FOUND', null])
    display.plug()
    await clock.advance(LIMITS.displayReconnectPauseMs)
    expect(display.shown.map(([{ text }]) => text)).toEqual(['Deux'])
    expect(kinds()).toEqual(['lost', 'reconnected'])
  })

  it('whose cable is pulled is lost at once, and back with what the till said meanwhile', async () => {
    const { stand: made, display, clock, log } = await stand()
    made.show(rows('Un'))
    await settle()
    display.unplug()
    expect(made.state()).toBe('lost')
    made.show(rows('Deux'))
    await clock.advance(LIMITS.displayReconnectPauseMs * 2)
    expect(made.state()).toBe('lost')
    display.plug()
    await clock.advance(LIMITS.displayReconnectPauseMs)
    expect(display.reads()[0]).toBe('Deux 1,00')
    expect(log.at(-1)).toEqual({ kind: 'reconnected', tone: 'ok', details: { seconds: 15 } })
    expect(log.filter(({ kind }) => kind === 'lost')).toHaveLength(1)
  })

  it('that was switched off and on shows its rows again by itself', async () => {
    const { stand: made, display, clock } = await stand()
    made.show(rows('Pain'))
    await settle()
    await clock.advance(LIMITS.displayRefreshMs)
    expect(display.shown).toEqual([rows('Pain'), rows('Pain')])
  })

  it('gets a test text in front of the sale, which comes back after it', async () => {
    const { stand: made, display } = await stand()
    made.show(rows('Pain'))
    let hide: () => void = () => {}
    const tried = made.tryOut(rows('ESSAI'), () => new Promise<void>((resolve) => (hide = resolve)))
    await settle()
    expect([display.reads()[0], made.state()]).toEqual(['ESSAI 1,00', 'busy'])
    made.show(rows('Lait'))
    await settle()
    expect(display.reads()[0]).toBe('ESSAI 1,00')
    hide()
    expect(await tried).toEqual({ ok: true, value: null })
    expect([display.reads()[0], made.state()]).toEqual(['Lait 1,00', 'ready'])
  })

  it('that is away fails a test and a look, and leaves no word over night', async () => {
    const { stand: made, display } = await stand((away) => away.unplug())
    expect(await made.tryOut(rows('ESSAI'), async () => {})).toMatchObject({ error: { code: 'DISPLAY_NOT_FOUND' } })
    expect(await made.check()).toMatchObject({ error: { code: 'DISPLAY_NOT_FOUND' } })
    display.plug()
    expect(await made.check()).toEqual({ ok: true, value: null })
    made.show(rows('Pain'))
    await made.stop()
    expect(display.reads()).toEqual(['', ''])
  })
})
