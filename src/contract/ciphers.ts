/**
 * Every cipher, hash and curve the product asks of the runtime, by the runtime's own name. Electron's crypto is
 * another library than Node's, so nothing outside this list is used, and each entry is tried at start against a
 * published vector before the till opens (`main/self-test`).
 */
export const CIPHERS = {
  /** Pending card blocks, sealed secrets, and what lies outside the till: backups, copies of the fiscal key. */
  seal: 'aes-256-gcm',
  /** The pad's secure link (ABECS). */
  padLink: 'aes-128-cbc',
  /** One block at a time with a zero vector: the only triple-DES form both runtimes have. */
  tripleDes: 'des-ede3-cbc',
  /** Message codes of hosts that use AES and key blocks, one block at a time. */
  messageMac: 'aes-128-ecb',
  /** Key blocks under keys of 256 bits, one block at a time. */
  keyBlock: 'aes-256-ecb',
  /** Journal digests, ticket digests, the fiscal chain. */
  digest: 'sha256',
  /** A fresh pair for each secure link of a pad. */
  padKey: 'rsa',
  /** Signatures of the fiscal chain. */
  fiscalCurve: 'prime256v1',
  /** Messages of a nexo terminal, and the digest by which their keys are made of a passphrase. */
  terminalMessage: 'aes-256-cbc',
  terminalKey: 'sha1',
  /** Codes of the people at the till, and keys made of passphrases. */
  codeHash: 'scrypt',
} as const

/** What an encrypted line to a host may be made of: forward secrecy and authenticated encryption, nothing older. */
export const TLS = {
  lowestVersion: 'TLSv1.2',
  suites: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
  ],
  curves: ['X25519', 'P-256', 'P-384'],
} as const
