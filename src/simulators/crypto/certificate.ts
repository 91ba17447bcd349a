import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'

/** A certificate and its key, as PEM. */
export interface Issued {
  readonly certificate: string
  readonly key: string
}

export interface CertificateTerms {
  /** Common name, and a DNS name. */
  readonly name: string
  /** IPv4 addresses that it is for. */
  readonly addresses?: readonly string[]
  /** Who signs it; itself where nobody does. */
  readonly issuer?: Issued
  readonly isRoot?: boolean
  readonly validFrom?: Date
  readonly validTo?: Date
}

const DAY_MS = 86_400_000

/** Object identifiers, encoded (RFC 5280, RFC 5758). */
const OID = {
  commonName: '0603550403',
  ecdsaWithSha256: '06082a8648ce3d040302',
  subjectAltName: '0603551d11',
  basicConstraints: '0603551d13',
} as const
const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
  extensions: 0xa3,
  dnsName: 0x82,
  address: 0x87,
} as const

/** A certificate of version 3 on P-256, for simulated devices: Node makes keys, and no certificates. */
export function issueCertificate(terms: CertificateTerms): Issued {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const { issuer, validFrom = new Date(Date.now() - DAY_MS), validTo = new Date(Date.now() + 3_650 * DAY_MS) } = terms
  const signer: KeyObject = issuer ? createPrivateKey(issuer.key) : privateKey
  const algorithm = der(TAG.sequence, hex(OID.ecdsaWithSha256))
  const body = der(
    TAG.sequence,
    der(TAG.version, der(TAG.integer, Buffer.of(2))),
    der(TAG.integer, Buffer.concat([Buffer.of(0x01), randomBytes(15)])),
    algorithm,
    nameOf(issuer ? commonNameOf(issuer) : terms.name),
    der(TAG.sequence, timeOf(validFrom), timeOf(validTo)),
    nameOf(terms.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(TAG.extensions, der(TAG.sequence, ...extensionsOf(terms))),
  )
  const signature = der(TAG.bits, Buffer.of(0), sign('sha256', body, signer))
  const encoded = der(TAG.sequence, body, algorithm, signature)
  const lines = encoded.toString('base64').match(/.{1,64}/g) ?? []
  return {
    certificate: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** SHA-256 of it, as `openssl x509 -fingerprint -sha256` writes it. */
export const fingerprintOf = ({ certificate }: Pick<Issued, 'certificate'>): string =>
  new X509Certificate(certificate).fingerprint256

const commonNameOf = ({ certificate }: Issued): string => new X509Certificate(certificate).subject.replace(/^CN=/, '')

const hex = (text: string) => Buffer.from(text, 'hex')

/** Tag, length (short, or the number of its bytes first), value. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts)
  const digits = value.length.toString(16)
  const length = hex(digits.padStart(digits.length + (digits.length % 2), '0'))
  const head = value.length < 0x80 ? length : Buffer.concat([Buffer.of(0x80 | length.length), length])
  return Buffer.concat([Buffer.of(tag), head, value])
}

const nameOf = (name: string): Buffer =>
  der(TAG.sequence, der(TAG.set, der(TAG.sequence, hex(OID.commonName), der(TAG.utf8, Buffer.from(name)))))

/** YYMMDDHHMMSSZ. */
const timeOf = (date: Date): Buffer =>
  der(TAG.utcTime, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

function extensionsOf({ name, addresses = [], issuer, isRoot = issuer === undefined }: CertificateTerms): Buffer[] {
  const names = [
    der(TAG.dnsName, Buffer.from(name)),
    ...addresses.map((address) => der(TAG.address, Buffer.from(address.split('.').map(Number)))),
  ]
  const isCa = der(TAG.boolean, Buffer.of(0xff))
  const constraints = der(TAG.octets, der(TAG.sequence, ...(isRoot ? [isCa] : [])))
  return [
    der(TAG.sequence, hex(OID.subjectAltName), der(TAG.octets, der(TAG.sequence, ...names))),
    der(TAG.sequence, hex(OID.basicConstraints), der(TAG.boolean, Buffer.of(0xff)), constraints),
  ]
}
