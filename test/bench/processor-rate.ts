/** Long enough that the clock of the processor is exact, short enough for many runs. */
const MESSAGES = 100_000

/**
 * How often a second of this processor's time `once` runs: other programs on the machine do not slow it down. Each
 * result is used, so that nothing is optimised away. The same work is done before it is measured: a program that has just waited for
 * another one gets its memory and its compiled code back first.
 */
export function processorRate(once: () => number, messages = MESSAGES): number {
  let total = 0
  const run = () => {
    for (let count = 0; count < messages; count += 1) total += once()
  }
  run()
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  if (total === 0) throw new Error('nothing was measured')
  return (messages / (user + system)) * 1_000_000
}
