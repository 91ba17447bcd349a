/**
 * Goal: whatever hangs on a port that a technician named for something else is told for what it is, for every kind of device, and
 * within three seconds. Method: each kind is looked for at each simulator, at the bank's, at a web server and at lines that say
 * nothing; many at once, each pair on a device of its own.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { createLink } from '#hardware/link/create-link.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { NETWORK_SIGNATURES, plainSpeech, SERIAL_SIGNATURES } from '#hardware/recognise/device-signatures.ts'
import type { PortSpeech } from '#hardware/recognise/port-signature.ts'
import { recognisePort } from '#hardware/recognise/recognise-port.ts'
import { portRecogniser } from '#main/compose/recognise-port.ts'
import { closedPort } from '#test/support/bad-input/foreign-ports.ts'
import { PORT_ZOO, type PortAnimal } from '#test/support/devices/port-zoo.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

const OPTIONS = {
  dataFolder: '',
  training: true,
  padEndpoint: null,
  hostEndpoint: 'tcp://192.0.2.1:5000',
  printerEndpoint: null,
} as const

/** What is waited for in vain is waited for shortly; what answers has more time than in a shop, as many do so at once. */
const clockOf = ({ speech }: PortAnimal) => ({
  after: (ms: number, callback: () => void) => {
    const timer = setTimeout(callback, speech === null ? ms / 10 : ms * 3)
    return () => clearTimeout(timer)
  },
})

function linkOf(endpoint: string) {
  const created = createLink(endpoint, { openTimeoutMs: 1_000, writeTimeoutMs: 1_000 })
  if (!created.ok) throw new Error('no line')
  return created.value
}

const KINDS: readonly (PortSpeech | null)[] = ['pad', 'printer', 'caisse-ap', 'zvt', 'nexo', null]
const PAIRS = PORT_ZOO.flatMap((animal) => KINDS.map((expected) => ({ animal, expected })))
/** More of them keep each other from answering in time. */
const AT_ONCE = 20
const nameOf = (expected: PortSpeech | null) => expected ?? 'display'

describe('a port', () => {
  const found = new Map<string, PortSpeech | null>()
  const keyOf = (animal: PortAnimal, expected: PortSpeech | null) => `${animal.what} as ${nameOf(expected)}`

  beforeAll(async () => {
    const waiting = [...PAIRS]
    const look = async () => {
      for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
        const { animal, expected } = pair
        const port = await animal.open()
        const recognise = portRecogniser(OPTIONS, clockOf(animal))
        found.set(keyOf(animal, expected), await recognise(port.endpoint, expected))
        await port.close()
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, look))
  }, 60_000)

  it.each(PAIRS.map(({ animal, expected }) => [animal.what, nameOf(expected), animal, expected] as const))(
    'of %s that is looked for as %s is known by its own speech',
    (_what, _kind, animal, expected) => {
      expect(found.get(keyOf(animal, expected))).toBe(animal.speech)
    },
  )

  it('that nobody listens on is no speech: the driver says why', async () => {
    const recognise = portRecogniser(OPTIONS, clockOf({ what: '', speech: null, open: async () => Promise.reject() }))
    expect(await recognise(await closedPort(), 'pad')).toBeNull()
    expect(await recognise('serial:/dev/ttyNOPE7', 'zvt')).toBeNull()
  })

  it('that takes one line at a time is free for its driver at once', async () => {
    const display = PORT_ZOO.filter(({ what }) => what.startsWith('a customer display'))
    expect(display).toHaveLength(1)
    for (const animal of display) {
      const port = await animal.open()
      expect(await portRecogniser(OPTIONS, clockOf(animal))(port.endpoint, null)).toBeNull()
      const link = linkOf(port.endpoint)
      let isLost = false
      link.onLost(() => {
        isLost = true
      })
      expect(await link.open()).toMatchObject({ ok: true })
      await sleep(100)
      expect(isLost).toBe(false)
      await link.close()
      await port.close()
    }
  })

  it('of this till’s own bank or pump is known without a byte', async () => {
    const pumps = [
      { id: '1', alias: '1', endpoint: 'tcp://192.0.2.2:7', nozzles: [], ceilingMinor: 1, currency: 'EUR' },
    ] as never
    const recognise = portRecogniser({ ...OPTIONS, pumps }, new ManualClock())
    expect(await recognise('tcp://192.0.2.1:5000', 'pad')).toBe('bank')
    expect(await recognise('tcp://192.0.2.2:7', 'printer')).toBe('pump')
  })
})

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('a look', () => {
  it.each([NETWORK_SIGNATURES, SERIAL_SIGNATURES])(
    'at a silent line is over in three seconds',
    async (...signatures) => {
      const clock = new ManualClock()
      const { link, far } = simulatedPair('simulated:port')
      const asked: string[] = []
      far.onBytes((bytes) => asked.push(hex(bytes)))
      let found: PortSpeech | null | 'looking' = 'looking'
      const newLink = () => link
      void recognisePort({ endpoint: 'simulated:port', expected: 'zvt', signatures, clock, newLink }).then((speech) => {
        found = speech
      })
      await settle()
      expect(asked).toEqual(signatures.filter(({ speech }) => speech === 'zvt').map(({ question }) => hex(question)))
      await clock.advance(LIMITS.portLookTimeoutMs)
      await settle()
      expect(found).toBeNull()
      // Each was asked, and a silent printer forgets what it was sent.
      expect([...asked].sort()).toEqual([...signatures.map(({ question }) => hex(question)), '1b40'].sort())
    },
  )

  it('asks a device that answers as expected nothing else', async () => {
    const clock = new ManualClock()
    const { link, far } = simulatedPair('simulated:zvt')
    const asked: Uint8Array[] = []
    far.onBytes((bytes) => {
      asked.push(bytes)
      far.write(Uint8Array.of(0x84, 0x6b, 0x00))
    })
    const look = { endpoint: 'simulated:zvt', expected: 'zvt', signatures: NETWORK_SIGNATURES, clock } as const
    expect(await recognisePort({ ...look, newLink: () => link })).toBe('zvt')
    expect(asked).toEqual([Uint8Array.of(0x05, 0x01, 0x00)])
  })

  it.each([
    ['a page', 'HTTP/1.1 400 Bad Request\r\n', 'web'],
    ['an alert of TLS', '\x15\x03\x01\x00\x02\x02\x46', 'web'],
    ['a refusal of Caisse-AP', 'AE00201AF00212', 'caisse-ap'],
    ['a refusal of ZVT', '\x84\x83\x00', 'zvt'],
    ['a banner', 'SSH-2.0-OpenSSH_9.2\r\n', null],
    ['three bytes that look like a refusal and go on', '\x84\x83\x00\x00', null],
    ['nothing', '', null],
  ] as const)('knows %s by its own words', (_what, heard, speech) => {
    expect(plainSpeech(Buffer.from(heard, 'latin1'))).toBe(speech)
  })
})
