/** One tone: its pitch, when it begins and how long it lasts. */
export interface Tone {
  readonly hertz: number
  readonly startMs: number
  readonly lengthMs: number
}

const tones = (hertz: readonly number[], lengthMs: number): readonly Tone[] => {
  const eachMs = lengthMs / hertz.length
  return hertz.map((pitch, place) => ({ hertz: pitch, startMs: place * eachMs, lengthMs: eachMs * 0.8 }))
}

/**
 * What the till lets be heard: told apart by pitch, by rhythm and by length, so that neither a weak ear nor a loud shop takes one for
 * another. A word on the screen always says the same.
 */
export const SOUNDS = {
  added: tones([1_320], 40),
  'unknown-code': tones([220, 220], 120),
  attention: tones([330], 300),
  approved: tones([660, 990], 180),
  declined: tones([440, 294], 250),
  'outcome-unknown': tones([523, 523, 523], 400),
  closed: tones([180], 60),
} as const satisfies Readonly<Record<string, readonly Tone[]>>

export type Sound = keyof typeof SOUNDS
export const SOUND_NAMES = Object.keys(SOUNDS) as Sound[]

interface Node {
  connect(to: never): unknown
}

/** What of the browser's sound is used: a test hears through another one. */
export interface AudioOutput {
  readonly currentTime: number
  readonly destination: unknown
  createGain(): Node & {
    readonly gain: {
      setValueAtTime(value: number, atS: number): unknown
      linearRampToValueAtTime(value: number, atS: number): unknown
    }
  }
  createOscillator(): Node & {
    type: string
    readonly frequency: { value: number }
    start(atS: number): void
    stop(atS: number): void
  }
}

/** A tone that begins or ends at once clicks. */
const EDGE_S = 0.005
/** Full volume: a square wave of a small loudspeaker is loud already. */
const PEAK_GAIN = 0.35

/** Plays a sound now. */
export function play(output: AudioOutput, sound: Sound, volumePercent: number): void {
  for (const { hertz, startMs, lengthMs } of SOUNDS[sound]) {
    const startS = output.currentTime + startMs / 1_000
    const endS = startS + lengthMs / 1_000
    const gain = output.createGain()
    gain.gain.setValueAtTime(0, startS)
    gain.gain.linearRampToValueAtTime((PEAK_GAIN * volumePercent) / 100, startS + EDGE_S)
    gain.gain.setValueAtTime((PEAK_GAIN * volumePercent) / 100, Math.max(startS + EDGE_S, endS - EDGE_S))
    gain.gain.linearRampToValueAtTime(0, endS)
    gain.connect(output.destination as never)
    const oscillator = output.createOscillator()
    oscillator.type = 'triangle'
    oscillator.frequency.value = hertz
    oscillator.connect(gain as never)
    oscillator.start(startS)
    oscillator.stop(endS)
  }
}
