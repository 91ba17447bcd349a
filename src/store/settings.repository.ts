import type { RoleChanges } from '#contract/permissions.ts'
import type { CustomerScreenChoice } from '#contract/views/customer-screen-view.ts'
import type { FloorPlan } from '#contract/views/floor-view.ts'
import type { PaperPicture } from '#contract/views/ticket-view.ts'
import { USUAL_WORKSTATION } from '#contract/views/workstation-view.ts'
import type { DataPurpose, Preferences, SettingsPort, ShopSettings } from '#till/ports/settings.port.ts'
import { change, inTransaction, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'

const FIRST_PREFERENCES: Preferences = {
  locale: 'fr',
  theme: 'light',
  hand: 'right',
  workstation: USUAL_WORKSTATION,
  ticketCode: 'code128',
  lockAfterMinutes: 15,
}

export function createSettingsRepository(db: ReadableDb): SettingsPort {
  const read = <Value>(name: string): Value | null => {
    const row = reading(db, () => oneRow<{ value: string }>(db, 'SELECT value FROM setting WHERE name = ?', name))
    return row === null ? null : (JSON.parse(row.value) as Value)
  }
  const put = (writable: WritableDb, name: string, value: unknown): void => {
    const sql = 'INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
    change(writable, sql, name, JSON.stringify(value))
  }
  const write = (name: string, value: unknown): void => inTransaction(db, (writable) => put(writable, name, value))
  return {
    purpose: async () => read<DataPurpose>('purpose'),
    savePurpose: async (purpose) => write('purpose', purpose),
    shop: async () => read<ShopSettings>('shop'),
    saveShop: async (settings) => write('shop', settings),
    saveShopChange: async (settings, record) =>
      inTransaction(db, (writable) => {
        change(writable, "UPDATE setting SET value = ? WHERE name = 'shop'", JSON.stringify(settings))
        appendFiscalRecord(writable, record)
      }),
    // What was kept before there was a choice names none.
    preferences: async () => {
      const kept = read<Partial<Preferences>>('preferences')
      return { ...FIRST_PREFERENCES, ...kept, workstation: { ...USUAL_WORKSTATION, ...kept?.workstation } }
    },
    savePreferences: async (preferences, record) =>
      inTransaction(db, (writable) => {
        put(writable, 'preferences', preferences)
        if (record !== undefined) appendFiscalRecord(writable, record)
      }),
    logo: async () => read<PaperPicture>('logo'),
    saveLogo: async (logo) => write('logo', logo),
    roleChanges: async () => read<RoleChanges>('roleChanges') ?? {},
    saveRoleChanges: async (changes, record) =>
      inTransaction(db, (writable) => {
        put(writable, 'roleChanges', changes)
        appendFiscalRecord(writable, record)
      }),
    floor: async () => read<FloorPlan>('floor'),
    saveFloor: async (plan) => write('floor', plan),
    customerScreen: async () => read<CustomerScreenChoice>('customerScreen') ?? { kind: 'automatic' },
    saveCustomerScreen: async (choice) => write('customerScreen', choice),
  }
}
