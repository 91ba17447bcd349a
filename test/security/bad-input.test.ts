/**
 * Goal: what is typed, scanned or plugged in wrong is answered with a code and a whole sentence, and nothing is lost. Method: see
 * `bad-input.suite.ts`; what is wrong on disk has a file of its own, `bad-disk.test.ts`, which runs beside this one.
 */
import { describe, it } from 'vitest'
import { OTHER_PORTS, PORTS_OF_THE_TILL, PROBED_PORTS, TYPED } from '#test/support/bad-input/at-the-till.ts'
import { badInputSuite } from './bad-input.suite.ts'

const { holds } = badInputSuite()

// These wait for devices that do not answer: they wait together. (What stands between the two groups keeps them apart,
// for they ask the same devices.)
describe.concurrent('ports that are no PIN pad, probed', () => {
  it.each(PROBED_PORTS)('$what: $code', holds, 60_000)
})

describe.each([
  ['what is typed or scanned', TYPED],
  ['ports that are no bank and no printer', OTHER_PORTS],
])('%s', (_, rows) => {
  it.each(rows)('$what: $code', holds, 60_000)
})

describe.concurrent('ports that are no PIN pad, in a card payment', () => {
  it.each(PORTS_OF_THE_TILL)('$what: $code', holds, 60_000)
})
