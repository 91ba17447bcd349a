import { type Parameter, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { KSN_DATA_SLOT, KSN_PIN_SLOT, PP, SPE, TABLE_VERSION } from '#hardware/pad/abecs/parameters.ts'
import { DISPLAY_COLUMNS, splitRows, toRows } from './pad-body.ts'
import {
  answer,
  CommandParameters,
  type CommandRun,
  type PadContext,
  type PadMemory,
  PadRefusal,
} from './pad-context.ts'

/** Who the pad says it is (GIX). */
export const PAD_IDENTITY = { serialNumber: 'SIM0000001', model: 'Simulated pad', maker: 'Comptoir' } as const

const NO_TABLES = '0000000000'
const ROWS_32 = 2 * DISPLAY_COLUMNS
const DEX_CHARACTERS_MAX = 160
const ABSENT_KEYS = '0'.repeat(100)

/** What GIX gives without a list; the figures by slot and by acquirer come only when asked for (sheet 2.6). */
const IDENTITY: ReadonlyArray<readonly [number, (context: PadContext) => string]> = [
  [PP.SERNUM, () => PAD_IDENTITY.serialNumber],
  [PP.PARTNBR, () => 'TRAINING'],
  [PP.MODEL, () => `${PAD_IDENTITY.model};1MB`],
  [PP.MNNAME, () => PAD_IDENTITY.maker],
  [PP.CAPAB, () => '1000000000'],
  [PP.SOVER, () => '1.0'],
  [PP.SPECVER, () => '2.12'],
  [PP.MANVERS, () => '001.00 training'],
  [PP.APPVERS, () => '001.00 training'],
  [PP.GENVERS, () => '000.00'],
  [PP.KRNLVER, () => 'NOT EMV L2'],
  [PP.CTLSVER, () => 'NOT EMV L2'],
  [PP.DSPTXTSZ, () => '0216'],
  [PP.DSPGRSZ, () => '00000000'],
  [PP.MKTDESP, () => ABSENT_KEYS],
  [PP.MKTDESD, () => ABSENT_KEYS],
  [PP.DKPTTDESP, ({ keys }) => keys.map()],
  [PP.DKPTTDESD, ({ keys }) => keys.map()],
]

export const runGix: CommandRun = async ({ blocks }, context) => {
  const list = new CommandParameters(blocks).bytes(SPE.IDLIST)
  if (list === undefined)
    return answer('GIX', writeParameters(IDENTITY.map(([id, of]) => textParameter(id, of(context)))))
  if (list.length % 2 !== 0) throw new PadRefusal('INVPARM')
  const wanted = Array.from({ length: list.length / 2 }, (_, index) => Buffer.from(list).readUInt16BE(index * 2))
  return answer('GIX', writeParameters(wanted.flatMap((id) => figure(id, context))))
}

/** One figure, or none when the pad does not have it (GIX leaves it out). */
function figure(id: number, context: PadContext): Parameter[] {
  const known = IDENTITY.find(([identity]) => identity === id)
  if (known) return [textParameter(id, known[1](context))]
  if (id === TABLE_VERSION) return [textParameter(id, context.memory.tables.get('00') ?? NO_TABLES)]
  if (id > TABLE_VERSION && id <= TABLE_VERSION + 99) {
    const acquirer = String(id - TABLE_VERSION).padStart(2, '0')
    return [textParameter(id, context.memory.tables.get(acquirer) ?? NO_TABLES)]
  }
  const purpose = id >= KSN_DATA_SLOT ? 'data' : 'pin'
  const keySerial = context.keys.peek(purpose, id - (purpose === 'data' ? KSN_DATA_SLOT : KSN_PIN_SLOT))
  return keySerial ? [[id, keySerial]] : []
}

/** DSP: 32 characters, two rows of 16. */
export const runDsp: CommandRun = async ({ blocks }, { body }) => {
  body.show(...rowsOf(blocks))
  return answer('DSP')
}

/** DEX: LEN(3) and up to 160 characters, 0D between rows; what does not fit two rows is not shown. */
export const runDex: CommandRun = async ({ blocks }, { body }) => {
  const text = latin1(blocks[0])
  const length = text.slice(0, 3)
  const message = text.slice(3)
  if (!/^\d{3}$/.test(length) || Number(length) !== message.length || message.length > DEX_CHARACTERS_MAX)
    throw new PadRefusal('INVPARM')
  body.show(...toRows(message))
  return answer('DEX')
}

/** CLO: 32 characters left on the display. The link and the card are let go. */
export const runClo: CommandRun = async ({ blocks }, { body, memory }) => {
  body.show(...rowsOf(blocks))
  forgetCard(memory)
  return answer('CLO')
}

/** CLX: text of SPE_DSPMSG, or an empty display. */
export const runClx: CommandRun = async ({ blocks }, { body, memory }) => {
  body.show(...toRows(new CommandParameters(blocks).text(SPE.DSPMSG, /^.*$/s) ?? ''))
  forgetCard(memory)
  return answer('CLX')
}

/** TLI: acquirer and version of the tables to come; 020 when they differ from what is loaded. Both mean go on. */
export const runTli: CommandRun = async ({ blocks }, { memory }) => {
  const [, acquirer, version] = /^(\d{2})(.{10})$/s.exec(latin1(blocks[0])) ?? []
  if (acquirer === undefined || version === undefined) throw new PadRefusal('INVPARM')
  memory.loading = { acquirer, version, records: 0 }
  if (memory.tables.get(acquirer) !== version) throw new PadRefusal('TABVERDIF')
  return answer('TLI')
}

/** TLR: count and records. The pad counts them; its cards need none of their content. */
export const runTlr: CommandRun = async ({ blocks }, { memory }) => {
  if (!memory.loading) throw new PadRefusal('INVCALL')
  const count = /^\d{2}/.exec(latin1(blocks[0]))?.[0]
  if (count === undefined) throw new PadRefusal('INVPARM')
  memory.loading.records += Number(count)
  return answer('TLR')
}

/** TLE: the tables are in force. Without a record between TLI and TLE they are erased. */
export const runTle: CommandRun = async (_command, { memory }) => {
  if (!memory.loading) throw new PadRefusal('INVCALL')
  const { acquirer, version, records } = memory.loading
  if (records > 0) memory.tables.set(acquirer, version)
  else memory.tables.delete(acquirer)
  memory.loading = null
  return answer('TLE')
}

export function forgetCard(memory: PadMemory): void {
  memory.read = null
  memory.tracks = null
}

function rowsOf(blocks: readonly Uint8Array[]): readonly [string, string] {
  const text = latin1(blocks[0])
  if (text.length !== ROWS_32) throw new PadRefusal('INVPARM')
  return splitRows(text)
}

function latin1(bytes: Uint8Array = new Uint8Array()): string {
  return Buffer.from(bytes).toString('latin1')
}
