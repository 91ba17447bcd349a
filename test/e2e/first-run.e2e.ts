/**
 * Goal: whoever starts an empty till for the first time comes to a first sale with only the screen to go by, by touch alone and by
 * keyboard alone; and a program that is stopped in between goes on where it was. Method: the built screen in a real browser over a
 * whole till in an empty folder. How many presses it took and how long is printed; what is typed counts one press a field.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { openLoopback } from '#main/carriers/loopback.ts'
import { serveLoopback } from '#main/carriers/loopback-server.ts'
import { openTill } from '#main/compose.ts'
import type { RunningTill } from '#main/running-till.ts'
import { readServedFiles } from '#main/screen/served-files.ts'

const BUILT = process.env.COMPTOIR_SCREEN ?? join(import.meta.dirname, '../../out/renderer')
/** Between two keys: a hand, and no scanner. */
const KEY_PAUSE_MS = 60
const SEE_TIMEOUT_MS = 10_000

let server: Awaited<ReturnType<typeof serveLoopback>>
let browser: Browser
beforeAll(async () => {
  server = await serveLoopback(readServedFiles(BUILT))
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function tillOn(dataFolder: string): Promise<RunningTill> {
  const opened = await openTill({
    dataFolder,
    training: true,
    empty: true,
    padEndpoint: null,
    printerEndpoint: null,
    hostEndpoint: '',
  })
  if (!opened.ok) throw new Error(opened.error.code)
  return opened.value
}

/** A window on a till in `folder`; `again` stops the program and opens both anew. */
async function openWindow(folder: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, hasTouch: true })
  const page = await context.newPage()
  page.setDefaultTimeout(SEE_TIMEOUT_MS)
  const till = await tillOn(folder)
  const end = await openLoopback({ page, till, url: server.url })
  await page.goto(server.url)
  await page.locator('footer').first().waitFor()
  return {
    page,
    close: async () => {
      end()
      await context.close()
      await till.close()
    },
  }
}

const step = (page: Page, number: number) => page.getByText(`Étape ${number} sur 7`).waitFor()
const guide = (page: Page) => page.getByTestId('trial-guide')

/** Counts what a person does, and when it began. */
function log(hands: string) {
  const startedMs = performance.now()
  let presses = 0
  return {
    press: () => {
      presses += 1
    },
    tell: () => {
      const seconds = Math.round((performance.now() - startedMs) / 100) / 10
      console.log(
        `first sale by ${hands}: ${presses} presses and fields, ${seconds} s of a script that does not hesitate`,
      )
      expect(presses).toBeLessThan(30)
    },
  }
}

describe('the first run', () => {
  it('leads to a first sale by touch, over a program that was stopped half-way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-first-touch-'))
    const count = log('touch')
    let window = await openWindow(folder)
    const tap = async (name: RegExp | string) => {
      count.press()
      await window.page.getByRole('button', { name }).last().tap()
    }
    // What the keyboard on the glass of a touch screen puts in.
    const fill = async (field: string, text: string) => {
      count.press()
      await window.page.getByTestId(field).fill(text)
    }
    await tap(/^France/)
    await tap(/^Continuer/)
    await step(window.page, 2)
    await fill('shop-name', 'Épicerie du Port')
    await fill('shop-registration', '123 456 782 00011')
    await window.page.getByText('Un chiffre ne va pas').first().waitFor()
    await fill('shop-registration', '123 456 782 00010')
    await tap(/^Continuer/)
    await step(window.page, 3)
    await window.close()
    window = await openWindow(folder)
    await step(window.page, 3)
    await tap(/^Retour/)
    expect(await window.page.getByTestId('shop-name').inputValue()).toBe('Épicerie du Port')
    await tap(/^Continuer/)
    await tap(/^Continuer/)
    await step(window.page, 4)
    await tap(/^Passer/)
    await tap(/^Passer/)
    await step(window.page, 6)
    await fill('person-name', 'Claire')
    await fill('person-code', '2580')
    await fill('person-again', '2580')
    await tap(/^Ajouter à l’équipe/)
    await window.page.getByRole('button', { name: 'Retirer Claire' }).waitFor()
    await tap(/^Continuer/)
    await step(window.page, 7)
    await tap(/^Ouvrir et essayer/)
    await guide(window.page).getByText('touchez un article').waitFor()
    await tap(/^Baguette/)
    await guide(window.page).getByText('Espèces').waitFor()
    await tap(/^Espèces/)
    await guide(window.page).getByText('La caisse est prête').waitFor()
    count.tell()
    await tap('Terminer l’essai')
    await window.page.getByText('FORMATION').first().waitFor()
    await window.close()
  })

  it('leads to a first sale by keyboard', async () => {
    const { page, close } = await openWindow(mkdtempSync(join(tmpdir(), 'comptoir-first-keys-')))
    const count = log('keyboard')
    const press = async (key: string) => {
      count.press()
      await page.keyboard.press(key, { delay: KEY_PAUSE_MS })
      await page.waitForTimeout(KEY_PAUSE_MS)
    }
    const type = async (text: string) => {
      count.press()
      await page.keyboard.type(text, { delay: KEY_PAUSE_MS })
    }
    await press('ArrowRight')
    await page.getByText('Choisi').waitFor()
    await press('Enter')
    await step(page, 2)
    await type('Chez Zoé')
    await press('Enter')
    for (const number of [3, 4, 5]) {
      await step(page, number)
      await press('Enter')
    }
    await step(page, 6)
    await type('Zoé')
    await press('Tab')
    await press('Tab')
    await press('Tab')
    await type('2580')
    await press('Tab')
    await type('2580')
    await press('Enter')
    await page.getByRole('button', { name: 'Retirer Zoé' }).waitFor()
    await expect.poll(() => page.getByTestId('person-name').inputValue()).toBe('')
    await press('Enter')
    await step(page, 7)
    await press('Enter')
    await guide(page).waitFor()
    await type('3103220028766')
    await press('Enter')
    await guide(page).getByText('Espèces').waitFor()
    await press('/')
    await guide(page).getByText('La caisse est prête').waitFor()
    count.tell()
    await close()
  })
})
