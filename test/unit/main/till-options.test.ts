import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tillProcessCommand } from '#main/carriers/process-endpoint.ts'
import { namedDataFolder, readTillOptions } from '#main/till-options.ts'
import { TEST_KEY_ENCRYPTION_KEY } from '#simulators/acquirer-host/host-keys.ts'
import {
  certificateFile,
  certificateOf,
  HOST_NAME,
  keyFile,
  keyOf,
  pinOf,
} from '#test/support/acquirer/certificates.ts'
import { macProfileJson } from '#test/support/acquirer/mac-profile.ts'

const ENDPOINTS = ['--pad', 'tcp://127.0.0.1:4001', '--host=tcp://127.0.0.1:4002', '--printer', 'serial:/dev/ttyUSB0']
const READ = {
  padEndpoint: 'tcp://127.0.0.1:4001',
  hostEndpoint: 'tcp://127.0.0.1:4002',
  printerEndpoint: 'serial:/dev/ttyUSB0',
}
const ASCII87 = join(import.meta.dirname, '../../../resources/acquirers/ascii87.json')
const TERMINAL = { terminalId: '12345678', merchantId: '123456789ABCDEF', contract: '1234567' }
/** The simulated bank's key of keys, as key blocks under the protection keys of the published samples. */
const DES_KEY = {
  keyBlock: 'B0080K0TB00N0000562802C61D79D787DD72797B667EBC0162C3585BF1DE17D90A5115B2EEEEB0DC',
  protectionKey: 'DD7515F2BFC17F85CE48F3CA25CB21F6',
}
const AES_KEY = {
  keyBlock:
    'D0112K0AB00N00001158B63AEA6DA1EDF0CFBA85B2581ADEECA824680D841D0D47A54A0257A4AC64F8E58608EB997D7E23A93E3ED474D006',
  protectionKey: '88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6',
}
const PIN_KEY = 'B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E'
/** A profile with message codes, in a file. */
const macBank = (algorithm: 'retail-x9.19' | 'aes-cmac') => {
  const file = join(home(), 'bank.json')
  writeFileSync(file, JSON.stringify(macProfileJson({ algorithm, padding: 1, covers: 'up-to-field' })))
  return file
}
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
  it('say which tips and how much cash a card may be charged besides, within the limits of the product', () => {
    const read = (cardExtras: unknown) => {
      const folder = home({ cardExtras })
      return { folder, till: readTillOptions(ENDPOINTS, folder) }
    }
    expect(read({ tipPercents: [5, 12], cashbackLimitMinor: 4_000 }).till).toMatchObject({
      value: { cardExtras: { tips: { basisPoints: [500, 1_200] }, cashback: { limitMinor: 4_000 } } },
    })
    expect(read({}).till).toMatchObject({ value: { cardExtras: {} } })
    for (const [wrong, field] of [
      [{ cashbackLimitMinor: 100_001 }, 'cardExtras.cashbackLimitMinor'],
      [{ tipPercents: [51] }, 'cardExtras.tipPercents.0'],
      [{ tipPercents: [1, 2, 3, 4, 5] }, 'cardExtras.tipPercents'],
    ] as const) {
      const { folder, till } = read(wrong)
      expect(till).toEqual(invalid(folder, field))
    }
  })

  it('are training unless something says otherwise, each in a folder of its own', () => {
    const folder = home()
    const read = (...more: string[]) => readTillOptions([...ENDPOINTS, ...more], folder)
    const settings = { path: join(folder, 'settings.json'), home: folder, hostFixed: true, modeFixed: null }
    expect(read()).toEqual({
      ok: true,
      value: { ...READ, settings, training: true, dataFolder: join(folder, 'training') },
    })
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

  it.each([
    ['retail-x9.19', DES_KEY],
    ['aes-cmac', AES_KEY],
  ] as const)('may hold the test key that brings the keys of message codes: %s', (algorithm, messageKey) => {
    const folder = home({ ...READ, acquirer: { profile: macBank(algorithm), ...TERMINAL, messageKey } })
    const options = readTillOptions([], folder)
    expect(options).toMatchObject({ value: { acquirer: { profile: { keyExchange: true } } } })
    const key = options.ok ? options.value.acquirer?.keyEncryptionKey : undefined
    expect(Buffer.from(key ?? []).toString('hex')).toBe(TEST_KEY_ENCRYPTION_KEY.toString('hex'))
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

  it('may name several banks, who take the place of the one', () => {
    const bank = { id: 'main', name: 'Nord', host: 'tcp://10.0.0.1:4000', profile: ASCII87, ...TERMINAL }
    const banks = { acquirers: [bank], routing: [{ acquirer: 'main' }] }
    expect(readTillOptions(['--live'], home({ banks }))).toMatchObject({
      value: { hostEndpoint: '', banks: { acquirers: [{ id: 'main', host: 'tcp://10.0.0.1:4000' }] } },
    })
    const both = home({ banks, hostEndpoint: 'tcp://10.0.0.9:4000' })
    expect(readTillOptions(['--live'], both)).toEqual(invalid(both, 'banks'))
    const nobody = home({ banks: { ...banks, routing: [{ acquirer: 'south' }] } })
    expect(readTillOptions(['--live'], nobody)).toEqual(invalid(nobody, 'banks.routing.0.acquirer'))
  })

  it('may name another bank for live selling, which training does not see', () => {
    const live = { hostEndpoint: 'tcp://live.example:7000', acquirer: { profile: 'bcd87', ...TERMINAL } }
    const folder = home({
      hostEndpoint: 'tcp://test.example:7000',
      acquirer: { profile: 'ascii87', ...TERMINAL },
      live,
    })
    expect(readTillOptions([], folder)).toMatchObject({
      value: { hostEndpoint: 'tcp://test.example:7000', acquirer: { profile: { name: 'ascii87' } } },
    })
    expect(readTillOptions(['--live'], folder)).toMatchObject({
      value: { hostEndpoint: 'tcp://live.example:7000', acquirer: { profile: { name: 'bcd87' } } },
    })
    const hostless = home({ hostEndpoint: 'tcp://test.example:7000', live: { acquirer: live.acquirer } })
    expect(readTillOptions(['--live'], hostless)).toEqual(invalid(hostless, 'live.hostEndpoint'))
    const wrong = home({ live: { ...live, acquirer: { ...live.acquirer, contract: 'x' } } })
    expect(readTillOptions([], wrong)).toEqual(invalid(wrong, 'live.acquirer.contract'))
  })

  it('may have other hosts of the training shop on the command line, in training alone', () => {
    const others = ['--standby-host', 'tcp://127.0.0.1:5', '--second-host', 'tcp://127.0.0.1:6']
    const read = (...more: string[]) => readTillOptions([...ENDPOINTS, ...others, ...more], home())
    const given = { standbyEndpoint: 'tcp://127.0.0.1:5', secondHostEndpoint: 'tcp://127.0.0.1:6' }
    expect(read()).toMatchObject({ value: given })
    expect(read('--live')).not.toMatchObject({ value: given })
  })

  it('survive the way to an engine of its own', () => {
    for (const [training, padEndpoint] of [
      [true, null],
      [false, READ.padEndpoint],
    ] as const) {
      const options = { ...READ, padEndpoint, dataFolder: home(), training }
      const [, , ...argv] = tillProcessCommand(options)
      const settings = { path: join(options.dataFolder, 'settings.json'), home: options.dataFolder }
      expect(readTillOptions(argv, '/elsewhere')).toEqual({
        ok: true,
        value: { ...options, settings: { ...settings, hostFixed: true, modeFixed: 'option' } },
      })
    }
  })
})

describe('wrong settings', () => {
  it.each([
    ['a profile with message codes and no key for them', undefined],
    ['a key under another protection key', { ...DES_KEY, protectionKey: '0123456789ABCDEFFEDCBA9876543210' }],
    ['a PIN key', { protectionKey: DES_KEY.protectionKey, keyBlock: PIN_KEY }],
    ['a key of another cipher', AES_KEY],
    ['no key block', { ...DES_KEY, keyBlock: 'B0080' }],
  ])('name the message key: %s', (_, messageKey) => {
    const folder = home({ acquirer: { ...TERMINAL, profile: macBank('retail-x9.19'), messageKey } })
    expect(readTillOptions(ENDPOINTS, folder)).toEqual(invalid(folder, 'acquirer.messageKey'))
  })

  it('name a message key that the bank has no use for, and any in live selling', () => {
    const useless = home({ acquirer: { ...TERMINAL, profile: 'ascii87', messageKey: DES_KEY } })
    expect(readTillOptions(ENDPOINTS, useless)).toEqual(invalid(useless, 'acquirer.messageKey'))
    const live = home({ acquirer: { ...TERMINAL, profile: macBank('retail-x9.19'), messageKey: DES_KEY } })
    expect(readTillOptions([...ENDPOINTS, '--live'], live)).toEqual(invalid(live, 'acquirer.messageKey'))
    const bank = { id: 'main', name: 'Nord', host: READ.hostEndpoint, ...TERMINAL, profile: macBank('retail-x9.19') }
    const banks = { acquirers: [{ ...bank, messageKey: DES_KEY }], routing: [{ acquirer: 'main' }] }
    const several = home({ banks })
    expect(readTillOptions([], several)).toMatchObject({ ok: true })
    expect(readTillOptions(['--live'], several)).toEqual(invalid(several, 'banks.acquirers.0.messageKey'))
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
