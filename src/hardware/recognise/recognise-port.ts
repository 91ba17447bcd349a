import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ByteLink } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import { networkAddress } from '../link/network-address.ts'
import { tlsLink } from '../link/tls-link.ts'
import { isTlsAlert, plainSpeech } from './device-signatures.ts'
import type { PortSignature, PortSpeech } from './port-signature.ts'

/** ESC @: a printer that keeps silent forgets what the questions left in its buffer. */
const FORGET = Uint8Array.of(0x1b, 0x40)
const NETWORK_TIMEOUTS = { openTimeoutMs: LIMITS.portFirstAnswerMs, writeTimeoutMs: LIMITS.portFirstAnswerMs }

export interface PortLook {
  readonly endpoint: string
  /** What a person says is there: asked first, and longer. Null for what never answers. */
  readonly expected: PortSpeech | null
  readonly signatures: readonly PortSignature[]
  /** Asked over an encrypted line where it is expected, or where something seems to understand nothing else. */
  readonly encrypted?: PortSignature
  readonly clock: Pick<ClockPort, 'after'>
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly newLink?: () => ByteLink
}

/**
 * Finds what speaks at a port: each protocol is asked its own harmless question over a line of its own, the expected one first; any
 * answer is also tried as the words of one that does not understand. Who hangs up on plain words, or says by an alert that it encrypts,
 * is asked over an encrypted line. Null: nothing that is known here, or no line at all.
 *
 * Guarantees: ends within `LIMITS.portLookTimeoutMs` and leaves no line open; what answers as expected is asked nothing else.
 */
export async function recognisePort(look: PortLook): Promise<PortSpeech | null> {
  const { clock } = look
  const time: LookTime = { isOver: false, end: () => {} }
  const stopTimer = clock.after(LIMITS.portLookTimeoutMs, () => {
    time.isOver = true
    time.end()
  })
  try {
    const speech = await lookWith(look, time)
    if (speech !== 'silent') return speech
    await say(look, FORGET)
    // What takes one line at a time has seen the end of this one before the next is opened.
    await pause(clock, LIMITS.portPauseMs)
    return null
  } finally {
    stopTimer()
  }
}

/** @returns silent when all were asked and none was answered. */
async function lookWith(look: PortLook, time: LookTime): Promise<PortSpeech | null | 'silent'> {
  const { encrypted, clock } = look
  let mayEncrypt = encrypted !== undefined
  for (const [index, signature] of inTurn(look).entries()) {
    const { bytes, hasHungUp } = await ask(look, signature, time)
    // The driver says why there is none.
    if (bytes === null && index === 0) return null
    const heard = bytes ?? NOTHING
    const speech = speechOf(heard, signature)
    const seemsEncrypted = isTlsAlert(heard) || (hasHungUp && heard.length === 0)
    if (encrypted && mayEncrypt && seemsEncrypted && !signature.isEncrypted) {
      mayEncrypt = false
      const inside = speechOf((await ask(look, encrypted, time)).bytes ?? NOTHING, encrypted)
      if (inside !== null) return inside
    }
    if (speech !== null) return speech
    // A line that sends back what it is sent would do so with all of them.
    if (time.isOver || isEcho(heard, signature.question)) return null
    await pause(clock, LIMITS.portPauseMs)
  }
  return 'silent'
}

/** The expected one first. */
function inTurn({ expected, signatures, encrypted }: PortLook): readonly PortSignature[] {
  const isExpected = ({ speech }: PortSignature) => speech === expected
  const first = [...signatures, ...(encrypted ? [encrypted] : [])].filter(isExpected)
  return [...first, ...signatures.filter((signature) => !isExpected(signature))]
}

interface LookTime {
  isOver: boolean
  /** Ends the question under way. */
  end: () => void
}

const NOTHING = new Uint8Array()

function speechOf(heard: Uint8Array, { speech, isAnswer, question }: PortSignature): PortSpeech | null {
  if (heard.length === 0 || isEcho(heard, question)) return null
  return isAnswer(heard) ? speech : plainSpeech(heard)
}

const isEcho = (heard: Uint8Array, question: Uint8Array): boolean =>
  heard.length > 0 && Buffer.from(question).subarray(0, heard.length).equals(heard)

interface Heard {
  /** Null when there was no line. */
  readonly bytes: Uint8Array | null
  /** The line was ended by the other side. */
  readonly hasHungUp: boolean
}

/** All that was heard until it could be told, the line ended, or the time was over. */
async function ask(look: PortLook, signature: PortSignature, time: LookTime): Promise<Heard> {
  const { clock, expected } = look
  const isFirst = signature.speech === expected || signature.isEncrypted === true
  const waitMs = isFirst ? LIMITS.portFirstAnswerMs : LIMITS.portOtherAnswerMs
  const link = lineOf(look, signature, waitMs)
  if (link === null) return { bytes: null, hasHungUp: false }
  let heard: Uint8Array | null = null
  let hasHungUp = false
  await new Promise<void>((resolve) => {
    let stopTimer = () => {}
    const end = () => {
      stopTimer()
      resolve()
    }
    time.end = end
    link.onLost(() => {
      hasHungUp = true
      end()
    })
    link.onBytes((more) => {
      heard = Buffer.concat([heard ?? NOTHING, more])
      if (isTold(heard, signature)) end()
    })
    void link.open().then(async (opened) => {
      // Somebody is there, who does not encrypt.
      if (!opened.ok && opened.trouble === 'lost' && signature.isEncrypted) heard = NOTHING
      if (!opened.ok) return end()
      heard = NOTHING
      // What came in the same turn is read before the wait is over.
      stopTimer = clock.after(waitMs, () => setImmediate(end))
      const written = await link.write(signature.question)
      if (!written.ok) end()
    })
  })
  time.end = () => {}
  await link.close()
  return { bytes: heard, hasHungUp }
}

/** A page on an encrypted line is one only when all of it is there. */
function isTold(heard: Uint8Array, signature: PortSignature): boolean {
  return signature.isEncrypted ? signature.isAnswer(heard) : speechOf(heard, signature) !== null
}

async function say(look: PortLook, bytes: Uint8Array): Promise<void> {
  const link = lineOf(look, null, LIMITS.portFirstAnswerMs)
  if ((await link?.open())?.ok) await link?.write(bytes)
  await link?.close()
}

function lineOf({ endpoint, newLink }: PortLook, signature: PortSignature | null, waitMs: number): ByteLink | null {
  if (newLink) return newLink()
  if (signature?.isEncrypted) {
    const address = networkAddress(endpoint)
    const timeouts = { ...NETWORK_TIMEOUTS, openTimeoutMs: waitMs }
    return address === null ? null : tlsLink(address.host, address.port, timeouts)
  }
  const created = createLink(endpoint, NETWORK_TIMEOUTS, signature?.form)
  return created.ok ? created.value : null
}

function pause(clock: Pick<ClockPort, 'after'>, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve))
}
