import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { LIMITS } from '#contract/limits.ts'
import { redactFields, redactThrown } from './redactor.ts'

type Fields = Readonly<Record<string, unknown>>

/** The only way into the log. `event` is a constant of the program (`payment.started`); fields pass the redactor. */
export interface Log {
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  error(event: string, fields?: Fields): void
  /** Notes something thrown that nobody expected; answers the id under which it can be found. */
  unexpected(thrown: unknown, where: string): string
}

/** Where lines go: one string per line, its end included. */
export interface LogDestination {
  write(line: string): void
}

const EVENT = /^[a-z][A-Za-z-]{0,30}(\.[a-z][A-Za-z-]{0,30}){0,3}$/

/** A log into `destination`: JSON lines with `time` (UTC, ISO 8601), `level` and `event`. */
export function createLog(destination: LogDestination): Log {
  const sink = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  const line = (event: string, fields: Fields) => ({
    event: EVENT.test(event) ? event : '[removed]',
    ...redactFields(fields),
  })
  return {
    info: (event, fields = {}) => sink.info(line(event, fields)),
    warn: (event, fields = {}) => sink.warn(line(event, fields)),
    error: (event, fields = {}) => sink.error(line(event, fields)),
    unexpected: (thrown, where) => {
      const correlationId = randomUUID()
      sink.error({ ...line('unexpected', { correlationId, call: where }), thrown: redactThrown(thrown) })
      return correlationId
    },
  }
}

/**
 * The log of a data folder, `logs/comptoir.log`, readable by its owner only and written line by line. On a full disk
 * lines wait in memory up to `LIMITS.logWaitingBytesMax`, then are dropped: a log line never stops a sale.
 */
export function openLog(dataFolder: string): Log {
  const folder = join(dataFolder, 'logs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'comptoir.log')
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > LIMITS.logFileBytesMax) renameSync(path, `${path}.1`)
  const file = pino.destination({
    dest: path,
    sync: true,
    append: true,
    mode: 0o600,
    maxLength: LIMITS.logWaitingBytesMax,
  })
  file.on('error', () => {})
  return createLog(file)
}
