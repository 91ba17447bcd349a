/**
 * Goal: whatever hangs on a port that a technician named for something else is told for what it is, for every kind of device. Method:
 * each kind is looked for at each simulator, at the bank's, at a web server and at lines that say nothing; many at once, each pair on a
 * device of its own, with time stretched; some of them alone, by the waits of the product. That these are over in three seconds is
 * proved by test/unit/main/port-look.test.ts.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { createLink } from '#hardware/link/create-link.ts'
import type { PortSpeech } from '#hardware/recognise/port-signature.ts'
import { portRecogniser } from '#main/compose/recognise-port.ts'
import { closedPort } from '#test/support/bad-input/foreign-ports.ts'
import { PORT_ZOO, type PortAnimal } from '#test/support/devices/port-zoo.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'

const OPTIONS = {
  dataFolder: '',
  training: true,
  padEndpoint: null,
  hostEndpoint: 'tcp://192.0.2.1:5000',
  printerEndpoint: null,
} as const

/** What is waited for in vain is waited for shortly; what answers has more time than in a shop, as many do so at once. */
const clockOf = ({ speech }: PortAnimal) => stretched(speech === null ? 0.1 : 3)

const stretched = (by: number) => ({
  monotonicMs: () => performance.now() / by,
  after: (ms: number, callback: () => void) => {
    const timer = setTimeout(callback, ms * by)
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

  /** One that is asked last, one that wants encryption, and two that answer a question of another. A machine may stand still once. */
  it.each([
    ['the host of a bank, packed', 'printer'],
    ['a nexo terminal', 'pad'],
    ['a ZVT terminal on a serial line', 'caisse-ap'],
    ['a printer', 'zvt'],
  ] as const)(
    'of %s that is looked for as %s is known by the waits of the product',
    { retry: 3 },
    async (what, expected) => {
      const animal = PORT_ZOO.find((each) => each.what === what)
      if (animal === undefined) throw new Error(`no ${what}`)
      const port = await animal.open()
      const found = await portRecogniser(OPTIONS, stretched(1))(port.endpoint, expected)
      await port.close()
      expect(found).toBe(animal.speech)
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
