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
