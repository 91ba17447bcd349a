/** One command as the printer reads it from its buffer. */
export type PrinterCommand =
  | { readonly kind: 'character'; readonly byte: number }
  | { readonly kind: 'line-feed' }
  | { readonly kind: 'initialize' }
  | { readonly kind: 'bold'; readonly on: boolean }
  /** ESC !: all three at once, so that a second one takes back what the first one set. */
  | { readonly kind: 'mode'; readonly bold: boolean; readonly width: number; readonly height: number }
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  | { readonly kind: 'align'; readonly align: 'left' | 'centre' | 'right' }
  | { readonly kind: 'code-page'; readonly page: number }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5; readonly onMs: number }
  | { readonly kind: 'status-back'; readonly mask: number }
  | { readonly kind: 'status-query'; readonly n: number }
  | { readonly kind: 'image'; readonly acrossBytes: number; readonly downDots: number; readonly data: Uint8Array }
  | { readonly kind: 'barcode-height'; readonly dots: number }
  | { readonly kind: 'barcode-module'; readonly dots: number }
  | { readonly kind: 'barcode-text'; readonly place: number }
  | { readonly kind: 'barcode'; readonly type: number; readonly data: Uint8Array }
  /** Functions of GS ( k for a QR: how it is drawn, what it holds, and that it is drawn now. */
  | { readonly kind: 'qr-setting'; readonly setting: 'model' | 'module' | 'level'; readonly value: number }
  | { readonly kind: 'qr-store'; readonly data: Uint8Array }
  | { readonly kind: 'qr-print' }
  /** ESC =: who is spoken to from here on; b0 the printer, b1 the display behind it. */
  | { readonly kind: 'select'; readonly devices: number }
  | { readonly kind: 'acknowledge'; readonly id: readonly number[] }
  /** NUL outside a command: passed over. */
  | { readonly kind: 'nothing' }
  /** Known, without effect on what this printer draws. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'unknown'; readonly bytes: readonly number[] }

export interface ReadCommand {
  readonly command: PrinterCommand
  /** Bytes it takes from the buffer. */
  readonly length: number
}

const [NUL, LF, CR, ESC, FS, GS] = [0x00, 0x0a, 0x0d, 0x1b, 0x1c, 0x1d]
const RESPONSE_REQUEST = [0x30, 0x30]

/**
 * Reads the next command of an ESC/POS stream, strictly: what it does not know is `unknown`, never guessed.
 *
 *   20-7E 80-FF            a character             1B 4D n       font
 *   0A / 0D / 00           line feed / nothing     1B 64 n       feed n lines
 *   1B 40                  initialize              1B 70 m t1 t2 drawer, times × 2 ms
 *   1B 21 n                bold b3, high b4, wide b5     1C 2E         no Chinese characters
 *   1B 45 n  1B 47 n       bold                    1D 21 n       size: width high nibble, height low
 *   1B 61 n                left, centre, right     1D 56 m [n]   cut; m 65, 66 with a feed of n
 *   1B 74 n                code page               1D 61 n       automatic status back
 *   1B 32  1B 33 n         line spacing            1D 72 n       status in the order of work
 *   1D 68 n                barcode height         1D 77 n       barcode module
 *   1D 48 n                barcode text           1D 6B m n d…  barcode, m 65 to 73
 *   1D 76 30 m xL xH yL yH d…                      image, m 0; x bytes across, y dots down
 *   1D 28 48 06 00 30 30 d1 d2 d3 d4               acknowledge with d1 … d4
 *   1D 28 6B pL pH 31 fn …                         QR: 41 model, 43 module, 45 level, 50 30 d… content, 51 30 print
 *   1B 3D n                                        who is spoken to: b0 printer, b1 display
 *
 * @returns null when the command is not whole yet.
 */
export function readCommand(bytes: Uint8Array, offset: number): ReadCommand | null {
  const first = bytes[offset]
  if (first === undefined) return null
  if (first === LF) return { command: { kind: 'line-feed' }, length: 1 }
  if (first === NUL) return { command: { kind: 'nothing' }, length: 1 }
  if (first === CR) return { command: { kind: 'accepted' }, length: 1 }
  if (first === ESC || first === FS || first === GS) return readSequence(bytes, offset, first)
  if (first < 0x20 || first === 0x7f) return unknown([first])
  return { command: { kind: 'character', byte: first }, length: 1 }
}

type Arguments = readonly number[]
interface Sequence {
  readonly arguments: number
  readonly read: (values: Arguments) => PrinterCommand | null
}

const ACCEPTED: Sequence = { arguments: 0, read: () => ({ kind: 'accepted' }) }
const ACCEPTED_WITH_ONE: Sequence = { arguments: 1, read: () => ({ kind: 'accepted' }) }
const BOLD: Sequence = { arguments: 1, read: ([n = 0]) => ({ kind: 'bold', on: (n & 1) === 1 }) }

/** By prefix and second byte; commands whose length depends on their content are read in `readSequence`. */
const SEQUENCES: Readonly<Record<number, Readonly<Record<number, Sequence>>>> = {
  [ESC]: {
    64: { arguments: 0, read: () => ({ kind: 'initialize' }) },
    33: { arguments: 1, read: readMode },
    50: ACCEPTED,
    51: ACCEPTED_WITH_ONE,
    61: { arguments: 1, read: ([n = 0]) => ({ kind: 'select', devices: n }) },
    69: BOLD,
    71: BOLD,
    77: { arguments: 1, read: ([n]) => (n === 0 || n === 48 ? { kind: 'accepted' } : null) },
    97: { arguments: 1, read: readAlign },
    100: { arguments: 1, read: ([n = 0]) => ({ kind: 'feed', lines: n }) },
    112: { arguments: 3, read: readDrawer },
    116: { arguments: 1, read: ([n = 0]) => ({ kind: 'code-page', page: n }) },
  },
  [FS]: { 46: ACCEPTED },
  [GS]: {
    33: { arguments: 1, read: ([n = 0]) => ({ kind: 'size', width: ((n >> 4) & 7) + 1, height: (n & 7) + 1 }) },
    72: { arguments: 1, read: ([n = 0]) => ({ kind: 'barcode-text', place: n & 3 }) },
    97: { arguments: 1, read: ([n = 0]) => ({ kind: 'status-back', mask: n }) },
    104: { arguments: 1, read: ([n = 0]) => (n > 0 ? { kind: 'barcode-height', dots: n } : null) },
    119: { arguments: 1, read: ([n = 0]) => (n >= 2 && n <= 6 ? { kind: 'barcode-module', dots: n } : null) },
    114: { arguments: 1, read: ([n = 0]) => ([1, 2, 49, 50].includes(n) ? { kind: 'status-query', n: n & 3 } : null) },
  },
}

function readSequence(bytes: Uint8Array, offset: number, prefix: number): ReadCommand | null {
  const second = bytes[offset + 1]
  if (second === undefined) return null
  if (prefix === GS && second === 0x28) return readFunction(bytes, offset)
  if (prefix === GS && second === 0x56) return readCut(bytes, offset)
  if (prefix === GS && second === 0x6b) return readBarcode(bytes, offset)
  if (prefix === GS && second === 0x76) return readImage(bytes, offset)
  const sequence = SEQUENCES[prefix]?.[second]
  if (!sequence) return unknown([prefix, second])
  const end = offset + 2 + sequence.arguments
  if (bytes.length < end) return null
  const values = [...bytes.subarray(offset + 2, end)]
  const command = sequence.read(values)
  return command ? { command, length: end - offset } : unknown([prefix, second, ...values])
}

function readAlign([n = 0]: Arguments): PrinterCommand | null {
  const align = (['left', 'centre', 'right'] as const)[n >= 48 ? n - 48 : n]
  return align ? { kind: 'align', align } : null
}

function readMode([n = 0]: Arguments): PrinterCommand {
  return { kind: 'mode', bold: (n & 0x08) !== 0, width: (n & 0x20) === 0 ? 1 : 2, height: (n & 0x10) === 0 ? 1 : 2 }
}

function readDrawer([m = 0, on = 0]: Arguments): PrinterCommand | null {
  const pin = m === 0 || m === 48 ? 2 : m === 1 || m === 49 ? 5 : null
  return pin === null ? null : { kind: 'drawer', pin, onMs: on * 2 }
}

/** GS V: with m 0, 1, 48, 49 it ends there; with m 65, 66 a feed follows. */
function readCut(bytes: Uint8Array, offset: number): ReadCommand | null {
  const mode = bytes[offset + 2]
  if (mode === undefined) return null
  if ([0, 1, 48, 49].includes(mode)) return { command: { kind: 'cut' }, length: 3 }
  if (mode !== 65 && mode !== 66) return unknown([GS, 0x56, mode])
  return bytes.length < offset + 4 ? null : { command: { kind: 'cut' }, length: 4 }
}

/** GS k m n d…: only the form that carries its length; the old one ends at a NUL that may be data. */
function readBarcode(bytes: Uint8Array, offset: number): ReadCommand | null {
  const [type, size] = bytes.subarray(offset + 2)
  if (type === undefined) return null
  if (type < 65 || type > 73) return unknown([GS, 0x6b, type])
  if (size === undefined || bytes.length < offset + 4 + size) return null
  const data = bytes.slice(offset + 4, offset + 4 + size)
  return { command: { kind: 'barcode', type, data }, length: 4 + size }
}

const IMAGE_HEAD_BYTES = 8

/** GS v 0: its length stands in its head, so that nothing in the image is taken for a command. */
function readImage(bytes: Uint8Array, offset: number): ReadCommand | null {
  if (bytes.length < offset + 3) return null
  if (bytes[offset + 2] !== 0x30) return unknown([...bytes.subarray(offset, offset + 3)])
  if (bytes.length < offset + IMAGE_HEAD_BYTES) return null
  const [mode = 0, xL = 0, xH = 0, yL = 0, yH = 0] = bytes.subarray(offset + 3)
  const acrossBytes = xL + xH * 256
  const downDots = yL + yH * 256
  const end = offset + IMAGE_HEAD_BYTES + acrossBytes * downDots
  if (bytes.length < end) return null
  if (mode !== 0 && mode !== 48) return unknown([...bytes.subarray(offset, end)])
  const data = bytes.slice(offset + IMAGE_HEAD_BYTES, end)
  return { command: { kind: 'image', acrossBytes, downDots, data }, length: end - offset }
}

/** GS ( X pL pH …: the length stands in the command, so that an unknown one is skipped whole. */
function readFunction(bytes: Uint8Array, offset: number): ReadCommand | null {
  if (bytes.length < offset + 5) return null
  const size = (bytes[offset + 3] ?? 0) + (bytes[offset + 4] ?? 0) * 256
  const end = offset + 5 + size
  if (bytes.length < end) return null
  const values = [...bytes.subarray(offset + 5, end)]
  const qr = bytes[offset + 2] === 0x6b ? readQr(values) : null
  if (qr !== null) return { command: qr, length: end - offset }
  const isAcknowledge = bytes[offset + 2] === 0x48 && size === 6 && RESPONSE_REQUEST.every((n, at) => values[at] === n)
  if (!isAcknowledge) return unknown([...bytes.subarray(offset, end)])
  return { command: { kind: 'acknowledge', id: values.slice(2) }, length: end - offset }
}

/** Symbol 31, then the function; null for what this printer does not know of it. */
function readQr([symbol, name, first = 0, ...rest]: Arguments): PrinterCommand | null {
  if (symbol !== 0x31) return null
  if (name === 0x41 && rest.length === 1) return { kind: 'qr-setting', setting: 'model', value: first }
  if (name === 0x43 && rest.length === 0) return { kind: 'qr-setting', setting: 'module', value: first }
  if (name === 0x45 && rest.length === 0) return { kind: 'qr-setting', setting: 'level', value: first }
  if (name === 0x50 && first === 0x30 && rest.length > 0) return { kind: 'qr-store', data: Uint8Array.from(rest) }
  return name === 0x51 && first === 0x30 && rest.length === 0 ? { kind: 'qr-print' } : null
}

function unknown(bytes: readonly number[]): ReadCommand {
  return { command: { kind: 'unknown', bytes }, length: bytes.length }
}
