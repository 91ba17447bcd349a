import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { CardCue } from '#contract/views/payment-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import { type Answer, codecFailure } from './abecs-session.ts'
import type { AbecsCommand } from './codec.ts'
import { cardCommand, removeCardCommand } from './commands.ts'
import { APPLICATION_TAGS, type CardFound, readCardFound } from './pad-answers.ts'
import { type PadRows, type PadText, padText } from './pad-texts.ts'
import type { PadVoice } from './pad-voice.ts'
import { STATUS } from './parameters.ts'
import { headingRow } from './purchase-words.ts'
import { statusFailure } from './status-failure.ts'

/** What the card loop needs of the driver. */
export interface CardDialogue {
  readonly clock: ClockPort
  readonly acquirerIndex: number
  /** Takes the stripe of a chip card whose application this till does not know (PP_ICCSTAT 2), as some acquirers do. */
  readonly stripeForUnknownChip: boolean
  ask(command: AbecsCommand, answerTimeoutMs: number): Promise<Result<Answer>>
  readonly voice: PadVoice
}

/** What to do after a GCX that gave no card to use. */
interface Again {
  readonly text: PadText
  readonly contactless: boolean
  readonly cue: CardCue | null
  /** The chip that failed must be out, or GCX would take it again at once. */
  readonly emptySlotFirst?: boolean
}

/** The contactless side cannot serve this card: chip or stripe may. */
const CONTACT_ONLY: ReadonlySet<string> = new Set([
  STATUS.CTLSINVALIDAT,
  STATUS.CTLSPROBLEMS,
  STATUS.CTLSAPPNAV,
  STATUS.CTLSAPPNAUT,
  STATUS.CTLSIFCHG,
])
/** After these the pad lets the stripe of the same card pass: it answers PP_ICCSTAT 1. */
const CHIP_FAILED: ReadonlySet<string> = new Set([STATUS.DUMBCARD, STATUS.ERRCARD, STATUS.ERRFALLBACK])

/**
 * GCX until a card is read that may be used (pin-pad sheet 2.9, contactless and fallback):
 *
 *   086 look at the phone        again, contactless stays on
 *   080 several cards, first 081 again
 *   082-085, 087, second 081     again, contact only; a contactless stripe likewise
 *   060, 061, 076 the chip failed   its stripe, once the chip is out (a 2.20 pad bounds the tries of one insertion)
 *   070 application unknown      not accepted here; its stripe where the acquirer takes it (`stripeForUnknownChip`)
 *   stripe misread               again
 *   stripe of a chip card        again with the chip, unless that chip just failed (PP_ICCSTAT 1; 2 as for 070)
 *
 * Bounded by the request's own time and by a count. Errors: any PINPAD code, PAYMENT_CANCELLED.
 */
export async function readCard(
  dialogue: CardDialogue,
  request: PurchaseRequest,
  heading: string = headingRow(request),
): Promise<Result<CardFound>> {
  try {
    return await askUntilRead(dialogue, request, heading)
  } finally {
    dialogue.voice.cue(null)
  }
}

async function askUntilRead(
  dialogue: CardDialogue,
  request: PurchaseRequest,
  heading: string,
): Promise<Result<CardFound>> {
  const { clock } = dialogue
  const dueAtMs = clock.monotonicMs() + request.timeoutMs
  const leftMs = () => dueAtMs - clock.monotonicMs()
  let turn: Again = {
    text: request.allowContactless ? 'presentCard' : 'insertCard',
    contactless: request.allowContactless,
    cue: null,
  }
  let communicationErrors = 0
  for (let reads = 0; reads < LIMITS.padCardReads; reads += 1) {
    if (turn.emptySlotFirst) {
      const emptied = await waitForRemoval(dialogue, request, heading, leftMs())
      if (!emptied.ok) return emptied
    }
    const answer = await askForCard(dialogue, request, [heading, padText(request.locale, turn.text)], {
      ...turn,
      timeoutMs: leftMs(),
    })
    if (!answer.ok) return answer
    const { status } = answer.value
    communicationErrors = status === STATUS.CTLSCOMMERR ? communicationErrors + 1 : 0
    const outcome = judge(answer.value, turn, communicationErrors, dialogue.stripeForUnknownChip)
    if ('ok' in outcome) return outcome
    turn = outcome
  }
  return fail('PINPAD_CARD_UNREADABLE')
}

async function askForCard(
  dialogue: CardDialogue,
  request: PurchaseRequest,
  rows: PadRows,
  { contactless, cue, timeoutMs }: Again & { readonly timeoutMs: number },
): Promise<Result<Answer>> {
  if (timeoutMs <= 0) return fail('PINPAD_TIMEOUT')
  dialogue.voice.mirror(rows)
  dialogue.voice.cue(cue)
  const { acquirerIndex } = dialogue
  const command = cardCommand({ ...request, acquirerIndex, contactless, tags: APPLICATION_TAGS, rows, timeoutMs })
  return dialogue.ask(command, timeoutMs + LIMITS.padAnswerTimeoutMs)
}

/** RMC: at once when the customer took the chip out already. */
async function waitForRemoval(
  dialogue: CardDialogue,
  { locale }: PurchaseRequest,
  heading: string,
  timeoutMs: number,
): Promise<Result<null>> {
  if (timeoutMs <= 0) return fail('PINPAD_TIMEOUT')
  const rows: PadRows = [heading, padText(locale, 'removeCard')]
  dialogue.voice.mirror(rows)
  dialogue.voice.cue('swipe')
  const removed = await dialogue.ask(removeCardCommand(rows), timeoutMs)
  if (!removed.ok) return removed
  return removed.value.status === STATUS.OK ? succeed(null) : statusFailure(removed.value.status)
}

const CHIP_ONLY: Again = { text: 'insertCard', contactless: false, cue: 'insert-chip' }
const STRIPE: Again = { text: 'swipe', contactless: false, cue: 'swipe', emptySlotFirst: true }

function judge(
  answer: Answer,
  turn: Again,
  communicationErrors: number,
  stripeForUnknownChip: boolean,
): Result<CardFound> | Again {
  const { status } = answer
  const again = (text: PadText, cue: CardCue): Again => ({ text, cue, contactless: turn.contactless })
  if (status === STATUS.CTLSEXTCVM) return again('seePhone', 'see-phone')
  if (status === STATUS.CTLSMULTIPLE) return again('oneCard', 'one-card-only')
  if (status === STATUS.CTLSCOMMERR && communicationErrors < 2) return again('tapAgain', 'tap-again')
  if (status === STATUS.CTLSCOMMERR || CONTACT_ONLY.has(status)) return CHIP_ONLY
  if (CHIP_FAILED.has(status) || (status === STATUS.CARDAPPNAV && stripeForUnknownChip)) return STRIPE
  if (status !== STATUS.OK) return statusFailure(status)
  try {
    const found = readCardFound(answer.parameters)
    if (found === 'stripe-misread') return again('readAgain', 'read-again')
    if (found === 'contactless-stripe') return CHIP_ONLY
    const allowed = stripeForUnknownChip ? ['1', '2'] : ['1']
    if (found.stripe !== null && found.card.fallback && !allowed.includes(found.stripe.chipStatus)) return CHIP_ONLY
    return succeed(found)
  } catch (thrown) {
    return codecFailure(thrown)
  }
}
