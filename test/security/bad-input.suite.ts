import { afterAll, beforeAll, expect } from 'vitest'
import { errorEntry, errorSentence } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'
import type { Failure } from '#contract/result.ts'
import type { BadInput } from '#test/support/bad-input/bad-input.ts'
import { type BadInputBench, openBadInputBench, type Scene } from '#test/support/bad-input/bench.ts'
import { holdings } from '#test/support/bad-input/desk.ts'

/** Four croissants, the one card sale before all rows. */
export const GROUND_CARD_MINOR = 500

/** The shop that everything wrong of one file is fed to. */
export interface BadInputSuite {
  bench(): BadInputBench
  /** Feeds it, and looks that it was answered with its code, and that nothing was lost. */
  holds(row: BadInput): Promise<void>
  /** The data opens, with everything that was on it; what a row left running is closed before. */
  expectNothingLost(scene: Scene): Promise<void>
  /** A line of what the file prints at its end. */
  tell(line: string): void
}

/**
 * Whatever wrong a shop feeds the till, it answers with a code of the catalogue and a whole sentence in every language, and
 * nothing is lost: sales, the ticket in hand, the bank's ledger, the bytes of the files. Each row meets the whole product on a
 * copy of the same data, with the simulators as devices.
 */
export function badInputSuite(): BadInputSuite {
  let bench: BadInputBench
  const told: string[] = []

  beforeAll(async () => {
    bench = await openBadInputBench()
  }, 60_000)

  afterAll(async () => {
    console.log(['bad input: what happened, code, sentence', ...told].join('\n'))
    await bench?.close()
  }, 60_000)

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
      told.push(`  ${what}: ${code}: ${errorSentence(failure, 'fr').replace(scene.folder, 'DIR')}`)
    } finally {
      await scene.closeTills()
    }
    if (code !== 'PAYMENT_WRONG_PIN') expect(bench.ledger()).toBe(ledger)
    expect(bench.hostNetMinor()).toBe(GROUND_CARD_MINOR)
  }

  return { bench: () => bench, holds, expectNothingLost, tell: (line) => told.push(line) }
}

export function expectWholeSentences(failure: Failure): void {
  const wanted = [...errorEntry(failure.code).words.en.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  expect(Object.keys(failure.details ?? {})).toEqual(expect.arrayContaining(wanted))
  for (const locale of LOCALES) {
    const sentence = errorSentence(failure, locale)
    expect(sentence, locale).toMatch(/^\S.{10,}[.!?]$/u)
    expect(sentence, `a detail is missing in ${locale}`).not.toMatch(/[{}–]|undefined|NaN|\[object/)
  }
}
