import { fail } from '#contract/result.ts'
import { MESSAGE_TYPES } from '#payment/iso8583/bank-operations.ts'
import type {
  AcquirerHostPort,
  AdviceAnswer,
  AdviceRequest,
  CodeSecret,
  HostOutcome,
  KeyExchangeAnswer,
  ReversalAnswer,
  ReversalRequest,
  SaleAnswer,
  SaleRequest,
  SaleSecrets,
  SignOnAnswer,
  TotalsAnswer,
  TotalsRequest,
  UploadAnswer,
  UploadRequest,
} from '#payment/ports/acquirer-host.port.ts'
import type { HostDialogue, HostPrompt, PromptAnswer } from '#payment/ports/host-prompt.port.ts'

/** How the host takes the next sale or reversal. */
export type HostMood =
  | 'approve'
  | 'decline'
  /** Booked for half of what was asked, and told so. */
  | 'approve-half'
  /** Booked as approved, the answer is lost. */
  | 'approve-silent'
  /** Never arrived, and the till can not know. */
  | 'lost-silent'
  | 'unreachable'

/** How the host takes the next advice or upload; `refuse` is a loss, `later` an issuer that is away. */
export type AdviceMood = 'accept' | 'refuse' | 'later' | 'puzzled' | 'accept-silent' | 'lost-silent' | 'unreachable'

const ADVICE_ANSWERS: Readonly<Record<'accept' | 'refuse' | 'later' | 'puzzled', AdviceAnswer>> = {
  accept: { responseCode: '00', verdict: 'accepted', redacted: {} },
  refuse: { responseCode: '51', verdict: 'refused', redacted: {} },
  later: { responseCode: '91', verdict: 'try-later', redacted: {} },
  puzzled: { responseCode: '30', verdict: 'not-understood', redacted: {} },
}

const silent = { kind: 'silent', failure: fail('HOST_NO_ANSWER').error } as const
const notSent = { kind: 'not-sent', failure: fail('HOST_UNREACHABLE').error } as const

/** A host with a ledger of its own and moods by script; the default is to approve and to acknowledge. */
export class LedgerHost implements AcquirerHostPort {
  readonly alias: string
  readonly endpoint = 'memory:'
  readonly sales: HostMood[] = []
  readonly reversals: HostMood[] = []
  readonly advices: AdviceMood[] = []
  readonly uploads: AdviceMood[] = []
  readonly echoes: HostMood[] = []
  /** What it declines with. */
  declineCode = '51'
  /** What is only held charges nothing; a raise stands with its reservation. */
  readonly ledger: Map<
    string,
    { amountMinor: number; state: 'approved' | 'reversed'; heldMinor?: number; raises?: string; loadedMinor?: number }
  >
  /** Sales that the host's batch does not count until they are uploaded, though it charged them. */
  readonly missing = new Set<string>()
  readonly heard: string[] = []
  /** STANs it said no to: like most hosts it takes whatever else comes with one for a duplicate. */
  readonly #declined = new Set<string>()
  /** Codes that stood in the place of a card. */
  readonly codes: string[] = []
  /** What the host asks before it decides about the next sale, in order; the answers as they came. */
  readonly prompts: HostPrompt[] = []
  readonly promptAnswers: PromptAnswer[] = []
  /** With the ledger of another host, where both keep one. */
  constructor({ alias = 'Banque', ledger }: { alias?: string; ledger?: LedgerHost['ledger'] } = {}) {
    this.alias = alias
    this.ledger = ledger ?? new Map()
  }

  /** Runs after the host booked a sale and before the till hears of it. */
  afterBooking: () => Promise<void> = async () => {}

  describeSale() {
    return { redacted: {}, digestHex: '00' }
  }

  describeAdvice() {
    return { redacted: {}, digestHex: '00' }
  }

  describeReversal({ original, repeat }: ReversalRequest) {
    return { redacted: { 0: repeat ? '0421' : '0420', 11: original.stan }, digestHex: '00' }
  }

  describeUpload() {
    return { redacted: {}, digestHex: '00' }
  }

  async sale(
    request: SaleRequest,
    secrets?: SaleSecrets | CodeSecret | null,
    dialogue?: HostDialogue,
  ): Promise<HostOutcome<SaleAnswer>> {
    const mood = this.sales.shift() ?? 'approve'
    if (mood === 'unreachable') return notSent
    const isAsked = MESSAGE_TYPES[request.operation ?? 'sale'] === '0100'
    this.heard.push(`${isAsked ? '0100' : '0200'} ${request.stan}`)
    if (secrets && 'code' in secrets) this.codes.push(secrets.code)
    for (const prompt of this.prompts.splice(0)) {
      if (dialogue) this.promptAnswers.push(await dialogue.ask(prompt))
    }
    if (mood === 'lost-silent') return silent
    if (mood === 'decline') {
      this.#declined.add(request.stan)
      return { kind: 'answered', answer: answerOf(this.declineCode, null) }
    }
    if (mood === 'approve-half') {
      const half = Math.floor(request.amountMinor / 2)
      this.ledger.set(request.stan, this.#booked(request, half))
      return { kind: 'answered', answer: { ...answerOf('10', half), approved: false } }
    }
    if (request.operation === 'balance' || request.operation === 'card-check') {
      return mood === 'approve-silent'
        ? silent
        : { kind: 'answered', answer: { ...answerOf('00', 0), balanceMinor: 4_200 } }
    }
    if (this.ledger.has(request.stan)) throw new Error(`the same sale twice: ${request.stan}`)
    this.ledger.set(request.stan, this.#booked(request, request.amountMinor))
    await this.afterBooking()
    return mood === 'approve-silent' ? silent : { kind: 'answered', answer: answerOf('00', request.amountMinor) }
  }

  #booked({ operation, original }: SaleRequest, amountMinor: number) {
    if (operation === 'pre-authorisation') return { amountMinor: 0, state: 'approved', heldMinor: amountMinor } as const
    if (operation === 'increment') {
      return { amountMinor: 0, state: 'approved', heldMinor: amountMinor, raises: original?.stan ?? '' } as const
    }
    if (operation === 'activation' || operation === 'load') {
      return { amountMinor: 0, state: 'approved', loadedMinor: amountMinor } as const
    }
    return { amountMinor: operation === 'refund' ? -amountMinor : amountMinor, state: 'approved' } as const
  }

  /** What is on gift cards, all in all. */
  loadedMinor(): number {
    return [...this.ledger.values()].reduce(
      (sum, { state, loadedMinor = 0 }) => sum + (state === 'approved' ? loadedMinor : 0),
      0,
    )
  }

  /** What is held on the card of a pre-authorisation, its raises included. */
  heldMinor(stan: string): number {
    const lines = [...this.ledger].filter(([own, { raises }]) => own === stan || raises === stan)
    if (this.ledger.get(stan)?.state === 'reversed') return 0
    return lines.reduce((sum, [, { state, heldMinor = 0 }]) => sum + (state === 'approved' ? heldMinor : 0), 0)
  }

  /** A part stands: raises are part of what is held. */
  #lower(stan: string, remainingMinor: number): void {
    for (const [own, line] of this.ledger) {
      if (line.raises === stan) line.heldMinor = 0
      if (own === stan) line.heldMinor = remainingMinor
    }
  }

  async reversal({ original, repeat, remainingMinor = 0 }: ReversalRequest): Promise<HostOutcome<ReversalAnswer>> {
    const mood = this.reversals.shift() ?? 'approve'
    if (mood === 'unreachable') return notSent
    this.heard.push(
      `${repeat ? '0421' : '0420'} ${original.stan}${remainingMinor > 0 ? ` leaves ${remainingMinor}` : ''}`,
    )
    if (mood === 'lost-silent') return silent
    const line = this.ledger.get(original.stan)
    if (line && remainingMinor === 0) line.state = 'reversed'
    else if (line) this.#lower(original.stan, remainingMinor)
    return mood === 'approve-silent'
      ? silent
      : { kind: 'answered', answer: { responseCode: '00', accepted: true, redacted: { 0: '0430', 39: '00' } } }
  }

  async advice({ original, repeat }: AdviceRequest): Promise<HostOutcome<AdviceAnswer>> {
    const mood = this.advices.shift() ?? 'accept'
    if (mood === 'unreachable') return notSent
    this.heard.push(`${repeat ? '0221' : '0220'} ${original.stan}`)
    if (mood === 'lost-silent') return silent
    const known = this.ledger.has(original.stan) || this.#declined.has(original.stan)
    if (!known && mood !== 'accept' && mood !== 'accept-silent') {
      return { kind: 'answered', answer: ADVICE_ANSWERS[mood] }
    }
    if (!known) this.ledger.set(original.stan, { amountMinor: original.amountMinor, state: 'approved' })
    if (mood === 'accept-silent') return silent
    return {
      kind: 'answered',
      answer: known ? { responseCode: '94', verdict: 'accepted', redacted: {} } : ADVICE_ANSWERS.accept,
    }
  }

  async upload({ original, repeat }: UploadRequest): Promise<HostOutcome<UploadAnswer>> {
    const mood = this.uploads.shift() ?? 'accept'
    if (mood === 'unreachable') return notSent
    this.heard.push(`${repeat ? '0321' : '0320'} ${original.stan}`)
    if (mood === 'lost-silent') return silent
    if (mood !== 'accept' && mood !== 'accept-silent') {
      return {
        kind: 'answered',
        answer: { responseCode: ADVICE_ANSWERS[mood].responseCode, accepted: false, redacted: {} },
      }
    }
    this.missing.delete(original.stan)
    return mood === 'accept-silent'
      ? silent
      : { kind: 'answered', answer: { responseCode: '00', accepted: true, redacted: {} } }
  }

  async totals(request: TotalsRequest): Promise<HostOutcome<TotalsAnswer>> {
    this.heard.push(`${request.repeat ? '0501' : '0500'} ${request.batchNumber}${request.final ? ' final' : ''}`)
    const missingMinor = [...this.missing].reduce((sum, stan) => sum + (this.ledger.get(stan)?.amountMinor ?? 0), 0)
    const stated = request.total.debitMinor - request.total.creditMinor
    const result = this.netMinor() - missingMinor === stated ? 'balanced' : 'differs'
    return {
      kind: 'answered',
      answer: {
        responseCode: result === 'balanced' || request.final ? '00' : '95',
        result,
        total: request.total,
        byScheme: request.byScheme,
      },
    }
  }

  async signOn(): Promise<HostOutcome<SignOnAnswer>> {
    const answer = { responseCode: '00', accepted: true, localTime: null, localDate: null, batchNumber: null }
    return { kind: 'answered', answer }
  }

  async exchangeKeys(): Promise<HostOutcome<KeyExchangeAnswer>> {
    return { kind: 'answered', answer: { responseCode: '00', accepted: true } }
  }

  async echo(): Promise<HostOutcome<{ responseCode: string }>> {
    const mood = this.echoes.shift() ?? 'approve'
    if (mood === 'unreachable') return notSent
    return mood === 'lost-silent' ? silent : { kind: 'answered', answer: { responseCode: '00' } }
  }

  async close(): Promise<void> {}

  /** What the cardholders are charged, all in all. */
  netMinor(): number {
    return [...this.ledger.values()].reduce((sum, line) => sum + (line.state === 'approved' ? line.amountMinor : 0), 0)
  }
}

function answerOf(responseCode: string, approvedAmountMinor: number | null): SaleAnswer {
  const approved = approvedAmountMinor !== null
  return {
    responseCode,
    approved,
    approvedAmountMinor,
    signatureRequired: false,
    approvalCode: approved ? '048213' : null,
    retrievalReference: '632614048213',
    issuerDataHex: null,
    redacted: {},
  }
}
