import { fail, type Result, succeed } from '#contract/result.ts'
import { lineOf } from '#contract/serial-line.ts'
import type { DeviceKind } from '#contract/views/devices-view.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import type { Stand } from './device-view.ts'
import { DisplayStand } from './display-stand.ts'
import { PadStand } from './pad-stand.ts'
import { PrinterStand } from './printer-stand.ts'
import { ScaleStand } from './scale-stand.ts'
import { TerminalStand } from './terminal-stand.ts'

/** The same name in another case or spelled by other code points is the same to a person. */
const spelled = (alias: string): string => alias.normalize('NFC').trim().toLocaleLowerCase('en')

/** The devices at their stands, oldest first. */
export class DeviceStands {
  readonly #stands = new Map<string, Stand>()

  all(): Stand[] {
    return [...this.#stands.values()]
  }

  get(deviceId: string): Stand | null {
    return this.#stands.get(deviceId) ?? null
  }

  set(stand: Stand): void {
    this.#stands.set(stand.device.id, stand)
  }

  delete(deviceId: string): void {
    this.#stands.delete(deviceId)
  }

  at(endpoint: string): Stand | null {
    return this.all().find(({ device }) => lineOf(device.endpoint) === lineOf(endpoint)) ?? null
  }

  ofKind(kind: DeviceKind): Stand[] {
    return this.all().filter(({ device }) => device.kind === kind)
  }

  pads(): PadStand[] {
    return this.all().filter((stand) => stand instanceof PadStand)
  }

  displays(): DisplayStand[] {
    return this.all().filter((stand) => stand instanceof DisplayStand)
  }

  scale(deviceId: string): ScaleStand | null {
    const stand = this.get(deviceId)
    return stand instanceof ScaleStand ? stand : null
  }

  /** What lies on the scale of the till. */
  async weigh(): Promise<ScaleReading> {
    const stand = this.ofKind('scale').find(({ device }) => device.isDefault)
    return stand instanceof ScaleStand ? stand.weigh() : { state: 'none' }
  }

  terminals(): TerminalStand[] {
    return this.all().filter((stand) => stand instanceof TerminalStand)
  }

  defaultPad(): PadStand | null {
    return this.pads().find(({ device }) => device.isDefault) ?? null
  }

  printers(): PrinterStand[] {
    return this.all().filter((stand) => stand instanceof PrinterStand)
  }

  printer(deviceId: string): PrinterStand | null {
    return this.printers().find(({ device }) => device.id === deviceId) ?? null
  }

  defaultPrinter(): PrinterStand | null {
    return this.printers().find(({ device }) => device.isDefault) ?? null
  }

  /**
   * Which one takes the place of a default that is removed: the oldest other one, and no printer of a kitchen, where
   * customers' tickets would come out.
   */
  heir(kind: DeviceKind): Stand | null {
    return this.ofKind(kind).find(({ device }) => (device.printer?.families.length ?? 0) === 0) ?? null
  }

  /** A printer that is gone stands in for none any more. */
  forgetStandIn(deviceId: string): void {
    for (const stand of this.printers()) {
      const { printer } = stand.device
      if (printer?.standInId === deviceId) stand.device = { ...stand.device, printer: { ...printer, standInId: null } }
    }
  }

  /** The printer that takes the papers of another one which cannot begin them. */
  standInFor(deviceId: string): PrinterStand | null {
    const standInId = this.printer(deviceId)?.device.printer?.standInId ?? null
    return standInId === null ? null : this.printer(standInId)
  }

  /** Refuses an alias or a line that another device has. Errors: DEVICE_ALIAS_TAKEN, DEVICE_ENDPOINT_TAKEN. */
  free(alias: string | null, endpoint: string | null, ownId: string | null): Result<null> {
    const others = this.all().filter(({ device }) => device.id !== ownId)
    const named = alias === null ? undefined : others.find(({ device }) => spelled(device.alias) === spelled(alias))
    if (named) return fail('DEVICE_ALIAS_TAKEN', { alias: named.device.alias })
    const line = endpoint === null ? null : lineOf(endpoint)
    const there = others.find(({ device }) => lineOf(device.endpoint) === line)
    return there ? fail('DEVICE_ENDPOINT_TAKEN', { alias: there.device.alias }) : succeed(null)
  }
}
