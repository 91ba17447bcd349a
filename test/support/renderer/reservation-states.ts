import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { TerminalView } from '#contract/views/terminal-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { SAMPLE_DAY } from './sample-day.ts'
import { reservingAt, sampleHeldAtTerminal, sampleReservations } from './sample-reservations.ts'
import { agoIso, COMPLETED_SALE, SAMPLE_SALE, saleOf, sampleSlices, tenderOf } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const open = ({ page }: OpenScreen) => page.keyboard.press('Shift+F7')
const openList = async (screen: OpenScreen) => {
  await open(screen)
  await screen.page.getByText('P-2-009119').first().waitFor()
}
const press =
  (...keys: string[]) =>
  async (screen: OpenScreen) => {
    await openList(screen)
    for (const key of keys) {
      await screen.page.keyboard.press(key)
      await screen.page.waitForTimeout(60)
    }
  }
const reserved = (): Partial<Slices> => ({ reservations: sampleReservations() })

const ended = (change: Partial<CardPaymentView>) =>
  reservingAt('outcome', {
    finishedAt: new Date().toISOString(),
    prompt: 'choose-next',
    cancellable: false,
    ...change,
  })

/** The ticket in hand costs 37,76 €; the dear one costs more than the bank holds. */
const paying = (dear = false): Partial<Slices> => ({
  ...reserved(),
  sale: saleOf(dear ? [...SAMPLE_SALE.lines, ...SAMPLE_SALE.lines, ...SAMPLE_SALE.lines] : SAMPLE_SALE.lines, {
    state: 'paying',
  }),
})
const payReserved = async ({ page }: OpenScreen) => {
  await page.keyboard.press('B')
  await page.getByTestId('reserved-rest').waitFor()
}

const dayWithOpenOnes = (): Partial<Slices> => ({
  ...reserved(),
  day: {
    ...SAMPLE_DAY,
    exceptions: [
      ...SAMPLE_DAY.exceptions.slice(0, 1),
      ...sampleReservations()
        .filter(({ state }) => state === 'reserved')
        .map(({ amountMinor, paymentNumber, label, expiresAt }) => ({
          kind: 'reservation-open' as const,
          amountMinor,
          reference: `${paymentNumber} ${label}`,
          dueAt: expiresAt,
        })),
    ],
  },
})
const openDay = async ({ page }: OpenScreen) => {
  await page.locator('nav button').nth(3).click()
  await page.locator('ol button').last().dispatchEvent('click')
}

const holding = (can: TerminalView['can']): TerminalView => ({
  id: 'device-6',
  alias: 'Terminal Comptoir',
  can: ['pay', 'refund', ...can],
  state: 'ready',
  isDefault: true,
  blockedBy: null,
  dayEnd: null,
})
const HOLDS = holding(['reserve', 'complete', 'release'])
const CANNOT: TerminalView = { ...holding([]), id: 'device-7', alias: 'Terminal Terrasse', isDefault: false }
const withoutPad = (terminals: readonly TerminalView[]): Partial<Slices> => {
  const { status } = sampleSlices()
  return { terminals: [...terminals], status: { ...status, pad: { ...status.pad, state: 'absent' } } }
}
const heldAtTerminal = (): Partial<Slices> => ({ ...withoutPad([HOLDS]), reservations: sampleHeldAtTerminal() })
/** An amount that a terminal is to let go of. */
const releasing = (): CardPaymentView =>
  reservingAt('amount-sent', {
    operation: 'release',
    prompt: 'follow-terminal',
    padAlias: '',
    padRows: ['', ''],
    terminal: {
      id: 'device-6',
      alias: 'Terminal Comptoir',
      step: 'asking-bank',
      text: null,
      startedAt: agoIso(4_000),
      deadlineAt: new Date(Date.now() + 161_500).toISOString(),
      nextAskAt: null,
    },
    steps: [
      { kind: 'terminal', state: 'current', startedAt: agoIso(4_000), durationMs: null, limitMs: 180_000 },
      { kind: 'printing', state: 'waiting', startedAt: null, durationMs: null, limitMs: null },
    ],
  })

/** Every state of what the bank holds for the shop. */
export const RESERVATION_STATES: Readonly<Record<string, ScreenState>> = {
  'reservations-empty': { slices: () => ({}), act: open },
  reservations: { slices: reserved, act: openList },
  'reservations-expired': { slices: reserved, act: press('ArrowDown', 'ArrowDown', 'ArrowDown') },
  'reservations-completed': {
    slices: reserved,
    act: press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'),
  },
  reserve: {
    slices: () => ({}),
    act: async (screen) => {
      await open(screen)
      await screen.page.keyboard.press('Enter')
      await screen.page.getByTestId('reserve-amount').waitFor()
      await screen.page.keyboard.type('80', { delay: 60 })
      await screen.page.getByRole('textbox').fill('Chambre 12')
    },
  },
  'reserve-card-number': {
    slices: () => ({}),
    act: async (screen) => {
      await open(screen)
      await screen.page.keyboard.press('Enter')
      await screen.page.getByTestId('reserve-amount').waitFor()
      await screen.page.getByRole('textbox').fill('4970 1000 0000 0014')
      await screen.page.getByRole('alert').waitFor()
    },
  },
  'reserve-presenting': {
    slices: () => ({ payment: reservingAt('present-card', { prompt: 'present-card' }) }),
    act: open,
  },
  'reserve-bank': { slices: () => ({ payment: reservingAt('bank') }), act: open },
  'reserve-declined': {
    slices: () => ({
      payment: ended({ outcome: 'declined', failure: { code: 'PAYMENT_DECLINED' }, responseCode: '51' }),
    }),
    act: open,
  },
  'reserve-reversed': {
    slices: () => ({ payment: ended({ outcome: 'reversed', failure: { code: 'PAYMENT_REVERSED' } }) }),
    act: open,
  },
  'reserve-unknown': {
    slices: () => ({
      payment: ended({
        outcome: 'unknown',
        finishedAt: null,
        failure: { code: 'HOST_NO_ANSWER' },
        prompt: 'wait-for-reversal',
        reversalAttempts: 2,
        nextReversalAt: new Date(Date.now() + 18_500).toISOString(),
      }),
    }),
    act: async (screen) => {
      await open(screen)
      await screen.page.locator('time').nth(2).waitFor()
    },
  },
  'reserve-approved': {
    slices: () => ({
      reservations: sampleReservations().map((one, index) => (index > 0 ? one : { ...one, paymentId: 'payment-9132' })),
      payment: ended({ outcome: 'approved', approvalCode: 'A04821', prompt: 'remove-card' }),
    }),
    act: open,
  },
  'reserve-at-terminal': {
    slices: () => ({ terminals: [HOLDS, CANNOT] }),
    act: async (screen) => {
      await open(screen)
      await screen.page.keyboard.press('Enter')
      await screen.page.getByTestId('reserve-amount').waitFor()
      await screen.page.keyboard.press('ArrowDown')
    },
  },
  'reserve-nowhere': { slices: () => withoutPad([CANNOT]), act: open },
  'reservations-at-terminal': {
    slices: heldAtTerminal,
    act: async (screen) => {
      await open(screen)
      await screen.page.getByText('P-2-009127').first().waitFor()
    },
  },
  'release-at-terminal': { slices: () => ({ ...heldAtTerminal(), payment: releasing() }), act: open },
  'released-at-terminal': {
    slices: () => ({
      ...heldAtTerminal(),
      payment: { ...releasing(), outcome: 'approved', finishedAt: new Date().toISOString(), prompt: 'choose-next' },
    }),
    act: open,
  },
  'raise-reservation': {
    slices: reserved,
    act: async (screen) => {
      await press('+')(screen)
      await screen.page.getByTestId('raise-amount').waitFor()
      await screen.page.keyboard.type('20', { delay: 60 })
    },
  },
  'raised-reservation': {
    slices: reserved,
    act: async (screen) => {
      await press('+')(screen)
      await screen.page.getByTestId('raise-amount').waitFor()
      await screen.page.keyboard.type('20', { delay: 60 })
      await screen.page.keyboard.press('Enter')
      await screen.page.getByText('Réservation augmentée').waitFor()
    },
  },
  'release-reservation': { slices: reserved, act: press('V') },
  'choosing-reserved': { slices: () => paying() },
  'pay-reserved': { slices: () => paying(), act: payReserved },
  'pay-reserved-dear': { slices: () => paying(true), act: payReserved },
  'pay-reserved-refused': {
    slices: () => paying(true),
    act: async (screen) => {
      screen.till.raiseFailure = { code: 'RESERVATION_RAISE_DECLINED', details: { responseCode: '51' } }
      await payReserved(screen)
      await screen.page.keyboard.press('Enter')
      await screen.page.getByText('La banque refuse').waitFor()
    },
  },
  'approved-reserved': {
    slices: () => {
      const [one, ...others] = sampleReservations()
      if (one === undefined) throw new Error('the sample shop has reservations')
      const tender = { outcome: 'approved', scheme: one.scheme, cardTail: one.cardTail, amountMinor: 2000 } as const
      return {
        sale: saleOf([]),
        reservations: [{ ...one, state: 'completed', completedMinor: 2000, remainderState: 'waiting' }, ...others],
        lastSale: {
          ...COMPLETED_SALE,
          tenders: [tenderOf({ ...tender, approvalCode: one.approvalCode })],
          totalMinor: 2000,
          changeMinor: 0,
          changePieces: [],
          cardDurationMs: 0,
        },
      }
    },
  },
  'day-end-reserved': { slices: dayWithOpenOnes, act: openDay },
  'close-day-reserved': {
    slices: dayWithOpenOnes,
    act: async (screen) => {
      await openDay(screen)
      await screen.page.keyboard.press('F10')
      await screen.page.getByRole('dialog').waitFor()
    },
  },
}
