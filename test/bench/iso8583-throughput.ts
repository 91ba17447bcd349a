import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { saleMessage } from '#payment/acquirer/request-messages.ts'
import { decodeMessage, encodeMessage } from '#payment/iso8583/message-codec.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { bcd87 } from '#test/support/acquirer/bcd87-profile.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'

/** Messages per second each way that the codec has to reach with full validation (house plan, section 10). */
const BUDGET_PER_SECOND = 500_000
const ROUND_MESSAGES = 200_000
const ROUNDS = 7

export interface ThroughputRow {
  readonly what: string
  readonly perSecond: number
  readonly budgetPerSecond: number
}

/** Measures a whole sale (encrypted track, PIN block, chip data) both ways; the least disturbed of several rounds counts. */
export function measureIso8583(): ThroughputRow[] {
  return [ascii87, bcd87].flatMap((acquirer) => {
    const profile = acquirer.iso8583
    const message = saleMessage(acquirer, saleOf('000001'), encryptCard())
    const bytes = encodeMessage(profile, message)
    const row = (way: string, perSecond: number) => ({
      what: `ISO 8583 ${way}, ${acquirer.name}, ${bytes.length} bytes`,
      perSecond,
      budgetPerSecond: BUDGET_PER_SECOND,
    })
    return [
      row(
        'encode',
        best(() => encodeMessage(profile, message).length),
      ),
      row(
        'decode',
        best(() => decodeMessage(profile, bytes).mti.length),
      ),
    ]
  })
}

function best(once: () => number): number {
  const rates = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    let total = 0
    for (let count = 0; count < ROUND_MESSAGES; count += 1) total += once()
    if (total === 0) throw new Error('nothing was measured')
    return (ROUND_MESSAGES / (performance.now() - start)) * 1000
  })
  return Math.round(Math.max(...rates))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { what, perSecond, budgetPerSecond } of measureIso8583()) {
    console.log(`${what}: ${perSecond}/s (budget ${budgetPerSecond}/s)`)
  }
}
