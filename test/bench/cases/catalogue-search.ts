import { performance } from 'node:perf_hooks'
import { hundredThousandProducts } from '#test/support/catalogue/hundred-thousand-products.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import type { BenchCase } from '../bench-case.ts'

/** Enough to tell the 95th percentile, spread over the whole catalogue. */
const NAMES = 60
const TYPED_CHARACTERS = 12
const ROWS = 50

interface Ground {
  readonly desk: TestTill
  readonly keystrokes: readonly string[]
}

let filled: Promise<Ground> | null = null

async function fullCatalogue(): Promise<Ground> {
  const desk = await openTestTill()
  const products = hundredThousandProducts()
  desk.corrupt('PRAGMA synchronous = OFF')
  await desk.store.catalogue.replaceAll(products, [])
  desk.corrupt('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)')
  const step = Math.floor(products.length / NAMES)
  const some = products.filter((_, place) => place % step === 0)
  return {
    desk,
    keystrokes: some.flatMap(({ name, barcode }) => [
      ...typedLetters(name),
      ...typedWrong(name),
      barcode?.slice(4, 10) ?? '',
    ]),
  }
}

/** A name as it is typed, asked for at each key. */
function typedLetters(name: string): string[] {
  const typed = name.slice(0, TYPED_CHARACTERS)
  return Array.from({ length: typed.length }, (_, at) => typed.slice(0, at + 1))
}

/** Its longest word with two letters changed over, and with one left out. */
function typedWrong(name: string): string[] {
  const word = name.split(' ').reduce((longest, each) => (each.length > longest.length ? each : longest), '')
  return [`${word.slice(0, 2)}${word[3] ?? ''}${word[2] ?? ''}${word.slice(4)}`, `${word.slice(0, 3)}${word.slice(4)}`]
}

/** One keystroke, from the question to the rows, with 100,000 products on disk. */
async function measure(): Promise<readonly number[]> {
  filled ??= fullCatalogue()
  const { desk, keystrokes } = await filled
  const samples: number[] = []
  for (const text of keystrokes) {
    const before = performance.now()
    await desk.store.catalogue.search(text, ROWS)
    samples.push(performance.now() - before)
  }
  return samples
}

const close = async (): Promise<void> => {
  const ground = await filled
  ground?.desk.close()
  filled = null
}

export const benchCase: BenchCase = { name: 'catalogue.search', unit: 'ms', aim: 10, runs: 3, measure, close }
