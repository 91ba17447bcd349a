import { createHash } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import { VOUCHER_CODE_LETTERS, VOUCHER_LETTERS } from '#contract/voucher-code.ts'

/** A code that nobody guesses: whoever has it has what the voucher is worth. `seed` is drawn at random and used once. */
export function voucherCode(seed: string): string {
  const bytes = createHash(CIPHERS.digest).update(`voucher ${seed}`).digest()
  const letters = Array.from(
    bytes.subarray(0, VOUCHER_CODE_LETTERS),
    (byte) => VOUCHER_LETTERS[byte % VOUCHER_LETTERS.length],
  )
  return `V${letters.join('')}`
}
