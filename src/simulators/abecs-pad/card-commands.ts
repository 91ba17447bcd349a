import {
  type AbecsCommand,
  type AbecsResponse,
  type Parameter,
  textParameter,
  writeParameters,
} from '#hardware/pad/abecs/codec.ts'
import { CARD_TYPE, PAN_MASK, PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { readCard, type TransactionTerms } from './card-kernel.ts'
import { maskPan, type TestCard, track1Of, track2Of, truncateTrack } from './cards.ts'
import { forgetCard } from './control-commands.ts'
import { readObjects, readTagList, writeObjects } from './emv-objects.ts'
import { type Gesture, splitRows, toRows } from './pad-body.ts'
import {
  answer,
  CommandParameters,
  type CommandRun,
  type Conversation,
  type PadContext,
  PadRefusal,
} from './pad-context.ts'

/** With the antenna on and no time given, the pad gives up by itself (sheet 2.6). */
const CONTACTLESS_TIMEOUT_MS = 120_000
const REMOVE_ALTERNATION_MS = 1_500
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
const EVENT_KEYS: Readonly<Record<string, string>> = { enter: '00', clear: '08', cancel: '13' }

type CardGesture = Extract<Gesture, { kind: 'card' }>

/** CEX: waits for one event of SPE_CEXOPT: key, stripe, chip in (1) or out (2), antenna. */
export const runCex: CommandRun = async ({ blocks }, { body, memory }, { signal, noteResponse }) => {
  const parameters = new CommandParameters(blocks)
  const [keys, stripe, chip, antenna] = parameters.requiredText(SPE.CEXOPT, /^[01][01][012][01]00$/)
  const mask = maskOf(parameters)
  const takesTap = antenna === '1'
  forgetCard(memory)
  const event = (code: string, card?: TestCard): AbecsResponse => {
    if (card) memory.tracks = card
    noteResponse('result', code)
    return answer('CEX', writeParameters([textParameter(PP.EVENT, code), ...(card ? tracks(card, mask) : [])]))
  }
  if (chip === '1' && body.slot) return event('92')
  if (chip === '2' && !body.slot) return event('91')
  const outcome = await body.wait(
    { what: 'event', command: 'CEX', takesTap },
    (gesture): AbecsResponse | undefined => {
      if (gesture.kind === 'removed') return chip === '2' ? event('91') : undefined
      if (gesture.kind === 'key') {
        const code = EVENT_KEYS[gesture.key]
        return keys === '1' && code !== undefined ? event(code) : undefined
      }
      if (gesture.how === 'swipe') return stripe === '1' ? event('90', gesture.card) : undefined
      if (gesture.how === 'insert') return chip === '1' ? event('92') : undefined
      return takesTap ? event('94') : undefined
    },
    { timeoutMs: parameters.timeoutMs(SPE.TIMEOUT) ?? (takesTap ? CONTACTLESS_TIMEOUT_MS : null), signal },
  )
  if (outcome === 'aborted') return null
  if (outcome !== 'timed-out') return outcome
  if (takesTap && parameters.bytes(SPE.TIMEOUT) === undefined) return event('93')
  throw new PadRefusal('TIMEOUT')
}

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
 * masks it as 0604 even then.
 */
export const runGcx: CommandRun = async (command, context, conversation) => {
  const request = readGcx(command)
  const { body, memory } = context
  forgetCard(memory)
  conversation.noteCommand('amount', amountText(request.terms.amountMinor))
  let gesture: CardGesture
  if (body.slot) {
    context.moments.onCardFound()
    gesture = { kind: 'card', how: 'insert', card: body.slot }
  } else {
    const taken = await takeCard(request, context, conversation.signal)
    if (taken === 'aborted') return null
    gesture = taken
  }
  if (gesture.how === 'swipe') return answerStripe(gesture.card, request, context, conversation)
  return answerChip({ card: gesture.card, how: gesture.how }, request, context, conversation)
}

function readGcx({ blocks }: AbecsCommand): GcxRequest {
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
    timeoutMs: parameters.timeoutMs(SPE.TIMEOUT) ?? (takesTap ? CONTACTLESS_TIMEOUT_MS : null),
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

function answerStripe(
  card: TestCard,
  { mask }: GcxRequest,
  { body, memory }: PadContext,
  { noteResponse }: Conversation,
): AbecsResponse {
  const chipStatus = memory.chipStatus
  memory.chipStatus = '0'
  memory.tracks = card
  body.clearDisplay()
  noteResponse('stripe', shortName(card))
  return answer('GCX', [
    ...writeParameters([
      ...tracks(card, mask),
      textParameter(PP.CARDTYPE, CARD_TYPE.stripe),
      textParameter(PP.ICCSTAT, chipStatus),
    ]),
  ])
}

async function answerChip(
  presented: { readonly card: TestCard; readonly how: 'insert' | 'tap' },
  request: GcxRequest,
  context: PadContext,
  { signal, notify, noteResponse }: Conversation,
): Promise<AbecsResponse | null> {
  const { card, how } = presented
  const { body, memory, counters, random, readingMs } = context
  body.show('PROCESSANDO...', '')
  if (how === 'insert') {
    const mute = !body.slot
      ? 'removed'
      : await body.wait(
          { what: 'event', command: 'GCX', takesTap: false },
          (gesture) => (gesture.kind === 'removed' ? 'removed' : undefined),
          { timeoutMs: readingMs, signal },
        )
    if (mute === 'aborted') return null
    if (mute === 'removed') {
      memory.chipStatus = '1'
      body.clearDisplay()
      throw new PadRefusal('DUMBCARD')
    }
    await notify('SELECIONADO:', card.label)
    if (signal.aborted) return null
  }
  memory.chipStatus = '0'
  const counterName = `atc-${card.id}`
  const counter = counters.get(counterName) + 1
  counters.set(counterName, counter)
  const transaction = readCard(card, how, request.terms, counter, random(4))
  memory.read = { acquirer: request.acquirer, transaction, stage: 'read', decision: '1' }
  memory.tracks = card
  noteResponse(how === 'tap' ? 'tap' : 'chip', shortName(card))
  const { tagList, mask } = request
  const record = TABLE_RECORDS[card.applicationId.slice(0, 10)] ?? '99'
  const parameters: Parameter[] = [
    textParameter(PP.TRK2INC, maskPan(truncateTrack(track2Of(card), '='), mask)),
    textParameter(PP.CARDTYPE, how === 'tap' ? CARD_TYPE.contactlessChip : CARD_TYPE.chip),
    textParameter(PP.AIDTABINFO, `${request.acquirer}${record}${DEBIT_OR_CREDIT}`),
    textParameter(PP.PAN, maskPan(card.pan, mask)),
    textParameter(PP.PANSEQNO, card.panSequence),
    ...(tagList ? [[PP.EMVDATA, writeObjects(transaction.objects, tagList)] as const] : []),
    textParameter(PP.CHNAME, card.holder),
    textParameter(PP.LABEL, card.label),
    textParameter(PP.ISSCNTRY, card.issuerCountry),
    textParameter(PP.CARDEXP, `${card.expiry}31`),
    ...(how === 'tap' ? [textParameter(PP.DEVTYPE, card.behaviour === 'phone' ? '01' : '00')] : []),
  ]
  return answer('GCX', writeParameters(parameters))
}

/** RMC: leaves the till's text, alternating with the pad's own while a chip is in the slot. Has no cancel key. */
export const runRmc: CommandRun = async ({ blocks }, { body }, { signal }) => {
  const text = Buffer.from(blocks[0] ?? new Uint8Array()).toString('latin1')
  if (text.length !== 32) throw new PadRefusal('INVPARM')
  const own = splitRows(text)
  body.show(...own)
  if (!body.slot) return answer('RMC')
  let asks = false
  const alternation = setInterval(() => {
    asks = !asks
    if (asks) body.show('RETIRE O CARTAO', '')
    else body.show(...own)
  }, REMOVE_ALTERNATION_MS)
  const outcome = await body.wait(
    { what: 'removal', command: 'RMC', takesTap: false },
    (gesture) => (gesture.kind === 'removed' ? 'removed' : undefined),
    { timeoutMs: null, signal },
  )
  clearInterval(alternation)
  if (outcome === 'aborted') return null
  body.show(...own)
  return answer('RMC')
}

function maskOf(parameters: CommandParameters): string {
  return parameters.text(SPE.PANMASK, /^\d{4}$/) ?? PAN_MASK
}

function tracks(card: TestCard, mask: string): Parameter[] {
  return [
    textParameter(PP.TRK1INC, maskPan(truncateTrack(track1Of(card), '^'), mask)),
    textParameter(PP.TRK2INC, maskPan(truncateTrack(track2Of(card), '='), mask)),
  ]
}

function shortName(card: TestCard): string {
  return `${card.name} •••• ${card.pan.slice(-4)}`
}

export function amountText(amountMinor: number): string {
  return (amountMinor / 100).toFixed(2).replace('.', ',')
}

/** Heading at the left, amount at the right, 16 columns. */
export function amountRow(heading: string, amountMinor: number): string {
  return heading + amountText(amountMinor).padStart(16 - heading.length)
}
