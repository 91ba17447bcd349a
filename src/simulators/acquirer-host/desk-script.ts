import { z } from 'zod'

const code = z.string().regex(/^[0-9A-Z]{2}$/)
const times = z.int().min(1).default(1)

/** What the next messages meet at the desk, by command. */
export const scriptCommands = [
  z.object({ do: z.literal('decline'), code, times }),
  z.object({ do: z.literal('approve-part'), amountMinor: z.int().min(1) }),
  z.object({ do: z.literal('refuse-advice'), code, times }),
  z.object({ do: z.literal('refuse-upload'), code, times }),
  z.object({ do: z.literal('refuse-sign-on'), code, times }),
  z.object({ do: z.literal('refuse-reversal'), code, times }),
  z.object({ do: z.literal('forget-next'), times }),
  z.object({ do: z.literal('unavailable'), seconds: z.number().min(0).max(3_600), code: code.default('91') }),
] as const
export type ScriptCommand = z.infer<(typeof scriptCommands)[number]>

type Counted = 'decline' | 'refuse-advice' | 'refuse-upload' | 'refuse-sign-on' | 'refuse-reversal'

/** Told in advance, used up message by message. */
export class DeskScript {
  readonly #codes: Record<Counted, string[]> = {
    decline: [],
    'refuse-advice': [],
    'refuse-upload': [],
    'refuse-sign-on': [],
    'refuse-reversal': [],
  }
  #partsMinor: number[] = []
  #forgets = 0
  #away = { untilMs: 0, code: '' }

  clear(): void {
    for (const codes of Object.values(this.#codes)) codes.length = 0
    this.#partsMinor = []
    this.#forgets = 0
    this.#away = { untilMs: 0, code: '' }
  }

  add(command: ScriptCommand, nowMs: number): void {
    switch (command.do) {
      case 'approve-part':
        this.#partsMinor.push(command.amountMinor)
        return
      case 'forget-next':
        this.#forgets += command.times
        return
      case 'unavailable':
        this.#away = { untilMs: nowMs + command.seconds * 1_000, code: command.code }
        return
      default:
        this.#codes[command.do].push(...Array<string>(command.times).fill(command.code))
    }
  }

  /** The code of DE39 that the next message of this kind gets instead of an approval; null when none was told. */
  takeCode(kind: Counted): string | null {
    return this.#codes[kind].shift() ?? null
  }

  /** The issuer is away: the code that sales and advices get meanwhile. */
  awayCode(nowMs: number): string | null {
    return nowMs < this.#away.untilMs ? this.#away.code : null
  }

  /** What the next approval approves of `askedMinor`; null when it is all of it. */
  takePart(askedMinor: number): number | null {
    const part = this.#partsMinor[0]
    if (part === undefined || part >= askedMinor) return null
    this.#partsMinor.shift()
    return part
  }

  /** Whether the next approval stays out of the batch until it is uploaded. */
  takeForget(): boolean {
    if (this.#forgets === 0) return false
    this.#forgets -= 1
    return true
  }
}
