import { LIMITS } from '#contract/limits.ts'
import type { DeviceLogEntry } from '#contract/views/devices-view.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import type { BookedDevice, BookedTerminal, DeviceBookPort, OpenTestSale } from '#till/ports/device-book.port.ts'
import {
  allRows,
  change,
  changeOne,
  inTransaction,
  oneRow,
  type ReadableDb,
  reading,
  type WritableDb,
} from './database.ts'

interface DeviceRow {
  readonly id: string
  readonly kind: BookedDevice['kind']
  readonly alias: string
  readonly endpoint: string
  readonly paper_columns: BookedDevice['columns']
  readonly display_profile: BookedDevice['displayProfile']
  readonly terminal_settings: string | null
  readonly terminal_secret: Buffer | null
  readonly bound_serial_number: string | null
  readonly is_default: number
  readonly from_settings: number
  readonly printer_settings: string | null
}

interface LogRow {
  readonly at: string
  readonly kind: DeviceLogEntry['kind']
  readonly tone: DeviceLogEntry['tone']
  readonly details: string
}

const DEVICES = `SELECT device.*, printer_setting.settings AS printer_settings
  FROM device LEFT JOIN printer_setting ON printer_setting.device_id = device.id ORDER BY sequence`
const SEEDED = 'devices-seeded'

export function createDeviceBook(db: ReadableDb, secretStore: SecretStorePort): DeviceBookPort {
  const write = (sql: string, ...parameters: readonly unknown[]): void =>
    inTransaction(db, (writable) => changeOne(writable, sql, ...parameters))
  return {
    devices: async () => reading(db, () => allRows<DeviceRow>(db, DEVICES).map((row) => booked(row, secretStore))),
    isSeeded: async () => reading(db, () => oneRow(db, 'SELECT 1 FROM setting WHERE name = ?', SEEDED) !== null),
    markSeeded: async () => write("INSERT INTO setting VALUES (?, 'true')", SEEDED),
    add: async (device) => inTransaction(db, (writable) => add(writable, device, secretStore)),
    rename: async (id, alias) => write('UPDATE device SET alias = ? WHERE id = ?', alias, id),
    bind: async (id, serialNumber) => write('UPDATE device SET bound_serial_number = ? WHERE id = ?', serialNumber, id),
    move: async (id, endpoint) => write('UPDATE device SET endpoint = ? WHERE id = ?', endpoint, id),
    makeDefault: async (id) =>
      inTransaction(db, (writable) => {
        change(
          writable,
          'UPDATE device SET is_default = 0 WHERE kind = (SELECT kind FROM device WHERE id = ?) AND is_default = 1',
          id,
        )
        changeOne(writable, 'UPDATE device SET is_default = 1 WHERE id = ?', id)
      }),
    setPrinter: async (id, settings) =>
      write('INSERT OR REPLACE INTO printer_setting VALUES (?, ?)', id, JSON.stringify(settings)),
    remove: async (id) =>
      inTransaction(db, (writable) => {
        change(writable, 'DELETE FROM printer_setting WHERE device_id = ?', id)
        change(
          writable,
          `UPDATE printer_setting SET settings = json_set(settings, '$.standInId', NULL)
           WHERE json_extract(settings, '$.standInId') = ?`,
          id,
        )
        changeOne(writable, 'DELETE FROM device WHERE id = ?', id)
      }),
    log: async (id) =>
      reading(db, () =>
        allRows<LogRow>(
          db,
          'SELECT at, kind, tone, details FROM device_log WHERE device_id = ? ORDER BY sequence DESC LIMIT ?',
          id,
          LIMITS.deviceLogEntries,
        ).map((row) => ({ ...row, details: JSON.parse(row.details) })),
      ),
    note: async (id, entry) => inTransaction(db, (writable) => note(writable, id, entry)),
    beginTestSale: async ({ saleId, deviceId }, at) =>
      write('INSERT INTO device_test_sale VALUES (?, ?, ?)', saleId, deviceId, at),
    endTestSale: async (saleId) => write('DELETE FROM device_test_sale WHERE sale_id = ?', saleId),
    openTestSales: async () =>
      reading(db, () =>
        allRows<OpenTestSale>(db, 'SELECT sale_id AS saleId, device_id AS deviceId FROM device_test_sale ORDER BY at'),
      ),
  }
}

function booked(row: DeviceRow, secretStore: SecretStorePort): BookedDevice {
  return {
    id: row.id,
    kind: row.kind,
    alias: row.alias,
    endpoint: row.endpoint,
    columns: row.paper_columns,
    displayProfile: row.display_profile,
    terminal: row.terminal_settings === null ? null : opened(row.terminal_settings, row.terminal_secret, secretStore),
    boundSerialNumber: row.bound_serial_number,
    isDefault: row.is_default === 1,
    fromSettings: row.from_settings === 1,
    ...(row.printer_settings === null ? {} : { printer: JSON.parse(row.printer_settings) }),
  }
}

/** Sealed elsewhere or altered: the terminal is there, and says that it shares no key with this till. */
function opened(settings: string, secret: Buffer | null, secretStore: SecretStorePort): BookedTerminal {
  const terminal = JSON.parse(settings) as BookedTerminal
  if (secret === null) return terminal
  const withPassphrase = (passphrase: string) =>
    ({ ...terminal, settings: { ...terminal.settings, passphrase } }) as BookedTerminal
  try {
    return withPassphrase(Buffer.from(secretStore.open(secret)).toString('utf8'))
  } catch {
    return withPassphrase('')
  }
}

/** What of a terminal is written as it is, and what only sealed. */
function closed({ settings, currency }: BookedTerminal, secretStore: SecretStorePort) {
  if (!('passphrase' in settings)) return { open: JSON.stringify({ settings, currency }), secret: null }
  const { passphrase, ...names } = settings
  const secret = Buffer.from(secretStore.seal(Buffer.from(passphrase, 'utf8')))
  return { open: JSON.stringify({ settings: names, currency }), secret }
}

function add(db: WritableDb, device: BookedDevice, secretStore: SecretStorePort): void {
  const terminal = device.terminal === null ? null : closed(device.terminal, secretStore)
  if (device.isDefault) change(db, 'UPDATE device SET is_default = 0 WHERE kind = ? AND is_default = 1', device.kind)
  change(
    db,
    `INSERT INTO device (id, kind, alias, endpoint, paper_columns, display_profile, bound_serial_number, is_default,
       from_settings, terminal_settings, terminal_secret)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    device.id,
    device.kind,
    device.alias,
    device.endpoint,
    device.columns,
    device.displayProfile,
    device.boundSerialNumber,
    device.isDefault ? 1 : 0,
    device.fromSettings ? 1 : 0,
    terminal?.open ?? null,
    terminal?.secret ?? null,
  )
}

function note(db: WritableDb, id: string, { at, kind, tone, details }: DeviceLogEntry): void {
  const insert = 'INSERT INTO device_log (device_id, at, kind, tone, details) VALUES (?, ?, ?, ?, ?)'
  changeOne(db, insert, id, at, kind, tone, JSON.stringify(details))
  change(
    db,
    `DELETE FROM device_log WHERE device_id = ? AND sequence <= (
       SELECT sequence FROM device_log WHERE device_id = ? ORDER BY sequence DESC LIMIT 1 OFFSET ?)`,
    id,
    id,
    LIMITS.deviceLogEntries,
  )
}
