import { succeed } from '#contract/result.ts'
import type { FloorPlan, FloorView, TableState, TableView } from '#contract/views/floor-view.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import type { SliceName, Slices } from '#contract/views/till-view.ts'
import { trainingSeed } from '#till/seed/training-seed.ts'
import { agoIso, lineOf, saleOf } from './sample-shop.ts'

const MINUTE_MS = 60_000

/** Tables of picture 09 that are not free: name, state, guests, sum, minutes. */
const SERVED: readonly (readonly [string, TableState, number, number, number])[] = [
  ['2', 'open', 2, 4_860, 42],
  ['3', 'open', 2, 2_350, 12],
  ['4', 'note', 4, 11_640, 84],
  ['5', 'open', 6, 18_290, 58],
  ['12', 'paying', 4, 6_200, 96],
  ['7', 'unknown', 2, 3_120, 71],
  ['8', 'note', 3, 8_640, 70],
]

/** The lines of table 8. */
export const TABLE_8: SaleView = saleOf(
  [
    lineOf(['Formule midi', 2_000, 1_990, 1_000], 0),
    lineOf(['Salade niçoise', 1_000, 1_350, 1_000], 1),
    lineOf(['Pizza norvégienne', 1_000, 1_490, 1_000], 2),
    lineOf(['Café', 3_000, 230, 1_000], 3),
    lineOf(['Pichet de rouge 50 cl', 1_000, 1_130, 2_000], 4),
  ],
  {
    id: 'sale-table-8',
    number: '2-004316',
    state: 'held',
    reference: '8',
    table: { id: 'table-8', name: '8', covers: 3 },
  },
)

function tableView(table: FloorPlan['rooms'][number]['tables'][number]): TableView {
  const [, state = 'free', covers = null, totalMinor = 0, minutes = 0] =
    SERVED.find(([name]) => name === table.name) ?? []
  const saleId = `sale-${table.id}`
  return {
    ...table,
    state,
    covers,
    totalMinor,
    openedAt: state === 'free' ? null : agoIso(minutes * MINUTE_MS),
    tickets:
      state === 'free'
        ? []
        : [
            {
              saleId,
              number: '2-004316',
              part: null,
              state,
              totalMinor,
              remainingMinor: totalMinor,
              isInHand: false,
            },
          ],
  }
}

/** The rooms of the training shop at noon. */
export function sampleFloor(plan: FloorPlan = trainingSeed('EUR').floor): FloorView {
  return {
    currency: 'EUR',
    courses: [...plan.courses],
    rooms: plan.rooms.map((room) => ({ ...room, tables: room.tables.map(tableView) })),
  }
}

interface Shown {
  readonly slices: Slices
  set<Name extends SliceName>(slice: Name, value: Slices[Name]): void
}

/** What the fake till answers about tables. */
export function floorAnswers(till: Shown) {
  return {
    'floor.open': ({ tableId, covers = 2 }: { tableId: string; covers?: number | undefined }) => {
      const name = tableId.replace('table-', '')
      till.set('sale', {
        ...(name === '8' ? TABLE_8 : saleOf([])),
        state: 'open',
        table: { id: tableId, name, covers },
      })
      return succeed({})
    },
    'floor.setCovers': () => succeed({}),
    'floor.move': () => succeed({}),
    'floor.moveLines': () => succeed({}),
    'floor.setCourse': () => succeed({}),
    'floor.send': () => succeed({ papers: 1, kitchens: 1 }),
    'floor.nextCourse': () => succeed({ course: 'Plats', papers: 1, kitchens: 1 }),
    'floor.split': () => succeed({ saleIds: [] }),
    'floor.undoSplit': () => succeed({}),
    'floor.note': () => succeed({ number: 'N-2-000418' }),
    'floor.facturette': () => succeed({}),
    'floor.ticket': ({ saleId }: { saleId: string }) => {
      const tables = till.slices.floor?.rooms.flatMap((room) => room.tables) ?? []
      const ofIt = tables.find(({ tickets }) => tickets.some((ticket) => ticket.saleId === saleId))
      return succeed({ ...(ofIt?.totalMinor === 0 ? saleOf([], { table: TABLE_8.table }) : TABLE_8), id: saleId })
    },
    'floor.savePlan': ({ plan }: { plan: FloorPlan }) => {
      till.set('floor', plan.rooms.length === 0 ? null : sampleFloor(plan))
      return succeed({})
    },
  }
}
