import type { StandaloneTerminal, TerminalDirectory } from '#payment/ports/terminal-directory.port.ts'
import type { DeviceStands } from './device-stands.ts'
import type { TerminalStand } from './terminal-stand.ts'

/** The standalone terminals among the devices, as payments find them. */
export class DeviceTerminals implements TerminalDirectory {
  readonly #stands: Pick<DeviceStands, 'terminals'>
  readonly #listeners = new Set<() => void>()

  constructor(stands: Pick<DeviceStands, 'terminals'>) {
    this.#stands = stands
  }

  list(): readonly StandaloneTerminal[] {
    const stands = this.#stands.terminals()
    const isDefault = ({ device }: TerminalStand) => device.isDefault
    return [...stands.filter(isDefault), ...stands.filter((stand) => !isDefault(stand))].map(terminalOf)
  }

  find(id: string): StandaloneTerminal | null {
    const stand = this.#stands.terminals().find(({ device }) => device.id === id)
    return stand === undefined ? null : terminalOf(stand)
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** A terminal came, went, or is another way than before. */
  changed(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

const terminalOf = ({ device, port, isReachable }: TerminalStand): StandaloneTerminal => ({
  id: device.id,
  alias: device.alias,
  isReachable,
  port,
})
