import { describe, expect, test } from 'vitest'
import { followSounds } from '#renderer/sounds/follow-sounds.ts'
import { type Heard, soundOf } from '#renderer/sounds/sound-of.ts'
import { type AudioOutput, play, SOUND_NAMES, SOUNDS } from '#renderer/sounds/sounds.ts'
import type { ScreenState } from '#renderer/state/screen-store.ts'
import { lineOf, paymentAt, saleOf, sampleSlices } from '#test/support/renderer/sample-shop.ts'

/** What happens leads to its sound, once; sounds differ by pitch and rhythm, and a till may have none. */

const QUIET: Heard = { slices: { ...sampleSlices(), payment: null }, toast: null }
const changed = (change: Partial<NonNullable<Heard['slices']>>, toast: Heard['toast'] = null): Heard => ({
  slices: QUIET.slices && { ...QUIET.slices, ...change },
  toast,
})
const payment = (outcome: 'approved' | 'declined' | 'unknown' | null) => paymentAt('outcome', { outcome })
const toast = (tone: 'closed' | 'note', number = 1) => ({ tone, text: 'x', number }) as const
const failed = (code: 'SALE_UNKNOWN_BARCODE' | 'PRINTER_NOT_FOUND') =>
  ({ tone: 'failure', failure: { code }, number: 2 }) as ScreenState['toast']

describe('what happens', () => {
  test('is heard by its own sound', () => {
    const { sale, status } = sampleSlices()
    const more = { ...sale, itemCount: sale.itemCount + 1 }
    expect(soundOf(QUIET, changed({ sale: more }))).toBe('added')
    expect(soundOf(QUIET, changed({}, failed('SALE_UNKNOWN_BARCODE')))).toBe('unknown-code')
    expect(soundOf(QUIET, changed({}, failed('PRINTER_NOT_FOUND')))).toBe('attention')
    expect(soundOf(QUIET, changed({}, toast('closed')))).toBe('closed')
    expect(soundOf(QUIET, changed({}, toast('note')))).toBeNull()
    const lost = { ...status, pad: { ...status.pad, state: 'lost' as const } }
    expect(soundOf(QUIET, changed({ status: lost }))).toBe('attention')
    const under = changed({ payment: payment(null) })
    expect(soundOf(under, changed({ payment: payment('approved') }))).toBe('approved')
    expect(soundOf(under, changed({ payment: payment('declined') }))).toBe('declined')
    expect(soundOf(under, changed({ payment: payment('unknown') }))).toBe('outcome-unknown')
  })

  test('is heard once: what stays as it is, or goes, is silent', () => {
    const declined = changed({ payment: payment('declined') })
    expect(soundOf(declined, { ...declined })).toBeNull()
    expect(soundOf(declined, QUIET)).toBeNull()
    const closed = changed({}, toast('closed'))
    expect(soundOf(closed, { ...closed })).toBeNull()
    expect(soundOf(closed, QUIET)).toBeNull()
    expect(soundOf(closed, changed({}, toast('closed', 2)))).toBe('closed')
  })

  test('another ticket in hand, a line less and the first look at the till are silent', () => {
    const other = saleOf([lineOf(['Baguette', 1000, 130, 550, 0], 0), lineOf(['Beurre', 9000, 230, 550, 0], 1)])
    expect(soundOf(QUIET, changed({ sale: { ...other, id: 'another' } }))).toBeNull()
    expect(soundOf(QUIET, changed({ sale: saleOf([], { id: QUIET.slices?.sale.id ?? '' }) }))).toBeNull()
    expect(soundOf({ slices: null, toast: null }, changed({ payment: payment('unknown') }))).toBeNull()
  })

  test('the outcome of a card goes before the sentence that tells of it', () => {
    expect(soundOf(QUIET, changed({ payment: payment('declined') }, toast('closed')))).toBe('declined')
  })
})

test('no two sounds have the same rhythm and pitch', () => {
  const looks = SOUND_NAMES.map((name) => JSON.stringify(SOUNDS[name].map(({ hertz, lengthMs }) => [hertz, lengthMs])))
  expect(new Set(looks).size).toBe(SOUND_NAMES.length)
  expect(SOUNDS.approved[0]?.hertz).toBeLessThan(SOUNDS.approved[1]?.hertz ?? 0)
  expect(SOUNDS.declined[0]?.hertz).toBeGreaterThan(SOUNDS.declined[1]?.hertz ?? 0)
  for (const name of SOUND_NAMES) expect(SOUNDS[name].at(-1)?.startMs).toBeLessThan(400)
})

/** What was asked of the loudspeaker. */
function recorder() {
  const played: { hertz: number; startS: number; stopS: number }[] = []
  const gains: number[] = []
  const output = {
    currentTime: 10,
    destination: {},
    createGain: () => ({
      connect: () => undefined,
      gain: { setValueAtTime: () => undefined, linearRampToValueAtTime: (value: number) => gains.push(value) },
    }),
    createOscillator: () => {
      const tone = { hertz: 0, startS: 0, stopS: 0 }
      return {
        type: '',
        connect: () => undefined,
        frequency: {
          set value(hertz: number) {
            tone.hertz = hertz
          },
        },
        start: (at: number) => {
          tone.startS = at
        },
        stop: (at: number) => {
          tone.stopS = at
          played.push(tone)
        },
      }
    },
  } as unknown as AudioOutput
  return { played, gains, output }
}

describe('a sound', () => {
  test('is played as it is written, at its volume', () => {
    const { played, gains, output } = recorder()
    play(output, 'approved', 50)
    expect(played.map(({ hertz }) => hertz)).toEqual([660, 990])
    expect(played[0]?.startS).toBe(10)
    expect(played[1]?.startS).toBeCloseTo(10.09)
    expect(Math.max(...gains)).toBeCloseTo(0.175)
  })
})

test('stores that change are followed, with the settings of the workstation', () => {
  const heard: unknown[] = []
  const slices = { ...sampleSlices(), payment: null }
  const tillState = { slices, sequence: 1, connected: true }
  const screenState = { toast: null as ScreenState['toast'] }
  const listeners: (() => void)[] = []
  const store = <State>(state: State) => ({
    getState: () => state,
    subscribe: (listener: () => void) => {
      listeners.push(listener)
      return () => void listeners.splice(listeners.indexOf(listener), 1)
    },
  })
  const end = followSounds(store(tillState) as never, store(screenState) as never, (sound, { volumePercent }) =>
    heard.push([sound, volumePercent]),
  )
  screenState.toast = toast('closed')
  for (const listener of listeners) listener()
  expect(heard).toEqual([['closed', 50]])
  end()
  expect(listeners).toEqual([])
})
