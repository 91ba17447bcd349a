import { CatalogueFailure } from '#contract/result.ts'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { TerminalOrder } from '#payment/ports/standalone-terminal.port.ts'
import type { TicketDocument } from '#till/tickets/ticket-document.ts'
import { CLEAR_TEXTS, CODE_START } from './cards.ts'
import type { Machine } from './machine.ts'
import type { Breach, PromiseName } from './promises.ts'
import { BankLineWatch } from './watch-bank-line.ts'

/** What the till has been told and has told a person, and must therefore never lose. */
interface Acknowledged {
  readonly payments: Set<string>
  readonly paidSales: Set<string>
  /** What the till was told to charge, by payment: tip and cash included. */
  readonly wantedMinor: Map<string, number>
  /** How often somebody came for a reservation that was over. */
  expired: number
  /** Of the ticket in hand. */
  sale: { readonly id: string; readonly lineCount: number } | null
  /** Rows of payments looked at so far, by their place in the table. */
  paymentsSeen: number
}

/** Looks on from outside: at every byte that leaves a till, every paper, and the disk at each death. */
export class Watch {
  readonly breaches: Breach[] = []
  /** What leaves for the banks. */
  readonly bankLine: BankLineWatch
  readonly #tell: (text: string) => void
  readonly #acknowledged = new Map<Machine, Acknowledged>()
  readonly #logged: string[] = []

  constructor(profile: AcquirerProfile, tell: (text: string) => void) {
    this.#tell = tell
    this.bankLine = new BankLineWatch(profile, tell, (promise, text) => this.broken(promise, text))
  }

  broken(promise: PromiseName, text: string): void {
    this.#tell(`BROKEN ${promise}: ${text}`)
    this.breaches.push({ promise, text })
  }

  /** Texts of the logs of all tills. */
  get logged(): readonly string[] {
    return this.#logged
  }

  acknowledged(machine: Machine): Acknowledged {
    const known = this.#acknowledged.get(machine)
    if (known) return known
    const fresh: Acknowledged = {
      payments: new Set(),
      paidSales: new Set(),
      wantedMinor: new Map(),
      expired: 0,
      sale: null,
      paymentsSeen: 0,
    }
    this.#acknowledged.set(machine, fresh)
    return fresh
  }

  /** A person had this much charged; what the till started is that payment. */
  wanted(machine: Machine, paymentId: string, amountMinor: number): void {
    this.acknowledged(machine).wantedMinor.set(paymentId, amountMinor)
  }

  log(machine: Machine) {
    const note = (name: string, fields: unknown): string => {
      this.#logged.push(JSON.stringify(fields))
      return name
    }
    return {
      info: note,
      warn: note,
      unexpected: (thrown: unknown, name: string): string => {
        this.unexpected(`till ${machine.index + 1}, ${name}`, thrown)
        return 'unexpected'
      },
    }
  }

  /** What a log would call unexpected; a disk that refuses is planned here. */
  unexpected(where: string, thrown: unknown): void {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    this.#logged.push(text)
    if (!(thrown instanceof CatalogueFailure)) this.broken('unexpected', `${where}: ${text}`)
  }

  /** A standalone terminal is given an order: once, as it lies on the disk, and alone for its sale. */
  ordered(machine: Machine, { id, operation, amountMinor }: TerminalOrder): void {
    const [row] = machine.disk.look<{ number: string; kind: string; sale_id: string; amount_minor: number }>(
      'SELECT number, kind, sale_id, amount_minor FROM payment WHERE id = ?',
      id,
    )
    this.#tell(`till ${machine.index + 1} orders ${operation} of ${amountMinor} (${row?.number})`)
    if (row?.kind !== 'ordered' || row.amount_minor !== amountMinor)
      this.broken('5 after a kill', `an order of ${amountMinor} leaves while the disk says ${row?.kind ?? 'nothing'}`)
    if (machine.terminal.given.has(id)) this.broken('4 sent once', `${row?.number} is ordered twice`)
    machine.terminal.given.add(id)
    const others = machine.disk.look<{ number: string; kind: string }>(
      'SELECT number, kind FROM payment WHERE sale_id = ? AND final = 0 AND id <> ?',
      row?.sale_id ?? '',
      id,
    )
    // What was paid of a ticket goes back while another part of it is in doubt.
    for (const other of operation === 'pay' || operation === 'complete' ? others : [])
      this.broken(
        '3 unknown is a state',
        `${row?.number} is ordered while ${other.number} of its sale is ${other.kind}`,
      )
  }

  /** Paper comes out: it may say "paid" only of what is on disk. */
  paper(machine: Machine, bytes: Uint8Array): void {
    const text = Buffer.from(bytes).toString('latin1')
    for (const clear of [...CLEAR_TEXTS, CODE_START]) {
      if (text.includes(clear))
        this.broken('6 nothing in clear', `a card number or a code on paper of till ${machine.index + 1}`)
    }
    const [job] = machine.disk.look<{ document: string }>(
      "SELECT document FROM print_job WHERE state = 'sending' AND state IN ('queued', 'sending', 'unknown')",
    )
    if (job === undefined) {
      this.broken('2 paid only when on disk', 'paper comes out that no job on disk is for')
      return
    }
    const document = JSON.parse(job.document) as TicketDocument
    if (document.kind === 'customer-ticket') {
      const paid = machine.disk.look('SELECT 1 FROM paid_sale WHERE number = ?', document.number)
      if (paid.length === 0)
        this.broken('2 paid only when on disk', `a ticket of ${document.number}, which is not paid`)
    }
    if (document.kind === 'card-ticket' && document.outcome === 'approved') {
      const approved = machine.disk.look(
        `SELECT 1 FROM payment WHERE number = ? AND (kind IN ('approved', 'paid-by-terminal', 'taken-back-by-terminal')
           OR EXISTS (SELECT 1 FROM journal WHERE payment_id = payment.id AND kind IN ('given-back', 'voided')))`,
        document.paymentNumber,
      )
      if (approved.length === 0) {
        this.broken('2 paid only when on disk', `a card ticket of ${document.paymentNumber}, which is not approved`)
      }
    }
    if (document.kind === 'card-ticket' && document.outcome === 'reserved') {
      const { paymentNumber } = document
      if (!this.#isOnDisk(machine, paymentNumber, HOLDING, 'released'))
        this.broken('2 paid only when on disk', `a card ticket of ${paymentNumber}, which holds nothing`)
    }
    if (document.kind === 'card-ticket' && (document.outcome === 'activated' || document.outcome === 'loaded')) {
      const { paymentNumber } = document
      if (!this.#isOnDisk(machine, paymentNumber, "('loaded')", 'closed-by-hand'))
        this.broken('2 paid only when on disk', `a card ticket of ${paymentNumber}, which is on no gift card`)
    }
  }

  /** Whether a payment is one of these kinds, or was until this happened. */
  #isOnDisk(machine: Machine, number: string, kinds: string, until: string): boolean {
    const found = machine.disk.look(
      `SELECT 1 FROM payment WHERE number = ? AND (kind IN ${kinds} OR EXISTS
         (SELECT 1 FROM journal WHERE payment_id = payment.id AND kind = ?))`,
      number,
      until,
    )
    return found.length > 0
  }

  /** What lies on the disk at the moment of a death must make sense as it is. */
  atDeath(machine: Machine): void {
    const seen = this.acknowledged(machine)
    const alone = machine.disk.look<{ number: string }>(
      `SELECT number FROM payment WHERE (kind = 'approved'
           OR (kind = 'paid-by-terminal' AND operation <> 'release' AND state ->> '$.intent.terminal.isUnfinished' IS NULL))
         AND sequence > ?
         AND NOT EXISTS (SELECT 1 FROM paid_tender WHERE payment_id = payment.id)
         AND NOT EXISTS (SELECT 1 FROM open_sale WHERE id = payment.sale_id AND instr(body, payment.id) > 0)`,
      seen.paymentsSeen,
    )
    for (const { number } of alone) this.broken('5 after a kill', `${number} is approved on disk without its tender`)
    const [last] = machine.disk.look<{ sequence: number | null }>(
      'SELECT max(sequence) AS sequence FROM payment WHERE final = 1',
    )
    seen.paymentsSeen = Math.max(0, (last?.sequence ?? 0) - 3)
  }

  /** The program runs again: the ticket in hand must be the one that was rung up. */
  afterStart(machine: Machine): void {
    const { sale } = this.acknowledged(machine)
    if (sale === null || machine.disk.look('SELECT 1 FROM paid_sale WHERE id = ?', sale.id).length > 0) return
    const [row] = machine.disk.look<{ body: string }>('SELECT body FROM open_sale WHERE id = ?', sale.id)
    const lines = row === undefined ? 0 : (JSON.parse(row.body) as { lines: unknown[] }).lines.length
    if (lines < sale.lineCount) {
      this.broken('2 paid only when on disk', `a ticket of ${sale.lineCount} lines came back with ${lines}`)
    }
  }
}

/** Of what a bank, or a terminal's, holds or held. */
const HOLDING = "('reserved', 'completed', 'held-by-terminal', 'completed-by-terminal', 'released-by-terminal')"
