import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { replaceFile } from '../process/replace-file.ts'

const fileSchema = z.record(z.string(), z.int().min(0))

/**
 * Counters that only go up: key serial numbers and transaction counters of the cards. With a file, the new value is
 * on disk before it is used, so a pad that is killed and started again never uses a key twice.
 */
export class DurableCounters {
  readonly #file: string | null
  readonly #values: Record<string, number>

  /** @throws when the file exists and is not one of these: starting at zero would use keys twice. */
  constructor(file: string | null) {
    this.#file = file
    this.#values =
      file !== null && existsSync(file) ? { ...fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) } : {}
  }

  get(name: string): number {
    return this.#values[name] ?? 0
  }

  set(name: string, value: number): void {
    if (value <= this.get(name)) throw new RangeError(`the counter ${name} only goes up`)
    this.#values[name] = value
    if (this.#file !== null) replaceFile(this.#file, JSON.stringify(this.#values))
  }
}
