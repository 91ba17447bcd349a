import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findChromium, launchOptions } from '#main/browser/find-chromium.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'comptoir-find-'))
/** A program that only exists. */
function fakeBrowser(folder: string, name: string): string {
  const path = join(folder, name)
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, 0o755)
  return path
}

afterEach(() => vi.unstubAllEnvs())

describe.runIf(process.platform === 'linux')('the order', () => {
  it('takes $CHROMIUM first, and says when it cannot be started', async () => {
    const path = fakeBrowser(newFolder(), 'browser')
    vi.stubEnv('PATH', join(fakeBrowser(newFolder(), 'chromium'), '..'))
    vi.stubEnv('CHROMIUM', path)
    expect(await findChromium({ headed: true })).toMatchObject({ path, source: '$CHROMIUM', headed: true })
    vi.stubEnv('CHROMIUM', '/nowhere/chromium')
    await expect(findChromium({ headed: false })).rejects.toThrow('CHROMIUM names /nowhere/chromium')
  })

  it('takes an installed one next, Chromium before Chrome before Edge', async () => {
    const folder = newFolder()
    vi.stubEnv('CHROMIUM', '')
    vi.stubEnv('PATH', folder)
    for (const name of ['microsoft-edge', 'google-chrome', 'chromium']) {
      const path = fakeBrowser(folder, name)
      expect(await findChromium({ headed: false })).toMatchObject({ path, source: 'installed on this machine' })
    }
  })
})

/** Unpacks twice at once in an empty cache, in processes without HOME, as two commands on a new machine would. */
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the one from npm', () => {
  it('is unpacked once when two ask at the same time, without a home', async () => {
    const cache = newFolder()
    const module = new URL('../../../src/main/browser/bundled-chromium.ts', import.meta.url).href
    const script = `import(${JSON.stringify(module)}).then(async (m) => console.log((await m.unpackBundledChromium()).path))`
    const ask = () =>
      new Promise<string>((resolve) => {
        const child = spawn(process.execPath, ['-e', script], { env: { XDG_CACHE_HOME: cache, PATH: '/usr/bin' } })
        let text = ''
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        child.once('close', () => resolve(text.trim()))
      })
    try {
      const [first, second] = await Promise.all([ask(), ask()])
      expect(first).toMatch(/\/comptoir\/chromium-[\d.]+\/chromium$/)
      expect(second).toBe(first)
      const unpacked = readdirSync(join(cache, 'comptoir'))
      expect(unpacked).toHaveLength(1)
      expect(readdirSync(join(cache, 'comptoir', String(unpacked[0])))).toEqual(
        expect.arrayContaining(['chromium', 'al2023', 'fonts', 'fonts.conf', 'libGLESv2.so']),
      )
    } finally {
      rmSync(cache, { recursive: true, force: true })
    }
  }, 120_000)
})

describe('launch options', () => {
  const found = { path: '/x', source: 'x', headed: false, environment: { LD_LIBRARY_PATH: '/y' } }

  it('leave every protection of the browser on, but for the sandbox of root', () => {
    const options = launchOptions(found, { headed: false })
    const args = (options.args ?? []).join(' ')
    expect(args).not.toMatch(/web-security|insecure|site-isolation|single-process|no-sandbox|remote-debugging/)
    expect(options.chromiumSandbox).toBe(process.getuid?.() !== 0)
    expect(options.env).toMatchObject({ LD_LIBRARY_PATH: '/y' })
  })
})
