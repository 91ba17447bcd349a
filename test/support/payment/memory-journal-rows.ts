import type { AdviceChange, JournalStep, StoredAdvice, StoredReversal } from '#payment/ports/payment-journal.port.ts'

type Change = Exclude<NonNullable<JournalStep['reversal']>, { kind: 'arm' | 'queue' }>

/** What a change makes of a reversal's row. */
export function movedReversal(row: StoredReversal, change: Change): Partial<StoredReversal> {
  switch (change.kind) {
    case 'arm-rest': {
      const { kind: _, ...terms } = change
      return { ...terms, state: 'armed', reason: 'partial', attempts: 0, nextAt: null }
    }
    case 'discard':
      return { state: 'discarded' }
    case 'attempt':
      return { attempts: row.attempts + 1, nextAt: change.nextAt }
    case 'acknowledge':
      return { state: 'acknowledged' }
    case 'park':
      return { state: 'parked' }
  }
}

export type AdviceFields = Omit<StoredAdvice, 'payment'>

export const NEW_ADVICE: AdviceFields = {
  state: 'waiting',
  batchNumber: null,
  via: null,
  approvedAt: '',
  attempts: 0,
  nextAt: null,
  responseCode: null,
  seenBy: null,
}

/** What a change makes of an advice's row. */
export function movedAdvice(row: AdviceFields, change: AdviceChange, openBatch: string | null): Partial<AdviceFields> {
  const isOut = row.state === 'sent'
  switch (change.kind) {
    case 'attempt': {
      if (row.state !== 'waiting' && !isOut) return {}
      const batchNumber = row.batchNumber ?? openBatch
      return { state: 'sent', attempts: row.attempts + 1, nextAt: change.nextAt, batchNumber, via: change.via }
    }
    case 'settle':
      return isOut ? { state: 'settled', responseCode: change.responseCode, nextAt: null } : {}
    case 'refuse':
      return isOut ? { state: 'refused', responseCode: change.responseCode, nextAt: null } : {}
    case 'park':
      return isOut || row.state === 'waiting'
        ? { state: 'parked', responseCode: change.responseCode, nextAt: null }
        : {}
    case 'put-off':
      return isOut ? { responseCode: change.responseCode } : {}
    case 'retry':
      return { state: 'waiting', nextAt: null }
    case 'note':
      return { seenBy: change.by }
  }
}
