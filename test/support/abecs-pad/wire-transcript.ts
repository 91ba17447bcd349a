import type { Bench } from './bench-pad.ts'
import { openBench } from './bench-pad.ts'

/**
 * Plays a conversation typed from the pin-pad sheet, byte for byte, against the simulated pad. Frames, escapes, check
 * and parameters are written and read here, without the product's framing and codec.
 *
 *   > CAN            > NAK            a control byte of the till
 *   > OPN            > DSP "text"     a command; each text or hHEX is a block of its own
 *   > GOX 0010="01" 0004=h82          a command with parameters, all in one block
 *   < ACK  < EOT  < NAK               what the pad must send next, one line each
 *   < GOX000 8056="202000" 804C=*     parameters in order; * stands for any value
 *   < NTM000 "text"                   a block as text
 *   ! insert cb-chip                  the customer, once the pad waits: insert, tap, swipe, remove, keys 1234 enter
 *   ! pull                            the card is out although nothing waits for it; ! power: off and on again
 */
const CONTROLS: Readonly<Record<string, number>> = { EOT: 0x04, ACK: 0x06, NAK: 0x15, CAN: 0x18 }
const ESCAPED: Readonly<Record<number, number>> = { 19: 0x33, 22: 0x36, 23: 0x37 }
const SYN = 0x16
const ETB = 0x17
const DC3 = 0x13
const PATIENCE_MS = 3_000

function check(bytes: readonly number[]): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

function frame(packet: readonly number[]): number[] {
  const escaped = packet.flatMap((byte) => (byte in ESCAPED ? [DC3, ESCAPED[byte] ?? 0] : [byte]))
  const crc = check([...packet, ETB])
  return [SYN, ...escaped, ETB, crc >> 8, crc & 0xff]
}

const latin1 = (text: string): number[] => [...Buffer.from(text, 'latin1')]
const bytesOf = (token: string): number[] =>
  token.startsWith('h') ? [...Buffer.from(token.slice(1), 'hex')] : latin1(token.slice(1, -1))
const lengthOf = (bytes: readonly number[]): number[] => latin1(String(bytes.length).padStart(3, '0'))
/** Words of a line; what stands between quotes is one word. */
const wordsOf = (line: string): string[] => line.match(/(?:[^\s"]|"[^"]*")+/g) ?? []

function packetOf(words: readonly string[]): number[] {
  const [head = '', ...rest] = words
  const isParameter = (word: string) => /^[0-9A-F]{4}=/.test(word)
  const parameters = rest.filter(isParameter).flatMap((word) => {
    const value = bytesOf(word.slice(5))
    return [...Buffer.from(word.slice(0, 4), 'hex'), value.length >> 8, value.length & 0xff, ...value]
  })
  const blocks = [
    ...rest.filter((word) => !isParameter(word)).map(bytesOf),
    ...(parameters.length > 0 ? [parameters] : []),
  ]
  return [...latin1(head), ...blocks.flatMap((block) => [...lengthOf(block), ...block])]
}

/** The words a packet of the pad would be typed as. */
function readPacket(packet: readonly number[], typed: readonly string[]): string[] {
  const text = Buffer.from(packet).toString('latin1')
  const words = [text.slice(0, 6)]
  for (let at = 6; at < packet.length; ) {
    const length = Number(text.slice(at, at + 3))
    const block = packet.slice(at + 3, at + 3 + length)
    words.push(...(typed[1]?.includes('=') ? readBlock(block) : [`"${Buffer.from(block).toString('latin1')}"`]))
    at += 3 + length
  }
  return words
}

function readBlock(block: readonly number[]): string[] {
  const words: string[] = []
  for (let at = 0; at < block.length; ) {
    const length = ((block[at + 2] ?? 0) << 8) | (block[at + 3] ?? 0)
    const id = Buffer.from(block.slice(at, at + 2))
      .toString('hex')
      .toUpperCase()
    const value = Buffer.from(block.slice(at + 4, at + 4 + length))
    words.push(`${id}=${value.toString('hex').toUpperCase()}`)
    at += 4 + length
  }
  return words
}

/** `8056="20"` and `8056=h3230` are the same word. */
function comparable(word: string): string {
  return /^[0-9A-F]{4}=["h]/.test(word)
    ? `${word.slice(0, 5)}${Buffer.from(bytesOf(word.slice(5)))
        .toString('hex')
        .toUpperCase()}`
    : word
}

class Player {
  readonly bench: Bench
  readonly #received: number[] = []

  constructor(options: Parameters<typeof openBench>[0]) {
    this.bench = openBench({ readingMs: 20, ...options })
    this.bench.pad.line.attach({ write: (bytes) => void this.#received.push(...bytes), cut: () => {} })
  }

  async play(line: string): Promise<string> {
    const words = wordsOf(line.slice(2))
    if (line.startsWith('!')) await this.#act(words)
    else if (line.startsWith('>')) this.#send(words)
    else return `< ${await this.#read(words)}`
    return line
  }

  /** What the pad sent beyond the conversation. */
  get left(): string {
    return Buffer.from(this.#received).toString('hex')
  }

  #send(words: readonly string[]): void {
    const control = CONTROLS[words[0] ?? '']
    this.bench.pad.line.receive(Uint8Array.from(control !== undefined ? [control] : frame(packetOf(words))))
  }

  async #act([gesture = '', ...rest]: readonly string[]): Promise<void> {
    const { pad } = this.bench
    if (gesture === 'power') return pad.line.powerCycle()
    if (gesture === 'pull') return void (await pad.control({ do: 'remove' }))
    await this.#until(() => pad.picture().expects !== null)
    if (gesture !== 'keys') return void (await pad.control({ do: gesture, card: rest[0], fails: rest[1] }))
    const keys = rest.flatMap((word) => (/^\d+$/.test(word) ? [...word] : [word]))
    for (const key of keys) await pad.control({ do: 'key', key })
  }

  async #read(typed: readonly string[]): Promise<string> {
    await this.#until(() => this.#received.length > 0)
    const first = this.#received[0] ?? 0
    if (first !== SYN) {
      this.#received.shift()
      return Object.entries(CONTROLS).find(([, code]) => code === first)?.[0] ?? first.toString(16)
    }
    await this.#until(() => this.#received.indexOf(ETB) > 0 && this.#received.length >= this.#received.indexOf(ETB) + 3)
    const end = this.#received.indexOf(ETB)
    const [, ...escaped] = this.#received.splice(0, end + 3)
    const packet: number[] = []
    for (let at = 0; at < end - 1; at += 1)
      packet.push(escaped[at] === DC3 ? (escaped[++at] ?? 0) - 0x20 : (escaped[at] ?? 0))
    const crc = check([...packet, ETB])
    if (escaped.at(-2) !== crc >> 8 || escaped.at(-1) !== (crc & 0xff)) return 'a frame whose check is wrong'
    const read = readPacket(packet, typed)
    // A word that agrees is shown as it was typed, so that a difference stands alone.
    return read
      .map((word, index) => {
        const wanted = typed[index] ?? ''
        const isAny = wanted.endsWith('=*') && word.startsWith(wanted.slice(0, -1))
        return isAny || comparable(wanted) === word ? wanted : word
      })
      .join(' ')
  }

  async #until(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS
    while (!holds()) {
      if (Date.now() > deadline) throw new Error('the pad keeps waiting')
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
}

/** The conversation as it went: equal to what was typed when the pad keeps to it. */
export async function playTranscript(
  typed: string,
  options: Parameters<typeof openBench>[0] = {},
): Promise<{ readonly typed: string[]; readonly played: string[]; readonly bench: Bench; readonly left: string }> {
  const player = new Player(options)
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const played: string[] = []
  for (const line of lines) {
    const outcome = await player.play(line).catch((thrown: unknown) => `${line} -> ${(thrown as Error).message}`)
    played.push(outcome)
    if (outcome !== line) break
  }
  return { typed: lines, played, bench: player.bench, left: player.left }
}
