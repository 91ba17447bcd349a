import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { PromptView } from '#contract/views/prompt-view.ts'
import { CLEAR_TEXTS } from './cards.ts'
import { PROGRAM_DIED } from './life.ts'
import type { Machine } from './machine.ts'
import type { CardTry } from './plan.ts'
import type { VirtualTime } from './virtual-time.ts'
import type { Watch } from './watch.ts'

interface QuestionedParts {
  readonly machine: Machine
  readonly time: VirtualTime
  readonly watch: Watch
}

/** Beyond the deadline of a bank's question, and within that of a card's. */
const LATE_MS = 20_000

const ANSWERS: Readonly<Record<PromptView['kind'], string>> = {
  choice: '1',
  'yes-no': 'Y',
  number: '42',
  text: 'Dupont',
  message: '',
}

/** Whoever stands at the screen when the bank, or a kind of card, wants to be told something. */
export class Questioned {
  readonly #parts: QuestionedParts
  readonly #card: CardTry
  #seen = ''

  constructor(parts: QuestionedParts, card: CardTry) {
    this.#parts = parts
    this.#card = card
  }

  /** Looks at the screen; each question is answered once, later, or not at all. */
  look(view: CardPaymentView | null): void {
    const { machine, time } = this.#parts
    const { atQuestion, authoriseMs } = this.#card
    const prompt = view?.hostPrompt
    if (!view || !prompt || atQuestion === 'looks-away') return
    const name = `${view.id} ${prompt.id} ${prompt.startedAt}`
    if (name === this.#seen) return
    this.#seen = name
    const { life } = machine
    time.after(atQuestion === 'is-late' ? LATE_MS : authoriseMs, () => {
      if (!life.isOver) this.#answer(prompt).catch(ignoreDeath)
    })
  }

  async #answer({ id: promptId, kind }: PromptView): Promise<void> {
    const { machine, watch } = this.#parts
    const { atQuestion } = this.#card
    if (atQuestion === 'types-card') {
      const taken = await machine.ask('payment.answerPrompt', { promptId, answer: CLEAR_TEXTS[0] ?? '' })
      if (taken.ok) watch.broken('6 nothing in clear', 'a card number is taken for an answer')
    }
    await machine.ask('payment.answerPrompt', { promptId, answer: atQuestion === 'refuses' ? null : ANSWERS[kind] })
  }
}

function ignoreDeath(thrown: unknown): void {
  if (thrown !== PROGRAM_DIED) throw thrown
}
