import type { SetupDraft, SetupPerson } from '#contract/views/setup-view.ts'
import type { UserView } from '#contract/views/user-view.ts'
import type { FiscalRecord } from './commit-paid-sale.port.ts'
import type { ShopSettings } from './settings.port.ts'

/** What proves a code, which itself is never kept. */
export interface CodeProof {
  readonly saltHex: string
  readonly hashHex: string
}

/** A copy of the fiscal key outside this folder, and when it was last opened to prove that it can be. */
export interface KeyCopy {
  readonly path: string
  readonly triedAt: string
}

export interface KeptPerson extends SetupPerson {
  readonly proof: CodeProof
}

/** What was typed before there is a shop. */
export interface KeptDraft {
  readonly draft: SetupDraft
  readonly people: readonly KeptPerson[]
}

export interface FirstShop {
  readonly settings: ShopSettings
  readonly people: readonly { readonly user: UserView; readonly proof: CodeProof }[]
  /** The first record of the chain, which names what was set up. */
  readonly record: FiscalRecord
  /** Whether a sale follows that tries it all. */
  readonly withTrial: boolean
}

/** The first run of a till: each step is flushed before it returns, so that it goes on where it was after a kill. */
export interface SetupPort {
  draft(): Promise<KeptDraft | null>
  keepDraft(draft: KeptDraft): Promise<void>
  /** Shop, people and record in one transaction; the draft is gone with it. Throws when there is a shop already. */
  finish(shop: FirstShop): Promise<void>
  /** The sale that tries it all is still to be made. */
  hasTrial(): Promise<boolean>
  endTrial(): Promise<void>
  keyCopy(): Promise<KeyCopy | null>
  /** With the record that says so, once there is a chain. */
  keepKeyCopy(copy: KeyCopy, record: FiscalRecord | null): Promise<void>
}
