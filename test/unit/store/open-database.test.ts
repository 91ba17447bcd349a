import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'
import { CatalogueFailure, type Failure } from '#contract/result.ts'
import { MIGRATIONS } from '#store/migrations/migrations.ts'
import { openDatabase } from '#store/open-database.ts'
import { DATABASE_FILE_NAME, openStore, type Store } from '#store/open-store.ts'
import { storeFailure } from '#store/store-failure.ts'
import { fixedSecretStore, testClock } from '../../support/till/fixed-ports.ts'

/**
 * Goal: the database opens alone, flushed and up to date, or says why not and leaves every byte as it was.
 */

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-store-'))
  file = join(folder, DATABASE_FILE_NAME)
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

const open = (): Store => openStore({ folder, secretStore: fixedSecretStore(), clock: testClock() })
const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

function failureOf(action: () => unknown): Failure {
  try {
    action()
  } catch (thrown) {
    if (thrown instanceof CatalogueFailure) return thrown.failure
    throw thrown
  }
  throw new Error('nothing was thrown')
}

function expectSentences(failure: Failure): void {
  for (const locale of LOCALES) expect(errorSentence(failure, locale)).not.toContain('{')
}

describe('a healthy folder', () => {
  test('is made when missing, and set as promised', () => {
    const opened = openDatabase({ folder: join(folder, 'new', 'deep'), fileName: 'till.db' })
    const value = (pragma: string): unknown => opened.db.pragma(pragma, { simple: true })
    const read = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'trusted_schema', 'user_version']
    expect(read.map(value)).toEqual(['wal', 2, 1, 1, 0, MIGRATIONS.at(-1)?.number])
    opened.close()
    opened.close()
  })

  test('every table of ours is STRICT', () => {
    const opened = openDatabase({ folder, fileName: 'till.db' })
    const tables = opened.db.pragma('table_list') as { name: string; type: string; strict: number }[]
    const loose = tables.filter(
      ({ name, type, strict }) => type === 'table' && strict === 0 && !name.startsWith('sqlite_'),
    )
    expect(loose.map(({ name }) => name)).toEqual([])
    opened.close()
  })

  test('keeps what it was told over a restart', async () => {
    const store = open()
    expect(await store.paymentJournal.nextStan('main')).toBe('000001')
    store.close()
    const again = open()
    expect(await again.paymentJournal.nextStan('main')).toBe('000002')
    again.close()
  })

  test('a first start that was killed is begun again', () => {
    for (const suffix of ['', '-wal']) writeFileSync(`${file}.new${suffix}`, 'half a database')
    open().close()
    expect(readdirSync(folder).sort()).toEqual([DATABASE_FILE_NAME, `${DATABASE_FILE_NAME}.lock`])
  })
})

describe('a second copy', () => {
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  function startCopy(): { child: ChildProcess; answer: Promise<string> } {
    const program = new URL('../../support/till/store-process.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const answer = new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())))
    return { child, answer }
  }

  test('in another process is refused, in both orders; a killed one leaves the door open', async () => {
    const store = open()
    expect(await startCopy().answer).toBe('STORE_LOCKED')
    store.close()
    const first = startCopy()
    expect(await first.answer).toBe('opened')
    const failure = failureOf(open)
    expect(failure.code).toBe('STORE_LOCKED')
    expectSentences(failure)
    const ended = new Promise((resolve) => first.child.once('exit', resolve))
    first.child.kill('SIGKILL')
    await ended
    open().close()
  })

  test('in the same process is refused too', () => {
    const store = open()
    expect(failureOf(open).code).toBe('STORE_LOCKED')
    store.close()
  })
})

describe('a file that cannot be used stays as it is', () => {
  function expectUntouched(code: ErrorCode): void {
    const before = digest(file)
    const failure = failureOf(open)
    expect(failure.code).toBe(code)
    expectSentences(failure)
    expect(digest(file)).toBe(before)
  }

  test('damaged inside', () => {
    open().close()
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 4_096, 4_096 * 4)
    writeFileSync(file, bytes)
    expectUntouched('STORE_CORRUPTED')
  })

  test('damaged where any table or index begins, those of the search too', () => {
    open().close()
    const whole = readFileSync(file)
    const db = new BetterSqlite(file, { readonly: true })
    const roots = db.prepare('SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0').all() as {
      name: string
      rootpage: number
    }[]
    db.close()
    const some = roots.filter(({ name }, place) => place % 9 === 0 || name.endsWith('search_data'))
    expect(some.length).toBeGreaterThan(10)
    for (const { name, rootpage } of some) {
      const bytes = Buffer.from(whole)
      bytes.fill(0xa5, 4_096 * (rootpage - 1), 4_096 * rootpage)
      writeFileSync(file, bytes)
      expect(failureOf(open).code, name).toBe('STORE_CORRUPTED')
    }
  })

  test('cut short', () => {
    open().close()
    writeFileSync(file, readFileSync(file).subarray(0, 4_096 * 3 + 100))
    expectUntouched('STORE_CORRUPTED')
  })

  test('no database at all', () => {
    writeFileSync(file, 'this is a shopping list, not a till. '.repeat(40))
    expectUntouched('STORE_CORRUPTED')
  })

  test('a database of another program', () => {
    const other = new BetterSqlite(file)
    other.exec('CREATE TABLE recipe (name TEXT)')
    other.close()
    expectUntouched('STORE_CORRUPTED')
  })

  test('from a newer version', () => {
    open().close()
    const newer = new BetterSqlite(file)
    newer.pragma('user_version = 990')
    newer.close()
    expectUntouched('STORE_NEWER')
  })

  test('a damaged file with a log beside it keeps both', () => {
    open().close()
    const store = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
    store.db.exec("INSERT INTO setting VALUES ('x', '1')")
    const log = readFileSync(`${file}-wal`)
    const database = readFileSync(file)
    store.close()
    database.fill(0xa5, 4_096, 4_096 * 4)
    writeFileSync(file, database)
    writeFileSync(`${file}-wal`, log)
    const before = digest(`${file}-wal`)
    if (log.length === 0) throw new Error('the log was empty')
    const outcome = failureOf(open).code
    expect([outcome, digest(file), digest(`${file}-wal`)]).toEqual([
      'STORE_CORRUPTED',
      createHash('sha256').update(database).digest('hex'),
      before,
    ])
  })
})

describe('troubles of the disk', () => {
  test.each([
    ['SQLITE_FULL', 'STORE_DISK_FULL'],
    ['SQLITE_IOERR_WRITE', 'STORE_DISK_FULL'],
    ['SQLITE_IOERR_SHMSIZE', 'STORE_DISK_FULL'],
    ['SQLITE_IOERR_READ', 'STORE_CORRUPTED'],
    ['SQLITE_CORRUPT_VTAB', 'STORE_CORRUPTED'],
    ['SQLITE_NOTADB', 'STORE_CORRUPTED'],
    ['SQLITE_READONLY_DIRECTORY', 'STORE_NOT_WRITABLE'],
    ['SQLITE_CANTOPEN', 'STORE_NOT_WRITABLE'],
    ['SQLITE_BUSY', 'STORE_LOCKED'],
  ])('%s is %s', (sqliteCode, code) => {
    const thrown = storeFailure(new BetterSqlite.SqliteError('x', sqliteCode), '/data/till.db')
    expect(thrown instanceof CatalogueFailure && thrown.failure.code).toBe(code)
  })

  test('a bug is no trouble of the disk', () => {
    const bug = new BetterSqlite.SqliteError('x', 'SQLITE_CONSTRAINT_UNIQUE')
    expect(storeFailure(bug, 'p')).toBe(bug)
  })

  test('a folder that is a file is not writable', () => {
    writeFileSync(join(folder, 'taken'), '')
    const failure = failureOf(() => openDatabase({ folder: join(folder, 'taken'), fileName: 'till.db' }))
    expect(failure.code).toBe('STORE_NOT_WRITABLE')
    expectSentences(failure)
  })
})

describe('migrations', () => {
  /** Released SQL never changes: add a migration instead. */
  const FROZEN = {
    10: '056a8cdd23ce69a6eb97bbbdf8f8d91621590f269f1ca42c28ea585020a808a9',
    20: 'bcb6e37bb926a7e3484fcd5aab7cb9235beecd66e045901e8bc7edbe125c1128',
    30: '48f55d939b749abf6c4cb4c0398f87754e4dd0bc76a60b0ae16ad205807ed064',
    40: 'e5c7e992f905e9316c5270e1a8fa193662096c3c615d7934e59389dfa482cc3c',
    50: '4721ba354c4f060deba96486976a9c6a84de5d0934edb356c95ec25c788405bd',
    60: 'b6d78f3a86f9244f9e191e6a2a8bf50ec82551a6b87d7f3372305f1ec360be81',
    110: 'b4b636257b3752bd3b7982ced758d7a23696a09f27cbb79205d23afd94fae794',
    130: '9712addc0d2a988214cffd8413c467c2825936dcdef75b693ec8caac228d4092',
    140: 'aa828ec925c19b429241a986d80339f424d624367a3dba7c482a5917f769a146',
    150: 'eb55e6c0854bb11d7bf7683b39f752f6f2753c33dbd7cb0cc608abd74e50ecd4',
    160: 'db69caaa8586ce5c2b06bdb7eeaf93acaf79da4a1f1deea151b7c8c9367d7d0d',
    190: '552d73a3a373c9901a7c0f46700b9984a729a5cf3db59933c0dddd98a29ff744',
    200: '503062f1e962f4ddc5bdec183134f60480b9ba0c96972ff65cf584384641636a',
    210: 'fcb0c8f6a35de849fe88a670537ee774c27f7ece5f482e3585e4ee00023a56a6',
    220: '267a7655d7a1343132d0d2f101e2ed241f03d06836c0b44b267e45d9d8427f23',
    230: '9c6749b9d3aab51966416c600815442c72f6e8e1ca7a2e44b53d9fd846d6a112',
    240: 'c5f58ec1777a26fff08e80cf954a203405b4abf4e10d1b951adde35d7403070b',
    250: 'f83378e0cab8726b69c78f6fb976cbd1c3b5ef2eec67cf2d80ce64f06cb01e60',
    260: '8868d3b15546411ca0c0a5d78cf4b2f194af6656bf805d3bb007329435a897d2',
    280: '6198f2c5212d924b886ee40f8310cf80ab913712b0ca96cfd736afdea9ba24e8',
    290: '84a570abd9e138e364989b0973426b336e192e058a1172ab46de38ce67eac06f',
    300: '752d01c0a7b3db70b84167657f5d46e322bfa9eaff4fd05494da85df0560cce2',
    310: '8bfb256304f6fc595fa4f42605f3ab0ab79c0553960ecf10cd109800036b68b1',
    320: '3d7fdd9331fffc82c4de79f7ef37ee31bb689eda20d6f5e3c84cdcc608674456',
    330: '91be66b2212e0f71b7b7e141aea5f31065607bd8d2e9a9abaa5518a3b5b733cc',
    340: 'de40a20e2f0170fb7f8d0b174455f2fbc15c15d7e2e00fcdb180bbd47aa40d0c',
    350: '5db28f27aea7107b6f11783fe571d09b5481b7cea2d306f567f20a8c1ffb6da5',
    370: '9cacfd0f0d49e7d926086057451fc828ada93f80bad3fc5b886289efed648575',
    380: '9060820e54ca6cd9b670c7c7c48dd2735d4ae0bb8dd5e211413f7b41f2662a34',
    390: 'dfdf7751ef9e8b13d9c8b6d4b68a5bcc3484b208a6e3a89c2fcf59466a801261',
    410: '85222332be9abfd223736b91985b134023d44ddf83d2fe05d4062b35bf9f4a7a',
    420: 'cb864beb6a6c4db4c71e03cf1f377eb2331c25db738a79a074446538b1c2ed9d',
    430: 'cf778a04a78e00f7ff3674787bd8e3f2ca3929a1d5423b7b938a688c8f2ea055',
    440: 'f5f8cbc34cf3074203528acd1a8b8662cf384c187d06169fe9dc8f2704968e46',
    460: '70dc51f9b4b3671e8c4d10b2dd5b916c73686add5360b305e628fffb463acf0b',
    470: '530dbdb10575d2a6d38be2a33fd5610f92c317b7a1ab3b856150e988b7934695',
    500: 'ab4f179c3a70e4f3b8ba2ec3e0522e872a335eee424bb5420fe2cf197bc8483a',
    510: '987cdcb12586fb49fccbd4ea4697f3e78b44b049af3d8be08f3b7e2069120b1c',
    530: '0ab7520b339dbf77ef6312235d6df8f1644f0a6043e97e01669e84419e175ef2',
    550: 'edaeae22d51682357badc3140b51dc3d62b681d71165ff83a5bd327a1ce1ec14',
  }

  test('are frozen, in steps of ten', () => {
    const sums = MIGRATIONS.map(({ number, sql }) => [number, createHash('sha256').update(sql).digest('hex')])
    expect(Object.fromEntries(sums)).toEqual(FROZEN)
    const numbers = MIGRATIONS.map(({ number }) => number)
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other))
    expect(numbers.filter((number) => number % 10 !== 0)).toEqual([])
  })

  test('each starts from every older version, with a copy beside that holds no card blocks', () => {
    for (const from of MIGRATIONS.keys()) {
      const fileName = `from-${from}.db`
      const older = MIGRATIONS.slice(0, from + 1)
      const opened = openDatabase({ folder, fileName, migrations: older })
      opened.db.exec(`INSERT INTO payment (id, number, sale_id, batch_number, idempotency_key, kind, final, amount_minor, currency, started_at, state)
                      VALUES ('p', 'n', 's', 'b', 'k', 'requesting', 0, 1, 'EUR', 'at', '{}');
                      INSERT INTO pending_sensitive VALUES ('p', x'0102', CAST('SEALED-CARD-BLOCK' AS BLOB))`)
      opened.close()
      const newest = openDatabase({ folder, fileName })
      expect(newest.db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.at(-1)?.number)
      expect(newest.db.prepare('SELECT count(*) AS count FROM pending_sensitive').get()).toEqual({ count: 1 })
      newest.close()
      const copies = readdirSync(folder).filter((name) => name.startsWith(`${fileName}.before-`))
      expect(copies).toEqual(from === MIGRATIONS.length - 1 ? [] : [`${fileName}.before-${older.at(-1)?.number}`])
      for (const name of copies) expect(readFileSync(join(folder, name)).includes('SEALED-CARD-BLOCK')).toBe(false)
    }
  })

  test('give what was there to the one acquirer there was', async () => {
    const before = openDatabase({
      folder,
      fileName: DATABASE_FILE_NAME,
      migrations: MIGRATIONS.filter(({ number }) => number < 60),
    })
    before.db.exec(`INSERT INTO counter VALUES ('stan', 41), ('stans-in-batch', 7);
      INSERT INTO batch VALUES ('000003', 'then', 'pending', 'now', NULL, '{}', NULL), ('000004', 'now', 'open', 'now', NULL, NULL, NULL);
      INSERT INTO payment (id, number, sale_id, batch_number, idempotency_key, kind, final, scheme, amount_minor, currency, started_at, state)
        VALUES ('p', 'n', 's', '000003', 'k', 'approved', 1, 'cb', 500, 'EUR', 'at', '{"request":{"stan":"000040"}}');
      INSERT INTO reversal (payment_id, sale_id, stan, state, request) VALUES ('p', 's', '000040', 'armed', '{"stan":"000040"}');
      INSERT INTO uploaded_sale VALUES ('000003', 'p', 'now', '00')`)
    before.close()
    const store = open()
    const journal = store.paymentJournal
    expect(await journal.nextStan('main')).toBe('000042')
    expect(await journal.nextStan('other')).toBe('000001')
    expect(await journal.batch('main')).toMatchObject({ number: '000004' })
    expect(await journal.unconfirmedBatches()).toMatchObject([{ acquirerId: 'main', number: '000003' }])
    expect((await journal.payment('p'))?.state).toMatchObject({ request: { acquirerId: 'main' }, via: 'primary' })
    expect(await journal.openReversals()).toMatchObject([{ request: { acquirerId: 'main' }, via: 'primary' }])
    const batch = { acquirerId: 'main', number: '000003' }
    expect(await journal.batchTotals(batch)).toMatchObject({ cb: { debitMinor: 500 } })
    expect(await journal.uploadItems(batch)).toMatchObject([{ isAcknowledged: true }])
    store.close()
  })

  test('devices keep their log when displays come among them, and a removed one takes its own with it', () => {
    const older = openDatabase({
      folder,
      fileName: 'till.db',
      migrations: MIGRATIONS.filter(({ number }) => number < 110),
    })
    for (const name of ['pad-1', 'pad-2'])
      older.db.exec(`INSERT INTO device (id, kind, alias, endpoint, is_default, from_settings)
                     VALUES ('${name}', 'pad', '${name}', 'tcp://${name}:1', 0, 0);
                     INSERT INTO device_log (device_id, at, kind, tone, details) VALUES ('${name}', 'at', 'added', 'ok', '{}')`)
    older.close()
    const { db, close } = openDatabase({ folder, fileName: 'till.db' })
    const logged = () => db.prepare('SELECT device_id AS id FROM device_log ORDER BY sequence').all()
    expect(logged()).toEqual([{ id: 'pad-1' }, { id: 'pad-2' }])
    db.exec("DELETE FROM device WHERE id = 'pad-1'")
    expect(logged()).toEqual([{ id: 'pad-2' }])
    expect(db.pragma('foreign_key_check')).toEqual([])
    close()
  })

  test('printers may hold half a paper of before, whatever a person said of it and however often the drawer opened', async () => {
    const migrations = MIGRATIONS.filter(({ number }) => number < 310)
    const before = openDatabase({ folder, fileName: DATABASE_FILE_NAME, migrations })
    const papers = [
      ['undecided', 'ticket', 'unknown', null, 1],
      ['undecided', 'drawer', 'printed', null, 2],
      ['decided', 'ticket', 'printed', 'came-out', 1],
      ['again', 'ticket', 'not-printed', 'printed-again', 1],
      ['interrupted', 'ticket', 'sending', null, 1],
      ['since', 'ticket', 'unknown', null, 1],
      ['since', 'ticket', 'printed', null, 2],
      ['dropped', 'ticket', 'not-printed', 'cancelled', 1],
    ] as const
    const insert = before.db.prepare(`INSERT INTO print_job
      (id, kind, copy_number, document, state, at, moved_at, printer_id, printer_alias, is_stand_in, decision)
      VALUES (?, ?, 0, '{}', ?, 'at', ?, ?, 'Tickets', 0, ?)`)
    for (const [index, [printer, kind, state, decision, movedAt]] of papers.entries())
      insert.run(`job-${index}`, kind, state, `${movedAt}`, printer, decision)
    before.close()
    const store = open()
    expect(await store.printSpool.printersInDoubt()).toEqual(['again', 'decided', 'interrupted', 'undecided'])
    store.close()
  })

  test('a copy that was cut short is made again', () => {
    openDatabase({ folder, fileName: 'till.db', migrations: MIGRATIONS.slice(0, 1) }).close()
    writeFileSync(join(folder, 'till.db.before-10.part'), 'half a copy')
    openDatabase({ folder, fileName: 'till.db' }).close()
    const copy = new BetterSqlite(join(folder, 'till.db.before-10'), { readonly: true })
    expect(copy.pragma('quick_check', { simple: true })).toBe('ok')
    copy.close()
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('one that fails leaves the version before it', () => {
    openDatabase({ folder, fileName: 'till.db' }).close()
    const broken = [
      ...MIGRATIONS,
      { number: 990, name: 'broken', sql: 'CREATE TABLE half (x); CREATE TABLE journal (x);' },
    ]
    expect(() => openDatabase({ folder, fileName: 'till.db', migrations: broken })).toThrow('already exists')
    const opened = openDatabase({ folder, fileName: 'till.db' })
    expect(opened.db.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined()
    opened.close()
  })
})
