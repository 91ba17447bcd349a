import { describe, expect, test } from 'vitest'
import { SAMPLE_SALE, saleOf } from '#test/support/renderer/sample-shop.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** Longer than a browser calls a press. */
const RESTING_MS = 800
const LONG_TICKET = 200

/** A sale and a count without a keyboard; and what is on the screen is what the till says, whatever happens in between. */
export function touchSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, asked, expectAskedNames, expectOnlyAsked } = screenHands(open, isAct)

  describe('by touch only', () => {
    test('figures, card, stop, cash, next sale', async () => {
      await show('sale')
      const tap = (name: string | RegExp) =>
        page()
          .getByRole('button', { name, exact: typeof name === 'string' })
          .first()
          .tap()
      await tap(/^Baguette tradition\s?1/)
      await expectAskedNames('sale.addProduct')
      await tap(/^Payer/)
      await page().getByText('Comment le client paie-t-il').waitFor()
      await tap('2')
      await tap('0')
      await tap(/^Carte/)
      await page().getByText('Présentez la carte').waitFor()
      await tap(/^Annuler la carte/)
      await tap(/^Choisir un règlement/)
      await tap(/^Espèces/)
      await tap(/^Nouvelle vente/)
      await expectAskedNames(
        'sale.addProduct',
        'tender.begin',
        'tender.card',
        'payment.cancel',
        'payment.dismiss',
        'tender.cash',
        'sale.next',
      )
    })

    test('the drawer is counted by touch', async () => {
      await show('day-end')
      await page()
        .getByRole('button', { name: /^50\s€/ })
        .tap()
      await page().getByRole('button', { name: '7', exact: true }).tap()
      await page().getByRole('button', { name: 'Suivant' }).tap()
      await expect
        .poll(() => (asked()[0]?.request as { counts: unknown[] } | undefined)?.counts[2])
        .toEqual({ valueMinor: 5000, count: 7 })
    })
  })

  describe('fingers that no browser takes for a press', () => {
    const center = async (name: string) => {
      const box = await page().getByRole('button', { name, exact: true }).first().boundingBox()
      if (box === null) throw new Error(`no key ${name}`)
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    }
    const entry = () => page().locator('output').first().textContent()

    test('one that rests on a key, and two that overlap, have each pressed theirs once', async () => {
      await show('sale')
      const fingers = await page().context().newCDPSession(page())
      const touch = (type: 'touchStart' | 'touchEnd', ...points: readonly { x: number; y: number; id: number }[]) =>
        fingers.send('Input.dispatchTouchEvent', { type, touchPoints: [...points] })
      const [one, two] = [
        { ...(await center('1')), id: 1 },
        { ...(await center('2')), id: 2 },
      ]
      await touch('touchStart', one)
      await new Promise((resolve) => setTimeout(resolve, RESTING_MS))
      await touch('touchEnd')
      await expect.poll(entry).toBe('1')
      await touch('touchStart', one)
      await touch('touchStart', one, two)
      await touch('touchEnd', two)
      await touch('touchEnd')
      await expect.poll(entry).toMatch(/^1(12|21)$/)
      await new Promise((resolve) => setTimeout(resolve, RESTING_MS / 2))
      expect(await entry()).toHaveLength(3)
      await fingers.detach()
    })

    test('one whose press the browser tells late has pressed its key once', async () => {
      await show('sale')
      const { x, y } = await center('1')
      const tell = (type: string) =>
        page().evaluate(`document.elementFromPoint(${x}, ${y}).dispatchEvent(new PointerEvent('${type}', {
          bubbles: true, cancelable: true, pointerId: 77, pointerType: 'touch', button: 0, clientX: ${x}, clientY: ${y} }))`)
      await tell('pointerdown')
      await tell('pointerup')
      await expect.poll(entry).toBe('1')
      await tell('click')
      await new Promise((resolve) => setTimeout(resolve, RESTING_MS / 2))
      expect(await entry()).toBe('1')
    })
  })

  describe('what is drawn', () => {
    test('one line more on a long ticket draws that line and the one that was chosen before, once', async () => {
      await show('sale')
      const { till } = open()
      const [sample] = SAMPLE_SALE.lines
      if (sample === undefined) throw new Error('the sample has no line')
      const lines = Array.from({ length: LONG_TICKET + 1 }, (_, at) => ({ ...sample, id: `line-${at}` }))
      for (const length of [LONG_TICKET - 1, LONG_TICKET]) {
        till.set('sale', saleOf(lines.slice(0, length)))
        await page()
          .locator(`[data-line="line-${length - 1}"]`)
          .waitFor()
      }
      await page().evaluate('draws.begin()')
      till.set('sale', saleOf(lines))
      await page().locator(`[data-line="line-${LONG_TICKET}"]`).waitFor()
      const drawn: { commits: number; components: number; lines: number } = await page().evaluate('draws.end()')
      expect(drawn.lines).toBe(2)
      // A second of the clock may draw itself in between.
      expect(drawn.commits).toBeLessThanOrEqual(2)
      expect(drawn.components).toBeLessThan(40)
    })
  })

  describe('the view follows the till', () => {
    test('a lost event is made good by a snapshot', async () => {
      await show('sale')
      const { till } = open()
      const snapshots = () => till.calls.filter(({ name }) => name === 'till.snapshot').length
      const before = snapshots()
      till.loseEvent()
      till.set('sale', saleOf([], { number: '2-009999' }))
      await page().getByText('Ticket 2-009999').waitFor()
      expect(snapshots()).toBe(before + 1)
    })

    test('a reload in the middle of a card comes back to the card', async () => {
      await show('card-bank')
      await page().reload()
      await page().getByText('La banque répond').waitFor()
      await expectOnlyAsked()
    })

    test('Tab walks the keys in reading order, and Enter then belongs to the control', async () => {
      await show('choosing')
      const walked: string[] = []
      for (let step = 0; step < 10; step += 1) {
        await page().keyboard.press('Tab')
        walked.push(
          await page().evaluate(
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
        'Toutes les actions',
        'Verrouiller',
        'Carte*',
        'Espèces/',
        expect.stringContaining('Réservation'),
      ])
      await page().keyboard.press('Shift+Tab')
      await press('Enter')
      await expectAskedNames('tender.cash')
    })

    test('a key of the screen, and the way to another one, leave the control that Tab reached', async () => {
      const focused = () => page().evaluate('document.activeElement.textContent')
      const reached = async (name: string) => {
        for (let step = 0; step < 10 && (await focused()) !== name; step += 1) await page().keyboard.press('Tab')
        expect(await focused()).toBe(name)
      }
      const isFree = () => page().evaluate('document.activeElement === document.body')
      await show('sale')
      await reached('Historique')
      await press('F6')
      await expect.poll(isFree, { message: 'after F6' }).toBe(true)
      await show('sale')
      await reached('Historique')
      await press('Enter')
      await page().getByRole('heading', { name: 'Tickets' }).first().waitFor()
      await expect.poll(isFree, { message: 'after the way to the tickets' }).toBe(true)
    })
  })
}
