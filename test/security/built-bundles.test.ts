import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { openLoopback } from '#main/carriers/loopback.ts'
import { type LoopbackServer, serveLoopback } from '#main/carriers/loopback-server.ts'
import { readServedFiles } from '#main/screen/served-files.ts'
import { createFakeTill, QUIET_SLICES } from '#test/support/carriers/fake-till.ts'

/** Goal: what ships holds only what it should, and runs under the content policy. Needs `npm run build` before. */
const OUT = join(import.meta.dirname, '../../out')

const read = (...path: string[]) => readFileSync(join(OUT, ...path), 'utf8')
const filesOf = (part: string) =>
  readdirSync(join(OUT, part), { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name))

describe.each(['main', 'preload', 'renderer'])('the bundle of %s', (part) => {
  it('is there, with its maps apart', () => {
    expect(existsSync(join(OUT, part)), 'run the build first').toBe(true)
    expect(filesOf(part).length).toBeGreaterThan(0)
    expect(filesOf(part).filter((name) => name.endsWith('.map'))).toEqual([])
    for (const name of filesOf(part).filter((each) => /\.c?js$/.test(each))) {
      expect(read(part, name)).not.toContain('sourceMappingURL')
    }
  })

  it('holds no simulator, so no DUKPT derivation, no opening of tracks and PIN blocks, and no test', () => {
    const maps = filesOf(`maps/${part}`).filter((name) => name.endsWith('.map'))
    const sources = maps.flatMap((name) => (JSON.parse(read('maps', part, name)) as { sources: string[] }).sources)
    expect(sources.some((source) => source.includes('src/'))).toBe(true)
    expect(sources.filter((source) => /src\/simulators|\/test\/|playwright|sparticuz/.test(source))).toEqual([])
    if (part !== 'main')
      expect(sources.filter((source) => /src\/(store|payment|hardware|till)\//.test(source))).toEqual([])
  })
})

it('the built main leaves native modules outside and asks for nothing it does not ship with', () => {
  const imported = [...read('main', 'main.js').matchAll(/^import .*?from "([^"]+)"/gm)].map((match) => match[1])
  const packages = imported
    .filter((name) => name && !name.startsWith('node:') && name !== 'electron')
    .map((name) => /^(@[^/]+\/)?[^/]+/.exec(String(name))?.[0])
  const { dependencies } = JSON.parse(readFileSync(join(OUT, '../package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  expect(packages.length).toBeGreaterThan(2)
  expect(packages.filter((name) => !Object.hasOwn(dependencies, String(name)))).toEqual([])
})

/** Source for the page, which has another library than the tests. */
const REPORT_VIOLATIONS = `addEventListener('securitypolicyviolation', (event) =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`

describe('the built screen', () => {
  let browser: Browser
  let server: LoopbackServer
  beforeAll(async () => {
    server = await serveLoopback(readServedFiles(join(OUT, 'renderer')))
    browser = await launchChromium()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it('has no inline script or style, and no address of another place', () => {
    const page = read('renderer', 'index.html')
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|style=|\bon\w+=|https?:|data:/)
    for (const name of filesOf('renderer').filter((each) => each.endsWith('.css'))) {
      expect(read('renderer', name)).not.toMatch(/url\(["']?(data:|https?:|\/\/)/)
    }
  })

  it('runs under the policy of the product without breaking it once, and loads nothing from elsewhere', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const problems: string[] = []
    const foreign: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) foreign.push(request.url())
    })
    await page.addInitScript(REPORT_VIOLATIONS)
    await openLoopback({ page, till: createFakeTill(), url: server.url })
    await page.goto(server.url)
    await page.getByText(QUIET_SLICES.till.shopName).first().waitFor()
    expect(await page.locator('style').count()).toBeLessThanOrEqual(1)
    expect(problems).toEqual([])
    expect(foreign).toEqual([])
    await context.close()
  })
})
