import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerFromFiles, readServedFiles } from '#main/screen/served-files.ts'

function build(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-built-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

describe('the list of served files', () => {
  it('is made once: what changes on disk later is not served', () => {
    const folder = build({ 'index.html': 'first', 'assets/a.css': 'b' })
    const files = readServedFiles(folder)
    writeFileSync(join(folder, 'index.html'), 'changed')
    writeFileSync(join(folder, 'later.js'), 'x')
    expect([...files.keys()].sort()).toEqual(['/', '/assets/a.css', '/index.html'])
    expect(Buffer.from(answerFromFiles(files, 'GET', '/').body ?? []).toString()).toBe('first')
    expect(answerFromFiles(files, 'GET', '/later.js').status).toBe(404)
  })

  it('has the exact type of every kind of file', () => {
    const kinds = {
      html: 'text/html; charset=utf-8',
      js: 'text/javascript; charset=utf-8',
      css: 'text/css; charset=utf-8',
      json: 'application/json; charset=utf-8',
      svg: 'image/svg+xml',
      png: 'image/png',
      woff: 'font/woff',
      woff2: 'font/woff2',
    }
    const files = readServedFiles(build(Object.fromEntries(Object.keys(kinds).map((kind) => [`index.${kind}`, '']))))
    for (const [kind, type] of Object.entries(kinds)) {
      expect(answerFromFiles(files, 'GET', `/index.${kind}`).headers['Content-Type']).toBe(type)
    }
  })

  it('refuses a build that is not ours', () => {
    expect(() => readServedFiles(build({ 'index.html': '', 'run.exe': '' }))).toThrow('run.exe')
    expect(() => readServedFiles(build({ 'index.html': '', 'index.js.map': '' }))).toThrow('index.js.map')
    expect(() => readServedFiles(build({ 'page.html': '' }))).toThrow('index.html')
    expect(() => readServedFiles('/nowhere/at/all')).toThrow()
  })
})
