import { createHash } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import { documentContext, emit, keepHead, seal, type TillContext } from '../core/till-context.ts'
import { shortSignature } from '../fiscal/fiscal-chain.ts'
import { documentHead } from '../papers/document-head.ts'
import { duplicate } from '../papers/print-duplicate.ts'
import { type FirstPaper, printOnceThenDuplicates } from '../papers/print-once-then-duplicates.ts'
import type { FiscalRecord, NewPrintJob, PaidSale } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale, PrintedNote } from '../ports/open-sales.port.ts'
import type { Facturette, Note } from '../tickets/ticket-document.ts'
import { hasMoney, unpaidTicket } from './table-tickets.ts'

const NOTE_DIGITS = 6

/** What a note says of a ticket, for telling whether the ticket is still what the guests have in hand. */
function billDigest({ lines, table }: OpenSale, totalMinor: number): string {
  const said = [totalMinor, table?.name, ...lines.map((line) => [line.id, line.quantityMilli, line.unitPriceMinor])]
  return createHash(CIPHERS.digest).update(JSON.stringify(said)).digest('hex').slice(0, 16)
}

/** The guests have a note that says what the ticket is. */
export function isNoted(sale: OpenSale, totalMinor: number): boolean {
  return sale.note !== undefined && sale.note.digest === billDigest(sale, totalMinor)
}

/**
 * Prints what guests owe, before they pay: numbered in a row of its own, in the fiscal chain as a provisional document. The same bill
 * once more is a counted duplicate; a bill that changed is a new note that says which one it replaces.
 * Errors: SALE_NOT_FOUND, SALE_AMOUNT_ZERO, FLOOR_TICKET_IN_PAYMENT.
 */
export async function printNote(context: TillContext, saleId: string): Promise<Result<{ readonly number: string }>> {
  const { memory, options } = context
  const found = unpaidTicket(context, saleId)
  if (!found.ok) return found
  const sale = found.value
  const { totalMinor } = saleFigures(sale, memory.shop.vatBasisPoints)
  if (sale.lines.length === 0) return fail('SALE_AMOUNT_ZERO')
  if (hasMoney(context, sale)) return fail('FLOOR_TICKET_IN_PAYMENT', { number: sale.number })
  const known = isNoted(sale, totalMinor) ? sale.note : undefined
  const printed = known === undefined ? await newNote(context, sale, totalMinor) : await noteAgain(context, sale, known)
  const { note, record, job, noteNumber } = printed
  const noted: OpenSale = { ...sale, note }
  const effects = { fiscalRecord: record, printJobs: [job], ...(noteNumber !== undefined && { noteNumber }) }
  await options.openSales.save(noted, effects)
  keepHead(context, record)
  if (sale.id === memory.sale.id) memory.sale = noted
  else memory.held = memory.held.map((held) => (held.id === sale.id ? noted : held))
  emit(context, 'sale', 'session')
  options.onPrintJobs()
  return succeed({ number: note.number })
}

interface Printed {
  readonly note: PrintedNote
  readonly record: FiscalRecord
  readonly job: NewPrintJob
  readonly noteNumber?: number
}

async function newNote(context: TillContext, sale: OpenSale, totalMinor: number): Promise<Printed> {
  const { memory, options } = context
  const noteNumber = (await options.openSales.lastNoteNumber()) + 1
  const number = `N-${memory.shop.tillNumber}-${String(noteNumber).padStart(NOTE_DIGITS, '0')}`
  const at = options.clock.now()
  const { lines, vat } = saleFigures(sale, memory.shop.vatBasisPoints)
  const record = seal(context, 'event', at, {
    event: 'note-printed',
    document: 'provisional',
    number,
    saleNumber: sale.number,
    table: sale.table?.name ?? '',
    userId: memory.signedIn?.user.id ?? '',
    totalMinor,
    vat: vat.map(({ basisPoints, netMinor, vatMinor, grossMinor }) => ({
      basisPoints,
      netMinor,
      vatMinor,
      grossMinor,
    })),
    ...(sale.note !== undefined && { replaces: sale.note.number }),
  })
  const document: Note = {
    ...documentHead(documentContext(context), at),
    kind: 'note',
    number,
    saleNumber: sale.number,
    ...tableFacts(sale),
    ...(sale.note !== undefined && { replaces: sale.note.number }),
    cashierName: memory.signedIn?.user.name ?? sale.cashierName,
    lines,
    ...agreedOf(sale),
    totalMinor,
    vat,
    signature: shortSignature(record),
    softwareVersion: options.softwareVersion,
  }
  const job: NewPrintJob = { id: options.nextId(), kind: 'note', saleId: sale.id, copyNumber: 0, document, at }
  return { note: { number, copies: 0, digest: billDigest(sale, totalMinor), document }, record, job, noteNumber }
}

/** The note as it was, marked and counted. */
async function noteAgain(context: TillContext, sale: OpenSale, known: PrintedNote): Promise<Printed> {
  const copies = known.copies + 1
  const document: Note = { ...known.document, copyNumber: copies }
  const { record, job } = duplicate(context, { kind: 'note', saleId: sale.id, deviceId: null, document })
  return { note: { ...known, copies }, record, job }
}

/** What was agreed for the whole bill. */
function agreedOf({ discount, pricesExcludeVat }: Pick<OpenSale, 'discount' | 'pricesExcludeVat'>) {
  return { ...(discount && { discount }), ...(pricesExcludeVat && { pricesExcludeVat }) }
}

function tableFacts({ table }: Pick<OpenSale, 'table'>): Pick<Note, 'table' | 'covers'> {
  if (table === undefined) return {}
  const { name, part, covers } = table
  return { table: part === undefined ? name : `${name} ${part}`, covers }
}

/** What of its table stays with a sale that is paid. */
export function paidTable({ table, note }: OpenSale): Pick<PaidSale, 'table' | 'noteNumber'> {
  return {
    ...(table !== undefined && { table: { name: tableFacts({ table }).table ?? table.name, covers: table.covers } }),
    ...(note !== undefined && { noteNumber: note.number }),
  }
}

/**
 * Prints what guests paid, for their expenses: once as an event of the fiscal chain, then as counted duplicates.
 * Errors: SALE_NOT_FOUND for what is not paid, and for a return.
 */
export async function printFacturette(
  context: TillContext,
  saleId: string,
  deviceId: string | null = null,
): Promise<Result<Record<string, never>>> {
  const sale = await context.options.paidSales.paidSale(saleId)
  if (sale === null || sale.returnOf !== undefined) return fail('SALE_NOT_FOUND')
  const wanted = { kind: 'facturette', saleId, deviceId } as const
  return printOnceThenDuplicates(context, wanted, (at) => firstFacturette(context, sale, at))
}

function firstFacturette(context: TillContext, sale: PaidSale, at: string): FirstPaper {
  const { number, noteNumber, totalMinor } = sale
  const record = seal(context, 'event', at, {
    event: 'facturette-printed',
    number,
    userId: context.memory.signedIn?.user.id ?? '',
    totalMinor,
    ...(noteNumber !== undefined && { noteNumber }),
  })
  return { record, document: facturette(context, sale, shortSignature(record)) }
}

/** As it comes out; without a signature, as it would. */
export function facturette(context: TillContext, sale: PaidSale, signature: string): Facturette {
  const { number, noteNumber, table } = sale
  return {
    ...documentHead(documentContext(context), sale.at),
    kind: 'facturette',
    number,
    ...(noteNumber !== undefined && { noteNumber }),
    ...(table !== undefined && { table: table.name, covers: table.covers }),
    cashierName: sale.cashierName,
    lines: sale.lines,
    ...agreedOf(sale),
    totalMinor: sale.totalMinor,
    vat: sale.vat,
    tenders: sale.tenders.filter(({ outcome }) => outcome === 'received' || outcome === 'approved'),
    changeMinor: sale.changeMinor,
    signature,
    softwareVersion: context.options.softwareVersion,
  }
}
