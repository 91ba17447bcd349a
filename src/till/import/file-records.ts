import { parse } from 'csv-parse/sync'
import { LIMITS } from '#contract/limits.ts'
import type { CellSeparator } from '#contract/views/import-view.ts'

/** One row of a file as it stands there. */
export interface FileRecord {
  /** Of the file, from 1: where the row begins. */
  readonly line: number
  /** Null where the row cannot be taken apart. */
  readonly cells: readonly string[] | null
  readonly problem: 'quotes' | 'too-long' | null
}

interface RawRecord {
  readonly line: number
  readonly text: string
  readonly problem: FileRecord['problem']
}

/** Rows taken apart at a time. */
const BATCH_RECORDS = 500
const QUOTE = '"'
const SEPARATORS: Readonly<Record<CellSeparator, string>> = { semicolon: ';', comma: ',', tab: '\t' }

/**
 * The rows of a text of separated values (RFC 4180), in the order of the file, in batches; empty lines are left out.
 * Lines end by CR LF, LF or CR, mixed as they come. A quote that is never closed spoils its own line alone: reading goes on
 * with the next line, so that one slip does not swallow the rest of the file.
 */
export function* recordsOf(text: string, separator: CellSeparator): Generator<readonly FileRecord[]> {
  let batch: RawRecord[] = []
  for (const record of rawRecords(text, SEPARATORS[separator])) {
    batch.push(record)
    if (batch.length === BATCH_RECORDS) {
      yield takenApart(batch, SEPARATORS[separator])
      batch = []
    }
  }
  if (batch.length > 0) yield takenApart(batch, SEPARATORS[separator])
}

/** The first rows alone, to guess by and to show. */
export function firstRecords(text: string, separator: CellSeparator, count: number): readonly FileRecord[] {
  const found: FileRecord[] = []
  for (const batch of recordsOf(text.slice(0, count * LIMITS.importRowCharacters), separator)) {
    found.push(...batch)
    if (found.length >= count) break
  }
  return found.slice(0, count)
}

/** Which of the separators the first lines are written with: the one that most of them hold equally often. */
export function guessSeparator(text: string): CellSeparator {
  const lines = text
    .slice(0, GUESS_CHARACTERS)
    .split(/\r\n|\n|\r/, GUESS_LINES)
    .filter((line) => line.trim() !== '')
  const scores = (['semicolon', 'tab', 'comma'] as const).map((separator) => {
    const mark = SEPARATORS[separator]
    const counts = lines.map((line) => outsideQuotes(line).split(mark).length - 1)
    const usual = counts[0] ?? 0
    const alike = usual === 0 ? 0 : counts.filter((count) => count === usual).length
    return { separator, alike, usual }
  })
  const [best] = scores.toSorted((one, other) => other.alike - one.alike || other.usual - one.usual)
  return best === undefined || best.alike === 0 ? 'semicolon' : best.separator
}

const GUESS_CHARACTERS = 20_000
const GUESS_LINES = 30
const outsideQuotes = (line: string): string => line.replace(/"[^"]*"/g, '')

function* rawRecords(text: string, mark: string): Generator<RawRecord> {
  let at = text.startsWith('\ufeff') ? 1 : 0
  let line = 1
  while (at < text.length) {
    const end = endOfRecord(text, at, mark)
    const isBroken = end === null
    const to = end ?? endOfLine(text, at)
    const row = text.slice(at, to)
    if (row.trim() !== '') {
      const isLong = row.length > LIMITS.importRowCharacters
      yield { line, text: isLong ? '' : row, problem: isLong ? 'too-long' : isBroken ? 'quotes' : null }
    }
    line += lineBreaksIn(row) + 1
    at = to + (text.startsWith('\r\n', to) ? 2 : 1)
  }
}

function endOfLine(text: string, from: number): number {
  LINE_END.lastIndex = from
  return LINE_END.exec(text)?.index ?? text.length
}
const LINE_END = /\r\n|\n|\r/g

const lineBreaksIn = (row: string): number => (row.match(/\r\n|\n|\r/g) ?? []).length

/** Where the row ends that begins here, quoted line ends passed over; null when its last quote is not closed in time. */
function endOfRecord(text: string, from: number, mark: string): number | null {
  const firstEnd = endOfLine(text, from)
  // Looked for in this line alone: in a file without quotes each row would be searched to the end of the file.
  if (!text.slice(from, firstEnd).includes(QUOTE)) return firstEnd
  let isAtStart = true
  let isQuoted = false
  const last = Math.min(text.length, from + LIMITS.importRowCharacters)
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]
    if (isQuoted) {
      if (at >= last) return null
      if (character !== '"') continue
      if (text[at + 1] === '"') at += 1
      else isQuoted = false
    } else if (character === '"' && isAtStart) {
      isQuoted = true
      isAtStart = false
    } else if (character === '\n' || character === '\r') return at
    else isAtStart = character === mark
  }
  return isQuoted ? null : text.length
}

function takenApart(batch: readonly RawRecord[], mark: string): readonly FileRecord[] {
  const sound = batch.filter(({ problem }) => problem === null)
  const rows = cellsOf(sound, mark)
  let place = 0
  return batch.map(({ line, problem }) => {
    if (problem !== null) return { line, cells: null, problem }
    const cells = rows[place] ?? null
    place += 1
    return { line, cells, problem: cells === null ? 'quotes' : null }
  })
}

/** Most rows hold no quote: they come apart at the marks. */
function cellsOf(records: readonly RawRecord[], mark: string): readonly (readonly string[] | null)[] {
  const quoted = quotedCells(
    records.filter(({ text }) => text.includes(QUOTE)),
    mark,
  ).values()
  return records.map(({ text }) => (text.includes(QUOTE) ? (quoted.next().value ?? null) : text.split(mark)))
}

/** All at once; one by one where the batch does not come apart into as many rows. */
function quotedCells(records: readonly RawRecord[], mark: string): readonly (readonly string[] | null)[] {
  const rows = parsed(records.map(({ text }) => text).join(ROW_END), mark)
  if (rows?.length === records.length) return rows
  return records.map(({ text }) => {
    const [row, ...more] = parsed(text, mark) ?? []
    return row !== undefined && more.length === 0 ? row : null
  })
}

/** Not in any file that is text: rows are told apart by it whatever ends their lines. */
const ROW_END = '\u{10fffe}'

function parsed(text: string, mark: string): string[][] | null {
  try {
    return parse(text, {
      delimiter: mark,
      record_delimiter: [ROW_END],
      relax_column_count: true,
      relax_quotes: true,
    })
  } catch {
    return null
  }
}
