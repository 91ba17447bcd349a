import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tillProcessCommand } from '#main/carriers/process-endpoint.ts'
import { namedDataFolder, readTillOptions } from '#main/till-options.ts'
import {
  certificateFile,
  certificateOf,
  HOST_NAME,
  keyFile,
  keyOf,
  pinOf,
} from '#test/support/acquirer/certificates.ts'

const ENDPOINTS = ['--pad', 'tcp://127.0.0.1:4001', '--host=tcp://127.0.0.1:4002', '--printer', 'serial:/dev/ttyUSB0']
const READ = {
  padEndpoint: 'tcp://127.0.0.1:4001',
  hostEndpoint: 'tcp://127.0.0.1:4002',
  printerEndpoint: 'serial:/dev/ttyUSB0',
}
const ASCII87 = join(import.meta.dirname, '../../../resources/acquirers/ascii87.json')
const TERMINAL = { terminalId: '12345678', merchantId: '123456789ABCDEF', contract: '1234567' }
const home = (settings?: unknown) => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-settings-'))
  if (settings !== undefined) {
    writeFileSync(join(folder, 'settings.json'), typeof settings === 'string' ? settings : JSON.stringify(settings))
  }
  return folder
}
const invalid = (folder: string, field: string) => ({
  ok: false,
  error: { code: 'STORE_SETTINGS_INVALID', details: { path: join(folder, 'settings.json'), field } },
})

describe('options of a till', () => {
  it('are training unless something says otherwise, each in a folder of its own', () => {
    const folder = home()
    const read = (...more: string[]) => readTillOptions([...ENDPOINTS, ...more], folder)
    expect(read()).toEqual({ ok: true, value: { ...READ, training: true, dataFolder: join(folder, 'training') } })
    expect(read('--live')).toMatchObject({ value: { training: false, dataFolder: join(folder, 'live') } })
    expect(read('--live', '--training')).toMatchObject({ value: { training: true } })
  })

  it('come from settings.json, and the command line wins', () => {
    const folder = home({ ...READ, training: false, hostEndpoint: 'tcp://bank.example:7000' })
    expect(readTillOptions([], folder)).toMatchObject({
      value: { training: false, hostEndpoint: 'tcp://bank.example:7000', dataFolder: join(folder, 'live') },
    })
    expect(readTillOptions(['--host', 'tcp://127.0.0.1:1', '--training'], folder)).toMatchObject({
      value: { training: true, hostEndpoint: 'tcp://127.0.0.1:1', padEndpoint: READ.padEndpoint },
    })
  })

  it('name the bank and who the till is there; a profile may be a file', () => {
    const file = join(home(), 'bank.json')
    writeFileSync(file, readFileSync(ASCII87, 'utf8').replace('"ascii87"', '"our-bank"'))
    for (const [profile, name] of [
      ['ascii87', 'ascii87'],
      ['bcd87', 'bcd87'],
      [file, 'our-bank'],
    ]) {
      expect(readTillOptions([], home({ ...READ, acquirer: { profile, ...TERMINAL } }))).toMatchObject({
        value: { acquirer: { profile: { name }, terminal: TERMINAL } },
      })
    }
  })

  it('may name the EMV tables that the pads should hold', () => {
    const emvTables = join(import.meta.dirname, '../../../resources/emv-tables/training.json')
    expect(
      readTillOptions([], home({ ...READ, acquirer: { profile: 'ascii87', emvTables, ...TERMINAL } })),
    ).toMatchObject({
      value: { acquirer: { emvTables: { name: 'Training' }, terminal: TERMINAL } },
    })
  })

  it('may encrypt the line to the bank', () => {
    const tls = {
      caFile: certificateFile('root'),
      certificateFile: certificateFile('till'),
      keyFile: keyFile('till'),
      serverName: HOST_NAME,
      pinSha256: [pinOf('host')],
    }
    const read = (given: object) =>
      readTillOptions([], home({ ...READ, acquirer: { profile: 'ascii87', ...TERMINAL, tls: given } }))
    expect(read(tls)).toMatchObject({
      value: {
        acquirer: {
          tls: {
            roots: certificateOf('root'),
            identity: { certificate: certificateOf('till'), key: keyOf('till') },
            serverName: HOST_NAME,
            pins: tls.pinSha256,
          },
        },
      },
    })
    expect(read({ caFile: tls.caFile })).toMatchObject({
      value: { acquirer: { tls: { identity: null, serverName: null, pins: [] } } },
    })
  })

  it('leave the switches of a browser alone', () => {
    const argv = ['/app', '--no-sandbox', '--lang=fr', ...ENDPOINTS, '--inspect=1']
    expect(readTillOptions(argv, home())).toMatchObject({ ok: true, value: READ })
  })

  it('use a named folder as it is', () => {
    const folder = home()
    expect(namedDataFolder(['--data', folder])).toBe(folder)
    expect(namedDataFolder([])).toBeNull()
    expect(readTillOptions([...ENDPOINTS, '--data', folder], '/elsewhere')).toMatchObject({
      value: { dataFolder: folder },
    })
  })

  it('survive the way to an engine of its own', () => {
    for (const [training, padEndpoint] of [
      [true, null],
      [false, READ.padEndpoint],
    ] as const) {
      const options = { ...READ, padEndpoint, dataFolder: home(), training }
      const [, , ...argv] = tillProcessCommand(options)
      expect(readTillOptions(argv, '/elsewhere')).toEqual({ ok: true, value: options })
    }
  })
})

describe('wrong settings', () => {
  it('name key exchange in a profile, whose key no setting holds', () => {
    const bank = JSON.parse(readFileSync(ASCII87, 'utf8')) as Record<string, unknown>
    const file = join(home(), 'bank.json')
    writeFileSync(file, JSON.stringify({ ...bank, keyExchange: true }))
    const folder = home({ acquirer: { ...TERMINAL, profile: file } })
    expect(readTillOptions(ENDPOINTS, folder)).toEqual(invalid(folder, 'acquirer.profile.keyExchange'))
  })

  it.each([
    ['caFile', { caFile: 'root.pem' }],
    ['caFile', { caFile: keyFile('host') }],
    ['certificateFile', { certificateFile: undefined }],
    ['certificateFile', { certificateFile: '/nowhere/till.pem' }],
    ['keyFile', { keyFile: undefined }],
    ['keyFile', { keyFile: certificateFile('till') }],
    ['keyFile', { keyFile: keyFile('host') }],
    ['pinSha256.0', { pinSha256: ['sha256//abc'] }],
  ])('name %s of an encrypted line: %j', (field, change) => {
    const right = {
      caFile: certificateFile('root'),
      certificateFile: certificateFile('till'),
      keyFile: keyFile('till'),
    }
    const folder = home({ acquirer: { profile: 'ascii87', ...TERMINAL, tls: { ...right, ...change } } })
    expect(readTillOptions(ENDPOINTS, folder)).toEqual(invalid(folder, `acquirer.tls.${field}`))
  })

  it('name the entry of a profile that does not hold', () => {
    const bank = JSON.parse(readFileSync(ASCII87, 'utf8')) as Record<string, unknown>
    const file = join(home(), 'bank.json')
    writeFileSync(file, JSON.stringify({ ...bank, approvedCodes: [] }))
    const folder = home({ acquirer: { ...TERMINAL, profile: file } })
    expect(readTillOptions(ENDPOINTS, folder)).toEqual(invalid(folder, 'acquirer.profile.approvedCodes'))
  })

  it.each([
    ['not json {', 'JSON'],
    [[], 'JSON'],
    [{ padEndpoint: 'http://127.0.0.1/' }, 'padEndpoint'],
    [{ padEndpoint: 'tcp://127.0.0.1:4001/../x' }, 'padEndpoint'],
    [{ training: 'no' }, 'training'],
    [{ webSecurity: false }, 'JSON'],
    [{ acquirer: { profile: 'ascii87' } }, 'acquirer.terminalId'],
    [{ acquirer: { ...TERMINAL, profile: 'no-such-bank' } }, 'acquirer.profile'],
    [{ acquirer: { ...TERMINAL, profile: '/no/such/file.json' } }, 'acquirer.profile'],
    [{ acquirer: { ...TERMINAL, profile: import.meta.filename } }, 'acquirer.profile'],
    [{ acquirer: { ...TERMINAL, profile: 'ascii87', merchantId: '1' } }, 'acquirer.merchantId'],
    [{ acquirer: { ...TERMINAL, profile: 'ascii87', emvTables: '/no/such/tables.json' } }, 'acquirer.emvTables'],
    [{ acquirer: { ...TERMINAL, profile: 'ascii87', emvTables: ASCII87 } }, 'acquirer.emvTables'],
  ])('%j is refused, naming %s', (settings, field) => {
    const folder = home(settings)
    expect(readTillOptions(ENDPOINTS, folder)).toEqual(invalid(folder, field))
  })

  it('of live selling without a bank name what is missing', () => {
    const folder = home()
    const argv = ['--live', '--pad=tcp://a:1', '--printer=tcp://a:1']
    expect(readTillOptions(argv, folder)).toEqual(invalid(folder, 'hostEndpoint'))
  })
})

it('a till may begin without pad and printer', () => {
  expect(readTillOptions(['--host=tcp://a:1'], home())).toMatchObject({
    value: { padEndpoint: null, printerEndpoint: null, hostEndpoint: 'tcp://a:1' },
  })
})
