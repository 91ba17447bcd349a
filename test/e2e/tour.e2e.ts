/**
 * Goal: the day that anyone can play with one command holds, and its summary tells the truth. Method: run the tour as
 * a person would, then recompute its figures from the files it left, not from what it says. Each picture of the four kinds of sales is taken
 * in one more language or theme, the next in turn; with SOAK=1, and when a person plays the day, in all six.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostLedgerLineSchema, type TourSummary, tourSummarySchema } from '#contract/tour-summary.ts'

const LOOKS_BESIDE = process.env.SOAK === '1' ? 5 : 1

/** For a machine with other work; by itself the day is over in a quarter of it. */
const TOUR_TIMEOUT_MS = 580_000

const folder = mkdtempSync(join(tmpdir(), 'comptoir-tour-'))
const out = join(folder, 'day')
let exitCode: number | null = null
let output = ''
let summary: TourSummary

beforeAll(() => {
  const tour = join(import.meta.dirname, '../../tools/tour.ts')
  const ended = spawnSync(process.execPath, [tour, '--out', out, '--looks', String(LOOKS_BESIDE)], {
    encoding: 'utf8',
    timeout: TOUR_TIMEOUT_MS,
  })
  exitCode = ended.status
  output = `${ended.stdout}\n${ended.stderr}`
  if (existsSync(join(out, 'summary.json'))) {
    summary = tourSummarySchema.parse(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')))
  }
}, TOUR_TIMEOUT_MS + 20_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the tour', () => {
  it('plays its day to the end by itself', () => {
    expect(exitCode, output).toBe(0)
  })

  it('leaves a ledger of the bank whose sum is what the till took by card', () => {
    const lines = readFileSync(join(out, summary.hostLedgerFile), 'utf8')
      .trim()
      .split('\n')
      .map((line) => hostLedgerLineSchema.parse(JSON.parse(line)))
    const sumMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    const approvedMinor = lines
      .filter(({ state }) => state === 'approved')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    expect([sumMinor, approvedMinor, summary.hostLedgerNetMinor]).toEqual(Array(3).fill(summary.tillCardNetMinor))
    expect(summary.tillCardNetMinor).toBeGreaterThan(0)
  })

  it('agreed the batch of each bank, the first scheme by scheme', () => {
    expect(summary.batch.result).toBe('balanced-after-upload')
    expect(summary.batch.host).toEqual(summary.batch.till)
    const batchMinor = Object.values(summary.batch.till).reduce((sum, row) => sum + (row?.amountMinor ?? 0), 0)
    const atSecondBankMinor = summary.sales
      .flatMap(({ tenders }) => tenders)
      .filter(({ scheme, outcome }) => scheme === 'amex' && outcome === 'approved')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    expect(atSecondBankMinor).toBeGreaterThan(0)
    expect(batchMinor + atSecondBankMinor).toBe(summary.tillCardNetMinor)
    expect(summary.otherBatches.map(({ result }) => result)).toEqual(['balanced'])
  })

  it('put on a gift card what was paid for it, which is no charge, and had a ticket paid with it', () => {
    const { soldMinor, owedMinor, redeemedMinor } = summary.giftCards
    const loadedMinor = readFileSync(join(out, summary.hostLedgerFile), 'utf8')
      .trim()
      .split('\n')
      .map((line) => hostLedgerLineSchema.parse(JSON.parse(line)))
      .map((line) => line.loadedMinor ?? 0)
    expect(loadedMinor.filter((amountMinor) => amountMinor > 0)).toEqual([soldMinor])
    expect(owedMinor).toBe(0)
    const byGiftCardMinor = summary.sales
      .flatMap(({ tenders }) => tenders)
      .filter(({ maskedPan, outcome }) => maskedPan?.startsWith('6088') && outcome === 'approved')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    expect(redeemedMinor).toBe(byGiftCardMinor)
    expect(redeemedMinor).toBeGreaterThan(0)
  })

  it('sold once by its word on the telephone and twice without the bank, and told it of all before the batch was agreed', () => {
    expect(summary.offline.map(({ state }) => state)).toEqual(['settled', 'settled', 'settled'])
    const offlineStans = summary.sales
      .flatMap(({ tenders }) => tenders)
      .flatMap(({ offline, stan }) => (offline ? [stan] : []))
    expect(summary.offline.map(({ stan }) => stan)).toEqual(offlineStans)
  })

  it('shows a shop, a table, a station and an invoice in French, Polish and English, by day and by night', () => {
    const pictures = readdirSync(join(out, 'screens'))
    const inLook = (look: string) => pictures.filter((name) => name.endsWith(`-${look}.png`)).length
    for (const look of ['fr-dark', 'pl-light', 'pl-dark', 'en-light', 'en-dark']) {
      expect(inLook(look), look).toBeGreaterThanOrEqual(LOOKS_BESIDE === 1 ? 4 : 20)
    }
  })

  it('has every ticket as bytes, text and picture', () => {
    for (const { kind, files } of summary.printJobs.filter((job) => job.kind !== 'drawer')) {
      expect(files.map((file) => file.slice(-3)).sort(), kind).toEqual(['bin', 'png', 'txt'])
      for (const file of files) expect(existsSync(join(out, file)), file).toBe(true)
    }
  })

  it('reversed exactly the two charges that were lost and the one that was voided, and found no card data', () => {
    expect(summary.reversals.map(({ reason }) => reason)).toEqual(['4021', '4021', '4000'])
    expect(summary.reversals.every(({ acknowledged }) => acknowledged)).toBe(true)
    expect(summary.recovered).toEqual([{ saleId: expect.any(String), outcome: 'reversed' }])
    expect(summary.panFound).toBe(0)
  })

  it('refuses a folder with something in it, so that no two days mix', () => {
    const tour = join(import.meta.dirname, '../../tools/tour.ts')
    const ended = spawnSync(process.execPath, [tour, '--out', out], { encoding: 'utf8', timeout: 60_000 })
    expect(ended.status).toBe(2)
    expect(ended.stderr).toContain('not empty')
  })
})
