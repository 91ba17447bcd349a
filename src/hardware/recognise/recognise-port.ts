import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ByteLink } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import { networkAddress } from '../link/network-address.ts'
import { tlsLink } from '../link/tls-link.ts'
import { isTlsAlert, plainSpeech } from './device-signatures.ts'
import type { PortSignature, PortSpeech } from './port-signature.ts'

/** ESC @: a printer that keeps silent forgets what the questions left in its buffer. Nothing answers it. */
const FORGET: PortSignature = { speech: 'printer', question: Uint8Array.of(0x1b, 0x40), isAnswer: () => false }
const TIMEOUTS = { openTimeoutMs: LIMITS.portFirstAnswerMs, writeTimeoutMs: LIMITS.portFirstAnswerMs }

export interface PortLook {
  readonly endpoint: string
  /** What a person says is there: asked first, and longer. Null for what never answers. */
  readonly expected: PortSpeech | null
  readonly signatures: readonly PortSignature[]
  /** Asked over an encrypted line where it is expected, or where something seems to understand nothing else. */
  readonly encrypted?: PortSignature
  readonly clock: LookClock
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly newLink?: () => ByteLink
}

export type LookClock = Pick<ClockPort, 'after' | 'monotonicMs'>

/** One question, and how long its answer is waited for. */
export interface LookStep {
  readonly signature: PortSignature
  readonly waitMs: number
}

/**
 * What a port is asked in turn: what is expected first and longest, then the others, then a printer that kept silent. The others share
 * what is left of the time of the look, of which a part is kept for the encrypted question that may come in between.
 */
export function lookPlan({
  expected,
  signatures,
  encrypted,
}: Pick<PortLook, 'expected' | 'signatures' | 'encrypted'>): readonly LookStep[] {
  const isExpected = ({ speech }: PortSignature) => speech === expected
  const first = [...signatures, ...(encrypted ? [encrypted] : [])]
    .filter(isExpected)
    .map((signature) => ({ signature, waitMs: LIMITS.portFirstAnswerMs }))
  const others = signatures.filter((signature) => !isExpected(signature))
  const end = { signature: FORGET, waitMs: LIMITS.portPauseMs }
  const keptMs = mayComeBetween(encrypted, expected) ? LIMITS.portEncryptedLeastMs : 0
  const leftMs = LIMITS.portLookTimeoutMs - planMs([...first, end]) - keptMs - 1
  const shareMs = Math.floor(leftMs / others.length) - LIMITS.portPauseMs
  const waitMs = Math.min(LIMITS.portOtherAnswerMs, shareMs)
  return [...first, ...others.map((signature) => ({ signature, waitMs })), end]
}

/** Asked first, it is not asked again. */
const mayComeBetween = (encrypted: PortSignature | undefined, expected: PortSpeech | null): boolean =>
  encrypted !== undefined && encrypted.speech !== expected

/** How long a port that answers none of these keeps the look: each wait and the pause after it. */
export function planMs(steps: readonly LookStep[]): number {
  return steps.reduce((sumMs, { waitMs }) => sumMs + waitMs + LIMITS.portPauseMs, 0)
}

/** How long the encrypted question waits that comes in between: as one that is expected, if these others still have their time then. */
function encryptedWaitMs(leftMs: number, others: readonly LookStep[]): number {
  const freeMs = leftMs - planMs(others) - LIMITS.portPauseMs
  return Math.max(LIMITS.portEncryptedLeastMs, Math.min(LIMITS.portFirstAnswerMs, freeMs))
}

/**
 * Finds what speaks at a port: each protocol is asked its own harmless question over a line of its own, the expected one first; any
 * answer is also tried as the words of one that does not understand. Who hangs up on plain words, or says by an alert that it encrypts,
 * is asked over an encrypted line. Null: nothing that is known here, or no line at all.
 *
 * Guarantees: ends within `LIMITS.portLookTimeoutMs` and leaves no line open; what answers as expected is asked nothing else.
 */
export async function recognisePort(look: PortLook): Promise<PortSpeech | null> {
  const time = new LookTime(look.clock)
  try {
    return await lookWith(look, time)
  } finally {
    time.stop()
  }
}

/** The time of one look: once it is over nothing is waited for any more. */
class LookTime {
  readonly #clock: LookClock
  readonly #endsAtMs: number
  readonly #stopTimer: () => void
  #isOver = false
  #letGo = () => {}

  constructor(clock: LookClock) {
    this.#clock = clock
    this.#endsAtMs = clock.monotonicMs() + LIMITS.portLookTimeoutMs
    this.#stopTimer = clock.after(LIMITS.portLookTimeoutMs, () => {
      this.#isOver = true
      this.#letGo()
    })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  leftMs(): number {
    return this.#endsAtMs - this.#clock.monotonicMs()
  }

  /** Until `begin` says that it is done, or the time is over. */
  async until(begin: (done: () => void) => void): Promise<void> {
    if (this.#isOver) return
    await new Promise<void>((resolve) => {
      this.#letGo = resolve
      begin(resolve)
    })
  }

  pause(ms: number): Promise<void> {
    return this.until((done) => this.#clock.after(ms, done))
  }

  stop(): void {
    this.#stopTimer()
  }
}

async function lookWith(look: PortLook, time: LookTime): Promise<PortSpeech | null> {
  const { encrypted } = look
  const plan = lookPlan(look)
  let mayEncrypt = mayComeBetween(encrypted, look.expected)
  for (const [index, step] of plan.entries()) {
    const { signature } = step
    const { bytes, hasHungUp } = await ask(look, step, time)
    // The driver says why there is none.
    if (bytes === null && index === 0) return null
    const heard = bytes ?? NOTHING
    const speech = speechOf(heard, signature)
    const seemsEncrypted = isTlsAlert(heard) || (hasHungUp && heard.length === 0)
    if (encrypted && mayEncrypt && seemsEncrypted) {
      mayEncrypt = false
      const between = { signature: encrypted, waitMs: encryptedWaitMs(time.leftMs(), plan.slice(index + 1)) }
      const inside = speechOf((await ask(look, between, time)).bytes ?? NOTHING, encrypted)
      if (inside !== null) return inside
    }
    if (speech !== null) return speech
    // A line that sends back what it is sent would do so with all of them.
    if (isEcho(heard, signature.question)) return null
    // What takes one line at a time has seen the end of this one before the next is opened.
    await time.pause(LIMITS.portPauseMs)
    if (time.isOver) return null
  }
  return null
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

/** All that was heard until it could be told, the line ended, or the time for it was over, which begins with the opening. */
async function ask(look: PortLook, { signature, waitMs }: LookStep, time: LookTime): Promise<Heard> {
  const link = lineOf(look, signature, waitMs)
  if (link === null) return { bytes: null, hasHungUp: false }
  let heard: Uint8Array | null = null
  let hasHungUp = false
  let isWaitedFor = true
  let stopTimer = () => {}
  const opening = link.open()
  await time.until((done) => {
    // What came in the same turn is read before the wait is over.
    stopTimer = look.clock.after(waitMs, () => setImmediate(done))
    link.onLost(() => {
      hasHungUp = true
      done()
    })
    link.onBytes((more) => {
      heard = Buffer.concat([heard ?? NOTHING, more])
      if (isTold(heard, signature)) done()
    })
    void opening.then(async (opened) => {
      // Somebody is there, who does not encrypt.
      if (!opened.ok && opened.trouble === 'lost' && signature.isEncrypted) heard = NOTHING
      if (!opened.ok || !isWaitedFor) return done()
      heard ??= NOTHING
      const written = await link.write(signature.question)
      if (!written.ok) done()
    })
  })
  isWaitedFor = false
  stopTimer()
  // A line that is still being opened would be taken for one that another program holds.
  await time.until((done) => void opening.then(done))
  await link.close()
  return { bytes: heard, hasHungUp }
}

/** A page on an encrypted line is one only when all of it is there. */
function isTold(heard: Uint8Array, signature: PortSignature): boolean {
  return signature.isEncrypted ? signature.isAnswer(heard) : speechOf(heard, signature) !== null
}

function lineOf({ endpoint, newLink }: PortLook, signature: PortSignature, waitMs: number): ByteLink | null {
  if (newLink) return newLink()
  if (signature.isEncrypted) {
    const address = networkAddress(endpoint)
    const timeouts = { ...TIMEOUTS, openTimeoutMs: waitMs }
    return address === null ? null : tlsLink(address.host, address.port, timeouts)
  }
  const created = createLink(endpoint, TIMEOUTS, signature.form)
  return created.ok ? created.value : null
}
