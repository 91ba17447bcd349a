import { describe, expect, test } from 'vitest'
import type { Slices } from '#contract/views/till-view.ts'
import { LOCKED_SESSION } from '#test/support/renderer/sample-shop.ts'
import { scanInto } from '#test/support/renderer/scanner.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import { type OpenScreen, SIZES } from '#test/support/renderer/screen-rig.ts'
import { SCREEN_STATES } from '#test/support/renderer/screen-states.ts'

const as = (role: 'cashier' | 'manager') => ({
  session: {
    kind: 'signed-in' as const,
    signedInAt: new Date().toISOString(),
    user: { id: 'claire', name: 'Claire D.', initials: 'CD', role },
  },
})

/** The same rooms once the guests of table 8 sit at table 13. */
function withGuestsOf8At13(floor: Slices['floor']): Slices['floor'] {
  if (floor === null) return null
  const tables = floor.rooms.flatMap((room) => room.tables)
  const [from, to] = ['8', '13'].map((wanted) => tables.find(({ name }) => name === wanted))
  if (from === undefined || to === undefined) throw new Error('the rooms have no table 8 or 13')
  const { state, covers, totalMinor, openedAt, tickets } = to
  const free = { state, covers, totalMinor, openedAt, tickets }
  const taken = {
    ...free,
    state: from.state,
    covers: from.covers,
    totalMinor: from.totalMinor,
    openedAt: from.openedAt,
  }
  const changed = (table: (typeof tables)[number]) =>
    table.id === from.id
      ? { ...table, ...free }
      : table.id === to.id
        ? { ...table, ...taken, tickets: from.tickets }
        : table
  return { ...floor, rooms: floor.rooms.map((room) => ({ ...room, tables: room.tables.map(changed) })) }
}

/** What is done by keys beside a sale: money back, cards taken without the bank, signing in, tickets on hold, long dialogs. */
export function deskKeysSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked, expectAskedNames, expectOnlyAsked } = screenHands(open, isAct)

  describe('giving back on a card', () => {
    test('V opens it and V again does it; Enter puts the end away and prints nothing', async () => {
      await show('give-back-done')
      // The return is the newest ticket now: the end stays until it is put away.
      await page().getByText('Retour du ticket 2-004317').waitFor({ state: 'attached' })
      await press('Enter')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await expectOnlyAsked('card.returnPath', 'card.void')
    })

    test('Escape gives nothing back', async () => {
      await show('give-back')
      await press('Escape')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await expectOnlyAsked('card.returnPath')
    })
  })

  describe('goods back from the history', () => {
    test('by keys: how many, where the money goes, Enter gives it; then the papers of the ticket again', async () => {
      await show('return-lines')
      await press('+', 'C')
      await page().getByRole('dialog').getByText('2,60 € ici').waitFor()
      await press('Enter')
      await page().getByRole('dialog').getByText('Le ticket de retour').waitFor()
      await press('Enter')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await press('R', 'E')
      await expectAskedNames('return.give', 'ticket.reprint', 'ticket.savePdf')
    })

    test('by touch: a piece more, the account, the loud key; and a gift receipt', async () => {
      await show('return-lines')
      const tap = (name: RegExp) => page().getByRole('button', { name }).first().tap()
      await tap(/^Un de plus : Baguette/)
      await tap(/^Compte/)
      await page().getByRole('dialog').getByText('2,60 € ici').waitFor()
      await tap(/^Rendre 2,60/)
      await page().getByRole('dialog').getByText('Le ticket de retour').waitFor()
      await page()
        .getByRole('dialog')
        .getByRole('button', { name: /^Fermer/ })
        .last()
        .tap()
      await tap(/^Cadeau/)
      await tap(/^Imprimer/)
      await expectAskedNames('return.give', 'ticket.reprint')
    })
  })

  test('a search of tickets that finds nothing goes on in its field, and Escape leads out of it and back to the sale', async () => {
    await show('history')
    await press('F1')
    await page().keyboard.type('zzV', { delay: 60 })
    await page().getByText('Aucun ticket ne correspond.').waitFor()
    await expect.poll(() => page().locator('#history-search:focus').inputValue()).toBe('zzV')
    await press('Backspace', 'Backspace', 'Backspace')
    await page().getByText('2-004317').first().waitFor()
    await expect.poll(() => page().locator('#history-search:focus').count()).toBe(1)
    await page().keyboard.type('zz', { delay: 60 })
    await page().getByText('Aucun ticket ne correspond.').waitFor()
    await press('Escape')
    await page().getByText('2-004317').first().waitFor()
    await press('Escape')
    await page().getByTestId('total').waitFor()
    await expectOnlyAsked()
  })

  describe('cards taken without the bank', () => {
    test('the list opens by its key; Enter sends, arrows choose, a cashier needs the approval of a manager', async () => {
      await show('offline-list', as('cashier'))
      await press('Enter')
      await expectAskedNames('offline.sendNow')
      const permission = 'settle-doubts'
      open().till.refused.set('offline.retry', { code: 'SESSION_NEEDS_APPROVAL', details: { permission } })
      await press('ArrowDown', 'R')
      await page().getByRole('dialog').getByText('demande un accord').waitFor()
      await press('Escape')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await expectAskedNames('offline.sendNow', 'offline.retry')
    })

    test('a manager takes note of a loss and queues again what was put aside', async () => {
      await show('offline-list', as('manager'))
      const noted = ['offline.takeNote', { paymentId: 'payment-9120' }] as const
      await press('N')
      await expectAsked(noted)
      await page().getByText('Claire D.').nth(1).waitFor()
      await press('ArrowDown', 'R')
      await expectAsked(noted, ['offline.retry', { paymentId: 'payment-9118' }])
    })

    test('an open matter of the day leads to the list', async () => {
      await show('day-end-uploading')
      await page().getByRole('button', { name: 'Voir' }).first().tap()
      await page().getByRole('heading', { name: 'Paiements hors ligne' }).waitFor()
    })
  })

  describe('sign-in', () => {
    test('arrows choose, figures and Enter sign in; a wrong code says how many tries are left', async () => {
      await open().show({ session: LOCKED_SESSION })
      await press('ArrowRight', '2', '2', '2', '2', 'Enter')
      await page().getByText('Encore 2 essai').waitFor()
      await press('ArrowLeft', '1', '1', '1', '1', 'Enter')
      await page().getByText('Prêt à scanner').waitFor()
      await expectAsked(
        ['session.signIn', { userId: 'hugo', pin: '2222' }],
        ['session.signIn', { userId: 'ines', pin: '1111' }],
      )
    })

    test('a code whose keys come faster than the screen is drawn signs in too', async () => {
      await open().show({ session: LOCKED_SESSION })
      await scanInto(page(), '1111')
      await page().getByText('Prêt à scanner').waitFor()
      await expectAsked(['session.signIn', { userId: 'ines', pin: '1111' }])
    })
  })

  describe('tickets on hold', () => {
    test('figures before F8 are the table; on their screen 2 lets a customer type one, Escape stops it', async () => {
      await show('sale')
      const held = ['sale.hold', { reference: '12' }] as const
      await press('1', '2', 'F8')
      await expectAsked(held)
      await SCREEN_STATES.held?.act?.(open())
      await page().getByText('Numéro de table sur le TPE').first().waitFor()
      await press('2')
      await expectAsked(held, ['scenario.start', { scenarioId: 'table-number' }])
      await show('scenario')
      await press('Escape')
      await expectAsked(['scenario.stop', {}])
    })

    test('a number that is pressed before the list of what customers can do is here waits for it', async () => {
      await show('sale')
      const listed = Promise.withResolvers<void>()
      open().till.slow.set('scenario.list', listed.promise)
      await SCREEN_STATES.held?.act?.(open())
      await press('2')
      await expectOnlyAsked()
      listed.resolve()
      await expectAsked(['scenario.start', { scenarioId: 'table-number' }])
    })
  })

  describe('a table whose guests change it', () => {
    test('prints the note that is asked for before they are there', async () => {
      await show('floor-table')
      const { till } = open()
      const moved = Promise.withResolvers<void>()
      till.slow.set('floor.move', moved.promise)
      const notes = () => till.calls.filter(({ name }) => name === 'floor.note').map(({ request }) => request)
      await press('T', '1', '3', 'Enter', 'N')
      till.set('floor', withGuestsOf8At13(till.slices.floor))
      await press('N')
      expect(notes()).toEqual([])
      moved.resolve()
      await expect.poll(notes).toEqual([{ saleId: 'sale-table-8' }, { saleId: 'sale-table-8' }])
    })
  })

  describe('a dialog that does not fit', () => {
    test('scrolls by the keys that it does not use, and Tab reaches what scrolls', async () => {
      await show('sale')
      const drawn = page().viewportSize() ?? SIZES.middle
      await page().setViewportSize(SIZES.small)
      await press('Shift+F1')
      await page().getByRole('region', { name: 'Touches du clavier' }).waitFor()
      const scrolled = (px: string) => (): Promise<number> =>
        page().evaluate(
          `(({ scrollTop, scrollHeight, clientHeight }) => ${px})(document.querySelector('[role=dialog] section'))`,
        )
      await press('ArrowDown')
      await expect.poll(scrolled('scrollTop')).toBeGreaterThan(0)
      await press('Home')
      await expect.poll(scrolled('scrollTop')).toBe(0)
      await press('End')
      await expect.poll(scrolled('scrollHeight - clientHeight - scrollTop')).toBeLessThan(2)
      await press('Tab')
      await page().locator('button:focus[aria-label="Fermer"]').waitFor()
      await press('Tab')
      await page().locator('section:focus[aria-label="Touches du clavier"]').waitFor()
      await press('Escape')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await page().setViewportSize(drawn)
    })
  })
}
