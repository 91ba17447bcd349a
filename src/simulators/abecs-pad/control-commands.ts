import { SPE } from '#hardware/pad/abecs/parameters.ts'
import { isShowable } from './media-commands.ts'
import { DISPLAY_COLUMNS, type Rows, splitRows, toRows } from './pad-body.ts'
import { answer, CommandParameters, type CommandRun, type PadMemory, PadRefusal } from './pad-context.ts'

const ROWS_32 = 2 * DISPLAY_COLUMNS
const DEX_CHARACTERS_MAX = 160

/** DSP: 32 characters, two rows of 16. */
export const runDsp: CommandRun = async ({ blocks }, { body }) => {
  body.show(...rowsOf(blocks))
  return answer('DSP')
}

/**
 * DEX: LEN(3) and up to 160 characters, 0D between rows; what does not fit two rows is not shown. A pad of 2.20 takes
 * six digits of options after them: across (0 left, 1 right, 2 middle), down (0 top, 1 bottom, 2 middle), kind.
 */
export const runDex: CommandRun = async ({ blocks }, { body, specification }) => {
  const text = latin1(blocks[0])
  const length = text.slice(0, 3)
  if (!/^\d{3}$/.test(length) || Number(length) > DEX_CHARACTERS_MAX) throw new PadRefusal('INVPARM')
  const message = text.slice(3, 3 + Number(length))
  const options = text.slice(3 + Number(length))
  const takesOptions = specification === '2.20' && /^[012][012][0-4]000$/.test(options)
  if (message.length !== Number(length) || (options !== '' && !takesOptions)) throw new PadRefusal('INVPARM')
  body.show(...placed(toRows(message), options))
  return answer('DEX')
}

/** The rows where DEX_OPTIONS puts them. Of two rows the middle is the upper one. */
function placed(rows: Rows, options: string): Rows {
  const across = (row: string): string => {
    const free = DISPLAY_COLUMNS - row.length
    if (options.charAt(0) === '1') return row.padStart(DISPLAY_COLUMNS)
    return options.charAt(0) === '2' ? ' '.repeat(Math.floor(free / 2)) + row : row
  }
  const isDown = options.charAt(1) === '1' && rows[1] === ''
  const [first, second] = isDown ? (['', rows[0]] as const) : rows
  return [across(first), across(second)]
}

/** CLO: 32 characters left on the display. The link and the card are let go. */
export const runClo: CommandRun = async ({ blocks }, { body, memory }) => {
  body.show(...rowsOf(blocks))
  forgetCard(memory)
  memory.unlockedPhone = null
  return answer('CLO')
}

/** CLX: a picture by name when it is there, else the text of SPE_DSPMSG, or an empty display. */
export const runClx: CommandRun = async ({ blocks }, { body, memory, media }) => {
  const parameters = new CommandParameters(blocks)
  const name = parameters.text(SPE.MFNAME, /^.{0,8}$/s)
  const file = name === undefined ? undefined : media.find(name)
  if (file !== undefined && isShowable(file)) body.showImage(file.bytes)
  else body.show(...toRows(parameters.text(SPE.DSPMSG, /^.*$/s) ?? ''))
  forgetCard(memory)
  memory.unlockedPhone = null
  return answer('CLX')
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
