/** Goal: a standalone terminal is looked for while it is away, left alone while it is there, and its orders stay whole. */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { DeviceLogEntry } from '#contract/views/devices-view.ts'
import { TerminalStand } from '#main/compose/terminal-stand.ts'
import type { TerminalOrder, TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { BenchTerminal } from '#test/support/devices/bench-terminal.ts'
import { TERMINAL } from '#test/support/devices/device-bench.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

const ORDER = {
  id: 'p-1',
  operation: 'pay',
  amountMinor: 1234,
  currency: 'EUR',
  lastReceiptNumber: null,
} as TerminalOrder
const unknown = (code: 'TERMINAL_NO_ANSWER' | 'TERMINAL_LINK_LOST'): TerminalOutcome => ({
  kind: 'unknown',
  failure: { code },
})

async function stand(begin: (terminal: BenchTerminal) => void = () => {}) {
  const clock = new ManualClock()
  const terminal = new BenchTerminal(TERMINAL)
  const log: Omit<DeviceLogEntry, 'at'>[] = []
  begin(terminal)
  const made = new TerminalStand({
    device: {
      id: 'device-1',
      kind: 'terminal',
      alias: 'Comptoir',
      endpoint: TERMINAL,
      columns: null,
      displayProfile: null,
      terminal: { settings: { protocol: 'zvt', model: 'zvt-till-prints', password: '000000' }, currency: 'EUR' },
      boundSerialNumber: null,
      isDefault: true,
      fromSettings: false,
    },
    terminal: terminal.driver('Comptoir'),
    clock,
    onChange: () => {},
    note: (entry) => void log.push(entry),
  })
  made.start()
  await settle()
  return { stand: made, terminal, clock, kinds: () => log.map(({ kind }) => kind) }
}

describe('a terminal', () => {
  it('that answers is ready, knows its number, and is left alone for an hour', async () => {
    const { stand: made, terminal, clock, kinds } = await stand()
    expect([made.state(), made.identity()?.terminalId, made.isReachable]).toEqual(['ready', '28004869', true])
    await clock.advance(3_600_000)
    expect(terminal.asked).toEqual(['probe'])
    expect(kinds()).toEqual(['connected'])
  })

  it('that needs somebody says so, and is looked at until somebody was there', async () => {
    const trouble = { code: 'TERMINAL_NEEDS_CARE', details: { reason: 'C2' } } as const
    const found = { protocolVersion: 'ZVT', terminalId: '28004869' }
    const begin = (asked: BenchTerminal) => {
      asked.found = { ok: true, value: { ...found, trouble } }
    }
    const { stand: made, terminal, clock, kinds } = await stand(begin)
    expect([made.state(), made.failure(), made.isReachable]).toEqual(['needs-attention', trouble, true])
    expect(made.identity()).toEqual(found)
    terminal.found = { ok: true, value: found }
    await clock.advance(LIMITS.terminalReconnectPauseMs)
    expect([made.state(), made.failure()]).toEqual(['ready', null])
    await clock.advance(3_600_000)
    expect(terminal.asked).toEqual(['probe', 'probe'])
    expect(kinds()).toEqual(['connected', 'trouble', 'trouble-over'])
  })

  it('that is away is looked for until it is back', async () => {
    const { stand: made, terminal, clock, kinds } = await stand((away) => away.unplug())
    expect([made.state(), made.failure()?.code]).toEqual(['lost', 'TERMINAL_NOT_FOUND'])
    await clock.advance(LIMITS.terminalReconnectPauseMs)
    expect(terminal.asked).toEqual(['probe', 'probe'])
    terminal.found = { ok: true, value: { protocolVersion: 'ZVT', terminalId: null } }
    await clock.advance(LIMITS.terminalReconnectPauseMs)
    expect([made.state(), made.failure()]).toEqual(['ready', null])
    expect(kinds()).toEqual(['lost', 'reconnected'])
  })

  it('that is still at its last customer is there, and is looked at again', async () => {
    const busy = { ok: false, error: { code: 'TERMINAL_BUSY' } } as const
    const {
      stand: made,
      terminal,
      clock,
    } = await stand((at) => {
      at.found = busy
    })
    expect([made.state(), made.isReachable, made.failure()?.code]).toEqual(['needs-attention', true, 'TERMINAL_BUSY'])
    terminal.found = { ok: true, value: { protocolVersion: 'ZVT', terminalId: null } }
    await clock.advance(LIMITS.terminalReconnectPauseMs)
    expect(made.state()).toBe('ready')
  })
})

describe('an order', () => {
  it('keeps the terminal for itself', async () => {
    const { stand: made, terminal } = await stand()
    const held: (() => void)[] = []
    terminal.slow = held
    const paid = made.port.pay(ORDER)
    await settle()
    expect([made.state(), made.isOrdering]).toEqual(['busy', true])
    expect(await made.check()).toMatchObject({ error: { code: 'TERMINAL_BUSY' } })
    for (const goOn of held) goOn()
    expect(await paid).toMatchObject({ kind: 'declined' })
    expect(made.state()).toBe('ready')
  })

  it('waits for a look under way instead of meeting it', async () => {
    const held: (() => void)[] = []
    const { stand: made, terminal } = await stand((slow) => {
      slow.slow = held
    })
    const paid = made.port.pay(ORDER)
    await settle()
    expect(terminal.asked).toEqual(['probe'])
    terminal.slow = null
    for (const goOn of held) goOn()
    await paid
    expect(terminal.asked).toEqual(['probe', 'pay'])
  })

  it('that is stopped while it waits for a look is not given', async () => {
    const held: (() => void)[] = []
    const { stand: made, terminal } = await stand((slow) => {
      slow.slow = held
    })
    const paid = made.port.pay(ORDER)
    await settle()
    expect(await made.port.abort()).toMatchObject({ ok: true })
    terminal.slow = null
    for (const goOn of held) goOn()
    expect(await paid).toMatchObject({ kind: 'not-started', failure: { code: 'TERMINAL_ABANDONED' } })
    expect(terminal.asked).toEqual(['probe'])
    // One that is with its driver is the driver's to stop.
    expect(await made.port.abort()).toMatchObject({ error: { code: 'TERMINAL_CANNOT' } })
  })

  it('whose line went leaves the terminal lost, and it is looked for', async () => {
    const { stand: made, terminal, clock } = await stand()
    terminal.outcome = unknown('TERMINAL_LINK_LOST')
    await made.port.pay(ORDER)
    expect([made.state(), made.failure()?.code]).toEqual(['lost', 'TERMINAL_LINK_LOST'])
    await clock.advance(LIMITS.terminalReconnectPauseMs)
    expect([made.state(), terminal.asked]).toEqual(['ready', ['probe', 'pay', 'probe']])
  })

  it('whose word may still come late is not disturbed by a look', async () => {
    const { stand: made, terminal, clock } = await stand()
    terminal.outcome = unknown('TERMINAL_NO_ANSWER')
    await made.port.pay(ORDER)
    await clock.advance(LIMITS.terminalLateMs - LIMITS.terminalReconnectPauseMs)
    // Nor by a person who wants to look.
    expect(await made.check()).toMatchObject({ error: { code: 'TERMINAL_BUSY' } })
    expect(terminal.asked).toEqual(['probe', 'pay'])
    terminal.tell({ kind: 'late', orderId: 'p-1', outcome: unknown('TERMINAL_LINK_LOST') })
    await clock.advance(LIMITS.terminalReconnectPauseMs)
    expect(terminal.asked).toEqual(['probe', 'pay', 'probe'])
    expect(made.state()).toBe('ready')
  })

  it('whose word came to whoever asked for it may be followed by a look', async () => {
    const { stand: made, terminal } = await stand()
    terminal.outcome = unknown('TERMINAL_NO_ANSWER')
    await made.port.pay(ORDER)
    terminal.outcome = { kind: 'declined', failure: { code: 'TERMINAL_DECLINED' } }
    await made.port.lastResult(ORDER)
    expect(await made.check()).toMatchObject({ ok: true })
  })
})
