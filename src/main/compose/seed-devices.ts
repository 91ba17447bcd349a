import type { Locale } from '#contract/locale.ts'
import type { DeviceKind } from '#contract/views/devices-view.ts'
import type { BookedDevice, DeviceBookPort } from '#till/ports/device-book.port.ts'

export interface DeviceSettings {
  readonly training: boolean
  readonly padEndpoint: string | null
  readonly printerEndpoint: string | null
}

/** What the settings of the till may name; displays, scales and standalone terminals are added by a person. */
const ALIASES = {
  pad: { fr: 'TPE Comptoir', en: 'Counter PIN pad', pl: 'Terminal na ladzie', de: 'Terminal Theke' },
  printer: { fr: 'Imprimante', en: 'Printer', pl: 'Drukarka', de: 'Drucker' },
} as const satisfies Partial<Record<DeviceKind, Readonly<Record<Locale, string>>>>
const SETTINGS_COLUMNS = 42

/**
 * Writes the devices that the till's settings name into the book. A live till does so at its first start only: what a
 * person changes later wins. Training follows its simulators at every start, since their ports are new each time.
 */
export async function seedDevices(book: DeviceBookPort, settings: DeviceSettings, newId: () => string): Promise<void> {
  if (!settings.training && (await book.isSeeded())) return
  await seed(book, 'pad', settings.padEndpoint, newId)
  await seed(book, 'printer', settings.printerEndpoint, newId)
  if (!(await book.isSeeded())) await book.markSeeded()
}

async function seed(
  book: DeviceBookPort,
  kind: keyof typeof ALIASES,
  endpoint: string | null,
  newId: () => string,
): Promise<void> {
  const devices = await book.devices()
  if (endpoint === null || devices.some((device) => device.endpoint === endpoint)) return
  const known = devices.find((device) => device.kind === kind && device.fromSettings)
  if (known) return book.move(known.id, endpoint)
  await book.add({
    id: newId(),
    kind,
    alias: freeAlias(ALIASES[kind].fr, devices),
    endpoint,
    columns: kind === 'printer' ? SETTINGS_COLUMNS : null,
    displayProfile: null,
    terminal: null,
    boundSerialNumber: null,
    isDefault: !devices.some((device) => device.kind === kind && device.isDefault),
    fromSettings: true,
  })
}

/**
 * Names the devices of the settings in another language: those that still have the name they were written down under. What a person
 * called them stays.
 */
export async function nameSeededDevices(
  devices: readonly Pick<BookedDevice, 'id' | 'kind' | 'alias' | 'fromSettings'>[],
  locale: Locale,
  rename: (deviceId: string, alias: string) => Promise<unknown>,
): Promise<void> {
  for (const { id, kind, alias, fromSettings } of devices) {
    if (!fromSettings || (kind !== 'pad' && kind !== 'printer')) continue
    const names: readonly string[] = Object.values(ALIASES[kind])
    if (names.includes(alias) && alias !== ALIASES[kind][locale]) await rename(id, ALIASES[kind][locale])
  }
}

function freeAlias(alias: string, devices: readonly BookedDevice[]): string {
  const taken = new Set(devices.map((device) => device.alias))
  for (let number = 2, free = alias; ; number += 1, free = `${alias} ${number}`) if (!taken.has(free)) return free
}
