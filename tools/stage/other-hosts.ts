import type { TillOptions } from '#main/running-till.ts'
import type { SimulatorHandle } from '#simulators/process/simulator-client.ts'

/** The training shop's bank has a standby with a ledger of its own, and a second bank takes one scheme. */
export const OTHER_HOSTS = ['--standby', 'separate', '--second', 'bcd87'] as const

/** Where the till finds them. */
export function otherHosts({ others }: SimulatorHandle): Pick<TillOptions, 'standbyEndpoint' | 'secondHostEndpoint'> {
  const { standby, second } = others
  return {
    ...(standby === undefined ? {} : { standbyEndpoint: standby }),
    ...(second === undefined ? {} : { secondHostEndpoint: second }),
  }
}
