/**
 * Goal: a question about a card comes out on paper and in no figure. Method: till, engine and store joined as the program joins them, on a
 * real disk; the bank is a ledger.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cardQuestionCalls } from '#main/handlers/card-question-calls.ts'
import { CALLER, openJoinedRooms } from '#test/support/till/joined-rooms.ts'

let shop: Awaited<ReturnType<typeof openJoinedRooms>>
beforeEach(async () => {
  shop = await openJoinedRooms()
})
afterEach(async () => expect(await shop.close()).toEqual([]))

const saleIdOf = async (paymentId: string) => (await shop.store.paymentJournal.payment(paymentId))?.saleId ?? ''

describe('a question about a card', () => {
  const look = async (question: 'balance' | 'card-check') => {
    const begun = await cardQuestionCalls({ ...shop, isPadAtWork: () => false })['card.look']({ question }, CALLER)
    await shop.come()
    if (!begun.ok) throw new Error(begun.error.code)
    return begun.value.paymentId
  }

  it.each([
    ['balance', /DEMANDE DE SOLDE/, /SOLDE DE LA CARTE +42,00 EUR/],
    ['card-check', /CONTRÔLE DE CARTE/, /CARTE NON DÉBITÉE/],
  ] as const)(
    '%s comes out on a slip with the last four figures, and in no figure of the day',
    async (question, title, word) => {
      const before = shop.till.slice('day')
      const papers = await shop.papersOf(await saleIdOf(await look(question)))
      expect(papers).toHaveLength(1)
      expect(papers[0]).toMatch(title)
      expect(papers[0]).toMatch(word)
      expect(papers[0]).toMatch(/\*1111/)
      expect(papers[0]).not.toMatch(/411111|MONTANT/)
      expect(shop.till.slice('day')).toMatchObject({
        ticketCount: before.ticketCount,
        turnoverMinor: before.turnoverMinor,
        exceptions: [],
      })
      expect(shop.host.netMinor()).toBe(0)
    },
  )

  it('waits for nobody: a pad that is being tried out, or nobody at the till, is refused', async () => {
    const busy = cardQuestionCalls({ ...shop, isPadAtWork: () => true })
    expect(await busy['card.look']({ question: 'balance' }, CALLER)).toMatchObject({ error: { code: 'PINPAD_BUSY' } })
    await shop.till.calls['session.lock']({}, CALLER)
    expect(await busy['card.look']({ question: 'balance' }, CALLER)).toMatchObject({
      error: { code: 'SESSION_LOCKED' },
    })
  })

  it('leaves the ticket in hand alone', async () => {
    await shop.till.calls['sale.addProduct']({ productId: 'miel' }, CALLER)
    const { lines, tenders } = shop.till.slice('sale')
    await look('balance')
    expect(shop.till.slice('sale')).toMatchObject({ lines, tenders, state: 'open' })
  })
})
