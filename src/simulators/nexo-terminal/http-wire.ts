const HEAD_BYTES_MAX = 16_384
const BODY_BYTES_MAX = 262_144

export type HttpReading =
  | { readonly kind: 'partial' }
  | { readonly kind: 'request'; readonly method: string; readonly path: string; readonly body: string }
  | { readonly kind: 'broken' }

/** One request of HTTP/1.1 with a body of a told length, as far as it has come. Pure. */
export function readHttpRequest(bytes: Buffer): HttpReading {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return { kind: bytes.length > HEAD_BYTES_MAX ? 'broken' : 'partial' }
  const [first = '', ...fields] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const [, method, path] = /^([A-Z]{1,16}) (\/[!-~]*) HTTP\/1\.1$/.exec(first) ?? []
  if (method === undefined || path === undefined) return { kind: 'broken' }
  if (!fields.every((field) => /^[\w-]+:[\t -~]*$/.test(field))) return { kind: 'broken' }
  const told = fields.filter((field) => /^content-length:/i.test(field)).map((field) => field.slice(15).trim())
  if (told.length !== 1 || !/^\d{1,6}$/.test(told[0] ?? '')) return { kind: 'broken' }
  const length = Number(told[0])
  if (length > BODY_BYTES_MAX) return { kind: 'broken' }
  const body = bytes.subarray(end + 4)
  if (body.length < length) return { kind: 'partial' }
  return { kind: 'request', method, path, body: body.subarray(0, length).toString('utf8') }
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  404: 'Not Found',
  500: 'Internal Server Error',
}

/** A whole answer, after which the line ends. */
export function httpResponse(status: number, body: string): Buffer {
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}`,
    ...(body === '' ? [] : ['Content-Type: application/json']),
    ...(status === 204 ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    'Connection: close',
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'utf8')
}
