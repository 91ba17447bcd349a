import { type AcquirerProfile, framingOf } from '#payment/iso8583/acquirer-profile.ts'
import { readAdditionalAmounts } from '#payment/iso8583/additional-amounts.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { FrameReader } from '#payment/iso8583/length-frame.ts'
import { decodeMessage } from '#payment/iso8583/message-codec.ts'
import { openPayload } from '#payment/iso8583/wire.ts'
import { CLEAR_TEXTS, FLEET_PRODUCT } from './cards.ts'
import type { Machine } from './machine.ts'
import type { PromiseName } from './promises.ts'

type Broken = (promise: PromiseName, text: string) => void

/** A payment whose request leaves, as the disk has it. */
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
interface Charge {
  readonly number: string
  readonly stan: string
  /** Terminal, STAN and DE7. */
  readonly key: string
}

/** Looks at every message that leaves a till for a bank: what it says, and what the disk says at that moment. */
export class BankLineWatch {
  readonly #profile: AcquirerProfile
  readonly #tell: (text: string) => void
  readonly #broken: Broken
  /** What charges, by its payment. */
  readonly #asked = new Map<string, Charge>()
  readonly #advised = new Map<string, string>()
  readonly #stans = new Map<string, string>()
  /** Requests whose sale was told afterwards, with the code of a person at the bank. */
  readonly referred: Charge[] = []

  constructor(profile: AcquirerProfile, tell: (text: string) => void, broken: Broken) {
    this.#profile = profile
    this.#tell = tell
    this.#broken = broken
  }

  /** A whole frame is about to leave a till. @returns the first digits of its type. */
  left(machine: Machine, host: string, bytes: Uint8Array): string {
    const [payload] = new FrameReader(framingOf(this.#profile)).push(bytes).messages
    if (payload === undefined) throw new Error('the till writes whole frames')
    const message = decodeMessage(this.#profile.iso8583, openPayload(this.#profile, payload).bytes)
    const { mti, fields } = message
    if (!mti.startsWith('08')) this.#tell(`till ${machine.index + 1} sends ${host} ${inWords(message)}`)
    if (fields[2] !== undefined || fields[35] !== undefined || fields[14] !== undefined) {
      this.#broken('6 nothing in clear', `${mti} ${fields[11]} carries a card in clear`)
    }
    const told = fields[48] ?? ''
    if (CLEAR_TEXTS.some((text) => told.includes(text)))
      this.#broken('6 nothing in clear', `${mti} ${fields[11]} tells a card number that somebody typed`)
    if (mti === '0200' || mti === '0100') this.#askedLeaves(machine, message)
    if (mti.startsWith('022')) this.#adviceLeaves(machine, message)
    if (mti.startsWith('042')) this.#reversalLeaves(machine, message)
    return mti.slice(0, 3)
  }

  /** The line says what the disk says: all that is charged, and of it the tip and the cash. */
  #checkAmounts(number: string, fields: IsoMessage['fields'], { amount_minor, tip, cashback }: AskedRow): void {
    const parts = readAdditionalAmounts(fields[54] ?? '')
    const types = this.#profile.additionalAmounts
    const told = (type: string) => parts.reduce((sum, part) => sum - (part.type === type ? part.amountMinor : 0), 0)
    const onLine = [Number(fields[4]), told(types.tip), told(types.cashback)].join(', ')
    const onDisk = [amount_minor, tip ?? 0, cashback ?? 0].join(', ')
    if (onLine !== onDisk)
      this.#broken('1 net charge', `${number} asks for ${onLine} (all, tip, cash) and is ${onDisk} on disk`)
  }

  #askedLeaves(machine: Machine, { fields }: IsoMessage): void {
    const [number, stan] = [fields[62] ?? '', fields[11] ?? '']
    const name = nameOf(machine, number)
    if (this.#asked.has(name)) this.#broken('4 sent once', `${number} asked the bank twice (${stan})`)
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
      this.#broken(
        '5 after a kill',
        `${number} leaves while the disk says ${row?.kind ?? 'nothing'}, ${row?.armed ?? 'no reversal'}`,
      )
    }
    // What goes back goes back as one amount.
    if (row !== undefined && fields[90] === undefined) this.#checkAmounts(number, fields, row)
    if (row?.product === FLEET_PRODUCT.id && row.answers !== FLEET_PRODUCT.prompts?.length)
      this.#broken('unexpected', `${number} asks the bank with ${row.answers} of the answers that its card wants`)
    const others = machine.disk.look<{ number: string; kind: string }>(
      'SELECT number, kind FROM payment WHERE sale_id = ? AND final = 0 AND number <> ?',
      row?.sale_id ?? '',
      number,
    )
    for (const other of others) {
      this.#broken('3 unknown is a state', `${number} leaves while ${other.number} of its sale is ${other.kind}`)
    }
  }

  #adviceLeaves(machine: Machine, { mti, fields }: IsoMessage): void {
    const [number, stan] = [fields[62] ?? '', fields[11] ?? '']
    const name = nameOf(machine, number)
    if (fields[52] !== undefined) this.#broken('6 nothing in clear', `${number} is told with its PIN block`)
    const told = this.#advised.get(name)
    if (told !== undefined && told !== stan) this.#broken('4 sent once', `${number} is told as ${told} and as ${stan}`)
    if (told !== undefined && mti === '0220')
      this.#broken('4 sent once', `${number} is told twice as if for the first time`)
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
    else if (row?.byVoice === 1) this.#broken('4 sent once', `${number} is told by voice and was never asked`)
    // Given back meanwhile: it was on its way already, and its reversal goes after it.
    if (row?.state !== 'sent' && row?.state !== 'withdrawn')
      this.#broken('5 after a kill', `${number} is told while the disk says ${row?.state ?? 'nothing'}`)
  }

  /**
   * The bank was asked for this sale and is told of it: only where it said that it wants to be telephoned, under another
   * STAN and with the code. That it said so is looked up in its own book once all is over.
   */
  #toldAgain(asked: Charge, told: { stan: string; code: string | undefined; byVoice: boolean }): void {
    const { number } = asked
    if (!told.byVoice || told.stan === asked.stan)
      this.#broken('4 sent once', `${number} was asked and is told again (${told.stan})`)
    if (told.code === undefined) this.#broken('4 sent once', `${number} is told again without a code of the bank`)
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
      this.#broken('5 after a kill', `${mti} ${stan} leaves while the disk says ${row?.state ?? 'nothing'}`)
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
    if (taken.length === 0) this.#broken('5 after a kill', `the rest of ${stan} goes back before its ticket is told`)
  }

  #takeStan(terminalId: string, stan: string, number: string): void {
    const name = `${terminalId} ${stan}`
    const user = this.#stans.get(name)
    if (user !== undefined && user !== number) this.#broken('4 sent once', `${number} uses ${stan} of ${user}`)
    this.#stans.set(name, number)
  }
}

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
