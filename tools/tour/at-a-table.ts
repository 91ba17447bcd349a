import type { PrintJobView } from '#contract/views/sale-view.ts'
import { finish, LONG_MS, ringByKeys, type Scene } from './scene.ts'

const TABLE = '12'
const ORDER = ['Salade niçoise', 'Quiche Paysanne', 'Tarte aux pommes', 'Café']

/**
 * A table in the restaurant: two guests order, get their note, and pay half of it each, in cash; each has a ticket, and the first one a
 * facturette.
 */
export async function atATable(scene: Scene): Promise<void> {
  const { stage, cashier, say, words } = scene
  const atTable = (what: string, is: (tickets: readonly { readonly saleId: string }[], state: string) => boolean) =>
    stage.until(what, ({ floor }) =>
      (floor?.rooms.flatMap(({ tables }) => tables) ?? []).some(
        ({ name, tickets, state }) => name === TABLE && is(tickets, state),
      ),
    )
  await cashier.press('Shift+F2')
  await cashier.sees(words('floor.typeNumber'))
  await cashier.type(TABLE)
  await cashier.press('Enter')
  await cashier.sees(words('floor.howMany'))
  await cashier.type('2')
  await cashier.picture('guests')
  await cashier.press('Enter')
  await stage.until('the ticket of the table', ({ sale }) => sale.table?.name === TABLE)
  await ringByKeys(scene, ORDER)
  await cashier.picture('order')
  await cashier.press('F8')
  await atTable('the order at the table', (tickets) => tickets.length === 1)
  await cashier.press('N')
  await atTable('the note', (_, state) => state === 'note')
  await cashier.picture('note')
  await cashier.press('P')
  await cashier.sees(words('split.equalHint'))
  await cashier.picture('split-bill')
  await cashier.press('Enter')
  await atTable('two halves', (tickets) => tickets.length === 2)
  for (const part of ['first', 'second']) {
    await cashier.press('F9')
    await cashier.sees(words('payment.choose'))
    const { sale } = await stage.look()
    await cashier.press('/')
    await stage.until('the half paid', ({ lastSale }) => lastSale?.id === sale.id, LONG_MS)
    if (part === 'first') {
      // Before the sale is paid on the screen too, this key means something else.
      await cashier.sees(words('action.newSale'))
      await cashier.press('B')
      const isOut = ({ kind, state }: PrintJobView) => kind === 'facturette' && state === 'printed'
      await stage.until('the facturette', ({ lastSale }) => lastSale?.printJobs.some(isOut) ?? false, LONG_MS)
    }
    await finish(scene, sale.id, `table-${part}-half`)
    if (part === 'second') break
    await cashier.press('Shift+F2')
    await cashier.sees(words('floor.openTicket'))
  }
  await atTable('a free table', (tickets) => tickets.length === 0)
  say(`table ${TABLE}: note, two halves paid, facturette`)
}
