import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ScreenRig, SIZES, type SizeName, startScreenRig } from '#test/support/renderer/screen-rig.ts'
import { SCREEN_STATES } from '#test/support/renderer/screen-states.ts'

/** The promised sizes, measured in the browser: keys of 53 px or more, the total of 48 px or more. */

interface Measured {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly fontSize: number
}

const KEY_PX = 53
const TOTAL_PX = 48

let rig: ScreenRig
beforeAll(async () => {
  rig = await startScreenRig()
})
afterAll(() => rig.close())

async function measure(size: SizeName, state: string, selector: string): Promise<Measured[]> {
  const { slices, act } = SCREEN_STATES[state] ?? { slices: () => ({}) }
  const screen = await rig.open({ size, slices: slices() })
  await act?.(screen)
  const measured: Measured[] = await screen.page.evaluate(`measure.sizes(${JSON.stringify(selector)})`)
  await screen.close()
  return measured
}

const KEYS =
  'main button[class*="digit"], main button[class*="tender"], main button[class*="quick"], main button[class*="function"], main button[class*="mode"], main button[class*="family"], main button[class*="pay"]'

describe.each(Object.keys(SIZES) as SizeName[])('%s', (size) => {
  test.each(['sale', 'choosing', 'card-bank', 'sign-in'])('keys of %s are 53 px or more', async (state) => {
    const keys = await measure(size, state, KEYS)
    expect(keys.length).toBeGreaterThan(5)
    expect(keys.filter(({ width, height }) => width < KEY_PX || height < KEY_PX)).toEqual([])
  })

  test.each([
    ['sale', '[data-testid="total"]'],
    ['card-bank', '[data-testid="remaining"]'],
    ['choosing', '[data-testid="entry"]'],
    ['approved', '[data-testid="change"]'],
  ])('the amount of %s is 48 px or more', async (state, selector) => {
    const amounts = await measure(size, state, selector)
    expect(amounts).toHaveLength(1)
    expect(amounts[0]?.fontSize).toBeGreaterThanOrEqual(TOTAL_PX)
  })
})

describe('the ticket side', () => {
  test.each([
    ['small', 408],
    ['middle', 456],
    ['large', 624],
  ] as const)('is %s: %i px wide and changes sides with the hand', async (size, width) => {
    const screen = await rig.open({ size })
    const ticket = screen.page.locator('main > section').first()
    expect((await ticket.boundingBox())?.width).toBe(width)
    expect((await ticket.boundingBox())?.x).toBe(0)
    screen.till.set('till', { ...screen.till.slices.till, hand: 'left' })
    await screen.page.locator('html[data-hand="left"]').waitFor({ state: 'attached' })
    expect((await ticket.boundingBox())?.x).toBe(SIZES[size].width - width)
    await screen.close()
  })

  test('the newest line sits right above the total, whatever the number of lines', async () => {
    const screen = await rig.open()
    await screen.show(SCREEN_STATES['sale-long']?.slices())
    const [last, total] = await Promise.all([
      screen.page.locator('[data-line]').last().boundingBox(),
      screen.page.locator('[data-testid="total"]').boundingBox(),
    ])
    expect(last).not.toBeNull()
    const gap = (total?.y ?? 0) - ((last?.y ?? 0) + (last?.height ?? 0))
    expect(gap).toBeGreaterThanOrEqual(0)
    expect(gap).toBeLessThan(12)
    expect(await screen.page.getByText('lignes plus haut').count()).toBe(1)
    await screen.close()
  })
})
