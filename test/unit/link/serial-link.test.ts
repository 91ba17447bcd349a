/** Goal: the end of a write means what whoever wrote needs it to mean. Method: a port of the binding that answers by hand. */
import { EventEmitter } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SerialFlow } from '#contract/serial-line.ts'
import type { serialLink as SerialLink } from '#hardware/link/serial-link.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

type Done = (problem?: Error | null) => void

/** How a port was let go. */
const ended: string[] = []
const calls: { readonly what: string; readonly done: Done }[] = []

class PortByHand extends EventEmitter {
  isOpen = true
  port = null
  open = (done: Done) => done(null)
  write = (_bytes: Uint8Array, done: Done) => void calls.push({ what: 'write', done })
  drain = (done: Done) => void calls.push({ what: 'drain', done })
  flush = (done: Done) => {
    ended.push('flush')
    done(null)
  }
  close = (done: Done) => {
    ended.push('close')
    done()
  }
}

let serialLink: typeof SerialLink

// Files of this part share their modules: what another has loaded already knows the real binding.
beforeAll(async () => {
  vi.resetModules()
  vi.doMock('serialport', () => ({ SerialPort: PortByHand }))
  serialLink = (await import('#hardware/link/serial-link.ts')).serialLink
})

afterAll(() => {
  vi.doUnmock('serialport')
  vi.resetModules()
})

afterEach(() => {
  calls.length = 0
  ended.length = 0
})

async function writing(drainsWrites: boolean, flow: SerialFlow = 'none') {
  const timeouts = { openTimeoutMs: 1_000, writeTimeoutMs: 1_000, drainsWrites }
  const link = serialLink(`/dev/hand-${drainsWrites}`, { baudRate: 19_200, flow }, timeouts)
  await link.open()
  let result: unknown = null
  void link.write(Uint8Array.of(0x41)).then((written) => {
    result = written
  })
  await settle()
  return { link, result: () => result }
}

describe('a write on a serial line', () => {
  it('to a device whose time is measured ends once its bytes are out', async () => {
    const { link, result } = await writing(true)
    calls[0]?.done(null)
    await settle()
    expect([calls.map(({ what }) => what), result()]).toEqual([['write', 'drain'], null])
    calls[1]?.done(null)
    await settle()
    expect(result()).toEqual({ ok: true, value: null })
    await link.close()
  })

  it.each(['rts-cts', 'xon-xoff'] as const)('is not drained where the device may hold it up: %s', async (flow) => {
    const { link, result } = await writing(true, flow)
    calls[0]?.done(null)
    await settle()
    expect([calls.length, result()]).toEqual([1, { ok: true, value: null }])
    await link.close()
  })

  it('ends for any other as soon as the system has its bytes', async () => {
    const { link, result } = await writing(false)
    calls[0]?.done(null)
    await settle()
    expect([calls.length, result()]).toEqual([1, { ok: true, value: null }])
    await link.close()
  })

  it.each([0, 1])('is lost where step %i of it fails', async (failing) => {
    const { link, result } = await writing(true)
    for (let step = 0; step <= failing; step += 1) {
      calls[step]?.done(step === failing ? new Error('EIO') : null)
      await settle()
    }
    expect(result()).toEqual({ ok: false, trouble: 'lost' })
    await link.close()
  })
})

describe('a serial line that holds bytes back', () => {
  it('throws them away when the line is discarded, and only then', async () => {
    const kept = await writing(false, 'rts-cts')
    await kept.link.close()
    expect(ended).toEqual(['close'])
    const given = await writing(false, 'rts-cts')
    await given.link.discard?.()
    expect(ended).toEqual(['close', 'flush', 'close'])
    expect(await given.link.write(Uint8Array.of(0x41))).toEqual({ ok: false, trouble: 'lost' })
  })
})
