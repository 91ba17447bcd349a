/**
 * Bytes or values that no ABECS message may hold. Names the field at fault and never its content, so that it may be
 * logged and shown. The codec of this folder throws nothing else, whatever the bytes.
 */
export class CodecError extends Error {
  readonly field: string
  constructor(field: string, why: string) {
    super(`${field}: ${why}`)
    this.name = 'CodecError'
    this.field = field
  }
}
