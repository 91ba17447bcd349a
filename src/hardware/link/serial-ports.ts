import { readFile } from 'node:fs/promises'
import { SerialPort } from 'serialport'
import { LIMITS } from '#contract/limits.ts'

/** A serial line that this machine has. */
export interface SerialPortInfo {
  readonly endpoint: string
  readonly path: string
  readonly maker: string | null
  readonly serialNumber: string | null
}

/** How the package that opens ports lists them. */
export type ListPorts = typeof SerialPort.list

/** `PORT_UNKNOWN` of Linux' serial_core.h: a number without a chip behind it. */
const NO_CHIP = '0'

/**
 * The serial lines of this machine, by name; null where they cannot be listed: on Linux the list is asked of
 * `udevadm`, which a bare system lacks. Pseudo-terminals are in no list; their name must be known.
 */
export async function listSerialPorts(list: ListPorts = SerialPort.list): Promise<readonly SerialPortInfo[] | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), LIMITS.devicePortsTimeoutMs)
  })
  try {
    const found = await Promise.race([list(), late])
    if (found === null) return null
    const real = await Promise.all(found.map(async (port) => ((await hasChip(port.path)) ? [port] : [])))
    return real
      .flat()
      .map(({ path, manufacturer, serialNumber }) => ({
        endpoint: `serial:${path}`,
        path,
        maker: manufacturer || null,
        serialNumber: serialNumber || null,
      }))
      .sort((one, other) => one.path.localeCompare(other.path, 'en', { numeric: true }))
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** Linux names 32 lines `ttyS…` whether or not they exist. */
async function hasChip(path: string): Promise<boolean> {
  const name = /^\/dev\/(ttyS\d+)$/.exec(path)?.[1]
  if (name === undefined) return true
  const type = await readFile(`/sys/class/tty/${name}/type`, 'utf8').catch(() => '')
  return type.trim() !== NO_CHIP
}
