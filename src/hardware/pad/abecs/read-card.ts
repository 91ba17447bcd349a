import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import { type Answer, codecFailure } from './abecs-session.ts'
import type { AbecsCommand } from './codec.ts'
import { cardCommand } from './commands.ts'
import { APPLICATION_TAGS, type CardFound, readCardFound } from './pad-answers.ts'
import { amountRow, type PadRows, type PadText, padText } from './pad-texts.ts'
import { STATUS } from './parameters.ts'
import { statusFailure } from './status-failure.ts'

/** What the card loop needs of the driver. */
export interface CardDialogue {
  readonly clock: ClockPort
  readonly acquirerIndex: number
  ask(command: AbecsCommand, answerTimeoutMs: number): Promise<Result<Answer>>
  /** Mirrors what the pad now shows. */
  mirror(rows: PadRows): void
}

/** What to do after a GCX that gave no card to use. */
interface Again {
  readonly text: PadText
  readonly contactless: boolean
}

/** The contactless side cannot serve this card: chip or stripe may. */
const CONTACT_ONLY: ReadonlySet<string> = new Set([
  STATUS.CTLSINVALIDAT,
  STATUS.CTLSPROBLEMS,
  STATUS.CTLSAPPNAV,
  STATUS.CTLSAPPNAUT,
  STATUS.CTLSIFCHG,
])

/**
 * GCX until a card is read that may be used (pin-pad sheet 2.9, contactless and fallback):
 *
 *   086 look at the phone        again, contactless stays on
 *   080 several cards, first 081 again
 *   082-085, 087, second 081     again, contact only; a contactless stripe likewise
 *   stripe misread               again
 *   stripe of a chip card        again with the chip, unless that chip just failed (PP_ICCSTAT 1)
 *
 * Bounded by the request's own time and by a count. Errors: any PINPAD code, PAYMENT_CANCELLED.
 */
export async function readCard(dialogue: CardDialogue, request: PurchaseRequest): Promise<Result<CardFound>> {
  const { clock } = dialogue
  const startedAtMs = clock.monotonicMs()
  let turn: Again = {
    text: request.allowContactless ? 'presentCard' : 'insertCard',
    contactless: request.allowContactless,
  }
  let communicationErrors = 0
  for (let reads = 0; reads < LIMITS.padCardReads; reads += 1) {
    const leftMs = request.timeoutMs - (clock.monotonicMs() - startedAtMs)
    if (leftMs <= 0) return fail('PINPAD_TIMEOUT')
    const rows: PadRows = [
      amountRow(request.locale, request.amountMinor, request.currency),
      padText(request.locale, turn.text),
    ]
    dialogue.mirror(rows)
    const answer = await dialogue.ask(
      cardCommand({
        ...request,
        acquirerIndex: dialogue.acquirerIndex,
        contactless: turn.contactless,
        tags: APPLICATION_TAGS,
        rows,
        timeoutMs: leftMs,
      }),
      leftMs + LIMITS.padAnswerTimeoutMs,
    )
    if (!answer.ok) return answer
    const { status } = answer.value
    communicationErrors = status === STATUS.CTLSCOMMERR ? communicationErrors + 1 : 0
    const outcome = judge(answer.value, turn, communicationErrors)
    if ('ok' in outcome) return outcome
    turn = outcome
  }
  return fail('PINPAD_CARD_UNREADABLE')
}

function judge(answer: Answer, turn: Again, communicationErrors: number): Result<CardFound> | Again {
  const { status } = answer
  if (status === STATUS.CTLSEXTCVM) return { ...turn, text: 'seePhone' }
  if (status === STATUS.CTLSMULTIPLE) return { ...turn, text: 'oneCard' }
  if (status === STATUS.CTLSCOMMERR && communicationErrors < 2) return { ...turn, text: 'readAgain' }
  if (status === STATUS.CTLSCOMMERR || CONTACT_ONLY.has(status)) return { text: 'insertCard', contactless: false }
  if (status !== STATUS.OK) return statusFailure(status)
  try {
    const found = readCardFound(answer.parameters)
    if (found === 'stripe-misread') return { ...turn, text: 'readAgain' }
    if (found === 'contactless-stripe') return { text: 'insertCard', contactless: false }
    const isChipCard = found.stripe !== null && /^[26]/.test(found.stripe.serviceCode)
    if (isChipCard && found.stripe?.chipStatus !== '1') return { text: 'insertCard', contactless: false }
    return succeed(found)
  } catch (thrown) {
    return codecFailure(thrown)
  }
}
