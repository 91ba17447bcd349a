import { LIMITS } from '#contract/limits.ts'

/** What a printer says about itself; each bit as sheet printers-escpos, section 5 has it. */
export interface PrinterCondition {
  readonly coverOpen: boolean
  readonly paperOut: boolean
  readonly paperNearEnd: boolean
  /** Blade, head or another fault that stops it, its feed button, or waiting for it. */
  readonly stopped: boolean
  /** The drawer's switch; which way it closes depends on the drawer. */
  readonly drawerPinHigh: boolean
}

export type PrinterReply =
  /** The answer to the one DLE EOT that is outstanding; the byte does not say which. */
  | { readonly kind: 'real-time'; readonly byte: number }
  /** GS a: four bytes, by itself, at each change. */
  | { readonly kind: 'automatic'; readonly condition: PrinterCondition }
  /** GS r: everything before it was worked off. */
  | { readonly kind: 'queued'; readonly byte: number }
  /** GS ( H: everything before it is printed. */
  | { readonly kind: 'printed'; readonly id: string }
  | { readonly kind: 'malformed' }

const BLOCK_HEADS = new Set([0x37, 0x3d, 0x53, 0x5f])
const RESPONSE_HEAD = 0x37
const RESPONSE_FLAG = 0x22
/** With its head, flag and the NUL at its end. */
const RESPONSE_BYTES = 7
const XON = 0x11
const XOFF = 0x13
const AUTOMATIC_BYTES = 4

/**
 * Tells the replies of one stream apart (sheet printers-escpos, section 5):
 *
 *   b & 0x93 = 0x12          DLE EOT, one byte
 *   b & 0x93 = 0x10          first of four ASB bytes, the others with b & 0x90 = 0
 *   b & 0x90 = 0             GS r, one byte
 *   0x37 0x3D 0x53 0x5F      a block that ends with 00; 37 22 d1 d2 d3 d4 00 acknowledges a ticket
 *   0x11 0x13                XON, XOFF: no reply
 *
 * Takes any pieces; on any bytes it throws nothing and finds the next reply again.
 */
export class StatusReader {
  #pending: number[] = []

  push(bytes: Uint8Array): PrinterReply[] {
    const replies: PrinterReply[] = []
    for (const byte of bytes) this.#take(byte, replies)
    return replies
  }

  /** Forgets half a reply, as after a lost line. */
  reset(): void {
    this.#pending = []
  }

  #take(byte: number, replies: PrinterReply[]): void {
    const [head] = this.#pending
    if (head === undefined) this.#begin(byte, replies)
    else if (BLOCK_HEADS.has(head)) this.#continueBlock(byte, replies)
    else this.#continueAutomatic(byte, replies)
  }

  #continueBlock(byte: number, replies: PrinterReply[]): void {
    const [head, flag] = this.#pending
    // Flow control may come between any two bytes, and no id has them.
    if (byte === XON || byte === XOFF) return
    // NUL within the id of an acknowledgement is part of it: the end of a half ticket asks under such an id.
    const isWithinId = head === RESPONSE_HEAD && flag === RESPONSE_FLAG && this.#pending.length < RESPONSE_BYTES - 1
    if (byte === 0 && !isWithinId) this.#endBlock(replies)
    else if (this.#pending.length >= LIMITS.printerReplyBytesMax) this.#giveUp(replies)
    else this.#pending.push(byte)
  }

  #continueAutomatic(byte: number, replies: PrinterReply[]): void {
    if (byte === XON || byte === XOFF) return
    if ((byte & 0x90) !== 0) {
      this.#giveUp(replies)
      this.#begin(byte, replies)
      return
    }
    this.#pending.push(byte)
    if (this.#pending.length < AUTOMATIC_BYTES) return
    replies.push({ kind: 'automatic', condition: automaticCondition(this.#pending) })
    this.#pending = []
  }

  #begin(byte: number, replies: PrinterReply[]): void {
    if (byte === XON || byte === XOFF) return
    if (BLOCK_HEADS.has(byte) || (byte & 0x93) === 0x10) this.#pending = [byte]
    else if ((byte & 0x93) === 0x12) replies.push({ kind: 'real-time', byte })
    else if ((byte & 0x90) === 0) replies.push({ kind: 'queued', byte })
    else replies.push({ kind: 'malformed' })
  }

  #endBlock(replies: PrinterReply[]): void {
    const [head, flag, ...id] = this.#pending
    this.#pending = []
    if (head === RESPONSE_HEAD && flag === RESPONSE_FLAG)
      replies.push({ kind: 'printed', id: String.fromCharCode(...id) })
  }

  #giveUp(replies: PrinterReply[]): void {
    this.#pending = []
    replies.push({ kind: 'malformed' })
  }
}

/** Byte 2 but for the feed button: waiting for recovery, mechanical, blade, unrecoverable, head too hot. */
const STOPPED_BITS = 0x6d

function automaticCondition([first = 0, second = 0, third = 0]: readonly number[]): PrinterCondition {
  const coverOpen = (first & 0x20) !== 0
  const paperOut = (third & 0x0c) !== 0
  return {
    drawerPinHigh: (first & 0x04) !== 0,
    coverOpen,
    stopped: (second & STOPPED_BITS) !== 0 || isOffLineOtherwise((first & 0x08) !== 0, { coverOpen, paperOut }),
    paperNearEnd: (third & 0x03) !== 0,
    paperOut,
  }
}

/** DLE EOT 3: blade or mechanism, which end once what was in the way is out of it; and not one that only a repair ends. */
export function isRecoverable(errorByte: number): boolean {
  return (errorByte & 0x0c) !== 0 && (errorByte & 0x20) === 0
}

/** The three real-time answers (DLE EOT 1, 2 and 4) as one condition. */
export function realTimeCondition(answers: {
  readonly printer: number
  readonly offLine: number
  readonly paper: number
}): PrinterCondition {
  const coverOpen = (answers.offLine & 0x04) !== 0
  const paperOut = (answers.paper & 0x60) !== 0 || (answers.offLine & 0x20) !== 0
  return {
    drawerPinHigh: (answers.printer & 0x04) !== 0,
    coverOpen,
    stopped:
      (answers.offLine & 0x40) !== 0 || isOffLineOtherwise((answers.printer & 0x28) !== 0, { coverOpen, paperOut }),
    paperNearEnd: (answers.paper & 0x0c) !== 0,
    paperOut,
  }
}

/**
 * Off line without a cause that has a name of its own: its feed button is held, or it waits for it. What is sent then
 * stays in its buffer, and a ticket would be waited for in vain.
 */
function isOffLineOtherwise(
  isOffLine: boolean,
  { coverOpen, paperOut }: Pick<PrinterCondition, 'coverOpen' | 'paperOut'>,
): boolean {
  return isOffLine && !coverOpen && !paperOut
}
