/**
 * Reproducible bytes (mulberry32): the same seed gives the same unpredictable numbers, so a day can be played again.
 * For the simulated card's random number only; link keys come from the system's generator.
 */
export function seededBytes(seed: number): (count: number) => Uint8Array {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) & 0xff
  }
  return (count) => Uint8Array.from({ length: count }, next)
}
