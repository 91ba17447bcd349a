import { describeAtCounter, PEOPLE } from '#test/support/e2e/counter-suite.ts'
import type { HandsKind } from '#test/support/e2e/hands.ts'
import { describeDisplays } from './displays.suite.ts'
import { describePairing } from './pairing.suite.ts'
import { describeTrials } from './trials.suite.ts'
import { describeWithoutPads } from './without-pads.suite.ts'

/**
 * Goal: a technician connects, tries, names and removes pads and printers with these hands alone, and the shop sells
 * on what is set up. Method: the real screen, engine and protocols; pads and printers are simulators on a serial line
 * and on the network.
 */
export function describeDevices(kind: HandsKind): void {
  describeAtCounter(
    'devices',
    kind,
    (counter) => {
      describePairing(counter)
      describeTrials(counter)
      describeDisplays(counter)
      if (kind === 'keyboard') describeWithoutPads(counter)
    },
    { person: PEOPLE.technician },
  )
}
