import { mkdtempSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Envelope } from '#contract/dispatch.ts'
import type { SliceEvent } from '#contract/views/till-view.ts'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { openLoopback } from '#main/carriers/loopback.ts'
import { type LoopbackServer, serveLoopback } from '#main/carriers/loopback-server.ts'
import { readServedFiles } from '#main/screen/served-files.ts'
import { createFakeTill } from '#test/support/carriers/fake-till.ts'
import { describeCarrier } from './carrier.suite.ts'

/** The loopback carrier in a real Chromium, with the content policy of the product in force. */
let browser: Browser
let server: LoopbackServer

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-screen-'))
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><title>x</title><script src="./screen.js"></script>',
  )
  writeFileSync(
    join(folder, 'screen.js'),
    'globalThis.tillAtStart = typeof window.till; window.addEventListener("securitypolicyviolation", (e) => { (globalThis.violations ??= []).push(e.violatedDirective) })',
  )
  server = await serveLoopback(readServedFiles(folder))
  browser = await launchChromium()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function openPage() {
  const till = createFakeTill()
  const context = await browser.newContext()
  const page = await context.newPage()
  const end = await openLoopback({ page, till, url: server.url })
  await page.goto(server.url)
  const close = async () => {
    end()
    await context.close()
  }
  return { till, page, close }
}

/** Calls as the bundle does; a name outside the contract goes to the binding below the bridge, which speaks JSON texts. */
const callIn = (page: Page, name: string, request: unknown): Promise<Envelope> =>
  page.evaluate(
    async ([name, request]) => {
      const { till, __tillCall } = globalThis as unknown as {
        till: Record<string, (request: unknown) => Promise<Envelope>>
        __tillCall: (name: unknown, request: string) => Promise<string>
      }
      const known = Object.hasOwn(till, String(name)) ? till[String(name)] : undefined
      return known ? known(request) : (JSON.parse(await __tillCall(name, JSON.stringify(request ?? null))) as Envelope)
    },
    [name, request] as const,
  )

describeCarrier('loopback', async () => {
  const { till, page, close } = await openPage()
  let lastListener = 0
  const listeners = new Map<number, (event: SliceEvent) => void>()
  await page.exposeBinding('heardInTest', (_source, id: number, event: SliceEvent) => listeners.get(id)?.(event))
  return {
    call: (name, request) => callIn(page, name, request),
    subscribe: async (listener) => {
      lastListener += 1
      const id = lastListener
      listeners.set(id, listener)
      await page.evaluate((id) => {
        const inPage = globalThis as unknown as {
          till: { subscribe(listener: (event: unknown) => void): () => void }
          heardInTest(id: number, event: unknown): void
          ends?: Record<number, () => void>
        }
        inPage.ends = { ...inPage.ends, [id]: inPage.till.subscribe((event) => inPage.heardInTest(id, event)) }
      }, id)
      return () =>
        page.evaluate((id) => (globalThis as unknown as { ends: Record<number, () => void> }).ends[id]?.(), id)
    },
    // Evaluations arrive in order, and so do the bindings called by them: one round trip after the event is enough.
    emit: async (waitingSales) => {
      till.emit(waitingSales)
      for (let round = 0; round < 3; round += 1) await page.evaluate(() => null)
    },
    reload: async () => {
      await page.reload()
    },
    close,
  }
})

/** Source for the page, which has another library than the tests: tries the network, a `data:` picture and an inline script. */
const TRY_WHAT_IS_FORBIDDEN = `(async () => {
  const fetched = await fetch(location.href).then(() => 'fetched', () => 'blocked')
  const image = await new Promise((resolve) => {
    const element = new Image()
    element.onload = () => resolve('loaded')
    element.onerror = () => resolve('blocked')
    element.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='
  })
  const script = document.createElement('script')
  script.textContent = 'globalThis.inlineRan = true'
  document.head.append(script)
  return { fetched, image, inlineRan: globalThis.inlineRan ?? false }
})()`

describe('the page over the loopback', () => {
  it('has the bridge before its own script runs, and the bridge cannot be replaced', async () => {
    const { page, close } = await openPage()
    expect(await page.evaluate(() => Reflect.get(globalThis, 'tillAtStart'))).toBe('object')
    expect(await page.evaluate(() => Reflect.set(globalThis, 'till', null))).toBe(false)
    await close()
  })

  it('is under the policy of the product: no evaluation, no network, no foreign frame', async () => {
    const { page, close } = await openPage()
    const seen = await page.evaluate(TRY_WHAT_IS_FORBIDDEN)
    expect(seen).toEqual({ fetched: 'blocked', image: 'blocked', inlineRan: false })
    expect(await page.evaluate(() => Reflect.get(globalThis, 'violations'))).toEqual(
      expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem']),
    )
    await close()
  })

  it('refuses calls once the page shows something else', async () => {
    const { page, till, close } = await openPage()
    await page.goto('about:blank')
    const answer = await page.evaluate(() =>
      (globalThis as unknown as { __tillCall(name: string, request: string): Promise<string> }).__tillCall(
        'till.snapshot',
        '{}',
      ),
    )
    expect(JSON.parse(answer)).toEqual({ ok: false, error: { code: 'IPC_SENDER_REJECTED' } })
    expect(till.calls).toEqual([])
    await close()
  })
})

describe('the loopback server', () => {
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number; body: string; policy: string }>((resolve, reject) => {
      const { hostname, port } = new URL(server.url)
      const sent = request({ hostname, port, path, method, headers }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk
        })
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body,
            policy: String(response.headers['content-security-policy']),
          }),
        )
      })
      sent.once('error', reject).end()
    })

  it('serves the page to its own name only', async () => {
    expect(await ask('/')).toMatchObject({ status: 200 })
    for (const host of [
      'evil.example',
      'localhost',
      `127.0.0.1`,
      `127.0.0.1.evil.example:${new URL(server.url).port}`,
    ]) {
      expect(await ask('/', { host })).toMatchObject({ status: 404, body: '' })
    }
  })

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '//index.html',
    '/index.html?x',
    '/nothing',
    'http://evil.example/',
  ])('serves nothing at %s', async (path) => {
    expect(await ask(path)).toMatchObject({
      status: 404,
      body: '',
      policy: expect.stringContaining("default-src 'none'"),
    })
  })

  it('takes no other method', async () => {
    expect(await ask('/', {}, 'POST')).toMatchObject({ status: 405, body: '' })
  })
})
