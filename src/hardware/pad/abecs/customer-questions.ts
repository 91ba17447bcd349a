import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { CustomerQuestion } from '#payment/ports/pin-pad.port.ts'
import type { PadNumberPrompt } from '#payment/ports/pin-pad-care.port.ts'
import { readChoice, readNumber } from './care-answers.ts'
import { menuCommand, numberCommand } from './care-commands.ts'
import type { PadChannel, Run } from './pad-channel.ts'
import { PAD_COLUMNS, PROMPT_TEXTS, padRow, padText } from './pad-texts.ts'
import type { PadVoice } from './pad-voice.ts'
import { STATUS } from './parameters.ts'

/** The keys 1 to 9 pick a line of a menu. */
const CHOICES_MAX = 9
/** Before each line stand its key and a space. */
const CHOICE_COLUMNS = PAD_COLUMNS - 2

export interface QuestionParts {
  readonly channel: PadChannel
  readonly voice: PadVoice
}

/** A menu on the pad; answers the index. */
export async function askChoice(
  { channel, voice }: QuestionParts,
  run: Run,
  { title, choices, timeoutMs }: { title: string; choices: readonly string[]; timeoutMs: number },
): Promise<Result<number>> {
  if (choices.length === 0 || choices.length > CHOICES_MAX) return fail('PINPAD_REFUSED', { status: STATUS.INVPARM })
  const options = choices.map((choice, index) => padRow(`${index + 1} ${choice}`))
  const heading = padRow(title)
  voice.mirror([heading, options[0] ?? ''])
  const command = menuCommand(heading, options, timeoutMs)
  const answerTimeoutMs = timeoutMs + LIMITS.padAnswerTimeoutMs
  return channel.askFor(run, command, answerTimeoutMs, ({ parameters }) => readChoice(parameters, choices.length))
}

export interface FiguresWanted {
  readonly prompt: PadNumberPrompt
  readonly timeoutMs: number
  readonly digitsMin?: number
  readonly digitsMax?: number
}

/** Figures in clear under one of the maker's own texts. */
export async function askFigures(
  { channel, voice }: QuestionParts,
  run: Run,
  { prompt, timeoutMs, digitsMin = 1, digitsMax }: FiguresWanted,
): Promise<Result<string>> {
  const { messageIndex, rows, words, digitsMax: most } = PROMPT_TEXTS[prompt]
  voice.mirror(rows)
  voice.tell({ kind: 'cashier-text', text: words[voice.locale] })
  const command = numberCommand({ messageIndex, digitsMin, digitsMax: Math.min(most, digitsMax ?? most), timeoutMs })
  return channel.askFor(run, command, timeoutMs + LIMITS.padAnswerTimeoutMs, ({ parameters }) => readNumber(parameters))
}

type Ask = (parts: QuestionParts, run: Run) => Promise<Result<string>>

/**
 * How this pad asks a host's question; null when it cannot ask all of it: it has no letters, sixteen columns, and a
 * fixed text for each kind of figures.
 */
export function questionFor(question: CustomerQuestion, locale: Locale): Ask | null {
  const { kind, subject, title, options, minLength, maxLength, timeoutMs } = question
  if (kind === 'text') return null
  if (kind === 'number') {
    if (subject === null || minLength > PROMPT_TEXTS[subject].digitsMax) return null
    return (parts, run) =>
      askFigures(parts, run, { prompt: subject, timeoutMs, digitsMin: minLength, digitsMax: maxLength })
  }
  if (title.length > PAD_COLUMNS || options.some((option) => option.length > CHOICE_COLUMNS)) return null
  const ask = (choices: readonly string[], meaning: (index: number) => string): Ask => {
    return async (parts, run) => {
      const chosen = await askChoice(parts, run, { title, choices, timeoutMs })
      return chosen.ok ? succeed(meaning(chosen.value)) : chosen
    }
  }
  switch (kind) {
    case 'choice':
      return ask(options, (index) => String(index + 1))
    case 'yes-no':
      return ask([padText(locale, 'yes'), padText(locale, 'no')], (index) => (index === 0 ? 'Y' : 'N'))
    case 'message':
      return ask([padText(locale, 'read')], () => '')
  }
}
