/**
 * Goal: a till that is killed while it imports articles has the catalogue as before at its next start, or the whole import, and says
 * which; it is never half without a word. Method: a till as a process on a real database kills itself by SIGKILL before or after one of the
 * import's records, or is killed at any time; so is the life that takes the import back. Every article, price and family is compared.
 *
 * A part of all kills, drawn by a seed that is printed and that SEED=n draws again; all of them with SOAK=1.
 */
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { type Kill, killsAt } from '#test/support/crash/crash-bench.ts'
import { drawnKills, namedKills, SEED } from '#test/support/crash/drawn-kills.ts'
import { signerOf } from '#test/support/crash/mortal-import.ts'
import { settledWork } from '#test/support/till/article-files.ts'
import { copyOfSeededFolder, openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'

const PROGRAM = new URL('../support/crash/mortal-import.ts', import.meta.url).pathname
const STEPS = 3
/** What is written down: that it begins, its steps, that it is done. */
const RECORDS = STEPS + 2
const ALL = process.env.SOAK === '1'

let base: string
let seed: string
let keyFile: string
let before: Awaited<ReturnType<typeof catalogueOf>>
let added: number
let lives = 0

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'comptoir-import-'))
  keyFile = join(base, 'key.pem')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  seed = await copyOfSeededFolder()
  const desk = await openTestTill({ folder: seed, signer: signerOf(keyFile) })
  before = await catalogueOf(desk)
  writeFileSync(join(base, 'articles.csv'), fileOf(before))
  desk.store.close()
})
afterAll(() => {
  console.log(`crash: SEED=${SEED}, tills killed in an import: ${lives}`)
  for (const folder of [base, seed]) rmSync(folder, { recursive: true, force: true })
})

/** Prices of articles that are there, and new ones in a new family, mixed. */
function fileOf({ records }: typeof before): string {
  const known = records.filter(({ barcodes }) => barcodes.length > 0).slice(0, 200)
  // The head is a row of its batch.
  const length = STEPS * LIMITS.catalogueWriteRows - 1
  added = length - Math.min(known.length, Math.ceil(length / 2))
  const rows = Array.from({ length }, (_, place) => {
    const record = place % 2 === 0 ? known[place / 2] : undefined
    return record === undefined
      ? `neu-${place};Nouveau ${place};;1,${String(place % 100).padStart(2, '0')};5,5;Lot`
      : `;;${record.barcodes[0]?.barcode};77,${String(place % 100).padStart(2, '0')};;`
  })
  return ['Référence;Nom;Code-barres;Prix;TVA;Famille', ...rows].join('\r\n')
}

async function catalogueOf(desk: TestTill) {
  const { records } = await desk.store.catalogue.recordsAfter(0, 100_000)
  return { records, families: desk.till.slice('till').families }
}

/** A life that ends by itself or by the kill. @returns by which signal it ended. */
function live(folder: string, what: 'import' | 'recover', kill: Kill | null, afterMs?: number): Promise<string | null> {
  const place = kill === null ? ['never', '0'] : [kill.moment, String(kill.at)]
  const child = spawn(process.execPath, [PROGRAM, folder, keyFile, what, ...place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  lives += 1
  if (afterMs !== undefined) child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
}

/** What the next start finds and makes of it. */
async function nextLife(folder: string) {
  const desk = await openTestTill({ folder, signer: signerOf(keyFile) })
  const { lastImport } = await settledWork(desk)
  const catalogue = await catalogueOf(desk)
  const chain = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 10_000 })
  expect(verifyChain(chain, null, signerOf(keyFile))).toBeNull()
  const events = chain.map(({ body }) => body).filter((text) => text.includes('articles-'))
  desk.store.close()
  return { state: lastImport?.state ?? null, catalogue, events }
}

/** As before, or whole; and it is said which. */
function expectWholeOrNothing({ state, catalogue, events }: Awaited<ReturnType<typeof nextLife>>): void {
  if (state === 'done') {
    expect(catalogue.records).toHaveLength(before.records.length + added)
    const dear = catalogue.records.filter(({ priceMinor }) => priceMinor >= 7_700 && priceMinor < 7_800)
    expect(dear).toHaveLength(STEPS * LIMITS.catalogueWriteRows - 1 - added)
    expect(catalogue.families.map(({ name }) => name)).toContain('Lot')
    expect(events.join()).toContain('articles-imported')
    return
  }
  expect(catalogue).toEqual(before)
  if (state !== null) expect([state, events.join()]).toEqual(['cut-off', expect.stringContaining('cut-off')])
}

async function inCopy(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(base, 'till-'))
  cpSync(seed, folder, { recursive: true })
  await test(folder)
}

const KILLS = killsAt(1, RECORDS)
const TIMEOUT_MS = 120_000

describe('a till killed in an import', () => {
  it.each(namedKills(drawnKills(KILLS, 1, 3)))(
    'has all of it or nothing: killed %s',
    (_, kill) =>
      inCopy(async (folder) => {
        expect(await live(folder, 'import', kill)).toBe('SIGKILL')
        const found = await nextLife(folder)
        const isDone = kill.at === RECORDS && kill.moment === 'after'
        const hasBegun = kill.at > 1 || kill.moment === 'after'
        expect(found.state).toBe(isDone ? 'done' : hasBegun ? 'cut-off' : null)
        expectWholeOrNothing(found)
      }),
    TIMEOUT_MS,
  )

  it.each(Array.from({ length: ALL ? 20 : 1 }, (_, index) => (SEED * 7 + index * 13) % 200))(
    'has all of it or nothing: killed %i ms after its first step',
    (afterMs) =>
      inCopy(async (folder) => {
        await live(folder, 'import', null, afterMs)
        expectWholeOrNothing(await nextLife(folder))
      }),
    TIMEOUT_MS,
  )

  it.each(namedKills(drawnKills(killsAt(1, STEPS + 2), 2, 1)))(
    'and killed again while it takes the import back: %s',
    (_, kill) =>
      inCopy(async (folder) => {
        await live(folder, 'import', { moment: 'after', at: RECORDS - 1 })
        expect(await live(folder, 'recover', kill)).toBe('SIGKILL')
        const found = await nextLife(folder)
        expect(found.state).toBe('cut-off')
        expectWholeOrNothing(found)
      }),
    TIMEOUT_MS,
  )
})
