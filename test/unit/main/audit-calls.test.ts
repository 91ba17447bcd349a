/**
 * Goal: what people did is found newest first, by kind, by person and by day of the shop, page by page, and as a file that a
 * spreadsheet opens. Method: the calls over a till on a real database.
 */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { AUDIT_KINDS } from '#contract/views/people-view.ts'
import { writePrivateFile } from '#main/explorer/write-private-file.ts'
import { type AuditCalls, auditCalls } from '#main/handlers/audit-calls.ts'
import { DATABASE_FILE_NAME } from '#store/open-store.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'

const CALLER = { carrier: 'test' } as const
const SOURCES = join(import.meta.dirname, '../../../src')
let desk: TestTill
let calls: AuditCalls
beforeEach(async () => {
  desk = await openTestTill()
  calls = auditCalls({
    audit: desk.store.audit,
    users: desk.store.users,
    clock: desk.clock,
    writeFile: (name, text) => writePrivateFile(join(desk.folder, 'exports'), name, text),
    locale: () => 'fr',
  })
})
afterEach(() => desk.close())

const signIn = (userId: string, pin: string) => desk.call('session.signIn', { userId, pin })
async function events(filter: Parameters<AuditCalls['people.audit']>[0] = {}) {
  const found = await calls['people.audit'](filter, CALLER)
  return found.ok ? found.value.entries.map(({ event, person }) => `${event} ${person}`) : []
}

describe('the audit', () => {
  it('knows every event that the till writes', () => {
    const known: readonly string[] = Object.values(AUDIT_KINDS).flat()
    const written = globSync('{till,main}/**/*.ts', { cwd: SOURCES })
      .map((name) => readFileSync(join(SOURCES, name), 'utf8'))
      .flatMap((text) => [...text.matchAll(/\bevent: '([a-z-]+)'/g)].map(([, event]) => String(event)))
    // The day is in its own reports.
    expect([...new Set(written)].filter((event) => event !== 'day-opened').sort()).toEqual(known.toSorted())
  })

  it('lists what people did, newest first, by kind, by person and by day', async () => {
    await signIn('ines', '9999')
    await signIn('ines', '1111')
    await desk.call('drawer.open', {})
    desk.clock.advance(86_400_000)
    await signIn('claire', '3333')
    await desk.call('people.setPermission', { role: 'cashier', permission: 'read-x', allowed: false })
    expect(await events()).toEqual([
      'permission-changed Claire D.',
      'signed-in Claire D.',
      'locked Inès M.',
      'drawer-opened Inès M.',
      'signed-in Inès M.',
      'code-refused Inès M.',
    ])
    expect(await events({ kind: 'drawer' })).toEqual(['drawer-opened Inès M.'])
    expect(await events({ userId: 'claire' })).toHaveLength(2)
    expect(await events({ userId: 'claire', kind: 'session' })).toEqual(['signed-in Claire D.'])
    expect(await events({ day: '2026-11-23' })).toHaveLength(3)
    expect(await events({ day: '2026-11-22', kind: 'refused' })).toEqual(['code-refused Inès M.'])
    expect(await events({ day: '2026-11-21' })).toEqual([])
  })

  it('says whom or what each is about', async () => {
    await signIn('claire', '3333')
    await desk.call('people.setBadge', { userId: 'hugo', badge: 'NFC-1234' })
    await desk.call('sale.addProduct', { productId: 'baguette' })
    await desk.call('sale.void', {})
    const found = await calls['people.audit']({}, CALLER)
    expect(found.ok && found.value.entries).toMatchObject([
      { event: 'sale-cancelled', person: 'Claire D.', subject: '2-000001', amountMinor: 130 },
      { event: 'badge-changed', person: 'Claire D.', subject: 'Hugo P.', isGiven: true },
      { event: 'signed-in' },
    ])
  })

  it('comes page by page', async () => {
    await signIn('ines', '1111')
    for (let opened = 0; opened < LIMITS.auditRows; opened++) await desk.call('drawer.open', {})
    const first = await calls['people.audit']({}, CALLER)
    if (!first.ok) throw new Error(first.error.code)
    expect(first.value).toMatchObject({ hasMore: true })
    expect(first.value.entries).toHaveLength(LIMITS.auditRows)
    const beforeSequence = first.value.entries.at(-1)?.sequence ?? 0
    expect(await calls['people.audit']({ beforeSequence }, CALLER)).toMatchObject({
      value: { hasMore: false, entries: [{ event: 'signed-in' }] },
    })
  })

  it('is found by an index each way it is looked for, never by reading the chain', () => {
    const db = new BetterSqlite(join(desk.folder, DATABASE_FILE_NAME), { readonly: true })
    const plan = (where: string) =>
      db
        .prepare(
          `EXPLAIN QUERY PLAN SELECT sequence FROM fiscal_record WHERE kind = 'event'
           AND json_extract(body, '$.event') IN ('approved', 'locked') ${where} AND sequence < 9 ORDER BY sequence DESC LIMIT 5`,
        )
        .all()
        .map((row) => (row as { detail: string }).detail)
        .join()
    for (const where of ['', "AND json_extract(body, '$.userId') = 'ines'", "AND at >= '2' AND at < '3'"])
      expect(plan(where), where).toMatch(/USING (COVERING )?INDEX fiscal_event/)
    db.close()
  })

  it('is a file of the shop’s language, for the till’s own user alone', async () => {
    await signIn('claire', '3333')
    await desk.call('people.add', { name: '=1+1', initials: 'X', role: 'cashier', pin: '7391' })
    const written = await calls['people.exportAudit']({}, CALLER)
    if (!written.ok) throw new Error(written.error.code)
    expect(written.value.rows).toBe(2)
    expect(existsSync(written.value.path)).toBe(true)
    expect(statSync(written.value.path).mode & 0o777).toBe(0o600)
    const lines = readFileSync(written.value.path, 'utf8').split('\r\n')
    expect(lines[0]).toBe('\ufeffNuméro;Date;Heure;Événement;Personne;Accord de;Concerne')
    // What a spreadsheet would run is a text.
    expect(lines[1]).toContain("Personne ajoutée;Claire D.;;'=1+1")
    expect(lines[2]).toContain('Ouverture de session;Claire D.;;')
  })
})
