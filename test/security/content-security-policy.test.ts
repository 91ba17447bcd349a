import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '#main/screen/content-security-policy.ts'

const directives = new Map(
  CONTENT_SECURITY_POLICY.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ')
    return [name, sources] as const
  }),
)

it('allows the screen its own files and nothing else', () => {
  const { 'style-src': styles = [], ...others } = Object.fromEntries(directives)
  expect(others).toEqual({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'connect-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  })
  expect(styles[0]).toBe("'self'")
  for (const source of styles.slice(1)) expect(source).toMatch(/^'sha256-[A-Za-z0-9+/]{43}='$/)
})

it('has nothing unsafe, no wildcard and no scheme', () => {
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:|data:|blob:|app:/)
})

/** The text is cut out of the installed package, so that an upgrade which changes it fails here and not on a till. */
it('allows exactly the style that the installed react-aria adds', () => {
  const load = createRequire(import.meta.url)
  const folder = dirname(load.resolve('react-aria/package.json'))
  const source = readFileSync(join(folder, 'dist/private/interactions/usePress.mjs'), 'utf8')
  const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1]
  const template = /style\.textContent = `([^`]+)`\.trim\(\)/.exec(source)?.[1]
  expect(attribute).toBe('data-react-aria-pressable')
  const text = (template ?? '').replace(/\$\{[^}]+\}/, String(attribute)).trim()
  const hash = createHash('sha256').update(text).digest('base64')
  expect(directives.get('style-src')).toEqual(["'self'", `'sha256-${hash}'`])
})
