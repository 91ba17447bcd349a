import { describeAtCounter } from '#test/support/e2e/counter-suite.ts'
import type { HandsKind } from '#test/support/e2e/hands.ts'
import { describeEnds, describeKeysOfAnEnd } from './ends.suite.ts'
import { describeLanguages } from './languages.suite.ts'
import { describeReadings } from './readings.suite.ts'
import { describeSignatures } from './signatures.suite.ts'

/**
 * Goal: every way a card is read and every way it ends is worked through, and the screen says each in its own words.
 * Method: the real screen, engine and protocols; the bank's own book judges. By keys all of it; by touch what a finger
 * does about a card, as what comes of it is the same.
 */
export function describeCards(kind: HandsKind): void {
  describeAtCounter('cards', kind, (counter) => {
    describeSignatures(counter)
    describeKeysOfAnEnd(counter)
    describeLanguages(counter, kind === 'touch' ? 'de' : 'pl')
    if (kind === 'touch') return
    describeReadings(counter)
    describeEnds(counter)
  })
}
