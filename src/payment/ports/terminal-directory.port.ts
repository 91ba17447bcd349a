import type { StandaloneTerminalPort } from './standalone-terminal.port.ts'

/**
 * The standalone terminals that this till may order payments from, by the number of their device. The engine never makes one: it
 * asks anew at each order, as a technician adds and removes them while the till runs.
 */
export interface TerminalDirectory {
  /** Those that are set up now, the one that this till takes unless told otherwise first. */
  list(): readonly StandaloneTerminal[]
  /** Null when there is none of that number any more. */
  find(id: string): StandaloneTerminal | null
  /** Called after a terminal came, went, or changed what it can do or whether it answers. */
  onChange(listener: () => void): () => void
}

export interface StandaloneTerminal {
  /** Of its device; stays when it is renamed. */
  readonly id: string
  /** What cashiers call it: "Comptoir 1". */
  readonly alias: string
  /** It answered when it was last asked; false says nothing about money. */
  readonly isReachable: boolean
  readonly port: StandaloneTerminalPort
}

/** It can end what it holds, one way and the other: else an amount would stay held until its bank forgets it. */
export function canHold({ can }: Pick<StandaloneTerminalPort, 'can'>): boolean {
  return can.has('reserve') && can.has('complete') && can.has('release')
}
