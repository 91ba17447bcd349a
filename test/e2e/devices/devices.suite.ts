import { describeAtCounter, PEOPLE } from '#test/support/e2e/counter-suite.ts'
import type { HandsKind } from '#test/support/e2e/hands.ts'
import { describeDisplays } from './displays.suite.ts'
import { describeKinds } from './kinds.suite.ts'
import { describePairing } from './pairing.suite.ts'
import { describeSlip, describeTrials } from './trials.suite.ts'
import { describeWeighing } from './weighing.suite.ts'
import { describeWithoutPads } from './without-pads.suite.ts'

/**
 * Goal: a technician connects, tries, names and removes devices of every kind with these hands alone, and the shop sells
 * on what is set up. Method: the real screen, engine and protocols; the devices are simulators on serial lines and on the
 * network, whose own records say what they were asked.
 */
export function describeDevices(kind: HandsKind): void {
  describeAtCounter(
    'devices',
    kind,
    (counter) => {
      describePairing(counter)
      describeTrials(counter)
      describeDisplays(counter)
      if (kind === 'touch') {
        describeWeighing(counter)
        return describeKinds(counter)
      }
      describeSlip(counter)
      describeWithoutPads(counter)
    },
    { person: PEOPLE.technician },
  )
}
