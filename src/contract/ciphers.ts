/**
 * Every cipher, hash and curve the product asks of the runtime, by the runtime's own name. Electron's crypto is
 * another library than Node's, so nothing outside this list is used, and each entry is tried at start against a
 * published vector before the till opens (`main/self-test`).
 */
export const CIPHERS = {
  /** Pending card blocks and sealed secrets. */
  seal: 'aes-256-gcm',
  /** The pad's secure link (ABECS). */
  padLink: 'aes-128-cbc',
  /** One block at a time with a zero vector: the only triple-DES form both runtimes have. */
  tripleDes: 'des-ede3-cbc',
  /** Message codes of hosts that use AES, one block at a time. */
  messageMac: 'aes-128-ecb',
  /** Journal digests, ticket digests, the fiscal chain. */
  digest: 'sha256',
  /** Signatures of the fiscal chain. */
  fiscalCurve: 'prime256v1',
  /** Codes of the people at the till. */
  codeHash: 'scrypt',
} as const
