import type { UserView } from '#contract/views/till-view.ts'
import type { UsersPort } from '#till/ports/users.port.ts'
import { allRows, change, changeOne, inTransaction, oneRow, type ReadableDb, reading } from './database.ts'

interface UserRow extends UserView {
  readonly salt_hex: string
  readonly hash_hex: string
  readonly failed_attempts: number
  readonly blocked_until: string | null
}

export function createUsersRepository(db: ReadableDb): UsersPort {
  return {
    users: async () =>
      reading(db, () => allRows<UserView>(db, 'SELECT id, name, initials, role FROM user_account ORDER BY sequence')),
    credentials: async (userId) => {
      const row = reading(db, () => oneRow<UserRow>(db, 'SELECT * FROM user_account WHERE id = ?', userId))
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
    add: async (user, proof) => {
      const sql = 'INSERT INTO user_account (id, name, initials, role, salt_hex, hash_hex) VALUES (?, ?, ?, ?, ?, ?)'
      inTransaction(db, (writable) =>
        change(writable, sql, user.id, user.name, user.initials, user.role, proof.saltHex, proof.hashHex),
      )
    },
  }
}
