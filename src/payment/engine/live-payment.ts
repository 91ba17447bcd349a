import type { CardCue } from '#contract/views/payment-view.ts'
import type { PromptView } from '#contract/views/prompt-view.ts'
import type { CodeSecret, SaleSecrets } from '../ports/acquirer-host.port.ts'
import type { HostPrompt, PromptAnswer } from '../ports/host-prompt.port.ts'
import type { EncryptedTrack } from '../ports/pin-pad.port.ts'
import type { TerminalStep } from '../ports/standalone-terminal.port.ts'
import type { PaymentState } from './payment-state.ts'

/** When each thing happened, for the steps and their seconds. Lost with the program: only for the screen. */
export interface PaymentMarks {
  startedAt: string
  padAskedAt: string | null
  cardReadAt: string | null
  preparedAt: string | null
  answeredAt: string | null
  endedAt: string | null
}

/** A question that waits for its answer. */
export interface OpenPrompt {
  readonly prompt: HostPrompt
  readonly asker: PromptView['asker']
  askedAt: PromptView['askedAt']
  readonly startedAt: string
  readonly dueAt: string
  readonly end: (answer: PromptAnswer) => void
}

/** What is seen of an order to a standalone terminal; only for the screen. */
export interface OrderProgress {
  readonly step: TerminalStep | null
  readonly text: string | null
  readonly startedAt: string
  readonly deadlineAt: string | null
  readonly nextAskAt: string | null
  readonly canAbort: boolean
}

/** A payment the program holds in its hands. Card secrets live here and in pending_sensitive only. */
export interface LivePayment {
  readonly id: string
  readonly number: string
  readonly saleId: string
  state: PaymentState | null
  readonly marks: PaymentMarks
  padRows: readonly [string, string]
  pinAsked: boolean
  /** Why the pad asks for the card again. */
  cue: CardCue | null
  /** What the host, or the card's product, asks a person just now. */
  prompt: OpenPrompt | null
  /** Takes back the deadline of what a person is asked: the signature, or whether to charge again. */
  endPersonWait: () => void
  track: EncryptedTrack | null
  secrets: SaleSecrets | null
  /** How far a standalone terminal is with it; null where none has it. */
  order: OrderProgress | null
  /** What the customer read out, until the bank has answered. Never on disk. */
  code: CodeSecret | null
}

/** A payment as it begins to be worked at; without a state it is only wanted yet. */
export function newLivePayment(
  identity: Pick<LivePayment, 'id' | 'number' | 'saleId'>,
  state: PaymentState | null,
  at: string,
): LivePayment {
  return {
    ...identity,
    state,
    marks: {
      startedAt: at,
      padAskedAt: null,
      cardReadAt: null,
      preparedAt: null,
      answeredAt: null,
      endedAt: null,
    },
    padRows: ['', ''],
    pinAsked: false,
    cue: null,
    prompt: null,
    endPersonWait: () => {},
    track: null,
    secrets: null,
    code: null,
    order: null,
  }
}
