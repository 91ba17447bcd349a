import { z } from 'zod'
import { LIMITS } from '../limits.ts'

/** What one workstation may be set to: choices rather than figures, so that every one of them is drawn and tested. */
export const DENSITIES = ['normal', 'large'] as const
export const VOLUMES_PERCENT = [25, 50, 100] as const
/** The longest pause between two keys of one scan: a scanner sends one every 1 to 20 ms, over a slow radio every 60. */
export const SCANNER_GAPS_MS = [40, 80, 120] as const
export const SCANNER_END_MARKS = ['enter', 'tab', 'pause'] as const

/** A key that an action may be put on: a function key, a letter or a sign, with or without Shift or Ctrl. */
export const ACTION_KEY = /^((Shift|Ctrl)\+)?(F([1-9]|1[0-2])|[A-Z]|[+*/-])$/

/** How one till suits the people and the devices at it; the shop's other tills have their own. */
export const workstationSchema = z.object({
  density: z.enum(DENSITIES),
  soundsOn: z.boolean(),
  volumePercent: z.literal(VOLUMES_PERCENT),
  scannerGapMs: z.literal(SCANNER_GAPS_MS),
  scannerEndMark: z.enum(SCANNER_END_MARKS),
  /** Where the Card key sends the customer: the pad, or a terminal by its id; null for the usual one. */
  cardPlaceId: z.string().min(1).max(64).nullable(),
  /** Where PDF copies of papers go, a stick for example; null for the folder of all exports. */
  pdfFolder: z.string().trim().min(1).max(400).nullable(),
  /** Keys that are others than usual, by their action. */
  keys: z
    .record(z.string().regex(/^[A-Za-z.-]{1,40}$/), z.string().regex(ACTION_KEY))
    .refine((keys) => Object.keys(keys).length <= LIMITS.actionKeys),
})
export type Workstation = z.infer<typeof workstationSchema>

export const USUAL_WORKSTATION: Workstation = {
  density: 'normal',
  soundsOn: true,
  volumePercent: 50,
  scannerGapMs: 40,
  scannerEndMark: 'enter',
  cardPlaceId: null,
  pdfFolder: null,
  keys: {},
}

/** The settings that anybody who sells may change: how the screen looks and sounds to them. The rest is for keepers. */
export const OWN_CHOICES = ['density', 'soundsOn', 'volumePercent'] as const satisfies readonly (keyof Workstation)[]
