import type { Workstation } from '#contract/views/workstation-view.ts'
import { play, type Sound } from './sounds.ts'

let output: AudioContext | null = null

/** Made with the first sound: a browser gives none before somebody has pressed something. */
function audio(): AudioContext | null {
  if (output === null && typeof AudioContext !== 'undefined') output = new AudioContext()
  return output
}

/** Lets a sound be heard as this workstation has it set; nothing where there is no sound card. */
export function letHear(
  sound: Sound,
  { soundsOn, volumePercent }: Pick<Workstation, 'soundsOn' | 'volumePercent'>,
): void {
  const to = soundsOn ? audio() : null
  if (to === null) return
  void to.resume()
  play(to, sound, volumePercent)
}
