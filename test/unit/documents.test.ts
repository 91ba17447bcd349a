import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TEST_CARDS } from '#simulators/abecs-pad/cards.ts'

/** Goal: what the documents name is there: files, tests, npm scripts, pictures, and rows of the layout. */
const ROOT = join(import.meta.dirname, '../..')
const DOCUMENTS = ['README.md', 'CHANGELOG.md', ...globSync('docs/*.md', { cwd: ROOT }).sort()]
const TEST_PARTS = 'unit|property|conformance|security|crash|e2e|support|bench'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Paths of this project in code marks; one below a folder of `test` may be named without it. Places with `*` or `…` are none. */
function namedPaths(text: string): readonly string[] {
  const marked = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => String(code).split(/\s+/))
  return marked.flatMap((word) => {
    const path = word.replace(/[,.:;)]+$/, '').replace(/\/$/, '')
    if (/[*…{}<>]/.test(path)) return []
    if (/^(src|test|tools|resources|docs)\/[\w./-]+$/.test(path)) return [path]
    if (new RegExp(`^(${TEST_PARTS})/[\\w./-]+\\.ts$`).test(path)) return [`test/${path}`]
    return /^[\w-]+\.(yml|json|mjs|ts)$/.test(path) && existsSync(join(ROOT, path)) ? [path] : []
  })
}

/** Targets of links that are not addresses of the web. */
const linkedPaths = (text: string) =>
  [...text.matchAll(/\]\(([^)#\s]+)\)/g)].flatMap(([, to]) => (/^https?:/.test(String(to)) ? [] : [String(to)]))

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document)

  it('names only files that are there', () => {
    expect(namedPaths(text).filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('links only to files that are there', () => {
    const targets = linkedPaths(text).map((to) => join(ROOT, dirname(document), to))
    expect(targets.filter((path) => !existsSync(path))).toEqual([])
  })

  it('calls only npm scripts that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const called = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, short]) => run ?? short)
    expect(called.filter((name) => !Object.hasOwn(scripts, String(name)))).toEqual([])
  })
})

describe('README.md', () => {
  const text = read('README.md')

  it('has a row in its layout for every room', () => {
    const rooms = readdirSync(join(ROOT, 'src')).map((room) => `src/${room}`)
    expect([...rooms, 'resources', 'test', 'tools'].filter((folder) => !text.includes(`| \`${folder}\` |`))).toEqual([])
    const parts = readdirSync(join(ROOT, 'test')).filter((part) => !['support', 'bench'].includes(part))
    const row = /^\| `test` \| (.+) \|$/m.exec(text)?.[1] ?? ''
    expect(parts.filter((part) => !row.includes(`\`${part}\``))).toEqual([])
  })

  it('gives codes that open the training shop, and the PIN of the test cards', () => {
    const { users } = JSON.parse(read('resources/catalogue/training-shop.json')) as {
      users: readonly { name: string; code: string; role: string }[]
    }
    expect(text).toContain('sign in as Inès M. with 1111')
    expect(text).toContain('Claire D., the manager, is 3333')
    expect(users).toContainEqual(expect.objectContaining({ name: 'Inès M.', code: '1111' }))
    expect(users).toContainEqual(expect.objectContaining({ name: 'Claire D.', code: '3333', role: 'manager' }))
    expect(text).toContain('PIN is 1234')
    expect(new Set(TEST_CARDS.map(({ pin }) => pin))).toEqual(new Set(['1234']))
  })
})

it('finds what it looks for', () => {
  expect(namedPaths('`src/main`, `node tools/run.mjs x`, `unit/a.test.ts`, `a/b`, `src/*.ts`')).toEqual([
    'src/main',
    'tools/run.mjs',
    'test/unit/a.test.ts',
  ])
  expect(linkedPaths('[x](docs/a.md) [y](https://example.org) ![z](docs/p.png)')).toEqual(['docs/a.md', 'docs/p.png'])
})
