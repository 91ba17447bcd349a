import { parseSync } from 'vite'

/** A literal inside one of these names a type or is compared with something: it makes no value. */
const NOT_MADE = new Set(['TSLiteralType', 'BinaryExpression', 'SwitchCase', 'ImportDeclaration'])

/**
 * The texts a source makes values of: `fail('X')`, `{ code: 'X' }`, a row of a table. Types, comparisons and the
 * labels of a `switch` are left out, what stands under a label is not.
 */
export function madeTexts(path: string, text: string): ReadonlySet<string> {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const found = new Set<string>()
  collect(program, found)
  return found
}

function collect(node: unknown, found: Set<string>): void {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, found)
    return
  }
  if (typeof node !== 'object' || node === null) return
  if ('type' in node && node.type === 'Literal' && 'value' in node && typeof node.value === 'string') {
    found.add(node.value)
  }
  const notMade = 'type' in node && NOT_MADE.has(String(node.type))
  for (const value of Object.values(node)) {
    if (!notMade || !isLiteral(value)) collect(value, found)
  }
}

function isLiteral(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'type' in node && node.type === 'Literal'
}

/** A failure as a source writes it down: its code and the names of its details, null where they are computed. */
export interface WrittenFailure {
  readonly code: string
  readonly details: readonly string[] | null
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const textOf = (node: unknown): string | null =>
  isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null

/** `fail('CODE', { … })` and `{ code: 'CODE', details: { … } }`. */
export function writtenFailures(path: string, text: string): readonly WrittenFailure[] {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const found: WrittenFailure[] = []
  visit(program, (node) => {
    const failure = node.type === 'CallExpression' ? failCall(node) : objectWithCode(node)
    if (failure !== null) found.push(failure)
  })
  return found
}

function visit(value: unknown, onNode: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (isNode(value)) onNode(value)
  for (const child of Object.values(value)) visit(child, onNode)
}

function failCall(node: Node): WrittenFailure | null {
  const [first, second] = Array.isArray(node.arguments) ? node.arguments : []
  const code = textOf(first)
  const isFail = isNode(node.callee) && node.callee.type === 'Identifier' && node.callee.name === 'fail'
  return isFail && code !== null ? { code, details: namesIn(second) } : null
}

function objectWithCode(node: Node): WrittenFailure | null {
  if (node.type !== 'ObjectExpression') return null
  const code = textOf(memberOf(node, 'code'))
  return code === null ? null : { code, details: namesIn(memberOf(node, 'details')) }
}

function propertiesOf(node: Node): Node[] {
  return Array.isArray(node.properties) ? node.properties.filter(isNode) : []
}

function nameOf({ key }: Node): string | null {
  return isNode(key) && key.type === 'Identifier' && typeof key.name === 'string' ? key.name : null
}

function memberOf(node: Node, name: string): unknown {
  return propertiesOf(node).find((property) => nameOf(property) === name)?.value
}

function namesIn(node: unknown): string[] | null {
  if (node === undefined) return []
  if (!isNode(node) || node.type !== 'ObjectExpression') return null
  const names = propertiesOf(node).map(nameOf)
  return names.includes(null) ? null : names.filter((name) => name !== null)
}
