/**
 * EMV tables (pin-pad sheet 2.7): what the pad keeps, what it drops without a word, how versions answer, and that a
 * load which does not reach its end changes nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EmvTables } from '#simulators/abecs-pad/emv-tables.ts'
import { openBench } from '#test/support/abecs-pad/bench-pad.ts'
import { applicationRecord, certificateRecord, publicKeyRecord } from '#test/support/abecs-pad/table-records.ts'
import { fromHex, latin1, type TestTill, textOf } from '#test/support/abecs-pad/test-till.ts'

async function load(till: TestTill, acquirer: string, version: string, records: readonly string[]): Promise<string> {
  const begun = await till.ask('TLI', latin1(acquirer + version))
  for (const record of records) expect((await till.ask('TLR', latin1(`01${record}`))).status).toBe('TLR000')
  expect((await till.ask('TLE')).status).toBe('TLE000')
  return begun.status
}

async function versions(till: TestTill, ...acquirers: string[]): Promise<string[]> {
  const ids = acquirers.map((acquirer) => `93${Number(acquirer).toString(16).padStart(2, '0')}`).join('')
  const answer = await till.ask('GIX', fromHex(`0001${(ids.length / 2).toString(16).padStart(4, '0')}${ids}`))
  return acquirers.map((acquirer) => textOf(answer, 0x9300 + Number(acquirer)))
}

describe('versions', () => {
  it('of a load for all count for every acquirer, and the same load again is answered 000', async () => {
    const { till } = openBench()
    expect(await versions(till, '00', '01')).toEqual(['0000000000', '0000000000'])
    const records = [applicationRecord('01', '01'), applicationRecord('02', '01'), publicKeyRecord('00', '01')]
    expect(await load(till, '00', '2611010001', records)).toBe('TLI020')
    expect(await versions(till, '00', '01', '02', '14')).toEqual(Array(4).fill('2611010001'))
    expect(await load(till, '00', '2611010001', records)).toBe('TLI000')
  })

  it('of one acquirer are its own, and then there is none for all', async () => {
    const { till } = openBench()
    await load(till, '00', 'COMMON0001', [applicationRecord('01', '01'), applicationRecord('02', '01')])
    expect(await load(till, '02', 'OWN0000007', [applicationRecord('02', '09')])).toBe('TLI020')
    expect(await versions(till, '00', '01', '02', '03')).toEqual([
      '0000000000',
      'COMMON0001',
      'OWN0000007',
      '0000000000',
    ])
  })

  it('are gone, tables and all, when TLE follows TLI at once', async () => {
    const { till } = openBench()
    await load(till, '01', 'V000000001', [applicationRecord('01', '01')])
    await load(till, '01', 'V000000002', [])
    expect(await versions(till, '01')).toEqual(['0000000000'])
  })
})

describe('records', () => {
  const kept = (acquirer: string, ...records: string[]) => {
    const tables = new EmvTables(null)
    tables.begin(acquirer, 'V000000001')
    tables.add(records.length, records.join(''))
    tables.end()
    return tables.records.map(({ kind, acquirer: owner, index }) => `${kind} ${owner} ${index}`)
  }

  it('are taken in each of their widths, several in one command', () => {
    const records = ([284, 314, 340] as const).map((width) => applicationRecord('01', String(width - 250), width))
    expect(kept('01', ...records, publicKeyRecord('01', '0A'), certificateRecord('01', '01'))).toEqual([
      'application 01 34',
      'application 01 64',
      'application 01 90',
      'public-key 01 0A',
      'revoked-certificate 01 01',
    ])
  })

  it('of another acquirer, of a wrong width or kind, and shared ones but keys, are dropped without a word', () => {
    const sound = applicationRecord('01', '01')
    expect(kept('01', sound, applicationRecord('02', '02'), certificateRecord('02', '03'))).toEqual([
      'application 01 01',
    ])
    expect(kept('01', '0264010101234567890123456X', sound)).toEqual(['application 01 01'])
    expect(kept('01', '0303010101234567890123456789ZZ', sound)).toEqual(['application 01 01'])
    expect(kept('01', `2851${sound.slice(4, 285)}`)).toEqual([])
    expect(kept('01', publicKeyRecord('00', '01'))).toEqual([])
    expect(kept('00', publicKeyRecord('00', '01'), applicationRecord('00', '01'))).toEqual(['public-key 00 01'])
    expect(kept('01', 'no record at all')).toEqual([])
  })

  it('replace the one of the same number', () => {
    expect(kept('01', applicationRecord('01', '01'), applicationRecord('01', '01', 284))).toEqual(['application 01 01'])
  })

  it('that are all dropped still put the version in force', async () => {
    const { till } = openBench()
    await load(till, '01', 'V000000003', [applicationRecord('02', '01')])
    expect(await versions(till, '01')).toEqual(['V000000003'])
  })
})

describe('a load that does not reach its end', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pad-tables-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('leaves what was in force, also after a loss of power and a restart', async () => {
    const tablesFile = join(folder, 'tables.json')
    const { pad, till } = openBench({ tablesFile })
    await load(till, '01', 'V000000001', [applicationRecord('01', '01')])
    await till.ask('TLI', latin1('01V000000002'))
    await till.ask('TLR', latin1(`01${applicationRecord('01', '02')}`))
    pad.line.powerCycle()
    expect((await till.ask('TLE')).status).toBe('TLE010')
    const restarted = openBench({ tablesFile })
    expect(await versions(restarted.till, '01')).toEqual(['V000000001'])
    expect(new EmvTables(tablesFile).records).toHaveLength(1)
  })

  it('says so on the display meanwhile, and clears it at the end', async () => {
    const bench = openBench()
    await load(bench.till, '01', 'V000000001', [applicationRecord('01', '01')])
    expect(bench.displays()).toEqual(['ATUALIZANDO | TABELAS', ' | '])
  })
})
