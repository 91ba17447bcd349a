import type { DeviceLogEntry, DeviceView } from '#contract/views/devices-view.ts'
import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import type { TerminalDeviceView, TerminalSettings } from '#contract/views/terminal-device-view.ts'
import type { PrinterHealth } from '#hardware/printers/spool-worker.ts'
import { DisplayStand } from './display-stand.ts'
import { PadStand } from './pad-stand.ts'
import type { PrinterStand } from './printer-stand.ts'
import { ScaleStand } from './scale-stand.ts'
import { TerminalStand } from './terminal-stand.ts'

export type Stand = PadStand | TerminalStand | PrinterStand | DisplayStand | ScaleStand

/**
 * One device as the screen shows it.
 * @param spool what the spool knows of a printer that has papers of its own: what waits, what nobody knows the end of.
 */
export function deviceView(stand: Stand, log: readonly DeviceLogEntry[], spool: PrinterHealth | null): DeviceView {
  const { id, kind, alias, endpoint, isDefault, boundSerialNumber, columns, displayProfile, terminal } = stand.device
  const lastSeenAt = stand.lastSeenAt()
  const shared = { id, kind, alias, endpoint, isDefault, lastSeenAt, boundSerialNumber, columns, log: [...log] }
  const unlike = { pad: null, printer: null, display: null, terminal: null }
  if (stand instanceof PadStand)
    return { ...shared, ...unlike, state: stand.state(), failure: stand.failure(), pad: stand.identity() }
  if (stand instanceof ScaleStand) return { ...shared, ...unlike, state: stand.state(), failure: stand.failure() }
  if (stand instanceof TerminalStand) {
    const seen = terminal === null ? null : terminalView(terminal.settings, stand)
    return { ...shared, ...unlike, state: stand.state(), failure: stand.failure(), terminal: seen }
  }
  if (stand instanceof DisplayStand) {
    const rows = stand.rows()
    const display = {
      profile: displayProfile ?? 'cd5220',
      rows: rows === null ? null : ([...rows] as [string, string]),
    }
    return { ...shared, ...unlike, state: stand.state(), failure: stand.failure(), display }
  }
  const confirmation = stand.port.acknowledgement() ?? stand.device.printer?.confirmation
  const { queuedJobs, unknownJobs, failure } = spool ?? { queuedJobs: 0, unknownJobs: 0, failure: null }
  return {
    ...shared,
    ...unlike,
    state: stand.state() === 'ready' && failure !== null ? 'needs-attention' : stand.state(),
    failure: stand.failure() ?? failure,
    printer: {
      ...stand.status(),
      queuedJobs,
      unknownJobs,
      ...(confirmation === undefined ? {} : { confirmation }),
    },
    printerSettings: stand.device.printer ?? DEFAULT_PRINTER_SETTINGS,
  }
}

function terminalView({ protocol, model }: TerminalSettings, stand: TerminalStand): TerminalDeviceView {
  return { protocol, model, can: [...stand.port.can].sort(), identity: stand.identity() }
}
