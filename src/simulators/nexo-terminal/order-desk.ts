import type { EmitEvent } from '../process/simulator-process.ts'
import type { TerminalEntry, TerminalLedger } from '../standalone-terminal/terminal-ledger.ts'
import {
  failure,
  minorUnits,
  OPERATIONS,
  type PaymentRequest,
  paymentRequestSchema,
  paymentResponse,
  type RequestHeader,
  type ResponseBody,
  type ReversalRequest,
  referenceSchema,
  reversalRequestSchema,
  reversalResponse,
  totalsOf,
} from './messages.ts'

export const CUSTOMERS = ['pays', 'declined', 'abandons'] as const
export interface Customer {
  readonly acts: (typeof CUSTOMERS)[number]
  readonly takesMs?: number | undefined
}

/** What it remembers of a message: its header, and what it answered; null while it has not. */
interface Remembered {
  readonly header: RequestHeader
  body: ResponseBody | null
}

const MALFORMED = failure('MessageFormat')

/** Where the customer stands. What it does is in its ledger before anybody hears of it, whoever still listens. */
export class OrderDesk {
  readonly #ledger: TerminalLedger
  readonly #customerMs: number
  readonly #emit: EmitEvent
  readonly #customers: Customer[] = []
  readonly #seen = new Map<string, Remembered>()
  /** What the next questions about an order are answered, whatever it did. */
  readonly #statuses: string[] = []
  #serving: { readonly serviceId: string; stop: () => void } | null = null
  #timer: NodeJS.Timeout | undefined
  isBusy = false
  /** Pays so much less or more than it is asked, once. */
  moreMinor = 0

  constructor(ledger: TerminalLedger, customerMs: number, emit: EmitEvent) {
    this.#ledger = ledger
    this.#customerMs = customerMs
    this.#emit = emit
  }

  /** Nobody comes any more. */
  close(): void {
    clearTimeout(this.#timer)
  }

  get isServing(): boolean {
    return this.#serving !== null
  }

  expect(customer: Customer): void {
    this.#customers.push(customer)
  }

  sayOfOrders(condition: string, times: number): void {
    for (let time = 0; time < times; time += 1) this.#statuses.push(condition)
  }

  forget(): void {
    this.#seen.clear()
  }

  /** A payment that no till ordered. */
  payByHand(amountMinor: number): void {
    this.#add('pay', amountMinor, 'EUR', null)
  }

  /** Ends the customer's wait: the message under way is answered that it was aborted. */
  abort(body: unknown): void {
    const reference = referenceSchema.safeParse(Object(body).MessageReference)
    if (reference.success && reference.data.ServiceID === this.#serving?.serviceId) this.#serving.stop()
  }

  /** A payment, a reversal or a day end; one at a time, each message once. */
  async order(header: RequestHeader, body: unknown): Promise<ResponseBody> {
    if (this.isBusy || this.#serving !== null) return failure('Busy')
    if (this.#seen.has(header.ServiceID)) return failure('NotAllowed')
    const seen: Remembered = { header, body: null }
    this.#seen.set(header.ServiceID, seen)
    const answer = await this.#serve(header, body)
    seen.body = answer
    return answer
  }

  diagnosis(): ResponseBody {
    this.#emit('asked', { category: 'Diagnosis' })
    const GlobalStatus = this.isBusy || this.#serving !== null ? 'Busy' : 'OK'
    return { Response: { Result: 'Success' }, POIStatus: { GlobalStatus } }
  }

  status(body: unknown): ResponseBody {
    const scripted = this.#statuses.shift()
    if (scripted !== undefined) return failure(scripted)
    const reference = referenceSchema.safeParse(Object(body).MessageReference)
    const last = [...this.#seen.values()].filter((seen) => seen.body !== null).at(-1)
    const found = reference.success ? this.#seen.get(reference.data.ServiceID) : last
    if (found === undefined) return failure('NotFound')
    if (found.body === null) return failure('InProgress')
    const { header } = found
    return {
      Response: { Result: 'Success' },
      MessageReference: { MessageCategory: header.MessageCategory, SaleID: header.SaleID, ServiceID: header.ServiceID },
      RepeatedMessageResponse: {
        MessageHeader: { ...header, MessageType: 'Response' },
        RepeatedResponseMessageBody: { [`${header.MessageCategory}Response`]: found.body },
      },
    }
  }

  async #serve({ MessageCategory, ServiceID }: RequestHeader, body: unknown): Promise<ResponseBody> {
    if (MessageCategory === 'Reconciliation') return this.#endDay()
    const payment = MessageCategory === 'Payment' ? paymentRequestSchema.safeParse(body) : null
    const reversal = MessageCategory === 'Reversal' ? reversalRequestSchema.safeParse(body) : null
    if (payment?.success !== true && reversal?.success !== true) return MALFORMED
    const { acts, takesMs = this.#customerMs } = this.#customers.shift() ?? { acts: 'pays' }
    this.#emit('asked', { category: MessageCategory })
    const isStopped = await this.#wait(ServiceID, takesMs)
    const answer = payment?.success
      ? this.#pay(payment.data, isStopped ? 'abandons' : acts, ServiceID)
      : reversal?.success
        ? this.#reverse(reversal.data, isStopped ? 'abandons' : acts, ServiceID)
        : MALFORMED
    this.#emit('answered', { category: MessageCategory, receipt: this.#ledger.entries().at(-1)?.receiptNumber ?? null })
    return answer
  }

  /** @returns whether the till ended it. */
  async #wait(serviceId: string, ms: number): Promise<boolean> {
    const isStopped = await new Promise<boolean>((resolve) => {
      this.#serving = { serviceId, stop: () => resolve(true) }
      if (ms === 0) return resolve(false)
      this.#timer = setTimeout(() => resolve(false), ms)
    })
    clearTimeout(this.#timer)
    this.#serving = null
    return isStopped
  }

  #pay(request: PaymentRequest, acts: Customer['acts'], reference: string): ResponseBody {
    const { AmountsReq, OriginalPOITransaction } = request.PaymentTransaction
    const operation = OPERATIONS[request.PaymentData.PaymentType]
    const amountMinor = minorUnits(AmountsReq.RequestedAmount)
    const refused = this.#refuse(operation, amountMinor, AmountsReq.Currency, reference, acts)
    if (refused !== null) return refused
    if (operation === 'complete') {
      const reserved = this.#ledger.reservation(OriginalPOITransaction?.POITransactionID.TransactionID ?? '')
      if (reserved === undefined || amountMinor > reserved.amountMinor) return failure('NotAllowed')
      this.#ledger.move(reserved.receiptNumber, 'completed')
    }
    const paidMinor = amountMinor + this.moreMinor
    this.moreMinor = 0
    return paymentResponse(this.#add(operation, paidMinor, AmountsReq.Currency, reference), request)
  }

  #reverse(request: ReversalRequest, acts: Customer['acts'], reference: string): ResponseBody {
    const { TransactionID } = request.OriginalPOITransaction.POITransactionID
    const original = this.#ledger.entries().find(({ receiptNumber }) => receiptNumber === TransactionID)
    if (original === undefined || original.state !== 'approved') return failure('NotFound')
    const amountMinor = request.ReversedAmount === undefined ? original.amountMinor : minorUnits(request.ReversedAmount)
    const operation = operationOf(original, request)
    if (amountMinor > original.amountMinor) return failure('NotAllowed')
    const refused = this.#refuse(operation, amountMinor, original.currency, reference, acts)
    if (refused !== null) return refused
    if (operation === 'release') this.#ledger.move(TransactionID, 'released')
    if (operation === 'void' && !this.#ledger.void(TransactionID, amountMinor)) return failure('NotAllowed')
    return reversalResponse(this.#add(operation, amountMinor, original.currency, reference), request)
  }

  #refuse(
    operation: TerminalEntry['operation'],
    amountMinor: number,
    currency: string,
    reference: string,
    acts: Customer['acts'],
  ): ResponseBody | null {
    if (acts === 'pays') return null
    const state = acts === 'declined' ? 'declined' : 'abandoned'
    this.#ledger.add({ ...this.#entryOf(operation, amountMinor, currency, reference), state })
    if (acts === 'abandons') return failure('Aborted')
    const Response = { Result: 'Failure', ErrorCondition: 'Refusal', AdditionalResponse: 'refusalReason=NOT%20ENOUGH' }
    return { Response }
  }

  #endDay(): ResponseBody {
    const TransactionTotals = totalsOf(this.#ledger.entries())
    this.#ledger.sendDay()
    return {
      Response: { Result: 'Success' },
      ReconciliationType: 'SaleReconciliation',
      POIReconciliationID: '1000',
      TransactionTotals,
    }
  }

  #add(
    operation: TerminalEntry['operation'],
    amountMinor: number,
    currency: string,
    reference: string | null,
  ): TerminalEntry {
    const entry = this.#entryOf(operation, amountMinor, currency, reference)
    this.#ledger.add(entry)
    return entry
  }

  #entryOf(
    operation: TerminalEntry['operation'],
    amountMinor: number,
    currency: string,
    reference: string | null,
  ): TerminalEntry {
    const receiptNumber = this.#ledger.nextReceiptNumber()
    return {
      receiptNumber,
      operation,
      amountMinor,
      currency,
      reference,
      approvalCode: `N${receiptNumber}`,
      state: 'approved',
      isSent: false,
      madeAt: new Date().toISOString(),
    }
  }
}

/** A hold is let go; a payment of the open day that goes back whole is as if it had not been; else it is refunded. */
function operationOf(original: TerminalEntry, { ReversedAmount }: ReversalRequest): TerminalEntry['operation'] {
  if (original.operation === 'reserve') return 'release'
  return ReversedAmount === undefined && !original.isSent ? 'void' : 'refund'
}
