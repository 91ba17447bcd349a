import type { HolderCheck } from './card-kernel.ts'
import type { TestCard, Verification } from './cards.ts'
import type { Rows } from './pad-body.ts'
import { type Conversation, type PadContext, PadRefusal } from './pad-context.ts'
import { PIN_DIGITS, takePin } from './pin-entry.ts'

export interface HolderTerms {
  readonly card: TestCard
  readonly rows: Rows
  /** An empty entry is taken as "the customer has no PIN". */
  readonly allowsBypass: boolean
  readonly timeoutMs: number
  readonly holdsCard: boolean
}

/** `pin`: digits to be sealed for the host; null when the host gets none. */
export interface HolderVerified {
  readonly check: HolderCheck
  readonly pin: string | null
}

/**
 * Cardholder verification (ABECS 6.8.6.1, 6.9.3.1).
 *
 *   online PIN    entered and sealed, the host judges
 *   offline PIN   the chip judges: wrong is asked again while tries are left, the last one is warned of, at none the
 *                 chip is blocked and the card refuses
 *   signature     nothing here: the till collects it on paper
 *
 * @returns null when the till stopped the command. Throws PadRefusal.
 */
export async function verifyHolder(
  wanted: Verification | 'device',
  terms: HolderTerms,
  context: PadContext,
  conversation: Conversation,
): Promise<HolderVerified | null> {
  if (wanted === 'offline-pin') return verifyByChip(terms, context, conversation)
  if (wanted !== 'online-pin') return { check: wanted, pin: null }
  const pin = await askPin(terms, context, conversation)
  if (pin === null) return null
  return pin === '' ? { check: 'pin-skipped', pin: null } : { check: 'online-pin', pin }
}

async function verifyByChip(
  terms: HolderTerms,
  context: PadContext,
  conversation: Conversation,
): Promise<HolderVerified | null> {
  const { card } = terms
  const { cardStates } = context
  while (cardStates.pinTriesLeft(card.id) > 0) {
    if (cardStates.pinTriesLeft(card.id) === 1) {
      await conversation.notify('PROX. ERRO', 'BLOQUEIA SENHA')
      if (!(await showFor(['CUIDADO! PROX.', 'ERRO BLOQUEIA'], terms, context, conversation))) return null
    }
    const pin = await askPin(terms, context, conversation)
    if (pin === null) return null
    if (pin === '') return { check: 'pin-skipped', pin: null }
    if (pin === card.pin) {
      cardStates.pinAccepted(card.id)
      return { check: 'offline-pin', pin: null }
    }
    cardStates.pinRefused(card.id)
    const left = cardStates.pinTriesLeft(card.id)
    if (left === 0) break
    await conversation.notify('SENHA INVALIDA', `(+${left} TENTAVIVAS)`)
    if (!(await showFor(['SENHA INCORRETA', `RESTAM ${left} TENT.`], terms, context, conversation))) return null
  }
  await conversation.notify('SENHA BLOQUEADA', '')
  if (!(await showFor(['SENHA BLOQUEADA', ''], terms, context, conversation))) return null
  return { check: 'pin-refused', pin: null }
}

async function askPin(terms: HolderTerms, { body }: PadContext, conversation: Conversation): Promise<string | null> {
  await conversation.notify('SOLICITE A SENHA', '')
  const pin = await takePin(body, { command: 'GOX', ...PIN_DIGITS, ...terms }, conversation)
  if (pin !== null) body.show('PROCESSANDO...', '')
  return pin
}

/** Words that stand for as long as a chip takes to answer. @returns false when the till stopped the command. */
async function showFor(
  rows: Rows,
  { holdsCard }: HolderTerms,
  { body, readingMs }: PadContext,
  { signal }: Conversation,
): Promise<boolean> {
  body.show(...rows)
  const outcome = await body.wait(
    { what: 'event', command: 'GOX', takesTap: false },
    (gesture) => (gesture.kind === 'removed' && holdsCard ? 'removed' : undefined),
    { timeoutMs: readingMs, signal },
  )
  body.clearDisplay()
  if (outcome === 'removed') throw new PadRefusal('NOCARD')
  return outcome === 'timed-out'
}
