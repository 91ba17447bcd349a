import { expect } from 'vitest'
import { formatAmount } from '#contract/money.ts'
import type { Counter } from '#test/support/e2e/counter.ts'

/** A ticket in the middle of being paid, and what the bank had before. */
export interface TicketInHand {
  readonly saleId: string
  readonly totalMinor: number
  /** As the screen writes it. */
  readonly total: string
  readonly bankNetBeforeMinor: number
}

const EXPECT_TIMEOUT_MS = 60_000

/** Waits for what is so in the end; a slow machine gets its time. */
export const eventually = <Value>(look: () => Promise<Value>) =>
  expect.poll(look, { timeout: EXPECT_TIMEOUT_MS, interval: 100 })

/** Rings up products and opens the payment screen, which asks for the whole amount. */
export async function openPayment(counter: Counter, products = 3): Promise<TicketInHand> {
  const { stage, hands, eyes } = counter
  await hands.ring(products)
  const { sale } = await stage.look()
  expect(sale.lines).toHaveLength(products)
  const total = formatAmount(sale.totalMinor, sale.currency)
  await eyes.sees(`${products} articles`)
  await eyes.sees(total)
  const bankNetBeforeMinor = await counter.bankNetMinor()
  await hands.pay()
  await eyes.sees('Reste à payer')
  await eyes.sees(`Total ${total}`)
  return { saleId: sale.id, totalMinor: sale.totalMinor, total, bankNetBeforeMinor }
}

/** The card key, then the wait for a card: the screen shows what the customer reads. */
export async function askForCard(counter: Counter, { total }: TicketInHand): Promise<void> {
  const { hands, eyes } = counter
  await hands.payByCard()
  await eyes.sees(`Carte : ${total}`)
  await expectAskingForCard(counter)
}

/** The card is awaited, and the screen's copy of the pad is the pad. */
export async function expectAskingForCard(counter: Counter): Promise<void> {
  const { eyes } = counter
  await eyes.sees('sans contact, puce ou piste · attente maximale 60 s')
  await eyes.sees('Annuler la carte')
  await eventually(eyes.statusBar).toContain('TPE Comptoir occupé')
  await expectMirrorOf(counter, 'PRESENTEZ CARTE')
}

/** The pad comes to show this row and stays there; the screen shows the cashier both rows of it. */
export async function expectMirrorOf({ padDisplay, eyes }: Counter, row: string): Promise<void> {
  await eventually(padDisplay).toContain(row)
  await eventually(eyes.padMirror).toEqual(await padDisplay())
}

/** The customer puts the chip in, and the pad waits for the PIN: the screen says so and shows what the pad shows. */
export async function insertCard(counter: Counter, card: string): Promise<void> {
  await counter.stage.pad.command({ do: 'insert', card })
  await expectMirrorOf(counter, 'CODE :')
  await counter.eyes.sees('le client tape son code · attente maximale 60 s')
}

export async function typePin({ stage }: Counter): Promise<void> {
  for (const key of ['1', '2', '3', '4', 'enter']) await stage.pad.command({ do: 'key', key })
}

/** The pad asks for the card back, and the customer takes it out. */
export async function takeCard(counter: Counter): Promise<void> {
  await eventually(counter.padDisplay).toContain('RETIREZ LA CARTE')
  await counter.stage.pad.command({ do: 'remove' })
}

/** Paid by card: said on the screen, charged once at the bank, once on disk, on paper. Leaves the screen. */
export async function expectPaidByCard(counter: Counter, ticket: TicketInHand, tail: string): Promise<void> {
  const { eyes } = counter
  await takeCard(counter)
  await eyes.sees(`Carte acceptée : ${ticket.total}`)
  await eyes.sees('Code confidentiel vérifié.')
  await eyes.sees('Le client peut retirer sa carte.')
  await eyes.sees('Vente enregistrée')
  await eyes.sees(`Carte •••• ${tail}`)
  await eyes.sees('Rien à rendre.')
  expect(await counter.bankNetMinor()).toBe(ticket.bankNetBeforeMinor + ticket.totalMinor)
  await expectOnDiskOnce(counter, ticket, 'card')
}

/** Paid in cash: the change is said, nothing new at the bank, once on disk, on paper. Leaves the screen. */
export async function payInCashAndExpect(counter: Counter, ticket: TicketInHand): Promise<void> {
  const { eyes, hands } = counter
  const given = Math.floor(ticket.totalMinor / 1_000) * 10 + 10
  await hands.payInCash(given)
  await eyes.sees('Espèces encaissées')
  await eyes.sees('Vente enregistrée')
  await eyes.sees('À rendre')
  await eyes.sees(formatAmount(given * 100 - ticket.totalMinor, 'EUR'))
  expect(await counter.bankNetMinor()).toBe(ticket.bankNetBeforeMinor)
  await expectOnDiskOnce(counter, ticket, 'cash')
}

async function expectOnDiskOnce(counter: Counter, { saleId, totalMinor }: TicketInHand, kind: 'card' | 'cash') {
  const { eyes, hands } = counter
  const found = (await counter.salesOnDisk()).filter(({ id }) => id === saleId)
  expect(found).toHaveLength(1)
  const paid = found.flatMap(({ tenders }) => tenders).filter(({ outcome }) => /^(approved|received)$/.test(outcome))
  expect(paid).toMatchObject([{ kind, amountMinor: totalMinor }])
  const number = found[0]?.number ?? ''
  await eyes.sees(`Ticket client ${number}`)
  const printing = () => eyes.list('Impression')
  await eventually(printing).toHaveLength(kind === 'card' ? 3 : 2)
  await eventually(async () => (await printing()).filter((row) => !/(Imprimé|Ouvert)$/.test(row))).toEqual([])
  const ofThisSale = new RegExp(`^(Ticket|Vente) ${number} `, 'm')
  expect((await counter.papers()).filter((paper) => ofThisSale.test(paper))).toHaveLength(kind === 'card' ? 3 : 1)
  await expectHonestStatusBar(counter, number)
  await hands.nextSale()
  await eyes.sees('Prêt à scanner')
}

/** Nothing waits, nothing is unresolved, the pad answers, the chain holds up to the last ticket. */
export async function expectHonestStatusBar({ eyes }: Counter, lastNumber: string): Promise<void> {
  await eventually(eyes.statusBar).toMatch(
    new RegExp(
      `^0 vente en attente 0 paiement non résolu 0 à transmettre 0 à voir TPE Comptoir joignable il y a \\d+ s Ticket imprimé à \\d+:\\d\\d Ticket ${lastNumber}$`,
    ),
  )
}

/** No card was charged: said on the screen with the reason, true in the bank's book; the ticket is still there. */
export async function expectNotCharged(
  counter: Counter,
  ticket: TicketInHand,
  { title, sentence, tender }: { readonly title: string; readonly sentence: string; readonly tender: string },
): Promise<void> {
  const { eyes } = counter
  await eyes.sees(title)
  await eyes.sees(sentence)
  await eyes.sees(/^Rien n’a été débité\.$/)
  await eyes.sees('Le ticket attend, rien n’est perdu.')
  await eventually(async () => (await eyes.list('Règlements reçus')).at(-1)).toContain(tender)
  expect(await counter.bankNetMinor()).toBe(ticket.bankNetBeforeMinor)
  expect((await counter.salesOnDisk()).filter(({ id }) => id === ticket.saleId)).toEqual([])
}
