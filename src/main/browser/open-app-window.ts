import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { openLoopback } from '../carriers/loopback.ts'
import type { LoopbackServer } from '../carriers/loopback-server.ts'
import type { RunningTill } from '../running-till.ts'
import { launchOptions } from './find-chromium.ts'
import type { FoundChromium } from './found-chromium.ts'

export interface AppWindow {
  /** Resolves when the person closes the window. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

/** Opens the screen in a window without address bar, with a profile of its own that is thrown away at the end. */
export async function openAppWindow({
  found,
  till,
  server,
}: {
  readonly found: FoundChromium
  readonly till: RunningTill
  readonly server: LoopbackServer
}): Promise<AppWindow> {
  const profile = mkdtempSync(join(tmpdir(), 'comptoir-window-'))
  const options = launchOptions(found, { headed: true })
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [...(options.args ?? []), `--app=${server.url}`, '--window-size=1280,800'],
    viewport: null,
  })
  const page = context.pages()[0] ?? (await context.newPage())
  const endEvents = await openLoopback({ page, till, url: server.url })
  // The window shows the page already, but without the bridge, which a page finds only when it is loaded.
  await page.goto(server.url)
  const closed = new Promise<void>((resolve) => {
    page.once('close', () => resolve())
    context.once('close', () => resolve())
  })
  return {
    closed,
    close: async () => {
      endEvents()
      await context.close().catch(() => {})
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
