import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { UserView } from '#contract/views/till-view.ts'
import type { UsersPort } from '../ports/users.port.ts'
import { hashCode, isCode } from './code-hash.ts'

export type SignInErrorCode = 'SESSION_WRONG_PIN' | 'SESSION_BLOCKED'

/**
 * Tries a person's code. Wrong codes are counted on disk; the last allowed one starts a delay during which even the
 * right code is refused. An unknown person costs the same time as a known one.
 */
export async function signIn(
  users: UsersPort,
  attempt: { readonly userId: string; readonly code: string; readonly now: string },
): Promise<Result<UserView, SignInErrorCode>> {
  const credentials = await users.credentials(attempt.userId)
  if (credentials === null) {
    await hashCode(attempt.code)
    return fail('SESSION_WRONG_PIN', { left: 0 })
  }
  const waitMs = blockedForMs(credentials.blockedUntil, attempt.now)
  if (waitMs > 0) return blocked(waitMs)
  if (await isCode(attempt.code, credentials)) {
    if (credentials.failedAttempts > 0) await users.recordAttempts(attempt.userId, 0, null)
    return succeed(credentials.user)
  }
  const failed = credentials.failedAttempts + 1
  if (failed < LIMITS.signInAttempts) {
    await users.recordAttempts(attempt.userId, failed, null)
    return fail('SESSION_WRONG_PIN', { left: LIMITS.signInAttempts - failed })
  }
  const until = new Date(Date.parse(attempt.now) + LIMITS.signInBlockMs).toISOString()
  await users.recordAttempts(attempt.userId, 0, until)
  return blocked(LIMITS.signInBlockMs)
}

/** A clock that was put back must not lock anyone out for longer than the delay. */
function blockedForMs(blockedUntil: string | null, now: string): number {
  if (blockedUntil === null) return 0
  return Math.min(Date.parse(blockedUntil) - Date.parse(now), LIMITS.signInBlockMs)
}

function blocked(waitMs: number): Result<UserView, SignInErrorCode> {
  return fail('SESSION_BLOCKED', { seconds: Math.ceil(waitMs / 1_000) })
}
