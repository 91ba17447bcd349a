import type { UserView } from '#contract/views/user-view.ts'
import type { PersonChange, PersonRecord, UsersPort } from '#till/ports/users.port.ts'
import {
  allRows,
  change,
  changeOne,
  inTransaction,
  oneRow,
  type ReadableDb,
  reading,
  type WritableDb,
} from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'

interface UserRow extends UserView {
  readonly salt_hex: string
  readonly hash_hex: string
  readonly failed_attempts: number
  readonly blocked_until: string | null
}

const VIEW = 'id, name, initials, role'
const INSERT = 'INSERT INTO user_account (id, name, initials, role, salt_hex, hash_hex) VALUES (?, ?, ?, ?, ?, ?)'
const LAST_AT_TILL = `SELECT json_extract(body, '$.userId') AS id FROM fiscal_record
  WHERE kind = 'event' AND json_extract(body, '$.event') = 'signed-in' ORDER BY sequence DESC LIMIT 1`
const BADGE_SALT = "SELECT value FROM setting WHERE name = 'badgeSalt'"

export function createUsersRepository(db: ReadableDb): UsersPort {
  return {
    users: async () =>
      reading(db, () => allRows<UserView>(db, `SELECT ${VIEW} FROM user_account WHERE active = 1 ORDER BY sequence`)),
    people: async () => {
      const sql = `SELECT ${VIEW}, active, badge_hash_hex IS NOT NULL AS hasBadge FROM user_account
                   ORDER BY active DESC, sequence`
      const rows = reading(db, () => allRows<UserView & { active: number; hasBadge: number }>(db, sql))
      return rows.map((row): PersonRecord => ({ ...row, isActive: row.active === 1, hasBadge: row.hasBadge === 1 }))
    },
    credentials: async (userId) => {
      const sql = 'SELECT * FROM user_account WHERE id = ? AND active = 1'
      const row = reading(db, () => oneRow<UserRow>(db, sql, userId))
      if (row === null) return null
      return {
        user: { id: row.id, name: row.name, initials: row.initials, role: row.role },
        saltHex: row.salt_hex,
        hashHex: row.hash_hex,
        failedAttempts: row.failed_attempts,
        blockedUntil: row.blocked_until,
      }
    },
    recordAttempts: async (userId, failedAttempts, blockedUntil) => {
      const sql = 'UPDATE user_account SET failed_attempts = ?, blocked_until = ? WHERE id = ?'
      inTransaction(db, (writable) => changeOne(writable, sql, failedAttempts, blockedUntil, userId))
    },
    lastAtTill: async () => reading(db, () => oneRow<{ id: string }>(db, LAST_AT_TILL))?.id ?? null,
    badgeSalt: async () => {
      const row = reading(db, () => oneRow<{ value: string }>(db, BADGE_SALT))
      return row === null ? null : (JSON.parse(row.value) as string)
    },
    userOfBadge: async (badgeHashHex) => {
      const sql = `SELECT ${VIEW} FROM user_account WHERE badge_hash_hex = ? AND active = 1`
      return reading(db, () => oneRow<UserView>(db, sql, badgeHashHex))
    },
    badgeHolder: async (badgeHashHex) => {
      const row = reading(db, () =>
        oneRow<{ id: string }>(db, 'SELECT id FROM user_account WHERE badge_hash_hex = ?', badgeHashHex),
      )
      return row?.id ?? null
    },
    add: async (user, proof) => {
      inTransaction(db, (writable) =>
        change(writable, INSERT, user.id, user.name, user.initials, user.role, proof.saltHex, proof.hashHex),
      )
    },
    changePerson: async (changed, record) =>
      inTransaction(db, (writable) => {
        write(writable, changed)
        appendFiscalRecord(writable, record)
      }),
  }
}

function write(db: WritableDb, changed: PersonChange): void {
  switch (changed.kind) {
    case 'added': {
      const { user, proof } = changed
      change(db, INSERT, user.id, user.name, user.initials, user.role, proof.saltHex, proof.hashHex)
      return
    }
    case 'edited': {
      const { id, name, initials, role } = changed.user
      changeOne(db, 'UPDATE user_account SET name = ?, initials = ?, role = ? WHERE id = ?', name, initials, role, id)
      return
    }
    case 'code': {
      const sql = `UPDATE user_account SET salt_hex = ?, hash_hex = ?, failed_attempts = 0, blocked_until = NULL
                   WHERE id = ?`
      changeOne(db, sql, changed.proof.saltHex, changed.proof.hashHex, changed.userId)
      return
    }
    case 'badge': {
      if (changed.saltHex !== null) {
        change(db, "INSERT OR IGNORE INTO setting VALUES ('badgeSalt', ?)", JSON.stringify(changed.saltHex))
      }
      changeOne(db, 'UPDATE user_account SET badge_hash_hex = ? WHERE id = ?', changed.badgeHashHex, changed.userId)
      return
    }
    case 'active':
      // Who does not work here any more gives the badge back.
      changeOne(
        db,
        `UPDATE user_account SET active = ?, badge_hash_hex = CASE ? WHEN 1 THEN badge_hash_hex END WHERE id = ?`,
        changed.isActive ? 1 : 0,
        changed.isActive ? 1 : 0,
        changed.userId,
      )
  }
}
