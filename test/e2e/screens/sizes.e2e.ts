import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import {
  type OpenScreen,
  type ScreenRig,
  SIZES,
  type SizeName,
  startScreenRig,
} from '#test/support/renderer/screen-rig.ts'

/** The promised sizes, measured in the browser: keys of 53 px or more, the total of 48 px or more. */

interface Measured {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly fontSize: number
}

const KEY_PX = 53
const TOTAL_PX = 48
const STATE_TIMEOUT_MS = 60_000
const TICKET_PX: Readonly<Record<SizeName, number>> = { small: 408, middle: 456, large: 624 }

const KEYS =
  'main button[class*="digit"], main button[class*="tender"], main button[class*="quick"], main button[class*="function"], main button[class*="mode"], main button[class*="family"], main button[class*="pay"]'

let rig: ScreenRig
beforeAll(async () => {
  rig = await startScreenRig()
})
afterAll(() => rig.close())

describe.each(Object.keys(SIZES) as SizeName[])('%s', (size) => {
  let screen: OpenScreen
  const { show } = screenHands(() => screen, isAct)
  const measure = (selector: string): Promise<Measured[]> =>
    screen.page.evaluate(`measure.sizes(${JSON.stringify(selector)})`)
  beforeAll(async () => {
    screen = await rig.open({ size })
  })
  afterAll(() => screen.close())

  async function expectKeys(): Promise<void> {
    const keys = await measure(KEYS)
    expect(keys.length).toBeGreaterThan(5)
    expect(keys.filter(({ width, height }) => width < KEY_PX || height < KEY_PX)).toEqual([])
  }
  async function expectAmount(name: string): Promise<void> {
    const amounts = await measure(`[data-testid="${name}"]`)
    expect(amounts).toHaveLength(1)
    expect(amounts[0]?.fontSize).toBeGreaterThanOrEqual(TOTAL_PX)
  }

  test.each([
    ['sale', 'total'],
    ['card-bank', 'remaining'],
    ['choosing', 'entry'],
    ['sign-in', null],
  ] as const)(
    'keys of %s are 53 px or more, its amount (%s) 48 px or more',
    async (state, amount) => {
      await show(state)
      await expectKeys()
      if (amount !== null) await expectAmount(amount)
    },
    STATE_TIMEOUT_MS,
  )

  test(
    'the change of a paid sale is 48 px or more',
    async () => {
      await show('approved')
      await expectAmount('change')
    },
    STATE_TIMEOUT_MS,
  )

  test(
    `the ticket is ${TICKET_PX[size]} px wide and changes sides with the hand`,
    async () => {
      await show('sale')
      const ticket = screen.page.locator('main > section').first()
      const width = TICKET_PX[size]
      await expect.poll(() => ticket.boundingBox()).toMatchObject({ x: 0, width })
      screen.till.set('till', { ...screen.till.slices.till, hand: 'left' })
      await expect.poll(() => ticket.boundingBox()).toMatchObject({ x: SIZES[size].width - width, width })
    },
    STATE_TIMEOUT_MS,
  )

  test(
    'the newest line sits right above the total, whatever the number of lines',
    async () => {
      await show('sale-long')
      const gap = async () => {
        const [last, total] = await Promise.all([
          screen.page.locator('[data-line]').last().boundingBox(),
          screen.page.locator('[data-testid="total"]').boundingBox(),
        ])
        return last === null || total === null ? Number.NaN : total.y - (last.y + last.height)
      }
      await expect.poll(gap).toBeGreaterThanOrEqual(0)
      expect(await gap()).toBeLessThanOrEqual(12)
      await screen.page.getByText('lignes plus haut').waitFor()
    },
    STATE_TIMEOUT_MS,
  )
})
