import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { amountMinorSchema } from '#contract/money.ts'
import type { HostLedgerLine } from '#contract/tour-summary.ts'
import { CARD_SUBJECTS } from '#contract/views/prompt-view.ts'
import { schemeSchema } from '#contract/views/sale-view.ts'
import { BANK_OPERATIONS } from '#payment/iso8583/bank-operations.ts'
import type { BookedSale } from './ledger.ts'
import type { PrivateAnswers } from './private-cards.ts'

const bookedSaleSchema = z.object({
  tid: z.string(),
  stan: z.string(),
  transmittedAt: z.string(),
  batchNumber: z.string(),
  scheme: schemeSchema,
  maskedPan: z.string(),
  amountMinor: amountMinorSchema,
  state: z.enum(['approved', 'declined', 'reversed']),
  // A book of an older version lacks these: every sale was online and in its batch.
  mti: z.enum(['0100', '0200', '0220']).default('0200'),
  operation: z.enum(BANK_OPERATIONS).optional(),
  original: z.object({ tid: z.string(), stan: z.string(), transmittedAt: z.string() }).optional(),
  isCompleted: z.literal(true).optional(),
  answers: z.partialRecord(z.enum(CARD_SUBJECTS), z.string()).optional(),
  responseCode: z.string().default('00'),
  batchMinor: amountMinorSchema.nullable().optional(),
})

/**
 * Replaces the ledger file by JSON lines, flushed before the name changes: a reader sees the book before or after a
 * booking, never half of it.
 */
export function writeLedgerFile(file: string, lines: readonly HostLedgerLine[]): void {
  writeWhole(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

/** Replaces the book: all that the host must know after a restart. Masked numbers only. */
export function writeBook(file: string, sales: readonly BookedSale[]): void {
  writeWhole(file, JSON.stringify(sales))
}

/** The book an earlier process left; empty when there is none. Throws when it is no book. */
export function readBook(file: string): BookedSale[] {
  if (!existsSync(file)) return []
  const sales = z.array(bookedSaleSchema).parse(JSON.parse(readFileSync(file, 'utf8')))
  return sales.map(({ operation, original, isCompleted, answers, ...sale }) => ({
    ...sale,
    ...(operation === undefined ? {} : { operation }),
    ...(original === undefined ? {} : { original }),
    ...(isCompleted === undefined ? {} : { isCompleted }),
    ...(answers === undefined ? {} : { answers: toldOf(answers) }),
    batchMinor: sale.batchMinor === undefined ? sale.amountMinor : sale.batchMinor,
  }))
}

function toldOf(answers: z.infer<typeof bookedSaleSchema>['answers'] & object): PrivateAnswers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined))
}

function writeWhole(file: string, text: string): void {
  const draft = `${file}.draft`
  const handle = openSync(draft, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
}
