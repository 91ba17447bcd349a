import type { Slices } from '#contract/views/till-view.ts'
import { sampleFloor, TABLE_8 } from './sample-floor.ts'
import { sampleSlices } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const floor = (): Partial<Slices> => ({ floor: sampleFloor() })
const manager = (): Partial<Slices> => {
  const { session } = sampleSlices()
  if (session.kind !== 'signed-in') return floor()
  return { ...floor(), session: { ...session, user: { ...session.user, role: 'manager' } } }
}

const open =
  (...keys: readonly string[]) =>
  async ({ page }: OpenScreen) => {
    await page.keyboard.press('Shift+F2')
    await page.locator('[aria-pressed][class*=table]').first().waitFor()
    for (const key of keys) {
      await page.keyboard.press(key)
      await page.waitForTimeout(80)
    }
  }
export const openFloorAt8 = async (screen: OpenScreen) => {
  await open()(screen)
  await screen.page.getByRole('button', { name: /8, / }).first().click()
  await screen.page.getByText('Pizza norvégienne').waitFor()
}

/** Nobody sits anywhere. */
const freeFloor = (): Slices['floor'] => {
  const plan = sampleFloor()
  const free = { state: 'free' as const, covers: null, openedAt: null, totalMinor: 0, tickets: [] }
  return {
    ...plan,
    rooms: plan.rooms.map((room) => ({ ...room, tables: room.tables.map((table) => ({ ...table, ...free })) })),
  }
}

const openTablesRule = async ({ page }: OpenScreen) => {
  await page.keyboard.press('F12')
  await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
  await page.getByRole('button', { name: /^Règles de vente/ }).click()
  await page.getByRole('button', { name: 'Avec tables' }).waitFor()
}

/** Rooms, tables and what is done there. */
export const FLOOR_STATES: Readonly<Record<string, ScreenState>> = {
  floor: { slices: floor, act: open() },
  'floor-table': { slices: floor, act: openFloorAt8 },
  'floor-number': { slices: floor, act: open('1', '3') },
  'floor-seating': { slices: floor, act: open('1', '3', 'Enter', '5') },
  'floor-edit': {
    slices: manager,
    act: async (screen) => {
      await open()(screen)
      await screen.page.locator('[class*=head] button').last().click()
      await screen.page.locator('[class*=drawn]').nth(4).click()
      await screen.page.locator('#table-name').waitFor()
    },
  },
  'tables-begun': {
    slices: () => ({ ...manager(), floor: null }),
    act: async (screen) => {
      await openTablesRule(screen)
      await screen.page.getByRole('button', { name: 'Avec tables' }).click()
      await screen.page.locator('[class*=drawn]').first().waitFor()
    },
  },
  'tables-ended': {
    slices: () => ({ ...manager(), floor: freeFloor() }),
    act: async (screen) => {
      await openTablesRule(screen)
      await screen.page.getByRole('button', { name: 'Sans tables' }).click()
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  'floor-courses': {
    slices: manager,
    act: async (screen) => {
      await open()(screen)
      await screen.page.locator('[class*=head] button').last().click()
      await screen.page.getByRole('button', { name: /^Services/ }).click()
      await screen.page.locator('#course-name').waitFor()
    },
  },
  'floor-split': {
    slices: floor,
    act: async (screen) => {
      await openFloorAt8(screen)
      await screen.page.keyboard.press('p')
      await screen.page.getByTestId('split-count').waitFor()
    },
  },
  'floor-split-items': {
    slices: floor,
    act: async (screen) => {
      await openFloorAt8(screen)
      for (const key of ['p', 'ArrowRight', 'a', 'b', 'ArrowDown', 'c', 'ArrowDown', 'ArrowDown', 'a', 'b', 'c']) {
        await screen.page.keyboard.press(key)
        await screen.page.waitForTimeout(90)
      }
    },
  },
  'floor-join': {
    slices: floor,
    act: async (screen) => {
      await openFloorAt8(screen)
      await screen.page.keyboard.press('t')
      await screen.page.getByRole('button', { name: /2, / }).first().click()
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  'floor-course': {
    slices: floor,
    act: async (screen) => {
      await openFloorAt8(screen)
      await screen.page.keyboard.press('k')
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  'sale-of-table': { slices: () => ({ ...floor(), sale: { ...TABLE_8, state: 'open' } }) },
}
