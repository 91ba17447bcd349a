/**
 * Goal: the drawer of section 6 of the printers' sheet: opened by the right bytes, in its turn or at once, and never by a
 * paper. Method: the mechanism of the simulated printer, of models that lack a command too; the driver on a line of the
 * test's.
 */
import { describe, expect, it } from 'vitest'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { drawerKick, drawerKickNow } from '#hardware/printers/escpos-encoder.ts'
import { StatusReader } from '#hardware/printers/status-reader.ts'
import { Mechanism, type MechanismOptions } from '#simulators/escpos-printer/mechanism.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'

function openMechanism(options: Partial<MechanismOptions> = {}) {
  const pulses: object[] = []
  const replies: Uint8Array[] = []
  const mechanism = new Mechanism(
    { columns: 42, paperLines: 100, nearEndLines: 5, ...options },
    {
      reply: (_, bytes) => replies.push(bytes),
      ticket: () => {},
      drawer: (pulse) => pulses.push(pulse),
      unknownCommand: () => {},
      sensors: () => {},
    },
  )
  return { mechanism, pulses, replies }
}

describe('the bytes', () => {
  it.each([2, 5] as const)('of pin %i keep the pulse shorter than its pause, so that the coil cools', (pin) => {
    const [prefix, letter, m, onTime = 0, offTime = 0, ...rest] = drawerKick(pin)
    expect([prefix, letter, m, rest]).toEqual([0x1b, 0x70, pin === 5 ? 1 : 0, []])
    expect(onTime).toBeLessThan(offTime)
    expect([onTime * 2, offTime * 2]).toEqual([100, 500])
    const [, , mode, , t = 0] = drawerKickNow(pin)
    expect([mode, t >= 1 && t <= 8]).toEqual([1, true])
  })
})

describe('at once', () => {
  it('opens it past a full buffer, without paper, and with the cover open', () => {
    const { mechanism, pulses } = openMechanism({ paperLines: 0 })
    mechanism.accept(new Uint8Array(5_000).fill(0x41))
    mechanism.setCover(true)
    mechanism.accept(drawerKickNow(5))
    expect(pulses).toEqual([{ pin: 5, onMs: 100, realTime: true }])
    expect(mechanism.bufferedBytes()).toBe(5_000)
  })

  it('does nothing on a model that lacks it, where the queued one opens it: hence the setting', () => {
    const { mechanism, pulses } = openMechanism({ lacks: ['drawer'] })
    mechanism.accept(drawerKickNow(2))
    expect(pulses).toEqual([])
    mechanism.accept(drawerKick(2))
    expect(pulses).toEqual([{ pin: 2, onMs: 100, realTime: false }])
  })

  it('is never sent to a printer that is set to open it in its turn', async () => {
    const { link, far } = simulatedPair('simulated:drawer-queued')
    const sent: string[] = []
    far.onBytes((bytes) => {
      sent.push(Buffer.from(bytes).toString('hex'))
      if (bytes[0] === 0x10) far.write(Uint8Array.of(0x12))
    })
    const drawer = { way: 'queued', pin: 2 } as const
    const printer = createEscposPrinter({ alias: 'P', endpoint: link.endpoint, clock: new ManualClock(), link, drawer })
    expect(await printer.prepare()).toBe(null)
    expect(await printer.kickNow()).toBe('not-printed')
    expect(sent.filter((bytes) => bytes.startsWith('1014'))).toEqual([])
    await printer.close()
  })
})

describe('its switch', () => {
  it('is told as the pin is, high or low: which of them is open depends on the drawer’s wiring', () => {
    const { mechanism, replies } = openMechanism()
    const told = () => {
      replies.splice(0)
      mechanism.accept(Buffer.from('1d61011d7202100401', 'hex'))
      const [real, automatic, queued] = ['real-time', 'automatic', 'queued'].map((kind) =>
        replies.flatMap((bytes) => new StatusReader().push(bytes)).find((reply) => reply.kind === kind),
      )
      return [
        real?.kind === 'real-time' && real.byte,
        automatic?.kind === 'automatic' && automatic.condition.drawerPinHigh,
        queued?.kind === 'queued' && queued.byte,
      ]
    }
    expect(told()).toEqual([0x12, false, 0x00])
    mechanism.accept(drawerKick(2))
    expect(told()).toEqual([0x16, true, 0x01])
    mechanism.closeDrawer()
    expect(told()).toEqual([0x12, false, 0x00])
  })
})
