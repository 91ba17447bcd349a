import type { TerminalRisk } from './card-kernel.ts'

/** SPE_TRMPAR, amounts in minor units. */
export interface TerminalLimits {
  readonly floorMinor: number
  readonly targetPercent: number
  readonly thresholdMinor: number
  readonly targetPercentMax: number
}

/**
 * Terminal risk management (EMV Book 3, 10.6.1 and 10.6.2): from the floor limit on, the host decides. Below it, one
 * sale in so many is sent to the host all the same: by the target percentage up to the threshold, then by one that
 * grows to the highest at the floor limit.
 * @param random one byte
 */
export function readTerminalRisk(
  amountMinor: number,
  limits: TerminalLimits,
  random: () => number,
): Pick<TerminalRisk, 'aboveFloorLimit' | 'chosenAtRandom'> {
  const { floorMinor, targetPercent, thresholdMinor, targetPercentMax } = limits
  if (amountMinor >= floorMinor) return { aboveFloorLimit: true, chosenAtRandom: false }
  const share =
    amountMinor < thresholdMinor
      ? targetPercent
      : targetPercent +
        ((targetPercentMax - targetPercent) * (amountMinor - thresholdMinor)) / Math.max(1, floorMinor - thresholdMinor)
  // A number from 1 to 99 against the percentage.
  return { aboveFloorLimit: false, chosenAtRandom: share > 0 && 1 + (random() % 99) <= share }
}
