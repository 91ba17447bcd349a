/**
 * Goal: whatever wrong a shop feeds the till, it answers with a code of the catalogue and a whole sentence in every
 * language, and nothing is lost: sales, the ticket in hand, the bank's ledger, the bytes of the files. Method: one
 * table; each row meets the whole product on a copy of the same data, with the simulators as devices.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorEntry, errorSentence } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'
import type { Failure } from '#contract/result.ts'
import { OTHER_PORTS, PORTS_OF_THE_TILL, PROBED_PORTS, TYPED } from '#test/support/bad-input/at-the-till.ts'
import type { BadInput } from '#test/support/bad-input/bad-input.ts'
import { type BadInputBench, commandOf, openBadInputBench, type Scene } from '#test/support/bad-input/bench.ts'
import { DATA } from '#test/support/bad-input/damaged-data.ts'
import { type Desk, holdings, signIn } from '#test/support/bad-input/desk.ts'
import { FOLDER_AND_COPIES, FULL_DISK } from '#test/support/bad-input/disk-and-copies.ts'
import { freeDisk, whyNoDiskLimit } from '#test/support/bad-input/disk-limit.ts'

const NARROW_TILL = join(import.meta.dirname, '../support/bad-input/narrow-till.ts')
/** Four croissants, the one card sale before all rows. */
const GROUND_CARD_MINOR = 500

let bench: BadInputBench
const noDiskLimit = whyNoDiskLimit()
const summary: string[] = noDiskLimit === null ? [] : [noDiskLimit]

beforeAll(async () => {
  bench = await openBadInputBench()
}, 60_000)

afterAll(async () => {
  console.log(['bad input: what happened, code, sentence', ...summary].join('\n'))
  await bench?.close()
}, 60_000)

function expectWholeSentences(failure: Failure): void {
  const wanted = [...errorEntry(failure.code).words.en.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  expect(Object.keys(failure.details ?? {})).toEqual(expect.arrayContaining(wanted))
  for (const locale of LOCALES) {
    const sentence = errorSentence(failure, locale)
    expect(sentence, locale).toMatch(/^\S.{10,}[.!?]$/u)
    expect(sentence, `a detail is missing in ${locale}`).not.toMatch(/[{}–]|undefined|NaN|\[object/)
  }
}

/** The data opens, with everything that was on it; what a row left running is closed before. */
async function expectNothingLost(scene: Scene): Promise<void> {
  await scene.closeTills()
  const desk = await scene.open()
  expect(await holdings(desk)).toEqual(bench.groundHoldings)
  await scene.closeTills()
}

async function holds(row: BadInput): Promise<void> {
  const { what, code, provoke } = row
  const scene = bench.scene()
  const ledger = bench.ledger()
  try {
    const { failure, files } = await provoke(scene)
    expect(failure).toMatchObject({ code })
    expectWholeSentences(failure)
    if (files) expect(files.after).toEqual(files.before)
    await expectNothingLost(scene)
    summary.push(`  ${what}: ${code}: ${errorSentence(failure, 'fr').replace(scene.folder, 'DIR')}`)
  } finally {
    await scene.closeTills()
  }
  if (code !== 'PAYMENT_WRONG_PIN') expect(bench.ledger()).toBe(ledger)
  expect(bench.hostNetMinor()).toBe(GROUND_CARD_MINOR)
}

describe.each([
  ['what is typed or scanned', TYPED],
  ['ports that are no bank and no printer', OTHER_PORTS],
  ['data', DATA],
  ['folders and second copies', FOLDER_AND_COPIES],
  ['a full disk', noDiskLimit ? [] : FULL_DISK],
])('%s', (_, rows) => {
  it.each(rows)('$what: $code', holds, 60_000)
})

// These wait for devices that do not answer: they wait together. (What stands between the two groups keeps them apart,
// for they ask the same devices.)
describe.concurrent('ports that are no PIN pad, probed', () => {
  it.each(PROBED_PORTS)('$what: $code', holds, 60_000)
})

/** The disk is full from one payment record on. The request leaves after the fifth; the last one is the approval. */
const RECORDS_OF_A_SALE = 7
const RECORDS_BEFORE_THE_REQUEST = 5

describe.runIf(noDiskLimit === null)('a disk that fills up in the middle of a card sale', () => {
  for (let record = 1; record <= RECORDS_OF_A_SALE; record += 1) {
    it(`charges once or not at all: full from record ${record} of ${RECORDS_OF_A_SALE}`, async () => {
      const scene = bench.scene()
      try {
        const desk = await scene.openProcess(commandOf(NARROW_TILL, '--full-at', String(record)))
        const failure = await failInMidSale(desk)
        const code = record <= RECORDS_BEFORE_THE_REQUEST ? 'STORE_DISK_FULL' : 'PAYMENT_OUTCOME_UNKNOWN'
        expect(failure).toMatchObject({ code })
        expectWholeSentences(failure)
        freeDisk(desk.till.pid)
        await desk.until('everything decided', ({ status }) => !status.unresolvedPayments && !status.openReversals)
        expect(bench.hostNetMinor()).toBe(GROUND_CARD_MINOR)
        await desk.ask('payment.dismiss', {})
        await desk.ask('tender.leave', {})
        await expectNothingLost(scene)
        summary.push(`  a full disk from record ${record} of a card sale on: ${code}: ${errorSentence(failure, 'fr')}`)
      } finally {
        await scene.closeTills()
        await bench.pad.command({ do: 'nobody' })
      }
    }, 60_000)
  }

  it('is decided after a kill, too: full from the answer of the bank on, killed, started again', async () => {
    const scene = bench.scene()
    try {
      const desk = await scene.openProcess(commandOf(NARROW_TILL, '--full-at', String(RECORDS_OF_A_SALE)))
      await failInMidSale(desk)
      expect(bench.hostNetMinor()).toBeGreaterThan(GROUND_CARD_MINOR)
      await desk.till.kill('SIGKILL')
      const again = await scene.openProcess()
      await again.until('everything decided', ({ status }) => !status.unresolvedPayments && !status.openReversals)
      expect(bench.hostNetMinor()).toBe(GROUND_CARD_MINOR)
      await signIn(again)
      await again.ask('payment.dismiss', {})
      await again.ask('tender.leave', {})
      await expectNothingLost(scene)
    } finally {
      await scene.closeTills()
      await bench.pad.command({ do: 'nobody' })
    }
  }, 60_000)
})

/** A customer who pays by card while the disk fills up; answers what the cashier is told. */
async function failInMidSale(desk: Desk): Promise<Failure> {
  await signIn(desk)
  const { sale } = await desk.look()
  await bench.pad.command({ do: 'customer', plan: [{ card: 'cb-chip', how: 'insert', pin: '1234', afterMs: 1 }] })
  const answer = await desk.till.dispatch('tender.card', { amountMinor: sale.totalMinor }, { carrier: 'test' })
  if (!answer.ok) return answer.error
  return desk.until('an end or a doubt', ({ payment }) => payment?.failure ?? false)
}

describe.concurrent('ports that are no PIN pad, in a card payment', () => {
  it.each(PORTS_OF_THE_TILL)('$what: $code', holds, 60_000)
})
