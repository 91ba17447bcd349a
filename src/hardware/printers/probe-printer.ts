import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ByteLink, LinkTrouble } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import { realTimeCondition, StatusReader } from './status-reader.ts'

/** What answers at an endpoint when it is asked as a printer is. */
export interface PrinterProbe {
  /** False: the line is there and whatever is behind it keeps silent. */
  readonly answers: boolean
  readonly paper: 'ok' | 'low' | 'out' | 'unknown'
  readonly coverOpen: boolean | null
}

const LINK_CODES = {
  'not-found': 'PRINTER_NOT_FOUND',
  busy: 'PRINTER_PORT_BUSY',
  'no-right': 'PRINTER_NO_RIGHT',
  lost: 'PRINTER_NOT_FOUND',
} as const satisfies Record<LinkTrouble, string>

const SILENT: PrinterProbe = { answers: false, paper: 'unknown', coverOpen: null }

/**
 * Asks for cover and paper by DLE EOT (sheet printers-escpos, section 5), prints nothing, and leaves the line closed.
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
    for (const n of [1, 2, 4]) {
      const answer = await ask(link, n)
      if (answer === 'silent') return succeed(SILENT)
      if (answer === 'lost') return fail('PRINTER_NOT_FOUND', { endpoint })
      if (answer === 'strange') return fail('PRINTER_WRONG_PROTOCOL', { endpoint })
      answers.push(answer)
    }
    const [printer = 0, offLine = 0, paper = 0] = answers
    const condition = realTimeCondition({ printer, offLine, paper })
    return succeed({
      answers: true,
      paper: condition.paperOut ? 'out' : condition.paperNearEnd ? 'low' : 'ok',
      coverOpen: condition.coverOpen,
    })
  } finally {
    await link.close()
  }
}

function lineTo(endpoint: string): ByteLink | null {
  const created = createLink(endpoint, {
    openTimeoutMs: LIMITS.printerConnectTimeoutMs,
    writeTimeoutMs: LIMITS.linkWriteTimeoutMs,
  })
  return created.ok ? created.value : null
}

/** One real-time query: its byte, or what came instead of it. */
function ask(link: ByteLink, n: number): Promise<number | 'silent' | 'lost' | 'strange'> {
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
    void link.write(Uint8Array.of(0x10, 0x04, n)).then((written) => {
      if (!written.ok) settle('lost')
    })
  })
}
