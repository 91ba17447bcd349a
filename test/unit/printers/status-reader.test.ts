/**
 * Goal: replies are told apart in one stream. Method: the status bytes of the sheet's section 5, one by one and mixed.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { realTimeCondition, StatusReader } from '#hardware/printers/status-reader.ts'

const FINE = { coverOpen: false, paperOut: false, paperNearEnd: false, stopped: false, drawerPinHigh: false }
const read = (hex: string) => new StatusReader().push(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

describe('automatic status', () => {
  it.each([
    ['10 00 00 00', FINE],
    ['14 00 00 00', { ...FINE, drawerPinHigh: true }],
    ['38 00 00 00', { ...FINE, coverOpen: true }],
    ['18 04 00 00', { ...FINE, stopped: true }],
    ['18 08 00 00', { ...FINE, stopped: true }],
    ['18 20 00 00', { ...FINE, stopped: true }],
    ['10 00 03 00', { ...FINE, paperNearEnd: true }],
    ['18 00 0f 00', { ...FINE, paperNearEnd: true, paperOut: true }],
  ])('%s', (hex, condition) => {
    expect(read(hex)).toEqual([{ kind: 'automatic', condition }])
  })
})

describe('real-time status', () => {
  it.each([
    [{ printer: 0x12, offLine: 0x12, paper: 0x12 }, FINE],
    [
      { printer: 0x16, offLine: 0x12, paper: 0x12 },
      { ...FINE, drawerPinHigh: true },
    ],
    [
      { printer: 0x1a, offLine: 0x16, paper: 0x12 },
      { ...FINE, coverOpen: true },
    ],
    [
      { printer: 0x1a, offLine: 0x32, paper: 0x7e },
      { ...FINE, paperOut: true, paperNearEnd: true },
    ],
    [
      { printer: 0x12, offLine: 0x12, paper: 0x1e },
      { ...FINE, paperNearEnd: true },
    ],
    [
      { printer: 0x1a, offLine: 0x52, paper: 0x12 },
      { ...FINE, stopped: true },
    ],
  ])('%j', (answers, condition) => {
    expect(realTimeCondition(answers)).toEqual(condition)
  })
})

describe('one stream', () => {
  it('tells every reply apart, past XON and XOFF', () => {
    expect(read('12 13 10 00 11 00 00 03 37 22 30 30 30 31 00 7e 37 21 41 00')).toEqual([
      { kind: 'real-time', byte: 0x12 },
      { kind: 'automatic', condition: FINE },
      { kind: 'queued', byte: 0x03 },
      { kind: 'printed', id: '0001' },
      { kind: 'real-time', byte: 0x7e },
    ])
  })

  it('finds the next reply after a broken one', () => {
    expect(read('10 00 12 10 00 00 00')).toEqual([
      { kind: 'malformed' },
      { kind: 'real-time', byte: 0x12 },
      { kind: 'automatic', condition: FINE },
    ])
  })

  it('gives up a block without an end when it is longer than any reply', () => {
    const block = (bytes: number) => `53${'20'.repeat(bytes - 1)}`
    expect(read(`${block(LIMITS.printerReplyBytesMax)} 00 12`)).toEqual([{ kind: 'real-time', byte: 0x12 }])
    expect(read(`${block(LIMITS.printerReplyBytesMax + 1)} 12`)).toEqual([
      { kind: 'malformed' },
      { kind: 'real-time', byte: 0x12 },
    ])
  })
})
