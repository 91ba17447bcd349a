import type { KeptDraft, KeyCopy, SetupPort } from '#till/ports/setup.port.ts'
import { change, inTransaction, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'

const DRAFT = 'setup-draft'
const TRIAL = 'setup-trial'
const KEY_COPY = 'fiscal-key-copy'

export function createSetupRepository(db: ReadableDb): SetupPort {
  const read = <Value>(name: string): Value | null => {
    const row = reading(db, () => oneRow<{ value: string }>(db, 'SELECT value FROM setting WHERE name = ?', name))
    return row === null ? null : (JSON.parse(row.value) as Value)
  }
  const put = (writable: WritableDb, name: string, value: unknown): void => {
    const sql = 'INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
    change(writable, sql, name, JSON.stringify(value))
  }
  const drop = (writable: WritableDb, name: string): void => {
    change(writable, 'DELETE FROM setting WHERE name = ?', name)
  }
  return {
    draft: async () => read<KeptDraft>(DRAFT),
    keepDraft: async (draft) => inTransaction(db, (writable) => put(writable, DRAFT, draft)),
    finish: async ({ settings, people, record, withTrial }) =>
      inTransaction(db, (writable) => {
        if (oneRow(writable, "SELECT 1 FROM setting WHERE name = 'shop'") !== null) throw new Error('a shop is there')
        const sql = 'INSERT INTO user_account (id, name, initials, role, salt_hex, hash_hex) VALUES (?, ?, ?, ?, ?, ?)'
        for (const { user, proof } of people) {
          change(writable, sql, user.id, user.name, user.initials, user.role, proof.saltHex, proof.hashHex)
        }
        put(writable, 'shop', settings)
        drop(writable, DRAFT)
        if (withTrial) put(writable, TRIAL, true)
        appendFiscalRecord(writable, record)
      }),
    hasTrial: async () => read<boolean>(TRIAL) !== null,
    endTrial: async () => inTransaction(db, (writable) => drop(writable, TRIAL)),
    keyCopy: async () => read<KeyCopy>(KEY_COPY),
    keepKeyCopy: async (copy, record) =>
      inTransaction(db, (writable) => {
        put(writable, KEY_COPY, copy)
        if (record !== null) appendFiscalRecord(writable, record)
      }),
  }
}
