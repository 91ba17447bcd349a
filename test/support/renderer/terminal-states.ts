import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { TerminalOrderView, TerminalView } from '#contract/views/terminal-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { SAMPLE_DAY } from './sample-day.ts'
import { agoIso, paymentAt, SAMPLE_SALE, saleOf, sampleSlices, tenderOf } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const COUNTER = 'Terminal Comptoir'

function terminalOf(change: Partial<TerminalView>): TerminalView {
  return {
    id: 'device-6',
    alias: COUNTER,
    can: ['pay', 'refund', 'void', 'abort', 'day-end', 'reprint', 'last-result'],
    state: 'ready',
    isDefault: true,
    blockedBy: null,
    dayEnd: null,
    ...change,
  }
}

export const TERMINALS: readonly TerminalView[] = [
  terminalOf({}),
  terminalOf({
    id: 'device-7',
    alias: 'Terminal Terrasse',
    can: ['pay', 'refund'],
    state: 'offline',
    isDefault: false,
  }),
  terminalOf({
    id: 'device-8',
    alias: 'Terminal du fond de la salle',
    state: 'blocked',
    isDefault: false,
    blockedBy: { paymentId: 'payment-9131', paymentNumber: 'P-2-009131' },
  }),
]

const paying = (change: Parameters<typeof saleOf>[1] = {}) => saleOf(SAMPLE_SALE.lines, { state: 'paying', ...change })

function orderOf(change: Partial<TerminalOrderView>): TerminalOrderView {
  return {
    id: 'device-6',
    alias: COUNTER,
    step: 'card-awaited',
    text: null,
    startedAt: agoIso(19_000),
    deadlineAt: new Date(Date.now() + 161_500).toISOString(),
    nextAskAt: null,
    ...change,
  }
}

/** A payment that a standalone terminal takes. */
function orderedAt(order: Partial<TerminalOrderView>, change: Partial<CardPaymentView> = {}): CardPaymentView {
  const isOpen = (change.outcome ?? null) === null
  return paymentAt('amount-sent', {
    terminal: orderOf(order),
    padAlias: '',
    padRows: ['', ''],
    prompt: 'follow-terminal',
    steps: [
      {
        kind: 'terminal',
        state: isOpen ? 'current' : 'done',
        startedAt: agoIso(19_000),
        durationMs: isOpen ? null : 17_000,
        limitMs: 180_000,
      },
      { kind: 'printing', state: 'waiting', startedAt: null, durationMs: null, limitMs: null },
    ],
    ...change,
  })
}

function endedOn(code: NonNullable<CardPaymentView['failure']>['code'], outcome: CardPaymentView['outcome']) {
  return orderedAt(
    { deadlineAt: null },
    {
      outcome,
      finishedAt: new Date().toISOString(),
      failure: { code, details: { reason: 'GEN.NR. 51', endpoint: 'tcp://192.168.1.70:20007', by: 'Inès M.' } },
      prompt: 'choose-next',
      cancellable: false,
    },
  )
}

const withTerminals = (change: Partial<Slices> = {}): Partial<Slices> => ({
  terminals: [...TERMINALS],
  sale: paying({ tenders: [tenderOf({ terminal: { id: 'device-6', alias: COUNTER } })] }),
  ...change,
})

const unknownAt = (nextAskAt: string | null): Partial<Slices> =>
  withTerminals({
    sale: paying({ tenders: [tenderOf({ outcome: 'unknown', terminal: { id: 'device-6', alias: COUNTER } })] }),
    payment: orderedAt(
      { step: null, deadlineAt: null, nextAskAt },
      {
        number: 'P-2-009131',
        amountMinor: 6430,
        outcome: 'unknown',
        failure: { code: 'TERMINAL_LINK_LOST' },
        prompt: 'read-terminal',
        cancellable: false,
      },
    ),
    status: { ...sampleSlices().status, unresolvedPayments: 1 },
  })

async function readTicket(screen: OpenScreen): Promise<void> {
  await screen.page.getByText('P-2-009131').first().waitFor()
  await screen.page.keyboard.press('T')
  await screen.page.getByRole('dialog').waitFor()
}

/** Standalone terminals: the choice, the customer at one, its ends, the doubt and its ways out, the day's end. */
export const TERMINAL_STATES: Readonly<Record<string, ScreenState>> = {
  'choosing-with-terminals': { slices: () => withTerminals({ sale: paying() }) },
  'choose-way': {
    slices: () => withTerminals({ sale: paying() }),
    act: async ({ page }) => {
      await page.keyboard.press('E')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('ArrowUp')
    },
  },
  'only-terminals': {
    slices: () => {
      const { status } = sampleSlices()
      return withTerminals({
        sale: paying(),
        terminals: [terminalOf({})],
        status: { ...status, pad: { alias: '', endpoint: '', state: 'absent', lastSeenAt: null, failure: null } },
      })
    },
  },
  'terminal-card': { slices: () => withTerminals({ payment: orderedAt({}) }) },
  'terminal-silent': {
    slices: () =>
      withTerminals({
        payment: orderedAt({ id: 'device-7', alias: 'Terminal Terrasse', step: null }, { cancellable: false }),
      }),
  },
  'terminal-text': {
    slices: () =>
      withTerminals({
        payment: orderedAt({ step: 'asking-bank', text: 'Zahlung erfolgt. Bitte warten' }, { cancelRequested: true }),
      }),
  },
  /** A ticket is left, and its part goes back. */
  'terminal-back': {
    slices: () =>
      withTerminals({
        sale: paying({ tenders: [tenderOf({ outcome: 'approved', terminal: { id: 'device-6', alias: COUNTER } })] }),
        payment: orderedAt({ step: 'card-awaited' }, { operation: 'refund' }),
      }),
  },
  'terminal-declined': { slices: () => withTerminals({ payment: endedOn('TERMINAL_DECLINED', 'declined') }) },
  'terminal-abandoned': { slices: () => withTerminals({ payment: endedOn('TERMINAL_ABANDONED', 'cancelled') }) },
  'terminal-away': { slices: () => withTerminals({ payment: endedOn('TERMINAL_NOT_FOUND', 'failed') }) },
  'terminal-busy': { slices: () => withTerminals({ payment: endedOn('TERMINAL_BUSY', 'failed') }) },
  'terminal-refused': { slices: () => withTerminals({ payment: endedOn('TERMINAL_REFUSED_ORDER', 'declined') }) },
  'terminal-read-not-paid': {
    slices: () => withTerminals({ payment: endedOn('TERMINAL_READ_AS_NOT_PAID', 'cancelled') }),
  },
  'terminal-unknown': { slices: () => unknownAt(new Date(Date.now() + 18_500).toISOString()) },
  'terminal-unknown-mute': { slices: () => unknownAt(null) },
  'terminal-read-ticket': { slices: () => unknownAt(null), act: readTicket },
  'terminal-read-part': {
    slices: () => unknownAt(null),
    act: async (screen) => {
      await readTicket(screen)
      await screen.page.getByRole('dialog').locator('fieldset button').nth(1).tap()
      await screen.page.getByRole('dialog').getByRole('textbox').first().fill('12,50')
    },
  },
  'day-end-terminals': {
    slices: () => ({
      terminals: [...TERMINALS],
      day: {
        ...SAMPLE_DAY,
        terminals: [
          {
            id: 'device-6',
            alias: COUNTER,
            count: 12,
            amountMinor: 45_610,
            dayEnd: { state: 'done', at: agoIso(60_000), failure: null },
          },
          {
            id: 'device-7',
            alias: 'Terminal Terrasse',
            count: 3,
            amountMinor: 2_980,
            dayEnd: { state: 'not-started', at: agoIso(60_000), failure: { code: 'TERMINAL_BUSY' } },
          },
        ],
        exceptions: [
          ...SAMPLE_DAY.exceptions,
          { kind: 'terminal-day-end', amountMinor: 2_980, reference: 'Terminal Terrasse', terminalId: 'device-7' },
          { kind: 'terminal-unknown', amountMinor: 6_430, reference: 'P-2-009131' },
        ],
      },
    }),
    act: (screen) => screen.page.locator('nav button').nth(3).click(),
  },
}
