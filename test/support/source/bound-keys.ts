import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { parseSync } from 'vite'

const RENDERER = join(import.meta.dirname, '../../../src/renderer')

/** A key that a file of the screen listens to, or draws on a control. */
export interface KeyUse {
  /** From the screen's own folder: `screens/sale/Sale.tsx`. */
  readonly path: string
  readonly key: string
  /** The place that its `useKeys` names; null where it names none. */
  readonly place: string | null
  /** It only says why the key does nothing here. */
  readonly isRefusal: boolean
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly name?: string | Node
  readonly value?: unknown
  readonly key?: Node
  readonly computed?: boolean
  readonly callee?: Node
  readonly arguments?: readonly Node[]
  readonly properties?: readonly Node[]
}

/** Letters, signs and function keys; the rest (Enter, arrows, figures) moves or confirms, everywhere in the same way. */
const ACTING = /^((Shift|Ctrl|Alt)\+)?(F\d{1,2}|[A-Z]|[+*/-])$/
const LOUD = /^(Enter|Escape)$/

function* walk(node: unknown): Generator<Node> {
  if (Array.isArray(node)) for (const child of node) yield* walk(child)
  else if (typeof node === 'object' && node !== null) {
    if ('type' in node && typeof node.type === 'string') yield node as Node
    for (const value of Object.values(node)) if (typeof value === 'object') yield* walk(value)
  }
}

const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(sep).join('/'))
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts') && !/^(actions|gallery)\//.test(name))
  .sort()
  .map((path) => {
    const text = readFileSync(join(RENDERER, path), 'utf8')
    return { path, text, nodes: [...walk(parseSync(path, text).program)] }
  })

/** `export const GIVE_BACK_KEY = 'V'`: names that stand for keys. */
const CONSTANTS = new Map(
  files.flatMap(({ text }) =>
    [...text.matchAll(/const (\w+_KEY) = '(.+?)'/g)].map((match) => [match[1] ?? '', match[2] ?? ''] as const),
  ),
)

function nameOf({ key, computed }: Node): string | null {
  if (key === undefined) return null
  if (computed) return CONSTANTS.get(String(key.name)) ?? null
  return key.type === 'Identifier' ? String(key.name) : typeof key.value === 'string' ? key.value : null
}

/** Properties of object literals whose name is that of a key, and the keys by which a question is confirmed. */
export function keysListenedTo(): readonly KeyUse[] {
  return files.flatMap(({ path, text, nodes }) => {
    const calls = nodes.filter(({ type, callee }) => type === 'CallExpression' && callee?.name === 'useKeys')
    const placeAt = ({ start, end }: Node): string | null => {
      const around = calls.find((call) => call.start <= start && end <= call.end)
      const named = around?.arguments?.[0]?.properties?.find((property) => nameOf(property) === 'place')
      return named === undefined ? null : (/'([\w-]+)'/.exec(text.slice(named.start, named.end))?.[1] ?? 'computed')
    }
    return nodes.flatMap((node) => {
      if (node.type !== 'Property') return []
      const value = node.value as Node
      const isConfirm = nameOf(node) === 'keyName' && typeof value.value === 'string'
      const key = isConfirm ? String(value.value) : nameOf(node)
      if (key === null || !(ACTING.test(key) || LOUD.test(key)) || (value.type === 'Literal' && !isConfirm)) return []
      const isRefusal = text.slice(value.start, value.end).includes("sayClosed('closed.")
      return [{ path, key, place: placeAt(node), isRefusal }]
    })
  })
}

/** `keyName="F8"`: keys that a control draws without asking the table. */
export function keysDrawn(): readonly Pick<KeyUse, 'path' | 'key'>[] {
  return files.flatMap(({ path, nodes }) =>
    nodes.flatMap(({ type, name, value }) => {
      const literal = (value as Node | null)?.value
      const isHint = type === 'JSXAttribute' && typeof name === 'object' && name.name === 'keyName'
      if (!isHint || typeof literal !== 'string') return []
      const key = literal.replace(/⇧ ?/, 'Shift+').replace('Ctrl ', 'Ctrl+')
      return ACTING.test(key) ? [{ path, key }] : []
    }),
  )
}

export const isLoudKey = (key: string): boolean => LOUD.test(key)

/** Actions that `action-runs` does from anywhere, by their id. */
export function actionsThatRun(): ReadonlySet<string> {
  const text = readFileSync(join(RENDERER, 'actions/action-runs.ts'), 'utf8')
  const nodes = [...walk(parseSync('action-runs.ts', text).program)]
  const table = nodes.find(
    ({ type, start }) => type === 'ObjectExpression' && text.slice(0, start).trimEnd().endsWith('ActionRun>>> ='),
  )
  return new Set(table?.properties?.flatMap((property) => nameOf(property) ?? []) ?? [])
}
