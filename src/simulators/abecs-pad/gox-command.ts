import { type Parameter, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { PIN_METHOD_DUKPT, PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { amountRow } from './card-commands.ts'
import {
  type CardTransaction,
  type Cryptogram,
  firstCryptogram,
  type HolderCheck,
  holderVerification,
} from './card-kernel.ts'
import { forgetCard } from './control-commands.ts'
import { fromHex, readTagList, toHex, writeObjects } from './emv-objects.ts'
import { sealPin } from './encryption-commands.ts'
import { type HolderTerms, verifyHolder } from './holder-verification.ts'
import { toRows } from './pad-body.ts'
import {
  answer,
  type CardInPad,
  CommandParameters,
  type CommandRun,
  type PadContext,
  PadRefusal,
} from './pad-context.ts'
import { PIN_TIMEOUT_MS } from './pin-entry.ts'
import { readTerminalRisk, type TerminalLimits } from './terminal-risk.ts'

/** First digit of PP_GOXRES. */
const DECISIONS: Readonly<Record<Cryptogram, CardInPad['decision']>> = { TC: '0', AAC: '1', ARQC: '2' }
/** Digits two to four of PP_GOXRES: signature, PIN, holder's own device. */
const HOLDER_DIGITS: Readonly<Record<HolderCheck, string>> = {
  none: '000',
  device: '001',
  signature: '100',
  'online-pin': '020',
  'offline-pin': '010',
  'pin-refused': '000',
  'pin-skipped': '000',
}
const CRYPTOGRAMS_PER_INSERTION = 2

interface GoxRequest {
  readonly acquirer: string
  readonly method: string
  readonly slot: number
  readonly option: string
  readonly message: string | undefined
  readonly limits: TerminalLimits
  readonly tagList: Uint8Array | undefined
  readonly timeoutMs: number
}

/** GOX: verifies the holder as the card wants it, then asks the card for its first cryptogram. */
export const runGox: CommandRun = async ({ blocks }, context, conversation) => {
  const parameters = new CommandParameters(blocks)
  const request = readGox(parameters, context)
  const { body, memory, cardStates } = context
  const read = memory.read
  if (read?.stage !== 'read') throw new PadRefusal('INVCALL')
  if (request.acquirer !== read.acquirer) throw new PadRefusal('INVPARM')
  const transaction = withTerms(read.transaction, parameters)
  const { card } = transaction
  if (transaction.how === 'insert' && !body.slot) throw gone(context)
  const wanted = holderVerification(transaction)
  if (wanted === 'online-pin' && (request.method !== PIN_METHOD_DUKPT || !context.keys.isLoaded(request.slot)))
    throw new PadRefusal('ERRKEY')
  const terms: HolderTerms = {
    card,
    rows:
      request.message === undefined
        ? [amountRow('VALOR:', transaction.amountMinor), 'SENHA:']
        : toRows(request.message),
    allowsBypass: request.option.charAt(2) === '0',
    timeoutMs: request.timeoutMs,
    holdsCard: transaction.how === 'insert',
  }
  const holder = await verifyHolder(wanted, terms, context, conversation).catch((thrown: unknown) => {
    throw thrown instanceof PadRefusal && thrown.status === 'NOCARD' ? gone(context) : thrown
  })
  if (holder === null) return null
  if (transaction.how === 'insert') {
    if (card.behaviour === 'fails-at-cryptogram') throw failed(context)
    countCryptogram(context)
  }
  const sealed = holder.pin === null ? [] : sealPin(holder.pin, card.pan, request.slot, context)
  const kind = firstCryptogram(transaction, holder.check, {
    ...readTerminalRisk(transaction.amountMinor, request.limits, () => context.random(1)[0] ?? 0),
    onExceptionList: request.option.charAt(0) === '1',
    mayApproveOffline: request.option.charAt(1) === '0',
    offlineInARow: cardStates.offlineInARow(card.id),
  })
  if (kind === 'TC') cardStates.approvedOffline(card.id)
  memory.read = { ...read, transaction, stage: 'authorised', decision: DECISIONS[kind] }
  conversation.noteResponse(
    sealed.length > 0 ? 'pinEntered' : 'result',
    `TVR ${toHex(transaction.objects.get('95') ?? new Uint8Array())}`,
  )
  const result = textParameter(PP.GOXRES, `${DECISIONS[kind]}${HOLDER_DIGITS[holder.check]}00`)
  return answer('GOX', writeParameters([result, ...sealed, ...emvData(transaction, request.tagList)]))
}

function readGox(parameters: CommandParameters, { specification }: PadContext): GoxRequest {
  return {
    acquirer: parameters.requiredText(SPE.ACQREF, /^\d{2}$/),
    method: parameters.requiredText(SPE.MTHDPIN, /^[0-3]$/),
    slot: Number(parameters.requiredText(SPE.KEYIDX, /^\d{2}$/)),
    option: parameters.text(SPE.GOXOPT, /^[01][01][01]00$/) ?? '00000',
    message: parameters.text(SPE.DSPMSG, /^.{0,128}$/s),
    limits: readLimits(parameters.bytes(SPE.TRMPAR)),
    tagList: parameters.bytes(SPE.TAGLIST),
    timeoutMs: parameters.timeoutMs(specification) ?? PIN_TIMEOUT_MS,
  }
}

/** SPE_TRMPAR: floor limit X4, target X1 %, threshold X4, highest target X1 %; without it all are zero. */
function readLimits(bytes: Uint8Array = new Uint8Array(10)): TerminalLimits {
  if (bytes.length !== 10) throw new PadRefusal('INVPARM')
  const view = Buffer.from(bytes)
  return {
    floorMinor: view.readUInt32BE(0),
    targetPercent: view.readUInt8(4),
    thresholdMinor: view.readUInt32BE(5),
    targetPercentMax: view.readUInt8(9),
  }
}

/** On a tap the terms were fixed by GCX and must be repeated; on a chip those of GOX count (ABECS 6.9.3). */
function withTerms(transaction: CardTransaction, parameters: CommandParameters): CardTransaction {
  const amountMinor = Number(parameters.text(SPE.AMOUNT, /^\d{12}$/) ?? 0)
  const cashbackMinor = Number(parameters.text(SPE.CASHBACK, /^\d{12}$/) ?? 0)
  const transactionType = parameters.bytes(SPE.TRNTYPE)?.[0] ?? 0
  if (transaction.how === 'tap') {
    const same =
      amountMinor === transaction.amountMinor &&
      cashbackMinor === transaction.cashbackMinor &&
      transactionType === transaction.transactionType
    if (!same) throw new PadRefusal('INVPARM')
    return transaction
  }
  transaction.objects.set('9F02', fromHex(String(amountMinor).padStart(12, '0')))
  transaction.objects.set('9F03', fromHex(String(cashbackMinor).padStart(12, '0')))
  transaction.objects.set('9C', Uint8Array.of(transactionType))
  return { ...transaction, amountMinor, cashbackMinor, transactionType }
}

/**
 * One more GENERATE AC. A pad of 2.20 gives two for one insertion, however often the card was read meanwhile; the
 * third one is taken for a replay and answered 047 (ABECS 2.20, 6.3.5).
 */
export function countCryptogram(context: PadContext): void {
  const { body, memory, specification } = context
  const before = memory.cryptograms.insertion === body.insertions ? memory.cryptograms.count : 0
  if (specification === '2.20' && before >= CRYPTOGRAMS_PER_INSERTION) {
    forgetCard(memory)
    body.clearDisplay()
    throw new PadRefusal('SECURITY')
  }
  memory.cryptograms = { insertion: body.insertions, count: before + 1 }
}

/** The chip gave no cryptogram: a swipe in the next GCX may stand in for it. */
function failed({ memory, body }: PadContext): PadRefusal {
  forgetCard(memory)
  memory.chipStatus = '1'
  body.clearDisplay()
  return new PadRefusal('ERRFALLBACK')
}

/** The card left: nothing can go on with it. */
export function gone({ memory, body }: PadContext): PadRefusal {
  forgetCard(memory)
  body.clearDisplay()
  return new PadRefusal('NOCARD')
}

export function emvData(transaction: CardTransaction, tagList: Uint8Array | undefined): Parameter[] {
  return tagList ? [[PP.EMVDATA, writeObjects(transaction.objects, readTagList(tagList))]] : []
}
