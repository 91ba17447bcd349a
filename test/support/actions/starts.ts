import type { TableView } from '#contract/views/floor-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { SALE_CUSTOMER } from '../renderer/sample-customers.ts'
import { sampleDevices } from '../renderer/sample-devices.ts'
import { sampleFloor } from '../renderer/sample-floor.ts'
import { SAMPLE_PUMPS } from '../renderer/sample-pumps.ts'
import { SAMPLE_SALE, tenderOf } from '../renderer/sample-shop.ts'
import { pressKeys, settle } from '../renderer/screen-hands.ts'
import { SCREEN_STATES, type ScreenState } from '../renderer/screen-states.ts'

/** Another state, and some keys more. */
const after = (state: string, ...keys: readonly string[]): ScreenState => ({
  slices: () => stateOf(state).slices(),
  act: async (screen) => {
    await stateOf(state).act?.(screen)
    await pressKeys(screen.page, keys)
    await settle(screen.page)
  },
})
function stateOf(name: string): ScreenState {
  const state = SCREEN_STATES[name]
  if (state === undefined) throw new Error(`there is no state "${name}"`)
  return state
}

const twoPrinters = (): Partial<Slices> => ({ devices: sampleDevices() })

/** Table 8 with this change, chosen. */
const table8 = (change: (table: TableView) => Partial<TableView>): ScreenState => ({
  slices: () => {
    const floor = sampleFloor()
    const rooms = floor.rooms.map((room) => ({
      ...room,
      tables: room.tables.map((table) => (table.name === '8' ? { ...table, ...change(table) } : table)),
    }))
    return { floor: { ...floor, rooms } }
  },
  act: async ({ page }) => {
    await page.keyboard.press('Shift+F2')
    await page.getByRole('button', { name: /8, / }).first().click()
    await page.getByRole('heading', { name: 'Table 8', level: 2 }).waitFor()
  },
})

/** Where an action has something to act on; beside the states that are drawn. */
export const STARTS: Readonly<Record<string, ScreenState>> = {
  ...SCREEN_STATES,
  'sale-with-rooms': { slices: () => ({ floor: sampleFloor() }) },
  'sale-with-pumps': { slices: () => ({ pumps: SAMPLE_PUMPS }) },
  'choosing-on-account': { slices: () => ({ sale: { ...SAMPLE_SALE, state: 'paying', customer: SALE_CUSTOMER } }) },
  'parts-of-a-table': table8(({ tickets }) => ({
    tickets: ['A', 'B'].flatMap((part) =>
      tickets.map((ticket) => ({ ...ticket, part, saleId: `${ticket.saleId}-${part}` })),
    ),
  })),
  'table-without-orders': table8(() => ({ totalMinor: 0 })),
  'keys-changed': after('keys-edit', 'ArrowRight', 'Enter', 'ArrowDown', 'Enter'),
  'plan-changed': after('floor-edit', 'R'),
  'courses-changed': after('floor-courses', 'F7'),
  'families-changed': after('families', 'F7'),
  'price-list-changed': {
    slices: stateOf('price-lists').slices,
    act: async (screen) => {
      await stateOf('price-lists').act?.(screen)
      await screen.page.getByLabel('De', { exact: true }).fill('16:30')
      await screen.page.evaluate('document.activeElement.blur()')
    },
  },
  'offline-parked': after('offline-list', 'ArrowDown'),
  'return-to-account': after('return-lines', 'C'),
  'split-by-item': after('floor-split', 'ArrowRight'),
  'article-changed': {
    slices: stateOf('article-edit').slices,
    act: async (screen) => {
      await stateOf('article-edit').act?.(screen)
      await screen.page.keyboard.type(' bio', { delay: 60 })
      await screen.page.keyboard.press('Enter')
      await screen.page.getByRole('dialog').waitFor({ state: 'detached' })
    },
  },
  'explorer-of-a-paid-one': {
    slices: () => ({}),
    act: async ({ page }) => {
      await page.keyboard.press('Shift+F10')
      await page.getByRole('button', { name: 'P-2-009127' }).tap()
      await page.locator('aside').getByText('P-2-009127').waitFor()
    },
  },
  'approved-with-rooms': { slices: () => ({ ...stateOf('approved').slices(), floor: sampleFloor() }) },
  'history-two-printers': { slices: twoPrinters, act: stateOf('history').act },
  'closed-days-two-printers': { slices: twoPrinters, act: stateOf('closed-days').act },
  'terminal-two-printers': { slices: stateOf('devices-terminal').slices, act: stateOf('devices-terminal').act },
  'unknown-with-money': {
    slices: () => {
      const { sale, ...others } = stateOf('unknown').slices()
      const cash = tenderOf({
        id: 'cash',
        kind: 'cash',
        amountMinor: 500,
        givenMinor: 500,
        outcome: 'received',
        paymentId: null,
      })
      return { ...others, ...(sale && { sale: { ...sale, tenders: [cash, ...sale.tenders] } }) }
    },
    act: stateOf('unknown').act,
  },
}
