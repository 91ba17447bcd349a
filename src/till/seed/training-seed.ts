import type { Currency } from '#contract/money.ts'
import type { FloorTable } from '#contract/views/floor-view.ts'
import type { Role } from '#contract/views/user-view.ts'
import realProducts from '../../../resources/catalogue/products-300.json' with { type: 'json' }
import trainingShop from '../../../resources/catalogue/training-shop.json' with { type: 'json' }
import type { CatalogueProduct, QuickKey } from '../ports/catalogue.port.ts'
import type { TenderMeans } from '../ports/settings.port.ts'
import type { ShopSeed } from './seed-shop.ts'

const PAGE_COLUMNS = 5
const PAGE_CELLS = 25
const FAVOURITES = 'favourites'
const ROLES: Readonly<Record<string, Role>> = { cashier: 'cashier', manager: 'manager', technician: 'technician' }

/** A cheque, a voucher that gives change, a transfer, and a meal voucher of paper for what is eaten. */
const MEANS: readonly TenderMeans[] = [
  {
    id: 'meal-voucher',
    kind: 'meal-voucher',
    excess: 'kept',
    opensDrawer: true,
    isCounted: true,
    families: ['bakery', 'dairy', 'deli', 'fruit'],
  },
  { id: 'cheque', kind: 'cheque', excess: 'refused', opensDrawer: true, isCounted: true },
  { id: 'voucher', kind: 'voucher', excess: 'change', opensDrawer: true, isCounted: true },
  { id: 'transfer', kind: 'transfer', excess: 'refused', opensDrawer: false, isCounted: false },
]

/** The shop of the training mode: invented people with known codes, real products with invented prices. */
export function trainingSeed(currency: Currency): ShopSeed {
  const loose: CatalogueProduct[] = trainingShop.loose.map((row) => ({ ...row, barcode: null, unit: unitOf(row.unit) }))
  const products = [...loose, ...realProducts.map((row) => ({ ...row, unit: unitOf(row.unit) }))]
  const { families, ...settings } = trainingShop.settings
  return {
    settings: { ...settings, currency, tenderMeans: MEANS },
    floor: {
      ...trainingShop.floor,
      rooms: trainingShop.floor.rooms.map(({ tables, ...room }) => ({
        ...room,
        tables: tables.map((table): FloorTable => ({ ...table, shape: table.shape === 'round' ? 'round' : 'square' })),
      })),
    },
    families,
    users: trainingShop.users.map(({ code, role, ...user }) => ({
      user: { ...user, role: ROLES[role] ?? 'cashier' },
      code,
    })),
    products,
    quickKeys: [
      ...page(FAVOURITES, trainingShop.favourites),
      ...families.flatMap(({ id }) =>
        id === FAVOURITES
          ? []
          : page(
              id,
              products.filter(({ familyId }) => familyId === id).map((product) => product.id),
            ),
      ),
    ],
  }
}

function unitOf(unit: string): 'piece' | 'kg' {
  return unit === 'kg' ? 'kg' : 'piece'
}

/** Cells row by row, loose goods of the family first, then by barcode; what does not fit is found by search. */
function page(familyId: string, productIds: readonly string[]): QuickKey[] {
  return productIds.slice(0, PAGE_CELLS).map((productId, place) => ({
    familyId,
    row: Math.floor(place / PAGE_COLUMNS),
    column: place % PAGE_COLUMNS,
    productId,
  }))
}
