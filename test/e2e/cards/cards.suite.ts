import type { Counter } from '#test/support/e2e/counter.ts'
import { describeAtCounter } from '#test/support/e2e/counter-suite.ts'
import { describeEnds, describeKeysOfAnEnd } from './ends.suite.ts'
import { describeLanguages } from './languages.suite.ts'
import { describeReadings } from './readings.suite.ts'
import { describeSignatures } from './signatures.suite.ts'

/** What hands do about a card, in the fewest flows: by touch they stand in the suite of a day. */
export function describeHandsOnCards(counter: () => Counter, language: 'pl' | 'de'): void {
  describeSignatures(counter)
  describeKeysOfAnEnd(counter)
  describeLanguages(counter, language)
}

/**
 * Goal: every way a card is read and every way it ends is worked through, and the screen says each in its own words.
 * Method: the real screen, engine and protocols, by keys alone; the bank's own book judges.
 */
export function describeCards(): void {
  describeAtCounter('cards', 'keyboard', (counter) => {
    describeReadings(counter)
    describeHandsOnCards(counter, 'pl')
    describeEnds(counter)
  })
}
