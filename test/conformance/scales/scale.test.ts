/**
 * Goal: a weight reaches the till to the gram, and never one that was not on the plate when it was asked for. Method: bytes of the public
 * descriptions through the codec; the driver on a line in memory with time by hand; the driver on the simulated scale, over TCP and on a
 * pseudo-terminal.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { readScaleAnswer, ScaleAnswers, statusAnswer, weightAnswer } from '#hardware/scales/scale.codec.ts'
import { createScale } from '#hardware/scales/scale-driver.ts'
import { SimulatedScale } from '#simulators/counter-scale/scale.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const read = (hex: string) => new ScaleAnswers().accept(bytes(hex)).map(readScaleAnswer)
const stable = (weightMilli: number, isNet = false) => ({ state: 'stable', weightMilli, isNet })

describe('the bytes', () => {
  it.each([
    ['02 30 31 2e 32 35 30 0d', stable(1_250)],
    ['02 31 35 2e 30 30 30 0d', stable(15_000)],
    ['02 30 30 2e 30 30 30 0d', stable(0)],
    ['02 20 31 2e 32 35 30 0d', stable(1_250)],
    ['02 30 31 2e 32 35 30 4e 0d', stable(1_250, true)],
    ['02 33 30 2e 30 30 0d', { state: 'other-unit' }],
    ['02 3f 41 0d', { state: 'moving' }],
    ['02 3f 42 0d', { state: 'overload' }],
    ['02 3f 43 0d', { state: 'overload' }],
    ['02 3f 44 0d', { state: 'under-zero' }],
    ['02 3f 64 0d', { state: 'under-zero' }],
    ['02 3f 48 0d', { state: 'under-zero' }],
    // Bit 6 is left out by some.
    ['02 3f 01 0d', { state: 'moving' }],
    ['02 3f 50 0d', null],
    ['02 2d 31 2e 32 35 30 0d', null],
    ['02 31 2c 32 35 30 0d', null],
    ['02 0d', null],
  ])('%s', (hex, meant) => {
    expect(read(hex)).toEqual([meant])
  })

  it('are the same in pieces, between other bytes, with the bit of parity, and after half an answer', () => {
    const answers = new ScaleAnswers()
    const heard = [...bytes('ff 30 02 30 31 02 30 30 2e b4 31 32 8d 0a')].flatMap((byte) =>
      answers.accept(Uint8Array.of(byte)),
    )
    expect(heard).toEqual(['00.412'])
    expect(answers.accept(bytes(`02 ${'30'.repeat(60)} 0d`))).toEqual([])
  })

  it('of the simulator are those of the descriptions', () => {
    expect(Buffer.from(weightAnswer(1_250, true)).toString('hex')).toBe('0230312e3235304e0d')
    expect(Buffer.from(statusAnswer(0x01)).toString('hex')).toBe('023f410d')
  })
})

describe('the driver on a line', () => {
  async function opened() {
    const clock = new ManualClock()
    const { link, far } = simulatedPair('sim:scale')
    const asked: string[] = []
    far.onBytes((heard) => void asked.push(Buffer.from(heard).toString('hex')))
    const scale = createScale({ endpoint: link.endpoint, clock, link })
    closers.push(() => scale.close())
    expect(await scale.connect()).toEqual({ ok: true, value: null })
    return { clock, far, scale, asked, say: (hex: string) => far.write(bytes(hex)) }
  }

  it('asks by one byte and hears the answer', async () => {
    const { scale, asked, say } = await opened()
    const weighed = scale.weigh()
    await settle()
    say('02 30 31 2e 32 35 30 0d')
    expect(await weighed).toEqual({ ok: true, value: stable(1_250) })
    expect(asked).toEqual(['57'])
  })

  it('leaves the scale the time that its protocol wants between two questions', async () => {
    const { scale, asked, say, clock } = await opened()
    for (const count of [1, 2]) {
      const weighed = scale.weigh()
      if (count === 2) {
        await clock.advance(LIMITS.scaleQuestionPauseMs - 1)
        expect(asked).toHaveLength(1)
        await clock.advance(1)
      }
      await settle()
      say('02 30 30 2e 30 30 30 0d')
      expect((await weighed).ok).toBe(true)
    }
    expect(LIMITS.scaleQuestionPauseMs).toBeGreaterThanOrEqual(200)
  })

  it('never takes for an answer what was said before the question', async () => {
    const { scale, say } = await opened()
    say('02 39 39 2e 39 39 39 0d 02 39')
    await settle()
    const weighed = scale.weigh()
    await settle()
    say('02 30 30 2e 34 31 32 0d')
    expect(await weighed).toEqual({ ok: true, value: stable(412) })
  })

  it.each([
    ['nothing', '', 'SCALE_NO_ANSWER'],
    ['no answer of a scale', '48 61 6c 6c 6f', 'SCALE_OTHER_PROTOCOL'],
    ['half an answer', '02 30 30', 'SCALE_OTHER_PROTOCOL'],
  ])('ends in time with %s, and closes the line, so that a late answer is nobody’s', async (_, hex, code) => {
    const { scale, say, clock } = await opened()
    const weighed = scale.weigh()
    await settle()
    if (hex !== '') say(hex)
    await clock.advance(LIMITS.scaleAnswerTimeoutMs)
    expect(await weighed).toMatchObject({ ok: false, error: { code } })
    expect(await scale.weigh().then(({ ok }) => ok)).toBe(false)
  })

  it.each([
    ['an unknown status', '02 3f 50 0d', 'SCALE_OTHER_PROTOCOL'],
    ['pounds', '02 30 32 2e 37 36 0d', 'SCALE_OTHER_UNIT'],
  ])('refuses %s at once', async (_, hex, code) => {
    const { scale, say } = await opened()
    const weighed = scale.weigh()
    await settle()
    say(hex)
    expect(await weighed).toMatchObject({ ok: false, error: { code } })
  })

  it('is told when the cable goes, in the middle of a question too', async () => {
    const { scale, far } = await opened()
    let lost = 0
    scale.onLost(() => {
      lost += 1
    })
    const weighed = scale.weigh()
    await settle()
    far.unplug()
    expect(await weighed).toMatchObject({ ok: false, error: { code: 'SCALE_NOT_FOUND' } })
    expect(lost).toBe(1)
  })

  it('says that nobody is there, or that another holds the line', async () => {
    const clock = new ManualClock()
    const nobody = createScale({ endpoint: 'nothing', clock })
    expect(await nobody.connect()).toMatchObject({ error: { code: 'SCALE_NOT_FOUND' } })
    expect(await nobody.weigh()).toMatchObject({ error: { code: 'SCALE_NOT_FOUND' } })
    const { link } = simulatedPair('sim:held-scale')
    const first = createScale({ endpoint: link.endpoint, clock, link })
    closers.push(() => first.close())
    await first.connect()
    const second = createScale({ endpoint: link.endpoint, clock, link })
    expect(await second.connect()).toMatchObject({ error: { code: 'SCALE_PORT_BUSY' } })
  })
})

describe.each(['tcp', 'serial'] as const)('the simulated scale over %s', (way) => {
  it('is read as it stands, moves, carries too much, is below zero, has a tare, and is switched off', async () => {
    const far = new SimulatedScale({ port: 0, pty: way === 'serial' }, () => {})
    await far.plugIn()
    closers.push(() => far.close())
    const scale = createScale({ endpoint: far.endpoint, clock: realClock })
    closers.push(() => scale.close())
    expect(await scale.connect()).toEqual({ ok: true, value: null })
    const weighed = async (...commands: Record<string, unknown>[]) => {
      for (const command of commands) await far.control(command)
      const found = await scale.weigh()
      return found.ok ? found.value : found.error.code
    }
    expect(await weighed()).toEqual(stable(0))
    expect(await weighed({ do: 'put', grams: 1_252 })).toEqual(stable(1_250))
    expect(await weighed({ do: 'sway', on: true })).toEqual({ state: 'moving' })
    expect(await weighed({ do: 'put', grams: 15_001 })).toEqual({ state: 'overload' })
    expect(await weighed({ do: 'put', grams: -100 })).toEqual({ state: 'under-zero' })
    expect(await weighed({ do: 'put', grams: 200 }, { do: 'tare' }, { do: 'put', grams: 1_450 })).toEqual(
      stable(1_250, true),
    )
    await far.control({ do: 'fault', kind: 'trickle' })
    expect(await weighed({ do: 'zero' }, { do: 'put', grams: 5 })).toEqual(stable(5))
    expect(await weighed({ do: 'pounds', on: true })).toBe('SCALE_OTHER_UNIT')
    expect(await weighed({ do: 'power', on: false })).toBe('SCALE_NO_ANSWER')
  })
})
