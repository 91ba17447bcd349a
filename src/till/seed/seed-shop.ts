import type { FloorPlan } from '#contract/views/floor-view.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import type { UserView } from '#contract/views/user-view.ts'
import type { CataloguePort, CatalogueProduct, QuickKey } from '../ports/catalogue.port.ts'
import type { SettingsPort, ShopSettings } from '../ports/settings.port.ts'
import type { UsersPort } from '../ports/users.port.ts'
import { hashCode } from '../session/code-hash.ts'

/** A shop to begin with. The codes are known to everyone: training mode only. */
export interface ShopSeed {
  readonly settings: ShopSettings
  readonly floor: FloorPlan
  readonly users: readonly { readonly user: UserView; readonly code: string }[]
  readonly families: readonly FamilyView[]
  readonly products: readonly CatalogueProduct[]
  readonly quickKeys: readonly QuickKey[]
}

/** Sets up a till that has no shop yet; one that has stays as it is. Safe to repeat after a kill in the middle. */
export async function seedShop(
  ports: { readonly catalogue: CataloguePort; readonly users: UsersPort; readonly settings: SettingsPort },
  seed: ShopSeed,
): Promise<void> {
  if ((await ports.settings.shop()) !== null) return
  await ports.catalogue.replaceAll(seed.products, seed.quickKeys)
  await ports.catalogue.saveFamilies(seed.families)
  for (const { user, code } of seed.users) {
    if ((await ports.users.credentials(user.id)) === null) await ports.users.add(user, await hashCode(code))
  }
  await ports.settings.saveFloor(seed.floor)
  await ports.settings.saveShop(seed.settings)
}
