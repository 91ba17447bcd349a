import { holdsCardNumber } from '#contract/card-number.ts'
import { LIMITS } from '#contract/limits.ts'
import { PROMPT_KINDS, PROMPT_SUBJECTS } from '#contract/views/prompt-view.ts'
import type { HostPromptFormat } from '../iso8583/acquirer-profile.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { readTaggedSubFields, writeTaggedSubFields } from '../iso8583/tagged-sub-fields.ts'
import type { HostPrompt, PromptAnswer } from '../ports/host-prompt.port.ts'

/**
 * DE39 of a 0610. Everything but `answered` leaves it to the host whether it can go on without an answer.
 *
 *   00 answered   12 a kind or place that this till does not know   17 cancelled by a person   25 no such operation open
 *   30 not readable, or it holds what looks like a card number   09 another prompt is open   65 too many, or too long
 *   68 too late: nobody answered within the deadline
 */
export const PROMPT_CODES = {
  answered: '00',
  busy: '09',
  unknownKind: '12',
  cancelled: '17',
  noOperation: '25',
  unreadable: '30',
  tooMany: '65',
  tooLate: '68',
} as const
export type PromptCode = (typeof PROMPT_CODES)[keyof typeof PROMPT_CODES]

export type ReadPrompt =
  | { readonly kind: 'prompt'; readonly prompt: HostPrompt }
  | { readonly kind: 'refused'; readonly code: PromptCode }

/** 0600: what the host asks. Never throws: what cannot be asked is refused with a code, and the operation goes on. */
export function readPrompt(format: HostPromptFormat, message: IsoMessage): ReadPrompt {
  let parts: ReadonlyMap<string, string>
  try {
    parts = readTaggedSubFields(format.field, message.fields[format.field] ?? '')
  } catch (thrown) {
    if (!(thrown instanceof Iso8583Error)) throw thrown
    return refused('unreadable')
  }
  const { tags } = format
  const kind = named(format.kinds, PROMPT_KINDS, parts.get(tags.kind))
  const place = named(format.places, ['cashier', 'customer'] as const, parts.get(tags.place))
  if (kind === null || place === null) return refused('unknownKind')
  const options = tags.options.flatMap((tag) => parts.get(tag) ?? [])
  const prompt: HostPrompt = {
    id: parts.get(tags.id) ?? '',
    kind,
    place,
    subject: named(format.subjects, PROMPT_SUBJECTS, parts.get(tags.subject)),
    title: parts.get(tags.title) ?? '',
    options: kind === 'choice' ? options : [],
    ...lengths(kind, parts.get(tags.minLength), parts.get(tags.maxLength)),
    deadlineMs: deadline(parts.get(tags.deadlineSeconds)),
  }
  return isWhole(prompt) ? { kind: 'prompt', prompt } : refused('unreadable')
}

function refused(name: keyof typeof PROMPT_CODES): ReadPrompt {
  return { kind: 'refused', code: PROMPT_CODES[name] }
}

function named<Name extends string>(
  words: Readonly<Record<Name, string>>,
  names: readonly Name[],
  word: string | undefined,
): Name | null {
  return names.find((name) => words[name] === word) ?? null
}

function lengths(kind: HostPrompt['kind'], least: string | undefined, most: string | undefined) {
  if (kind !== 'number' && kind !== 'text') return { minLength: 0, maxLength: 0 }
  return { minLength: count(least, 1), maxLength: count(most, LIMITS.hostPromptAnswerCharacters) }
}

/** NaN where it is no number, which no check below lets pass. */
function count(digits: string | undefined, otherwise: number): number {
  if (digits === undefined) return otherwise
  return /^\d{1,3}$/.test(digits) ? Number(digits) : Number.NaN
}

function deadline(seconds: string | undefined): number {
  const wanted = seconds === undefined ? LIMITS.hostPromptDefaultMs : count(seconds, 0) * 1_000
  return Math.min(wanted, LIMITS.hostPromptTimeoutMs)
}

/** Whether a person can be asked this: nothing cut, nothing that looks like a card number on any screen. */
function isWhole({ id, kind, title, options, minLength, maxLength, deadlineMs }: HostPrompt): boolean {
  const lengthsFit = minLength >= 0 && minLength <= maxLength && maxLength <= LIMITS.hostPromptAnswerCharacters
  const choiceFits =
    kind !== 'choice' ||
    (options.length > 0 &&
      options.every((option) => option.trim() !== '' && option.length <= LIMITS.hostPromptOptionCharacters))
  return (
    /^[0-9A-Za-z]{1,12}$/.test(id) &&
    title.trim() !== '' &&
    title.length <= LIMITS.hostPromptTitleCharacters &&
    choiceFits &&
    lengthsFit &&
    deadlineMs > 0 &&
    ![title, ...options].some(holdsCardNumber)
  )
}

export interface PromptReply {
  readonly code: PromptCode
  /** Of an answer only. */
  readonly value: string | null
}

const CODE_OF = { cancelled: PROMPT_CODES.cancelled, 'too-late': PROMPT_CODES.tooLate } as const

/** An answer that the wire cannot carry is none. */
export function replyOf(answer: PromptAnswer): PromptReply {
  if (answer.kind !== 'answered') return { code: CODE_OF[answer.kind], value: null }
  return isSendable(answer.value)
    ? { code: PROMPT_CODES.answered, value: answer.value }
    : { code: PROMPT_CODES.cancelled, value: null }
}

/** Printable characters of ISO-8859-1, no longer than any answer may be. */
export function isSendable(value: string): boolean {
  return /^[\x20-\x7e\xa0-\xff]*$/.test(value) && value.length <= LIMITS.hostPromptAnswerCharacters
}

/** 0610: names the prompt as the 0600 did, and the operation it belongs to. */
export function promptAnswerMessage(
  format: HostPromptFormat | null,
  request: IsoMessage,
  { code, value }: PromptReply,
): IsoMessage {
  const { fields } = request
  return {
    mti: '0610',
    fields: { 7: fields[7], 11: fields[11], 39: code, 41: fields[41], ...answerField(format, request, value) },
  }
}

function answerField(format: HostPromptFormat | null, request: IsoMessage, value: string | null) {
  if (format === null) return {}
  const { field, tags } = format
  const id = promptIdOf(format, request)
  const text = writeTaggedSubFields([
    [tags.id, id],
    [tags.answer, value === '' ? null : value],
  ])
  return text === '' ? {} : { [field]: text }
}

/** Null where the message names none that could be repeated. */
export function promptIdOf(format: HostPromptFormat, request: IsoMessage): string | null {
  try {
    const id = readTaggedSubFields(format.field, request.fields[format.field] ?? '').get(format.tags.id)
    return id !== undefined && /^[0-9A-Za-z]{1,12}$/.test(id) ? id : null
  } catch (thrown) {
    if (!(thrown instanceof Iso8583Error)) throw thrown
    return null
  }
}
