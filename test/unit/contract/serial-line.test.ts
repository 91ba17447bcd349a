/** Goal: a serial line has one name, whatever is set of it, and no setting that spoils what its device says. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BAUD_RATES,
  lineOf,
  readSerialEndpoint,
  SERIAL_FLOWS,
  SERIAL_FRAMES,
  type SerialSettings,
  serialEndpoint,
  serialTrouble,
} from '#contract/serial-line.ts'
import { formOf } from '#hardware/link/serial-link.ts'

const settings = fc.record(
  {
    baudRate: fc.constantFrom(...BAUD_RATES),
    frame: fc.constantFrom(...SERIAL_FRAMES),
    flow: fc.constantFrom(...SERIAL_FLOWS),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<SerialSettings>

describe('the settings of a serial line', () => {
  it('stand behind its name and are read from there', () => {
    fc.assert(
      fc.property(fc.constantFrom('/dev/ttyUSB0', 'COM3', '/dev/pts/7'), settings, (path, set) => {
        const endpoint = serialEndpoint({ path, settings: set })
        expect(readSerialEndpoint(endpoint)).toEqual({ path, settings: set })
        expect(lineOf(endpoint)).toBe(`serial:${path}`)
      }),
    )
  })

  it.each([
    'tcp://10.0.0.1:9100',
    'serial:',
    'serial: /dev/ttyS0',
    'serial:/dev/ttyS0;',
    'serial:/dev/ttyS0;1200',
    'serial:/dev/ttyS0;9600;9600',
    'serial:/dev/ttyS0;8N1;9600',
    'serial:/dev/ttyS0;none;8N1',
    'serial:/dev/ttyS0;9N1',
  ])('%s has none that are known', (endpoint) => {
    expect(readSerialEndpoint(endpoint)).toBeNull()
  })

  it('take the place of the custom of the protocol, each by itself', () => {
    const zvt = { baudRate: 9_600, stopBits: 2 } as const
    expect(formOf(zvt, {})).toEqual(zvt)
    expect(formOf(zvt, { baudRate: 115_200, flow: 'rts-cts' })).toEqual({ ...zvt, baudRate: 115_200, flow: 'rts-cts' })
    expect(formOf(zvt, { frame: '7O1' })).toEqual({ baudRate: 9_600, dataBits: 7, parity: 'odd', stopBits: 1 })
  })

  it.each([
    ['7E1', 'printer', 'DEVICE_LINE_SEVEN_BITS'],
    ['7O1', 'display', 'DEVICE_LINE_SEVEN_BITS'],
    ['7N2', 'zvt', 'DEVICE_LINE_SEVEN_BITS'],
    ['7E1', 'caisse-ap', null],
    ['8E1', 'pad', null],
    ['xon-xoff', 'zvt', 'DEVICE_LINE_XON_XOFF'],
    ['xon-xoff', 'caisse-ap', 'DEVICE_LINE_XON_XOFF'],
    ['xon-xoff', 'printer', null],
    ['xon-xoff', 'display', null],
    ['rts-cts', 'zvt', null],
  ] as const)('%s for a %s: %s', (word, device, trouble) => {
    expect(serialTrouble(`serial:COM3;${word}`, device)).toBe(trouble)
  })

  it('say nothing of a line that is not serial', () => {
    expect(serialTrouble('tcp://10.0.0.1:9100', 'printer')).toBeNull()
  })
})
