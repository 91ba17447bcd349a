import type { UserView } from '#contract/views/till-view.ts'

/** What proves a user: a salted scrypt hash, and the wrong codes typed so far. */
export interface Credentials {
  readonly user: UserView
  readonly saltHex: string
  readonly hashHex: string
  readonly failedAttempts: number
  readonly blockedUntil: string | null
}

/** The people of the shop. A code in clear never reaches this port. */
export interface UsersPort {
  users(): Promise<UserView[]>
  credentials(userId: string): Promise<Credentials | null>
  /** Flushed before it returns, so that ending the program does not give back attempts. */
  recordAttempts(userId: string, failedAttempts: number, blockedUntil: string | null): Promise<void>
  add(user: UserView, proof: { readonly saltHex: string; readonly hashHex: string }): Promise<void>
}
