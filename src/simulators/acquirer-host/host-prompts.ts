import { z } from 'zod'
import type { HostPromptFormat } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { readTaggedSubFields, writeTaggedSubFields } from '#payment/iso8583/tagged-sub-fields.ts'

const words = z.string().max(200)

/** What the host asks a person before it decides about the next request. A kind it has no word for goes out as it is. */
export const promptCommand = z.object({
  do: z.literal('prompt'),
  name: z.string().max(12).optional(),
  kind: z.string().max(7),
  place: z.string().max(8).default('cashier'),
  subject: z.string().max(8).optional(),
  title: words,
  options: z.array(words).max(9).default([]),
  minLength: z.int().min(0).max(999).optional(),
  maxLength: z.int().min(0).max(999).optional(),
  seconds: z.int().min(0).max(999).optional(),
  /** DE39 of the sale when nobody answers; without it the sale goes on. */
  codeWithoutAnswer: z
    .string()
    .regex(/^[0-9A-Z]{2}$/)
    .optional(),
})
export type ScriptedPrompt = z.infer<typeof promptCommand>

export interface PromptEnd {
  readonly id: string
  readonly responseCode: string
  readonly answer: string
}

/** How long the host waits beyond the deadline it gave. */
const PATIENCE_MS = 5_000
const DEFAULT_SECONDS = 30

/** Calls back later, unless what it answers is called before. */
type After = (delayMs: number, callback: () => void) => () => void

const afterRealTime: After = (delayMs, callback) => {
  const timer = setTimeout(callback, delayMs)
  timer.unref()
  return () => clearTimeout(timer)
}

/** The host's questions to people: told in advance, asked one after the other within the next request. */
export class HostPrompts {
  readonly #format: HostPromptFormat | null
  #script: ScriptedPrompt[] = []
  #asked = 0
  readonly #waiting = new Map<string, (end: PromptEnd) => void>()

  readonly #after: After

  constructor(format: HostPromptFormat | null, after = afterRealTime) {
    this.#format = format
    this.#after = after
  }

  add(prompt: ScriptedPrompt): void {
    this.#script.push(prompt)
  }

  clear(): void {
    this.#script = []
  }

  get isSilent(): boolean {
    return this.#script.length === 0 || this.#format === null
  }

  /** @returns the code by which the request is declined because nobody answered; null when it goes on. */
  async ask(request: IsoMessage, send: (prompt: IsoMessage) => void): Promise<string | null> {
    for (const prompt of this.#script.splice(0)) {
      const { responseCode } = await this.#askOne(prompt, request, send)
      if (responseCode !== '00' && prompt.codeWithoutAnswer !== undefined) return prompt.codeWithoutAnswer
    }
    return null
  }

  /** 0610. @returns what was answered. @throws Iso8583Error */
  take(message: IsoMessage): PromptEnd {
    const tags = this.#format?.tags
    const parts = readTaggedSubFields(48, message.fields[48] ?? '')
    const end: PromptEnd = {
      id: parts.get(tags?.id ?? '') ?? '',
      responseCode: message.fields[39] ?? '',
      answer: parts.get(tags?.answer ?? '') ?? '',
    }
    this.#waiting.get(keyOf(message))?.(end)
    return end
  }

  #askOne(prompt: ScriptedPrompt, request: IsoMessage, send: (prompt: IsoMessage) => void): Promise<PromptEnd> {
    this.#asked += 1
    const id = prompt.name ?? `Q${this.#asked}`
    const key = keyOf(request)
    return new Promise((resolve) => {
      const wait = (prompt.seconds ?? DEFAULT_SECONDS) * 1_000 + PATIENCE_MS
      const forget = this.#after(wait, () => end({ id, responseCode: '', answer: '' }))
      const end = (ending: PromptEnd) => {
        forget()
        this.#waiting.delete(key)
        resolve(ending)
      }
      this.#waiting.set(key, end)
      send({ mti: '0600', fields: { ...named(request), 48: this.#write(prompt, id) } })
    })
  }

  #write(prompt: ScriptedPrompt, id: string): string {
    const format = this.#format
    if (format === null) return ''
    const { tags } = format
    const word = (of: Readonly<Record<string, string>>, name: string) => of[name] ?? name
    const number = (value: number | undefined) => (value === undefined ? null : String(value))
    return writeTaggedSubFields([
      [tags.id, id],
      [tags.kind, word(format.kinds, prompt.kind)],
      [tags.place, word(format.places, prompt.place)],
      [tags.subject, prompt.subject === undefined ? null : word(format.subjects, prompt.subject)],
      [tags.title, prompt.title],
      [tags.minLength, number(prompt.minLength)],
      [tags.maxLength, number(prompt.maxLength)],
      [tags.deadlineSeconds, number(prompt.seconds)],
      ...prompt.options.map((option, index) => [tags.options[index] ?? '', option] as const),
    ])
  }
}

/** The operation that a prompt belongs to. */
function named({ fields }: IsoMessage) {
  return { 7: fields[7], 11: fields[11], 41: fields[41] }
}

function keyOf({ fields }: IsoMessage): string {
  return `${fields[41]}/${fields[11]}`
}
