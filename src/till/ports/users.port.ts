import type { UserView } from '#contract/views/user-view.ts'
import type { FiscalRecord } from './commit-paid-sale.port.ts'

export interface CodeProof {
  readonly saltHex: string
  readonly hashHex: string
}

/** What proves a user: a salted scrypt hash, and the wrong codes typed so far. */
export interface Credentials extends CodeProof {
  readonly user: UserView
  readonly failedAttempts: number
  readonly blockedUntil: string | null
}

/** A person of the shop, also one who does not work here any more: what they did names them. */
export interface PersonRecord extends UserView {
  readonly isActive: boolean
  readonly hasBadge: boolean
}

/** What is changed of a person. */
export type PersonChange =
  | { readonly kind: 'added'; readonly user: UserView; readonly proof: CodeProof }
  | { readonly kind: 'edited'; readonly user: UserView }
  /** Wrong codes of before are forgotten. */
  | { readonly kind: 'code'; readonly userId: string; readonly proof: CodeProof }
  /** `saltHex`: the shop's, where it has none yet. */
  | {
      readonly kind: 'badge'
      readonly userId: string
      readonly badgeHashHex: string | null
      readonly saltHex: string | null
    }
  /** Whoever stops working here has no badge any more. */
  | { readonly kind: 'active'; readonly userId: string; readonly isActive: boolean }

/** The people of the shop. A code in clear never reaches this port. */
export interface UsersPort {
  /** Who works here. */
  users(): Promise<UserView[]>
  /** Everybody, those who work here first. */
  people(): Promise<PersonRecord[]>
  /** Of a person who works here. */
  credentials(userId: string): Promise<Credentials | null>
  /** Flushed before it returns, so that ending the program does not give back attempts. */
  recordAttempts(userId: string, failedAttempts: number, blockedUntil: string | null): Promise<void>
  /** Whoever stood at the till last, as the fiscal chain has it. */
  lastAtTill(): Promise<string | null>
  /** With what the codes of badges are salted in this shop; null while nobody has had a badge. */
  badgeSalt(): Promise<string | null>
  /** The person of this badge who works here; badges are known by their hash alone. */
  userOfBadge(badgeHashHex: string): Promise<UserView | null>
  /** Whose badge it is, whether they work here or not. */
  badgeHolder(badgeHashHex: string): Promise<string | null>
  /** While the shop is set up. */
  add(user: UserView, proof: CodeProof): Promise<void>
  /** In one transaction with the record that tells of it. */
  changePerson(change: PersonChange, record: FiscalRecord): Promise<void>
}
