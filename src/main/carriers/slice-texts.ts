import type { SliceEvent, SliceName } from '#contract/views/till-view.ts'

/** An event as what differs from the text that was sent of its slice before. */
export interface TextChange {
  readonly sequence: number
  readonly slice: SliceName
  /** The number of the event whose text this one changes; 0 for none. */
  readonly base: number
  /** So many characters of that text stay at its beginning and at its end, around `middle`. */
  readonly head: number
  readonly tail: number
  readonly middle: string
}

/**
 * Remembers what a page was sent of each slice and makes of the next event what is new in it: of a line more on a ticket of 200 that
 * is one line, not 200.
 */
export class SliceTexts {
  readonly #sent = new Map<SliceName, { readonly sequence: number; readonly text: string }>()

  change({ sequence, slice, value }: SliceEvent): TextChange {
    const text = JSON.stringify(value)
    const before = this.#sent.get(slice) ?? { sequence: 0, text: '' }
    this.#sent.set(slice, { sequence, text })
    const { head, tail } = common(before.text, text)
    return { sequence, slice, base: before.sequence, head, tail, middle: text.slice(head, text.length - tail) }
  }

  /** The page has none of it any more: each slice is sent whole again. */
  forget(): void {
    this.#sent.clear()
  }
}

/** How much of the beginning and of the end two texts share; never half a character. */
function common(one: string, other: string): { readonly head: number; readonly tail: number } {
  const most = Math.min(one.length, other.length)
  let head = 0
  while (head < most && one.charCodeAt(head) === other.charCodeAt(head)) head += 1
  if (isSecondHalf(other, head) || isSecondHalf(one, head)) head -= 1
  let tail = 0
  while (tail < most - head && one.charCodeAt(one.length - 1 - tail) === other.charCodeAt(other.length - 1 - tail))
    tail += 1
  if (isSecondHalf(other, other.length - tail)) tail -= 1
  return { head, tail }
}

/** Of a character that takes two. */
const isSecondHalf = (text: string, at: number) => at > 0 && /[\uDC00-\uDFFF]/.test(text.charAt(at))
