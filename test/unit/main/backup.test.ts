/**
 * Goal: a copy that is called good can be gone back to, one that cannot is called red, and nothing that is stopped in the middle
 * loses what was there. Method: a whole till on a real disk; files are damaged, names are not given, programs end.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { Request, Response } from '#contract/api.ts'
import { fail } from '#contract/result.ts'
import type { BackupView } from '#contract/views/backup-view.ts'
import { readHeader } from '#main/backup/archive.ts'
import { applyReadyRestore } from '#main/backup/ready-restore.ts'
import { TRAINING_ACQUIRER } from '#main/compose/acquirer-settings.ts'
import { openTill } from '#main/compose.ts'
import { readTillOptions } from '#main/till-options.ts'
import { deskOf } from '#test/support/bad-input/desk.ts'
import '#test/support/quick-hashes.ts'

const PASSPHRASE = 'quai de la Fosse'
const CALLER = { carrier: 'test' } as const

type BackupCallName = 'backup.look' | 'backup.restore' | 'backup.configure' | 'backup.now'
type Desk = Awaited<ReturnType<typeof openOn>>
const open: Desk[] = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close()
})

async function openOn(data: string) {
  const options = readTillOptions(['--data', data], data)
  if (!options.ok) throw new Error(options.error.code)
  const opened = await openTill(options.value)
  if (!opened.ok) throw new Error(opened.error.code)
  const desk = deskOf(opened.value)
  await desk.ask('session.signIn', { userId: 'claire', pin: '3333' })
  const backup = async (): Promise<BackupView> => (await desk.look()).backup
  const tried = {
    ...desk,
    data,
    dispatch: <Name extends BackupCallName>(name: Name, request: Request<Name>) =>
      opened.value.dispatch(name, request, CALLER) as Promise<
        { ok: true; value: Response<Name> } | { ok: false; error: { code: string } }
      >,
    sell: async (givenMinor = 500) => {
      await desk.ask('sale.addProduct', { productId: 'baguette' })
      await desk.ask('tender.begin', {})
      await desk.ask('tender.cash', { givenMinor })
      await desk.ask('sale.next', {})
    },
    backup,
    /** The copy that is under way is made and tried. */
    made: () =>
      desk.until('a copy that was tried', ({ backup: { work, trial } }) => work === null && trial !== null && trial),
    files: () => readdirSync(join(data, 'copies')).map((name) => join(data, 'copies', name)),
  }
  return tried
}

async function tillWithCopies(): Promise<Desk> {
  const data = mkdtempSync(join(tmpdir(), 'comptoir-backup-'))
  mkdirSync(join(data, 'copies'))
  const desk = await openOn(data)
  open.push(desk)
  await desk.ask('backup.configure', { folder: join(data, 'copies'), keep: 2, passphrase: PASSPHRASE })
  return desk
}

const again = async (desk: Desk): Promise<Desk> => {
  await desk.close()
  open.splice(open.indexOf(desk), 1)
  const reopened = await openOn(desk.data)
  open.push(reopened)
  return reopened
}

describe('a copy of the data', () => {
  it('is sealed, tried, and green with what it holds', async () => {
    const desk = await tillWithCopies()
    await desk.sell()
    await desk.ask('backup.now', {})
    await desk.made()
    const { last, trial, needsLook } = await desk.backup()
    expect(trial).toMatchObject({ reason: null, facts: { tickets: 1, salesTotalMinor: 130, people: 6 } })
    expect(needsLook).toBe(false)
    const [path] = desk.files()
    expect(last?.path).toBe(path)
    const bytes = readFileSync(path ?? '')
    expect(bytes.includes('Baguette')).toBe(false)
    expect(bytes.includes('SQLite')).toBe(false)
    // The next start still knows.
    expect((await (await again(desk)).backup()).trial).toEqual(trial)
  })

  it('is red once a byte of it is another, wherever that is', async () => {
    const desk = await tillWithCopies()
    await desk.ask('backup.now', {})
    await desk.made()
    const [path = ''] = desk.files()
    const whole = readFileSync(path)
    const start = readHeader(path)?.line.length ?? 0
    for (const place of [start + 3, Math.floor(whole.length / 2), whole.length - 1]) {
      const damaged = Buffer.from(whole)
      damaged[place] = (damaged[place] ?? 0) ^ 1
      writeFileSync(path, damaged)
      await desk.ask('backup.try', {})
      expect(await desk.made()).toMatchObject({ reason: 'damaged', facts: null })
      expect((await desk.backup()).needsLook).toBe(true)
      expect(await desk.dispatch('backup.look', { path, passphrase: PASSPHRASE })).toEqual(fail('BACKUP_DAMAGED'))
    }
    writeFileSync(path, whole.subarray(0, whole.length - 100))
    expect(await desk.dispatch('backup.look', { path, passphrase: PASSPHRASE })).toEqual(fail('BACKUP_DAMAGED'))
    writeFileSync(path, whole)
    await desk.ask('backup.try', {})
    expect(await desk.made()).toMatchObject({ reason: null })
    expect(readdirSync(desk.data).filter((name) => name.includes('scratch'))).toEqual([])
  })

  it('opens with its passphrase alone', async () => {
    const desk = await tillWithCopies()
    await desk.ask('backup.now', {})
    await desk.made()
    const [path = ''] = desk.files()
    const other = { path, passphrase: 'quai des Antilles' }
    expect(await desk.dispatch('backup.look', other)).toEqual(fail('BACKUP_WRONG_PASSPHRASE'))
    expect(await desk.dispatch('backup.restore', other)).toEqual(fail('BACKUP_WRONG_PASSPHRASE'))
    expect((await desk.backup()).restoreReady).toBe(false)
  })

  it('is made after each Z, and as many are kept as were asked for', async () => {
    const desk = await tillWithCopies()
    for (const name of [
      'comptoir-2-2020-01-01-120000.comptoir-backup',
      'comptoir-2-2020-01-02-120000.comptoir-backup',
    ]) {
      writeFileSync(join(desk.data, 'copies', name), 'no copy of ours: it is left alone')
    }
    await desk.sell()
    await desk.ask('day.close', {})
    await desk.made()
    expect((await desk.backup()).trial).toMatchObject({ reason: null, facts: { closings: 1 } })
    expect(desk.files()).toHaveLength(3)
  })

  it('says so where it cannot be made, and asks for a folder that is there', async () => {
    const desk = await tillWithCopies()
    const gone = join(desk.data, 'gone')
    const refused = fail('BACKUP_FOLDER_UNUSABLE', { path: gone })
    expect(await desk.dispatch('backup.configure', { folder: gone, keep: 2 })).toEqual(refused)
    renameSync(join(desk.data, 'copies'), gone)
    expect(await desk.dispatch('backup.now', {})).toMatchObject(fail('BACKUP_FOLDER_UNUSABLE'))
    await desk.sell()
    await desk.ask('day.close', {})
    const failure = await desk.until('a failure', ({ backup: { failure: found } }) => found !== null && found)
    expect(failure).toMatchObject({ code: 'BACKUP_FOLDER_UNUSABLE' })
    expect((await desk.backup()).needsLook).toBe(true)
  })

  it('is nobody’s to make before it is set up, nor twice at once', async () => {
    const data = mkdtempSync(join(tmpdir(), 'comptoir-backup-'))
    const desk = await openOn(data)
    open.push(desk)
    expect(await desk.dispatch('backup.now', {})).toEqual(fail('BACKUP_NOT_SET_UP'))
    expect(await desk.dispatch('backup.configure', { folder: data, keep: 1 })).toEqual(fail('BACKUP_NOT_SET_UP'))
    await desk.ask('backup.configure', { folder: data, keep: 1, passphrase: PASSPHRASE })
    await desk.ask('backup.now', {})
    expect(await desk.dispatch('backup.now', {})).toEqual(fail('BACKUP_BUSY'))
    await desk.made()
  })
})

describe('going back to a copy', () => {
  async function withLostSale(): Promise<{ readonly desk: Desk; readonly path: string }> {
    const desk = await tillWithCopies()
    await desk.sell()
    await desk.ask('backup.now', {})
    await desk.made()
    await desk.sell()
    return { desk, path: desk.files()[0] ?? '' }
  }

  it('says what is lost, happens at the next start, and gives no number twice', async () => {
    const { desk, path } = await withLostSale()
    const looked = await desk.dispatch('backup.look', { path, passphrase: PASSPHRASE })
    expect(looked).toMatchObject({ ok: true, value: { copy: { tickets: 1 }, now: { tickets: 2 }, training: true } })
    await desk.ask('backup.restore', { path, passphrase: PASSPHRASE })
    // Sold after it was laid ready, and still on paper.
    await desk.sell()
    const number = (await desk.look()).sale.number
    expect(await desk.backup()).toMatchObject({ restoreReady: true })
    const restored = await again(desk)
    const { sale, status, day } = await restored.look()
    expect(sale.number).toBe(number)
    expect(day.ticketCount).toBe(1)
    expect(status.fiscal.state).toBe('verified')
    const aside = readdirSync(restored.data).filter((name) => name.startsWith('replaced-'))
    expect(aside).toHaveLength(1)
    expect(readdirSync(join(restored.data, aside[0] ?? ''))).toContain('till.db')
    expect((await restored.backup()).restoreReady).toBe(false)
    // Once, and never again: the third start is the second one's.
    const third = await again(restored)
    expect((await third.look()).day.ticketCount).toBe(1)
    await third.sell()
    expect((await third.look()).status.fiscal.state).toBe('verified')
  })

  it('goes on with the numbers that were noted where the data that gave way is damaged, and stops where it is only locked', async () => {
    const { desk, path } = await withLostSale()
    await desk.ask('backup.restore', { path, passphrase: PASSPHRASE })
    const number = (await desk.look()).sale.number
    await desk.close()
    open.splice(open.indexOf(desk), 1)
    applyReadyRestore(desk.data)
    const [folder = ''] = readdirSync(desk.data).filter((name) => name.startsWith('replaced-'))
    const aside = join(desk.data, folder, 'till.db')
    for (const name of readdirSync(join(desk.data, folder)))
      if (name.startsWith('till.db-')) rmSync(join(desk.data, folder, name))
    const held = new BetterSqlite(aside)
    held.pragma('locking_mode = EXCLUSIVE')
    held.exec('BEGIN EXCLUSIVE')
    await expect(openOn(desk.data)).rejects.toThrow('STORE_LOCKED')
    held.exec('ROLLBACK')
    held.close()
    writeFileSync(aside, 'no database any more')
    const restored = await openOn(desk.data)
    open.push(restored)
    expect((await restored.look()).sale.number).toBe(number)
    expect(readFileSync(join(desk.data, 'logs', 'comptoir.log'), 'utf8')).toContain('restore.countersUnread')
  })

  it('pays no ticket back twice, and says in the chain what had gone back', async () => {
    const { desk, path } = await withLostSale()
    await desk.ask('sale.addProduct', { productId: 'baguette' })
    const { id: saleId, lines } = (await desk.look()).sale
    await desk.ask('tender.cash', { givenMinor: 500 })
    await desk.ask('backup.now', {})
    await desk.made()
    const newest = desk.files().find((file) => file !== path) ?? path
    const give = (on: Desk) =>
      on.ask('return.give', {
        saleId,
        lines: [{ lineId: lines[0]?.id ?? '', quantityMilli: 1_000 }],
        shares: [{ key: 'cash', amountMinor: 130 }],
      })
    expect(await give(desk)).toMatchObject({ outcome: 'done', cashMinor: 130 })
    await desk.ask('backup.restore', { path: newest, passphrase: PASSPHRASE })
    const restored = await again(desk)
    await expect(give(restored)).rejects.toThrow('SALE_RETURN_NOT_LEFT')
    const db = new BetterSqlite(join(desk.data, 'till.db'), { readonly: true })
    const [row] = db.prepare("SELECT body FROM fiscal_record WHERE body LIKE '%database-restored%'").all()
    db.close()
    expect(JSON.parse((row as { body: string }).body)).toMatchObject({
      ticketsReturned: { count: 1, amountMinor: 130 },
      vouchersInDoubt: 0,
    })
  })

  it('waits for payments of which the last word is not said', async () => {
    const { desk, path } = await withLostSale()
    await desk.ask('sale.addProduct', { productId: 'baguette' })
    await desk.ask('tender.begin', {})
    expect(await desk.dispatch('backup.restore', { path, passphrase: PASSPHRASE })).toEqual(
      fail('BACKUP_PAYMENTS_OPEN', { count: 1 }),
    )
  })

  it('can be taken back before the next start', async () => {
    const { desk, path } = await withLostSale()
    await desk.ask('backup.restore', { path, passphrase: PASSPHRASE })
    await desk.ask('backup.keepData', {})
    expect((await (await again(desk)).look()).day.ticketCount).toBe(2)
  })

  it('goes on at the next start wherever it was killed, and keeps what was there', async () => {
    const { desk, path } = await withLostSale()
    await desk.ask('backup.restore', { path, passphrase: PASSPHRASE })
    await desk.close()
    open.splice(open.indexOf(desk), 1)
    const killed = new Error('killed')
    // One name more is given at each start before the program dies.
    for (let names = 0; ; names += 1) {
      let given = 0
      const dying: typeof renameSync = (from, to) => {
        if (given === Math.min(names, 1)) throw killed
        given += 1
        renameSync(from, to)
      }
      try {
        applyReadyRestore(desk.data, dying)
        break
      } catch (thrown) {
        expect(thrown).toBe(killed)
        expect(names).toBeLessThan(12)
      }
    }
    const restored = await openOn(desk.data)
    open.push(restored)
    expect((await restored.look()).day.ticketCount).toBe(1)
    const [aside = ''] = readdirSync(desk.data).filter((name) => name.startsWith('replaced-'))
    expect(readdirSync(join(desk.data, aside))).toContain('till.db')
  })

  it('never mixes training and selling', async () => {
    const { desk, path } = await withLostSale()
    const data = mkdtempSync(join(tmpdir(), 'comptoir-backup-live-'))
    const asItIs = (bytes: Uint8Array) => bytes
    const live = await openTill({
      dataFolder: data,
      training: false,
      padEndpoint: null,
      printerEndpoint: null,
      hostEndpoint: 'tcp://127.0.0.1:1',
      acquirer: TRAINING_ACQUIRER,
      safeStorage: { encrypt: asItIs, decrypt: asItIs },
    })
    if (!live.ok) throw new Error(live.error.code)
    // In the first run there is nobody yet, and a copy may be looked at.
    expect(await live.value.dispatch('backup.look', { path, passphrase: PASSPHRASE }, CALLER)).toEqual(
      fail('BACKUP_OTHER_PURPOSE'),
    )
    await live.value.close()
    expect((await desk.backup()).restoreReady).toBe(false)
  })
})
