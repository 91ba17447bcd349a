import type { CaisseApFields } from '#hardware/terminals/caisse-ap/caisse-ap.codec.ts'
import type { TerminalEntry, TerminalLedger } from '../standalone-terminal/terminal-ledger.ts'

/** What the next customer does; the card of each pays, unless it says else. */
export const CUSTOMERS = ['pays', 'declined', 'abandons', 'walks-away'] as const
export type Customer = (typeof CUSTOMERS)[number]

export type TerminalField = readonly [tag: string, value: string]

const OPERATIONS: Readonly<Record<string, TerminalEntry['operation']>> = { 0: 'pay', 1: 'refund', 2: 'void' }
/** CC of the application that holds an amount and charges nothing. */
const RESERVATION_APPLICATION = '301'
/** AF by what became of it: refused, abandoned, time over. */
const REASONS = { declined: '04', abandons: '06', 'walks-away': '08' } as const
/** Version, till and currency come back as they were sent. */
const ECHOED = ['CZ', 'CJ', 'CA', 'CE', 'CF', 'CD']
/** A test number of ISO/IEC 7812 as terminals mask it. */
const MASKED_PAN = '501767######6700'

/**
 * The terminal without its line: keypad, card, bank and ledger. A payment is in its ledger before anybody hears of it, whoever
 * still listens.
 */
export class TerminalBody {
  readonly #ledger: TerminalLedger
  readonly #terminalId: string

  constructor(ledger: TerminalLedger, terminalId: string) {
    this.#ledger = ledger
    this.#terminalId = terminalId
  }

  /** What a request asks for, as fault scripts name it. */
  static nameOf(request: CaisseApFields): string {
    const action = request.get('CD') ?? ''
    return operationOf(request) ?? { I: 'identify', B: 'day-end', 3: 'duplicate', T: 'status' }[action] ?? 'other'
  }

  /** The fields of the answer. */
  answer(request: CaisseApFields, customer: Customer): readonly TerminalField[] {
    const echo = ECHOED.flatMap((tag): TerminalField[] => {
      const value = request.get(tag)
      return value === undefined ? [] : [[tag, value]]
    })
    const action = request.get('CD') ?? ''
    if (action === 'I') return [...echo.map((field) => this.#ownNumber(field)), ['AE', '10']]
    if (action === 'B')
      return [...echo, ['AE', '10'], ...this.#ticket(`TELECOLLECTE ${this.#ledger.sendDay()}`, request)]
    if (action === '3' || action === 'T') return this.#last(request)
    const operation = operationOf(request)
    return operation === undefined
      ? [...echo, ['AE', '01'], ['AF', '12']]
      : this.#pay(operation, request, customer, echo)
  }

  /** A payment that no till ordered. */
  payByHand(amountMinor: number): void {
    const receiptNumber = this.#ledger.nextReceiptNumber()
    this.#ledger.add({
      receiptNumber,
      operation: 'pay',
      amountMinor,
      currency: '978',
      reference: null,
      approvalCode: `A${receiptNumber}`,
      state: 'approved',
      isSent: false,
      madeAt: new Date().toISOString(),
    })
  }

  #ownNumber([tag, value]: TerminalField): TerminalField {
    return [tag, tag === 'CJ' ? this.#terminalId : value]
  }

  #pay(
    operation: TerminalEntry['operation'],
    request: CaisseApFields,
    customer: Customer,
    echo: readonly TerminalField[],
  ): readonly TerminalField[] {
    const amount = request.get('CB') ?? ''
    const currency = request.get('CE') ?? ''
    if (!/^\d{2,12}$/.test(amount) || !/^\d{3}$/.test(currency)) return [...echo, ['AE', '01'], ['AF', '09']]
    const amountMinor = Number(amount)
    const isPossible = operation !== 'void' || this.#ledger.void(request.get('CH') ?? '', amountMinor)
    const state =
      customer === 'pays' ? (isPossible ? 'approved' : 'declined') : customer === 'declined' ? 'declined' : 'abandoned'
    const receiptNumber = this.#ledger.nextReceiptNumber()
    const entry: TerminalEntry = {
      receiptNumber,
      operation,
      amountMinor,
      currency,
      reference: request.get('CF') ?? null,
      approvalCode: `A${receiptNumber}`,
      state,
      isSent: false,
      madeAt: new Date().toISOString(),
    }
    this.#ledger.add(entry)
    return this.#fieldsOf(entry, request, echo, customer)
  }

  #fieldsOf(
    entry: TerminalEntry,
    request: CaisseApFields,
    echo: readonly TerminalField[],
    customer: Customer,
  ): readonly TerminalField[] {
    if (entry.state !== 'approved' && entry.state !== 'voided') {
      const reason = customer === 'pays' ? REASONS.declined : REASONS[customer]
      return [...echo, ['CB', String(entry.amountMinor).padStart(2, '0')], ['AE', '01'], ['AF', reason]]
    }
    return [
      ...echo,
      ['CB', String(entry.amountMinor).padStart(2, '0')],
      ['AE', '10'],
      ['CC', entry.operation === 'reserve' ? RESERVATION_APPLICATION : '001'],
      ['CI', '1'],
      ['AC', entry.approvalCode],
      ['AA', MASKED_PAN],
      ['AI', 'A0000000421010'],
      ['CG', '1234567'],
      ['CH', entry.receiptNumber],
      ...this.#ticket(`${entry.operation.toUpperCase()} ${entry.receiptNumber} ${entry.amountMinor}`, request),
    ]
  }

  /** The last payment once more, under the reference that it had; one that was sent comes back instead, as with every answer. */
  #last(request: CaisseApFields): readonly TerminalField[] {
    const head = ['CZ', 'CJ', 'CA', 'CD', 'CF'].flatMap((tag): TerminalField[] => {
      const value = request.get(tag)
      return value === undefined ? [] : [[tag, value]]
    })
    const entry = this.#ledger.entries().at(-1)
    if (entry === undefined) return [...head, ['AE', '01'], ['AF', '00']]
    const hasOwn = entry.reference !== null && !request.has('CF')
    const reference: readonly TerminalField[] = hasOwn ? [['CF', entry.reference ?? '']] : []
    const customer: Customer = entry.state === 'abandoned' ? 'abandons' : 'declined'
    return this.#fieldsOf(entry, request, [...head, ['CE', entry.currency], ...reference], customer)
  }

  #ticket(text: string, request: CaisseApFields): readonly TerminalField[] {
    if (request.get('CK') !== '100') return []
    const lines = ['CARTE BANCAIRE', `${MASKED_PAN.replaceAll('#', '*')}`, text, 'TICKET CLIENT', 'A CONSERVER']
    const value = Buffer.from(lines.join('\r\n'), 'latin1').toString('base64')
    return [['ZT', `CK003100AK${String(value.length).padStart(3, '0')}${value}`]]
  }
}

/** A reservation is a debit that its own application takes. */
function operationOf(request: CaisseApFields): TerminalEntry['operation'] | undefined {
  const operation = OPERATIONS[request.get('CD') ?? '']
  return operation === 'pay' && request.get('CC') === RESERVATION_APPLICATION ? 'reserve' : operation
}
