import { ERROR_CODES } from '#contract/errors/catalogue.ts'

/** What stands in the log for a value that is not known to be harmless. */
const REMOVED = '[removed]'
const DEPTH_MAX = 3
const ENTRIES_MAX = 20
const FRAMES_MAX = 12
/** Above nine digits a number may be a card's; amounts, times and ports stay below. */
const NUMBER_MAX = 999_999_999

type Shape = (value: unknown) => boolean

const text =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && pattern.test(value)
const small: Shape = (value) => Number.isInteger(value) && Math.abs(Number(value)) <= NUMBER_MAX
const flag: Shape = (value) => typeof value === 'boolean'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** A UUID, or letters with two short numbers: `P-2-009127`, `sale-1`. A block in hexadecimal fits neither. */
const identifier = text(new RegExp(`^(${UUID}|([A-Za-z]{1,12}-)?(\\d{1,3}-)?\\d{1,6})$`))
const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const endpoint = text(
  new RegExp(`^(tcp://(${octet}(\\.${octet}){3}|[A-Za-z][A-Za-z.-]{0,59}):\\d{1,5}|serial:[A-Za-z/]{1,40}\\d{0,3})$`),
)
const word = text(/^[A-Za-z][A-Za-z-]{0,39}$/)

/**
 * The keys that may be logged, each with the only shape its value may have. A key that is not here, or a value
 * of another shape, is replaced, however short it is: the list fails closed.
 */
const ALLOWED: ReadonlyMap<string, Shape> = new Map([
  ['code', (value) => (ERROR_CODES as readonly unknown[]).includes(value)],
  ['correlationId', identifier],
  ['saleId', identifier],
  ['paymentId', identifier],
  ['jobId', identifier],
  ['number', identifier],
  ['call', text(/^[a-z]{1,20}\.[a-zA-Z]{1,30}$/)],
  ['state', word],
  ['outcome', word],
  ['kind', word],
  ['reason', word],
  ['name', word],
  ['alias', word],
  ['field', text(/^[A-Za-z]{1,30}(\.[A-Za-z]{1,30}|\.\d{1,3}){0,4}$/)],
  ['endpoint', endpoint],
  ['mti', text(/^\d{4}$/)],
  ['stan', text(/^\d{6}$/)],
  ['responseCode', text(/^[A-Z0-9]{2}$/)],
  ['version', text(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/)],
  ['training', flag],
  ['isOpen', flag],
  ...['amountMinor', 'durationMs', 'count', 'pid', 'port', 'attempt', 'bytes', 'status', 'found', 'known'].map(
    (name) => [name, small] as const,
  ),
])

/** Plain objects under these keys are looked into; an object anywhere else is replaced whole. */
const NESTED = new Set(['error', 'details', 'fields', 'totals'])

/** A stack keeps file names, lines and columns; the message and everything else of it is left out. */
function redactStack(stack: unknown): readonly string[] {
  if (typeof stack !== 'string') return []
  return stack
    .split('\n')
    .flatMap((line) => /^ {4}at .*?([\w-]{1,60}(?:\.[a-z]{1,10}){1,3}:\d{1,5}:\d{1,5})\)?$/.exec(line)?.[1] ?? [])
    .slice(0, FRAMES_MAX)
}

/**
 * What may be known of something thrown: its class, a code of the system's kind, where it happened. Its message
 * may quote the data it choked on, so only the length is kept.
 */
export function redactThrown(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { class: typeof thrown }
  const code = 'code' in thrown ? thrown.code : undefined
  return {
    class: /^[A-Za-z]{1,40}$/.test(thrown.name) ? thrown.name : REMOVED,
    ...(typeof code === 'string' ? { code: /^[A-Z][A-Z_]{2,40}$/.test(code) ? code : REMOVED } : {}),
    messageLength: thrown.message.length,
    at: redactStack(thrown.stack),
  }
}

function redactEntry(key: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof Error) return redactThrown(value)
  if (Array.isArray(value)) return value.slice(0, ENTRIES_MAX).map((entry) => redactEntry(key, entry, depth + 1))
  if (typeof value === 'object') {
    return NESTED.has(key) && depth < DEPTH_MAX ? redactFields(value as Record<string, unknown>, depth + 1) : REMOVED
  }
  return ALLOWED.get(key)?.(value) ? value : REMOVED
}

/** Answers a copy that holds nothing but allowed keys with values of their shapes. Unknown keys lose their name too. */
export function redactFields(fields: Readonly<Record<string, unknown>>, depth = 0): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  let removed = 0
  for (const [key, value] of Object.entries(fields)) {
    if (ALLOWED.has(key) || NESTED.has(key)) kept[key] = redactEntry(key, value, depth)
    else removed += 1
  }
  return removed > 0 ? { ...kept, removed } : kept
}
