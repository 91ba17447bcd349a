import { type Parameter, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import {
  DATA_METHOD_DUKPT_CBC,
  DATA_METHOD_DUKPT_ECB,
  PIN_METHOD_DUKPT,
  PP,
  SPE,
} from '#hardware/pad/abecs/parameters.ts'
import { encryptPinBlock } from '#simulators/crypto/dukpt.ts'
import { buildPinBlock } from '#simulators/crypto/pin-block.ts'
import { amountRow } from './card-commands.ts'
import { type CardField, encryptFields } from './card-data-encryption.ts'
import { type CardTransaction, firstCryptogram, secondCryptogram, wantsPin } from './card-kernel.ts'
import { track1Of, track2Of } from './cards.ts'
import { fromHex, readObjects, readTagList, toHex, writeObjects } from './emv-objects.ts'
import { splitRows, toRows } from './pad-body.ts'
import {
  answer,
  type CardInPad,
  CommandParameters,
  type CommandRun,
  type PadContext,
  PadRefusal,
} from './pad-context.ts'
import { takePin } from './pin-entry.ts'

const PIN_TIMEOUT_MS = 60_000
const PIN_DIGITS = { digitsMin: 4, digitsMax: 12 } as const
const VECTOR_BYTES = 8
const SCRIPT_TAGS = ['71', '72']
/** One issuer script: done, no identifier, no count. */
const SCRIPT_DONE = fromHex('2000000000')

/**
 * GTK: what was read, encrypted, once. Without SPE_MTHDDAT a real pad answers in clear; this one refuses (011), since
 * no track in clear ever leaves it. Of the methods only DUKPT with triple DES is loaded (50, 51); others answer 042.
 */
export const runGtk: CommandRun = async ({ blocks }, { memory, keys, emissions }, { noteCommand }) => {
  const parameters = new CommandParameters(blocks)
  const [wantsPan, wantsTrack1, wantsTrack2] = parameters.text(SPE.TRACKS, /^[01]{4}$/) ?? '1111'
  const method = parameters.text(SPE.MTHDDAT, /^\d{2}$/)
  if (method === undefined) throw new PadRefusal('INVPARM')
  if (method !== DATA_METHOD_DUKPT_ECB && method !== DATA_METHOD_DUKPT_CBC) throw new PadRefusal('ERRKEY')
  const slot = Number(parameters.requiredText(SPE.KEYIDX, /^\d{2}$/))
  const vector = parameters.bytes(SPE.IVCBC) ?? new Uint8Array(VECTOR_BYTES)
  if (vector.length !== VECTOR_BYTES) throw new PadRefusal('INVPARM')
  const clearDigits = Number(parameters.text(SPE.OPNDIG, /^[02468]$/) ?? 0)
  const card = memory.tracks
  if (!card) throw new PadRefusal('INVCALL')
  noteCommand('keySlot', String(slot).padStart(2, '0'))
  // A stripe gives both tracks and no separate number; a chip holds the number and track 2 only.
  const fields: CardField[] = memory.read
    ? [
        { name: 'pan', text: card.pan },
        { name: 'track2', text: track2Of(card) },
      ]
    : [
        { name: 'track1', text: track1Of(card) },
        { name: 'track2', text: track2Of(card) },
      ]
  const wanted = { pan: wantsPan === '1', track1: wantsTrack1 === '1', track2: wantsTrack2 === '1' }
  const mode = method === DATA_METHOD_DUKPT_ECB ? 'ecb' : 'cbc'
  const encrypted = encryptFields(
    fields.filter(({ name }) => wanted[name]),
    { mode, vector, clearDigits },
    () => keys.take('data', slot),
  )
  if (encrypted === null) throw new PadRefusal('ERRKEY')
  memory.tracks = null
  for (const { name, secret, keySerial } of encrypted) emissions.add(name, secret, keySerial)
  const ids = {
    pan: [PP.ENCPAN, PP.ENCPANKSN],
    track1: [PP.TRACK1, PP.TRK1KSN],
    track2: [PP.TRACK2, PP.TRK2KSN],
  } as const
  return answer(
    'GTK',
    writeParameters(
      encrypted.flatMap(({ name, value, keySerial }): Parameter[] => [
        [ids[name][0], value],
        [ids[name][1], keySerial],
      ]),
    ),
  )
}

/** GOX: asks for the PIN where the card wants one, then the card for its first cryptogram. */
export const runGox: CommandRun = async ({ blocks }, context, conversation) => {
  const parameters = new CommandParameters(blocks)
  const acquirer = parameters.requiredText(SPE.ACQREF, /^\d{2}$/)
  const method = parameters.requiredText(SPE.MTHDPIN, /^[0-3]$/)
  const slot = Number(parameters.requiredText(SPE.KEYIDX, /^\d{2}$/))
  const option = parameters.text(SPE.GOXOPT, /^[01][01][01]00$/) ?? '00000'
  const message = parameters.text(SPE.DSPMSG, /^.{0,128}$/s)
  const tagList = parameters.bytes(SPE.TAGLIST)
  const { body, memory } = context
  const read = memory.read
  if (read?.stage !== 'read') throw new PadRefusal('INVCALL')
  if (acquirer !== read.acquirer) throw new PadRefusal('INVPARM')
  const transaction = withTerms(read.transaction, parameters)
  if (transaction.how === 'insert' && !body.slot) throw gone(context)
  let pin: string | null = null
  if (wantsPin(transaction)) {
    if (method !== PIN_METHOD_DUKPT || !context.keys.isLoaded(slot)) throw new PadRefusal('ERRKEY')
    await conversation.notify('SOLICITE A SENHA', '')
    pin = await takePin(
      body,
      {
        command: 'GOX',
        rows: message === undefined ? [amountRow('VALOR:', transaction.amountMinor), 'SENHA:'] : toRows(message),
        ...PIN_DIGITS,
        allowsBypass: option.charAt(2) === '0',
        timeoutMs: parameters.timeoutMs(SPE.TIMEOUT) ?? PIN_TIMEOUT_MS,
        holdsCard: transaction.how === 'insert',
      },
      conversation,
    ).catch((thrown: unknown) => {
      throw thrown instanceof PadRefusal && thrown.status === 'NOCARD' ? gone(context) : thrown
    })
    if (pin === null) return null
    body.show('PROCESSANDO...', '')
  }
  const sealed = pin ? sealPin(pin, transaction.card.pan, slot, context) : null
  const cryptogram = firstCryptogram(transaction, sealed !== null)
  read.stage = 'authorised'
  read.decision = cryptogram === 'ARQC' ? '2' : '1'
  const onDevice = transaction.card.behaviour === 'phone' ? '1' : '0'
  const result = `${read.decision}0${sealed ? '2' : '0'}${onDevice}00`
  conversation.noteResponse(
    sealed ? 'pinEntered' : 'result',
    `TVR ${toHex(transaction.objects.get('95') ?? new Uint8Array())}`,
  )
  return answer(
    'GOX',
    writeParameters([textParameter(PP.GOXRES, result), ...(sealed ? sealed : []), ...emvData(transaction, tagList)]),
  )
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

function sealPin(pin: string, pan: string, slot: number, { keys, emissions }: PadContext): Parameter[] {
  const taken = keys.take('pin', slot)
  if (!taken) throw new PadRefusal('ERRKEY')
  const block = encryptPinBlock(taken.key, buildPinBlock(pin, pan))
  emissions.add('pin-block', block, taken.keySerial)
  return [
    [PP.PINBLK, block],
    [PP.KSN, taken.keySerial],
  ]
}

/**
 * GPN: a PIN outside the chip (stripe, typed number). Block of 93 bytes: method 1, slot 2, working key 32, PAN length 2,
 * PAN 19, entries 1 (`1`), least 2, most 2, text 32. Answer: PIN block (16 hex), key serial number (20 hex).
 */
export const runGpn: CommandRun = async ({ blocks }, context, conversation) => {
  const text = Buffer.from(blocks[0] ?? new Uint8Array()).toString('latin1')
  const fields = /^(\d)(\d{2}).{32}(\d{2})([\d ]{19})1(\d{2})(\d{2})(.{32})$/s.exec(text)
  if (!fields) throw new PadRefusal('INVPARM')
  const [, method, slotText, panLength, panField = '', least, most, message = ''] = fields
  const digitsMin = Number(least)
  const digitsMax = Math.min(Number(most), PIN_DIGITS.digitsMax)
  if (digitsMin < PIN_DIGITS.digitsMin || digitsMax < digitsMin) throw new PadRefusal('INVPARM')
  const slot = Number(slotText)
  if (method !== PIN_METHOD_DUKPT || !context.keys.isLoaded(slot)) throw new PadRefusal('ERRKEY')
  const pan = panLength === '00' ? context.memory.tracks?.pan : panField.slice(0, Number(panLength))
  if (pan === undefined) throw new PadRefusal('INVCALL')
  if (!/^\d{13,19}$/.test(pan)) throw new PadRefusal('INVPARM')
  const pin = await takePin(
    context.body,
    {
      command: 'GPN',
      rows: splitRows(message),
      digitsMin,
      digitsMax,
      allowsBypass: false,
      timeoutMs: PIN_TIMEOUT_MS,
      holdsCard: false,
    },
    conversation,
  )
  if (pin === null) return null
  const [block, keySerial] = sealPin(pin, pan, slot, context)
  const hex = toHex(block?.[1] ?? new Uint8Array()) + toHex(keySerial?.[1] ?? new Uint8Array())
  return answer('GPN', [Uint8Array.from(Buffer.from(hex, 'latin1'))])
}

/** GED: more figures of the card in the pad, at any time after GCX. */
export const runGed: CommandRun = async ({ blocks }, { memory }) => {
  const tagList = new CommandParameters(blocks).bytes(SPE.TAGLIST)
  if (!tagList) throw new PadRefusal('MANDAT')
  if (!memory.read) throw new PadRefusal('INVCALL')
  return answer('GED', writeParameters(emvData(memory.read.transaction, tagList)))
}

/** FCX: tells the card what the host said and answers what the card made of it. The chip is powered off after. */
export const runFcx: CommandRun = async ({ blocks }, context, conversation) => {
  const parameters = new CommandParameters(blocks)
  const said = parameters.requiredText(SPE.FCXOPT, /^[012]000$/).charAt(0)
  if (said !== '2') parameters.requiredText(SPE.ARC, /^.{2}$/s)
  const emvBytes = parameters.bytes(SPE.EMVDATA)
  const issuerData = emvBytes ? readObjects(emvBytes) : new Map<string, Uint8Array>()
  if (issuerData === null) throw new PadRefusal('INVPARM')
  const tagList = parameters.bytes(SPE.TAGLIST)
  const read = context.memory.read
  if (read?.stage !== 'authorised') throw new PadRefusal('INVCALL')
  context.moments.onCompletion()
  const accepted = finish(read, { approved: said === '0', hasIssuerData: issuerData.has('91') }, context)
  const scripts = SCRIPT_TAGS.filter((tag) => issuerData.has(tag)).map(() => SCRIPT_DONE)
  conversation.noteResponse('result', accepted ? '000' : '100')
  return answer(
    'FCX',
    writeParameters([
      textParameter(PP.FCXRES, accepted ? '000' : '100'),
      ...(scripts.length > 0 ? [[PP.ISRESULTS, Uint8Array.from(Buffer.concat(scripts))] as const] : []),
      ...(read.transaction.how === 'tap' && tagList ? [[PP.EMVDATA, new Uint8Array()] as const] : []),
      ...(read.transaction.how === 'insert' ? emvData(read.transaction, tagList) : []),
    ]),
  )
}

/** A tap has spoken in GCX already and only echoes the host; a chip that decided offline is not asked again. */
function finish(
  read: CardInPad,
  host: { readonly approved: boolean; readonly hasIssuerData: boolean },
  context: PadContext,
): boolean {
  if (read.transaction.how === 'tap' || read.decision !== '2') {
    read.stage = 'finished'
    return host.approved && read.decision !== '1'
  }
  if (!context.body.slot) throw gone(context)
  read.stage = 'finished'
  return secondCryptogram(read.transaction, host) === 'TC'
}

/** The card left: nothing can go on with it. */
function gone({ memory, body }: PadContext): PadRefusal {
  memory.read = null
  memory.tracks = null
  body.clearDisplay()
  return new PadRefusal('NOCARD')
}

function emvData(transaction: CardTransaction, tagList: Uint8Array | undefined): Parameter[] {
  return tagList ? [[PP.EMVDATA, writeObjects(transaction.objects, readTagList(tagList))]] : []
}
