/** What stopped it, as the printer tells faults apart. Only the first two end by `DLE ENQ`; a hot head cools by itself. */
export const FAULTS = ['mechanical', 'cutter', 'unrecoverable', 'overheated'] as const
export type Fault = (typeof FAULTS)[number]

/** What the printer's sensors see. */
export interface Sensors {
  readonly coverOpen: boolean
  readonly paperOut: boolean
  readonly paperNearEnd: boolean
  /** A fault holds it, whichever. */
  readonly stopped: boolean
  readonly fault: Fault | null
  /** Mended, and not on line before somebody presses the feed button. */
  readonly waiting: boolean
  /** The feed button is held down. */
  readonly feeding: boolean
  readonly drawerOpen: boolean
}

export function isOffLine({ coverOpen, paperOut, stopped, waiting, feeding }: Sensors): boolean {
  return coverOpen || paperOut || stopped || waiting || feeding
}

const bit = (condition: boolean, mask: number) => (condition ? mask : 0)

/** The bits of the four faults, alike in DLE EOT 3 and in the second byte of an automatic status. */
const FAULT_BITS: Readonly<Record<Fault, number>> = {
  mechanical: 0x04,
  cutter: 0x08,
  unrecoverable: 0x20,
  overheated: 0x40,
}
const faultBits = ({ fault }: Sensors) => (fault === null ? 0 : FAULT_BITS[fault])

/** DLE EOT n (n 1 to 4): bits 1 and 4 always, bits 0 and 7 never. Null for another n. */
export function realTimeByte(n: number, sensors: Sensors): number | null {
  const { coverOpen, paperOut, paperNearEnd, stopped, waiting, feeding, drawerOpen } = sensors
  switch (n) {
    case 1:
      return 0x12 | bit(drawerOpen, 0x04) | bit(isOffLine(sensors), 0x08) | bit(waiting, 0x20) | bit(feeding, 0x40)
    case 2:
      return 0x12 | bit(coverOpen, 0x04) | bit(feeding, 0x08) | bit(paperOut, 0x20) | bit(stopped, 0x40)
    case 3:
      return 0x12 | faultBits(sensors)
    case 4:
      return 0x12 | bit(paperNearEnd, 0x0c) | bit(paperOut, 0x60)
    default:
      return null
  }
}

/** GS r 1: paper; GS r 2: drawer. */
export function queuedByte(n: number, { paperNearEnd, paperOut, drawerOpen }: Sensors): number {
  return n === 1 ? bit(paperNearEnd, 0x03) | bit(paperOut, 0x0c) : bit(drawerOpen, 0x01)
}

/** What changed, as GS a names it: b0 drawer, b1 on or off line, b2 error, b3 paper, b4 the button of the panel. */
export function changedBits(before: Sensors, now: Sensors): number {
  const paper = before.paperOut !== now.paperOut || before.paperNearEnd !== now.paperNearEnd
  return (
    bit(before.drawerOpen !== now.drawerOpen, 0x01) |
    bit(isOffLine(before) !== isOffLine(now), 0x02) |
    bit(before.fault !== now.fault, 0x04) |
    bit(paper, 0x08) |
    bit(before.feeding !== now.feeding, 0x10)
  )
}

/** The four bytes of an automatic status. */
export function automaticBytes(sensors: Sensors): Uint8Array {
  const { coverOpen, paperOut, paperNearEnd, waiting, feeding, drawerOpen } = sensors
  return Uint8Array.of(
    0x10 | bit(drawerOpen, 0x04) | bit(isOffLine(sensors), 0x08) | bit(coverOpen, 0x20) | bit(feeding, 0x40),
    faultBits(sensors) | bit(waiting, 0x01) | bit(feeding, 0x02),
    bit(paperNearEnd, 0x03) | bit(paperOut, 0x0c),
    0x00,
  )
}
