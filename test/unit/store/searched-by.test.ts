import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import { type OpenedDatabase, openDatabase } from '#store/open-database.ts'
import { assembleStore, type Store } from '#store/open-store.ts'
import { Random } from '#test/world/random.ts'
import { fixedSecretStore, testClock } from '../../support/till/fixed-ports.ts'
import { paymentSteps } from '../../support/till/payment-steps.ts'

/** Goal: whatever a step changes, its payment is looked for by what the view reads from its state, a row made anew included. */

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const KINDS = [
  ...['intent', 'reading', 'requesting', 'order-unknown', 'outcome-unknown', 'approved', 'declined', 'reserved'],
  ...['completed', 'looked-at', 'loaded', 'cancelled', 'failed', 'reversed', 'paid-by-terminal', 'held-by-terminal'],
  ...['completed-by-terminal', 'taken-back-by-terminal', 'released-by-terminal'],
] as const

let folder: string
let opened: OpenedDatabase
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-searched-'))
  opened = openDatabase({ folder, fileName: 'till.db' })
  opened.db.pragma('synchronous = OFF')
  store = assembleStore(opened, { secretStore: fixedSecretStore(), clock: testClock() })
})
afterEach(() => {
  opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const rowsOf = (table: 'payment_search' | 'payment_fact') =>
  opened.db.prepare(`SELECT * FROM ${table} ORDER BY sequence`).all()

/** A state as some step after `intent`'s could leave it: each of its parts there, null or left out; a part of the amount stays kept. */
function someState(random: Random, { intent }: JournalStep['state']): JournalStep['state'] {
  const part = <Part>(name: string, make: () => Part) =>
    random.weighted<object>([
      [5, { [name]: make() }],
      [1, { [name]: null }],
      [2, {}],
    ])
  const text = (...texts: readonly string[]) => random.pick([...texts, null])
  const card = () => ({
    scheme: text('cb', 'visa'),
    maskedPan: text('411111******1111', '497010******4821', '123'),
    entryMode: text('chip', 'contactless'),
  })
  const terminal = random.pick([{}, { terminal: { id: 'terminal-1', alias: 'Bank' } }])
  const kept = random.chance(20) ? { askedMinor: intent.amountMinor, amountMinor: random.whole(1, 99) } : {}
  return {
    kind: random.pick(KINDS),
    intent: { ...intent, ...terminal, ...kept },
    ...part('card', card),
    ...part('result', () => ({
      ...card(),
      reference: { approvalCode: text('R1'), receiptNumber: null },
    })),
    ...part('request', () => ({ stan: text('000042'), terminalId: text('T1', 'T2'), acquirerId: text('a') })),
    ...part('answer', () => ({
      retrievalReference: text('1'),
      approvalCode: text('A1', ''),
      responseCode: text('00'),
    })),
  } as unknown as JournalStep['state']
}

test('follows every step', async () => {
  const random = new Random(`searched ${SEED}`)
  const outcomes = new Set<string>()
  for (let payment = 0; payment < 8; payment += 1) {
    const first = paymentSteps.intent({ paymentId: `pay-${payment}`, saleId: 'sale-1', amountMinor: 2_000 })
    let state = someState(random, first.state)
    await store.paymentJournal.commit({ ...first, state })
    for (let step = 0; step < 15; step += 1) {
      state = someState(random, state)
      await store.paymentJournal.commit({ ...first, kind: 'moved', state })
      const kept = rowsOf('payment_search') as { outcome: string }[]
      expect(kept, `seed ${SEED}, payment ${payment}, step ${step}`).toEqual(rowsOf('payment_fact'))
      outcomes.add(kept.at(-1)?.outcome ?? '')
    }
  }
  expect(outcomes.size, `seed ${SEED}`).toBeGreaterThan(4)
})
