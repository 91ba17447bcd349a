import { holdsCardNumber } from '#contract/card-number.ts'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import { isSendable } from '../acquirer/prompt-messages.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { HostDialogue, HostPrompt, PromptAnswer } from '../ports/host-prompt.port.ts'
import type { PinPadPort } from '../ports/pin-pad.port.ts'
import type { CardQuestion } from '../products/card-products.ts'
import type { LivePayment, OpenPrompt } from './live-payment.ts'
import type { PaymentEvent } from './payment-event.ts'
import { isFinal } from './payment-state.ts'

export interface PromptDeskOptions {
  readonly pad: PinPadPort
  readonly clock: ClockPort
  readonly onChange: () => void
}

type Tell = (event: PaymentEvent) => Promise<void>

/**
 * Where questions of the host and of the card's product meet people: a customer's on the pad where the pad can ask it,
 * every other one on the cashier's screen.
 *
 * Guarantees: question and answer are in the journal before the answer leaves, and neither changes the payment. An
 * answer that looks like a card number goes nowhere: the cashier is asked again, a customer's counts as none. Of figures
 * that a customer typed, and of any that may be a code, only how many they were is kept.
 */
export class PromptDesk {
  readonly #options: PromptDeskOptions
  /** The pad's part of a question, until the pad is free again. */
  #padWork: Promise<void> = Promise.resolve()

  constructor(options: PromptDeskOptions) {
    this.#options = options
  }

  /** Who answers while this payment's request is under way. */
  dialogue(live: LivePayment, tell: Tell): HostDialogue {
    return {
      ask: async (prompt) => {
        try {
          await tell({ kind: 'host-prompted', prompt })
          const answer = await this.#ask(live, prompt, 'bank')
          await tell({
            kind: 'prompt-ended',
            promptId: prompt.id,
            ending: answer.kind,
            keptAnswer: keptOf(prompt, answer),
          })
          return answer
        } catch (thrown) {
          // What the disk does not take is not sent; the payment goes on without an answer.
          if (!(thrown instanceof CatalogueFailure)) throw thrown
          return { kind: 'cancelled' }
        } finally {
          if (live.prompt?.prompt === prompt) live.prompt = null
          this.#options.onChange()
        }
      },
      withdraw: (promptId) => {
        if (live.prompt?.prompt.id === promptId) this.#end(live, { kind: 'too-late' })
      },
    }
  }

  /** What the card's product must be told before the bank is asked; ends by itself within its deadline. */
  async ask(live: LivePayment, question: CardQuestion): Promise<PromptAnswer> {
    const prompt: HostPrompt = {
      ...question,
      id: question.subject,
      subject: PAD_SUBJECTS[question.subject],
      options: [],
      deadlineMs: LIMITS.cardQuestionTimeoutMs,
    }
    const endWait = this.#options.clock.after(prompt.deadlineMs, () => {
      if (live.prompt?.prompt === prompt) this.#end(live, { kind: 'too-late' })
    })
    try {
      return await this.#ask(live, prompt, 'card')
    } finally {
      endWait()
      if (live.prompt?.prompt === prompt) live.prompt = null
      this.#options.onChange()
    }
  }

  /** The pad asks nothing any more: the next word to the card finds it free. */
  settled(): Promise<void> {
    return this.#padWork
  }

  /**
   * The cashier's answer; null for none. Errors: PAYMENT_PROMPT_OVER, PAYMENT_PROMPT_ANSWER, PAYMENT_PROMPT_CARD_NUMBER:
   * after the last two the question is still open.
   */
  answer(live: LivePayment | null, promptId: string, value: string | null): Result<null> {
    const open = live?.prompt
    if (!live || !open || open.prompt.id !== promptId) return fail('PAYMENT_PROMPT_OVER')
    if (value === null) {
      this.#end(live, { kind: 'cancelled' })
      return succeed(null)
    }
    // What the customer was asked on the pad is answered there.
    if (open.askedAt === 'pad') return fail('PAYMENT_PROMPT_OVER')
    const text = value.normalize('NFC').trim()
    if (holdsCardNumber(text)) return fail('PAYMENT_PROMPT_CARD_NUMBER')
    if (!fits(open.prompt, text)) return fail('PAYMENT_PROMPT_ANSWER')
    this.#end(live, { kind: 'answered', value: text })
    return succeed(null)
  }

  /** The payment is being stopped: nobody answers its questions any more. */
  cancel(live: LivePayment): void {
    this.#end(live, { kind: 'cancelled' })
  }

  #ask(live: LivePayment, prompt: HostPrompt, asker: OpenPrompt['asker']): Promise<PromptAnswer> {
    const { clock, onChange } = this.#options
    if (isBeingStopped(live)) return Promise.resolve({ kind: 'cancelled' })
    return new Promise((resolve) => {
      const startedAt = clock.now()
      live.prompt = {
        prompt,
        asker,
        askedAt: 'screen',
        startedAt,
        dueAt: new Date(Date.parse(startedAt) + prompt.deadlineMs).toISOString(),
        end: resolve,
      }
      if (prompt.place === 'customer') this.#askOnPad(live, prompt)
      onChange()
    })
  }

  #askOnPad(live: LivePayment, prompt: HostPrompt): void {
    const { kind, subject, title, options, minLength, maxLength, deadlineMs } = prompt
    const asked = this.#options.pad.askCustomer({
      kind,
      subject,
      title,
      options,
      minLength,
      maxLength,
      timeoutMs: deadlineMs,
    })
    const open = live.prompt
    if (asked === null || open === null) return
    open.askedAt = 'pad'
    this.#padWork = asked.then((answer) => {
      if (live.prompt !== open) return
      if (answer.ok) {
        const unfit = holdsCardNumber(answer.value) || !fits(prompt, answer.value)
        open.end(unfit ? { kind: 'cancelled' } : { kind: 'answered', value: answer.value })
      } else if (answer.error.code === 'PINPAD_CUSTOMER_CANCELLED') open.end({ kind: 'cancelled' })
      else if (answer.error.code === 'PINPAD_TIMEOUT') open.end({ kind: 'too-late' })
      else {
        // A pad that cannot, after all: the cashier asks.
        open.askedAt = 'screen'
        this.#options.onChange()
      }
    })
  }

  #end(live: LivePayment, answer: PromptAnswer): void {
    const open = live.prompt
    if (open === null) return
    live.prompt = null
    open.end(answer)
    // A payment that is over has stopped the pad itself.
    if (open.askedAt === 'pad' && !(live.state && isFinal(live.state))) {
      const stopped = this.#options.pad.cancel()
      this.#padWork = Promise.all([this.#padWork, stopped]).then(() => {})
    }
    this.#options.onChange()
  }
}

/** What a pad calls what it asks figures for; it has a fixed text for each. */
const PAD_SUBJECTS = {
  mileage: 'mileage',
  vehicle: 'vehicle',
  driver: 'document',
  code: 'code',
} as const satisfies Record<CardQuestion['subject'], HostPrompt['subject']>

function isBeingStopped({ state }: LivePayment): boolean {
  if (state === null) return false
  return isFinal(state) || ('cancelRequested' in state && state.cancelRequested)
}

function fits({ kind, options, minLength, maxLength }: HostPrompt, value: string): boolean {
  switch (kind) {
    case 'choice':
      return /^[1-9]$/.test(value) && Number(value) <= options.length
    case 'yes-no':
      return value === 'Y' || value === 'N'
    case 'message':
      return value === ''
    case 'number':
      return /^\d*$/.test(value) && value.length >= minLength && value.length <= maxLength
    case 'text':
      return isSendable(value) && value.length >= minLength && value.length <= maxLength
  }
}

/** As many figures as a PIN or the verification value of a card has, whatever they are called. */
const SECRET_LIKE = /^\d{3,4}$/

/** Of a choice its words; of a customer's figures, of a code and of what may be one only how many. */
function keptOf({ kind, options, place, subject }: HostPrompt, answer: PromptAnswer): string | null {
  if (answer.kind !== 'answered') return null
  const { value } = answer
  if (kind === 'choice') return options[Number(value) - 1] ?? null
  const isCounted = kind === 'number' && (place === 'customer' || subject === 'code')
  return isCounted || SECRET_LIKE.test(value) ? `[${value.length} figures]` : value
}
