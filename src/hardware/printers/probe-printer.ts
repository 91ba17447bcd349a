import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { Confirmation } from '#contract/views/printer-settings-view.ts'
import type { ByteLink, LinkTrouble } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import { acknowledgementRequest, realTimeQuery } from './escpos-encoder.ts'
import { realTimeCondition, StatusReader } from './status-reader.ts'

/** What answers at an endpoint when it is asked as a printer is. */
export interface PrinterProbe {
  /** False: the line is there and whatever is behind it keeps silent. */
  readonly answers: boolean
  readonly paper: 'ok' | 'low' | 'out' | 'unknown'
  readonly coverOpen: boolean | null
  /** How it confirms its papers; left out where it can not be asked, being off line. */
  readonly confirmation?: Confirmation
}

const LINK_CODES = {
  'not-found': 'PRINTER_NOT_FOUND',
  busy: 'PRINTER_PORT_BUSY',
  'no-right': 'PRINTER_NO_RIGHT',
  lost: 'PRINTER_NOT_FOUND',
} as const satisfies Record<LinkTrouble, string>

const SILENT: PrinterProbe = { answers: false, paper: 'unknown', coverOpen: null, confirmation: 'none' }
/** No job has it. */
const PROBE_ID = 'PROB'
/** GET_PORT_STATUS: paper is out. */
const PORT_PAPER_OUT = 0x20

/**
 * Asks for cover and paper by DLE EOT, and by GS ( H and GS r how papers are confirmed (sheet printers-escpos, sections 5 and
 * 8), prints nothing, and leaves the line closed.
 * Errors: PRINTER_NOT_FOUND, PRINTER_PORT_BUSY, PRINTER_NO_RIGHT, PRINTER_WRONG_PROTOCOL when something answers and not as
 * a printer.
 *
 * @param madeLink a line made elsewhere, for tests; else the endpoint's.
 */
export async function probePrinter(endpoint: string, madeLink?: ByteLink): Promise<Result<PrinterProbe>> {
  const link = madeLink ?? lineTo(endpoint)
  if (link === null) return fail('PRINTER_NOT_FOUND', { endpoint })
  const opened = await link.open()
  if (!opened.ok) return fail(LINK_CODES[opened.trouble], { endpoint })
  try {
    const answers: number[] = []
    for (const n of [1, 2, 4] as const) {
      const answer = await ask(link, n)
      if (answer === 'silent') return succeed(await silentPrinter(link))
      if (answer === 'lost') return fail('PRINTER_NOT_FOUND', { endpoint })
      if (answer === 'strange') return fail('PRINTER_WRONG_PROTOCOL', { endpoint })
      answers.push(answer)
    }
    const [printer = 0, offLine = 0, paper = 0] = answers
    const condition = realTimeCondition({ printer, offLine, paper })
    const isOnLine = !condition.coverOpen && !condition.paperOut && !condition.stopped
    return succeed({
      answers: true,
      paper: condition.paperOut ? 'out' : condition.paperNearEnd ? 'low' : 'ok',
      coverOpen: condition.coverOpen,
      ...(isOnLine ? { confirmation: await confirmationOf(link) } : {}),
    })
  } finally {
    await link.close()
  }
}

/** Of a printer that answers no query the line itself may know how it is, as that of USB does. */
async function silentPrinter(link: ByteLink): Promise<PrinterProbe> {
  const wires = (await link.portStatus?.()) ?? null
  if (wires === null) return SILENT
  return { ...SILENT, answers: true, paper: (wires & PORT_PAPER_OUT) === 0 ? 'ok' : 'out' }
}

/** Asks as after a paper, without one: which of the two questions it answers, else that it only tells its state. */
function confirmationOf(link: ByteLink): Promise<Confirmation> {
  return new Promise((resolve) => {
    const reader = new StatusReader()
    const settle = (confirmation: Confirmation) => {
      clearTimeout(timer)
      offBytes()
      resolve(confirmation)
    }
    const timer = setTimeout(() => settle('status'), LIMITS.printerConfirmationProbeMs)
    const offBytes = link.onBytes((bytes) => {
      for (const reply of reader.push(bytes)) {
        if (reply.kind === 'printed' && reply.id === PROBE_ID) return settle('response')
        // Worked off in their order: one that names the paper has done so before.
        if (reply.kind === 'queued') return settle('barrier')
      }
    })
    void link.write(acknowledgementRequest(PROBE_ID)).then((written) => {
      if (!written.ok) settle('status')
    })
  })
}

function lineTo(endpoint: string): ByteLink | null {
  const created = createLink(endpoint, {
    openTimeoutMs: LIMITS.printerConnectTimeoutMs,
    writeTimeoutMs: LIMITS.linkWriteTimeoutMs,
  })
  return created.ok ? created.value : null
}

/** One real-time query: its byte, or what came instead of it. */
function ask(link: ByteLink, n: 1 | 2 | 4): Promise<number | 'silent' | 'lost' | 'strange'> {
  return new Promise((resolve) => {
    const reader = new StatusReader()
    let heard = false
    const settle = (answer: number | 'silent' | 'lost' | 'strange') => {
      clearTimeout(timer)
      offBytes()
      offLost()
      resolve(answer)
    }
    const timer = setTimeout(() => settle(heard ? 'strange' : 'silent'), LIMITS.printerStatusTimeoutMs)
    const offLost = link.onLost(() => settle(heard ? 'strange' : 'lost'))
    const offBytes = link.onBytes((bytes) => {
      for (const reply of reader.push(bytes)) {
        if (reply.kind === 'real-time') return settle(reply.byte)
        if (reply.kind === 'malformed') return settle('strange')
        heard ||= reply.kind !== 'automatic'
      }
    })
    void link.write(realTimeQuery(n)).then((written) => {
      if (!written.ok) settle('lost')
    })
  })
}
