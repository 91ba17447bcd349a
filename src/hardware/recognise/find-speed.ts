import { LIMITS } from '#contract/limits.ts'
import { BAUD_RATES, type BaudRate, readSerialEndpoint, serialEndpoint } from '#contract/serial-line.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ByteLink } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import type { PortSignature } from './port-signature.ts'

export interface SpeedSearch {
  readonly endpoint: string
  /** What the device is asked; it kept silent at the speed of its protocol. */
  readonly signature: PortSignature
  readonly clock: Pick<ClockPort, 'after'>
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly newLink?: (endpoint: string) => ByteLink | null
}

/** ESC @: a printer forgets what it made of bytes at the wrong speed. */
const FORGET = Uint8Array.of(0x1b, 0x40)
/** What a line is opened at where its protocol has no custom of its own. */
const USUAL_RATE = 19_200
const TIMEOUTS = { openTimeoutMs: LIMITS.serialSpeedAnswerMs, writeTimeoutMs: LIMITS.serialSpeedAnswerMs }

/**
 * Asks at each of the other usual speeds, and answers the first at which the device answers as itself; null when none does.
 * Not where a person named the speed, and not on other lines. Leaves no line open.
 */
export async function findSpeed(search: SpeedSearch): Promise<BaudRate | null> {
  const { endpoint, signature, newLink = (at: string) => lineAt(at, signature) } = search
  const serial = readSerialEndpoint(endpoint)
  if (serial === null || serial.settings.baudRate !== undefined) return null
  const usual = signature.form?.baudRate ?? USUAL_RATE
  for (const baudRate of BAUD_RATES.filter((rate) => rate !== usual)) {
    const link = newLink(serialEndpoint({ ...serial, settings: { ...serial.settings, baudRate } }))
    if (link === null || !(await link.open()).ok) return null
    const answers = await answersAs(signature, link, search.clock)
    if (answers && signature.speech === 'printer') await link.write(FORGET)
    await link.close()
    if (answers) return baudRate
  }
  return null
}

function lineAt(endpoint: string, { form }: PortSignature): ByteLink | null {
  const created = createLink(endpoint, TIMEOUTS, form)
  return created.ok ? created.value : null
}

function answersAs(
  { question, isAnswer }: PortSignature,
  link: ByteLink,
  clock: Pick<ClockPort, 'after'>,
): Promise<boolean> {
  return new Promise((resolve) => {
    let heard: Uint8Array = new Uint8Array()
    const stop = clock.after(LIMITS.serialSpeedAnswerMs, () => resolve(false))
    link.onBytes((more) => {
      heard = Buffer.concat([heard, more])
      // A line that sends back what it is sent answers nothing.
      if (Buffer.from(question).subarray(0, heard.length).equals(heard) || !isAnswer(heard)) return
      stop()
      resolve(true)
    })
    void link.write(question)
  })
}
