import { expect, it } from 'vitest'
import { isTestKeySerial } from '#hardware/pad/test-keys.ts'

it.each([
  ['FFFF9876543210E00001', true],
  ['ffff9876543210e00008', true],
  // Any device under the published base key, whatever its slot and counter.
  ['FFFF9876543207E0000A', true],
  // The serial number of a key of the field (pin-pad sheet 3).
  ['FFFFF00423F51FE0013A', false],
  ['', false],
])('%s: known to everyone %s', (serial, known) => {
  expect(isTestKeySerial(serial)).toBe(known)
})
