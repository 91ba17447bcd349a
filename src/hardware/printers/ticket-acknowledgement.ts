import { createHash } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Confirmation } from '#contract/views/printer-settings-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { type PrinterTrouble, troubleOf } from './printer-trouble.ts'
import type { PrinterCondition, PrinterReply } from './status-reader.ts'

/**
 * How the printer confirmed the last of its papers: `response` by GS ( H, `barrier` by GS r; before it printed any, `status` of
 * one that was found mute and tells its state now; null until then.
 */
export type Acknowledgement = Confirmation | null

/** Small letters and figures, as GS ( H takes them. */
const ID_LETTERS = 4
const ID_COUNT = 36 ** ID_LETTERS

/** GS r 1, paper at its end: a printer without paper is off line and does not answer it, so this is no answer. */
const PAPER_END_BITS = 0x0c

export interface AcknowledgementGround {
  /** The id that the acknowledgement repeats. */
  readonly id: string
  readonly clock: ClockPort
  /** What a line that is well may take to hand the ticket over. */
  readonly handOverMs: number
  /** Whether the printer ever acknowledged by id: a GS r byte may belong to the job before then. */
  readonly knowsIds: () => boolean
  readonly trouble: () => PrinterTrouble | null
  /** Cover and paper, asked for now; null without an answer. */
  readonly look: () => Promise<PrinterCondition | null>
  readonly onAcknowledged: (by: Confirmation) => void
  /**
   * What is believed of a printer that answers neither question, after the time its paper needs: `status`, its word that
   * nothing hinders it; `none`, that it was sent, and that its port knows of nothing against it. Null: nothing is.
   */
  readonly fallback: { readonly by: 'status' | 'none'; readonly afterMs: number } | null
  /** The ticket cannot go on before a person did something; null: it does go on. */
  readonly onHeld: (trouble: PrinterTrouble | null) => void
}

/**
 * Waits for the end of one ticket:
 *
 *   writing --all handed over, question included--> waiting (the time runs from here: a slow line takes long to write)
 *   writing --line lost--------------------------> unknown
 *   writing --not handed over in the time it needs-> writing, held: nobody waits for it, and a person looks
 *   waiting --37 22 id 00------------------------> printed   (GS ( H)
 *   waiting --GS r byte, not of paper's end------> printed   (only while the printer never answered a GS ( H, and of none
 *                                                  that was found to say nothing at all: one byte may be noise of its line)
 *   waiting --the time a paper needs, of a printer that answers nothing, and whose port knows of nothing--> printed (`none`)
 *   waiting --the same, and nothing hinders it---> printed   (`status`, of one that only tells its state)
 *   waiting --either, while it told of paper or cover by itself and not of the end of it--> unknown
 *                                                  (it was switched off and on: what it held is gone, the rest came out)
 *   waiting --line lost--------------------------> unknown
 *   waiting --time is up--> looking --paper out, cover open----------> waiting
 *                           looking --no answer, and it was hindered-> waiting (its buffer is full, or it is off)
 *                           looking --no answer----------------------> unknown
 *                           looking --nothing hinders it-------------> unknown
 *                                     (but it is given its time once more where the look before saw what hindered it,
 *                                      unless it was to tell the end of that by itself: it was switched off and on)
 *
 * Held, or not, the writing ends when the line gives up its bytes: `printerWriteTimeoutMs`.
 *
 * No answer counts before its question is asked, whatever comes in: one stray byte would call a ticket printed. A change of
 * condition starts the time anew: a refill is followed by the rest of the ticket.
 */
export class TicketAcknowledgement {
  readonly outcome: Promise<'printed' | 'unknown'>
  readonly #ground: AcknowledgementGround
  #settle: (outcome: 'printed' | 'unknown') => void = () => {}
  #forgetTime: () => void = () => {}
  #isAsked = false
  #isWritten = false
  #isOver = false
  /** It told by itself that something hinders it, and not yet that this is over. */
  #isHindered = false
  #isHeld = false
  #pauseMs: number = LIMITS.printerTicketTimeoutMs

  constructor(ground: AcknowledgementGround) {
    this.#ground = ground
    this.outcome = new Promise((resolve) => {
      this.#settle = (outcome) => {
        this.#isOver = true
        this.#forgetTime()
        resolve(outcome)
      }
    })
    this.#startTime()
  }

  /** The ticket is handed over; its question is sent now. */
  asking(): void {
    this.#isAsked = true
  }

  /** The question is handed over too. */
  written(): void {
    this.#isWritten = true
    this.#pauseMs = this.#ground.fallback?.afterMs ?? this.#pauseMs
    this.#startTime()
    if (!this.#isHindered) this.#tell(null)
  }

  lost(): void {
    this.#settle('unknown')
  }

  hear(reply: PrinterReply): void {
    this.#pauseMs = LIMITS.printerTicketTimeoutMs
    if (reply.kind === 'automatic') {
      const trouble = troubleOf(reply.condition)
      this.#isHindered = trouble !== null
      this.#startTime()
      this.#tell(trouble)
    }
    if (!this.#isAsked) return
    if (reply.kind === 'printed' && reply.id === this.#ground.id) this.#acknowledged('response')
    const { fallback, knowsIds } = this.#ground
    if (reply.kind === 'queued' && (reply.byte & PAPER_END_BITS) === 0 && !knowsIds() && fallback?.by !== 'none')
      this.#acknowledged('barrier')
  }

  #acknowledged(by: Confirmation): void {
    this.#ground.onAcknowledged(by)
    this.#settle(this.#isHindered ? 'unknown' : 'printed')
  }

  #tell(trouble: PrinterTrouble | null): void {
    if (trouble === null && !this.#isHeld) return
    this.#isHeld = trouble !== null
    this.#ground.onHeld(trouble)
  }

  #startTime(): void {
    const { clock, handOverMs } = this.#ground
    this.#forgetTime()
    if (this.#isOver) return
    this.#forgetTime = this.#isWritten
      ? clock.after(this.#pauseMs, () => void this.#timeIsUp())
      : clock.after(handOverMs, () => this.#isHindered || this.#tell('PRINTER_TAKES_NOTHING'))
  }

  async #timeIsUp(): Promise<void> {
    const by = this.#ground.fallback?.by
    const before = this.#ground.trouble()
    const condition = await this.#ground.look()
    if (this.#isOver) return
    if (condition === null) {
      if (before === null) return this.#settle('unknown')
      // What it does not read piles up on its line: it is asked less and less often.
      this.#pauseMs = Math.min(2 * this.#pauseMs, LIMITS.printerSilentLookMaxMs)
      return this.#startTime()
    }
    const trouble = troubleOf(condition)
    if (trouble === null && (by === 'none' || this.#isHindered || before === null))
      return by === undefined ? this.#settle('unknown') : this.#acknowledged(by)
    this.#startTime()
    this.#tell(trouble)
  }
}

/** Unlike that of any other job, those of an earlier run of the program too: a late answer is not taken for this one's. */
export function acknowledgementId(jobId: string): string {
  const digest = createHash(CIPHERS.digest).update(jobId).digest()
  return (digest.readUInt32BE() % ID_COUNT).toString(36).padStart(ID_LETTERS, '0')
}
