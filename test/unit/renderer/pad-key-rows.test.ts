import { describe, expect, test } from 'vitest'
import { padKeyRows } from '#renderer/screens/devices/pad-key-rows.ts'

const key = (use: 'pin' | 'data', slot: number, keySerialHex: string | null, isTest: boolean) => ({
  use,
  slot,
  keySerialHex,
  isTest,
})

describe('the keys of a pad, as rows', () => {
  test('neighbours that say the same are one row with the first serial number', () => {
    const keys = Array.from({ length: 16 }, (_, index) => key('pin', index + 1, `FFFF98765432${index}`, true))
    expect(padKeyRows(keys)).toEqual([
      { use: 'pin', slots: '01–16', keySerialHex: 'FFFF987654320', count: 16, isTest: true },
    ])
  })

  test('another use, a gap, a real key and a missing key each begin a row', () => {
    const keys = [
      key('pin', 1, 'A1', true),
      key('pin', 3, 'A3', true),
      key('pin', 4, 'A4', false),
      key('pin', 5, null, false),
      key('data', 6, null, false),
    ]
    expect(padKeyRows(keys).map(({ use, slots }) => `${use} ${slots}`)).toEqual([
      'pin 01',
      'pin 03',
      'pin 04',
      'pin 05',
      'data 06',
    ])
  })

  test('a pad without keys has no row', () => {
    expect(padKeyRows([])).toEqual([])
  })
})
