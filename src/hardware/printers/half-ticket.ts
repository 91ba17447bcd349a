import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { acknowledgementRequest } from './escpos-encoder.ts'
import type { PrinterLine } from './printer-line.ts'

/** No job has it: theirs are small letters and figures. */
const HALF_ID = 'HALF'

/**
 * Ends half a ticket by itself, and lets answers come in until there are none.
 *
 * `known`: it acknowledged by identifier. `quiet`: it answered, and nothing came for a while, or its time was over. `silent`: it answered nothing.
 * `lost`: the line went, or did not take it in its time. What comes before the question was asked belongs to an earlier job.
 */
export function untilHalfIsOver(
  line: PrinterLine,
  clock: Pick<ClockPort, 'after'>,
  half: Uint8Array,
): Promise<'known' | 'quiet' | 'silent' | 'lost'> {
  return new Promise((resolve) => {
    let forget = () => {}
    let forgetEnd = () => {}
    let isAsked = false
    let isWritten = false
    let heard: 'known' | 'quiet' | 'silent' = 'silent'
    const settle = (end: 'known' | 'quiet' | 'silent' | 'lost') => {
      stopListening()
      forget()
      forgetEnd()
      resolve(end)
    }
    const goOn = () => {
      if (!isWritten) return
      if (heard === 'known') return settle('known')
      forget()
      const forMs = heard === 'quiet' ? LIMITS.printerQuietMs : LIMITS.printerTicketTimeoutMs
      forget = clock.after(forMs, () => settle(heard))
    }
    const stopListening = line.listen((reply) => {
      if (reply === 'lost') return settle('lost')
      if (!isAsked) return
      if (reply.kind === 'queued' && heard !== 'known') heard = 'quiet'
      else if (reply.kind === 'printed' && reply.id === HALF_ID) heard = 'known'
      else return
      goOn()
    })
    const handOver = async () => {
      const isGiven = await line.writeInTime(half)
      isAsked = true
      isWritten = isGiven && (await line.writeInTime(acknowledgementRequest(HALF_ID)))
      if (!isWritten) return settle('lost')
      // A line that is never quiet, as one with noise, must not hold up the papers for ever.
      forgetEnd = clock.after(LIMITS.printerTicketTimeoutMs, () => settle(heard))
      goOn()
    }
    void handOver()
  })
}
