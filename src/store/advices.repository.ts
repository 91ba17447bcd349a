import type { HostRole } from '#payment/ports/acquirer-host.port.ts'
import type {
  AcknowledgedUpload,
  AdviceChange,
  AdviceStep,
  BatchKey,
  PaymentJournalPort,
  StoredAdvice,
  StoredUpload,
} from '#payment/ports/payment-journal.port.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import { ADVICES, type AdviceRow, moveAdvice, mustStillBeTold, storedAdvice } from './advice-rows.ts'
import { allRows, change, inTransaction, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'
import { appendRecord } from './journal-step.ts'
import { eraseSecrets, readSecrets } from './pending-sensitive.ts'
import { endArmedRest } from './reversal-rows.ts'

export interface AdvicesOptions {
  readonly db: ReadableDb
  readonly secretStore: SecretStorePort
  /** Called after a step that erased card blocks, outside its transaction. */
  readonly onSecretsErased: () => void
}

type AdvicesPort = Pick<
  PaymentJournalPort,
  'offlineSales' | 'openOfflineSales' | 'advice' | 'adviceSecrets' | 'commitAdvice' | 'uploadItems' | 'commitUpload'
>

/** Sales that the bank is told of afterwards, and batches that it is shown once more. */
export function createAdvices({ db, secretStore, onSecretsErased }: AdvicesOptions): AdvicesPort {
  return {
    offlineSales: async (sinceAt) => reading(db, () => offlineSales(db, sinceAt)),
    openOfflineSales: async () => reading(db, () => allRows<AdviceRow>(db, OPEN_ADVICES).map(storedAdvice)),
    advice: async (paymentId) => reading(db, () => adviceOf(db, paymentId)),
    adviceSecrets: async (paymentId) => reading(db, () => readSecrets(db, secretStore, paymentId)),
    commitAdvice: async (step) => {
      const { advice, erased } = inTransaction(db, (writable) => writeAdviceStep(writable, step))
      if (erased) onSecretsErased()
      return advice
    },
    uploadItems: async (batch, via) => reading(db, () => uploadItems(db, batch, via)),
    commitUpload: async (upload) => inTransaction(db, (writable) => writeUpload(writable, upload)),
  }
}

/** As the partial index `offline_sale_open` has it; the cross join keeps the look to what is open, in its order. */
const OPEN = "offline_sale.state IN ('waiting', 'sent', 'refused', 'parked') AND seen_by IS NULL"
const OPEN_ADVICES = `${ADVICES} WHERE ${OPEN} ORDER BY offline_sale.sequence`
/** The plus keeps it from the order of the table: what is long over is not looked at. */
const OTHER_NEW_ADVICES = `${ADVICES} WHERE approved_at >= ? AND NOT (${OPEN}) AND offline_sale.state <> 'withdrawn'
  ORDER BY +offline_sale.sequence`

/** Two looks, each by an index of its own, cost a third of one that unites them. */
function offlineSales(db: ReadableDb, sinceAt: string): StoredAdvice[] {
  const open = allRows<AdviceRow>(db, OPEN_ADVICES)
  const others = allRows<AdviceRow>(db, OTHER_NEW_ADVICES, sinceAt)
  const rows = others.length === 0 ? open : [...open, ...others].toSorted((one, other) => one.sequence - other.sequence)
  return rows.map(storedAdvice)
}

function adviceOf(db: ReadableDb, paymentId: string): StoredAdvice | null {
  const row = oneRow<AdviceRow>(db, `${ADVICES} WHERE payment_id = ?`, paymentId)
  return row === null ? null : storedAdvice(row)
}

function writeAdviceStep(db: WritableDb, { change: move, ...step }: AdviceStep) {
  appendRecord(db, { ...step, kind: RECORD_KINDS[move.kind], body: recordBody(move) })
  moveAdvice(db, step.paymentId, step.at, move)
  const advice = adviceOf(db, step.paymentId)
  if (advice === null) throw new Error(`no advice of ${step.paymentId}`)
  const isOver = advice.state === 'refused' || advice.seenBy !== null
  if (advice.state === 'settled' || isOver) endArmedRest(db, step.paymentId, advice.state === 'settled')
  const erased = !mustStillBeTold(db, step.paymentId) && eraseSecrets(db, step.paymentId)
  return { advice, erased }
}

const RECORD_KINDS: Readonly<Record<AdviceChange['kind'], string>> = {
  attempt: 'advice-attempted',
  settle: 'advice-settled',
  refuse: 'advice-refused',
  park: 'advice-parked',
  'put-off': 'advice-put-off',
  retry: 'advice-retried',
  note: 'advice-noted',
}

function recordBody(move: AdviceChange): Record<string, unknown> {
  switch (move.kind) {
    case 'attempt':
      return {
        nextAt: move.nextAt,
        via: move.via,
        message: move.image.redacted,
        digest: move.image.digestHex,
      }
    case 'retry':
    case 'note':
      return { by: move.by }
    default:
      return { responseCode: move.responseCode, ...('answer' in move && { message: move.answer }) }
  }
}

const COUNTS = `payment.kind = 'approved' AND +payment.acquirer_id = @acquirerId
  AND NOT EXISTS (SELECT 1 FROM reversal
                  WHERE reversal.payment_id = payment.id AND reversal.state IN ('queued', 'acknowledged'))`

/**
 * The payments of a batch, as a table: approved and not given back; asked online in this batch, or told of afterwards in
 * it; of one host only where one is given. Both parts begin at the batch, so that a look costs what the batch holds and not what
 * the till has ever sold; nothing in it needs a table of its own. Which host it was is read where it is asked for only.
 */
export const paymentsOfBatch = (via: HostRole | undefined): string => `(
  SELECT payment.* FROM payment
  WHERE payment.acquirer_id = @acquirerId AND batch_number = @batchNumber AND ${COUNTS}
    AND NOT EXISTS (SELECT 1 FROM offline_sale WHERE payment_id = payment.id)
    ${via === undefined ? '' : "AND json_extract(payment.state, '$.via') = @via"}
  UNION ALL
  SELECT payment.*
  FROM offline_sale CROSS JOIN payment ON payment.id = payment_id
  WHERE offline_sale.batch_number = @batchNumber AND offline_sale.state = 'settled' AND ${COUNTS}
    ${via === undefined ? '' : "AND coalesce(offline_sale.via, json_extract(payment.state, '$.via')) = @via"}
)`

interface UploadRow {
  readonly id: string
  readonly number: string
  readonly sale_id: string
  readonly state: string
  readonly acknowledged: number
}

function uploadItems(db: ReadableDb, { acquirerId, number }: BatchKey, via: HostRole | undefined): StoredUpload[] {
  const sql = `SELECT id, payment.number, sale_id, payment.state, EXISTS (SELECT 1 FROM uploaded_sale
      WHERE uploaded_sale.acquirer_id = @acquirerId AND uploaded_sale.batch_number = @batchNumber AND payment_id = payment.id) AS acknowledged
    FROM ${paymentsOfBatch(via)} AS payment ORDER BY sequence`
  return allRows<UploadRow>(db, sql, { acquirerId, batchNumber: number, ...(via && { via }) }).map((row) => ({
    payment: { id: row.id, number: row.number, saleId: row.sale_id, state: JSON.parse(row.state) },
    isAcknowledged: row.acknowledged === 1,
  }))
}

function writeUpload(db: WritableDb, upload: AcknowledgedUpload): void {
  const { at, acquirerId, batchNumber, paymentId, saleId, responseCode, sent, answer } = upload
  const body = {
    acquirerId,
    batchNumber,
    responseCode,
    request: sent.redacted,
    digest: sent.digestHex,
    message: answer,
  }
  appendRecord(db, { paymentId, saleId, at, kind: 'uploaded', body })
  const sql = `INSERT INTO uploaded_sale (acquirer_id, batch_number, payment_id, at, response_code) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (acquirer_id, batch_number, payment_id) DO UPDATE SET at = excluded.at, response_code = excluded.response_code`
  change(db, sql, acquirerId, batchNumber, paymentId, at, responseCode)
}
