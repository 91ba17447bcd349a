import { describe, expect, it } from 'vitest'
import { formatAmount } from '#contract/money.ts'
import type { Counter } from '#test/support/e2e/counter.ts'
import type { PieceCount } from '#test/support/e2e/hands.ts'
import {
  askForCard,
  eventually,
  expectPaidByCard,
  insertCard,
  openPayment,
  payInCashAndExpect,
  typePin,
} from './sale-steps.ts'

/** What lies in the drawer when everything is right: fewest pieces, as many as it takes. */
function piecesOf(amountMinor: number, valuesMinor: readonly number[]): PieceCount[] {
  let left = amountMinor
  return valuesMinor.map((valueMinor) => {
    const count = Math.floor(left / valueMinor)
    left -= count * valueMinor
    return { valueMinor, count }
  })
}

const euros = (minor: number) => formatAmount(minor, 'EUR').replace(/\s/g, ' ')

export function describeDayEnd(counter: () => Counter): void {
  describe('the day end', () => {
    it('is counted and closed by the manager, agrees with the bank and prints the Z', async () => {
      const till = counter()
      const { eyes, hands, stage } = till
      const bought = await openPayment(till)
      await askForCard(till, bought)
      await insertCard(till, 'visa-chip')
      await typePin(till)
      await expectPaidByCard(till, bought, '1111')
      await payInCashAndExpect(till, await openPayment(till, 2))

      const sales = await till.salesOnDisk()
      const tenders = sales.flatMap((sale) => sale.tenders)
      const taken = (kind: 'card' | 'cash') =>
        tenders
          .filter(({ kind: its, outcome }) => its === kind && /^(approved|received)$/.test(outcome))
          .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
      const cardNetMinor = await till.bankNetMinor()
      expect(taken('card')).toBe(cardNetMinor)
      const { floatMinor, pieces } = (await stage.look()).till
      const inDrawerMinor = floatMinor + taken('cash')

      await hands.lock()
      await hands.signIn('Claire D.', '3333')
      await eyes.sees('Prêt à scanner')
      await hands.goToDay()
      await eyes.sees(new RegExp(` · ${sales.length} tickets$`))
      await eyes.sees('Rien à voir : la journée peut se clôturer.')
      await hands.count(piecesOf(inDrawerMinor, pieces))
      await eyes.sees('Compté par Claire D.')
      await eyes.sees('Écart : 0,00 €')
      await eventually(() => eyes.zone('Tiroir')).toContain(`Compté ${euros(inDrawerMinor)}`)

      await hands.closeDay()
      await eyes.sees('Journée close. Le Z n° Z-2-000001 est enregistré.')
      const batch = await eyes.table('Remise carte par réseau')
      const schemes = batch.slice(1, -1)
      expect(schemes.length).toBeGreaterThan(0)
      for (const [, tillCount, tillAmount, hostCount, hostAmount, difference, state] of schemes) {
        expect([hostCount, hostAmount, difference, state]).toEqual([tillCount, tillAmount, '0,00 €', 'D’accord'])
      }
      expect(batch.at(-1)?.slice(1)).toEqual(
        expect.arrayContaining([euros(cardNetMinor), euros(cardNetMinor), '0,00 €']),
      )
      expect(await eyes.zone('Caisse et banque')).toMatch(
        new RegExp(`^Caisse · .*${euros(cardNetMinor)} Banque · .*D’accord ${euros(cardNetMinor)}$`),
      )
      expect(await till.bankNetMinor()).toBe(cardNetMinor)
      await expectZOnPaper(till, { cardNetMinor, inDrawerMinor, tickets: sales.length })
    })
  })
}

async function expectZOnPaper(
  till: Counter,
  { cardNetMinor, inDrawerMinor, tickets }: Readonly<Record<'cardNetMinor' | 'inDrawerMinor' | 'tickets', number>>,
): Promise<void> {
  const figures = (minor: number) => euros(minor).replace(' €', '')
  const reports = async () => (await till.papers()).filter((paper) => paper.includes('CLÔTURE DU JOUR Z-2-000001'))
  await eventually(reports).toHaveLength(1)
  const lines = (await reports())[0]?.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
  expect(lines).toContain(`Tickets ${tickets}`)
  expect(lines?.find((line) => /^Carte \(\d+\)/.test(line))).toMatch(new RegExp(` ${figures(cardNetMinor)}$`))
  expect(lines).toContain(`Attendu ${figures(inDrawerMinor)}`)
  expect(lines).toContain(`Compté ${figures(inDrawerMinor)}`)
  expect(lines).toContain('Écart 0,00')
  expect(lines).toContain('Totaux égaux')
}
