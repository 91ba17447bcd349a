import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import { countDrawer, euros, managerAtDayEnd, takenMinor, zOnPaper } from '#test/support/e2e/day-steps.ts'
import {
  eventually,
  expectPaidByCard,
  openPayment,
  payByCard,
  payInCashAndExpect,
} from '#test/support/e2e/sale-steps.ts'

export function describeDayEnd(counter: () => Counter): void {
  describe('the day end', () => {
    it('is counted and closed by the manager, agrees with the bank and prints the Z', async () => {
      const till = counter()
      const { eyes, hands } = till
      const bought = await openPayment(till)
      await payByCard(till, bought, { card: 'visa-chip' })
      await expectPaidByCard(till, bought, { tail: '1111' })
      await payInCashAndExpect(till, await openPayment(till))

      const sales = await till.salesOnDisk()
      const cardNetMinor = await till.bankNetMinor()
      expect(takenMinor(sales, 'card')).toBe(cardNetMinor)

      await managerAtDayEnd(till)
      await eyes.sees(new RegExp(` · ${sales.length} tickets$`))
      await eyes.sees('Rien à voir : la journée peut se clôturer.')
      const inDrawerMinor = await countDrawer(till)

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
      await eventually(() => eyes.zone('Caisse et banque')).toMatch(
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
  const lines = await zOnPaper(till, 'Z-2-000001')
  expect(lines).toContain(`Tickets ${tickets}`)
  expect(lines.find((line) => /^Carte \(\d+\)/.test(line))).toMatch(new RegExp(` ${figures(cardNetMinor)}$`))
  expect(lines).toContain(`Attendu ${figures(inDrawerMinor)}`)
  expect(lines).toContain(`Compté ${figures(inDrawerMinor)}`)
  expect(lines).toContain('Écart 0,00')
  expect(lines).toContain('Totaux égaux')
}
