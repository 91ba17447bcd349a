import { fail } from '#contract/result.ts'
import type {
  AcquirerHostPort,
  HostOutcome,
  ReversalAnswer,
  ReversalRequest,
  SaleAnswer,
  SaleRequest,
  TotalsAnswer,
  TotalsRequest,
} from '#payment/ports/acquirer-host.port.ts'

/** How the host takes the next sale or reversal. */
export type HostMood =
  | 'approve'
  | 'decline'
  /** Booked as approved, the answer is lost. */
  | 'approve-silent'
  /** Never arrived, and the till can not know. */
  | 'lost-silent'
  | 'unreachable'

const silent = { kind: 'silent', failure: fail('HOST_NO_ANSWER').error } as const
const notSent = { kind: 'not-sent', failure: fail('HOST_UNREACHABLE').error } as const

/** A host with a ledger of its own and moods by script; the default is to approve and to acknowledge. */
export class LedgerHost implements AcquirerHostPort {
  readonly alias = 'Banque'
  readonly endpoint = 'memory:'
  readonly sales: HostMood[] = []
  readonly reversals: HostMood[] = []
  readonly ledger = new Map<string, { amountMinor: number; state: 'approved' | 'reversed' }>()
  readonly heard: string[] = []
  /** Runs after the host booked a sale and before the till hears of it. */
  afterBooking: () => Promise<void> = async () => {}

  describeSale() {
    return { redacted: {}, digestHex: '00' }
  }

  async sale(request: SaleRequest): Promise<HostOutcome<SaleAnswer>> {
    const mood = this.sales.shift() ?? 'approve'
    if (mood === 'unreachable') return notSent
    this.heard.push(`0200 ${request.stan}`)
    if (mood === 'lost-silent') return silent
    if (mood === 'decline') return { kind: 'answered', answer: answerOf('51') }
    if (this.ledger.has(request.stan)) throw new Error(`the same sale twice: ${request.stan}`)
    this.ledger.set(request.stan, { amountMinor: request.amountMinor, state: 'approved' })
    await this.afterBooking()
    return mood === 'approve-silent' ? silent : { kind: 'answered', answer: answerOf('00') }
  }

  async reversal({ original, repeat }: ReversalRequest): Promise<HostOutcome<ReversalAnswer>> {
    const mood = this.reversals.shift() ?? 'approve'
    if (mood === 'unreachable') return notSent
    this.heard.push(`${repeat ? '0421' : '0420'} ${original.stan}`)
    if (mood === 'lost-silent') return silent
    const line = this.ledger.get(original.stan)
    if (line) line.state = 'reversed'
    return mood === 'approve-silent' ? silent : { kind: 'answered', answer: { responseCode: '00', accepted: true } }
  }

  async totals(request: TotalsRequest): Promise<HostOutcome<TotalsAnswer>> {
    this.heard.push(`${request.repeat ? '0501' : '0500'} ${request.batchNumber}`)
    const result = this.netMinor() === request.total.debitMinor - request.total.creditMinor ? 'balanced' : 'differs'
    return {
      kind: 'answered',
      answer: {
        responseCode: result === 'balanced' ? '00' : '95',
        result,
        total: request.total,
        byScheme: request.byScheme,
      },
    }
  }

  async echo() {
    return { kind: 'answered', answer: { responseCode: '00' } } as const
  }

  async close(): Promise<void> {}

  /** What the cardholders are charged, all in all. */
  netMinor(): number {
    return [...this.ledger.values()].reduce((sum, line) => sum + (line.state === 'approved' ? line.amountMinor : 0), 0)
  }
}

function answerOf(responseCode: string): SaleAnswer {
  const approved = responseCode === '00'
  return {
    responseCode,
    approved,
    approvalCode: approved ? '048213' : null,
    retrievalReference: '632614048213',
    issuerDataHex: null,
    redacted: {},
  }
}
