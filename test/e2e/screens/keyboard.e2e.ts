import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CallName } from '#contract/api.ts'
import { LOCKED_SESSION, PRODUCTS, saleOf } from '#test/support/renderer/sample-shop.ts'
import { scanInto } from '#test/support/renderer/scanner.ts'
import { type OpenScreen, type ScreenRig, SIZES, startScreenRig } from '#test/support/renderer/screen-rig.ts'
import { SCREEN_STATES } from '#test/support/renderer/screen-states.ts'
import { explorerSuite } from './explorer.suite.ts'
import { reservationSuite } from './reservations.suite.ts'

/** The key map of the house, a scanner on every screen, and the same things by touch: which calls leave the screen. */

let rig: ScreenRig
let screen: OpenScreen
beforeAll(async () => {
  rig = await startScreenRig()
  screen = await rig.open()
})
afterAll(() => rig.close())
beforeEach(() => screen.show())
afterEach(() => {
  expect(screen.problems.splice(0)).toEqual([])
})

const BARCODE = PRODUCTS[0]?.barcode ?? ''
/** Reads and bookkeeping that the screen does by itself. */
const QUIET: readonly CallName[] = [
  'till.snapshot',
  'catalogue.quickKeys',
  'sale.held',
  'history.list',
  'ticket.preview',
  'explorer.payment',
  'catalogue.search',
  'offline.list',
  'scenario.list',
]
const asked = () => screen.till.calls.filter(({ name }) => !QUIET.includes(name))
const askedNames = () => asked().map(({ name }) => name)

/** Keys of a person: one after the other, with the pause that tells them from a scanner. */
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    await screen.page.keyboard.press(key)
    await screen.page.waitForTimeout(60)
  }
}
const scan = (code: string) => scanInto(screen.page, code)
const waitForCalls = (count: number) => expect.poll(() => asked().length).toBeGreaterThanOrEqual(count)
const show = (name: string) => screen.show(SCREEN_STATES[name]?.slices())

describe('giving back on a card', () => {
  test('V opens it and V again does it; Enter puts the end away and prints nothing', async () => {
    await screen.show(SCREEN_STATES['give-back-done']?.slices())
    await SCREEN_STATES['give-back-done']?.act?.(screen)
    // The return is the newest ticket now: the end stays until it is put away.
    await screen.page.getByText('Retour du ticket 2-004317').waitFor({ state: 'attached' })
    await press('Enter')
    await screen.page.getByRole('dialog').waitFor({ state: 'detached' })
    await screen.page.waitForTimeout(400)
    expect(askedNames().filter((name) => name !== 'card.returnPath')).toEqual(['card.void'])
  })

  test('Escape gives nothing back', async () => {
    await screen.show(SCREEN_STATES['give-back']?.slices())
    await SCREEN_STATES['give-back']?.act?.(screen)
    await press('Escape')
    await screen.page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(askedNames()).toEqual(['card.returnPath'])
  })
})

describe('sale by keyboard', () => {
  test('a scan adds its product', async () => {
    await scan(BARCODE)
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'sale.scan', request: { code: BARCODE } }])
  })

  test('3 * then a scan adds three', async () => {
    await press('3', '*')
    await screen.page.locator('output').first().filter({ hasText: '3 ×' }).waitFor()
    await scan(BARCODE)
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'sale.scan', request: { code: BARCODE, quantityMilli: 3000 } }])
  })

  test('* on an empty entry opens the card for all that is left', async () => {
    await press('*')
    await waitForCalls(2)
    expect(asked()).toEqual([
      { name: 'tender.begin', request: {} },
      { name: 'tender.card', request: { amountMinor: 3776 } },
    ])
    await screen.page.getByText('Présentez la carte').waitFor()
  })

  test('figures, then /, is cash handed over', async () => {
    await press('5', '0', '/')
    await waitForCalls(2)
    expect(asked()[1]).toEqual({ name: 'tender.cash', request: { givenMinor: 5000 } })
    await screen.page.getByText('À rendre').first().waitFor()
  })

  test.each([
    [['F6', '5', 'Enter'], 'sale.setQuantity', { lineId: 'line-6', quantityMilli: 5000 }],
    [['5', 'F6'], 'sale.setQuantity', { lineId: 'line-6', quantityMilli: 5000 }],
    [['p', '1', ',', '5', 'Enter'], 'sale.setPrice', { lineId: 'line-6', unitPriceMinor: 150 }],
    [['F3', '1', '0', 'Enter'], 'sale.setDiscount', { lineId: 'line-6', basisPoints: 1000 }],
    [['F7'], 'sale.removeLine', { lineId: 'line-6' }],
    [['ArrowUp', 'F7'], 'sale.removeLine', { lineId: 'line-5' }],
    [['+'], 'sale.setQuantity', { lineId: 'line-6', quantityMilli: 2000 }],
    [['ArrowUp', '-'], 'sale.setQuantity', { lineId: 'line-5', quantityMilli: 1000 }],
    [['-'], 'sale.removeLine', { lineId: 'line-6' }],
    [['F8'], 'sale.hold', {}],
    [['F9'], 'tender.begin', {}],
    [['Enter'], 'tender.begin', {}],
    [['F11'], 'drawer.open', {}],
  ] as const)('%j asks for %s', async (keys, name, request) => {
    await press(...keys)
    await waitForCalls(1)
    expect(asked()).toEqual([{ name, request }])
  })

  test.each(['F2', 'F4', 'Shift+F3'])('%s is closed: it says why and asks for nothing', async (key) => {
    await press(key)
    expect((await screen.page.getByRole('alert').textContent())?.length).toBeGreaterThan(20)
    expect(asked()).toEqual([])
  })

  test('the reload keys do nothing', async () => {
    await screen.page.evaluate('globalThis.stillHere = true')
    await press('F5', 'Control+r', 'Shift+F5', 'Control+F5')
    expect(await screen.page.evaluate('globalThis.stillHere')).toBe(true)
    expect(asked()).toEqual([])
  })

  // A loaded machine may type into the field more slowly than a scanner does.
  test('F1 searches in place, Enter takes the chosen product, and a scan in the field is no text', {
    retry: 3,
  }, async () => {
    await press('F1')
    await screen.page.keyboard.type('croi', { delay: 60 })
    await screen.page.getByRole('button', { name: /Croissant/ }).waitFor()
    await press('Enter')
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'sale.addProduct', request: { productId: 'p-2' } }])
    await press('F1')
    await screen.page.keyboard.type('croi', { delay: 60 })
    await screen.page.waitForTimeout(60)
    await screen.page.keyboard.type(BARCODE)
    await screen.page.keyboard.press('Enter')
    await waitForCalls(2)
    expect(askedNames()).toEqual(['sale.addProduct', 'sale.scan'])
  })

  test('a product by weight asks for the weight, then takes it', async () => {
    const key = screen.page.getByRole('button', { name: /Comté \(32.*au poids/ })
    await key.tap()
    await screen.page.getByRole('alert').waitFor()
    expect(asked()).toEqual([])
    await press('0', ',', '4', '1', '2')
    await key.tap()
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'sale.addProduct', request: { productId: 'p-5', quantityMilli: 412 } }])
  })

  test('Ctrl and a figure chooses the family', async () => {
    await press('Control+2')
    await screen.page.locator('button[aria-pressed="true"]', { hasText: 'Boulangerie' }).waitFor()
  })
})

describe('a scan is never eaten', () => {
  test.each(['more', 'void', 'close-day', 'history', 'day-end', 'management', 'held', 'sale-toast'])(
    'over %s it lands on the ticket',
    async (name) => {
      await show(name)
      await SCREEN_STATES[name]?.act?.(screen)
      const before = asked().length
      await scan(BARCODE)
      await expect.poll(() => askedNames().slice(before)).toContain('sale.scan')
      expect(await screen.page.getByRole('dialog').count()).toBe(0)
      await screen.page.locator('nav [aria-current="page"]', { hasText: 'Vente' }).waitFor()
    },
  )

  test('on the approved screen it opens the next ticket', async () => {
    await show('approved')
    await scan(BARCODE)
    await waitForCalls(2)
    expect(askedNames()).toEqual(['sale.next', 'sale.scan'])
  })

  test('during a payment the till’s refusal is shown and nothing else happens', async () => {
    await show('card-bank')
    await scan(BARCODE)
    await screen.page.getByRole('alert').waitFor()
    expect(askedNames()).toEqual(['sale.scan'])
    await screen.page.getByText('La banque répond').waitFor()
  })

  test('at sign-in it is no code', async () => {
    await screen.show({ session: LOCKED_SESSION })
    await scan(BARCODE)
    await screen.page.getByText('La caisse est verrouillée').waitFor()
    expect(asked()).toEqual([])
  })
})

describe('payment by keyboard', () => {
  test('a part by card, then Escape stops it, Enter goes on, cash pays the rest', async () => {
    await show('choosing')
    await press('2', '0', '*')
    await waitForCalls(1)
    await screen.page.getByText('Présentez la carte').waitFor()
    await press('Escape')
    await screen.page.getByText('Carte annulée').first().waitFor()
    await press('Enter', '/')
    await waitForCalls(4)
    expect(asked()).toEqual([
      { name: 'tender.card', request: { amountMinor: 2000 } },
      { name: 'payment.cancel', request: {} },
      { name: 'payment.dismiss', request: {} },
      { name: 'tender.cash', request: { givenMinor: 3776 } },
    ])
  })

  test('a card under way closes the other tenders', async () => {
    await show('card-bank')
    await press('Enter', '/', '*')
    await screen.page.getByRole('alert').waitFor()
    expect(asked()).toEqual([])
  })

  test('an unknown outcome has one action: the bank; no tender key exists', async () => {
    await show('unknown')
    await press('Enter')
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'payment.askBank', request: { paymentId: 'payment-1' } }])
    await press('*', '/', 'F9')
    expect(askedNames()).toEqual(['payment.askBank'])
  })

  test('after a decline the Card key asks for another card, for the same amount', async () => {
    await show('declined')
    await press('*')
    await waitForCalls(2)
    expect(asked()).toEqual([
      { name: 'payment.dismiss', request: {} },
      { name: 'tender.card', request: { amountMinor: 2000 } },
    ])
    await screen.page.getByText('Présentez la carte').waitFor()
  })

  test('after a decline R prints that nothing was charged, and the choice stays', async () => {
    await show('declined')
    await press('R')
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'payment.printDecline', request: { paymentId: 'payment-1' } }])
    await screen.page.getByText('Carte refusée').first().waitFor()
  })

  test('a stop that was asked for is not asked for again, and says so until the end', async () => {
    await show('card-stopping')
    await screen.page.getByText('Arrêt demandé').waitFor()
    await press('Escape')
    await screen.page.getByRole('alert').waitFor()
    expect(asked()).toEqual([])
  })

  test('Enter accepts a signature', async () => {
    await show('signature')
    await press('Enter')
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'payment.signature', request: { accepted: true } }])
  })

  test('a card that has just paid the same is charged again by one key only; the hurried ones mean no', async () => {
    await show('repeat')
    await expect.poll(() => screen.page.locator(':focus').textContent()).toContain('Ne pas débiter')
    await press('Enter', 'Escape', 'R')
    await waitForCalls(3)
    expect(asked().map(({ request }) => request)).toEqual([{ again: false }, { again: false }, { again: true }])
  })

  test('refusing a signature takes two steps, and the safe answer goes back to it', async () => {
    await show('signature')
    await press('Escape')
    await screen.page.getByRole('dialog').waitFor()
    await press('Enter')
    await expect.poll(() => screen.page.getByRole('dialog').count()).toBe(0)
    expect(asked()).toEqual([])
    await press('Escape', 'Tab', 'Enter')
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'payment.signature', request: { accepted: false } }])
  })

  test('Enter on the approved screen is the next sale', async () => {
    await show('approved')
    await press('Enter')
    await waitForCalls(1)
    expect(askedNames()).toEqual(['sale.next'])
    await screen.page.getByText('Prêt à scanner').waitFor()
  })
})

describe('cards taken without the bank', () => {
  const session = (role: 'cashier' | 'manager') => ({
    kind: 'signed-in' as const,
    signedInAt: new Date().toISOString(),
    user: { id: 'claire', name: 'Claire D.', initials: 'CD', role },
  })

  test('the figures open the list; Enter sends, arrows choose, a cashier hears that it takes a manager', async () => {
    await screen.show({ ...SCREEN_STATES['offline-list']?.slices(), session: session('cashier') })
    await SCREEN_STATES['offline-list']?.act?.(screen)
    await press('Enter')
    await waitForCalls(1)
    await press('ArrowDown', 'R', 'N')
    await screen.page.getByRole('alert').getByText('demande un responsable').waitFor()
    expect(askedNames()).toEqual(['offline.sendNow'])
  })

  test('a manager takes note of a loss and queues again what was put aside', async () => {
    await screen.show({ ...SCREEN_STATES['offline-list']?.slices(), session: session('manager') })
    await SCREEN_STATES['offline-list']?.act?.(screen)
    await press('N')
    await waitForCalls(1)
    await screen.page.getByText('Claire D.').nth(1).waitFor()
    await press('ArrowDown', 'R')
    await waitForCalls(2)
    expect(asked()).toEqual([
      { name: 'offline.takeNote', request: { paymentId: 'payment-9120' } },
      { name: 'offline.retry', request: { paymentId: 'payment-9118' } },
    ])
  })

  test('an open matter of the day leads to the list', async () => {
    await show('day-end-uploading')
    await SCREEN_STATES['day-end-uploading']?.act?.(screen)
    await screen.page.getByRole('button', { name: 'Voir' }).first().tap()
    await screen.page.getByRole('heading', { name: 'Paiements hors ligne' }).waitFor()
  })
})

describe('a dialog that does not fit', () => {
  test('scrolls by the keys that it does not use, and Tab reaches what scrolls', async () => {
    const { page } = screen
    const drawn = page.viewportSize() ?? SIZES.middle
    await page.setViewportSize(SIZES.small)
    await press('Shift+F1')
    await page.getByRole('region', { name: 'Touches du clavier' }).waitFor()
    const scrolled = (px: string) => (): Promise<number> =>
      page.evaluate(
        `(({ scrollTop, scrollHeight, clientHeight }) => ${px})(document.querySelector('[role=dialog] section'))`,
      )
    await press('ArrowDown')
    await expect.poll(scrolled('scrollTop')).toBeGreaterThan(0)
    await press('Home')
    await expect.poll(scrolled('scrollTop')).toBe(0)
    await press('End')
    await expect.poll(scrolled('scrollHeight - clientHeight - scrollTop')).toBeLessThan(2)
    await press('Tab')
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toBe('Fermer')
    await press('Tab')
    await page.locator('section:focus[aria-label="Touches du clavier"]').waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.setViewportSize(drawn)
  })
})

describe('sign-in', () => {
  test('arrows choose, figures and Enter sign in; a wrong code says how many tries are left', async () => {
    await screen.show({ session: LOCKED_SESSION })
    await press('ArrowRight', '2', '2', '2', '2', 'Enter')
    await screen.page.getByText('Encore 2 essai').waitFor()
    await press('ArrowLeft', '1', '1', '1', '1', 'Enter')
    await screen.page.getByText('Prêt à scanner').waitFor()
    expect(asked()).toEqual([
      { name: 'session.signIn', request: { userId: 'hugo', pin: '2222' } },
      { name: 'session.signIn', request: { userId: 'ines', pin: '1111' } },
    ])
  })
})

describe('after a restart', () => {
  test('a pad that was not read yet is not shown as a live copy', async () => {
    const slices = SCREEN_STATES.reversed?.slices()
    const payment = slices?.payment
    if (!payment) throw new Error('the state has no payment')
    await screen.show({ ...slices, payment: { ...payment, padRows: ['', ''] } })
    await screen.page.getByText('Débit annulé par la banque').waitFor()
    expect(await screen.page.getByText('Copie en direct').count()).toBe(0)
    await press('Enter')
    await waitForCalls(1)
    expect(askedNames()).toEqual(['payment.dismiss'])
  })
})

describe('tickets on hold', () => {
  test('figures before F8 are the table; on their screen 2 lets a customer type one, Escape stops it', async () => {
    await press('1', '2', 'F8')
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'sale.hold', request: { reference: '12' } }])
    await SCREEN_STATES.held?.act?.(screen)
    await press('2')
    await waitForCalls(2)
    expect(asked()[1]).toEqual({ name: 'scenario.start', request: { scenarioId: 'table-number' } })
    await show('scenario')
    await press('Escape')
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'scenario.stop', request: {} }])
  })
})

describe('a question of the bank', () => {
  test('takes figures and Enter, as many as it allows, and a finger that leaves it open', async () => {
    await show('bank-asks')
    await press('4', '8', '2', '1', '0', '0', '0', '9', 'Backspace', 'Enter')
    await waitForCalls(1)
    expect(asked()).toEqual([{ name: 'payment.answerPrompt', request: { promptId: 'Q1', answer: '482100' } }])
    await screen.page.getByRole('button', { name: 'Sans réponse' }).tap()
    await waitForCalls(2)
    expect(asked()[1]).toEqual({ name: 'payment.answerPrompt', request: { promptId: 'Q1', answer: null } })
  })

  test('takes the figure of a choice; Escape still stops the card', async () => {
    await show('bank-asks-customer')
    await press('3', 'Escape')
    await waitForCalls(2)
    expect(asked()).toEqual([
      { name: 'payment.answerPrompt', request: { promptId: 'Q1', answer: '3' } },
      { name: 'payment.cancel', request: {} },
    ])
  })
})

describe('day end by keyboard', () => {
  test('counts row by row, then closes only after a second F10', async () => {
    await SCREEN_STATES['day-end']?.act?.(screen)
    await press('ArrowDown', '2', 'Enter')
    await waitForCalls(1)
    expect(asked()[0]).toMatchObject({
      name: 'day.count',
      request: { counts: [{ valueMinor: 20000, count: 2 }, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}] },
    })
    await press('Escape', 'F10')
    await screen.page.getByRole('dialog').waitFor()
    await press('Enter')
    await expect.poll(() => screen.page.getByRole('dialog').count()).toBe(0)
    expect(askedNames()).not.toContain('day.close')
    await press('F10', 'F10')
    await expect.poll(askedNames).toContain('day.close')
    await screen.page.getByText('Le Z n° 000041').waitFor()
  })

  test('a figure still being typed is counted before the close is asked for', async () => {
    await SCREEN_STATES['day-end']?.act?.(screen)
    await press('ArrowDown', '2', 'F10')
    await screen.page.getByText('Clôturer la journée ?').waitFor()
    await waitForCalls(1)
    expect(asked()[0]).toMatchObject({
      name: 'day.count',
      request: { counts: [{ valueMinor: 20000, count: 2 }, {}, ...Array(12).fill({})] },
    })
  })

  test('a figure typed just before another row is pressed stays in its own row', async () => {
    await SCREEN_STATES['day-end']?.act?.(screen)
    await press('ArrowDown')
    const box = await screen.page.getByRole('button', { name: '50 €' }).boundingBox()
    if (!box) throw new Error('no row to press')
    await screen.page.mouse.move(box.x + 20, box.y + 10)
    await screen.page.keyboard.press('2')
    await screen.page.mouse.down()
    await screen.page.mouse.up()
    await waitForCalls(1)
    expect(asked()[0]).toMatchObject({
      name: 'day.count',
      request: { counts: [{ valueMinor: 20000, count: 2 }, {}, ...Array(12).fill({})] },
    })
  })

  test('the close says that nobody has counted', async () => {
    const { day } = screen.till.slices
    await screen.show({ day: { ...day, drawer: { ...day.drawer, countedMinor: null, differenceMinor: null } } })
    await SCREEN_STATES['day-end']?.act?.(screen)
    await press('F10')
    await screen.page.getByText('Le tiroir n’est pas compté.').waitFor()
  })

  test('a closed day is neither counted nor closed again: the key and F10 say what comes next', async () => {
    await screen.show({ day: { ...screen.till.slices.day, stage: 'closed', closedNumber: '000041' } })
    await SCREEN_STATES['day-end']?.act?.(screen)
    await press('ArrowDown', '2', 'Enter')
    await screen.page.getByText('Fond de caisse').waitFor()
    await press('F10', 'F10')
    await screen.page.getByRole('alert').getByText('La prochaine vente ouvre la suivante').waitFor()
    await screen.page.getByRole('button', { name: /Clôturer la journée/ }).tap({ force: true })
    await screen.page.getByRole('alert').getByText('La prochaine vente ouvre la suivante').waitFor()
    expect(await screen.page.getByRole('dialog').count()).toBe(0)
    expect(askedNames()).not.toContain('day.close')
  })
})

describe('by touch only', () => {
  test('figures, card, stop, cash, next sale', async () => {
    const tap = (name: string | RegExp) =>
      screen.page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .tap()
    await tap(/^Baguette tradition\s?1/)
    await tap(/^Payer/)
    await screen.page.getByText('Comment le client paie-t-il').waitFor()
    await tap('2')
    await tap('0')
    await tap(/^Carte/)
    await screen.page.getByText('Présentez la carte').waitFor()
    await tap(/^Annuler la carte/)
    await tap(/^Choisir un règlement/)
    await tap(/^Espèces/)
    await tap(/^Nouvelle vente/)
    await expect.poll(() => askedNames().at(-1)).toBe('sale.next')
    expect(askedNames()).toEqual([
      'sale.addProduct',
      'tender.begin',
      'tender.card',
      'payment.cancel',
      'payment.dismiss',
      'tender.cash',
      'sale.next',
    ])
  })

  test('the drawer is counted by touch', async () => {
    await SCREEN_STATES['day-end']?.act?.(screen)
    await screen.page.getByRole('button', { name: /^50\s€/ }).tap()
    await screen.page.getByRole('button', { name: '7', exact: true }).tap()
    await screen.page.getByRole('button', { name: 'Suivant' }).tap()
    await waitForCalls(1)
    const { request } = asked()[0] ?? {}
    expect((request as { counts: unknown[] }).counts[2]).toEqual({ valueMinor: 5000, count: 7 })
  })
})

describe('the view follows the till', () => {
  test('a lost event is made good by a snapshot', async () => {
    screen.till.loseEvent()
    screen.till.set('sale', saleOf([], { number: '2-009999' }))
    await screen.page.getByText('Ticket 2-009999').waitFor()
    expect(screen.till.calls.filter(({ name }) => name === 'till.snapshot')).toHaveLength(2)
  })

  test('a reload in the middle of a card comes back to the card', async () => {
    await show('card-bank')
    await screen.page.reload()
    await screen.page.getByText('La banque répond').waitFor()
    expect(asked()).toEqual([])
  })

  test('Tab walks the keys in reading order, and Enter then belongs to the control', async () => {
    await show('choosing')
    const walked: string[] = []
    for (let step = 0; step < 9; step += 1) {
      await screen.page.keyboard.press('Tab')
      walked.push(
        await screen.page.evaluate(
          '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent)',
        ),
      )
    }
    expect(walked).toEqual([
      'Vente',
      expect.stringContaining('En attente'),
      'Historique',
      'Journée',
      'Gestion',
      'Verrouiller',
      'Carte*',
      'Espèces/',
      expect.stringContaining('Réservation'),
    ])
    await screen.page.keyboard.press('Shift+Tab')
    await press('Enter')
    await waitForCalls(1)
    expect(askedNames()).toEqual(['tender.cash'])
  })
})

explorerSuite(() => screen)
reservationSuite(() => screen)
