/**
 * Trouble at every byte of a sale, on the way to the host and on the way back: the line is cut there, stands still there
 * for longer than the till waits, or one byte is spoiled. Whatever the till then knows, its reversal leaves one charge
 * where it was told of an approval, and none anywhere else.
 *
 * A part of all places, drawn by a seed that a failure names; all of them with SOAK=1. SEED=n draws the same again.
 */
import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { bcd87 } from '#test/support/acquirer/bcd87-profile.ts'
import { type HostUnderTest, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'
import { drawer } from '#test/support/faults/drawer.ts'

const ALL = process.env.SOAK === '1'
const SEED = Number(process.env.SEED ?? randomInt(1_000_000))
/** Standing still costs the till a whole deadline, so fewer of those are drawn. */
const SHARES = { cut: 0.05, garbage: 0.05, stall: 0.015 } as const
/** Longer than any frame of a sale; places behind its end are trials without trouble. */
const FRAME_BYTES = { in: 280, out: 180 } as const
const ANSWER_TIMEOUT_MS = 300
const STALL_MS = 400

interface Trial {
  readonly way: 'in' | 'out'
  readonly kind: 'cut' | 'garbage' | 'stall'
  readonly bytes: number
}

const card = encryptCard()

/** Numbers whose digits a flipped byte never turns into other digits: without a MAC such a number would be another sale. */
function stanOf(count: number): string {
  return (count + 1).toString(6).padStart(6, '0')
}

function trials(): Trial[] {
  const every = (['in', 'out'] as const).flatMap((way) =>
    (['cut', 'garbage', 'stall'] as const).flatMap((kind) =>
      Array.from({ length: FRAME_BYTES[way] }, (_, bytes): Trial => ({ way, kind, bytes })),
    ),
  )
  if (ALL) return every
  const draw = drawer(SEED)
  return every.filter(({ kind }) => draw() < SHARES[kind])
}

describe.each([ascii87, bcd87])(`a sale on $name (seed ${SEED})`, (profile: AcquirerProfile) => {
  let bench: HostUnderTest
  beforeAll(async () => {
    bench = await startHostUnderTest(['--profile', profile.name, '--terminals', 'TERM0001'], profile)
  })
  beforeEach(() => bench.renew({ answerMs: ANSWER_TIMEOUT_MS, stallMs: STALL_MS }))
  afterAll(() => bench.stop())
  const netMinor = (stan: string) =>
    bench
      .ledgerFile()
      .filter((line) => line.stan === stan)
      .reduce((sum, line) => sum + line.amountMinor, 0)

  /** Sells through the trouble and takes back what is unknown. @returns what the till knew. */
  async function attempt(trial: Trial, stan: string): Promise<string> {
    const on = trial.way === 'in' ? '0200' : '0210'
    await bench.host.command({ do: 'fault', on, delayMs: trial.kind === 'stall' ? STALL_MS : 0, ...trial })
    const outcome = await bench.acquirer.sale(saleOf(stan), card)
    if (outcome.kind === 'answered') return outcome.answer.approved ? 'approved' : 'declined'
    if (outcome.kind === 'not-sent') return 'not-sent'
    const request = { original: saleOf(stan), reason: 'timeout', transmittedAt: '1122093130' } as const
    for (let tries = 0; tries < 20; tries += 1) {
      const answer = await bench.acquirer.reversal({ ...request, repeat: tries > 0 })
      if (answer.kind === 'answered' && answer.answer.accepted) return 'reversed'
    }
    return 'never reversed'
  }

  it(
    'leaves one charge where an approval was told, and none anywhere else',
    async () => {
      const counts: Record<string, number> = {}
      for (const [count, trial] of trials().entries()) {
        const stan = stanOf(count)
        const known = await attempt(trial, stan)
        await bench.host.command({ do: 'clear-faults' })
        const where = `seed ${SEED}: ${trial.kind} ${trial.way} at byte ${trial.bytes}, ${known}`
        expect(known, where).toMatch(/^(approved|declined|reversed|not-sent)$/)
        expect(netMinor(stan), where).toBe(known === 'approved' ? 2000 : 0)
        counts[known] = (counts[known] ?? 0) + 1
      }
      if (ALL) console.log(profile.name, counts)
      expect(counts.reversed).toBeGreaterThan(0)
    },
    ALL ? 1_200_000 : 120_000,
  )
})
