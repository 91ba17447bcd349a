/**
 * Why bytes are no message, or a message cannot become bytes.
 * short: the bytes end inside the field. length: the field's own length is not allowed. content: a character that
 * the field may not hold. unknown: the profile does not know the field or message type. third-bitmap, empty-bitmap:
 * bit 65, or a second bitmap without a field. trailing: bytes after the last field. frame: a length header out of
 * bounds. mac: the message authentication code is missing or wrong.
 */
export type Iso8583Fault =
  | 'short'
  | 'length'
  | 'content'
  | 'unknown'
  | 'third-bitmap'
  | 'empty-bitmap'
  | 'trailing'
  | 'frame'
  | 'mac'

/**
 * The only thing the codec throws. It names the field and never says what the field holds.
 * `field` is a data element number, a sub-field as `48.TK`, or `mti`, `bitmap`, `message`, `header`.
 */
export class Iso8583Error extends Error {
  readonly field: string
  readonly fault: Iso8583Fault
  constructor(field: string | number, fault: Iso8583Fault) {
    super(`ISO 8583 field ${field}: ${fault}`)
    this.name = 'Iso8583Error'
    this.field = String(field)
    this.fault = fault
  }
}
