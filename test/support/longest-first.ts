import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The files of each part that take longest, the longest first: begun last, one of them would run alone at the end while the other
 * workers have nothing left to do. The rest is begun by its size, which says little of a file that only names its suites.
 */
const LONGEST = [
  'e2e/screens/keyboard.e2e.ts',
  'e2e/tour.e2e.ts',
  'e2e/actions/by-keyboard.e2e.ts',
  'e2e/actions/by-touch.e2e.ts',
  'e2e/screens/every-even-state.e2e.ts',
  'e2e/devices/by-keyboard.e2e.ts',
  'e2e/devices/by-touch.e2e.ts',
  'e2e/screens/every-odd-state.e2e.ts',
  'e2e/day/by-keyboard.e2e.ts',
  'e2e/cards/by-keyboard.e2e.ts',
  'e2e/offline/by-keyboard.e2e.ts',
  'e2e/day/by-touch.e2e.ts',
  'e2e/screens/devices.e2e.ts',
  'e2e/random-user/random-user.e2e.ts',
  'unit/main/backup.test.ts',
  'unit/till/permissions.test.ts',
  'conformance/terminals/byte-faults.test.ts',
  'conformance/pad/pin-pad-driver.tcp.test.ts',
  'conformance/pad/pin-pad-driver.serial.test.ts',
  'conformance/devices/recognise-port.test.ts',
  'conformance/pad/pin-pad-driver.memory.test.ts',
  'conformance/devices/terminals-in-the-till.test.ts',
  'conformance/acquirer/host-line.test.ts',
  'conformance/pad/abecs-pad-in-memory.test.ts',
  'security/bad-disk.test.ts',
  'security/bad-input.test.ts',
  'security/package.test.ts',
  'crash/kill-every-operation.test.ts',
  'crash/kill-at-every-record.test.ts',
  'crash/kill-in-the-queue.test.ts',
  'crash/fault-at-every-byte.test.ts',
]

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}`))
  return place === -1 ? LONGEST.length : place
}

/** The order in which the workers take the files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}
