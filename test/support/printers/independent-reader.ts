/**
 * A second reader of ticket bytes, written from the sheet of the printers and the makers' command references. It imports
 * nothing: what it shares with encoder and simulator is the paper they were all written from. Every byte must be
 * explained; what is not is listed.
 */

/** Upper halves of the pages as Python's codecs have them, by the number that `ESC t n` has on an Epson. */
const PAGES: Readonly<Record<number, string>> = {
  0:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ' +
    'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
    '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
    'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  16:
    '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ' +
    '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿' +
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß' +
    'àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
  18:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č' +
    'áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐' +
    '└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀' +
    'ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
  19:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ' +
    'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀' +
    'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  45:
    '€\ufffd‚\ufffd„…†‡\ufffd‰Š‹ŚŤŽŹ\ufffd‘’“”•–—\ufffd™š›śťžź' +
    '\u00a0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00ad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż' +
    'ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß' +
    'ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙',
}

export interface ReadCell {
  readonly character: string
  readonly bold: boolean
  readonly double: boolean
}

export type ReadRow =
  | { readonly kind: 'text'; readonly cells: readonly ReadCell[] }
  | {
      readonly kind: 'image'
      readonly dotsAcross: number
      readonly dotsDown: number
      readonly ink: ReadonlySet<number>
    }
  | { readonly kind: 'barcode'; readonly name: string; readonly content: string; readonly centred: boolean }
  | { readonly kind: 'qr'; readonly content: string; readonly moduleDots: number; readonly centred: boolean }
  | { readonly kind: 'cut' }

export interface ReadTicket {
  readonly rows: readonly ReadRow[]
  /** Commands by name, in order, without characters and line feeds. */
  readonly commands: readonly string[]
  /** Bytes, or their values, that the sheet does not explain. */
  readonly unexplained: readonly string[]
}

interface Head {
  bold: boolean
  double: boolean
  centred: boolean
  page: number
  cells: ReadCell[]
  /** What functions of a QR have said so far, by their letter. */
  qr: Record<number, readonly number[]>
}

const BARCODES: Readonly<Record<number, string>> = { 67: 'EAN13', 68: 'EAN8', 73: 'CODE128' }

/** Reads one ticket as an Epson with every page would. */
export function readTicket(bytes: Uint8Array): ReadTicket {
  const rows: ReadRow[] = []
  const commands: string[] = []
  const unexplained: string[] = []
  const head: Head = { bold: false, double: false, centred: false, page: -1, cells: [], qr: {} }
  let at = 0
  const next = () => {
    const byte = bytes[at]
    at += 1
    if (byte === undefined) unexplained.push('the ticket ends within a command')
    return byte ?? 0
  }
  const doubt = (what: string) => unexplained.push(`${what} before byte ${at}`)
  while (at < bytes.length) {
    const byte = next()
    if (byte === 0x0a) {
      rows.push({ kind: 'text', cells: head.cells })
      head.cells = []
    } else if (byte >= 0x20 && byte !== 0x7f) head.cells.push(cell(byte, head, doubt))
    else if (byte === 0x1b) escapeCommand(next, head, commands, doubt)
    else if (byte === 0x1c) commands.push(next() === 0x2e ? 'no-chinese' : fail(doubt, 'FS'))
    else if (byte === 0x1d) group(next, head, { rows, commands, doubt })
    else doubt(`control ${byte.toString(16)}`)
  }
  if (head.cells.length > 0) unexplained.push('characters after the last line feed')
  return { rows, commands, unexplained }
}

type Doubt = (what: string) => void

function fail(doubt: Doubt, what: string): string {
  doubt(what)
  return what
}

function cell(byte: number, { bold, double, page }: Head, doubt: Doubt): ReadCell {
  const character = byte < 0x80 ? String.fromCharCode(byte) : PAGES[page]?.[byte - 0x80]
  if (character === undefined || character === '\ufffd') doubt(`nothing at ${byte.toString(16)} of page ${page}`)
  return { character: character ?? '\ufffd', bold, double }
}

function escapeCommand(next: () => number, head: Head, commands: string[], doubt: Doubt): void {
  const letter = next()
  switch (letter) {
    case 0x40:
      commands.push('initialise')
      return
    case 0x45:
      head.bold = (next() & 1) === 1
      return
    case 0x4d:
      if (next() !== 0) doubt('a font other than A')
      return
    case 0x61: {
      const place = next()
      if (place > 1) doubt(`alignment ${place}`)
      head.centred = place === 1
      return
    }
    case 0x74:
      head.page = next()
      if (PAGES[head.page] === undefined) doubt(`page ${head.page}`)
      return
    default:
      doubt(`ESC ${letter.toString(16)}`)
  }
}

interface Out {
  readonly rows: ReadRow[]
  readonly commands: string[]
  readonly doubt: Doubt
}

function group(next: () => number, head: Head, { rows, commands, doubt }: Out): void {
  const letter = next()
  switch (letter) {
    case 0x21: {
      const size = next()
      if (size !== 0x00 && size !== 0x11) doubt(`size ${size.toString(16)}`)
      head.double = size === 0x11
      return
    }
    case 0x56:
      if (next() !== 1) doubt('a cut that is not partial')
      commands.push('cut')
      rows.push({ kind: 'cut' })
      return
    case 0x61:
      commands.push(`status-back ${next().toString(16)}`)
      return
    case 0x28:
      square(next, head, { rows, commands, doubt })
      return
    case 0x68:
      commands.push(`barcode-height ${next()}`)
      return
    case 0x77:
      commands.push(`barcode-module ${next()}`)
      return
    case 0x48:
      commands.push(`barcode-text ${next()}`)
      return
    case 0x6b:
      rows.push(barcode(next, head, doubt))
      return
    case 0x76:
      rows.push(image(next, doubt))
      return
    default:
      doubt(`GS ${letter.toString(16)}`)
  }
}

function barcode(next: () => number, { cells, centred }: Head, doubt: Doubt): ReadRow {
  const name = BARCODES[next()] ?? 'unknown'
  const size = next()
  let content = ''
  for (let index = 0; index < size; index += 1) content += String.fromCharCode(next())
  if (cells.length > 0) doubt('a barcode within a line')
  if (name === 'unknown') doubt('barcode type')
  if (name !== 'CODE128') {
    const digits = [...content].map(Number)
    // Weights from the right: the check digit 1, then 3 and 1 in turn.
    const sum = digits.reverse().reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 1 : 3), 0)
    if (sum % 10 !== 0 || digits.length !== (name === 'EAN13' ? 13 : 8)) doubt(`check digit of ${content}`)
    return { kind: 'barcode', name, content, centred }
  }
  if (!/^\{B[ -z|}~]+$/.test(content)) doubt(`Code 128 data ${content}`)
  return { kind: 'barcode', name, content: content.slice(2), centred }
}

/** GS ( k of symbol 31: model 2, module, level M, content and print, in this order; anything else is doubted. */
function square(next: () => number, head: Head, { rows, commands, doubt }: Out): void {
  const group = next()
  if (group !== 0x6b) {
    doubt(`GS 28 ${group.toString(16)}`)
    return
  }
  const values = Array.from({ length: next() + next() * 256 }, next)
  const [symbol, name = 0, ...rest] = values
  if (symbol !== 0x31 || ![0x41, 0x43, 0x45, 0x50, 0x51].includes(name)) doubt(`a function ${symbol} ${name}`)
  commands.push(`qr ${name.toString(16)}`)
  head.qr = { ...head.qr, [name]: rest }
  if (name !== 0x51) return
  const [model = [], size = [], level = [], stored = []] = [0x41, 0x43, 0x45, 0x50].map((each) => head.qr[each])
  if (model.join() !== '50,0') doubt('a QR of another model')
  if (level.join() !== '49') doubt('a QR of another level')
  if (stored[0] !== 0x30 || rest.join() !== '48' || head.cells.length > 0) doubt('how a QR is printed')
  const content = String.fromCharCode(...stored.slice(1))
  rows.push({ kind: 'qr', content, moduleDots: size[0] ?? 0, centred: head.centred })
}

function image(next: () => number, doubt: Doubt): ReadRow {
  if (next() !== 0x30 || next() !== 0) doubt('image mode')
  const bytesAcross = next() + next() * 256
  const dotsDown = next() + next() * 256
  const ink = new Set<number>()
  let before = -1
  for (let index = 0; index < bytesAcross * dotsDown; index += 1) {
    const byte = next()
    if (before === 0x10 && [0x04, 0x05, 0x14].includes(byte)) doubt('a real-time command within an image')
    before = byte
    for (let bit = 0; bit < 8; bit += 1) if ((byte & (0x80 >> bit)) !== 0) ink.add(index * 8 + bit)
  }
  return { kind: 'image', dotsAcross: bytesAcross * 8, dotsDown, ink }
}

/** Whether a page of these numbers has the character. */
export function isOnSomePage(character: string, numbers: readonly number[]): boolean {
  return (character >= ' ' && character <= '~') || numbers.some((number) => PAGES[number]?.includes(character) === true)
}

/** Cells of 12 dots (24 when double) that hold ink, from the left. */
export function inkedCells(row: Extract<ReadRow, { kind: 'image' }>, cellDots: number): number[] {
  const cells = new Set<number>()
  for (const dot of row.ink) cells.add(Math.floor((dot % row.dotsAcross) / cellDots))
  return [...cells].sort((a, b) => a - b)
}
