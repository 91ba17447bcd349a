import {
  type AbecsCommand,
  type AbecsResponse,
  type Parameter,
  textParameter,
  writeParameters,
} from '#hardware/pad/abecs/codec.ts'
import { CARD_TYPE, PP, SPE, type StatusName } from '#hardware/pad/abecs/parameters.ts'
import { amountRow, amountText, CONTACTLESS_TIMEOUT_MS, maskOf, shortName, trackParameters } from './card-commands.ts'
import { readCard, type TransactionTerms, wantsChip } from './card-kernel.ts'
import { maskPan, type ReadingFailure, type TestCard, track2Of, truncateTrack } from './cards.ts'
import { forgetCard } from './control-commands.ts'
import { readObjects, readTagList, writeObjects } from './emv-objects.ts'
import { type Gesture, toRows } from './pad-body.ts'
import {
  answer,
  CommandParameters,
  type CommandRun,
  type Conversation,
  type HeldTracks,
  type PadContext,
  PadRefusal,
  type Specification,
} from './pad-context.ts'

const DEFAULT_ACQUIRER = '01'
/** Record of each application in the pad's own tables, by RID. */
const TABLE_RECORDS: Readonly<Record<string, string>> = {
  A000000042: '01',
  A000000003: '02',
  A000000004: '03',
  A000000025: '04',
  A000000152: '05',
}
const DEBIT_OR_CREDIT = '01'

type CardGesture = Extract<Gesture, { kind: 'card' }>

interface GcxRequest {
  readonly terms: TransactionTerms
  readonly acquirer: string
  readonly takesTap: boolean
  readonly showsAmount: boolean
  readonly message: string | undefined
  readonly mask: string
  readonly tagList: readonly string[] | null
  readonly timeoutMs: number | null
}

/**
 * GCX: shows the amount, takes a card, reads it. Without SPE_PANMASK a real pad answers the number in clear; this one
 * masks it as 0604 even then. What becomes of the chip decides PP_ICCSTAT of a swipe in the very next GCX:
 *
 *   060, 061, 076 ─► 1      070 ─► 2      anything else ─► 0
 */
export const runGcx: CommandRun = async (command, context, conversation) => {
  const request = readGcx(command, context.specification)
  const { body, memory } = context
  const chipBefore = memory.chipStatus
  memory.chipStatus = '0'
  forgetCard(memory)
  conversation.noteCommand('amount', amountText(request.terms.amountMinor))
  let gesture: CardGesture
  if (body.slot) {
    context.moments.onCardFound()
    gesture = { kind: 'card', how: 'insert', card: body.slot, failure: body.slotFailure }
  } else {
    const taken = await takeCard(request, context, conversation.signal)
    if (taken === 'aborted') return null
    gesture = taken
  }
  if (gesture.how === 'swipe') return answerStripe(gesture, chipBefore, request, context, conversation)
  try {
    if (gesture.how === 'tap') return answerTap(gesture, request, context, conversation)
    return await answerChip(gesture, request, context, conversation)
  } catch (thrown) {
    if (thrown instanceof PadRefusal) {
      memory.chipStatus = chipStatusAfter(thrown.status)
      body.clearDisplay()
    }
    throw thrown
  }
}

/** PP_ICCSTAT a swipe will be given after this end of GCX or GOX. */
function chipStatusAfter(status: StatusName): '0' | '1' | '2' {
  if (status === 'CARDAPPNAV') return '2'
  return status === 'DUMBCARD' || status === 'ERRCARD' || status === 'ERRFALLBACK' ? '1' : '0'
}

function readGcx({ blocks }: AbecsCommand, specification: Specification): GcxRequest {
  const parameters = new CommandParameters(blocks)
  const option = parameters.text(SPE.GCXOPT, /^[01][01]000$/) ?? '00000'
  const emvData = parameters.bytes(SPE.EMVDATA)
  if (emvData && !readObjects(emvData)) throw new PadRefusal('INVPARM')
  const tagList = parameters.bytes(SPE.TAGLIST)
  const takesTap = option.startsWith('1')
  const aidList = parameters.text(SPE.AIDLIST, /^(\d{4})+$/)
  return {
    terms: {
      amountMinor: Number(parameters.text(SPE.AMOUNT, /^\d{12}$/) ?? 0),
      cashbackMinor: Number(parameters.text(SPE.CASHBACK, /^\d{12}$/) ?? 0),
      currency: parameters.text(SPE.TRNCURR, /^\d{3}$/) ?? '978',
      date: parameters.requiredText(SPE.TRNDATE, /^\d{6}$/),
      time: parameters.requiredText(SPE.TRNTIME, /^\d{6}$/),
      transactionType: parameters.bytes(SPE.TRNTYPE)?.[0] ?? 0,
    },
    // A list of table records wins over an acquirer (ABECS 3.7.1); any acquirer is served by the pad's own tables.
    acquirer: aidList?.slice(0, 2) ?? parameters.text(SPE.ACQREF, /^\d{2}$/) ?? DEFAULT_ACQUIRER,
    takesTap,
    showsAmount: option.charAt(1) === '0',
    message: parameters.text(SPE.DSPMSG, /^.{0,128}$/s),
    mask: maskOf(parameters),
    tagList: tagList ? readTagList(tagList) : null,
    timeoutMs: parameters.timeoutMs(specification) ?? (takesTap ? CONTACTLESS_TIMEOUT_MS : null),
  }
}

async function takeCard(
  request: GcxRequest,
  { body }: PadContext,
  signal: AbortSignal,
): Promise<CardGesture | 'aborted'> {
  const { amountMinor } = request.terms
  const invitation = request.takesTap ? 'APROXIME, INSIRA' : 'INSIRA OU PASSE'
  if (request.message !== undefined) body.show(...toRows(request.message))
  else if (request.showsAmount && amountMinor > 0) body.show(amountRow('VALOR:', amountMinor), invitation)
  else body.show(invitation, request.takesTap ? 'OU PASSE CARTAO' : 'O CARTAO')
  const outcome = await body.wait(
    { what: 'card', command: 'GCX', takesTap: request.takesTap },
    (gesture): CardGesture | 'cancelled' | undefined => {
      if (gesture.kind === 'key') return gesture.key === 'cancel' ? 'cancelled' : undefined
      if (gesture.kind !== 'card' || (gesture.how === 'tap' && !request.takesTap)) return undefined
      return gesture
    },
    { timeoutMs: request.timeoutMs, signal },
  )
  if (outcome === 'aborted') return outcome
  if (typeof outcome === 'object') return outcome
  body.clearDisplay()
  throw new PadRefusal(outcome === 'cancelled' ? 'CANCEL' : 'TIMEOUT')
}

/** A stripe of which nothing could be read is no error: 000 without tracks (ABECS 3.7.1). */
function answerStripe(
  { card, failure }: CardGesture,
  chipBefore: '0' | '1' | '2',
  { mask }: GcxRequest,
  { body, memory }: PadContext,
  { noteResponse }: Conversation,
): AbecsResponse {
  const fields = tracksRead(failure)
  memory.tracks = { card, fields }
  body.clearDisplay()
  noteResponse('stripe', shortName(card))
  return answer(
    'GCX',
    writeParameters([
      ...trackParameters(card, fields, mask),
      textParameter(PP.CARDTYPE, CARD_TYPE.stripe),
      textParameter(PP.ICCSTAT, chipBefore),
    ]),
  )
}

function tracksRead(failure: ReadingFailure | null): HeldTracks['fields'] {
  if (failure === 'misread') return []
  if (failure === 'track-1-misread') return ['track2']
  return failure === 'track-2-misread' ? ['track1'] : ['track1', 'track2']
}

async function answerChip(
  { card, failure }: CardGesture,
  request: GcxRequest,
  context: PadContext,
  { signal, notify, noteResponse }: Conversation,
): Promise<AbecsResponse | null> {
  const { body, readingMs } = context
  body.show('PROCESSANDO...', '')
  const mute = !body.slot
    ? 'removed'
    : await body.wait(
        { what: 'event', command: 'GCX', takesTap: false },
        (gesture) => (gesture.kind === 'removed' ? 'removed' : undefined),
        { timeoutMs: readingMs, signal },
      )
  if (mute === 'aborted') return null
  if (mute === 'removed' || card.behaviour === 'dead-chip') throw new PadRefusal('DUMBCARD')
  if (failure !== null) throw new PadRefusal(failure as StatusName)
  if (card.behaviour === 'unknown-application') throw new PadRefusal('CARDAPPNAV')
  await notify('SELECIONADO:', card.label)
  if (signal.aborted) return null
  noteResponse('chip', shortName(card))
  return answer('GCX', writeParameters(cardParameters(card, 'insert', request, context)))
}

function answerTap(
  { card, failure }: CardGesture,
  request: GcxRequest,
  context: PadContext,
  { noteResponse }: Conversation,
): AbecsResponse {
  const { body, memory } = context
  body.show('PROCESSANDO...', '')
  if (failure !== null) throw new PadRefusal(failure as StatusName)
  if (wantsChip(card, request.terms.amountMinor)) throw new PadRefusal('CTLSIFCHG')
  if (card.behaviour === 'phone-locked' && memory.unlockedPhone !== card.id) {
    memory.unlockedPhone = card.id
    throw new PadRefusal('CTLSEXTCVM')
  }
  memory.unlockedPhone = null
  noteResponse('tap', shortName(card))
  if (card.behaviour !== 'contactless-stripe')
    return answer('GCX', writeParameters(cardParameters(card, 'tap', request, context)))
  memory.tracks = { card, fields: ['track1', 'track2'] }
  return answer(
    'GCX',
    writeParameters([
      ...trackParameters(card, ['track1', 'track2'], request.mask),
      textParameter(PP.CARDTYPE, CARD_TYPE.contactlessStripe),
      textParameter(PP.AIDTABINFO, tableInfo(card, request)),
      textParameter(PP.LABEL, card.label),
      textParameter(PP.DEVTYPE, card.device),
    ]),
  )
}

/** The card is read: its transaction begins, one more on its counter. */
function cardParameters(
  card: TestCard,
  how: 'insert' | 'tap',
  request: GcxRequest,
  { memory, counters, random }: PadContext,
): Parameter[] {
  const counterName = `atc-${card.id}`
  const counter = counters.get(counterName) + 1
  counters.set(counterName, counter)
  const transaction = readCard(card, how, request.terms, counter, random(4))
  memory.read = { acquirer: request.acquirer, transaction, stage: 'read', decision: '1' }
  // A chip holds the number and track 2 only.
  memory.tracks = { card, fields: ['pan', 'track2'] }
  const { tagList, mask } = request
  return [
    textParameter(PP.TRK2INC, maskPan(truncateTrack(track2Of(card), '='), mask)),
    textParameter(PP.CARDTYPE, how === 'tap' ? CARD_TYPE.contactlessChip : CARD_TYPE.chip),
    textParameter(PP.AIDTABINFO, tableInfo(card, request)),
    textParameter(PP.PAN, maskPan(card.pan, mask)),
    textParameter(PP.PANSEQNO, card.panSequence),
    ...(tagList ? [[PP.EMVDATA, writeObjects(transaction.objects, tagList)] as const] : []),
    textParameter(PP.CHNAME, card.holder),
    textParameter(PP.LABEL, card.label),
    textParameter(PP.ISSCNTRY, card.issuerCountry),
    textParameter(PP.CARDEXP, `${card.expiry}31`),
    ...(how === 'tap' ? [textParameter(PP.DEVTYPE, card.device)] : []),
  ]
}

function tableInfo(card: TestCard, { acquirer }: GcxRequest): string {
  return `${acquirer}${TABLE_RECORDS[card.applicationId.slice(0, 10)] ?? '99'}${DEBIT_OR_CREDIT}`
}
