import { createHash } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import type { Json } from '#contract/json.ts'
import { LIMITS } from '#contract/limits.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { canonicalJson } from '../fiscal/canonical-json.ts'

/** The word of a person who may, for one call of another: that call, with just this content, on that ticket, soon, and once. */
export interface GivenApproval {
  readonly name: string
  readonly digest: string
  /** Whose call it is. */
  readonly userId: string
  /** The ticket that both saw. */
  readonly saleId: string
  readonly approver: UserView
  readonly at: string
}

interface AskedCall {
  readonly name: string
  readonly request: unknown
  readonly userId: string
  readonly saleId: string
  readonly at: string
}

/** An approval for the call, which must be as the contract reads it. */
export function approvalFor({ name, request, userId, saleId, at }: AskedCall, approver: UserView): GivenApproval {
  return { name, digest: digestOf(request), userId, saleId, approver, at }
}

/** Whether it was given for this call and still holds; a clock that was put back ends it. */
export function isFor(approval: GivenApproval, { name, request, userId, saleId, at }: AskedCall): boolean {
  const ageMs = Date.parse(at) - Date.parse(approval.at)
  const isFresh = ageMs >= 0 && ageMs <= LIMITS.approvalMs
  const isHere = approval.userId === userId && approval.saleId === saleId
  return isFresh && isHere && approval.name === name && approval.digest === digestOf(request)
}

function digestOf(request: unknown): string {
  return createHash(CIPHERS.digest)
    .update(canonicalJson(request as Json), 'utf8')
    .digest('hex')
}
