/**
 * Goal: after a restore no bank hears the STAN of a payment again that the till has lost, whether the data that gave way can be read or
 * stood on another machine. Method: a real store beside the note of a restore.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { raiseCountersOfReplaced } from '#main/backup/replaced-counters.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import { fixedSecretStore } from '#test/support/till/fixed-ports.ts'

let folder: string
let store: Store
const log = { warn: () => {} }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replaced-counters-'))
  store = openStore({ folder, secretStore: fixedSecretStore(), clock: new ManualClock() })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const nextStan = () => store.paymentJournal.nextStan('main')
const note = (counters: readonly object[]) =>
  writeFileSync(
    join(folder, 'restored.json'),
    JSON.stringify({ id: 'r', at: '', path: '', replacedSequence: 0, replacedHash: '', counters }),
  )

it('goes on as before where nothing was restored', async () => {
  await nextStan()
  await raiseCountersOfReplaced(folder, store, log)
  expect(await nextStan()).toBe('000002')
})

it('passes over what a lost till may have asked its bank under, and begins again behind the last number', async () => {
  await nextStan()
  note([])
  await raiseCountersOfReplaced(folder, store, log)
  expect(await nextStan()).toBe('100002')
  note([{ name: 'stan:main', value: 999_998 }])
  await raiseCountersOfReplaced(folder, store, log)
  expect(await nextStan()).toBe('100000')
})

it('counts what it passes over: no number comes twice in a batch', async () => {
  await store.paymentJournal.batch('main')
  await nextStan()
  note([{ name: 'stans-in-batch:main', value: 899_999 }])
  await raiseCountersOfReplaced(folder, store, log)
  await expect(nextStan()).rejects.toThrow('no STAN is left in this batch')
})
