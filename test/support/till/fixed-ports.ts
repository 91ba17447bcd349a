import { createCipheriv, createDecipheriv, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import type { FiscalSignerPort } from '#till/ports/fiscal-signer.port.ts'

const MASTER_KEY = Buffer.alloc(32, 7)

/** A secret store with one fixed key; `sealed` remembers the clear inputs, so that a test can look for them on disk. */
export function fixedSecretStore(): SecretStorePort & { readonly sealed: Buffer[] } {
  const sealed: Buffer[] = []
  return {
    sealed,
    seal: (bytes) => {
      sealed.push(Buffer.from(bytes))
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', MASTER_KEY, nonce)
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    },
    open: (bytes) => {
      const decipher = createDecipheriv('aes-256-gcm', MASTER_KEY, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    },
  }
}

/** A fiscal key of its own per call. */
export function testSigner(): FiscalSignerPort {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return {
    sign: (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
    verify: (bytes, signature) =>
      verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
  }
}

/** A clock that stands until it is moved, and calls back then. Local time is that of the shop in Nantes, one hour ahead in winter. */
export function testClock(start = '2026-11-22T13:30:00.000Z') {
  let nowMs = Date.parse(start)
  const waiting = new Map<() => void, number>()
  return {
    timeZone: 'Europe/Paris',
    now: () => new Date(nowMs).toISOString(),
    local: (iso: string) => {
      const shifted = new Date(Date.parse(iso) + 3_600_000).toISOString()
      return { date: shifted.slice(0, 10), time: shifted.slice(11, 19) }
    },
    after: (delayMs: number, callback: () => void) => {
      waiting.set(callback, nowMs + delayMs)
      return () => void waiting.delete(callback)
    },
    advance: (ms: number) => {
      nowMs += ms
      for (const [callback, dueMs] of waiting) {
        if (dueMs <= nowMs && waiting.delete(callback)) callback()
      }
    },
  }
}
export type TestClock = ReturnType<typeof testClock>

/** `t-1`, `t-2` … with a prefix that differs per till. */
export function counting(prefix: string): () => string {
  let count = 0
  return () => {
    count += 1
    return `${prefix}-${count}`
  }
}
