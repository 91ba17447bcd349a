import { join } from 'node:path'
import type { CustomerShow, CustomerView } from '#contract/views/customer-screen-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { answerQuestion } from '#main/customer/answer-question.ts'
import { followSlices } from '#main/customer/follow-slices.ts'
import { CustomerFeed } from '#till/display/customer-feed.ts'
import { FakeTill } from './fake-till.ts'
import { serveKeptScreen } from './kept-screen.ts'
import type { OpenScreen } from './screen-rig.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** In the page, in place of the preload: what was shown last, and an answer that goes out through a binding. */
const BRIDGE = `{
  const listeners = new Set()
  let last = null
  globalThis.showCustomer = (show) => { last = show; for (const each of listeners) each(show) }
  globalThis.customerScreen = {
    subscribe: (listener) => {
      listeners.add(listener)
      if (last !== null) listener(last)
      return () => listeners.delete(listener)
    },
    answer: (questionId, answer) => globalThis.answerAsCustomer(questionId, answer),
  }
}`

export interface OpenCustomerScreen extends OpenScreen {
  /** In front of what the till tells. */
  put(show: CustomerShow): Promise<void>
  /** What the page was shown last of the till. */
  view(): CustomerView
}

export interface CustomerRig {
  open(size: { readonly width: number; readonly height: number }): Promise<OpenCustomerScreen>
  close(): Promise<void>
}

/** The built page of the customer in a real browser, fed as the window of the product feeds it, from a till of sample data. */
export async function startCustomerRig(): Promise<CustomerRig> {
  const server = await serveKeptScreen()
  const browser = await launchChromium()
  return {
    async open(size) {
      const context = await browser.newContext({ viewport: size, hasTouch: true })
      const page = await context.newPage()
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      let till = new FakeTill()
      let view: CustomerView | null = null
      let end = () => {}
      const put = async (show: CustomerShow) => void (await page.evaluate(`showCustomer(${JSON.stringify(show)})`))
      const follow = (slices: Partial<Slices>) => {
        end()
        view = null
        till.reset(slices)
        const tell = (next: CustomerView) => {
          view = next
          void put({ kind: 'view', view: next }).catch(() => {})
        }
        const feed = new CustomerFeed([{ tell }], { after: () => () => {} })
        end = followSlices(till, { onSlices: (all) => feed.changed(all), onAway: () => {} })
      }
      const shownView = async (): Promise<CustomerView> => {
        while (view === null) await new Promise((resolve) => setTimeout(resolve, 5))
        return view
      }
      await page.exposeBinding('answerAsCustomer', (_source, questionId: unknown, answer: unknown) =>
        answerQuestion(till, view?.question ?? null, { questionId, answer, caller: { carrier: 'loopback' } }),
      )
      await page.addInitScript(BRIDGE)
      await page.addInitScript({ path: join(ROOT, 'test/e2e/page/measure.js') })
      await page.goto(`${server.url}customer.html`)
      await page.locator('main').waitFor()
      await page.evaluate('document.fonts.ready')
      return {
        page,
        get till() {
          return till
        },
        problems,
        put,
        view: () => {
          if (view === null) throw new Error('the page was shown nothing of the till')
          return view
        },
        show: async (slices = {}) => {
          till = new FakeTill()
          follow(slices)
          // The reload of a page that died, and the next thing it is shown.
          await page.reload()
          await page.locator('main').waitFor()
          await put({ kind: 'view', view: await shownView() })
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
