import type { FloorView } from '#contract/views/floor-view.ts'
import type { ScenarioView } from '#contract/views/scenario-view.ts'
import { openFloorAt8 } from './floor-states.ts'
import { sampleFloor } from './sample-floor.ts'
import { paymentAt, promptOf, SAMPLE_SALE, saleOf, tenderOf } from './sample-shop.ts'
import type { ScreenState } from './screen-states.ts'

const scenario = (change: Partial<ScenarioView>): { readonly scenario: ScenarioView } => ({
  scenario: {
    id: 'table-number',
    name: 'Numéro de table sur le TPE',
    step: 'ask-number',
    stepNumber: 1,
    stepCount: 5,
    ticketNumber: null,
    reference: null,
    triesLeft: 2,
    dueAt: new Date(Date.now() + 41_000).toISOString(),
    padRows: ['NUMERO DA MESA', '7'],
    outcome: null,
    failure: null,
    ...change,
  },
})

/** Table 8 after its bill was split in two. */
function splitFloor(): FloorView {
  const floor = sampleFloor()
  return {
    ...floor,
    rooms: floor.rooms.map((room) => ({
      ...room,
      tables: room.tables.map((table) => {
        if (table.name !== '8') return table
        const half = table.totalMinor / 2
        const tickets = table.tickets.flatMap((ticket) =>
          (['A', 'B'] as const).map((part) => ({
            ...ticket,
            saleId: `${ticket.saleId}-${part}`,
            part,
            totalMinor: half,
            remainingMinor: half,
            state: part === 'A' ? ('paying' as const) : ticket.state,
          })),
        )
        return { ...table, tickets }
      }),
    })),
  }
}

/** Ends and questions that a till meets seldom, each a part that no other state draws. */
export const RARE_STATES: Readonly<Record<string, ScreenState>> = {
  scenario: { slices: () => scenario({}) },
  'scenario-ended': { slices: () => scenario({ outcome: 'not-found' }) },
  'bank-tells': {
    slices: () => ({
      sale: saleOf(SAMPLE_SALE.lines, { state: 'paying' }),
      payment: paymentAt('bank', {
        prompt: 'answer-bank',
        hostPrompt: promptOf({ kind: 'message', title: 'Carte bientôt périmée : prévenez le client.' }),
      }),
    }),
  },
  'void-unclear': {
    slices: () => ({
      sale: saleOf(SAMPLE_SALE.lines, {
        state: 'paying',
        tenders: [tenderOf({ outcome: 'approved', terminal: { id: 'device-6', alias: 'Terminal Comptoir' } })],
      }),
    }),
    act: async ({ page, till }) => {
      till.refused.set('tender.leave', { code: 'TERMINAL_VOID_UNCLEAR' })
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor()
    },
  },
  'floor-parts': {
    slices: () => ({ floor: splitFloor() }),
    act: openFloorAt8,
  },
  'floor-split-amount': {
    slices: () => ({ floor: sampleFloor() }),
    act: async (screen) => {
      await openFloorAt8(screen)
      for (const key of ['p', 'ArrowRight', 'ArrowRight', '2', '5']) {
        await screen.page.keyboard.press(key)
        await screen.page.waitForTimeout(90)
      }
      await screen.page.getByTestId('split-amount').waitFor()
    },
  },
}
