import { FAULT_KINDS, type Fault, type FaultKind, type PadStep } from './faults.ts'
import type { Random } from './random.ts'

/** Which troubles a visit draws, and how often: weights among one another. */
const OF_CUSTOMERS: readonly (readonly [number, FaultKind])[] = [
  [6, 'request-lost'],
  [3, 'request-cut'],
  [3, 'request-garbled'],
  [5, 'request-late'],
  [8, 'answer-lost'],
  [8, 'answer-late'],
  [4, 'answer-doubled'],
  [4, 'answer-cut'],
  [4, 'answer-garbled'],
  [4, 'answer-reordered'],
  [3, 'answer-wrong-stan'],
  [3, 'answer-of-another-terminal'],
  [3, 'answer-wrong-amount'],
  [3, 'answer-wrong-mac'],
  [3, 'line-closed'],
  [5, 'connection-refused'],
  [3, 'connection-unanswered'],
  [3, 'host-restarts'],
  [1, 'host-away'],
  [2, 'host-unreachable'],
  [6, 'host-declines'],
  [4, 'host-unsettled'],
  [4, 'host-wants-signature'],
  [5, 'host-asks'],
  [4, 'host-reverses-by-itself'],
  [5, 'partial-approval'],
  [3, 'reversal-put-off'],
  [2, 'reversal-refused'],
  [3, 'reversal-not-understood'],
  [4, 'advice-refused'],
  [4, 'advice-put-off'],
  [3, 'advice-not-understood'],
  [9, 'batch-copy-lost'],
  [12, 'crash-before-record'],
  [12, 'crash-after-record'],
  [5, 'crash-in-recovery'],
  [4, 'torn-write'],
  [4, 'power-cut'],
  [6, 'disk-full'],
  [3, 'clock-forward'],
  [3, 'clock-back'],
  [5, 'pad-unplugged'],
  [2, 'pad-malformed'],
  [5, 'card-pulled'],
  [5, 'card-refuses'],
  [5, 'customer-cancels'],
  [1, 'nobody-at-the-pad'],
  [10, 'cashier-cancels'],
  [5, 'double-click'],
  [3, 'paper-out'],
  [3, 'printer-power-lost'],
  [2, 'printer-line-lost'],
]
const OF_TERMINALS: readonly (readonly [number, FaultKind])[] = [
  [5, 'terminal-away'],
  [24, 'terminal-line-lost'],
  [6, 'terminal-declines'],
  [6, 'terminal-abandons'],
  [6, 'terminal-pays-part'],
  [8, 'terminal-late'],
  [12, 'terminal-mute'],
  [6, 'terminal-ends-its-day'],
  [16, 'crash-before-record'],
  [16, 'crash-after-record'],
  [5, 'crash-in-recovery'],
  [4, 'torn-write'],
  [8, 'power-cut'],
  [12, 'disk-full'],
  [2, 'clock-forward'],
  [2, 'clock-back'],
  [5, 'cashier-cancels'],
  [5, 'double-click'],
]
const OF_DAY_ENDS: readonly (readonly [number, FaultKind])[] = [
  [4, 'request-lost'],
  [4, 'answer-lost'],
  [2, 'answer-cut'],
  [2, 'answer-garbled'],
  [3, 'answer-late'],
  [2, 'answer-doubled'],
  [2, 'host-restarts'],
  [2, 'host-unreachable'],
  [2, 'connection-refused'],
  [9, 'upload-refused'],
  [8, 'crash-in-day-end'],
  [8, 'crash-in-upload'],
  [3, 'crash-in-recovery'],
  [3, 'torn-write'],
  [3, 'disk-full'],
  [2, 'power-cut'],
  [1, 'clock-back'],
]

/** Classes of messages that lines meet trouble with, by what is going on. */
export const MESSAGES = {
  sales: ['020', '020', '020', '042', '042', '022'],
  holds: ['010', '010', '010', '042', '022'],
  batches: ['050', '032', '032', '042', '022'],
} as const

const HOW_MANY: readonly (readonly [number, number])[] = [
  [6, 1],
  [3, 2],
  [1, 4],
]

/** What befalls a visit of a customer, in a world of so much trouble. */
export function drawFaults(random: Random, troublePercent: number, messages: readonly string[]): Fault[] {
  const count = random.chance(troublePercent) ? random.weighted(HOW_MANY) : 0
  return drawn(random, count, OF_CUSTOMERS, messages)
}

/** What befalls a customer who pays on the standalone terminal. */
export function drawTerminalFaults(random: Random, troublePercent: number): Fault[] {
  const count = random.chance(Math.max(troublePercent, 40)) ? random.weighted(HOW_MANY) : 0
  return drawn(random, count, OF_TERMINALS, MESSAGES.holds)
}

/** What befalls somebody who comes for an earlier ticket. */
export function drawLateFaults(random: Random, troublePercent: number): Fault[] {
  const count = random.chance(troublePercent) ? random.whole(1, 2) : 0
  return drawn(random, count, OF_CUSTOMERS, MESSAGES.sales)
}

/** What befalls the end of a day. */
export function drawDayEndFaults(random: Random, troublePercent: number): Fault[] {
  const count = random.chance(troublePercent) ? random.whole(1, 3) : 0
  return drawn(random, count, OF_DAY_ENDS, MESSAGES.batches)
}

function drawn(
  random: Random,
  count: number,
  kinds: readonly (readonly [number, FaultKind])[],
  messages: readonly string[],
): Fault[] {
  return Array.from({ length: count }, () => drawFault(random, random.weighted(kinds), messages))
}

const STEPS: readonly PadStep[] = ['connect', 'read', 'track', 'authorise', 'complete', 'complete']
const CODES: Readonly<Partial<Record<FaultKind, readonly string[]>>> = {
  'host-declines': ['05', '51', '61', '91', '01', '41', '96'],
  'host-unsettled': ['09', '68'],
  /** When nobody answers: goes on, or declines. */
  'host-asks': ['00', '05'],
  'reversal-put-off': ['91', '96'],
  'reversal-refused': ['12', '05'],
  'advice-refused': ['05', '51'],
  'advice-put-off': ['91', '96'],
  'advice-not-understood': ['12', '30'],
  'upload-refused': ['05', '12'],
}
const OF_LINE: readonly FaultKind[] = FAULT_KINDS.filter((kind) => /^(request|answer)-/.test(kind))

/** How long, by kind, in milliseconds. */
const DURATIONS: Readonly<Partial<Record<FaultKind, readonly [least: number, most: number]>>> = {
  'request-late': [4_000, 50_000],
  'answer-late': [20_000, 60_000],
  'host-reverses-by-itself': [31_000, 60_000],
  'host-restarts': [1_000, 90_000],
  'host-away': [600_000, 14_400_000],
  'host-unreachable': [10_000, 900_000],
  'terminal-away': [1_000, 120_000],
  'power-cut': [500, 40_000],
  'disk-full': [200, 90_000],
  'clock-forward': [1_000, 7_200_000],
  'clock-back': [1_000, 7_200_000],
  'pad-unplugged': [1_000, 120_000],
  'cashier-cancels': [0, 20_000],
  'paper-out': [1_000, 300_000],
  'printer-power-lost': [1_000, 120_000],
  'printer-line-lost': [1_000, 60_000],
}

/** The bank's question on its way, or the till's word on it. */
const promptClassOf = (kind: FaultKind): string => (kind.startsWith('request-') ? '061' : '060')

/** The last record, byte or write that may be struck. What is done to a reservation writes fewer records than a sale. */
function mostOf(kind: FaultKind, messages: readonly string[]): number {
  if (kind === 'crash-in-upload') return 4
  if (kind === 'torn-write') return 999
  return messages === MESSAGES.holds ? 7 : 14
}

function drawFault(random: Random, kind: FaultKind, messages: readonly string[]): Fault {
  const span = DURATIONS[kind]
  const codes = CODES[kind]
  return {
    kind,
    ...(OF_LINE.includes(kind) && { on: random.chance(6) ? promptClassOf(kind) : random.pick(messages) }),
    ...(/^(pad|card|customer)-/.test(kind) && { step: random.pick(STEPS) }),
    at: random.whole(1, mostOf(kind, messages)),
    ...(span && { ms: random.whole(span[0], span[1]) }),
    ...(codes && { code: random.pick(codes) }),
  }
}
