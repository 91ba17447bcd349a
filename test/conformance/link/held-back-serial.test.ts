/**
 * Goal: a serial line whose device takes nothing is let go at once, whatever the system keeps for it. Method: a real port on a
 * pseudo-terminal whose far side is stopped by the system.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { serialLink } from '#hardware/link/serial-link.ts'

/** More than any pseudo-terminal keeps. */
const MUCH_BYTES = 1_000_000

it('a port that holds bytes back is discarded at once, its write is lost, and it opens again', async () => {
  const far = spawn('script', ['--quiet', '--flush', '--command', 'stty raw -echo; tty; sleep 60', '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, SHELL: '/bin/sh' },
  })
  try {
    const [told] = (await once(far.stdout, 'data')) as [Buffer]
    far.kill('SIGSTOP')
    const timeouts = { openTimeoutMs: 3_000, writeTimeoutMs: LIMITS.printerWriteTimeoutMs, drainsWrites: true }
    const link = serialLink(told.toString().trim(), { baudRate: 19_200, flow: 'rts-cts' }, timeouts)
    expect(await link.open()).toEqual({ ok: true, value: null })
    let result: unknown = null
    const written = link.write(new Uint8Array(MUCH_BYTES)).then((ended) => {
      result = ended
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(result).toBe(null)
    const startedAt = performance.now()
    await link.discard?.()
    await written
    expect(result).toEqual({ ok: false, trouble: 'lost' })
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(await link.open()).toEqual({ ok: true, value: null })
    await link.close()
  } finally {
    far.kill('SIGKILL')
  }
})
