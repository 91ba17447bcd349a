import { LIMITS } from '#contract/limits.ts'
import type { Proof } from '#contract/people-api.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { holdsCardNumber } from '../barcode/barcode.ts'
import { recordEvent, type TillContext } from '../core/till-context.ts'
import { hashBadge } from './code-hash.ts'
import { type SignInErrorCode, signIn } from './sign-in.ts'

type Proven = Result<UserView, SignInErrorCode | 'SESSION_BADGE_UNKNOWN'>

/**
 * Who a code or a badge is of. A wrong code is counted on disk and is in the fiscal chain, once for each that was tried: the chain
 * does not grow by leaning on a key. Wrong badges are counted together.
 */
export async function proven(context: TillContext, proof: Proof): Promise<Proven> {
  if ('badge' in proof) return provenByBadge(context, proof.badge)
  const { userId, pin: code } = proof
  const onWrong = () => recordEvent(context, { event: 'code-refused', userId })
  return signIn(context.options.users, { userId, code, now: context.options.clock.now(), onWrong })
}

async function provenByBadge(context: TillContext, badge: string): Promise<Proven> {
  const { memory, options } = context
  const now = Date.parse(options.clock.now())
  const leftMs = Math.min(memory.wrongBadges.blockedUntilMs - now, LIMITS.signInBlockMs)
  if (leftMs > 0) return fail('SESSION_BLOCKED', { seconds: Math.ceil(leftMs / 1_000) })
  const saltHex = await options.users.badgeSalt()
  if (saltHex === null || holdsCardNumber(badge)) return fail('SESSION_BADGE_UNKNOWN')
  const user = await options.users.userOfBadge(await hashBadge(badge.normalize('NFC'), saltHex))
  if (user !== null) {
    memory.wrongBadges = { count: 0, blockedUntilMs: 0 }
    return succeed(user)
  }
  const count = memory.wrongBadges.count + 1
  const isLast = count >= LIMITS.badgeAttempts
  memory.wrongBadges = isLast ? { count: 0, blockedUntilMs: now + LIMITS.signInBlockMs } : { count, blockedUntilMs: 0 }
  if (isLast) await recordEvent(context, { event: 'badges-refused' })
  return fail('SESSION_BADGE_UNKNOWN')
}
