import type { WireMessage } from '#contract/views/explorer-view.ts'
import type { JournalRecord } from '../ports/payment-journal.port.ts'

/** Written before anything leaves; what the bank is told of it later has a record of its own. */
const NEVER_LEAVES = ['card-approved']

/** Written when the request is ready. */
const REQUESTS = ['request-prepared', 'reference-prepared', 'code-prepared']

/** What became of a request that was ready. */
const WORDS_OF_HOST = ['host-answered', 'host-silent', 'host-not-sent']

/** Written before each try of what is told until the bank answers: whether one left is known by its answer only. */
const TRIES = ['reversal-attempted', 'advice-attempted']

/** The picture's entry that is the message type. */
const MESSAGE_TYPE = '0'

/**
 * The messages of one payment in journal order, field by field as they were redacted when they were written. An answer
 * has an odd third figure in its message type (ISO 8583:1987, 4.1.3).
 */
export function wireMessages(records: readonly JournalRecord[]): WireMessage[] {
  return records.flatMap((record, index) => {
    const { at, kind, body } = record
    if (NEVER_LEAVES.includes(kind)) return []
    // An upload is journaled once it was taken: request and answer in one record.
    return [body.request, body.message].filter(isPicture).map((picture) => {
      const { [MESSAGE_TYPE]: messageType = '', ...fields } = picture
      return {
        at,
        direction: isAnswer(messageType) ? 'received' : fateOf(record, records.slice(index + 1)),
        kind,
        messageType,
        fields: Object.entries(fields)
          .map(([number, value]) => ({ number: Number(number), value }))
          .sort((one, other) => one.number - other.number),
      }
    })
  })
}

const isAnswer = (messageType: string): boolean => Number(messageType[2]) % 2 === 1

function fateOf({ kind }: JournalRecord, later: readonly JournalRecord[]): WireMessage['direction'] {
  if (REQUESTS.includes(kind)) {
    const word = later.find((record) => WORDS_OF_HOST.includes(record.kind))
    return word?.kind === 'host-not-sent' ? 'not-sent' : 'sent'
  }
  if (!TRIES.includes(kind)) return 'sent'
  const family = kind.slice(0, kind.indexOf('-') + 1)
  const next = later.find((record) => record.kind.startsWith(family))
  return next !== undefined && !TRIES.includes(next.kind) && isPicture(next.body.message) ? 'sent' : 'unanswered'
}

function isPicture(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string')
}
