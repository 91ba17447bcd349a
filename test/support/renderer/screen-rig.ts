import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import type { Slices } from '#contract/views/till-view.ts'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { openLoopback } from '#main/carriers/loopback.ts'
import { FakeTill } from './fake-till.ts'
import { serveKeptScreen } from './kept-screen.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** The three sizes the screens are drawn for. */
export const SIZES = {
  small: { width: 1024, height: 768 },
  middle: { width: 1280, height: 800 },
  large: { width: 1920, height: 1080 },
} as const
export type SizeName = keyof typeof SIZES

export interface OpenScreen {
  readonly page: Page
  readonly till: FakeTill
  /** Errors the page threw or logged, and what the content policy refused. */
  readonly problems: string[]
  /** Starts again with these slices, as after a reload. */
  show(slices?: Partial<Slices>): Promise<void>
  close(): Promise<void>
}

export interface ScreenRig {
  open(options?: { readonly size?: SizeName; readonly slices?: Partial<Slices> }): Promise<OpenScreen>
  close(): Promise<void>
}

/** The built screen with its shipped headers in a real browser, a fake till behind the loopback carrier. */
export async function startScreenRig(): Promise<ScreenRig> {
  const server = await serveKeptScreen()
  const browser: Browser = await launchChromium()
  return {
    async open({ size = 'middle', slices = {} } = {}) {
      const context = await browser.newContext({ viewport: SIZES[size], hasTouch: true })
      const page = await context.newPage()
      const problems: string[] = []
      // A page that nobody listens to for files answers them itself: listening from the start on, no first one is missed.
      page.on('filechooser', () => {})
      page.on('pageerror', (error) => problems.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      const till = new FakeTill(slices)
      const end = await openLoopback({ page, till, url: server.url })
      for (const name of ['measure', 'draws'])
        await page.addInitScript({ path: join(ROOT, `test/e2e/page/${name}.js`) })
      const drawn = async () => {
        await page.locator('footer').first().waitFor()
        await page.evaluate('document.fonts.ready')
      }
      await page.goto(server.url)
      await drawn()
      return {
        page,
        till,
        problems,
        show: async (next = {}) => {
          till.reset(next)
          await page.reload()
          await drawn()
        },
        close: async () => {
          end()
          await context.close()
        },
      }
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}
