/**
 * The fiscal key of this till: ECDSA on P-256 over SHA-256. The private half never leaves the implementation.
 * Signatures are the 64 bytes r then s (IEEE P1363) in base64url without padding.
 */
export interface FiscalSignerPort {
  sign(bytes: Uint8Array): string
  /** False for any altered byte, any other key and any text that is no signature; never throws. */
  verify(bytes: Uint8Array, signature: string): boolean
}
