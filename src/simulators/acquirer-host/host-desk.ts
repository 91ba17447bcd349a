import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { BankOperation } from '#payment/iso8583/bank-operations.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { askedOperation, isCompletion, judgeOriginal } from './asked-operation.ts'
import { type CardRules, checkCard } from './card-check.ts'
import { DeskScript, type ScriptCommand } from './desk-script.ts'
import { answerTo, issuerData, retrievalReference, saleAnswer } from './host-answers.ts'
import type { HostKeys } from './host-keys.ts'
import { type BookedSale, chargeOf, type HostLedger, type SaleKey } from './ledger.ts'
import { type GiftCard, giftCard, judgeLoad } from './private-cards.ts'
import { TotalsDesk } from './totals-desk.ts'

/** What happened in the ledger, for whoever watches. */
export interface Booking {
  readonly stan: string
  readonly mti: string
  readonly state: 'approved' | 'declined' | 'reversed' | 'unmatched' | 'uploaded'
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
  /** The terminals that may sell; null for any. */
  readonly terminals: ReadonlySet<string> | null
  readonly keys: HostKeys
}

const TERMINAL_NOT_KNOWN = '89'
const NOT_ENOUGH = '51'
/** What the account of every card but a gift card holds, for whoever asks. */
const TEST_BALANCE_MINOR = 25_000
/** Invalid transaction, format error. */
const NOT_UNDERSTOOD = ['12', '30']

/**
 * The host behind its line: decides about each message and keeps the ledger.
 *
 * A sale or advice that is already booked is a duplicate (94), whatever became of it; an advice that was refused is
 * refused again. A reversal is answered 00 unless a script refuses it, and then it changes nothing: one that matches
 * nothing has nothing to undo (acquirer sheet 2.1), and a sale that arrives after its reversal is not booked. An upload replaces the host's copy, as often as it comes.
 *
 * A gift card pays what is left on it, all of it or the part that there is (10), and nothing once it is empty (51). It is
 * activated once and loaded after that (else 57), which charges nobody; every yes about it says what is on it then.
 *
 * A refund, an increment and a completion find their card by the original in DE90: a refund never above what is left of
 * it, a completion never above what is held and once only. A reversal that leaves something (DE95) lowers the hold.
 */
export class HostDesk {
  readonly #options: DeskOptions
  readonly #script = new DeskScript()
  readonly #totals: TotalsDesk
  #approvals = 0

  constructor(options: DeskOptions) {
    this.#options = options
    this.#totals = new TotalsDesk(options.profile, options.ledger)
  }

  /** Forgets everything, the ledger included. */
  reset(): void {
    this.#script.clear()
    this.#approvals = 0
    this.#totals.clear()
    this.#options.keys.clear()
    this.#options.ledger.clear()
  }

  /** Tells in advance what the next messages meet. */
  script(command: ScriptCommand): void {
    this.#script.add(command, this.#options.now().getTime())
  }

  /** Answers a message with nothing but a code. */
  refuse(message: IsoMessage, responseCode: string): IsoMessage {
    return saleAnswer(message, responseCode)
  }

  /** @throws Iso8583Error when a sub-format of the message cannot be read. */
  decide(message: IsoMessage): DeskDecision {
    switch (message.mti) {
      case '0100':
      case '0200':
        return this.#asked(message)
      case '0220':
      case '0221':
        return this.#advice(message)
      case '0320':
      case '0321':
        return this.#upload(message)
      case '0400':
      case '0401':
      case '0420':
      case '0421':
        return this.#reversal(message)
      case '0500':
      case '0501':
        return unbooked(this.#totals.answer(message))
      case '0800':
        return unbooked(this.#network(message))
      default:
        return unbooked(answerTo(message, [7, 11, 41], { 39: '12' }))
    }
  }

  /** 0200 or 0100: a charge, a refund, a hold, or a question. */
  #asked(message: IsoMessage): DeskDecision {
    const { fields } = message
    const { ledger, profile } = this.#options
    const key = keyOf(fields[41], fields[11], fields[7])
    const asked = fields[4]
    if (key === null || asked === undefined) return unbooked(saleAnswer(message, '30'))
    if (ledger.find(key) || ledger.isUndone(key)) return unbooked(saleAnswer(message, '94'))
    const operation = askedOperation(profile, message)
    const original =
      operation === 'refund' || operation === 'increment' ? (originalOf(message)?.key ?? null) : undefined
    const card =
      original === undefined
        ? checkCard(profile, message, this.#rules())
        : judgeOriginal(ledger, operation, original, Number(asked))
    const gift = giftCard(ledger, card.maskedPan)
    const against = this.#refusal(key.tid, 'decline') ?? giftRefusal(operation, gift)
    const refusal = card.responseCode === '00' ? against : card.responseCode
    if (operation === 'balance' || operation === 'card-check') {
      return this.#looked(message, operation, refusal, gift?.balanceMinor ?? TEST_BALANCE_MINOR)
    }
    const short = operation === 'sale' && gift !== null && gift.balanceMinor < Number(asked) ? gift.balanceMinor : null
    const part = refusal === null && original === undefined ? (this.#script.takePart(Number(asked)) ?? short) : null
    const responseCode = refusal ?? (part === null ? '00' : '10')
    const amountMinor = part ?? Number(asked)
    const mti = message.mti === '0100' ? '0100' : '0200'
    const named = original === undefined || original === null ? {} : { original }
    return this.#booked(message, { ...key, ...card, ...named, mti, operation, responseCode, amountMinor }, part)
  }

  /** A question about the card: nothing is booked. */
  #looked(
    message: IsoMessage,
    operation: 'balance' | 'card-check',
    refusal: string | null,
    balanceMinor: number,
  ): DeskDecision {
    if (refusal !== null) return unbooked(saleAnswer(message, refusal))
    const rrn = { 37: retrievalReference(this.#options.now(), message.fields[11] ?? '') }
    if (operation === 'card-check') return unbooked(saleAnswer(message, '85', rrn))
    return unbooked(saleAnswer(message, '00', { ...rrn, 54: this.#balance(message, balanceMinor) }))
  }

  /** DE54: what is on the card. */
  #balance({ fields }: IsoMessage, balanceMinor: number): string {
    const { balance } = this.#options.profile.additionalAmounts
    return `00${balance}${fields[49]}C${String(balanceMinor).padStart(12, '0')}`
  }

  /**
   * An issuer that is away is asked again, and a message that is not understood decides nothing: neither is booked. Any
   * other refusal is final.
   */
  #advice(message: IsoMessage): DeskDecision {
    const { fields } = message
    const { ledger, profile } = this.#options
    if (isCompletion(profile, message)) return this.#completion(message)
    const original = originalOf(message)
    const asked = fields[4]
    if (original === null || asked === undefined || fields[39] === undefined) {
      return unbooked(saleAnswer(message, '30'))
    }
    const known = ledger.find(original.key)
    if (known?.state === 'declined') return unbooked(saleAnswer(message, known.responseCode))
    if (known || ledger.isUndone(original.key)) return unbooked(saleAnswer(message, '94'))
    const card = checkCard(profile, message, this.#rules())
    const refusal = card.responseCode === '00' ? this.#refusal(original.key.tid, 'refuse-advice') : card.responseCode
    const undecided = [...profile.tryLaterCodes, ...NOT_UNDERSTOOD]
    if (refusal !== null && undecided.includes(refusal)) return unbooked(saleAnswer(message, refusal))
    const amountMinor = Number(asked)
    return this.#booked(
      message,
      { ...original.key, ...card, mti: '0220', responseCode: refusal ?? '00', amountMinor },
      null,
    )
  }

  /**
   * The final amount of a hold. Its own name is that of its first attempt; one that finds no hold decides nothing, for
   * the till may ask a person.
   */
  #completion(message: IsoMessage): DeskDecision {
    const { fields } = message
    const { ledger, profile } = this.#options
    const key = keyOf(fields[41], fields[11], fields[7])
    const original = originalOf(message)?.key ?? null
    const asked = fields[4]
    if (key === null || asked === undefined) return unbooked(saleAnswer(message, '30'))
    const known = ledger.find(key)
    if (known?.state === 'declined') return unbooked(saleAnswer(message, known.responseCode))
    if (known || ledger.isUndone(key)) return unbooked(saleAnswer(message, '94'))
    const held = judgeOriginal(ledger, 'completion', original, Number(asked))
    const refusal = held.responseCode === '00' ? this.#refusal(key.tid, 'refuse-advice') : held.responseCode
    const undecided = [...profile.tryLaterCodes, ...NOT_UNDERSTOOD, '25']
    if (refusal !== null && undecided.includes(refusal)) return unbooked(saleAnswer(message, refusal))
    const named = original === null ? {} : { original }
    const completion = { ...key, ...held, ...named, mti: '0220', operation: 'completion' } as const
    return this.#booked(message, { ...completion, responseCode: refusal ?? '00', amountMinor: Number(asked) }, null)
  }

  /** Books a sale or an advice and answers it. `part` is what was approved of a sale that asked for more. */
  #booked(
    message: IsoMessage,
    sale: Omit<BookedSale, 'batchNumber' | 'state' | 'batchMinor'>,
    part: number | null,
  ): DeskDecision {
    const { fields } = message
    const { responseCode, amountMinor, stan } = sale
    const { approvedCodes, partialCodes } = this.#options.profile
    const approved = approvedCodes.includes(responseCode) || partialCodes.includes(responseCode)
    const state = approved ? 'approved' : 'declined'
    const batchMinor = approved && this.#script.takeForget() ? null : amountMinor
    const booked: BookedSale = { ...sale, batchNumber: fields[60] ?? '', state, batchMinor }
    this.#options.ledger.book(booked)
    const online = message.mti === '0200' || message.mti === '0100'
    const gift = approved && online ? giftCard(this.#options.ledger, sale.maskedPan) : null
    return {
      answer: saleAnswer(message, responseCode, {
        ...(part === null ? {} : { 4: String(part) }),
        37: retrievalReference(this.#options.now(), stan),
        38: approved && online ? this.#approvalCode() : undefined,
        54: gift === null ? undefined : this.#balance(message, gift.balanceMinor),
        55: online && fields[55] !== undefined ? issuerData(responseCode) : undefined,
      }),
      booking: { stan, mti: message.mti, state, amountMinor: approved ? chargeOf(booked) : 0 },
    }
  }

  /** What stands against a message whose card is good; null when nothing does. */
  #refusal(tid: string, kind: 'decline' | 'refuse-advice'): string | null {
    const { terminals, now } = this.#options
    if (terminals !== null && !terminals.has(tid)) return TERMINAL_NOT_KNOWN
    return this.#script.awayCode(now().getTime()) ?? this.#script.takeCode(kind)
  }

  #upload(message: IsoMessage): DeskDecision {
    const { fields } = message
    const original = originalOf(message)
    const amount = fields[4]
    const wholeName = fields[60]?.endsWith(`${original?.mti}${original?.key.stan}`)
    if (original === null || amount === undefined || wholeName !== true) return unbooked(saleAnswer(message, '30'))
    const refusal = this.#script.takeCode('refuse-upload')
    if (refusal !== null) return unbooked(saleAnswer(message, refusal))
    const amountMinor = Number(amount)
    const copied = this.#options.ledger.copyIntoBatch(original.key, amountMinor)
    if (!copied) return unbooked(saleAnswer(message, '25'))
    return {
      answer: saleAnswer(message, '00'),
      booking: { stan: original.key.stan, mti: message.mti, state: 'uploaded', amountMinor: 0 },
    }
  }

  #reversal(message: IsoMessage): DeskDecision {
    const reply = answerTo(message, [3, 4, 7, 11, 12, 13, 41, 42, 49, 60, 90], { 39: '00' })
    const original = originalOf(message)
    if (original === null) return unbooked(reply)
    const refusal = this.#script.takeCode('refuse-reversal')
    if (refusal !== null) return unbooked({ ...reply, fields: { ...reply.fields, 39: refusal } })
    const { key } = original
    const { ledger } = this.#options
    const booking = { stan: key.stan, mti: message.mti }
    const remainingMinor = Number(message.fields[95]?.slice(0, 12) ?? '0')
    const before = remainingMinor > 0 ? ledger.reverseDownTo(key, remainingMinor) : ledger.reverse(key)
    if (before) {
      const after = ledger.find(key)
      const stands = after === null || after.state === 'reversed' ? 0 : chargeOf(after)
      return { answer: reply, booking: { ...booking, state: 'reversed', amountMinor: stands - chargeOf(before) } }
    }
    const known = ledger.find(key) !== null
    return { answer: reply, booking: known ? null : { ...booking, state: 'unmatched', amountMinor: 0 } }
  }

  /** A sign-on also sets the till's clock (DE12, DE13); a key change brings a new key in DE48. */
  #network(message: IsoMessage): IsoMessage {
    const { networkCodes } = this.#options.profile
    const echoed = [7, 11, 41, 70] as const
    const code = message.fields[70]
    if (code === networkCodes.macKey) return answerTo(message, echoed, { 39: '00', 48: this.#options.keys.renew() })
    if (code !== networkCodes.signOn) return answerTo(message, echoed, { 39: '00' })
    const refusal = this.#script.takeCode('refuse-sign-on')
    if (refusal !== null) return answerTo(message, echoed, { 39: refusal })
    const digits = this.#options.now().toISOString().replace(/\D/g, '')
    return answerTo(message, echoed, { 12: digits.slice(8, 14), 13: digits.slice(4, 8), 39: '00' })
  }

  #rules(): CardRules {
    return { pinFor: this.#options.pinFor, month: this.#options.now().toISOString().slice(2, 7).replace('-', '') }
  }

  /** Six characters with a letter in front: approval codes are no numbers. */
  #approvalCode(): string {
    this.#approvals += 1
    return `A${String(this.#approvals).padStart(5, '0')}`
  }
}

/** What stands against a gift card that is to pay or to be loaded; null for any other card, too. */
function giftRefusal(operation: BankOperation, gift: GiftCard | null): string | null {
  if (operation === 'activation' || operation === 'load') return judgeLoad(gift, operation)
  const isPaying = operation === 'sale' || operation === 'pre-authorisation'
  return isPaying && gift !== null && gift.balanceMinor <= 0 ? NOT_ENOUGH : null
}

function unbooked(answer: IsoMessage): DeskDecision {
  return { answer, booking: null }
}

function keyOf(tid?: string, stan?: string, transmittedAt?: string): SaleKey | null {
  if (tid === undefined || stan === undefined || transmittedAt === undefined) return null
  return { tid, stan, transmittedAt }
}

/** The sale that DE90 names. */
function originalOf({ fields }: IsoMessage): { mti: string; key: SaleKey } | null {
  const original = fields[90]
  const key = keyOf(fields[41], original?.slice(4, 10), original?.slice(10, 20))
  return key === null || original === undefined ? null : { mti: original.slice(0, 4), key }
}
