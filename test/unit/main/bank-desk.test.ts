/**
 * Goal: the bank of a till and its mode are written whole or not at all, never away from under money that is owed, and never so
 * that the next start does not open. Method: real files in folders of their own; disks that are full, locked, killed in between.
 */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bankGaps } from '#contract/bank-gaps.ts'
import { fail, succeed } from '#contract/result.ts'
import type { BankForm } from '#contract/views/bank-view.ts'
import { stageSettings } from '#main/bank/settings-file.ts'
import { readTillOptions } from '#main/till-options.ts'
import { certificateFile, keyFile } from '#test/support/acquirer/certificates.ts'
import { bankBench, folderWith, TYPED, WRITTEN } from '#test/support/bank-bench.ts'

const ASCII87 = join(import.meta.dirname, '../../../resources/acquirers/ascii87.json')
const done = succeed({})
const wrong = (field: string) => fail('BANK_FIELD_WRONG', { field })

describe('a bank that is typed', () => {
  it('is written for live selling beside all that is there, with its trace, and counts from the next start', async () => {
    const before = { training: true, ticketFolder: '/srv/tickets', cardExtras: { tipPercents: [5] } }
    const { desk, settings, path, home, events } = bankBench(before)
    chmodSync(path, 0o640)
    expect(await desk.save('live', { ...TYPED, host: ' host.bank.test ' })).toEqual(done)
    expect(settings()).toEqual({ ...before, live: WRITTEN })
    expect(statSync(path).mode & 0o777).toBe(0o640)
    expect(existsSync(`${path}.new`)).toBe(false)
    expect(events).toEqual([
      {
        event: 'bank-changed',
        mode: 'live',
        changes: expect.arrayContaining([{ name: 'host', before: '', after: 'host.bank.test' }]),
      },
    ])
    // Training goes on as it was, with its own bank.
    expect(readTillOptions([], home)).toMatchObject({ value: { training: true, hostEndpoint: '' } })
    expect(readTillOptions(['--live'], home)).toMatchObject({
      value: { hostEndpoint: WRITTEN.hostEndpoint, acquirer: { terminal: { terminalId: '12345678' } } },
    })
    expect(desk.mayBegin()).toEqual(succeed(null))
  })

  it('makes the file where there is none, for its owner alone', async () => {
    const { desk, path, settings } = bankBench()
    expect(await desk.save('training', TYPED)).toEqual(done)
    // Live selling does not take up a bank to practise with.
    expect(settings()).toEqual({ ...WRITTEN, live: {} })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('keeps the entries that the form does not have, and changes nothing where nothing changed', async () => {
    const emvTables = join(import.meta.dirname, '../../../resources/emv-tables/training.json')
    const tls = { pinSha256: [`${'a'.repeat(43)}=`], caFile: certificateFile('root') }
    const bench = bankBench({ ...WRITTEN, acquirer: { emvTables, tls, ...WRITTEN.acquirer } })
    const view = await bench.view()
    expect(view?.training.kept).toEqual(['emvTables', 'tls.pinSha256'])
    const typed = { ...TYPED, encrypted: true, caFile: tls.caFile }
    expect(view?.training.form).toEqual(typed)
    expect(await bench.desk.save('training', typed)).toEqual(done)
    expect(bench.events).toEqual([])
    expect(await bench.desk.save('training', { ...typed, contract: '7' })).toEqual(done)
    const acquirer = { ...WRITTEN.acquirer, emvTables, tls }
    expect(bench.settings()).toEqual({
      ...WRITTEN,
      acquirer: { ...acquirer, contract: '7' },
      // What both modes had stays that of live selling.
      live: { ...WRITTEN, acquirer },
    })
    expect(bench.events).toMatchObject([{ changes: [{ name: 'contract', before: '1234567', after: '7' }] }])
  })

  it('stops new card payments until the program is opened anew, and none when it is put back', async () => {
    const { desk, open } = bankBench(WRITTEN)
    expect(await desk.save('training', { ...TYPED, port: '7001' })).toEqual(done)
    expect(desk.mayBegin()).toEqual(fail('BANK_RESTART_DUE'))
    expect(open().mayBegin()).toEqual(succeed(null))
    expect(await desk.save('training', TYPED)).toEqual(done)
    expect(desk.mayBegin()).toEqual(succeed(null))
  })

  it('of live selling leaves training without a bank where both had the same: it must never reach a real one', async () => {
    const { desk, settings, home } = bankBench({ ...WRITTEN, training: false }, { training: false })
    expect(await desk.save('live', { ...TYPED, port: '7001' })).toEqual(done)
    expect(settings()).toEqual({ training: false, live: { ...WRITTEN, hostEndpoint: 'tcp://host.bank.test:7001' } })
    expect(readTillOptions(['--training'], home)).toMatchObject({ value: { hostEndpoint: '' } })
  })

  it('names what is not right, in the order of the form', () => {
    const gaps = (change: Partial<BankForm>) => bankGaps({ ...TYPED, ...change })
    expect(gaps({})).toEqual([])
    expect(gaps({ host: '', port: '70000', contract: 'x' })).toEqual([
      { field: 'host', kind: 'missing' },
      { field: 'port', kind: 'wrong' },
      { field: 'contract', kind: 'wrong' },
    ])
    expect(gaps({ host: 'http://bank', terminalId: '1', merchantId: '1', referralPhone: 'call' })).toHaveLength(4)
    expect(gaps({ encrypted: true })).toEqual([{ field: 'caFile', kind: 'missing' }])
    expect(gaps({ encrypted: true, caFile: 'root.pem', keyFile: 'C:\\key.pem' })).toEqual([
      { field: 'caFile', kind: 'wrong' },
      { field: 'certificateFile', kind: 'missing' },
    ])
    // Numbers of the bank look like cards by chance; nothing else may.
    expect(gaps({ merchantId: '378282246310005' })).toEqual([])
    for (const field of ['host', 'profile', 'serverName', 'caFile'] as const) {
      expect(gaps({ encrypted: true, caFile: '/root.pem', [field]: '/4111111111111111' })).toEqual([
        { field, kind: 'card' },
      ])
    }
  })
})

describe('a bank is refused', () => {
  it.each([
    [{ port: '0' }, wrong('port')],
    [{ referralPhone: '4111 1111 1111 1111' }, fail('SALE_CARD_NUMBER_REFUSED')],
    [{ profile: 'no-such-bank' }, wrong('profile')],
    [{ profile: '/no/such/bank.json' }, wrong('profile')],
    [{ encrypted: true, caFile: keyFile('host') }, wrong('tls.caFile')],
    [
      {
        encrypted: true,
        caFile: certificateFile('root'),
        certificateFile: certificateFile('till'),
        keyFile: keyFile('host'),
      },
      wrong('tls.keyFile'),
    ],
  ])('%j: nothing is written or tried', async (change, refusal) => {
    const { desk, path, events } = bankBench()
    expect(await desk.try('live', { ...TYPED, ...change })).toEqual(refusal)
    expect(await desk.save('live', { ...TYPED, ...change })).toEqual(refusal)
    expect(existsSync(path)).toBe(false)
    expect(events).toEqual([])
  })

  it('with a profile of which one entry does not hold, which is named', async () => {
    const profile = join(folderWith(), 'bank.json')
    writeFileSync(profile, JSON.stringify({ ...JSON.parse(readFileSync(ASCII87, 'utf8')), approvedCodes: [] }))
    const { desk } = bankBench()
    expect(await desk.try('live', { ...TYPED, profile })).toEqual(wrong('profile.approvedCodes'))
    expect(await desk.save('live', { ...TYPED, profile })).toEqual(wrong('profile.approvedCodes'))
  })

  it('while something is owed to it, and not because of what another bank is owed', async () => {
    const bench = bankBench(WRITTEN, { owed: ['main'] })
    expect(await bench.desk.save('training', { ...TYPED, port: '1' })).toEqual(fail('BANK_OWED'))
    expect((await bench.view())?.training.closed).toBe('owed')
    // Live selling has not begun: its bank owes nothing yet.
    expect(await bench.desk.save('live', TYPED)).toEqual(done)
    bench.till.owed = ['second']
    expect(await bench.desk.save('training', { ...TYPED, port: '1' })).toEqual(done)
  })

  it('where it has sold in the other mode: what it is owed there is not seen from here', async () => {
    const bench = bankBench({ ...WRITTEN, live: WRITTEN })
    bench.hasData('live')
    expect(await bench.desk.save('live', { ...TYPED, port: '1' })).toEqual(fail('BANK_ELSEWHERE'))
    expect((await bench.view())?.live).toMatchObject({ closed: 'elsewhere', form: TYPED })
    const place = { path: bench.path, home: bench.home, hostFixed: false, modeFixed: 'folder' as const }
    expect(await bankBench().open({ place }).save('live', TYPED)).toEqual(fail('BANK_ELSEWHERE'))
  })

  it('where the file names several', async () => {
    const bank = { id: 'main', name: 'Nord', host: 'tcp://10.0.0.1:4000', ...WRITTEN.acquirer }
    const bench = bankBench({ banks: { acquirers: [bank], routing: [{ acquirer: 'main' }] } })
    expect(await bench.desk.save('training', TYPED)).toEqual(fail('BANK_IN_FILE', { path: bench.path }))
    expect((await bench.view())?.training).toMatchObject({
      form: null,
      closed: 'in-file',
      several: [{ id: 'main', name: 'Nord', host: 'tcp://10.0.0.1:4000', terminalId: '12345678' }],
    })
  })

  it('while a card payment is open', async () => {
    const { desk } = bankBench(undefined, { isBusy: true })
    expect(await desk.try('live', TYPED)).toEqual(fail('PAYMENT_ALREADY_OPEN'))
    expect(await desk.save('live', TYPED)).toEqual(fail('PAYMENT_ALREADY_OPEN'))
    expect(await desk.setMode('live')).toEqual(fail('PAYMENT_ALREADY_OPEN'))
  })
})

describe('settings.json', () => {
  it('that is broken is left as it is, and named', async () => {
    const bench = bankBench('{ "training": true,')
    const refusal = fail('BANK_FILE_UNREADABLE', { path: bench.path, field: 'JSON' })
    expect(await bench.desk.save('live', TYPED)).toEqual(refusal)
    expect(await bench.desk.try('live', TYPED)).toEqual(refusal)
    expect(await bench.desk.setMode('training')).toEqual(refusal)
    expect(readFileSync(bench.path, 'utf8')).toBe('{ "training": true,')
    expect((await bench.view())?.unreadable).toBe('JSON')
    writeFileSync(bench.path, '{ "padEndpoint": "http://" }')
    expect(await bench.desk.save('live', TYPED)).toEqual(
      fail('BANK_FILE_UNREADABLE', { path: bench.path, field: 'padEndpoint' }),
    )
    expect((await bench.view())?.unreadable).toBe('padEndpoint')
  })

  it('that nobody may write is not replaced', async () => {
    const bench = bankBench({ training: true })
    chmodSync(bench.path, 0o444)
    await expect(bench.desk.save('live', TYPED)).rejects.toMatchObject({ failure: { code: 'STORE_NOT_WRITABLE' } })
    expect(bench.settings()).toEqual({ training: true })
    expect(bench.events).toEqual([])
  })

  it('is whole on a full disk', async () => {
    const full = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' })
    }
    const bench = bankBench({ training: true }, {}, { stage: (path, json) => stageSettings(path, json, full) })
    await expect(bench.desk.save('live', TYPED)).rejects.toMatchObject({ failure: { code: 'STORE_DISK_FULL' } })
    expect(bench.settings()).toEqual({ training: true })
    expect(existsSync(`${bench.path}.new`)).toBe(false)
    expect(bench.events).toEqual([])
  })

  it('is as it was when the program is killed before the new one has its name', async () => {
    const bench = bankBench({ training: true })
    stageSettings(bench.path, { training: false, live: WRITTEN })
    expect(existsSync(`${bench.path}.new`)).toBe(true)
    expect(readTillOptions([], bench.home)).toMatchObject({ value: { training: true } })
    expect(await bench.desk.save('live', TYPED)).toEqual(done)
    expect(bench.settings()).toEqual({ training: true, live: WRITTEN })
    expect(existsSync(`${bench.path}.new`)).toBe(false)
  })

  it('that cannot take its name leaves a word of that in the chain', async () => {
    const bench = bankBench({ training: true })
    // A folder has come where the file was.
    const stage: typeof stageSettings = (path, json) => {
      const staged = stageSettings(join(bench.home, 'other.json'), json)
      mkdirSync(join(bench.home, 'other.json', 'x'), { recursive: true })
      void path
      return staged
    }
    await expect(bench.open({ stage }).save('live', TYPED)).rejects.toMatchObject({
      failure: { code: 'STORE_NOT_WRITABLE' },
    })
    expect(bench.events).toMatchObject([
      { event: 'bank-changed' },
      { event: 'settings-not-written', of: 'bank-changed' },
    ])
    expect(existsSync(join(bench.home, 'other.json.new'))).toBe(false)
  })

  it('that is a link stays one', async () => {
    const home = folderWith({ training: true })
    const link = join(folderWith(), 'settings.json')
    symlinkSync(join(home, 'settings.json'), link)
    stageSettings(link, { training: false }).commit()
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).toEqual({ training: false })
  })
})

describe('from training to live selling', () => {
  const needs = (view: Awaited<ReturnType<ReturnType<typeof bankBench>['view']>>) =>
    Object.fromEntries(view?.needs.map(({ need, met }) => [need, met]) ?? [])

  it('says what is missing, and waits for all of it', async () => {
    const bench = bankBench(undefined, { hasKeySafe: false, isPaying: true })
    expect(needs(await bench.view())).toEqual({ bank: false, tried: false, safe: false, idle: false })
    expect(await bench.desk.setMode('live')).toEqual(fail('BANK_MODE_NOT_READY'))
    expect(await bench.desk.save('live', TYPED)).toEqual(done)
    Object.assign(bench.till, { hasKeySafe: true, isPaying: false })
    expect(needs(await bench.view())).toEqual({ bank: true, tried: false, safe: true, idle: true })
    expect(await bench.desk.setMode('live')).toEqual(fail('BANK_MODE_NOT_READY'))
  })

  it('is not possible without a place for the keys; several banks of the file are not tried here', async () => {
    const bank = { id: 'main', name: 'Nord', host: 'tcp://10.0.0.1:4000', ...WRITTEN.acquirer }
    const bench = bankBench({ live: { banks: { acquirers: [bank], routing: [{ acquirer: 'main' }] } } })
    expect(needs(await bench.view())).toEqual({ bank: true, tried: true, safe: true, idle: true })
    bench.till.hasKeySafe = false
    expect(await bench.desk.setMode('live')).toEqual(fail('BANK_MODE_NOT_READY'))
  })

  it('opens the live till at the next start, in its own folder, and can be taken back before', async () => {
    const bank = { id: 'main', name: 'Nord', host: 'tcp://10.0.0.1:4000', ...WRITTEN.acquirer }
    const live = { banks: { acquirers: [bank], routing: [{ acquirer: 'main' }] } }
    const bench = bankBench({ ...WRITTEN, live })
    expect(await bench.desk.setMode('live')).toEqual(done)
    expect(bench.settings()).toEqual({ ...WRITTEN, live, training: false })
    expect(await bench.view()).toMatchObject({ nextMode: 'live', restartDue: true })
    expect(bench.desk.mayBegin()).toEqual(fail('BANK_RESTART_DUE'))
    expect(readTillOptions([], bench.home)).toMatchObject({
      value: { training: false, dataFolder: join(bench.home, 'live'), banks: { acquirers: [{ name: 'Nord' }] } },
    })
    bench.till.isPaying = true
    expect(await bench.desk.setMode('training')).toEqual(done)
    expect(await bench.view()).toMatchObject({ nextMode: 'training', restartDue: false })
    expect(bench.settings()).toEqual({ ...WRITTEN, live, training: true })
    expect(bench.events.map(({ event, mode }) => [event, mode])).toEqual([
      ['mode-chosen', 'live'],
      ['mode-chosen', 'training'],
    ])
  })

  it('and back waits for the end of the day, and leaves the real bank where training does not see it', async () => {
    const bench = bankBench({ ...WRITTEN, training: false }, { training: false, ticketCount: 3, owed: ['main'] })
    expect(needs(await bench.view())).toEqual({ day: false, settled: false, idle: true })
    expect(await bench.desk.setMode('training')).toEqual(fail('BANK_MODE_NOT_READY'))
    Object.assign(bench.till, { stage: 'closed', owed: [] })
    expect(await bench.desk.setMode('training')).toEqual(done)
    expect(bench.settings()).toEqual({ training: true, live: WRITTEN })
    expect(readTillOptions([], bench.home)).toMatchObject({ value: { training: true, hostEndpoint: '' } })
  })

  it('is the command line’s where that says so', async () => {
    const { open, path, home } = bankBench(WRITTEN)
    const desk = open({ place: { path, home, hostFixed: true, modeFixed: 'option' } })
    expect(await desk.setMode('live')).toEqual(fail('BANK_MODE_FIXED'))
    expect(await desk.view()).toMatchObject({ value: { hostFixed: true, modeFixed: 'option' } })
  })
})
