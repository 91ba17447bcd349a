import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/**
 * A person's code is hashed on a thread of the system, slowly on purpose: real time, which a world must not wait for.
 * The hash is a pure function, so each is worked out once and remembered; from then on the same answer comes at once.
 */
export function rememberHashes(): void {
  const slow = crypto.scrypt as (...values: readonly unknown[]) => void
  const known = new Map<string, Buffer>()
  const quick = (...values: readonly unknown[]) => {
    const done = values.at(-1) as (error: Error | null, hash: Buffer) => void
    const key = JSON.stringify(values.slice(0, -1))
    const hash = known.get(key)
    if (hash !== undefined) return queueMicrotask(() => done(null, hash))
    slow(...values.slice(0, -1), (error: Error | null, fresh: Buffer) => {
      if (error === null) known.set(key, fresh)
      done(error, fresh)
    })
  }
  crypto.scrypt = quick as typeof crypto.scrypt
  syncBuiltinESMExports()
}
