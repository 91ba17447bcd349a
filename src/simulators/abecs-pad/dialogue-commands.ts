import { type AbecsResponse, readParameterList, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE, STATUS } from '#hardware/pad/abecs/parameters.ts'
import { CAPTURE_PROMPTS } from './capture-prompts.ts'
import { DISPLAY_COLUMNS, type Gesture, type Rows, toRows } from './pad-body.ts'
import { answer, CommandParameters, type CommandRun, PadRefusal } from './pad-context.ts'

const OPTIONS_MAX = 20
const OPTION_CHARACTERS_MAX = 24
const DIGITS_MAX = 32

/**
 * MNU: the customer chooses one of up to twenty lines. The upper row is the title, the lower one the line that enter
 * takes; the arrows move it, and a digit takes the first line that begins with it (ABECS 6.5.13).
 */
export const runMnu: CommandRun = async ({ blocks }, { body, specification }, { signal, noteResponse }) => {
  const parameters = new CommandParameters(blocks)
  const options = readParameterList(blocks)
    .filter(([id]) => id === SPE.MNUOPT)
    .map(([, text]) => Buffer.from(text).toString('latin1'))
  if (options.length === 0) throw new PadRefusal('MANDAT')
  if (options.length > OPTIONS_MAX || options.some(({ length }) => length > OPTION_CHARACTERS_MAX))
    throw new PadRefusal('INVPARM')
  const title = parameters.text(SPE.DSPMSG, /^.{0,128}$/s) ?? ''
  let at = 0
  const draw = () => body.show(...menuRows(title, options, at))
  draw()
  const outcome = await body.wait(
    { what: 'menu', command: 'MNU', takesTap: false, options },
    (gesture): number | 'CANCEL' | undefined => {
      if (gesture.kind === 'choice') return gesture.option < options.length ? gesture.option : undefined
      if (gesture.kind !== 'key') return undefined
      if (gesture.key === 'cancel') return 'CANCEL'
      if (gesture.key === 'enter') return at
      if (gesture.key === 'up') at = Math.max(0, at - 1)
      if (gesture.key === 'down') at = Math.min(options.length - 1, at + 1)
      draw()
      const hot = /^\d$/.test(gesture.key) ? options.findIndex((option) => option.startsWith(gesture.key)) : -1
      return hot < 0 ? undefined : hot
    },
    { timeoutMs: parameters.timeoutMs(specification), signal },
  )
  if (outcome === 'aborted') return null
  body.clearDisplay()
  if (outcome === 'timed-out') throw new PadRefusal('TIMEOUT')
  if (outcome === 'CANCEL') throw new PadRefusal(outcome)
  const value = String(outcome + 1).padStart(2, '0')
  noteResponse('result', value)
  return answer('MNU', writeParameters([textParameter(PP.VALUE, value)]))
}

/** Without a title a line may run over both rows, so that all of it is read. */
function menuRows(title: string, options: readonly string[], at: number): Rows {
  const option = options[at] ?? ''
  if (title === '') return toRows(option)
  return [toRows(title)[0], option.slice(0, DISPLAY_COLUMNS)]
}

/**
 * GCD: figures in clear, asked for by one of the fixed prompts only, so that no till can ask for a PIN this way. A pad
 * of 2.20 takes letters too when SPE_GCDOPT says so.
 */
export const runGcd: CommandRun = async ({ blocks }, { body, specification }, { signal }) => {
  const parameters = new CommandParameters(blocks)
  const prompt = CAPTURE_PROMPTS[promptNumber(parameters) - 1]
  if (prompt === undefined) throw new PadRefusal('INVPARM')
  const least = count(parameters, SPE.MINDIG, 0)
  const most = count(parameters, SPE.MAXDIG, DIGITS_MAX)
  if (most > DIGITS_MAX || most < least) throw new PadRefusal('INVPARM')
  const option = specification === '2.20' ? parameters.text(SPE.GCDOPT, /^[01]000$/) : undefined
  const allowed = option?.startsWith('1') ? /^[0-9A-Z]+$/ : /^[0-9]+$/
  let value = ''
  const draw = () => body.show(prompt, value.slice(-DISPLAY_COLUMNS))
  draw()
  const outcome = await body.wait(
    { what: 'figures', command: 'GCD', takesTap: false },
    (gesture): 'entered' | 'CANCEL' | undefined => {
      const typed = typedText(gesture)
      if (typed === 'cancel') return 'CANCEL'
      if (typed === 'enter') return value.length >= least ? 'entered' : undefined
      if (typed === 'clear') value = value.slice(0, -1)
      else if (typed !== null && allowed.test(typed) && value.length + typed.length <= most) value += typed
      draw()
      return undefined
    },
    { timeoutMs: parameters.timeoutMs(specification), signal },
  )
  if (outcome === 'aborted') return null
  body.clearDisplay()
  if (outcome === 'timed-out') throw new PadRefusal('TIMEOUT')
  if (outcome === 'CANCEL') throw new PadRefusal(outcome)
  return answer('GCD', writeParameters([textParameter(PP.VALUE, value)]))
}

function promptNumber(parameters: CommandParameters): number {
  const index = parameters.bytes(SPE.MSGIDX)
  if (index === undefined) throw new PadRefusal('MANDAT')
  if (index.length !== 2) throw new PadRefusal('INVPARM')
  return Buffer.from(index).readUInt16BE(0)
}

function count(parameters: CommandParameters, id: number, otherwise: number): number {
  const value = parameters.bytes(id)
  if (value === undefined) return otherwise
  if (value.length !== 1) throw new PadRefusal('INVPARM')
  return value[0] ?? 0
}

function typedText(gesture: Gesture): string | null {
  if (gesture.kind === 'text') return gesture.text
  return gesture.kind === 'key' ? gesture.key : null
}

/** Answered by RSP_STAT itself, which is no failure here. */
const KEY_STATUSES = { enter: STATUS.OK, clear: STATUS.CLEAR, cancel: STATUS.CANCEL } as const

/** GKY: waits for a key that is no digit. */
export const runGky: CommandRun = async (_command, { body }, { signal }) => {
  const outcome = await body.wait(
    { what: 'event', command: 'GKY', takesTap: false },
    (gesture): AbecsResponse | undefined => {
      if (gesture.kind !== 'key' || !(gesture.key in KEY_STATUSES)) return undefined
      return { id: 'GKY', status: KEY_STATUSES[gesture.key as keyof typeof KEY_STATUSES], blocks: [] }
    },
    { timeoutMs: null, signal },
  )
  return typeof outcome === 'object' ? outcome : null
}
