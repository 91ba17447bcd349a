/** What the printer's sensors see. */
export interface Sensors {
  readonly coverOpen: boolean
  readonly paperOut: boolean
  readonly paperNearEnd: boolean
  /** The blade is stuck. */
  readonly stopped: boolean
  readonly drawerOpen: boolean
}

export function isOffLine({ coverOpen, paperOut, stopped }: Sensors): boolean {
  return coverOpen || paperOut || stopped
}

const bit = (condition: boolean, mask: number) => (condition ? mask : 0)

/** DLE EOT n (n 1 to 4): bits 1 and 4 always, bits 0 and 7 never. Null for another n. */
export function realTimeByte(n: number, sensors: Sensors): number | null {
  const { coverOpen, paperOut, paperNearEnd, stopped, drawerOpen } = sensors
  switch (n) {
    case 1:
      return 0x12 | bit(drawerOpen, 0x04) | bit(isOffLine(sensors), 0x08)
    case 2:
      return 0x12 | bit(coverOpen, 0x04) | bit(paperOut, 0x20) | bit(stopped, 0x40)
    case 3:
      return 0x12 | bit(stopped, 0x08)
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

/** What changed, as GS a names it: b0 drawer, b1 on or off line, b2 error, b3 paper. */
export function changedBits(before: Sensors, now: Sensors): number {
  const paper = before.paperOut !== now.paperOut || before.paperNearEnd !== now.paperNearEnd
  return (
    bit(before.drawerOpen !== now.drawerOpen, 0x01) |
    bit(isOffLine(before) !== isOffLine(now), 0x02) |
    bit(before.stopped !== now.stopped, 0x04) |
    bit(paper, 0x08)
  )
}

/** The four bytes of an automatic status. */
export function automaticBytes(sensors: Sensors): Uint8Array {
  const { coverOpen, paperOut, paperNearEnd, stopped, drawerOpen } = sensors
  return Uint8Array.of(
    0x10 | bit(drawerOpen, 0x04) | bit(isOffLine(sensors), 0x08) | bit(coverOpen, 0x20),
    bit(stopped, 0x08),
    bit(paperNearEnd, 0x03) | bit(paperOut, 0x0c),
    0x00,
  )
}
