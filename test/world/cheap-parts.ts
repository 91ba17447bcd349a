import { hash } from 'node:crypto'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import type { FiscalSignerPort } from '#till/ports/fiscal-signer.port.ts'

/** Paper as its words: how ESC/POS writes them is tested elsewhere, and takes longer than the rest of a sale. */
export const PLAIN_TEXT = {
  encode: ({ rows }: LaidOutTicket) => ({
    bytes: Buffer.from(rows.map((row) => ('text' in row ? row.text : '')).join('\n')),
    substituted: 0,
  }),
}
/** Keyed by one fixed key: the same world gives the same papers. What ECDSA costs and proves is tested elsewhere. */
export const WORLD_SIGNER: FiscalSignerPort = {
  sign: (bytes) => hash('sha256', `worlds ${Buffer.from(bytes).toString('latin1')}`, 'base64url'),
  verify: (bytes, signature) => WORLD_SIGNER.sign(bytes) === signature,
}
