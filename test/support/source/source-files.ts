import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { parseSync } from 'vite'

const ROOT = join(import.meta.dirname, '../../..')
const BUILT_IN = new Set(builtinModules)

/** One file of the product with what it imports, statically, dynamically or by re-export. */
export interface SourceFile {
  /** From the repository's root, with slashes: `src/till/cart/cart.ts`. */
  readonly path: string
  readonly text: string
  readonly lineCount: number
  /** Files of the product it imports, as paths like its own. */
  readonly imports: readonly string[]
  /** Packages it imports, by their name: `zod`, `@fontsource/noto-sans`. */
  readonly packages: readonly string[]
  readonly usesNode: boolean
  /** Functions longer than a screen. */
  readonly functions: readonly { readonly name: string; readonly lineCount: number }[]
}

interface AstNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly id?: { readonly name?: string } | null
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

function* walk(node: unknown): Generator<AstNode> {
  if (Array.isArray(node)) for (const child of node) yield* walk(child)
  else if (typeof node === 'object' && node !== null) {
    if ('type' in node && typeof node.type === 'string') yield node as AstNode
    for (const value of Object.values(node)) if (typeof value === 'object') yield* walk(value)
  }
}

function listFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .sort()
}

/** Where a specifier leads: a file of the product, or null for a package or a part of Node. */
function productFile(from: string, specifier: string): string | null {
  const [bare = ''] = specifier.split('?')
  if (bare.startsWith('#')) return `src/${bare.slice(1)}`
  if (!bare.startsWith('.')) return null
  return relative(ROOT, join(ROOT, dirname(from), bare))
    .split(sep)
    .join('/')
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const { module, program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const lines = (start: number, end: number) => text.slice(start, end).split('\n').length
  const specifiers = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) => entry.entries.flatMap((part) => part.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    ),
  ]
  const isNode = (specifier: string) => specifier.startsWith('node:') || BUILT_IN.has(specifier)
  const outside = specifiers.filter((specifier) => productFile(path, specifier) === null)
  return {
    path,
    text,
    lineCount: text.split('\n').length - 1,
    imports: specifiers.flatMap((specifier) => productFile(path, specifier) ?? []),
    packages: outside.filter((specifier) => !isNode(specifier)).map(packageName),
    usesNode: outside.some(isNode),
    functions: [...walk(program)]
      .filter((node) => FUNCTIONS.has(node.type))
      .map((node) => ({ name: node.id?.name ?? 'anonymous', lineCount: lines(node.start, node.end) })),
  }
}

/** To parse all of them takes seconds, and several files of tests ask in the same worker. */
const known = new Map<string, SourceFile>()

function knownSource(path: string): SourceFile {
  const source = known.get(path) ?? readSource(path)
  known.set(path, source)
  return source
}

/** Every TypeScript file below these folders, parsed. */
export function readSourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap(listFiles)
    .map(knownSource)
}

/** All files reached from one, itself included. */
export function reachableFrom(entry: string, files: readonly SourceFile[]): ReadonlySet<string> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const reached = new Set<string>()
  const open = [entry]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    open.push(...(byPath.get(path)?.imports ?? []))
  }
  return reached
}
