import { isFinalPayment, type JournalStep } from '#payment/ports/payment-journal.port.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import { mustStillBeTold, writeAdviceOf } from './advice-rows.ts'
import { stepOfCreditRefund } from './credit-claims.ts'
import { change, insertRow, type WritableDb } from './database.ts'
import { stepOfGiftOrder } from './gift-orders.repository.ts'
import { checkClaim } from './original-claims.ts'
import { eraseSecrets, keepSecrets } from './pending-sensitive.ts'
import { writeReversal } from './reversal-rows.ts'
import { addSearchedBy, keepSearchedBy } from './searched-by.ts'
import { keepTerminalReceipt } from './terminal-book.repository.ts'

/**
 * Writes one step of the payment engine into the transaction under way: journal record, new state, reversal and
 * card blocks, and the step of the reservation that goes with it. @returns whether card blocks were erased, so that the log is cut soon after the commit.
 */
export function writeJournalStep(db: WritableDb, secretStore: SecretStorePort, step: JournalStep): boolean {
  checkClaim(db, step)
  stepOfGiftOrder(db, step)
  stepOfCreditRefund(db, step)
  appendRecord(db, step)
  writePayment(db, step)
  keepTerminalReceipt(db, step)
  if (step.reversal !== undefined) writeReversal(db, step.paymentId, step.saleId, step.reversal)
  if (step.advice !== undefined) writeAdviceOf(db, step)
  const isReplaced = step.secrets !== undefined && keepSecrets(db, secretStore, step.paymentId, step.secrets)
  const alsoErased = step.also !== undefined && writeJournalStep(db, secretStore, step.also)
  const over = step.eraseSecrets === true || (isFinalPayment(step.state) && !mustStillBeTold(db, step.paymentId))
  const isErased = over && eraseSecrets(db, step.paymentId)
  return isErased || isReplaced || alsoErased
}

/** One more record of the journal. */
export function appendRecord(
  db: WritableDb,
  { paymentId, saleId, at, kind, body }: Pick<JournalStep, 'paymentId' | 'saleId' | 'at' | 'kind' | 'body'>,
): void {
  const sql = 'INSERT INTO journal (payment_id, sale_id, at, kind, body) VALUES (?, ?, ?, ?, ?)'
  change(db, sql, paymentId, saleId, at, kind, JSON.stringify(body))
}

/** Every step but the first finds its payment there. */
function writePayment(db: WritableDb, step: JournalStep): void {
  const { state, paymentId } = step
  const { intent } = state
  const card = 'card' in state ? state.card : 'result' in state ? state.result : null
  const request = 'request' in state ? (state.request ?? null) : null
  const written = change(
    db,
    `UPDATE payment SET kind = ?, final = ?, scheme = ?, acquirer_id = coalesce(?, acquirer_id),
                        batch_number = coalesce(?, batch_number), state = ? WHERE id = ?`,
    state.kind,
    isFinalPayment(state) ? 1 : 0,
    card?.scheme ?? null,
    request?.acquirerId ?? null,
    request?.batchNumber ?? null,
    JSON.stringify(state),
    paymentId,
  )
  if (written === 0) addPayment(db, step, { scheme: card?.scheme ?? null, request })
  else {
    if (intent.askedMinor !== undefined) {
      // Every search and total goes by what was charged; a step that changes nothing else leaves the index alone.
      const sql = 'UPDATE payment SET amount_minor = ? WHERE id = ? AND amount_minor <> ?'
      change(db, sql, intent.amountMinor, paymentId, intent.amountMinor)
    }
    keepSearchedBy(db, paymentId, state)
  }
}

interface Asked {
  readonly acquirerId: string
  readonly batchNumber: string
}

function addPayment(
  db: WritableDb,
  { state, paymentId }: JournalStep,
  { scheme, request }: { readonly scheme: string | null; readonly request: Asked | null },
): void {
  const { intent } = state
  const sequence = insertRow(
    db,
    `INSERT INTO payment (id, number, sale_id, acquirer_id, batch_number, idempotency_key, kind, final, scheme, amount_minor,
                          currency, started_at, operation, original_id, state)
     VALUES (@id, @number, @saleId, @acquirerId, @batchNumber, @idempotencyKey, @kind, @final, @scheme, @amountMinor,
             @currency, @startedAt, @operation, @originalId, @state)`,
    {
      id: paymentId,
      number: intent.number,
      saleId: intent.saleId,
      acquirerId: request?.acquirerId ?? null,
      batchNumber: request?.batchNumber ?? null,
      idempotencyKey: intent.idempotencyKey,
      kind: state.kind,
      final: isFinalPayment(state) ? 1 : 0,
      scheme,
      amountMinor: intent.amountMinor,
      currency: intent.currency,
      startedAt: intent.startedAt,
      operation: intent.operation ?? 'sale',
      originalId: intent.original?.paymentId ?? null,
      state: JSON.stringify(state),
    },
  )
  addSearchedBy(db, sequence, state)
}
