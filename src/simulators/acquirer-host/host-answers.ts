import type { FieldNumber, IsoFields, IsoMessage } from '#payment/iso8583/field-table.ts'
import { answerTypeOf } from '#payment/iso8583/message-type.ts'

/** An answer with the fields that it repeats of its request, and more. */
export function answerTo(request: IsoMessage, echoed: readonly FieldNumber[], more: IsoFields): IsoMessage {
  const same = Object.fromEntries(echoed.map((number) => [number, request.fields[number]])) as IsoFields
  return { mti: answerTypeOf(request.mti), fields: { ...same, ...more } }
}

/** 0210, 0230 or 0330. */
export function saleAnswer(request: IsoMessage, responseCode: string, more: IsoFields = {}): IsoMessage {
  return answerTo(request, [3, 4, 7, 11, 12, 13, 41, 42, 49, 60, 62], { 39: responseCode, ...more })
}

/** Tag 8A, the issuer's answer for the chip: the response code as two characters. */
export function issuerData(responseCode: string): Uint8Array {
  return Buffer.concat([Buffer.from([0x8a, 0x02]), Buffer.from(responseCode, 'latin1')])
}

/** YDDDhhNNNNNN: last digit of the year, day of the year, hour, STAN (acquirer sheet 2.2). */
export function retrievalReference(now: Date, stan: string): string {
  const dayOfYear = Math.floor((now.getTime() - Date.UTC(now.getUTCFullYear(), 0, 1)) / 86_400_000) + 1
  const hour = String(now.getUTCHours()).padStart(2, '0')
  return `${now.getUTCFullYear() % 10}${String(dayOfYear).padStart(3, '0')}${hour}${stan}`
}
