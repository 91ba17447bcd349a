import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { PrinterFamily } from './code-pages.ts'
import { interpretTicket } from './interpreter.ts'
import { drawTicket } from './ticket-picture.ts'

export interface KeptTicket {
  readonly number: number
  readonly sha256: string
  /** Absolute paths; null when the printer was not told where to keep tickets. */
  readonly files: { readonly bin: string; readonly txt: string; readonly png?: string } | null
  readonly problems: readonly string[]
}

/**
 * The basket under the blade. Each ticket becomes three files: the exact bytes, the rows as text, and a picture if wanted, the
 * last two made from the bytes and from nothing else. Numbers go on where an earlier run in the folder stopped.
 */
export class TicketBasket {
  readonly #folder: string | null
  readonly #columns: number
  readonly #family: PrinterFamily | undefined
  readonly #draws: boolean
  readonly tickets: KeptTicket[] = []
  #last = 0

  constructor(folder: string | null, columns: number, family?: PrinterFamily, draws = true) {
    this.#folder = folder === null ? null : resolve(folder)
    this.#columns = columns
    this.#family = family
    this.#draws = draws
    if (this.#folder === null) return
    mkdirSync(this.#folder, { recursive: true })
    for (const name of readdirSync(this.#folder)) {
      const number = /^(\d{3,})\.bin$/.exec(name)?.[1]
      if (number !== undefined) this.#last = Math.max(this.#last, Number(number))
    }
  }

  keep(bytes: Uint8Array): KeptTicket & { readonly text: string } {
    this.#last += 1
    const { rows, text, problems } = interpretTicket(bytes, this.#columns, this.#family)
    const files = this.#folder === null ? null : filesOf(this.#folder, this.#last, this.#draws)
    if (files !== null) {
      writeFileSync(files.bin, bytes)
      writeFileSync(files.txt, `${text}\n`)
      if (files.png !== undefined) writeFileSync(files.png, drawTicket(rows, this.#columns))
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const kept = { number: this.#last, sha256, files, problems }
    this.tickets.push(kept)
    return { ...kept, text }
  }
}

function filesOf(folder: string, number: number, draws: boolean): NonNullable<KeptTicket['files']> {
  const path = (ending: string) => join(folder, `${String(number).padStart(3, '0')}.${ending}`)
  return { bin: path('bin'), txt: path('txt'), ...(draws && { png: path('png') }) }
}
