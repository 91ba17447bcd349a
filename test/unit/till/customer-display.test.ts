/**
 * Goal: the customer reads what concerns them and nothing that is not so yet, in every language; figures are never cut,
 * and training never looks like selling. Method: slices as the screen has them, made into rows by a real driver.
 */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import type { CustomerMessage } from '#contract/views/customer-screen-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { createPoleDisplay } from '#hardware/displays/pole-display-driver.ts'
import {
  COMPLETED_SALE,
  LOCKED_SESSION,
  lineOf,
  paymentAt,
  saleOf,
  sampleSlices,
} from '#test/support/renderer/sample-shop.ts'
import { type CustomerSlices, customerMessage } from '#till/display/customer-message.ts'
import { customerRows, messageRows } from '#till/display/customer-rows.ts'
import { customerView } from '#till/display/customer-view.ts'
import { DISPLAY_WORDS } from '#till/display/display-words.ts'

const display = createPoleDisplay({ endpoint: 'serial:/dev/none', profile: 'escpos' })
const till: Slices['till'] = { ...sampleSlices().till, shopName: 'Épicerie de la Gare', locale: 'fr', training: false }
const { session } = sampleSlices()
const IDLE = { till, session, sale: saleOf([]), payment: null, lastSale: null }
const read = (change: Partial<CustomerSlices>) => display.drawn(customerRows(customerView({ ...IDLE, ...change })))

const BREAD = lineOf(['Baguette tradition', 1000, 130, 550], 0)
const HAM = lineOf(['Jambon Cru de Bayonne', 3000, 645, 550], 1)
const CHEESE = lineOf(['Comté (32 % MG)', 412, 2490, 550], 2)
const paying = saleOf([BREAD, HAM], { state: 'paying' })
const card = (change: Parameters<typeof paymentAt>[1]) =>
  read({ sale: paying, payment: paymentAt('present-card', { amountMinor: 2065, prompt: 'wait', ...change }) })

describe('the customer reads', () => {
  it('the shop and a welcome while nothing is sold', () => {
    expect(read({})).toEqual(['Épicerie de la Gare ', '     BIENVENUE      '])
  })

  it('the line just rung up with its price, and what the ticket comes to', () => {
    expect(read({ sale: saleOf([BREAD]) })).toEqual(['Baguette tradit 1,30', 'TOTAL       1,30 EUR'])
    expect(read({ sale: saleOf([BREAD, HAM]) })).toEqual(['3 x Jambon Cru 19,35', 'TOTAL      20,65 EUR'])
    expect(read({ sale: saleOf([BREAD, CHEESE]) })[0]).toBe('Comté (32 % MG 10,26')
  })

  it('the line that was touched, not the one rung up last', () => {
    expect(read({ sale: saleOf([BREAD, HAM], { touchedLineId: BREAD.id }) })[0]).toBe('Baguette tradit 1,30')
  })

  it('what is to be paid, and what is left of it once a part is', () => {
    expect(read({ sale: paying })).toEqual(['     4 articles     ', 'A PAYER    20,65 EUR'])
    expect(read({ sale: { ...paying, remainingMinor: 1065 } })).toEqual([
      'TOTAL      20,65 EUR',
      'A PAYER    10,65 EUR',
    ])
  })

  it.each([
    [{ prompt: 'present-card' }, 'PRÉSENTEZ LA CARTE'],
    [{ prompt: 'present-card', cue: 'insert-chip' }, 'INSÉREZ LA CARTE'],
    [{ prompt: 'present-card', cue: 'swipe' }, 'PASSEZ LA PISTE'],
    [{ prompt: 'present-card', cue: 'tap-again' }, 'APPROCHEZ ENCORE'],
    [{ prompt: 'present-card', cue: 'see-phone' }, 'VOIR LE TÉLÉPHONE'],
    [{ prompt: 'present-card', cue: 'remove-forgotten-card' }, 'RETIREZ LA CARTE'],
    [{ prompt: 'customer-types-pin' }, 'CODE SUR LE TPE'],
    [{ prompt: 'check-signature' }, 'SIGNATURE SVP'],
    [{ prompt: 'remove-card' }, 'RETIREZ LA CARTE'],
    [{ prompt: 'wait-for-bank' }, 'PATIENTEZ SVP'],
    [{ prompt: 'follow-terminal' }, 'SUIVEZ LE TPE'],
    [{ prompt: 'wait-for-reversal', outcome: 'unknown' }, 'PATIENTEZ SVP'],
  ] as const)('what to do about the card: %o', (change, words) => {
    const [first, second] = card(change)
    expect(first.trim()).toBe(words)
    expect(second).toBe('A PAYER    20,65 EUR')
  })

  it('nothing of a refusal, which is for the cardholder alone: only what is still to pay', () => {
    expect(card({ outcome: 'declined', failure: { code: 'PAYMENT_DECLINED' } })).toEqual(read({ sale: paying }))
  })

  it('nothing of a payment that belongs to another ticket', () => {
    expect(card({ saleId: 'another' })).toEqual(read({ sale: paying }))
  })

  it('the change, else what was paid, with thanks, until the next article', () => {
    expect(read({ lastSale: COMPLETED_SALE })).toEqual(['RENDU       2,24 EUR', '  MERCI, A BIENTOT  '])
    expect(read({ lastSale: { ...COMPLETED_SALE, changeMinor: 0 } })[0]).toBe('PAYÉ       27,76 EUR')
    expect(read({ lastSale: COMPLETED_SALE, sale: saleOf([BREAD]) })[1]).toBe('TOTAL       1,30 EUR')
  })

  it('of a reservation what is held and that nothing is charged, unless a ticket is rung up', () => {
    const reserving = { operation: 'pre-authorisation', saleId: 'another', amountMinor: 8000 } as const
    const asked = paymentAt('present-card', { ...reserving, prompt: 'present-card' })
    expect(read({ payment: asked })).toEqual([' PRÉSENTEZ LA CARTE ', 'RÉSERVATION    80,00'])
    const held = paymentAt('printing', { ...reserving, outcome: 'approved' })
    expect(read({ payment: held })).toEqual(['RÉSERVATION    80,00', " RIEN N'EST DÉBITÉ  "])
    expect(read({ payment: held, sale: saleOf([BREAD]) })[1]).toBe('TOTAL       1,30 EUR')
  })

  it('of a card that is only asked about never what is on it', () => {
    const look = { operation: 'balance', saleId: 'another', amountMinor: 0, balanceMinor: 4_200 } as const
    const asked = paymentAt('present-card', { ...look, prompt: 'present-card' })
    expect(read({ payment: asked, sale: saleOf([BREAD]) })).toEqual([' PRÉSENTEZ LA CARTE ', " RIEN N'EST DÉBITÉ  "])
    expect(read({ payment: paymentAt('printing', { ...look, outcome: 'approved' }), sale: saleOf([BREAD]) })[1]).toBe(
      'TOTAL       1,30 EUR',
    )
  })

  it('no word of payment before the sale is on disk', () => {
    const approved = paymentAt('printing', { outcome: 'approved', amountMinor: 2065 })
    expect(customerMessage({ ...IDLE, sale: paying, payment: approved })).toMatchObject({ kind: 'due' })
  })

  it('a welcome, not the ticket, while nobody is signed in; a card at work goes on', () => {
    expect(read({ sale: saleOf([BREAD]), session: LOCKED_SESSION })).toEqual(read({}))
    const asked = paymentAt('present-card', { amountMinor: 2065, prompt: 'present-card' })
    expect(read({ sale: paying, session: LOCKED_SESSION, payment: asked })[0]).toBe(' PRÉSENTEZ LA CARTE ')
  })
})

const MESSAGES: readonly CustomerMessage[] = [
  { kind: 'welcome' },
  { kind: 'line', name: 'Jambon', pieces: 2, lineMinor: 1290, totalMinor: 2065 },
  { kind: 'due', itemCount: 4, totalMinor: 2065, remainingMinor: 2065 },
  { kind: 'due', itemCount: 4, totalMinor: 2065, remainingMinor: 1065 },
  { kind: 'card', word: 'presentCard', amountMinor: 2065, isReserve: false },
  { kind: 'card', word: 'presentCard', amountMinor: 8000, isReserve: true },
  { kind: 'card-aside', word: 'presentCard' },
  { kind: 'reserved', amountMinor: 8000 },
  { kind: 'paid', totalMinor: 2065, changeMinor: 0, byCard: true },
  { kind: 'paid', totalMinor: 2065, changeMinor: 35, byCard: false },
]
const LARGE = MESSAGES.map(
  (message) =>
    Object.fromEntries(
      Object.entries(message).map(([key, value]) => [key, key.endsWith('Minor') ? AMOUNT_MINOR_MAX : value]),
    ) as unknown as CustomerMessage,
)
const setting = (locale: (typeof LOCALES)[number], training: boolean) =>
  ({ shopName: 'Comptoir', locale, currency: 'EUR', training }) as const

describe.each(LOCALES)('in %s', (locale) => {
  it('every word has room in a row', () => {
    expect(Object.values(DISPLAY_WORDS[locale]).filter((word) => foldForPaper(word).length > 20)).toEqual([])
  })

  it('training is marked whatever is shown, selling never', () => {
    const mark = DISPLAY_WORDS[locale].training
    for (const message of [...MESSAGES, ...LARGE]) {
      const shown = (training: boolean) => display.drawn(messageRows(message, setting(locale, training))).join('|')
      expect(shown(true), JSON.stringify(message)).toContain(mark)
      expect(shown(false), JSON.stringify(message)).not.toContain(mark)
    }
  })

  it('the largest amount is whole', () => {
    for (const message of LARGE) {
      if (message.kind === 'welcome' || message.kind === 'card-aside') continue
      for (const training of [true, false])
        expect(display.drawn(messageRows(message, setting(locale, training))).join('|')).toContain('9 999 999 999,99')
    }
  })
})
