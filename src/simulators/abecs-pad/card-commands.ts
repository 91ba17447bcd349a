import { type AbecsResponse, type Parameter, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { PAN_MASK, PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { maskPan, type TestCard, track1Of, track2Of, truncateTrack } from './cards.ts'
import { forgetCard } from './control-commands.ts'
import { DISPLAY_COLUMNS, splitRows } from './pad-body.ts'
import { answer, CommandParameters, type CommandRun, type HeldTracks, PadRefusal } from './pad-context.ts'

/** With the antenna on and no time given, the pad gives up by itself (sheet 2.6). */
export const CONTACTLESS_TIMEOUT_MS = 120_000
const REMOVE_ALTERNATION_MS = 1_500
const EVENT_KEYS: Readonly<Record<string, string>> = {
  enter: '00',
  up: '02',
  down: '03',
  f1: '04',
  f2: '05',
  f3: '06',
  f4: '07',
  clear: '08',
  cancel: '13',
}

const STRIPE_TRACKS = ['track1', 'track2'] as const

/** CEX: waits for one event of SPE_CEXOPT: key, stripe, chip in (1) or out (2), antenna. */
export const runCex: CommandRun = async ({ blocks }, { body, memory, specification }, { signal, noteResponse }) => {
  const parameters = new CommandParameters(blocks)
  const [keys, stripe, chip, antenna] = parameters.requiredText(SPE.CEXOPT, /^[01][01][012][01]00$/)
  const mask = maskOf(parameters)
  const takesTap = antenna === '1'
  forgetCard(memory)
  const event = (code: string, card?: TestCard): AbecsResponse => {
    if (card) memory.tracks = { card, fields: STRIPE_TRACKS }
    noteResponse('result', code)
    const tracks = card ? trackParameters(card, STRIPE_TRACKS, mask) : []
    return answer('CEX', writeParameters([textParameter(PP.EVENT, code), ...tracks]))
  }
  if (chip === '1' && body.slot) return event('92')
  if (chip === '2' && !body.slot) return event('91')
  const outcome = await body.wait(
    { what: chip === '2' ? 'removal' : 'event', command: 'CEX', takesTap },
    (gesture): AbecsResponse | undefined => {
      if (gesture.kind === 'removed') return chip === '2' ? event('91') : undefined
      if (gesture.kind === 'key') {
        const code = EVENT_KEYS[gesture.key]
        return keys === '1' && code !== undefined ? event(code) : undefined
      }
      if (gesture.kind !== 'card') return undefined
      // A stripe that is not read is no event: the customer swipes again.
      if (gesture.how === 'swipe')
        return stripe === '1' && gesture.failure === null ? event('90', gesture.card) : undefined
      if (gesture.how === 'insert') return chip === '1' ? event('92') : undefined
      return takesTap ? event('94') : undefined
    },
    { timeoutMs: parameters.timeoutMs(specification) ?? (takesTap ? CONTACTLESS_TIMEOUT_MS : null), signal },
  )
  if (outcome === 'aborted') return null
  if (outcome !== 'timed-out') return outcome
  if (takesTap && parameters.bytes(SPE.TIMEOUT) === undefined) return event('93')
  throw new PadRefusal('TIMEOUT')
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

export function maskOf(parameters: CommandParameters): string {
  return parameters.text(SPE.PANMASK, /^\d{4}$/) ?? PAN_MASK
}

/** PP_TRK1INC and PP_TRK2INC of the tracks that were read: cut short, masked. */
export function trackParameters(card: TestCard, fields: HeldTracks['fields'], mask: string): Parameter[] {
  return [
    ...(fields.includes('track1')
      ? [textParameter(PP.TRK1INC, maskPan(truncateTrack(track1Of(card), '^'), mask))]
      : []),
    ...(fields.includes('track2')
      ? [textParameter(PP.TRK2INC, maskPan(truncateTrack(track2Of(card), '='), mask))]
      : []),
  ]
}

export function shortName(card: TestCard): string {
  return `${card.name} •••• ${card.pan.slice(-4)}`
}

export function amountText(amountMinor: number): string {
  return (amountMinor / 100).toFixed(2).replace('.', ',')
}

/** Heading at the left, amount at the right, 16 columns; the heading gives way to an amount that needs the row. */
export function amountRow(heading: string, amountMinor: number): string {
  const amount = amountText(amountMinor)
  const isTight = heading.length + amount.length > DISPLAY_COLUMNS
  return (isTight ? '' : heading) + amount.padStart(DISPLAY_COLUMNS - (isTight ? 0 : heading.length))
}
