import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { batchRecords } from '#hardware/pad/abecs/care-commands.ts'
import { CodecError } from '#hardware/pad/abecs/codec.ts'
import {
  buildEmvTables,
  type EmvTableSet,
  emvTableSetSchema,
  readTableRecord,
  specificationNumber,
} from '#hardware/pad/abecs/emv-tables.codec.ts'

const set = emvTableSetSchema.parse(
  JSON.parse(readFileSync(new URL('../../../resources/emv-tables/training.json', import.meta.url), 'utf8')),
)
const build = (specification: string, changes: Partial<EmvTableSet> = {}) =>
  buildEmvTables({ ...set, ...changes }, { acquirerIndex: 7, specification })

/** The fields of an application record by their widths, typed from the pin-pad sheet 2.7. */
const WIDTHS = [
  3, 1, 2, 2, 2, 32, 2, 16, 2, 4, 4, 4, 3, 3, 1, 15, 4, 8, 6, 10, 2, 10, 10, 10, 8, 1, 1, 1, 8, 8, 8, 4, 1, 40, 40, 8,
  10, 10, 10, 6, 1, 10, 8, 1,
]
function fieldsOf(record: string): string[] {
  let at = 0
  return WIDTHS.map((width) => {
    at += width
    return record.slice(at - width, at)
  })
}

describe('EMV tables for a pad', () => {
  it('carry every scheme of the shop, in the widths of the edition the pad speaks', () => {
    for (const [specification, width] of [
      ['ABECS 2.20', 340],
      ['ABECS 2.12', 340],
      ['ABECS 2.02', 314],
      ['ABECS 1.08', 284],
    ] as const) {
      const { version, records } = build(specification)
      expect(version).toMatch(/^.{10}$/)
      expect(records).toHaveLength(set.applications.length + set.publicKeys.length + set.revoked.length)
      const widths = new Set(records.map((record) => record.length))
      expect(widths).toEqual(new Set([width, 611, 26]))
      for (const record of records) {
        expect(record.startsWith(String(record.length).padStart(3, '0'))).toBe(true)
        expect(readTableRecord(record).acquirerIndex).toBe(7)
      }
    }
    const providers = ['A000000042', 'A000000003', 'A000000004', 'A000000025', 'A000000152']
    expect(new Set(set.applications.map(({ aid }) => aid.slice(0, 10)))).toEqual(new Set(providers))
    expect(set.publicKeys.map(({ applicationProvider }) => applicationProvider)).toEqual(providers)
  })

  it('place each field of an application where the pad looks for it', () => {
    expect(WIDTHS.reduce((sum, width) => sum + width, 0)).toBe(340)
    const visa = build('ABECS 2.12').records.find((record) => record.includes('A0000000031010')) ?? ''
    expect(fieldsOf(visa)).toEqual([
      '340',
      '1',
      '07',
      '02',
      '07',
      'A0000000031010'.padEnd(32, '0'),
      '02',
      'VISA'.padEnd(16),
      '03',
      '0096',
      '008C',
      '0084',
      '250',
      '978',
      '2',
      'TRAINING SHOP'.padEnd(15),
      '5942',
      'TRAIN001',
      'E0F8C8',
      '7000F0F001',
      '22',
      'DC4000A800',
      '0010000000',
      'DC4004F800',
      '00001388',
      'R',
      '0',
      '1',
      '05F5E0FF',
      '00000000',
      '00001388',
      '0001',
      '0',
      '9F02065F2A029A039C0195059F3704'.padEnd(40, '0'),
      '9F3704'.padEnd(40, '0'),
      'Y1Z1Y3Z3',
      'DC4000A800',
      '0010000000',
      'DC4004F800',
      'E0B8C8',
      '1',
      '7000F0F001',
      '05F5E0FF',
      '1',
    ])
  })

  it('place a key and a revoked certificate likewise, and the checksum is that of the key', () => {
    const { records } = build('ABECS 2.12')
    const amex = records.find((record) => record.includes('A000000025C8')) ?? ''
    const at = (from: number, to: number) => amex.slice(from, to)
    expect([at(0, 8), at(8, 18), at(18, 20), at(20, 23), at(23, 29), at(29, 32)]).toEqual([
      '61120704',
      'A000000025',
      'C8',
      '003',
      '010001',
      '144',
    ])
    expect([at(528, 529), at(569, 611)]).toEqual(['1', '0'.repeat(42)])
    for (const { applicationProvider, index, modulus, exponent, checksum } of set.publicKeys) {
      const whole = Buffer.from(applicationProvider + index + modulus + exponent, 'hex')
      expect(createHash('sha1').update(whole).digest('hex').toUpperCase()).toBe(checksum)
    }
    expect(records.at(-1)).toBe('026' + '3' + '07' + '01' + 'A000000003' + '50' + '000100')
  })

  it('take the shop’s own figures in place of the training shop’s', () => {
    const { records } = buildEmvTables(set, {
      acquirerIndex: 1,
      specification: 'ABECS 2.12',
      terminal: { country: '616', currency: '985', merchantId: 'SKLEP 1' },
    })
    expect(fieldsOf(records[0] ?? '').slice(12, 16)).toEqual(['616', '985', '2', 'SKLEP 1'.padEnd(15)])
  })

  it('refuse values that fit no record', () => {
    expect(() => buildEmvTables(set, { acquirerIndex: 100, specification: 'ABECS 2.12' })).toThrow(CodecError)
    expect(emvTableSetSchema.safeParse({ ...set, version: 'SHORT' }).success).toBe(false)
    const [first] = set.applications
    expect(emvTableSetSchema.safeParse({ ...set, applications: [{ ...first, aid: 'A000' }] }).success).toBe(false)
  })

  it.each([
    ['no head', 'AAAA'],
    ['another length than it says', '027307' + '01A00000000350000100'],
    ['a length of no table', `03010701${'0'.repeat(22)}`],
    ['a character a pad does not take', '026307' + '01A0000000035000é100'],
  ])('a record with %s is no record', (_, record) => {
    expect(() => readTableRecord(record)).toThrow(CodecError)
  })

  it('leave in as few blocks as they fit', () => {
    const { records } = build('ABECS 2.12')
    const batches = batchRecords(records)
    expect(batches.flat()).toEqual(records)
    for (const batch of batches) expect(2 + batch.join('').length).toBeLessThanOrEqual(999)
    expect(batches.map((batch) => batch.length)).toEqual([2, 2, 2, 2, 1, 1, 1, 1, 2])
    expect(batchRecords(Array(120).fill('0123456')).map((batch) => batch.length)).toEqual([99, 21])
    expect(batchRecords([])).toEqual([])
  })

  it.each([
    ['ABECS 2.12', 212],
    ['ABECS 2.2', 220],
    ['ABECS 1.08', 108],
    ['ABECS', 0],
  ])('%s is edition %i', (specification, edition) => {
    expect(specificationNumber(specification)).toBe(edition)
  })
})
