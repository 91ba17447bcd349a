import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endpointSchema } from '#contract/views/devices-view.ts'
import { endpointParts, placeWords, readEndpoint } from '#renderer/screens/devices/endpoint-text.ts'

/** What people type as the place of a device, and what is no place. */

describe('the place of a device', () => {
  test.each([
    ['192.168.1.43:8888', 'tcp://192.168.1.43:8888'],
    [' tcp://192.168.1.43:8888/ ', 'tcp://192.168.1.43:8888'],
    ['pad.shop.local : 9000', 'tcp://pad.shop.local:9000'],
    ['/dev/ttyACM0', 'serial:/dev/ttyACM0'],
    ['serial: /dev/ttyACM0', 'serial:/dev/ttyACM0'],
    ['COM3', 'serial:COM3'],
    ['COM3;38400;7E1', 'serial:COM3;38400;7E1'],
  ])('%j is %s', (text, endpoint) => {
    expect(readEndpoint(text, 'pad')).toBe(endpoint)
  })

  test('a printer on the network may leave its port out; a pad or a display may not', () => {
    expect(readEndpoint('192.168.1.60', 'printer')).toBe('tcp://192.168.1.60:9100')
    expect(readEndpoint('192.168.1.60', 'pad')).toBeNull()
    expect(readEndpoint('192.168.1.60', 'display')).toBeNull()
  })

  test('a terminal listens where its protocol says, or hangs on a serial port', () => {
    expect(readEndpoint('192.168.1.70', 'terminal', 'zvt')).toBe('tcp://192.168.1.70:20007')
    expect(readEndpoint('192.168.1.70', 'terminal', 'caisse-ap')).toBe('tcp://192.168.1.70:8888')
    expect(readEndpoint('192.168.1.70', 'terminal', 'nexo')).toBe('tcp://192.168.1.70:8443')
    expect(readEndpoint('192.168.1.70:9000', 'terminal', 'zvt')).toBe('tcp://192.168.1.70:9000')
    expect(readEndpoint('/dev/ttyACM0', 'terminal', 'zvt')).toBe('serial:/dev/ttyACM0')
  })

  test('what is chosen from a list is taken for the device that can hang there, and for no other', () => {
    expect(readEndpoint('usb:04b8:0e15:J2XK001', 'printer')).toBe('usb:04b8:0e15:J2XK001')
    expect(readEndpoint('windows:Tickets Bar (1)', 'printer')).toBe('windows:Tickets Bar (1)')
    expect(readEndpoint('printer:device-3', 'display')).toBe('printer:device-3')
    expect(readEndpoint('printer:device-3', 'printer')).toBeNull()
    expect(readEndpoint('usb:04b8:0e15:J2XK001', 'pad')).toBeNull()
  })

  test('is shown in words: a printer by its name, settings beside their port', () => {
    const devices = [{ id: 'device-3', alias: 'Tickets' }]
    expect(placeWords('printer:device-3', devices)).toBe('Tickets')
    expect(placeWords('printer:device-9', devices)).toBe('–')
    expect(placeWords('serial:COM3;38400;7E1', devices)).toBe('COM3 · 38400 · 7E1')
    expect(endpointParts('windows:Bar')).toEqual({ way: 'windows', place: 'Bar' })
  })

  test.each([
    '',
    ' ',
    'serial:',
    'COM3;1234',
    '192.168.1.43:0',
    '192.168.1.43:65536',
    '192.168.1.43:123456',
    'a b:1',
    'http://x:1',
  ])('%j is none', (text) => {
    expect(readEndpoint(text, 'pad')).toBeNull()
  })

  test('whatever is typed, the answer is a place of the contract or none, and reads back from its own parts', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.constantFrom('pad' as const, 'printer' as const), (text, kind) => {
        const endpoint = readEndpoint(text, kind)
        if (endpoint === null) return
        expect(endpointSchema.safeParse(endpoint).success).toBe(true)
        const { way, place } = endpointParts(endpoint)
        expect(readEndpoint(way === 'serial' ? `serial:${place}` : place, kind)).toBe(endpoint)
      }),
    )
  })
})
