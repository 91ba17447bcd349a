/** Letters that scanners set to any keyboard of Europe read alike, without those that are taken for figures. */
export const VOUCHER_LETTERS = 'BCDEFGHJKLNPRSTUVX'
export const VOUCHER_CODE_LETTERS = 10
const CODE = new RegExp(`^V[${VOUCHER_LETTERS}]{${VOUCHER_CODE_LETTERS}}$`)

/** The code of a voucher as it was scanned or typed; null for what no voucher has. */
export function readVoucherCode(scanned: string): string | null {
  const code = scanned.replace(/\s/g, '').toUpperCase()
  return CODE.test(code) ? code : null
}
