import type { TextEncoding } from '#contract/views/import-view.ts'

/*
 * Bytes 0x80 to 0xFF of the two code pages in which spreadsheets of Western and Central Europe save (unicode.org/Public/
 * MAPPINGS/VENDORS/MICSFT/WINDOWS). A byte without a letter becomes the replacement mark, so that it is seen. Our own
 * tables, since not every build of the runtime brings them.
 */
const WINDOWS_1252 =
  '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ'
const WINDOWS_1250 =
  '€\ufffd‚\ufffd„…†‡\ufffd‰Š‹ŚŤŽŹ\ufffd‘’“”•–—\ufffd™š›śťžź\u00a0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00ad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙'

/** Letters of Polish whose bytes stand for signs in the Western page, and letters of French that are none of Polish. */
const POLISH = new Set([0xb9, 0xb3, 0xbf, 0x9f, 0xa3, 0xaf, 0x8f, 0xa5, 0xe6, 0xf1])
const FRENCH = new Set([0xe8, 0xe0, 0xe2, 0xf9, 0xfb, 0xf4, 0xee, 0xef, 0xe7, 0xc8, 0xc0])
/** What is looked at to guess. */
const SAMPLE_BYTES = 1_000_000
/** So many good letters of UTF-8 for one spoilt one still make a text of UTF-8 that was damaged on its way. */
const GOOD_FOR_SPOILT = 4

/** How the bytes of a file are to be read, as far as they tell; a person may say otherwise. */
export function guessEncoding(bytes: Uint8Array): TextEncoding {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8'
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16'
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  if (isMostlyUtf8(sample)) return 'utf-8'
  let polish = 0
  let french = 0
  for (const byte of sample) {
    if (POLISH.has(byte)) polish += 1
    else if (FRENCH.has(byte)) french += 1
  }
  return polish > french ? 'windows-1250' : 'windows-1252'
}

/** The text of a file, without a byte order mark. Never throws: what cannot be read becomes the replacement mark. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  if (encoding === 'utf-8') return new TextDecoder('utf-8').decode(bytes)
  if (encoding === 'utf-16') return new TextDecoder('utf-16le').decode(bytes)
  const upper = encoding === 'windows-1250' ? WINDOWS_1250 : WINDOWS_1252
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const codes = Array.from(bytes.subarray(at, at + CHUNK_BYTES), (byte) =>
      byte < 0x80 ? byte : upper.charCodeAt(byte - 0x80),
    )
    parts.push(String.fromCharCode(...codes))
  }
  return parts.join('')
}

/** As many as a call takes as its arguments. */
const CHUNK_BYTES = 8_192

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, place) => bytes[place] === byte)

function isMostlyUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    const { good, spoilt } = countSequences(bytes)
    return good > spoilt * GOOD_FOR_SPOILT
  }
}

/** Letters of more than one byte, and bytes that belong to none (RFC 3629). */
function countSequences(bytes: Uint8Array): { readonly good: number; readonly spoilt: number } {
  let good = 0
  let spoilt = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) continue
    const following = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0
    const isWhole =
      following > 0 && bytes.subarray(at + 1, at + 1 + following).every((next) => next >= 0x80 && next < 0xc0)
    if (isWhole) {
      good += 1
      at += following
    } else spoilt += 1
  }
  return { good, spoilt }
}
