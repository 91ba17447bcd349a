import { SerialPort } from 'serialport'
import { LIMITS } from '#contract/limits.ts'
import { type SerialFlow, type SerialSettings, serialEndpoint } from '#contract/serial-line.ts'
import { type ByteLink, type LinkResult, type LinkTimeouts, type LinkTrouble, trouble } from './byte-link.ts'
import { type Line, type LineEvents, makeLink } from './link-base.ts'

/**
 * How often a line is asked whether it is still there. The binding hears of a hang-up only while it waits for bytes;
 * when the cable goes between two of its reads it reads nothing for ever and tells nobody.
 */
const WATCH_INTERVAL_MS = 250

/** How bytes travel on a serial line: 8 data bits, no parity, 1 stop bit, no flow control where it does not say. */
export interface SerialForm {
  readonly baudRate: number
  readonly dataBits?: 7 | 8
  readonly parity?: 'none' | 'even' | 'odd'
  readonly stopBits?: 1 | 2
  readonly flow?: SerialFlow
}

const PARITIES = { N: 'none', E: 'even', O: 'odd' } as const

/** The custom of a protocol with what a person set of one line in its place. */
export function formOf(custom: SerialForm, { baudRate, frame, flow }: SerialSettings): SerialForm {
  const [, dataBits, parity, stopBits] = /^([78])([NEO])([12])$/.exec(frame ?? '') ?? []
  return {
    ...custom,
    ...(baudRate === undefined ? {} : { baudRate }),
    ...(flow === undefined ? {} : { flow }),
    ...(dataBits === undefined
      ? {}
      : {
          dataBits: dataBits === '7' ? 7 : 8,
          parity: PARITIES[parity as keyof typeof PARITIES],
          stopBits: stopBits === '2' ? 2 : 1,
        }),
  }
}

/** A serial line: RS-232, a USB device that shows as one, a pseudo-terminal. */
export function serialLink(path: string, form: SerialForm, timeouts: LinkTimeouts): ByteLink {
  // With flow control a device may hold up the wire for hours, and draining it would hold up a thread of ours.
  const drains = timeouts.drainsWrites === true && (form.flow ?? 'none') === 'none'
  const endpoint = serialEndpoint({ path, settings: {} })
  return makeLink(endpoint, timeouts, (events) => openPort(path, form, drains, events))
}

function openPort(path: string, form: SerialForm, drains: boolean, events: LineEvents): Promise<LinkResult<Line>> {
  return new Promise((resolve) => {
    const port = new SerialPort({
      path,
      baudRate: form.baudRate,
      dataBits: form.dataBits ?? 8,
      parity: form.parity ?? 'none',
      stopBits: form.stopBits ?? 1,
      rtscts: form.flow === 'rts-cts',
      // What the device sends stops us; what we send stops no device, whose bytes 11 and 13 are figures of a ticket.
      xon: form.flow === 'xon-xoff',
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
          write: form.flow === 'dtr-dsr' ? whileReady(port) : (bytes) => send(port, bytes, drains),
          close: () => closePort(port, stopWatching),
          // A port that is stopped by the device keeps its bytes, and closing it waits for them.
          discard: async () => {
            if (port.isOpen) await new Promise((flushed) => port.flush(flushed))
            await closePort(port, stopWatching)
          },
        },
      })
    })
  })
}

function closePort(port: SerialPort, stopWatching: () => void): Promise<void> {
  return new Promise((closed) => {
    stopWatching()
    if (port.isOpen) port.close(() => closed())
    else closed()
  })
}

function send(port: SerialPort, bytes: Uint8Array, drains: boolean): Promise<void> {
  return new Promise((written, failed) => {
    const done = (problem: Error | null | undefined) => (problem ? failed(problem) : written())
    port.write(Buffer.from(bytes), (problem) => (problem || !drains ? done(problem) : port.drain(done)))
  })
}

/**
 * DTR/DSR, which no system keeps for us: the line is looked at before each small piece, and the piece is out before the
 * next look. A line that has no such wires, as a pseudo-terminal, is always ready. Writes do not mix.
 */
function whileReady(port: SerialPort): Line['write'] {
  let before: Promise<unknown> = Promise.resolve()
  const sendAll = async (bytes: Uint8Array): Promise<void> => {
    for (let offset = 0; offset < bytes.length; offset += LIMITS.serialPieceBytes) {
      while (!(await isReady(port))) await new Promise((looked) => setTimeout(looked, LIMITS.serialReadyPollMs))
      await send(port, bytes.subarray(offset, offset + LIMITS.serialPieceBytes), true)
    }
  }
  return (bytes) => {
    const sent = before.then(() => sendAll(bytes))
    before = sent.catch(() => {})
    return sent
  }
}

function isReady(port: SerialPort): Promise<boolean> {
  return new Promise((resolve, reject) => {
    if (!port.isOpen) return reject(new Error('closed'))
    port.get((problem, wires) => resolve(problem !== null || wires === undefined || wires.dsr))
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
  if (/permission denied/i.test(error.message)) return 'no-right'
  return /cannot lock|temporarily unavailable|resource busy|access denied/i.test(error.message) ? 'busy' : 'not-found'
}
