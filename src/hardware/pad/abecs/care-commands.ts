import { type AbecsCommand, CodecError, type Parameter, textParameter, writeParameters } from './codec.ts'
import { digits, timeout, withParameters } from './commands.ts'
import { BLOCK_BYTES_MAX, toLatin1 } from './packet.ts'
import { DATA_METHOD_DUKPT_CBC, SPE } from './parameters.ts'

/** The commands of a technician: text, menu, numbers, encryption, EMV tables (pin-pad sheet 2.6 and 2.7). */

const TEXT_MAX = 160
/** DEX_OPTIONS of 2.20: centred both ways, a message of no kind. */
const CENTRED = '220000'

/** DEX: free text with a carriage return between rows. Layout: length(3) text [options(6), since 2.20]. */
export function textCommand(text: string, withOptions: boolean): AbecsCommand {
  if (text.length > TEXT_MAX) throw new CodecError('DEX_MSG', `longer than ${TEXT_MAX}`)
  return { id: 'DEX', blocks: [toLatin1(digits(text.length, 3) + text + (withOptions ? CENTRED : ''))] }
}

const MENU_OPTION_MAX = 24

/** MNU: the answer is the place of the choice from 01, in the order given; a leading figure is the key that picks it. */
export function menuCommand(title: string, options: readonly string[], timeoutMs: number): AbecsCommand {
  return withParameters('MNU', [
    timeout(timeoutMs),
    textParameter(SPE.DSPMSG, title),
    ...options.map((option) => textParameter(SPE.MNUOPT, option.slice(0, MENU_OPTION_MAX))),
  ])
}

export interface NumberWait {
  /** Of the fixed table: a pad shows no text of the till's beside clear figures. */
  readonly messageIndex: number
  readonly digitsMin: number
  readonly digitsMax: number
  readonly timeoutMs: number
}

/** GCD: figures in clear. */
export function numberCommand({ messageIndex, digitsMin, digitsMax, timeoutMs }: NumberWait): AbecsCommand {
  return withParameters('GCD', [
    [SPE.MSGIDX, Uint8Array.of(messageIndex >> 8, messageIndex & 0xff)],
    [SPE.MINDIG, Uint8Array.of(digitsMin)],
    [SPE.MAXDIG, Uint8Array.of(digitsMax)],
    timeout(timeoutMs),
  ])
}

const CIPHER_BLOCK_BYTES = 8
const CLEAR_BYTES_MAX = 256

/** EBX: bytes under the data key of the slot (DUKPT, CBC, zero vector). Throws CodecError on another length. */
export function encryptCommand(keyIndex: number, bytes: Uint8Array): AbecsCommand {
  if (bytes.length === 0 || bytes.length > CLEAR_BYTES_MAX || bytes.length % CIPHER_BLOCK_BYTES !== 0)
    throw new CodecError('SPE_DATAIN', `not 1 to ${CLEAR_BYTES_MAX / CIPHER_BLOCK_BYTES} blocks of 8`)
  return withParameters('EBX', [
    [SPE.DATAIN, bytes],
    textParameter(SPE.MTHDDAT, DATA_METHOD_DUKPT_CBC),
    textParameter(SPE.KEYIDX, digits(keyIndex, 2)),
  ])
}

/** GED: figures of the card in the pad. */
export const figuresCommand = (tags: readonly string[]): AbecsCommand => {
  const list: Parameter = [SPE.TAGLIST, new Uint8Array(Buffer.from(tags.join(''), 'hex'))]
  return { id: 'GED', blocks: writeParameters([list]) }
}

const VERSION_CHARACTERS = 10

/** TLI: acquirer(2) version(10). The pad keeps its former tables until TLE. */
export function tablesBeginCommand(acquirerIndex: number, version: string): AbecsCommand {
  if (version.length !== VERSION_CHARACTERS) throw new CodecError('TLI_TABVER', `not ${VERSION_CHARACTERS} characters`)
  return { id: 'TLI', blocks: [toLatin1(digits(acquirerIndex, 2) + version)] }
}

/** TLR: count(2) and as many records as fit one block. */
export const tablesRecordsCommand = (records: readonly string[]): AbecsCommand => ({
  id: 'TLR',
  blocks: [toLatin1(digits(records.length, 2) + records.join(''))],
})

export const tablesEndCommand = (): AbecsCommand => ({ id: 'TLE', blocks: [] })

const COUNT_CHARACTERS = 2
const RECORDS_MAX = 99

/** The records in order, as few TLR as the block allows. */
export function batchRecords(records: readonly string[]): string[][] {
  const batches: string[][] = []
  let openBytes = Number.POSITIVE_INFINITY
  for (const record of records) {
    const last = batches.at(-1)
    if (last !== undefined && last.length < RECORDS_MAX && openBytes + record.length <= BLOCK_BYTES_MAX) {
      last.push(record)
      openBytes += record.length
    } else {
      batches.push([record])
      openBytes = COUNT_CHARACTERS + record.length
    }
  }
  return batches
}
