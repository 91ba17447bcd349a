import { SerialPort } from 'serialport'
import { type ByteLink, type LinkResult, type LinkTimeouts, type LinkTrouble, trouble } from './byte-link.ts'
import { type Line, type LineEvents, makeLink } from './link-base.ts'

/**
 * How often a line is asked whether it is still there. The binding hears of a hang-up only while it waits for bytes;
 * when the cable goes between two of its reads it reads nothing for ever and tells nobody.
 */
const WATCH_INTERVAL_MS = 250

/** How bytes travel on a serial line: 8 data bits, no parity, 1 stop bit where it does not say. */
export interface SerialForm {
  readonly baudRate: number
  readonly dataBits?: 7 | 8
  readonly parity?: 'none' | 'even'
  readonly stopBits?: 1 | 2
}

/** A serial line: RS-232, a USB device that shows as one, a pseudo-terminal. */
export function serialLink(path: string, form: SerialForm, timeouts: LinkTimeouts): ByteLink {
  return makeLink(`serial:${path}`, timeouts, (events) => openPort(path, form, events))
}

function openPort(path: string, form: SerialForm, events: LineEvents): Promise<LinkResult<Line>> {
  return new Promise((resolve) => {
    const port = new SerialPort({
      path,
      baudRate: form.baudRate,
      dataBits: form.dataBits ?? 8,
      parity: form.parity ?? 'none',
      stopBits: form.stopBits ?? 1,
      lock: true,
      autoOpen: false,
    })
    port.on('error', () => events.onEnd())
    port.on('close', () => events.onEnd())
    port.open((error) => {
      if (error) return resolve(trouble(openTrouble(error)))
      port.on('data', events.onBytes)
      const stopWatching = watchLine(port, events.onEnd)
      port.once('close', stopWatching)
      resolve({
        ok: true,
        value: {
          write: (bytes) =>
            new Promise((written, failed) => {
              port.write(Buffer.from(bytes), (problem) => (problem ? failed(problem) : written()))
            }),
          close: () =>
            new Promise((closed) => {
              stopWatching()
              if (port.isOpen) port.close(() => closed())
              else closed()
            }),
        },
      })
    })
  })
}

/** Calls back once the system says that the line is gone. Linux only: the fault it works around is that one's. */
function watchLine(port: SerialPort, onEnd: () => void): () => void {
  if (process.platform !== 'linux') return () => {}
  const timer = setInterval(() => {
    port.port?.getBaudRate().catch(onEnd)
  }, WATCH_INTERVAL_MS)
  return () => clearInterval(timer)
}

/** The binding gives sentences only: flock's refusal on Linux, access denied (a held port) on Windows. */
function openTrouble(error: Error): LinkTrouble {
  return /cannot lock|temporarily unavailable|resource busy|access denied/i.test(error.message) ? 'busy' : 'not-found'
}
