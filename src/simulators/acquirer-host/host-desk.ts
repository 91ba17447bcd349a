import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { FieldNumber, IsoFields, IsoMessage } from '#payment/iso8583/field-table.ts'
import { answerTypeOf } from '#payment/iso8583/message-type.ts'
import { type DebitCredit, readSchemeTotals, writeSchemeTotals } from '#payment/iso8583/scheme-totals.ts'
import { readTotalsFields, totalsFields } from '#payment/iso8583/totals-fields.ts'
import { type CardRules, checkCard } from './card-check.ts'
import { addUp, type HostLedger } from './ledger.ts'

/** What happened in the ledger, for whoever watches. */
export interface Booking {
  readonly stan: string
  readonly mti: string
  readonly state: 'approved' | 'declined' | 'reversed' | 'unmatched'
  readonly amountMinor: number
}

export interface DeskDecision {
  readonly answer: IsoMessage
  /** Null when the message changed nothing: an echo, a duplicate, a repeat. */
  readonly booking: Booking | null
}

export interface DeskOptions {
  readonly profile: AcquirerProfile
  readonly ledger: HostLedger
  readonly pinFor: (lastFour: string) => string
  readonly now: () => Date
}

/**
 * The host behind its line: decides about each message and keeps the ledger.
 *
 * A 0200 that is already booked is a duplicate (94), whatever became of it. A reversal is always answered 00: one that
 * matches nothing has nothing to undo (acquirer sheet 2.1). Totals are compared with the host's own, which go back
 * in either case; a repeat with the same STAN gets the first answer.
 */
export class HostDesk {
  readonly #options: DeskOptions
  #declines: { code: string; left: number } = { code: '', left: 0 }
  #approvals = 0
  readonly #settled = new Map<string, IsoMessage>()

  constructor(options: DeskOptions) {
    this.#options = options
  }

  /** Forgets everything, the ledger included. */
  reset(): void {
    this.#declines = { code: '', left: 0 }
    this.#approvals = 0
    this.#settled.clear()
    this.#options.ledger.clear()
  }

  /** The next sales are declined with this code of DE39. */
  declineNext(code: string, times: number): void {
    this.#declines = { code, left: times }
  }

  /** @throws Iso8583Error when a sub-format of the message cannot be read. */
  decide(message: IsoMessage): DeskDecision {
    switch (message.mti) {
      case '0200':
        return this.#sale(message)
      case '0420':
      case '0421':
        return this.#reversal(message)
      case '0500':
      case '0501':
        return { answer: this.#totals(message), booking: null }
      case '0800':
        return { answer: answer(message, [7, 11, 41, 70], { 39: '00' }), booking: null }
      default:
        return { answer: answer(message, [7, 11, 41], { 39: '12' }), booking: null }
    }
  }

  #sale(message: IsoMessage): DeskDecision {
    const { fields } = message
    const { ledger } = this.#options
    const [amount, transmittedAt, stan, tid] = [fields[4], fields[7], fields[11], fields[41]]
    if (amount === undefined || transmittedAt === undefined || stan === undefined || tid === undefined) {
      return { answer: saleAnswer(message, '30'), booking: null }
    }
    if (ledger.find({ tid, stan, transmittedAt })) return { answer: saleAnswer(message, '94'), booking: null }
    const amountMinor = Number(amount)
    const { responseCode: checked, scheme, maskedPan } = checkCard(this.#options.profile, message, this.#rules())
    const responseCode = checked === '00' ? this.#takeDecline() : checked
    const state = responseCode === '00' ? 'approved' : 'declined'
    const batchNumber = fields[60] ?? ''
    ledger.book({ tid, stan, transmittedAt, batchNumber, scheme, maskedPan, amountMinor, state })
    return {
      answer: saleAnswer(message, responseCode, {
        37: this.#retrievalReference(stan),
        38: state === 'approved' ? this.#approvalCode() : undefined,
        55: fields[55] === undefined ? undefined : issuerData(responseCode),
      }),
      booking: { stan, mti: message.mti, state, amountMinor: state === 'approved' ? amountMinor : 0 },
    }
  }

  #takeDecline(): string {
    if (this.#declines.left === 0) return '00'
    this.#declines = { ...this.#declines, left: this.#declines.left - 1 }
    return this.#declines.code
  }

  #rules(): CardRules {
    return { pinFor: this.#options.pinFor, month: this.#options.now().toISOString().slice(2, 7).replace('-', '') }
  }

  #reversal(message: IsoMessage): DeskDecision {
    const { fields } = message
    const original = fields[90] ?? ''
    const key = { tid: fields[41] ?? '', stan: original.slice(4, 10), transmittedAt: original.slice(10, 20) }
    const reversed = this.#options.ledger.reverse(key)
    const known = this.#options.ledger.find(key) !== null
    const reply = answer(message, [3, 4, 7, 11, 12, 13, 41, 42, 49, 60, 90], { 39: '00' })
    if (reversed) {
      const booking = {
        stan: key.stan,
        mti: message.mti,
        state: 'reversed',
        amountMinor: -reversed.amountMinor,
      } as const
      return { answer: reply, booking }
    }
    const unmatched = { stan: key.stan, mti: message.mti, state: 'unmatched', amountMinor: 0 } as const
    return { answer: reply, booking: known ? null : unmatched }
  }

  #totals(message: IsoMessage): IsoMessage {
    const { profile, ledger } = this.#options
    const { fields } = message
    const [tid, batchNumber] = [fields[41] ?? '', fields[60] ?? '']
    const attempt = `${tid}|${batchNumber}|${fields[11]}`
    const first = this.#settled.get(attempt)
    if (first) return first
    const own = ledger.totals(tid, batchNumber)
    const ownTotal = addUp(Object.values(own))
    const stated = readTotalsFields(fields)
    const balanced =
      stated !== null && sameFigures(stated, ownTotal) && sameByScheme(readSchemeTotals(profile, message), own)
    const reply = answer(message, [3, 7, 11, 12, 13, 41, 42, 50, 60], {
      ...totalsFields(ownTotal),
      39: balanced ? '00' : '95',
      63: writeSchemeTotals(profile, own),
      66: balanced ? '1' : '2',
    })
    this.#settled.set(attempt, reply)
    return reply
  }

  /** YDDDhhNNNNNN: last digit of the year, day of the year, hour, STAN (acquirer sheet 2.2). */
  #retrievalReference(stan: string): string {
    const now = this.#options.now()
    const dayOfYear = Math.floor((now.getTime() - Date.UTC(now.getUTCFullYear(), 0, 1)) / 86_400_000) + 1
    const hour = String(now.getUTCHours()).padStart(2, '0')
    return `${now.getUTCFullYear() % 10}${String(dayOfYear).padStart(3, '0')}${hour}${stan}`
  }

  /** Six characters with a letter in front: approval codes are no numbers. */
  #approvalCode(): string {
    this.#approvals += 1
    return `A${String(this.#approvals).padStart(5, '0')}`
  }
}

function answer(request: IsoMessage, echoed: readonly FieldNumber[], more: IsoFields): IsoMessage {
  const same = Object.fromEntries(echoed.map((number) => [number, request.fields[number]])) as IsoFields
  return { mti: answerTypeOf(request.mti), fields: { ...same, ...more } }
}

function saleAnswer(request: IsoMessage, responseCode: string, more: IsoFields = {}): IsoMessage {
  return answer(request, [3, 4, 7, 11, 12, 13, 41, 42, 49, 60, 62], { 39: responseCode, ...more })
}

/** Tag 8A, the issuer's answer for the chip: the response code as two characters. */
function issuerData(responseCode: string): Uint8Array {
  return Buffer.concat([Buffer.from([0x8a, 0x02]), Buffer.from(responseCode, 'latin1')])
}

function sameFigures(left: DebitCredit, right: DebitCredit): boolean {
  return (
    left.debitCount === right.debitCount &&
    left.debitMinor === right.debitMinor &&
    left.creditCount === right.creditCount &&
    left.creditMinor === right.creditMinor
  )
}

/** A scheme that one side leaves out counts as nothing. */
function sameByScheme(
  left: Readonly<Record<string, DebitCredit>>,
  right: Readonly<Record<string, DebitCredit>>,
): boolean {
  const schemes = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...schemes].every((scheme) => sameFigures(left[scheme] ?? addUp([]), right[scheme] ?? addUp([])))
}
