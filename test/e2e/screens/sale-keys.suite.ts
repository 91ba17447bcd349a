import { beforeEach, describe, expect, test } from 'vitest'
import { readQr } from '#test/support/printers/scanner.ts'
import { LOCKED_SESSION, PRODUCTS } from '#test/support/renderer/sample-shop.ts'
import { scanInto, scanIntoField } from '#test/support/renderer/scanner.ts'
import { isAct, screenHands, settle } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'
import { MANAGER } from '#test/support/renderer/settlement-states.ts'

/** A picture of one black dot. */
const BLACK_DOT_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='

const BARCODE = PRODUCTS[0]?.barcode ?? ''
/** A person's pace in a field. */
const TYPED = { delay: 60 }

/** What a path of runs inks, one dot a unit: `M4 2h3v1H4z` is three dots of the third row. */
function dotsOf(path: string): boolean[][] {
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map((run) => run.slice(1).map(Number))
  const size = Math.max(...runs.map(([, row = 0]) => row)) + 1
  const dots = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [from = 0, row = 0, length = 0] of runs) dots[row]?.fill(true, from, from + length)
  return dots
}

/** The ticket by keys and scanner. */
export function saleKeysSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, asked, expectAsked, expectAskedNames, expectOnlyAsked, expectNoDialog } = screenHands(
    open,
    isAct,
  )

  describe('sale by keyboard', () => {
    beforeEach(() => show('sale'))

    test('a scan adds its product', async () => {
      await scanInto(page(), BARCODE)
      await expectAsked(['sale.scan', { code: BARCODE }])
    })

    test('3 * then a scan adds three', async () => {
      await press('3', '*')
      await page().locator('output').first().filter({ hasText: '3 ×' }).waitFor()
      await scanInto(page(), BARCODE)
      await expectAsked(['sale.scan', { code: BARCODE, quantityMilli: 3000 }])
    })

    test('* on an empty entry opens the card for all that is left', async () => {
      await press('*')
      await expectAsked(['tender.begin', {}], ['tender.card', { amountMinor: 3776 }])
      await page().getByText('Présentez la carte').waitFor()
    })

    test('figures, then /, is cash handed over', async () => {
      await press('5', '0', '/')
      await expectAsked(['tender.begin', {}], ['tender.cash', { givenMinor: 5000 }])
      await page().getByText('À rendre').first().waitFor()
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
      await expectAsked([name, request])
    })

    test('F4 leads to the tickets that money goes back from', async () => {
      await press('F4')
      await page().getByText('Choisissez le ticket').waitFor()
      await page()
        .getByRole('button', { name: /Rendre sur la carte/ })
        .waitFor()
      await expectOnlyAsked()
    })

    test('the reload keys do nothing', async () => {
      await page().evaluate('globalThis.stillHere = true')
      await press('F5', 'Control+r', 'Shift+F5', 'Control+F5')
      await expectOnlyAsked()
      expect(await page().evaluate('globalThis.stillHere')).toBe(true)
    })

    test('F1 searches in place, Enter takes the chosen product, and a scan in the field is no text', async () => {
      await press('F1')
      await page().keyboard.type('croi', TYPED)
      await page()
        .getByRole('button', { name: /Croissant/ })
        .waitFor()
      await press('Enter')
      await expectAsked(['sale.addProduct', { productId: 'p-2' }])
      await press('F1')
      await page().keyboard.type('croi', TYPED)
      await settle(page())
      await scanIntoField(page(), BARCODE)
      await expectAskedNames('sale.addProduct', 'sale.scan')
      expect(await page().getByRole('textbox').first().inputValue()).not.toContain(BARCODE)
    })

    test('a product by weight asks for the weight, then takes it', async () => {
      const key = page().getByRole('button', { name: /^Comté \(32.*au poids/ })
      await key.tap()
      await page().getByTestId('goods-figures').waitFor()
      await press('0', ',', '4', '1', '2', 'Enter')
      await expectAsked(
        ['sale.addProduct', { productId: 'p-5' }],
        ['scale.weigh', {}],
        ['sale.addProduct', { productId: 'p-5', quantityMilli: 412, weighing: { by: 'typed' } }],
      )
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await press('0', ',', '2')
      await key.tap()
      await expectAskedNames('sale.addProduct', 'scale.weigh', 'sale.addProduct', 'sale.addProduct')
    })

    test('Ctrl and a figure chooses the family', async () => {
      await press('Control+2')
      await page().locator('button[aria-pressed="true"]', { hasText: 'Boulangerie' }).waitFor()
    })
  })

  test('the code of a paid ticket opens it; a scanner reads the square of its preview too', async () => {
    await show('sale')
    await scanInto(page(), '2-004310')
    await page().locator('button[aria-pressed="true"]', { hasText: '2-004310' }).waitFor()
    await expectOnlyAsked('sale.scan')
    const square = page().getByRole('img', { name: 'Ticket client' }).locator('svg path')
    await expect.poll(async () => readQr(dotsOf((await square.getAttribute('d')) ?? ''))).toBe('sale-4310')
  })

  test('who keeps the till chooses the code and the logo of tickets, a cashier does not', async () => {
    await show('management')
    await page().getByRole('button', { name: 'EAN-13' }).click({ force: true })
    await page().getByRole('alert').waitFor()
    await expectOnlyAsked()
    await show('management', { session: MANAGER })
    await page().getByRole('button', { name: 'EAN-13' }).click()
    await expectAsked(['settings.setTicketCode', { ticketCode: 'ean13' }])
    const buffer = Buffer.from(BLACK_DOT_PNG, 'base64')
    await page().locator('input[type="file"]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer })
    const logo = { acrossBytes: 1, downDots: 1, hex: '10' }
    await expect.poll(() => asked().at(-1)).toEqual({ name: 'settings.setLogo', request: { logo } })
    await page().locator('fieldset svg path').waitFor({ state: 'attached' })
  })

  describe('a scan is never eaten', () => {
    test.each(['more', 'void', 'close-day', 'history', 'day-end', 'management', 'held', 'sale-toast'])(
      'over %s it lands on the ticket',
      async (name) => {
        await show(name)
        const before = asked().length
        await scanInto(page(), BARCODE)
        await expect.poll(() => asked().slice(before)).toContainEqual({ name: 'sale.scan', request: { code: BARCODE } })
        await expectNoDialog()
        await page().locator('nav [aria-current="page"]', { hasText: 'Vente' }).waitFor()
      },
    )

    test('on the approved screen it opens the next ticket', async () => {
      await show('approved')
      await scanInto(page(), BARCODE)
      await expectAskedNames('sale.next', 'sale.scan')
    })

    test('during a payment the till’s refusal is shown and nothing else happens', async () => {
      await show('card-bank')
      await scanInto(page(), BARCODE)
      await page().getByRole('alert').waitFor()
      await page().getByText('La banque répond').waitFor()
      await expectOnlyAsked('sale.scan')
    })

    test('at sign-in it is no code', async () => {
      await open().show({ session: LOCKED_SESSION })
      open().till.refused.set('session.badge', { code: 'SESSION_BADGE_UNKNOWN' })
      await scanInto(page(), BARCODE)
      await page().getByText('Ce badge est inconnu').waitFor()
      await expectOnlyAsked('session.badge')
    })
  })
}
