import { formatAmount } from '#contract/money.ts'
import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import type { Counter } from './counter.ts'
import { PEOPLE } from './counter-suite.ts'
import type { PieceCount } from './hands.ts'
import { eventually } from './sale-steps.ts'

/** What lies in the drawer when everything is right: fewest pieces, as many as it takes. */
function piecesOf(amountMinor: number, valuesMinor: readonly number[]): PieceCount[] {
  let left = amountMinor
  return valuesMinor.map((valueMinor) => {
    const count = Math.floor(left / valueMinor)
    left -= count * valueMinor
    return { valueMinor, count }
  })
}

/** As the screen writes it, with plain spaces. */
export const euros = (minor: number) => formatAmount(minor, 'EUR').replace(/\s/g, ' ')

/** What was taken by one kind of tender, by the sales on disk. */
export function takenMinor(sales: readonly CompletedSaleView[], kind: 'card' | 'cash'): number {
  return sales
    .flatMap(({ tenders }) => tenders)
    .filter(({ kind: its, outcome }) => its === kind && /^(approved|received)$/.test(outcome))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

/** The manager takes over and stands before the day's end. */
export async function managerAtDayEnd({ hands, eyes }: Counter): Promise<void> {
  await hands.lock()
  await hands.signIn(PEOPLE.manager.name, PEOPLE.manager.code)
  await eyes.seesNoMore('Qui tient la caisse')
  await hands.goTo('day')
  await eyes.sees('Fin de journée')
}

/** Counts the drawer right to the cent. @returns what lies in it. */
export async function countDrawer({ stage, hands, eyes, salesOnDisk }: Counter): Promise<number> {
  const { floatMinor, pieces } = (await stage.look()).till
  const inDrawerMinor = floatMinor + takenMinor(await salesOnDisk(), 'cash')
  await hands.count(piecesOf(inDrawerMinor, pieces))
  await eyes.sees(`Compté par ${PEOPLE.manager.name}`)
  await eyes.sees('Écart : 0,00 €')
  await eventually(() => eyes.zone('Tiroir')).toContain(`Compté ${euros(inDrawerMinor)}`)
  return inDrawerMinor
}

/** The rows of the Z on paper, with plain spaces; waits until it is out. */
export async function zOnPaper(counter: Counter, number: string): Promise<readonly string[]> {
  const reports = async () => (await counter.papers()).filter((paper) => paper.includes(`CLÔTURE DU JOUR ${number}`))
  await eventually(reports).toHaveLength(1)
  return ((await reports())[0] ?? '').split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
}
