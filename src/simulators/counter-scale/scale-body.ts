import { STATUS } from '#hardware/scales/scale.codec.ts'

/** What the scale can carry, and its smallest step. */
const CAPACITY_GRAMS = 15_000
const STEP_GRAMS = 5
const GRAMS_IN_A_POUND = 453.592_37

/** What lies on the plate of a scale of 15 kg in steps of 5 g, and what it would show. */
export class ScaleBody {
  #grossGrams = 0
  #tareGrams = 0
  #swaysUntilMs = 0
  inPounds = false

  /** Something lies on the plate in place of what did. */
  put(grams: number, swaysMs: number): void {
    this.#grossGrams = grams
    this.#swaysUntilMs = swaysMs === 0 ? 0 : performance.now() + swaysMs
  }

  sway(isOn: boolean): void {
    this.#swaysUntilMs = isOn ? Number.POSITIVE_INFINITY : 0
  }

  /** The key on the scale: what lies there is taken off from now on; with an empty plate, nothing is. */
  tare(): void {
    this.#tareGrams = Math.max(0, stepped(this.#grossGrams))
  }

  zero(): void {
    this.#grossGrams = 0
    this.#tareGrams = 0
  }

  netGrams(): number {
    return stepped(this.#grossGrams) - this.#tareGrams
  }

  status(): number {
    return (
      (performance.now() < this.#swaysUntilMs ? STATUS.moving : 0) |
      (this.#grossGrams > CAPACITY_GRAMS ? STATUS.overload : 0) |
      (this.netGrams() < 0 ? STATUS.underZero : 0) |
      (this.#grossGrams === 0 ? STATUS.atZero : 0) |
      (this.#tareGrams > 0 ? STATUS.net : 0)
    )
  }

  /** As one that was set to pounds: two decimals. */
  poundsAnswer(): Uint8Array {
    const pounds = (this.netGrams() / GRAMS_IN_A_POUND).toFixed(2).padStart(5, '0')
    return Uint8Array.of(0x02, ...Buffer.from(pounds, 'latin1'), 0x0d)
  }

  state() {
    return { grossGrams: this.#grossGrams, tareGrams: this.#tareGrams, status: this.status() }
  }
}

const stepped = (grams: number): number => Math.round(grams / STEP_GRAMS) * STEP_GRAMS
