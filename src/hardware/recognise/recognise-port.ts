import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ByteLink } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import type { SerialForm } from '../link/serial-link.ts'
import { plainSpeech } from './device-signatures.ts'
import type { PortSignature, PortSpeech } from './port-signature.ts'

/** ESC @: a printer that keeps silent forgets what the questions left in its buffer. */
const FORGET = Uint8Array.of(0x1b, 0x40)
const NETWORK_TIMEOUTS = { openTimeoutMs: LIMITS.portFirstAnswerMs, writeTimeoutMs: LIMITS.portFirstAnswerMs }

export interface PortLook {
  readonly endpoint: string
  /** What a person says is there: asked first, and longer. Null for what never answers. */
  readonly expected: PortSpeech | null
  readonly signatures: readonly PortSignature[]
  readonly clock: Pick<ClockPort, 'after'>
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly newLink?: () => ByteLink
}

/**
 * Finds what speaks at a port: each protocol is asked its own harmless question over a line of its own, the expected one first; any
 * answer is also tried as the words of one that does not understand. Null: nothing that is known here, or no line at all.
 *
 * Guarantees: ends within `LIMITS.portLookTimeoutMs` and leaves no line open; what answers as expected is asked nothing else.
 */
export async function recognisePort(look: PortLook): Promise<PortSpeech | null> {
  const { expected, signatures, clock } = look
  const first = signatures.filter(({ speech }) => speech === expected)
  const others = signatures.filter(({ speech }) => speech !== expected)
  const time: LookTime = { isOver: false, end: () => {} }
  const stopTimer = clock.after(LIMITS.portLookTimeoutMs, () => {
    time.isOver = true
    time.end()
  })
  try {
    for (const [index, signature] of [...first, ...others].entries()) {
      const heard = await ask(look, signature, time)
      // The driver says why there is none.
      if (heard === null && index === 0) return null
      const speech = speechOf(heard ?? NOTHING, signature)
      if (speech !== null) return speech
      // A line that sends back what it is sent would do so with all of them.
      if (time.isOver || isEcho(heard ?? NOTHING, signature.question)) return null
      await pause(clock, LIMITS.portPauseMs)
    }
    await say(look, FORGET)
    // What takes one line at a time has seen the end of this one before the next is opened.
    await pause(clock, LIMITS.portPauseMs)
    return null
  } finally {
    stopTimer()
  }
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

/** All that was heard until it could be told, the line ended, or the time was over; null when there was no line. */
async function ask(look: PortLook, signature: PortSignature, time: LookTime): Promise<Uint8Array | null> {
  const { clock, expected } = look
  const waitMs = signature.speech === expected ? LIMITS.portFirstAnswerMs : LIMITS.portOtherAnswerMs
  const link = lineOf(look, signature.form)
  if (link === null) return null
  let heard: Uint8Array | null = null
  await new Promise<void>((resolve) => {
    let stopTimer = () => {}
    const end = () => {
      stopTimer()
      resolve()
    }
    time.end = end
    link.onLost(end)
    link.onBytes((more) => {
      heard = Buffer.concat([heard ?? NOTHING, more])
      if (speechOf(heard, signature) !== null) end()
    })
    void link.open().then(async (opened) => {
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
  return heard
}

async function say(look: PortLook, bytes: Uint8Array): Promise<void> {
  const link = lineOf(look)
  if ((await link?.open())?.ok) await link?.write(bytes)
  await link?.close()
}

function lineOf({ endpoint, newLink }: PortLook, form?: SerialForm): ByteLink | null {
  if (newLink) return newLink()
  const created = createLink(endpoint, NETWORK_TIMEOUTS, form)
  return created.ok ? created.value : null
}

function pause(clock: Pick<ClockPort, 'after'>, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve))
}
