/** Goal: a device that was set to another speed is found at it, once, and never where a person named one. */
import { expect, it } from 'vitest'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { SERIAL_SIGNATURES } from '#hardware/recognise/device-signatures.ts'
import { findSpeed } from '#hardware/recognise/find-speed.ts'
import type { PortSpeech } from '#hardware/recognise/port-signature.ts'

const signatureOf = (speech: PortSpeech) => {
  const found = SERIAL_SIGNATURES.find((each) => each.speech === speech)
  if (found === undefined) throw new Error(speech)
  return found
}
const quick = {
  after: (_: number, callback: () => void) => {
    const timer = setTimeout(callback, 5)
    return () => clearTimeout(timer)
  },
}

let lines = 0

/** A line whose device understands one speed only; at all others it hears rubbish. */
function search(speech: PortSpeech, answer: (asked: Uint8Array) => Uint8Array, at: number | null) {
  const tried: string[] = []
  const heard: string[] = []
  const newLink = (endpoint: string) => {
    lines += 1
    tried.push(endpoint)
    const { link, far } = simulatedPair(`simulated:speed-${lines}`)
    far.onBytes((bytes) => {
      if (!endpoint.endsWith(`;${at}`)) return
      heard.push(Buffer.from(bytes).toString('hex'))
      far.write(answer(bytes))
    })
    return link
  }
  return { tried, heard, parts: { signature: signatureOf(speech), clock: quick, newLink } }
}

it('finds a printer at the speed it answers at, and has it forget what it made of the others', async () => {
  const { tried, heard, parts } = search('printer', () => Uint8Array.of(0x12), 57_600)
  expect(await findSpeed({ endpoint: 'serial:/dev/ttyUSB0', ...parts })).toBe(57_600)
  expect(tried).toEqual(['serial:/dev/ttyUSB0;9600', 'serial:/dev/ttyUSB0;38400', 'serial:/dev/ttyUSB0;57600'])
  expect(heard).toEqual(['100401', '1b40'])
})

it('keeps what else a person set of the line, and passes over the speed that was tried before', async () => {
  const { tried, parts } = search('zvt', () => Uint8Array.of(0x06), 115_200)
  expect(await findSpeed({ endpoint: 'serial:COM3;8E1', ...parts })).toBeNull()
  expect(tried).toEqual([
    'serial:COM3;19200;8E1',
    'serial:COM3;38400;8E1',
    'serial:COM3;57600;8E1',
    'serial:COM3;115200;8E1',
  ])
})

it('finds none on a line that sends back what it is sent', async () => {
  const { parts } = search('caisse-ap', (asked) => asked, 38_400)
  expect(await findSpeed({ endpoint: 'serial:COM3', ...parts })).toBeNull()
})

it.each(['serial:COM3;38400', 'tcp://127.0.0.1:9100', 'usb:04b8:0e15:X'])('tries nothing at %s', async (endpoint) => {
  const { tried, parts } = search('printer', () => Uint8Array.of(0x12), 9_600)
  expect(await findSpeed({ endpoint, ...parts })).toBeNull()
  expect(tried).toEqual([])
})

it('stops at a line that can not be opened', async () => {
  const { parts } = search('printer', () => Uint8Array.of(0x12), 57_600)
  let opened = 0
  const newLink = () => {
    opened += 1
    return null
  }
  expect(await findSpeed({ endpoint: 'serial:COM3', ...parts, newLink })).toBeNull()
  expect(opened).toBe(1)
})
