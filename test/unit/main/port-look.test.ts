/**
 * Goal: whatever hangs on a port is named within three seconds, whatever it was taken for, or the till says that it knows no such thing.
 * Method: time by hand, with the questions and waits of the product. Who answers does so at the last moment; everything else keeps
 * silent as long as it is waited for, or hangs up right then.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { type ByteLink, DONE } from '#hardware/link/byte-link.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { pumpLine } from '#hardware/pumps/pump.codec.ts'
import { NEXO, plainSpeech, SERIAL_SIGNATURES } from '#hardware/recognise/device-signatures.ts'
import type { PortSignature, PortSpeech } from '#hardware/recognise/port-signature.ts'
import { lookPlan, planMs, recognisePort } from '#hardware/recognise/recognise-port.ts'
import { encodeApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { encodeZvtFrame } from '#hardware/terminals/zvt/zvt-serial.codec.ts'
import { SECOND_TRAINING_ACQUIRER, TRAINING_ACQUIRER } from '#main/compose/acquirer-settings.ts'
import { ON_NETWORK } from '#main/compose/recognise-port.ts'
import { toFrame } from '#payment/iso8583/wire.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

const KINDS: readonly (PortSpeech | null)[] = ['pad', 'printer', 'caisse-ap', 'zvt', 'nexo', null]
const LINES = {
  network: { signatures: ON_NETWORK, encrypted: NEXO },
  serial: { signatures: SERIAL_SIGNATURES },
} as const
type LineName = keyof typeof LINES

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const FORGET = '1b40'

/** What a device of a kind says to its own question. */
const BANKS = [TRAINING_ACQUIRER, SECOND_TRAINING_ACQUIRER].map(({ profile }) =>
  toFrame(
    profile,
    { mti: '0810', fields: { 7: '0101000000', 11: '000001', 39: '00', 70: profile.networkCodes.echo } },
    {
      tpdu: profile.tpdu,
      macKey: null,
    },
  ),
)
const ACK = Uint8Array.of(0x06)
const READY = encodeApdu({ control: 0x840c, data: new Uint8Array() })
const SAYS: Readonly<Record<'network' | 'serial', Partial<Record<PortSpeech, Uint8Array>>>> = {
  network: { 'caisse-ap': Buffer.from('AE00210'), zvt: READY },
  serial: { 'caisse-ap': ACK, zvt: encodeZvtFrame(READY) },
}
const EVERYWHERE: Partial<Record<PortSpeech, Uint8Array>> = {
  pad: Uint8Array.of(0x04),
  printer: Uint8Array.of(0x16),
  pump: pumpLine({ seq: 1, ok: true, pump: { serialNumber: 'PUMP-1', nozzles: [1], calling: null } }),
  nexo: Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"SaleToPOIResponse":{}}'),
}

/** The answer to this question by whoever understands it. */
function answerTo(signature: PortSignature, line: LineName): Uint8Array {
  const bank = BANKS[ON_NETWORK.filter(({ speech }) => speech === 'bank').indexOf(signature)]
  const said = bank ?? SAYS[line][signature.speech] ?? EVERYWHERE[signature.speech]
  if (said === undefined) throw new Error(`nobody says anything to ${signature.speech}`)
  return said
}

/** Who hangs on a line: the one that understands a question, and what becomes of all others. */
const PAIRS = (Object.keys(LINES) as LineName[]).flatMap((line) =>
  [...LINES[line].signatures, ...(line === 'network' ? [NEXO] : [])].flatMap((own, at) =>
    KINDS.flatMap((expected) =>
      (['keeps silent', 'hangs up'] as const).map((toOthers) => ({ line, own, at, expected, toOthers })),
    ),
  ),
)

interface Looked {
  readonly speech: PortSpeech | null
  readonly tookMs: number
  readonly asked: readonly string[]
}

/** Looks with time by hand. `onQuestion` is what the device does with what it is asked, at the last moment that it is waited for. */
async function look(
  line: LineName,
  expected: PortSpeech | null,
  onQuestion: (question: string) => Uint8Array | 'hangs up' | null,
): Promise<Looked> {
  const clock = new ManualClock()
  const asked: string[] = []
  const waits = new Map(
    lookPlan({ ...LINES[line], expected }).map((step) => [hex(step.signature.question), step.waitMs]),
  )
  const newLink = () => {
    const { link, far } = simulatedPair('simulated:port')
    far.onBytes((bytes) => {
      const question = hex(bytes)
      asked.push(question)
      const does = onQuestion(question)
      const waitMs = waits.get(question) ?? LIMITS.portEncryptedLeastMs
      if (does !== null) clock.after(waitMs - 1, () => (does === 'hangs up' ? far.unplug() : far.write(does)))
    })
    return link
  }
  return { ...(await ended(clock, recognisePort({ endpoint: '', ...LINES[line], expected, clock, newLink }))), asked }
}

async function ended(clock: ManualClock, looking: Promise<PortSpeech | null>): Promise<Omit<Looked, 'asked'>> {
  let looked: Omit<Looked, 'asked'> | null = null
  void looking.then((speech) => {
    looked = { speech, tookMs: clock.monotonicMs() }
  })
  await settle()
  while (looked === null && clock.monotonicMs() < 2 * LIMITS.portLookTimeoutMs) await clock.advance(10)
  if (looked === null) throw new Error('the look did not end')
  return looked
}

describe('what a port is asked', () => {
  const plans = (Object.keys(LINES) as LineName[]).flatMap((line) => KINDS.map((expected) => [line, expected] as const))

  it.each(plans)('on a %s line that is taken for %s has its time within three seconds, all of it', (line, expected) => {
    const plan = lookPlan({ ...LINES[line], expected })
    const inBetweenMs = line === 'network' && expected !== 'nexo' ? LIMITS.portEncryptedLeastMs : 0
    expect(planMs(plan) + inBetweenMs).toBeLessThan(3_000)
    expect(LIMITS.portLookTimeoutMs).toBe(3_000)
    const asked = plan.map(({ signature }) => signature)
    const all = [...LINES[line].signatures, ...(expected === 'nexo' && line === 'network' ? [NEXO] : [])]
    expect(new Set(asked.slice(0, -1))).toEqual(new Set(all))
    expect(asked).toHaveLength(all.length + 1)
    const waits = plan.slice(0, -1).map(({ signature, waitMs }) => [signature.speech === expected, waitMs] as const)
    for (const [isExpected, waitMs] of waits) expect(waitMs).toBeGreaterThanOrEqual(isExpected ? 1_000 : 200)
  })
})

describe('a port', () => {
  it.each(PAIRS)(
    'on a $line line is told by its own answer ($at) though it is taken for $expected and $toOthers at all else',
    async ({ line, own, expected, toOthers }) => {
      const isHeardOf = own !== NEXO || expected === 'nexo' || toOthers === 'hangs up'
      const question = hex(own.question)
      const answer = answerTo(own, line)
      const { speech, tookMs } = await look(line, expected, (asked) => {
        if (asked === question) return answer
        return toOthers === 'hangs up' && asked !== hex(NEXO.question) ? toOthers : null
      })
      // Nobody who says nothing at all to plain words is taken for one who encrypts.
      expect(speech).toBe(isHeardOf ? own.speech : null)
      expect(tookMs).toBeLessThan(3_000)
    },
  )

  it.each(KINDS)(
    'that is taken for %s and says nothing is asked everything, in less than three seconds',
    async (expected) => {
      for (const line of Object.keys(LINES) as LineName[]) {
        const { speech, tookMs, asked } = await look(line, expected, () => null)
        expect(speech).toBeNull()
        expect(tookMs).toBeLessThan(3_000)
        const plan = lookPlan({ ...LINES[line], expected }).map(({ signature }) => hex(signature.question))
        expect(asked).toEqual(plan)
        // A silent printer forgets what it was sent.
        expect(asked.at(-1)).toBe(FORGET)
      }
    },
  )

  it('whose lines open slowly is given up after three seconds, and nothing is asked any more', async () => {
    const clock = new ManualClock()
    const askedAtMs: number[] = []
    const newLink = (): ByteLink => ({
      endpoint: 'simulated:far-away',
      open: () => new Promise((resolve) => clock.after(900, () => resolve(DONE))),
      write: async () => {
        askedAtMs.push(clock.monotonicMs())
        return DONE
      },
      close: async () => {},
      onBytes: () => () => {},
      onLost: () => () => {},
    })
    const looking = recognisePort({ endpoint: '', ...LINES.network, expected: 'pad', clock, newLink })
    expect(await ended(clock, looking)).toEqual({ speech: null, tookMs: 3_000 })
    await clock.advance(10_000)
    // What opened after its time was asked nothing.
    expect(askedAtMs).toEqual([900])
  })

  it('that answers as expected is asked nothing else', async () => {
    const answer = encodeApdu({ control: 0x846b, data: new Uint8Array() })
    const { speech, asked } = await look('network', 'zvt', () => answer)
    expect(speech).toBe('zvt')
    expect(asked).toEqual(['050100'])
  })

  it.each([
    ['a page', 'HTTP/1.1 400 Bad Request\r\n', 'web'],
    ['an alert of TLS', '\x15\x03\x01\x00\x02\x02\x46', 'web'],
    ['a refusal of Caisse-AP', 'AE00201AF00212', 'caisse-ap'],
    ['a refusal of ZVT', '\x84\x83\x00', 'zvt'],
    ['a banner', 'SSH-2.0-OpenSSH_9.2\r\n', null],
    ['three bytes that look like a refusal and go on', '\x84\x83\x00\x00', null],
    ['nothing', '', null],
  ] as const)('is known by %s as its own words', (_what, heard, speech) => {
    expect(plainSpeech(Buffer.from(heard, 'latin1'))).toBe(speech)
  })
})
