import { CONTROL } from '../pad/abecs/framing.ts'
import { StatusReader } from '../printers/status-reader.ts'
import { PumpLines, pumpLine, readFromPump } from '../pumps/pump.codec.ts'
import { encodeCaisseAp } from '../terminals/caisse-ap/caisse-ap.codec.ts'
import { encodeNexoRequest } from '../terminals/nexo/nexo-messages.codec.ts'
import { encodeApdu } from '../terminals/zvt/zvt-apdu.codec.ts'
import { encodeZvtFrame } from '../terminals/zvt/zvt-serial.codec.ts'
import type { PortSignature, PortSpeech } from './port-signature.ts'

/** CAN, which ends what a pad does, is answered by EOT (pin-pad sheet 2.1). */
const PAD: PortSignature = {
  speech: 'pad',
  question: Uint8Array.of(CONTROL.CAN),
  isAnswer: (heard) => heard[0] === CONTROL.EOT,
}

/** DLE EOT 1 is answered by one byte (printers-escpos sheet, section 5). */
const PRINTER: PortSignature = {
  speech: 'printer',
  question: Uint8Array.of(0x10, 0x04, 1),
  isAnswer: isStatusByte,
}

/** 05 01, the status enquiry: answered by 80 00, 84 and an error, or with more. */
const STATUS_ENQUIRY = encodeApdu({ control: 0x0501, data: new Uint8Array() })
const ZVT: PortSignature = { speech: 'zvt', question: STATUS_ENQUIRY, isAnswer: isZvtAnswer }
const ZVT_ON_A_LINE: PortSignature = {
  speech: 'zvt',
  question: encodeZvtFrame(STATUS_ENQUIRY),
  form: { baudRate: 9_600, stopBits: 2 },
  // Others acknowledge a byte of it: only a frame of its own is an answer.
  isAnswer: (heard) => Buffer.from(heard).includes(Buffer.of(0x10, 0x02)),
}

/** Identification (CD I), which moves no money; every answer has the field AE. */
const CAISSE_AP: PortSignature = {
  speech: 'caisse-ap',
  question: encodeCaisseAp([
    ['CZ', '0320'],
    ['CJ', '012345678901'],
    ['CA', '01'],
    ['CD', 'I'],
  ]),
  isAnswer: isCaisseApAnswer,
}

/** ENQ, which a Concert terminal that is free answers by ACK (standalone-terminals sheet 2c). */
const CONCERT: PortSignature = {
  speech: 'caisse-ap',
  question: Uint8Array.of(0x05),
  form: { baudRate: 9_600 },
  isAnswer: (heard) => heard.length === 1 && heard[0] === CONTROL.ACK,
}

/** A diagnosis without a key, which a terminal with one turns away: nothing is known of its key yet. */
const NEXO_MESSAGE = encodeNexoRequest(
  { category: 'Diagnosis', saleId: 'Comptoir', serviceId: '0000000000', poiId: 'Terminal' },
  { HostDiagnosisFlag: false },
)

/** On an encrypted line alone; known by its words, or by a page that is none. */
export const NEXO: PortSignature = {
  speech: 'nexo',
  question: Buffer.from(
    [
      'POST /nexo/ HTTP/1.1',
      'Host: terminal',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(NEXO_MESSAGE)}`,
      'Connection: close',
      '',
      NEXO_MESSAGE,
    ].join('\r\n'),
  ),
  isAnswer: isNexoAnswer,
  isEncrypted: true,
}

/** Ends in a line feed: what reads lines answers it somehow. */
const PUMP: PortSignature = { speech: 'pump', question: pumpLine({ do: 'hello', seq: 1 }), isAnswer: isPumpAnswer }

/** What a device of the shop may speak on the network; what prints nowhere comes first. */
export const NETWORK_SIGNATURES: readonly PortSignature[] = [PAD, PRINTER, ZVT, CAISSE_AP, PUMP]
/** The same on a serial line. */
export const SERIAL_SIGNATURES: readonly PortSignature[] = [PAD, PRINTER, CONCERT, ZVT_ON_A_LINE, PUMP]

/** What is told by its own words whatever it was asked: one that does not understand says so in its own protocol. */
export function plainSpeech(heard: Uint8Array): PortSpeech | null {
  if (isWebAnswer(heard)) return 'web'
  if (isCaisseApAnswer(heard)) return 'caisse-ap'
  if (isZvtRefusal(heard)) return 'zvt'
  return isPumpAnswer(heard) ? 'pump' : null
}

/** A page, or an alert of TLS. */
function isWebAnswer(heard: Uint8Array): boolean {
  return isTlsAlert(heard) || Buffer.from(heard.subarray(0, 5)).toString('latin1') === 'HTTP/'
}

/** 15 03, its version, and a length of two: what was said is no word of an encrypted line. */
export function isTlsAlert(heard: Uint8Array): boolean {
  return heard[0] === 0x15 && heard[1] === 0x03 && (heard[2] ?? 9) <= 4 && heard[3] === 0 && heard[4] === 2
}

/** Its own words, or a refusal that is no page, at a place that is there. */
function isNexoAnswer(heard: Uint8Array): boolean {
  const text = Buffer.from(heard).toString('latin1')
  if (/"SaleToPOI(Request|Response)"/.test(text)) return true
  const [head, status] = /^HTTP\/1\.[01] (\d{3})[\s\S]*?\r\n\r\n/.exec(text) ?? []
  if (head === undefined || status === '404') return false
  return status === '204' || /^content-(length: *0|type: *(application\/json|text\/plain))\b/im.test(head)
}

/** Alone, or with the four bytes that it sends by itself: more is another protocol, whose bytes may look alike. */
function isStatusByte(heard: Uint8Array): boolean {
  return heard.length <= 5 && new StatusReader().push(heard).some(({ kind }) => kind === 'real-time')
}

function isCaisseApAnswer(heard: Uint8Array): boolean {
  return /AE002(10|01|11)/.test(Buffer.from(heard).toString('latin1'))
}

/** 84, an error, and no data: nothing else in the shop says that. */
const isZvtRefusal = (heard: Uint8Array): boolean => heard.length === 3 && heard[0] === 0x84 && heard[2] === 0

function isZvtAnswer(heard: Uint8Array): boolean {
  if (heard.length < 3) return false
  return (heard[0] === 0x80 || heard[0] === 0x84) && heard[2] === 0
}

function isPumpAnswer(heard: Uint8Array): boolean {
  return new PumpLines().accept(heard).some((line) => readFromPump(line) !== null)
}
