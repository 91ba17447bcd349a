import { holdsCardNumber } from '#contract/card-number.ts'
import type { Json } from '#contract/json.ts'
import { redactFields } from '../log/redactor.ts'

/** What may leave the till, and how much of it was left out. */
export interface CleanText {
  readonly text: string
  readonly removed: number
}

const REMOVED = '[removed]'
/** What a log line is besides its fields: a time, a level, an event, where something was thrown. Each of one shape alone. */
const FRAME: Readonly<Record<string, RegExp>> = {
  time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  level: /^[a-z]{3,6}$/,
  event: /^(\[removed\]|[A-Za-z][A-Za-z.-]{0,120})$/,
}

/**
 * A log as it may be sent: each line is read and passes the redactor of the log once more, whoever wrote it; one that is no line of
 * ours, or that holds what may be a card number, is left out.
 */
export function cleanLog(text: string): CleanText {
  let removed = 0
  const lines = text.split('\n').flatMap((line) => {
    if (line === '') return []
    const clean = cleanLine(line)
    if (clean !== null) return [clean]
    removed += 1
    return []
  })
  return { text: lines.map((line) => `${line}\n`).join(''), removed }
}

function cleanLine(line: string): string | null {
  try {
    const read: unknown = JSON.parse(line)
    if (read === null || typeof read !== 'object' || Array.isArray(read)) return null
    const { thrown, ...fields } = read as Record<string, unknown>
    const frame = Object.entries(FRAME).map(([name, shape]) => {
      const value = fields[name]
      delete fields[name]
      return [name, typeof value === 'string' && shape.test(value) ? value : REMOVED] as const
    })
    const clean = JSON.stringify({
      ...Object.fromEntries(frame),
      ...redactFields(fields),
      ...(thrown === undefined ? {} : { thrown: cleanThrown(thrown) }),
    })
    return holdsCard(clean) ? null : clean
  } catch {
    return null
  }
}

/** As `redactThrown` wrote it, and nothing else. */
function cleanThrown(thrown: unknown): Json {
  const { class: name, code, at } = (thrown ?? {}) as Record<string, unknown>
  const frames = Array.isArray(at) ? at : []
  return {
    class: typeof name === 'string' && /^(\[removed\]|[A-Za-z]{1,40})$/.test(name) ? name : REMOVED,
    ...(typeof code === 'string' && /^[A-Z][A-Z_]{2,40}$/.test(code) ? { code } : {}),
    at: frames.filter(
      (frame): frame is string => typeof frame === 'string' && /^[\w.-]{1,90}(:\d{1,5}){2}$/.test(frame),
    ),
  }
}

/** Times are figures too: what is looked at is the rest. */
function holdsCard(text: string): boolean {
  return holdsCardNumber(text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T'))
}

/** Values of the till as they may be sent: a text that may hold a card number is left out. */
export function cleanJson(value: Json): CleanText {
  let removed = 0
  const clean = (each: Json): Json => {
    if (typeof each === 'string' || typeof each === 'number') {
      if (!holdsCard(String(each))) return each
      removed += 1
      return REMOVED
    }
    if (Array.isArray(each)) return each.map(clean)
    if (each === null || typeof each !== 'object') return each
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, clean(inner as Json)]))
  }
  return { text: `${JSON.stringify(clean(value), null, 2)}\n`, removed }
}
