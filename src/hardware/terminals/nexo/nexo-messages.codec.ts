import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CIPHERS } from '#contract/ciphers.ts'
import { type NexoKeys, openNexo } from './nexo-security.codec.ts'

/**
 * Messages of nexo Retailer 3 in JSON, as far as the till uses them (standalone-terminals sheet 2d). What goes over the line:
 *
 *   {"SaleToPOIRequest": {"MessageHeader": H, "NexoBlob": …, "SecurityTrailer": …}}      H in clear, the blob closed
 *   the blob:  {"SaleToPOIRequest": {"MessageHeader": H, "PaymentRequest": {…}}}          and alike `SaleToPOIResponse` back
 */
export type NexoCategory = 'Payment' | 'Reversal' | 'TransactionStatus' | 'Diagnosis' | 'Reconciliation' | 'Abort'

const ID = z.string().max(128)

const headerSchema = z.object({
  MessageClass: z.literal('Service'),
  MessageCategory: ID,
  MessageType: z.literal('Response'),
  SaleID: ID,
  ServiceID: ID,
  POIID: ID,
})
export type NexoHeader = z.infer<typeof headerSchema>

/** By what a terminal knows a transaction: both together. */
const transactionSchema = z.object({ TransactionID: z.string().min(1).max(128), TimeStamp: z.string().min(1).max(64) })

const outcomeSchema = z.object({
  Result: z.enum(['Success', 'Partial', 'Failure']),
  ErrorCondition: z.string().max(40).optional(),
  AdditionalResponse: z.string().optional(),
})
export type NexoResult = z.infer<typeof outcomeSchema>

/** A ticket that is made differently moves no money: it is left out, and the rest counts. */
const receiptsSchema = z
  .array(
    z.object({
      DocumentQualifier: ID,
      /** The terminal has printed it itself. */
      IntegratedPrintFlag: z.boolean().optional(),
      OutputContent: z.object({
        OutputText: z.array(z.object({ Text: z.string().default(''), EndOfLineFlag: z.boolean().default(true) })),
      }),
    }),
  )
  .catch([])
export type NexoReceipts = z.infer<typeof receiptsSchema>

/** A failed transaction may have none, or an empty one. */
const poiDataSchema = z.object({ POITransactionID: transactionSchema }).optional().catch(undefined)

const cardSchema = z
  .object({ EntryMode: z.array(z.string()), MaskedPan: z.string(), PaymentBrand: z.string() })
  .partial()

const paymentSchema = z.object({
  Response: outcomeSchema,
  SaleData: z.object({ SaleTransactionID: z.object({ TransactionID: ID }) }).optional(),
  POIData: poiDataSchema,
  PaymentResult: z
    .object({
      PaymentType: ID.optional(),
      AmountsResp: z.object({ AuthorizedAmount: z.number(), Currency: z.string().optional() }).optional(),
      PaymentAcquirerData: z.object({ ApprovalCode: z.string(), MerchantID: z.string() }).partial().optional(),
      PaymentInstrumentData: z.object({ CardData: cardSchema.optional() }).optional(),
    })
    .optional(),
  PaymentReceipt: receiptsSchema.optional(),
})
export type NexoPayment = z.infer<typeof paymentSchema>

const reversalSchema = z.object({
  Response: outcomeSchema,
  ReversedAmount: z.number().optional(),
  OriginalPOITransaction: z.object({ POITransactionID: z.object({ TransactionID: ID }) }).optional(),
  POIData: poiDataSchema,
  PaymentReceipt: receiptsSchema.optional(),
})
export type NexoReversal = z.infer<typeof reversalSchema>

const statusSchema = z.object({
  Response: outcomeSchema,
  RepeatedMessageResponse: z
    .object({
      MessageHeader: headerSchema,
      RepeatedResponseMessageBody: z.object({
        PaymentResponse: paymentSchema.optional(),
        ReversalResponse: reversalSchema.optional(),
      }),
    })
    .optional(),
})

const diagnosisSchema = z.object({
  Response: outcomeSchema,
  POIStatus: z.object({ GlobalStatus: z.string().max(40) }).optional(),
})

const reconciliationSchema = z.object({
  Response: outcomeSchema,
  POIReconciliationID: ID.optional(),
  TransactionTotals: z
    .array(
      z.object({
        CardBrand: z.string().optional(),
        PaymentCurrency: z.string().optional(),
        PaymentTotals: z
          .array(z.object({ TransactionType: z.string(), TransactionCount: z.number(), TransactionAmount: z.number() }))
          .default([]),
      }),
    )
    .catch([])
    .default([]),
})
export type NexoReconciliation = z.infer<typeof reconciliationSchema>

const messageSchema = z.object({
  MessageHeader: headerSchema,
  PaymentResponse: paymentSchema.optional(),
  ReversalResponse: reversalSchema.optional(),
  TransactionStatusResponse: statusSchema.optional(),
  DiagnosisResponse: diagnosisSchema.optional(),
  ReconciliationResponse: reconciliationSchema.optional(),
})
export type NexoMessage = z.infer<typeof messageSchema>

const closedSchema = z.object({
  MessageHeader: headerSchema,
  NexoBlob: z.string().min(1),
  SecurityTrailer: z.object({ Nonce: z.string(), Hmac: z.string() }),
})

/** Who asks whom what; `serviceId` names the question, for two days at least. */
export interface NexoAddress {
  readonly category: NexoCategory
  readonly saleId: string
  readonly serviceId: string
  readonly poiId: string
}

function nexoRequestHeader({ category, saleId, serviceId, poiId }: NexoAddress) {
  return {
    ProtocolVersion: '3.0',
    MessageClass: 'Service',
    MessageCategory: category,
    MessageType: 'Request',
    SaleID: saleId,
    ServiceID: serviceId,
    POIID: poiId,
  } as const
}

/** The message in clear, to be closed. */
export function encodeNexoRequest(address: NexoAddress, body: object): string {
  const message = { MessageHeader: nexoRequestHeader(address), [`${address.category}Request`]: body }
  return JSON.stringify({ SaleToPOIRequest: message })
}

/** The message as it goes over the line. */
export function encloseNexoRequest(address: NexoAddress, sealed: object): string {
  return JSON.stringify({ SaleToPOIRequest: { MessageHeader: nexoRequestHeader(address), ...sealed } })
}

/**
 * An answer as it came. Null unless it was closed under these keys, reads as one, and has the same header inside and outside: nobody
 * but the terminal can have written it, and nobody can have put another's name on it.
 */
export function readNexoAnswer(text: string, keys: NexoKeys): NexoMessage | null {
  const closed = closedSchema.safeParse(bodyOf(text))
  const plain = closed.success ? openNexo(closed.data, keys) : null
  if (!closed.success || plain === null) return null
  const message = messageSchema.safeParse(bodyOf(plain))
  if (!message.success) return null
  const { MessageHeader: inside } = message.data
  const { MessageHeader: outside } = closed.data
  const fields = Object.keys(headerSchema.shape) as (keyof NexoHeader)[]
  return fields.every((field) => inside[field] === outside[field]) ? message.data : null
}

function bodyOf(text: string): unknown {
  try {
    const { SaleToPOIResponse } = z.object({ SaleToPOIResponse: z.unknown() }).parse(JSON.parse(text))
    return SaleToPOIResponse
  } catch {
    return null
  }
}

const SERVICE_ID_LENGTH = 10
const LETTERS = 36

/**
 * ServiceID of an order: ten letters and figures made of its id, which is on disk before the order leaves, so that it is found again
 * after a kill. Two orders have the same by a chance of one in 10^15.
 */
export function serviceIdOf(id: string): string {
  const digest = createHash(CIPHERS.digest).update(id).digest('hex')
  const number = BigInt(`0x${digest}`) % BigInt(LETTERS) ** BigInt(SERVICE_ID_LENGTH)
  return number.toString(LETTERS).toUpperCase().padStart(SERVICE_ID_LENGTH, '0')
}
