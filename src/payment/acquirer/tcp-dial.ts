import { createConnection } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { HostDialPort } from '../ports/host-dial.port.ts'

/** The network as it is. */
export const TCP_DIAL: HostDialPort = {
  dial: (address) => createConnection(address),
  arrivals: () => nextTurn(),
}
