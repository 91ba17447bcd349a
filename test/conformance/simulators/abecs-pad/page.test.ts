/**
 * The pad's page in a real browser: a person pays with it by mouse and by keyboard, reads it in four languages with
 * nothing cut off, and leaves neither card number nor PIN on it.
 */
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { openTcpEndpoint, type PadEndpoint } from '#simulators/abecs-pad/endpoints.ts'
import { openPage, type PadPage } from '#simulators/abecs-pad/page-server.ts'
import { type Bench, openBench } from '#test/support/abecs-pad/bench-pad.ts'
import { gcx, gox, RMC_TEXT } from '#test/support/abecs-pad/purchase.ts'
import { textOf } from '#test/support/abecs-pad/test-till.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
}, 200_000)
afterAll(() => browser.close())

/** Runs in the page, so it is text: this program is typed without a browser's names. */
const MEASURE = `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)]
  const cuts = (each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1
  const name = (each) => each.id || each.innerText
  return {
    cut: all('button, .band, .panel > header, .scroll, .pad').filter(cuts).map(name),
    low: all('button').filter((each) => each.offsetParent && each.offsetHeight < 53).map(name),
    fonts: [...document.fonts].filter((font) => font.status === 'error').length,
    empty: all('[data-word]').filter((each) => !each.textContent).length,
  }
})()`

/** What is wider than its place; lists may scroll downwards. */
const SIDEWAYS = `[...document.querySelectorAll('main, main :is(section, header, div, button)')]
  .filter((each) => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.id || each.innerText)`

interface Open {
  readonly bench: Bench
  readonly page: Page
  readonly complaints: string[]
  close(): Promise<void>
}

async function open(language: string, plug?: (bench: Bench) => Promise<PadEndpoint>): Promise<Open> {
  const bench = openBench()
  const endpoint = await plug?.(bench)
  if (endpoint) bench.pad.connect(endpoint)
  const served: PadPage = await openPage(bench.pad, 0)
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${served.url}?lang=${language}`)
  await page.locator('#seed', { hasText: '7' }).waitFor()
  return {
    bench,
    page,
    complaints,
    close: async () => {
      await page.close()
      await served.close()
      await endpoint?.close()
    },
  }
}

describe('the page', () => {
  it('lets a person insert a card, type a PIN and take the card back', async () => {
    const { bench, page, complaints, close } = await open('fr')
    const { till } = bench
    await till.begin('GCX', ...gcx())
    await page.getByText('VALOR:     20,00').waitFor()
    await page.getByRole('button', { name: 'CB, code 1234' }).click()
    expect(textOf(await till.finish(), PP.CARDTYPE)).toBe('03')
    await till.begin('GOX', ...gox())
    await page.getByText('CODE :').waitFor()
    await page.keyboard.type('73')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('9')
    for (const digit of ['5', '1']) await page.getByRole('button', { name: digit, exact: true }).click()
    await page.getByText('CODE :      ****').waitFor()
    expect(await page.content()).not.toContain('9250000000074821')
    await page.getByRole('button', { name: 'Valider' }).click()
    expect(textOf(await till.finish(), PP.GOXRES)).toBe('202000')
    await till.begin('RMC', RMC_TEXT)
    await page.getByRole('button', { name: 'Retirer la carte' }).click()
    expect((await till.finish()).status).toBe('RMC000')
    await page.getByText('puce insérée · CB •••• 4821').waitFor()
    expect(await page.locator('#exchanges').innerText()).not.toContain('7951')
    expect(complaints).toEqual([])
    await close()
  })

  it('lets a person give up by the red key, and says why a gesture cannot be done', async () => {
    const { bench, page, close } = await open('en')
    const { till } = bench
    await till.begin('GCX', ...gcx())
    await page.getByText('VALOR:').waitFor()
    await page.keyboard.press('Escape')
    expect((await till.finish()).status).toBe('GCX013')
    await page.getByRole('button', { name: 'CB, PIN 1234' }).click()
    await page.getByRole('tab', { name: 'Other cards' }).click()
    await page.getByRole('button', { name: 'Mastercard', exact: true }).click()
    await page.getByText('a card is already in the slot').waitFor()
    await close()
  })

  it('offers every card and a spoiled reading: a stripe misread, then read', async () => {
    const { bench, page, close } = await open('en')
    const { till } = bench
    await page.getByRole('tab', { name: 'Other cards' }).click()
    const stripe = page.getByRole('button', { name: 'Visa, stripe, PIN' })
    await till.begin('GCX', ...gcx())
    await page.getByText('VALOR:').waitFor()
    await page.getByText('The next reading fails').click()
    await stripe.click()
    expect((await till.finish()).parameters.has(PP.TRK2INC)).toBe(false)
    await till.begin('GCX', ...gcx())
    await page.getByText('VALOR:').waitFor()
    await stripe.click()
    expect(textOf(await till.finish(), PP.TRK2INC)).toBe('411111******1111=3012120')
    await close()
  })

  it('shows the lines of a menu to touch, and gives the cards back after it', async () => {
    const { bench, page, close } = await open('fr')
    const lines = ['1.Comptant', '2.Trois fois'].map((line) => textParameter(SPE.MNUOPT, line))
    await bench.till.begin('MNU', ...writeParameters(lines))
    await page.getByRole('button', { name: '2.Trois fois' }).click()
    expect(textOf(await bench.till.finish(), PP.VALUE)).toBe('02')
    await page.getByRole('button', { name: 'CB, code 1234' }).waitFor()
    await close()
  })

  it('shows a pulled cable and plugs it again', async () => {
    const { page, close } = await open('de', ({ pad }) => openTcpEndpoint(pad.line, 0))
    const cable = page.getByRole('button', { name: 'Kabel ziehen' })
    await cable.click()
    await page.locator('#link', { hasText: 'getrennt' }).waitFor()
    await cable.click()
    await page.locator('#link', { hasText: 'Leitung offen' }).waitFor()
    expect(await page.locator('#pad.unplugged').count()).toBe(0)
    await close()
  })

  for (const language of ['fr', 'en', 'pl', 'de']) {
    it(`cuts nothing off in ${language}, on a whole screen or half of one, says it is training, and keeps keys 53 px high`, async () => {
      const { page, complaints, close } = await open(language)
      await page
        .getByText({ fr: 'FORMATION', en: 'TRAINING', pl: 'SZKOLENIE', de: 'SCHULUNG' }[language] ?? '')
        .waitFor()
      for (const tab of ['scenarios', 'cards']) {
        await page.locator(`#tab-${tab}`).click()
        const found = await page.evaluate<Record<string, unknown>>(MEASURE)
        expect(found, tab).toEqual({ cut: [], low: [], fonts: 0, empty: 0 })
        await page.setViewportSize({ width: 960, height: 800 })
        expect(await page.evaluate(SIDEWAYS), `${tab} on half a screen`).toEqual([])
        await page.setViewportSize({ width: 1280, height: 800 })
      }
      expect(complaints).toEqual([])
      await close()
    })
  }
})
