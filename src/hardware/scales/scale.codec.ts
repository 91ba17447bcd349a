/**
 * The 8217 protocol of Mettler Toledo ("weight only"), which counter scales of several makers speak: service manual of the DIVA scale, section
 * 6.1.4 (status byte: 6.1.4.3), of the PS2, appendix "Host interface"; service manual of the Viva, page 51. 9600 baud, 7 data bits, even
 * parity, 1 stop bit; at least 200 ms between two commands.
 *
 *   till   57                       "W", weight please
 *   scale  02 <weight> 0D           standing weight in kilograms with three decimals: 02 30 31 2E 32 35 30 0D is 1,250 kg
 *          02 <weight> 4E 0D        the same less a tare that was set at the scale
 *          02 3F <status> 0D        no weight, and why
 *
 *   status b0 in motion, b1 over capacity, b2 under zero, b3 outside the range in which it finds its zero, b4 at zero,
 *          b5 net, b6 set, b7 parity
 *
 * A scale that was set to pounds sends two decimals.
 */

export const WEIGHT_PLEASE = 0x57
const STX = 0x02
const CR = 0x0d
const WITHOUT_PARITY = 0x7f
/** A weight has seven letters; more between the marks is no answer of a scale. */
const ANSWER_LETTERS_MAX = 12

export const STATUS = { moving: 0x01, overload: 0x02, underZero: 0x04, noZero: 0x08, atZero: 0x10, net: 0x20 } as const
const ALWAYS_SET = 0x40

export type ScaleAnswer =
  | { readonly state: 'stable'; readonly weightMilli: number; readonly isNet: boolean }
  | { readonly state: 'moving' | 'overload' | 'under-zero' }
  /** It weighs, and in another unit than the till sells in. */
  | { readonly state: 'other-unit' }

/** What stands between the marks of an answer; null when no scale says that. */
export function readScaleAnswer(text: string): ScaleAnswer | null {
  const [, whole, decimals, net] = /^ *(\d{1,3})\.(\d{2,3})(N?)$/.exec(text) ?? []
  if (whole !== undefined && decimals !== undefined) {
    if (decimals.length === 2) return { state: 'other-unit' }
    return { state: 'stable', weightMilli: Number(`${whole}${decimals}`), isNet: net === 'N' }
  }
  if (text.length !== 2 || text[0] !== '?') return null
  const status = text.charCodeAt(1)
  // A plate that is too full sways as well: what a person must do about it comes first.
  if ((status & STATUS.overload) !== 0) return { state: 'overload' }
  if ((status & (STATUS.underZero | STATUS.noZero)) !== 0) return { state: 'under-zero' }
  return (status & STATUS.moving) !== 0 ? { state: 'moving' } : null
}

/** A standing weight as a scale sends it. */
export function weightAnswer(weightMilli: number, isNet: boolean): Uint8Array {
  const whole = String(Math.floor(weightMilli / 1_000)).padStart(2, '0')
  const decimals = String(weightMilli % 1_000).padStart(3, '0')
  return answer(`${whole}.${decimals}${isNet ? 'N' : ''}`)
}

/** Why a scale gives no weight. */
export function statusAnswer(status: number): Uint8Array {
  return answer(`?${String.fromCharCode(status | ALWAYS_SET)}`)
}

function answer(text: string): Uint8Array {
  return Uint8Array.of(STX, ...Buffer.from(text, 'latin1'), CR)
}

/** Cuts what arrives into answers. Each begins anew at its mark, so that half of one before is never part of it. */
export class ScaleAnswers {
  #text: string | null = null

  /** The letters of each whole answer. */
  accept(bytes: Uint8Array): string[] {
    const whole: string[] = []
    for (const each of bytes) {
      // A converter of the network may leave the bit of parity where it was.
      const byte = each & WITHOUT_PARITY
      if (byte === STX) this.#text = ''
      else if (this.#text === null) continue
      else if (byte === CR) {
        whole.push(this.#text)
        this.#text = null
      } else if (this.#text.length === ANSWER_LETTERS_MAX) this.#text = null
      else this.#text += String.fromCharCode(byte)
    }
    return whole
  }

  /** Forgets the beginning of an answer that nobody waits for any more. */
  reset(): void {
    this.#text = null
  }
}
