import type { WireMessage } from '#contract/views/explorer-view.ts'
import type { JournalRecord } from '../ports/payment-journal.port.ts'

/** Written before anything leaves; what the bank is told of it later has a record of its own. */
const NEVER_LEAVES = ['card-approved']

/** What became of a request that was ready. */
const WORDS_OF_HOST = ['host-answered', 'host-silent', 'host-not-sent']

/** The picture's entry that is the message type. */
const MESSAGE_TYPE = '0'

/**
 * The messages of one payment in journal order, field by field as they were redacted when they were written. An answer
 * has an odd third figure in its message type (ISO 8583:1987, 4.1.3).
 */
export function wireMessages(records: readonly JournalRecord[]): WireMessage[] {
  return records.flatMap(({ at, kind, body }, index) => {
    const picture = body.message
    if (!isPicture(picture) || NEVER_LEAVES.includes(kind)) return []
    const { [MESSAGE_TYPE]: messageType = '', ...fields } = picture
    const isAnswer = Number(messageType[2]) % 2 === 1
    const word = records.slice(index + 1).find((later) => WORDS_OF_HOST.includes(later.kind))
    const stayed = (kind === 'request-prepared' || kind === 'code-prepared') && word?.kind === 'host-not-sent'
    return [
      {
        at,
        direction: isAnswer ? 'received' : stayed ? 'not-sent' : 'sent',
        kind,
        messageType,
        fields: Object.entries(fields)
          .map(([number, value]) => ({ number: Number(number), value }))
          .sort((one, other) => one.number - other.number),
      },
    ]
  })
}

function isPicture(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string')
}
