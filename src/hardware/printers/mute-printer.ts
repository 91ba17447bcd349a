import type { PrinterCondition } from './status-reader.ts'

/** GET_PORT_STATUS: the wires of a parallel port, as USB has kept them. */
const PORT = { noError: 0x08, paperOut: 0x20 } as const

/** Of a printer that says nothing, nothing is known to hinder it. */
export const NOTHING_KNOWN: PrinterCondition = {
  coverOpen: false,
  paperOut: false,
  paperNearEnd: false,
  stopped: false,
  drawerPinHigh: false,
}

/** What the wires of its port say of a printer that answers nothing itself. */
export function portCondition(wires: number): PrinterCondition {
  const paperOut = (wires & PORT.paperOut) !== 0
  return { ...NOTHING_KNOWN, paperOut, stopped: !paperOut && (wires & PORT.noError) === 0 }
}
