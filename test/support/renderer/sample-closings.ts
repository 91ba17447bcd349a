import type { ClosingView } from '#contract/closing-api.ts'

/** Four weeks of closed days; the longest figures a shop may have among them. */
export const SAMPLE_CLOSINGS: ClosingView[] = Array.from({ length: 28 }, (_, index) => {
  const day = new Date(Date.UTC(2026, 10, 21 - index)).toISOString().slice(0, 10)
  return {
    number: `Z-2-${String(412 - index).padStart(6, '0')}`,
    businessDate: day,
    closedAtLocal: `${day} 20:31:07`,
    ticketCount: 187 + ((index * 37) % 90),
    turnoverMinor: index === 3 ? 1_234_567_890 : 214_530 + index * 7_311,
    currency: 'EUR',
  }
})
