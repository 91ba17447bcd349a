import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take far longer than the others of their part, the longest first: begun last, one of them would run alone
 * at the end while the other worker has nothing left to do.
 */
const LONGEST = [
  'e2e/tour.e2e.ts',
  'e2e/screens/every-even-state.e2e.ts',
  'e2e/screens/every-odd-state.e2e.ts',
  'e2e/screens/keyboard.e2e.ts',
  'e2e/cards/by-keyboard.e2e.ts',
  'e2e/day/by-keyboard.e2e.ts',
  'e2e/devices/by-keyboard.e2e.ts',
  'e2e/devices/by-touch.e2e.ts',
  'e2e/offline/by-keyboard.e2e.ts',
  'unit/main/backup.test.ts',
  'conformance/terminals/byte-faults.test.ts',
  'security/bad-disk.test.ts',
  'security/bad-input.test.ts',
  'crash/fault-at-every-byte.test.ts',
  'crash/kill-every-operation.test.ts',
  'crash/kill-at-every-record.test.ts',
  'crash/fault-at-every-secure-byte.test.ts',
  'crash/kill-in-the-queue.test.ts',
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
