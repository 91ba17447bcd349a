import { text } from 'node:stream/consumers'
import { processorRate } from '../processor-rate.ts'

/**
 * Measures the codec that npm offers, in a process of its own: what one program does with the types of its values must not slow the
 * other down. In: `{ way, home, fields, messages }` as JSON; out: messages a second.
 */
interface Codec {
  getBufferMessage(): Uint8Array
  getIsoJSON(bytes: Uint8Array): Readonly<Record<string, string>>
}

const { way, home, fields, messages } = JSON.parse(await text(process.stdin)) as {
  readonly way: 'encode' | 'decode'
  readonly home: string
  readonly fields: Readonly<Record<string, string>>
  readonly messages: number
}
const { default: Message } = (await import(home)) as {
  default: new (fields?: Readonly<Record<string, string>>) => Codec
}
const bytes = new Message(fields).getBufferMessage()
if (!Buffer.isBuffer(bytes)) throw new Error('it refuses the published sale')
const once =
  way === 'encode'
    ? () => new Message(fields).getBufferMessage().length
    : () => Object.keys(new Message().getIsoJSON(bytes)).length
console.log(processorRate(once, messages))
