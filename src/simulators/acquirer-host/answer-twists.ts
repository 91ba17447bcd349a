import { z } from 'zod'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { swapTpdu, type Tpdu } from '#payment/iso8583/tpdu.ts'
import { type Envelope, toFrame } from '#payment/iso8583/wire.ts'

/**
 * Answers that are wrong in a way no bad line makes: `on` names the answer they wait for.
 *
 * duplicate: it comes twice, in one segment. unsolicited: an echo of the host stands before it, in one segment.
 * wrong-stan: it carries the number after. wrong-mac: its code is spoiled. wrong-tpdu: the ends are not swapped.
 * after-reversal: it is held back until a reversal has been answered.
 */
export const twistCommand = z.object({
  do: z.literal('twist'),
  on: z.string().default('0210'),
  kind: z.enum(['duplicate', 'unsolicited', 'wrong-stan', 'wrong-mac', 'wrong-tpdu', 'after-reversal']),
})
type Twist = z.infer<typeof twistCommand>
export type TwistKind = Twist['kind']

export class TwistScript {
  #pending: Twist[] = []

  add(twist: Twist): void {
    this.#pending.push(twist)
  }

  clear(): void {
    this.#pending = []
  }

  take(mti: string): TwistKind | null {
    const index = this.#pending.findIndex(({ on }) => on === mti)
    return index < 0 ? null : (this.#pending.splice(index, 1)[0]?.kind ?? null)
  }
}

/** An echo that the host sends by itself. */
export function hostEcho(profile: AcquirerProfile, code: string, now: Date): IsoMessage {
  const transmittedAt = now.toISOString().replace(/\D/g, '').slice(4, 14)
  return { mti: '0800', fields: { 7: transmittedAt, 11: '999999', 70: code || profile.networkCodes.echo } }
}

/** The bytes of an answer, twisted; the last of them is the last of the answer. */
export function twistedFrame(
  profile: AcquirerProfile,
  answer: IsoMessage,
  envelope: Envelope,
  twist: TwistKind | null,
): Uint8Array {
  switch (twist) {
    case 'duplicate': {
      const frame = toFrame(profile, answer, envelope)
      return Buffer.concat([frame, frame])
    }
    case 'unsolicited': {
      const echo = hostEcho(profile, '', new Date())
      return Buffer.concat([toFrame(profile, echo, envelope), toFrame(profile, answer, envelope)])
    }
    case 'wrong-stan': {
      const next = String((Number(answer.fields[11]) % 999_999) + 1)
      return toFrame(profile, { ...answer, fields: { ...answer.fields, 11: next } }, envelope)
    }
    case 'wrong-mac': {
      const frame = Uint8Array.from(toFrame(profile, answer, envelope))
      frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 0xff
      return frame
    }
    case 'wrong-tpdu':
      return toFrame(profile, answer, { ...envelope, tpdu: unswapped(envelope.tpdu) })
    default:
      return toFrame(profile, answer, envelope)
  }
}

function unswapped(tpdu: Tpdu | null): Tpdu | null {
  return tpdu === null ? null : swapTpdu(tpdu)
}
