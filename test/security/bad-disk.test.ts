/**
 * Goal: damaged data, folders in use and a full disk are answered with a code and a whole sentence, and nothing is lost: a card is
 * charged once or not at all, wherever the disk fills up. Method: see `bad-input.suite.ts`.
 */
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Failure } from '#contract/result.ts'
import { commandOf } from '#test/support/bad-input/bench.ts'
import { DATA } from '#test/support/bad-input/damaged-data.ts'
import { type Desk, signIn } from '#test/support/bad-input/desk.ts'
import { FOLDER_AND_COPIES, FULL_DISK } from '#test/support/bad-input/disk-and-copies.ts'
import { freeDisk, whyNoDiskLimit } from '#test/support/bad-input/disk-limit.ts'
import { badInputSuite, expectWholeSentences, GROUND_CARD_MINOR } from './bad-input.suite.ts'

const NARROW_TILL = join(import.meta.dirname, '../support/bad-input/narrow-till.ts')

const { bench, holds, expectNothingLost, tell } = badInputSuite()
const noDiskLimit = whyNoDiskLimit()
beforeAll(() => {
  if (noDiskLimit !== null) tell(noDiskLimit)
})

describe.each([
  ['data', DATA],
  ['folders and second copies', FOLDER_AND_COPIES],
  ['a full disk', noDiskLimit ? [] : FULL_DISK],
])('%s', (_, rows) => {
  it.each(rows)('$what: $code', holds, 60_000)
})

/** The disk is full from one payment record on. The request leaves after the fifth; the last one is the approval. */
const RECORDS_OF_A_SALE = 7
const RECORDS_BEFORE_THE_REQUEST = 5

describe.runIf(noDiskLimit === null)('a disk that fills up in the middle of a card sale', () => {
  for (let record = 1; record <= RECORDS_OF_A_SALE; record += 1) {
    it(`charges once or not at all: full from record ${record} of ${RECORDS_OF_A_SALE}`, async () => {
      const scene = bench().scene()
      try {
        const desk = await scene.openProcess(commandOf(NARROW_TILL, '--full-at', String(record)))
        const failure = await failInMidSale(desk)
        const code = record <= RECORDS_BEFORE_THE_REQUEST ? 'STORE_DISK_FULL' : 'PAYMENT_OUTCOME_UNKNOWN'
        expect(failure).toMatchObject({ code })
        expectWholeSentences(failure)
        freeDisk(desk.till.pid)
        await desk.until('everything decided', ({ status }) => !status.unresolvedPayments && !status.openReversals)
        expect(bench().hostNetMinor()).toBe(GROUND_CARD_MINOR)
        await desk.ask('payment.dismiss', {})
        await desk.ask('tender.leave', {})
        await expectNothingLost(scene)
        tell(`  a full disk from record ${record} of a card sale on: ${code}: ${errorSentence(failure, 'fr')}`)
      } finally {
        await scene.closeTills()
        await bench().pad.command({ do: 'nobody' })
      }
    }, 60_000)
  }

  it('is decided after a kill, too: full from the answer of the bank on, killed, started again', async () => {
    const scene = bench().scene()
    try {
      const desk = await scene.openProcess(commandOf(NARROW_TILL, '--full-at', String(RECORDS_OF_A_SALE)))
      await failInMidSale(desk)
      expect(bench().hostNetMinor()).toBeGreaterThan(GROUND_CARD_MINOR)
      await desk.till.kill('SIGKILL')
      const again = await scene.openProcess()
      await again.until('everything decided', ({ status }) => !status.unresolvedPayments && !status.openReversals)
      expect(bench().hostNetMinor()).toBe(GROUND_CARD_MINOR)
      await signIn(again)
      await again.ask('payment.dismiss', {})
      await again.ask('tender.leave', {})
      await expectNothingLost(scene)
    } finally {
      await scene.closeTills()
      await bench().pad.command({ do: 'nobody' })
    }
  }, 60_000)
})

/** A customer who pays by card while the disk fills up; answers what the cashier is told. */
async function failInMidSale(desk: Desk): Promise<Failure> {
  await signIn(desk)
  const { sale } = await desk.look()
  await bench().pad.command({ do: 'customer', plan: [{ card: 'cb-chip', how: 'insert', pin: '1234', afterMs: 1 }] })
  const answer = await desk.till.dispatch('tender.card', { amountMinor: sale.totalMinor }, { carrier: 'test' })
  if (!answer.ok) return answer.error
  return desk.until('an end or a doubt', ({ payment }) => payment?.failure ?? false)
}
