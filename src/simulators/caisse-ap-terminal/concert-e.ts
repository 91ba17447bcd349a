import type { CaisseApFields } from '#hardware/terminals/caisse-ap/caisse-ap.codec.ts'
import type { TerminalField } from './terminal-body.ts'

/**
 * How a terminal that is older than Concert V3 hears and answers (standalone-terminals sheet 2c): each thing at its place. Read here by
 * itself, so that the till's own layout is not proven by itself.
 */
export interface OldRequest {
  readonly fields: CaisseApFields
  readonly answer: (fields: readonly TerminalField[]) => Uint8Array
}

const REQUEST =
  /^(?<till>\d{2})(?<amount>\d{8})(?<wish>[01])(?<mode>[ -~])(?<type>\d)(?<currency>\d{3})(?<own>[ -~]{10})(A010B01[01])?$/
const DONE = '10'
const NOT_DONE = '01'
const STATE_DONE = '0'
const STATE_REFUSED = '7'
const STATE_HANDLED = '9'
const REPORT_LENGTH = 55

/** Null for what is no request of that age. */
export function readOldRequest(body: Uint8Array): OldRequest | null {
  const found = REQUEST.exec(Buffer.from(body).toString('latin1'))?.groups
  if (found === undefined) return null
  const { till = '', amount = '', wish, mode = '', type = '', currency = '', own = '' } = found
  const fields = new Map([
    ['CA', till],
    ['CB', amount],
    ['CD', type],
    ['CE', currency],
    ...(own.trim() === '' ? [] : [['CF', own.trim()] as const]),
  ])
  return {
    fields,
    answer: (said) => {
      const of = new Map(said)
      const status = of.get('AE')
      const state = status === DONE ? STATE_DONE : status === NOT_DONE ? STATE_REFUSED : STATE_HANDLED
      const told = (of.get('CB') ?? amount).trim().padStart(amount.length, '0')
      const report = wish === '1' ? (of.get('AA') ?? '').padEnd(REPORT_LENGTH) : ''
      const reference = (of.get('CF') ?? '').padEnd(own.length).slice(0, own.length)
      return Buffer.from(`${till}${state}${told}${mode}${report}${of.get('CE') ?? currency}${reference}`, 'latin1')
    },
  }
}
