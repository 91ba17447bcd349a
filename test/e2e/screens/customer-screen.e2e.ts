/**
 * The page that faces the customer, in a real browser, fed as the product feeds it. Every state in the four languages: nothing is
 * cut or lies over something else, answers are large enough for a finger, figures can be read from afar, axe finds nothing. Every other
 * state in one size by a seed that is printed and that SEED=n draws again; all of them with SOAK=1.
 */
import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { LOCALES } from '#contract/locale.ts'
import { CUSTOMER_PAGE_STATES } from '#test/support/renderer/customer-page-states.ts'
import { type CustomerRig, type OpenCustomerScreen, startCustomerRig } from '#test/support/renderer/customer-rig.ts'
import { auditPage, type Theme } from '#test/support/renderer/page-audit.ts'
import { paymentAt, promptOf, SAMPLE_SALE, saleOf } from '#test/support/renderer/sample-shop.ts'
import { settle } from '#test/support/renderer/screen-hands.ts'

/** A till's usual second screens, and the smallest that lines still stand on beside the sums; under it they give way. */
const SIZES = {
  tiny: { width: 640, height: 480 },
  small: { width: 1024, height: 768 },
  middle: { width: 1280, height: 800 },
  large: { width: 1920, height: 1080 },
} as const
type SizeName = keyof typeof SIZES
const SIZE_NAMES = Object.keys(SIZES) as SizeName[]
const ALL = process.env.SOAK === '1'
const SEED = Number(process.env.SEED ?? randomInt(1_000_000))
const TARGET_PX = 60

let rig: CustomerRig
const screens = new Map<SizeName, OpenCustomerScreen>()
beforeAll(async () => {
  rig = await startCustomerRig()
  for (const name of SIZE_NAMES) screens.set(name, await rig.open(SIZES[name]))
  if (!ALL) console.log(`customer screen: every other state, in one size, seed ${SEED}`)
})
afterAll(() => rig.close())

const screenOf = (size: SizeName): OpenCustomerScreen => {
  const screen = screens.get(size)
  if (screen === undefined) throw new Error(`no page of ${size}`)
  return screen
}

async function misplaced({ page, till }: OpenCustomerScreen, isPut: boolean): Promise<string[]> {
  const found: string[] = []
  for (const locale of isPut ? LOCALES.slice(0, 1) : LOCALES) {
    till.set('till', { ...till.slices.till, locale })
    if (!isPut) await page.locator(`html[lang="${locale}"]`).waitFor({ state: 'attached' })
    await settle(page)
    const measured: string[] = await page.evaluate(
      `[...measure.clipped(), ...measure.overlapping(), ...measure.smallTargets(${TARGET_PX})]`,
    )
    found.push(...measured.map((each) => `${locale}: ${each}`))
  }
  return found
}

const STATES = Object.entries(CUSTOMER_PAGE_STATES).map(([name, state], index) => ({ name, state, index }))
/** Every other state a run, in one size: over eight seeds in a row each of them is seen in every size. */
const isDrawn = (index: number, place: number) =>
  (index + SEED) % 2 === 0 && place === (index + Math.floor(SEED / 2)) % SIZE_NAMES.length
const drawn = STATES.flatMap((each) =>
  SIZE_NAMES.filter((_, place) => ALL || isDrawn(each.index, place)).map((size) => ({ ...each, size })),
)

/** Each of the two, for every fourth state. */
function otherThemes(index: number): readonly Theme[] {
  if (ALL) return ['dark', 'contrast']
  return [[], ['dark'], [], ['contrast']][Math.floor((index + SEED) / 2) % 4] as readonly Theme[]
}

describe('the language of the customer', () => {
  test('is touched at the welcome, says what the ticket is in, lasts to the payment, and is the shop’s for the next one', async () => {
    const screen = screenOf('middle')
    await screen.show({ sale: saleOf([]) })
    await screen.page.getByRole('button', { name: 'Polski' }).tap()
    await screen.page.locator('html[lang="pl"]').waitFor({ state: 'attached' })
    await screen.page.getByText('Język paragonu: Français').waitFor()
    screen.till.set('sale', saleOf(SAMPLE_SALE.lines, { state: 'paying' }))
    await screen.page.getByRole('button', { name: 'English' }).tap()
    await screen.page.getByText('Language of the receipt: Français').waitFor()
    screen.till.set('sale', saleOf([]))
    await screen.page.locator('html[lang="fr"]').waitFor({ state: 'attached' })
    expect(await screen.page.getByText(/Langue du ticket/).count()).toBe(0)
  })
})

describe('a state of the customer’s page', () => {
  test.each(drawn)('$name in $size', async ({ state, index, size }) => {
    const screen = screenOf(size)
    await screen.show(state.slices)
    const isPut = state.put !== undefined
    if (state.put) await screen.put(state.put(screen))
    expect(await misplaced(screen, isPut), 'misplaced').toEqual([])
    if (!isPut) {
      expect(await auditPage(screen, 'light'), 'axe').toEqual([])
      for (const theme of otherThemes(index)) expect(await auditPage(screen, theme), 'axe').toEqual([])
    }
    expect(screen.problems).toEqual([])
  })
})

describe('the customer', () => {
  test('reads the total and the change from a metre and a half', async () => {
    const screen = screenOf('middle')
    for (const [name, leastPx] of [
      ['ticket', 80],
      ['change', 100],
    ] as const) {
      await screen.show(CUSTOMER_PAGE_STATES[name]?.slices)
      const [figure] = (await screen.page.evaluate(`measure.sizes('main b[style]')`)) as { fontSize: number }[]
      expect(figure?.fontSize, name).toBeGreaterThanOrEqual(leastPx)
    }
  })

  test('sees the line that was added last, whatever room there is', async () => {
    for (const size of ['small', 'middle', 'large'] as const) {
      const screen = screenOf(size)
      await screen.show(CUSTOMER_PAGE_STATES['ticket-long']?.slices)
      await screen.page.getByText('Article numéro 20').waitFor()
      expect(await screen.page.getByText(/lignes plus haut/).count(), size).toBe(1)
    }
  })

  test('answers a question by a touch, once', async () => {
    const screen = screenOf('small')
    const prompt = promptOf({ kind: 'yes-no', place: 'customer', title: 'Ajouter un don ?' })
    await screen.show({
      sale: saleOf(SAMPLE_SALE.lines, { state: 'paying' }),
      payment: paymentAt('bank', { prompt: 'answer-bank', hostPrompt: prompt }),
    })
    await screen.page.getByRole('button', { name: 'Oui' }).tap()
    await screen.page.getByText('Patientez').waitFor()
    expect(await screen.page.getByRole('button').count()).toBe(0)
    expect(screen.till.calls.filter(({ name }) => name === 'payment.answerPrompt')).toEqual([
      { name: 'payment.answerPrompt', request: { promptId: 'Q1', answer: 'Y' } },
    ])
  })

  test('sees nothing of a till that says nothing any more', async () => {
    const screen = await rig.open(SIZES.small)
    await screen.page.clock.install()
    await screen.show({ sale: SAMPLE_SALE })
    await screen.page.getByText('Baguette tradition').waitFor()
    await screen.page.clock.fastForward(LIMITS.customerScreenSilenceMs + 1)
    await screen.page.getByText('Un instant').waitFor()
    expect(await screen.page.getByText('Baguette').count()).toBe(0)
    await screen.put({ kind: 'view', view: screen.view() })
    await screen.page.getByText('Baguette tradition').waitFor()
    await screen.close()
  })
})
