import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import type { UsersPort } from '../ports/users.port.ts'
import { hashCode, isCode } from './code-hash.ts'

export type SignInErrorCode = 'SESSION_WRONG_PIN' | 'SESSION_BLOCKED'

interface Attempt {
  readonly userId: string
  readonly code: string
  readonly now: string
  /** Told once the code of a person was tried, and was wrong. */
  readonly onWrong: () => Promise<void>
}

/**
 * Tries a person's code. Wrong codes in a row are counted on disk; each third one starts a delay during which nothing is tried and
 * even the right code is refused, each delay twice as long as the one before. An unknown person costs the same time as a known one.
 */
export async function signIn(users: UsersPort, attempt: Attempt): Promise<Result<UserView, SignInErrorCode>> {
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
  const sinceDelay = failed % LIMITS.signInAttempts
  const delayMs = sinceDelay === 0 ? delayAfterMs(failed) : null
  const until = delayMs === null ? null : new Date(Date.parse(attempt.now) + delayMs).toISOString()
  await users.recordAttempts(attempt.userId, failed, until)
  await attempt.onWrong()
  return delayMs === null ? fail('SESSION_WRONG_PIN', { left: LIMITS.signInAttempts - sinceDelay }) : blocked(delayMs)
}

/** How long nothing is tried after so many wrong codes in a row. */
export function delayAfterMs(failed: number): number {
  const doubled = LIMITS.signInBlockMs * 2 ** (failed / LIMITS.signInAttempts - 1)
  return Math.min(doubled, LIMITS.signInBlockMaxMs)
}

/** A clock that was put back must not lock anyone out for longer than the longest delay. */
function blockedForMs(blockedUntil: string | null, now: string): number {
  if (blockedUntil === null) return 0
  return Math.min(Date.parse(blockedUntil) - Date.parse(now), LIMITS.signInBlockMaxMs)
}

function blocked(waitMs: number): Result<UserView, SignInErrorCode> {
  return fail('SESSION_BLOCKED', { seconds: Math.ceil(waitMs / 1_000) })
}
