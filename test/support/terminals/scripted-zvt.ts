import { LIMITS } from '#contract/limits.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { encodeApdu, readApdus, ZVT } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { createZvtTerminal, type ZvtSettings, zvtSettingsSchema } from '#hardware/terminals/zvt/zvt-driver.ts'
import type { TerminalNotice } from '#payment/ports/standalone-terminal.port.ts'
import { ManualClock, settle } from '../payment/manual-clock.ts'
import { bytesOfHex, hexOfBytes } from './zvt-vectors.ts'

/** How what the terminal says comes to the till: cut once, counted from its first byte of all, or in pieces of so many bytes. */
export type Pieces = 'whole' | { readonly cutAt: number } | { readonly size: number }

/** What the terminal says to each command, whole messages: its yes or no first. */
export type Words = Readonly<Record<number, readonly string[]>>

/** `80 00 00`. */
export const YES = '80 00 00'
export const DONE = '06 0F 00'
const REGISTERED = [YES, '06 0F 08 29 28 00 48 69 49 09 78']

/**
 * A driver on a line in memory, and a terminal that says to each command what the test wants: its answer and its first word at once,
 * each other word when the till has answered the one before.
 */
export function scriptedZvt(words: Words, pieces: Pieces = 'whole', settings: Partial<ZvtSettings> = {}) {
  const { link, far } = simulatedPair('memory:zvt-script')
  const clock = new ManualClock()
  const heard: string[] = []
  let left: readonly string[] = []
  let written = 0
  const say = (bytes: Uint8Array) => {
    for (const piece of piecesOf(bytes, pieces, written)) far.write(piece)
    written += bytes.length
  }
  far.onBytes((bytes) => {
    for (const apdu of readApdus(bytes).apdus) {
      heard.push(hexOfBytes(encodeApdu(apdu)))
      const answer = words[apdu.control] ?? (apdu.control === ZVT.registration ? REGISTERED : undefined)
      const now = (answer ?? left).slice(0, answer === undefined ? 1 : 2)
      left = (answer ?? left).slice(now.length)
      say(Buffer.concat(now.map(bytesOfHex)))
    }
  })
  const whole = { ...zvtSettingsSchema.parse({}), ...settings }
  const driver = createZvtTerminal({
    alias: 'Theke',
    endpoint: 'memory:zvt',
    settings: whole,
    clock,
    newLink: () => link,
  })
  const notices: TerminalNotice[] = []
  driver.onNotice((notice) => notices.push(notice))
  /** Every deadline of a command passes. */
  const loseCommand = async () => {
    await settle()
    await clock.advance(LIMITS.terminalCommandTimeoutMs)
  }
  return { driver, heard, notices, clock, loseCommand, written: () => written }
}

function piecesOf(bytes: Uint8Array, pieces: Pieces, from: number): readonly Uint8Array[] {
  if (bytes.length === 0) return []
  if (pieces === 'whole') return [bytes]
  if ('size' in pieces) {
    const count = Math.ceil(bytes.length / pieces.size)
    return Array.from({ length: count }, (_, index) => bytes.subarray(index * pieces.size, (index + 1) * pieces.size))
  }
  const cut = pieces.cutAt - from
  return cut > 0 && cut < bytes.length ? [bytes.subarray(0, cut), bytes.subarray(cut)] : [bytes]
}
