import { expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import { describeAtCounter } from '#test/support/e2e/counter-suite.ts'
import type { HandsKind } from '#test/support/e2e/hands.ts'
import { floorHands } from './floor-hands.ts'

const tableOf = async ({ stage }: Counter, name: string) => {
  const { floor } = await stage.look()
  return floor?.rooms.flatMap(({ tables }) => tables).find((one) => one.name === name)
}

/**
 * Goal: a waiter serves a table with these hands alone: seats guests, orders, prints the note, splits the bill, takes each part and
 * prints its facturette. Method: the real screen and engine; what the disk holds is looked at.
 */
export function describeFloor(kind: HandsKind): void {
  describeAtCounter('tables', kind, (counter) => {
    it('seat guests, who change their table, get their note, pay in parts and leave it free', async () => {
      const { stage, hands } = counter()
      const waiter = floorHands(counter())
      const until = (
        what: string,
        name: string,
        is: (table: NonNullable<Awaited<ReturnType<typeof tableOf>>>) => boolean,
      ) =>
        stage.until(what, ({ floor }) =>
          (floor?.rooms.flatMap(({ tables }) => tables) ?? []).some((one) => one.name === name && is(one)),
        )
      await waiter.seat('8', 3)
      await stage.until('the ticket of table 8', ({ sale }) => sale.table?.name === '8' && sale.table.covers === 3)
      await hands.ring(3)
      const { sale } = await stage.until('what they ordered', ({ sale }) => sale.itemCount === 3)
      await waiter.putAside()
      await until(
        'the ticket on its table',
        '8',
        ({ tickets, totalMinor }) => tickets[0]?.isInHand === false && totalMinor === sale.totalMinor,
      )
      await waiter.transfer('13')
      await until('the guests at table 13', '13', ({ totalMinor }) => totalMinor === sale.totalMinor)
      await waiter.note()
      await until('the note', '13', ({ state }) => state === 'note')
      await waiter.splitEqually()
      await until('three parts', '13', ({ tickets }) => tickets.length === 3)
      await waiter.pay()
      await hands.payInCash(100)
      await stage.until('the first part paid', ({ lastSale }) => lastSale !== null)
      await waiter.facturette()
      await stage.until('the facturette', ({ status }) => status.printer.queuedJobs === 0)
      await hands.nextSale()
      await waiter.look('13')
      await until('two parts', '13', ({ tickets }) => tickets.length === 2)
      await waiter.joinParts()
      await until('one ticket again', '13', ({ tickets }) => tickets.length === 1)
      await waiter.pay()
      await hands.payInCash(100)
      const { lastSale } = await stage.until('the rest paid', ({ lastSale }) => lastSale !== null)
      const third = Math.floor(sale.totalMinor / 3)
      expect(Math.abs((lastSale?.totalMinor ?? 0) - 2 * third)).toBeLessThanOrEqual(2)
      expect((await tableOf(counter(), '13'))?.state).toBe('free')
    })
  })
}
