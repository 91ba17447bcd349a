import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import type { TlsTerms } from '#payment/acquirer/tls-dial.ts'

const PIN = /^[A-Za-z0-9+/]{43}=$/

/**
 * `tls` of a bank in `settings.json`: files by their whole paths, PEM, and the host's keys as `openssl` prints their
 * SHA-256. Everything is read when the program opens, so that a wrong file is named there and not in a payment.
 */
export const tlsSettingsSchema = z
  .strictObject({
    caFile: z.string(),
    certificateFile: z.string().optional(),
    keyFile: z.string().optional(),
    serverName: z.string().min(1).max(253).optional(),
    pinSha256: z.array(z.string().regex(PIN)).max(8).default([]),
  })
  .transform(({ caFile, certificateFile, keyFile, serverName, pinSha256 }, context): TlsTerms => {
    const wrong = (field: string) => {
      context.addIssue({ code: 'custom', path: [field], message: 'not what it should hold' })
      return z.NEVER
    }
    const roots = readPem(caFile)
    if (roots === null || certificatesIn(roots).length === 0) return wrong('caFile')
    const terms = { roots, serverName: serverName ?? null, pins: pinSha256 }
    if (certificateFile === undefined && keyFile === undefined) return { ...terms, identity: null }
    const certificate = readPem(certificateFile)
    const [own] = certificate === null ? [] : certificatesIn(certificate)
    if (certificate === null || own === undefined) return wrong('certificateFile')
    const key = readPem(keyFile)
    const privateKey = key === null ? null : privateKeyIn(key)
    if (key === null || privateKey === null || !own.checkPrivateKey(privateKey)) return wrong('keyFile')
    return { ...terms, identity: { certificate, key } }
  })

function readPem(path: string | undefined): string | null {
  if (path === undefined || !isAbsolute(path)) return null
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Empty when one of them can not be read. */
function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  try {
    return blocks.map((block) => new X509Certificate(block))
  } catch {
    return []
  }
}

function privateKeyIn(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}
