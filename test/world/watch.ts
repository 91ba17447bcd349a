import { CatalogueFailure } from '#contract/result.ts'
import { type AcquirerProfile, framingOf } from '#payment/iso8583/acquirer-profile.ts'
import { readAdditionalAmounts } from '#payment/iso8583/additional-amounts.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { FrameReader } from '#payment/iso8583/length-frame.ts'
import { decodeMessage } from '#payment/iso8583/message-codec.ts'
import { openPayload } from '#payment/iso8583/wire.ts'
import type { TerminalOrder } from '#payment/ports/standalone-terminal.port.ts'
import type { TicketDocument } from '#till/tickets/ticket-document.ts'
import { CLEAR_TEXTS, CODE_START, FLEET_PRODUCT } from './cards.ts'
import type { Machine } from './machine.ts'

/** The promises of the engine by their numbers in the house plan; `unexpected` is a bug that none of them names. */
export type PromiseName =
  | '1 net charge'
  | '1 net hold'
  | '2 paid only when on disk'
  | '3 unknown is a state'
  | '4 sent once'
  | '5 after a kill'
  | '6 nothing in clear'
  | '7 totals'
  | '8 fiscal chain'
  | 'unexpected'

export interface Breach {
  readonly promise: PromiseName
  readonly text: string
}

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

interface AskedRow {
  readonly kind: string
  readonly sale_id: string
  readonly amount_minor: number
  readonly tip: number | null
  readonly cashback: number | null
  readonly armed: string | null
  /** Of a card that wants to be told something. */
  readonly product: string | null
  readonly answers: number | null
}

/** A request by its name on the wire. */
export interface Charge {
  readonly number: string
  readonly stan: string
  /** Terminal, STAN and DE7. */
  readonly key: string
}

/** Looks on from outside: at every byte that leaves a till, every paper, and the disk at each death. */
export class Watch {
  readonly breaches: Breach[] = []
  readonly #profile: AcquirerProfile
  readonly #tell: (text: string) => void
  readonly #acknowledged = new Map<Machine, Acknowledged>()
  readonly #logged: string[] = []
  /** What charges, by its payment. */
  readonly #asked = new Map<string, Charge>()
  readonly #advised = new Map<string, string>()
  readonly #stans = new Map<string, string>()
  /** Requests whose sale was told afterwards, with the code of a person at the bank. */
  readonly referred: Charge[] = []

  constructor(profile: AcquirerProfile, tell: (text: string) => void) {
    this.#profile = profile
    this.#tell = tell
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

  /** A whole frame is about to leave a till. @returns the first digits of its type. */
  left(machine: Machine, host: string, bytes: Uint8Array): string {
    const [payload] = new FrameReader(framingOf(this.#profile)).push(bytes).messages
    if (payload === undefined) throw new Error('the till writes whole frames')
    const message = decodeMessage(this.#profile.iso8583, openPayload(this.#profile, payload).bytes)
    const { mti, fields } = message
    if (!mti.startsWith('08')) this.#tell(`till ${machine.index + 1} sends ${host} ${inWords(message)}`)
    if (fields[2] !== undefined || fields[35] !== undefined || fields[14] !== undefined) {
      this.broken('6 nothing in clear', `${mti} ${fields[11]} carries a card in clear`)
    }
    const told = fields[48] ?? ''
    if (CLEAR_TEXTS.some((text) => told.includes(text)))
      this.broken('6 nothing in clear', `${mti} ${fields[11]} tells a card number that somebody typed`)
    if (mti === '0200' || mti === '0100') this.#askedLeaves(machine, message)
    if (mti.startsWith('022')) this.#adviceLeaves(machine, message)
    if (mti.startsWith('042')) this.#reversalLeaves(machine, message)
    return mti.slice(0, 3)
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

  /** The line says what the disk says: all that is charged, and of it the tip and the cash. */
  #checkAmounts(number: string, fields: IsoMessage['fields'], { amount_minor, tip, cashback }: AskedRow): void {
    const parts = readAdditionalAmounts(fields[54] ?? '')
    const types = this.#profile.additionalAmounts
    const told = (type: string) => parts.reduce((sum, part) => sum - (part.type === type ? part.amountMinor : 0), 0)
    const onLine = [Number(fields[4]), told(types.tip), told(types.cashback)].join(', ')
    const onDisk = [amount_minor, tip ?? 0, cashback ?? 0].join(', ')
    if (onLine !== onDisk)
      this.broken('1 net charge', `${number} asks for ${onLine} (all, tip, cash) and is ${onDisk} on disk`)
  }

  #askedLeaves(machine: Machine, { fields }: IsoMessage): void {
    const [number, stan] = [fields[62] ?? '', fields[11] ?? '']
    const name = nameOf(machine, number)
    if (this.#asked.has(name)) this.broken('4 sent once', `${number} asked the bank twice (${stan})`)
    this.#asked.set(name, { number, stan, key: `${fields[41]} ${stan} ${fields[7]}` })
    this.#takeStan(fields[41] ?? '', stan, name)
    const [row] = machine.disk.look<AskedRow>(
      `SELECT payment.id, payment.kind, payment.sale_id, reversal.state AS armed, payment.amount_minor,
         payment.state ->> '$.intent.tipMinor' AS tip, payment.state ->> '$.intent.cashbackMinor' AS cashback,
         payment.state ->> '$.card.productId' AS product, json_array_length(payment.state, '$.card.answers') AS answers FROM payment
       LEFT JOIN reversal ON reversal.payment_id = payment.id AND reversal.stan = ? WHERE payment.number = ?`,
      stan,
      number,
    )
    if (row?.kind !== 'requesting' || row.armed !== 'armed') {
      this.broken(
        '5 after a kill',
        `${number} leaves while the disk says ${row?.kind ?? 'nothing'}, ${row?.armed ?? 'no reversal'}`,
      )
    }
    // What goes back goes back as one amount.
    if (row !== undefined && fields[90] === undefined) this.#checkAmounts(number, fields, row)
    if (row?.product === FLEET_PRODUCT.id && row.answers !== FLEET_PRODUCT.prompts?.length)
      this.broken('unexpected', `${number} asks the bank with ${row.answers} of the answers that its card wants`)
    const others = machine.disk.look<{ number: string; kind: string }>(
      'SELECT number, kind FROM payment WHERE sale_id = ? AND final = 0 AND number <> ?',
      row?.sale_id ?? '',
      number,
    )
    for (const other of others) {
      this.broken('3 unknown is a state', `${number} leaves while ${other.number} of its sale is ${other.kind}`)
    }
  }

  #adviceLeaves(machine: Machine, { mti, fields }: IsoMessage): void {
    const [number, stan] = [fields[62] ?? '', fields[11] ?? '']
    const name = nameOf(machine, number)
    if (fields[52] !== undefined) this.broken('6 nothing in clear', `${number} is told with its PIN block`)
    const told = this.#advised.get(name)
    if (told !== undefined && told !== stan) this.broken('4 sent once', `${number} is told as ${told} and as ${stan}`)
    if (told !== undefined && mti === '0220')
      this.broken('4 sent once', `${number} is told twice as if for the first time`)
    if (told === undefined) this.#takeStan(fields[41] ?? '', stan, name)
    this.#advised.set(name, stan)
    const [row] = machine.disk.look<{ state: string; byVoice: number }>(
      `SELECT offline_sale.state, EXISTS (SELECT 1 FROM journal WHERE journal.payment_id = payment.id
         AND journal.kind = 'voice-approved') AS byVoice
       FROM offline_sale JOIN payment ON payment.id = payment_id WHERE payment.number = ?`,
      number,
    )
    const asked = this.#asked.get(name)
    if (asked !== undefined) this.#toldAgain(asked, { stan, code: fields[38], byVoice: row?.byVoice === 1 })
    else if (row?.byVoice === 1) this.broken('4 sent once', `${number} is told by voice and was never asked`)
    // Given back meanwhile: it was on its way already, and its reversal goes after it.
    if (row?.state !== 'sent' && row?.state !== 'withdrawn')
      this.broken('5 after a kill', `${number} is told while the disk says ${row?.state ?? 'nothing'}`)
  }

  /**
   * The bank was asked for this sale and is told of it: only where it said that it wants to be telephoned, under another
   * STAN and with the code. That it said so is looked up in its own book once all is over.
   */
  #toldAgain(asked: Charge, told: { stan: string; code: string | undefined; byVoice: boolean }): void {
    const { number } = asked
    if (!told.byVoice || told.stan === asked.stan)
      this.broken('4 sent once', `${number} was asked and is told again (${told.stan})`)
    if (told.code === undefined) this.broken('4 sent once', `${number} is told again without a code of the bank`)
    if (!this.referred.includes(asked)) this.referred.push(asked)
  }

  #reversalLeaves(machine: Machine, { mti, fields }: IsoMessage): void {
    const stan = fields[11] ?? ''
    const [row] = machine.disk.look<{ state: string; attempts: number }>(
      `SELECT state, attempts FROM reversal WHERE stan = ? AND json_extract(request, '$.terminalId') = ?
       ORDER BY sequence DESC`,
      stan,
      fields[41],
    )
    const isChangedOnTheWay = row?.state === 'queued' && this.#isGivenBackMeanwhile(machine, stan, fields)
    if (row?.state !== 'queued' || (row.attempts < 1 && !isChangedOnTheWay)) {
      this.broken('5 after a kill', `${mti} ${stan} leaves while the disk says ${row?.state ?? 'nothing'}`)
    }
    const isRest = Number(fields[95]?.slice(0, 12)) > 0
    if (isRest && !isChangedOnTheWay) this.#restLeaves(machine, stan, fields[41] ?? '')
  }

  /**
   * The rest of a reservation was on its way to the line when the ticket out of it was given back: its try is in the
   * journal, and the disk has by then what takes all of it back, which must not have been tried yet.
   */
  #isGivenBackMeanwhile(machine: Machine, stan: string, fields: IsoMessage['fields']): boolean {
    const leavesMinor = Number(fields[95]?.slice(0, 12))
    if (!(leavesMinor > 0)) return false
    const found = machine.disk.look(
      `SELECT 1 FROM reversal JOIN journal ON journal.payment_id = reversal.payment_id
       WHERE reversal.stan = ? AND json_extract(reversal.request, '$.terminalId') = ? AND reversal.attempts = 0
         AND reversal.remaining_minor IS NULL AND journal.kind = 'reversal-attempted'
         AND CAST(substr(journal.body ->> '$.message.95', 1, 12) AS INTEGER) = ?`,
      stan,
      fields[41],
      leavesMinor,
    )
    return found.length > 0
  }

  /** What a ticket leaves of a reservation goes back when the bank has said yes to what it took. */
  #restLeaves(machine: Machine, stan: string, terminalId: string): void {
    const taken = machine.disk.look(
      `SELECT 1 FROM reversal JOIN payment AS completion ON completion.original_id = reversal.payment_id
       JOIN offline_sale ON offline_sale.payment_id = completion.id
       WHERE stan = ? AND json_extract(request, '$.terminalId') = ? AND offline_sale.state = 'settled'`,
      stan,
      terminalId,
    )
    if (taken.length === 0) this.broken('5 after a kill', `the rest of ${stan} goes back before its ticket is told`)
  }

  #takeStan(terminalId: string, stan: string, number: string): void {
    const name = `${terminalId} ${stan}`
    const user = this.#stans.get(name)
    if (user !== undefined && user !== number) this.broken('4 sent once', `${number} uses ${stan} of ${user}`)
    this.#stans.set(name, number)
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

/** A message as a story tells it: its name, its amount, what it refers to and what it leaves of that. */
function inWords({ mti, fields }: IsoMessage): string {
  const [original, restMinor] = [fields[90]?.slice(4, 10), Number(fields[95]?.slice(0, 12) ?? 0)]
  const parts = [
    fields[4] !== undefined && `of ${Number(fields[4])}`,
    original !== undefined && original !== fields[11] && `on ${original}`,
    restMinor > 0 && `leaving ${restMinor}`,
  ]
  return [mti, fields[11], ...parts.filter((part) => part !== false)].join(' ')
}

/** Every till of a world numbers its payments alike. */
function nameOf({ index }: Machine, number: string): string {
  return `${index} ${number}`
}
