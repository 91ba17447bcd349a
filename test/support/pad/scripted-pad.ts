import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { type AbecsCommand, decodeCommand } from '#hardware/pad/abecs/codec.ts'
import { encodeFrame, FrameReader } from '#hardware/pad/abecs/framing.ts'
import { writePacket } from '#hardware/pad/abecs/packet.ts'
import { isSealed, openPacket, readSecureOpen, sealPacket, wrapSessionKey } from '#hardware/pad/abecs/secure-link.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

/**
 * One line of a conversation. `till` is what must come from the till: `CAN`, `NAK`, or the head of a command's packet
 * as text; the rest is what the pad sends then, in order: `ACK`, `NAK`, `EOT`, `bad` (a frame with a wrong check),
 * `unplug`, `nothing`, `key` (the answer to a secure OPN), or a packet as text where `{hex}` stands for bytes. Once a
 * key was given, what the till seals is written `sealed GCX`, and the pad seals its answers but CLX, ERR, and what is
 * written `clear GOX009`.
 */
export interface Line {
  readonly till: string
  readonly pad: readonly string[]
}

export interface ScriptedPad {
  readonly link: ReturnType<typeof simulatedPair>['link']
  /** Lines not reached yet. */
  readonly left: Line[]
  /** What the till said against the script. */
  readonly surprises: string[]
  /** The commands received, for a closer look. */
  readonly commands: AbecsCommand[]
  /** The cable is in again. */
  plug(): void
  /** The pad sends by itself, once everything so far has settled. */
  say(...words: string[]): Promise<void>
}

const SINGLES: Readonly<Record<string, number>> = { ACK: 0x06, NAK: 0x15, EOT: 0x04 }

/** `GOX000005{80560001}2` as bytes. */
export function packetBytes(text: string): Uint8Array {
  const parts = text.split(/\{([0-9A-Fa-f ]*)\}/)
  return new Uint8Array(
    Buffer.concat(
      parts.map((part, index) => Buffer.from(part.replaceAll(' ', index % 2 ? '' : ' '), index % 2 ? 'hex' : 'latin1')),
    ),
  )
}

let padCount = 0

/** A pad in memory that knows one conversation and nothing else: it answers only what comes next in the script. */
export function scriptPad(script: readonly Line[]): ScriptedPad {
  padCount += 1
  const { link, far } = simulatedPair(`simulated:scripted-${padCount}`)
  const reader = new FrameReader()
  const left = [...script]
  const surprises: string[] = []
  const commands: AbecsCommand[] = []

  let sessionKey: Uint8Array | null = null
  let secureOpen: Uint8Array = new Uint8Array()

  function giveKey(): void {
    const key = new Uint8Array(16).fill(0x5a)
    far.write(encodeFrame(writePacket('OPN000', [wrapSessionKey(readSecureOpen(secureOpen), key)])))
    sessionKey = key
  }

  function utter(word: string): void {
    const single = SINGLES[word]
    if (single !== undefined) far.write(Uint8Array.of(single))
    else if (word === 'unplug') far.unplug()
    else if (word === 'bad') far.write(Uint8Array.of(0x16, 0x41, 0x17, 0, 0))
    else if (word === 'key') giveKey()
    else if (word.startsWith('clear ')) far.write(encodeFrame(packetBytes(word.slice('clear '.length))))
    else if (word !== 'nothing') {
      const packet = packetBytes(word)
      // Both close the secure link, and are told in clear.
      if (/^(CLX|ERR)/.test(word)) sessionKey = null
      far.write(encodeFrame(sessionKey === null ? packet : sealPacket(sessionKey, packet)))
    }
  }

  function hear(heard: string): void {
    const line = left[0]
    if (line === undefined || !heard.startsWith(line.till)) {
      surprises.push(heard)
      return
    }
    left.shift()
    for (const word of line.pad) utter(word)
  }

  far.onBytes((bytes) => {
    for (const part of reader.push(bytes)) {
      if (part.kind === 'cancel') hear('CAN')
      else if (part.kind === 'packet') {
        const isSecret = isSealed(part.packet)
        const command = decodeCommand(
          isSecret ? openPacket(sessionKey ?? new Uint8Array(16), part.packet) : part.packet,
        )
        commands.push(command)
        if (command.id === 'OPN') {
          sessionKey = null
          secureOpen = command.blocks[0] ?? secureOpen
        }
        const text = Buffer.from(writePacket(command.id, command.blocks)).toString('latin1')
        hear(isSecret ? `sealed ${text}` : text)
      } else hear(part.kind.toUpperCase())
    }
  })

  return {
    link,
    left,
    surprises,
    commands,
    plug: far.plug,
    say: async (...words) => {
      await settle()
      for (const word of words) utter(word)
      await settle()
    },
  }
}
