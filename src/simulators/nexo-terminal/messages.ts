import { z } from 'zod'
import type { TerminalEntry } from '../standalone-terminal/terminal-ledger.ts'

/** What the terminal reads of requests, and says of its transactions (standalone-terminals sheet 2d). Pure. */

export const requestHeaderSchema = z.object({
  ProtocolVersion: z.literal('3.0'),
  MessageClass: z.literal('Service'),
  MessageCategory: z.string(),
  MessageType: z.literal('Request'),
  SaleID: z.string().min(1),
  ServiceID: z.string().regex(/^[0-9A-Za-z]{1,10}$/),
  POIID: z.string().min(1),
})
export type RequestHeader = z.infer<typeof requestHeaderSchema>

const saleDataSchema = z.object({ SaleTransactionID: z.object({ TransactionID: z.string(), TimeStamp: z.string() }) })
const originalSchema = z.object({ POITransactionID: z.object({ TransactionID: z.string(), TimeStamp: z.string() }) })

export const paymentRequestSchema = z.object({
  SaleData: saleDataSchema,
  PaymentTransaction: z.object({
    AmountsReq: z.object({ Currency: z.enum(['EUR', 'PLN', 'GBP']), RequestedAmount: z.number().positive() }),
    OriginalPOITransaction: originalSchema.optional(),
  }),
  PaymentData: z
    .object({ PaymentType: z.enum(['Normal', 'Refund', 'FirstReservation', 'Completion']) })
    .default({ PaymentType: 'Normal' }),
})
export type PaymentRequest = z.infer<typeof paymentRequestSchema>

export const reversalRequestSchema = z.object({
  SaleData: saleDataSchema.optional(),
  OriginalPOITransaction: originalSchema,
  ReversalReason: z.enum(['MerchantCancel', 'CustCancel', 'Malfunction', 'Unable2Compl']),
  ReversedAmount: z.number().positive().optional(),
})
export type ReversalRequest = z.infer<typeof reversalRequestSchema>

export const referenceSchema = z.object({ SaleID: z.string(), ServiceID: z.string() })

export const OPERATIONS = {
  Normal: 'pay',
  Refund: 'refund',
  FirstReservation: 'reserve',
  Completion: 'complete',
} as const satisfies Record<PaymentRequest['PaymentData']['PaymentType'], TerminalEntry['operation']>

/** What is said of a transaction. `Result` and the rest depend on it. */
export type ResponseBody = Readonly<Record<string, unknown>>

export const failure = (ErrorCondition: string): ResponseBody => ({ Response: { Result: 'Failure', ErrorCondition } })

/** A decimal number of a message in minor units: the terminal's own arithmetic. */
export const minorUnits = (amount: number): number => Math.round(amount * 100)
const decimal = (amountMinor: number): number => Number((amountMinor / 100).toFixed(2))

const poiData = ({ receiptNumber, madeAt }: TerminalEntry) => ({
  POITransactionID: { TransactionID: receiptNumber, TimeStamp: madeAt },
})

export function paymentResponse(entry: TerminalEntry, request: PaymentRequest): ResponseBody {
  const { PaymentType } = request.PaymentData
  return {
    Response: { Result: 'Success', AdditionalResponse: 'AID=A0000000041010&authCode=1' },
    SaleData: request.SaleData,
    POIData: poiData(entry),
    PaymentResult: {
      PaymentType,
      AmountsResp: { Currency: entry.currency, AuthorizedAmount: decimal(entry.amountMinor) },
      PaymentAcquirerData: { MerchantID: 'M1000', ApprovalCode: entry.approvalCode },
      PaymentInstrumentData: {
        PaymentInstrumentType: 'Card',
        CardData: { EntryMode: ['Tapped'], MaskedPan: '541333 **** 0011', PaymentBrand: 'mc' },
      },
    },
    PaymentReceipt: receiptsOf(entry),
  }
}

export function reversalResponse(entry: TerminalEntry, request: ReversalRequest): ResponseBody {
  return {
    Response: { Result: 'Success' },
    OriginalPOITransaction: request.OriginalPOITransaction,
    ReversedAmount: decimal(entry.amountMinor),
    POIData: poiData(entry),
    PaymentReceipt: receiptsOf(entry),
  }
}

/** Both copies, each line as it is sent: name, value and key, encoded as in an address. */
function receiptsOf({ operation, receiptNumber, amountMinor, currency }: TerminalEntry) {
  const receipt = (DocumentQualifier: string, title: string) => ({
    DocumentQualifier,
    OutputContent: {
      OutputFormat: 'Text',
      OutputText: [
        `name=${encodeURIComponent(title)}&key=title`,
        'key=filler',
        `name=${operation.toUpperCase()}&value=${receiptNumber}&key=type`,
        `name=TOTAL&value=${encodeURIComponent(`${(amountMinor / 100).toFixed(2)} ${currency}`)}&key=total`,
      ].map((Text) => ({ EndOfLineFlag: true, Text })),
    },
  })
  return [receipt('CustomerReceipt', 'REÇU CLIENT'), receipt('CashierReceipt', 'REÇU MARCHAND')]
}

/** Totals by operation of what was not sent yet. */
export function totalsOf(entries: readonly TerminalEntry[]): readonly ResponseBody[] {
  const open = entries.filter(({ isSent, state }) => !isSent && state === 'approved')
  const totals = [
    { TransactionType: 'Debit', operations: ['pay', 'complete'] },
    { TransactionType: 'Credit', operations: ['refund'] },
  ].map(({ TransactionType, operations }) => {
    const amounts = open.filter(({ operation }) => operations.includes(operation)).map(({ amountMinor }) => amountMinor)
    const sum = amounts.reduce((total, amountMinor) => total + amountMinor, 0)
    return { TransactionType, TransactionCount: amounts.length, TransactionAmount: decimal(sum) }
  })
  return [{ PaymentInstrumentType: 'Card', CardBrand: 'mc', PaymentCurrency: 'EUR', PaymentTotals: totals }]
}
