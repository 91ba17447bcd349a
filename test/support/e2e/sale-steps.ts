import { expect } from 'vitest'
import { formatAmount } from '#contract/money.ts'
import type { Counter } from './counter.ts'

/** A ticket in the middle of being paid, and what the bank had before. */
export interface TicketInHand {
  readonly saleId: string
  readonly totalMinor: number
  /** As the screen writes it. */
  readonly total: string
  readonly bankNetBeforeMinor: number
}

/** A customer as the pad's script plays one: a card, how it is used, what else is done. */
export interface Customer {
  readonly card: string
  readonly how?: 'insert' | 'tap' | 'swipe'
  readonly pin?: string | readonly string[]
  readonly act?: 'pay' | 'cancel' | 'pull-early' | 'none'
  readonly at?: 'GCX' | 'GOX' | 'FCX'
}

const EXPECT_TIMEOUT_MS = 60_000

/** Waits for what is so in the end; a slow machine gets its time. */
export const eventually = <Value>(look: () => Promise<Value>) =>
  expect.poll(look, { timeout: EXPECT_TIMEOUT_MS, interval: 50 })

/** Rings up products, or pieces of one worth an amount, and opens the payment screen, which asks for all of it. */
export async function openPayment(
  counter: Counter,
  { products = 2, worthMinor = 0 }: { readonly products?: number; readonly worthMinor?: number } = {},
): Promise<TicketInHand> {
  const { stage, hands, eyes } = counter
  if (worthMinor > 0) await hands.ringWorth(worthMinor)
  else await hands.ring(products)
  const { sale } = await stage.look()
  expect(sale.lines).toHaveLength(worthMinor > 0 ? 1 : products)
  const total = formatAmount(sale.totalMinor, sale.currency)
  await eyes.sees(`${sale.itemCount} articles`)
  await eyes.sees(total)
  const bankNetBeforeMinor = await counter.bankNetMinor()
  await hands.pay()
  await eyes.sees('Reste à payer')
  await eyes.sees(`Total ${total}`)
  return { saleId: sale.id, totalMinor: sale.totalMinor, total, bankNetBeforeMinor }
}

/** The customers who come next, one for each time the pad asks for a card. */
export async function send({ stage }: Counter, ...customers: readonly Customer[]): Promise<void> {
  await stage.pad.command({ do: 'customer', plan: customers.map((each) => ({ afterMs: 0, ...each })) })
}

/** The customers are ready, then the card key is pressed. */
export async function payByCard(
  counter: Counter,
  { total }: TicketInHand,
  ...customers: readonly Customer[]
): Promise<void> {
  await send(counter, ...customers)
  await counter.hands.payByCard()
  // A customer who is there at once may have paid before anybody looks.
  await counter.eyes.sees(new RegExp(`^Carte( acceptée)?\\s:\\s${total.replace(/\s/g, '\\s')}`))
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
  await eventually(eyes.statusBar).toMatch(/ TPE \S+ occupé /)
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
  await expectAskingForPin(counter)
}

async function expectAskingForPin(counter: Counter): Promise<void> {
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

/**
 * The bank takes what comes and stays silent until the returned function is called. The whole process is stopped, so
 * that no clock decides how long a slow machine has for what happens in between.
 */
export function silenceBank({ stage }: Counter): () => void {
  process.kill(stage.host.pid, 'SIGSTOP')
  return () => void process.kill(stage.host.pid, 'SIGCONT')
}

/** What the end of a paid sale should show, where it differs from a card with a PIN that the bank approved. */
export interface PaidWith {
  readonly tail: string
  readonly pin?: boolean
  /** Said where the bank was not asked. */
  readonly offline?: string
  /** Rows of the card's papers, read back from the printer. */
  readonly onPaper?: readonly string[]
  readonly status?: StatusFigures
}

/** What the status bar says of the queue and of the pad once the sale is through. */
export interface StatusFigures {
  readonly offline?: string
  readonly pad?: string
}

/** Paid by card: said on the screen, charged once at the bank, once on disk, on paper. Leaves the screen. */
export async function expectPaidByCard(counter: Counter, ticket: TicketInHand, paid: PaidWith): Promise<void> {
  const { eyes } = counter
  const { tail, pin = true, offline } = paid
  await eyes.sees(`${offline === undefined ? 'Carte acceptée' : 'Accepté hors ligne'} : ${ticket.total}`)
  if (offline !== undefined) await eyes.sees(offline)
  if (pin) await eyes.sees('Code confidentiel vérifié.')
  else await eyes.seesNoMore('Code confidentiel vérifié.')
  const { lastSale } = await counter.stage.until('the paid sale', (slices) => slices.lastSale !== null)
  const card = lastSale?.tenders.findLast(({ outcome, kind }) => outcome === 'approved' && kind === 'card')
  // Of a tap or a swipe there is no card in the pad.
  await eyes.sees(card?.entryMode === 'chip' ? 'Le client peut retirer sa carte.' : 'La vente est enregistrée.')
  await eyes.sees('Vente enregistrée')
  await eyes.sees(`Carte •••• ${tail}`)
  await eyes.sees('Rien à rendre.')
  const chargedMinor = offline === undefined ? ticket.totalMinor : 0
  expect(await counter.bankNetMinor()).toBe(ticket.bankNetBeforeMinor + chargedMinor)
  await expectOnDiskOnce(counter, ticket, 'card', paid)
}

/** Paid in cash: the change is said, nothing new at the bank, once on disk, on paper. Leaves the screen. */
export async function payInCashAndExpect(
  counter: Counter,
  ticket: TicketInHand,
  status: StatusFigures = {},
): Promise<void> {
  const { eyes, hands } = counter
  const given = Math.floor(ticket.totalMinor / 1_000) * 10 + 10
  await hands.payInCash(given)
  await eyes.sees('Espèces encaissées')
  await eyes.sees('Vente enregistrée')
  await eyes.sees('À rendre')
  await eyes.sees(formatAmount(given * 100 - ticket.totalMinor, 'EUR'))
  expect(await counter.bankNetMinor()).toBe(ticket.bankNetBeforeMinor)
  await expectOnDiskOnce(counter, ticket, 'cash', { status })
}

async function expectOnDiskOnce(
  counter: Counter,
  { saleId, totalMinor }: TicketInHand,
  kind: 'card' | 'cash',
  { onPaper = [], status = {} }: Pick<PaidWith, 'onPaper' | 'status'>,
) {
  const { eyes, hands } = counter
  const found = (await counter.salesOnDisk()).filter(({ id }) => id === saleId)
  expect(found).toHaveLength(1)
  const paid = found.flatMap(({ tenders }) => tenders).filter(({ outcome }) => /^(approved|received)$/.test(outcome))
  expect(paid).toMatchObject([{ kind, amountMinor: totalMinor }])
  const number = found[0]?.number ?? ''
  await eyes.sees(`Ticket client ${number}`)
  const printing = () => eyes.list('Impression')
  await eventually(async () => (await printing()).filter((row) => !/(Imprimé|Ouvert)$/.test(row))).toEqual([])
  // The papers of cards that were tried before stay out of it.
  const ofThisSale = new RegExp(`^${kind === 'card' ? '(Ticket|Vente)' : 'Ticket'} ${number} `, 'm')
  const papers = (await counter.papers()).filter((paper) => ofThisSale.test(paper) && !paper.includes('NON DÉBITÉE'))
  expect(papers).toHaveLength(kind === 'card' ? 3 : 1)
  for (const row of onPaper) expect(papers.join('\n')).toContain(row)
  await expectHonestStatusBar(counter, number, status)
  await hands.nextSale()
  await eyes.sees('Prêt à scanner')
}

/**
 * Nothing is unresolved, what waits is said, the pad answers, the chain holds up to the last ticket. Where something
 * waits, the last print makes room for it.
 */
export async function expectHonestStatusBar(
  { eyes }: Counter,
  lastNumber: string,
  { offline, pad = 'TPE Comptoir joignable il y a \\d+ s' }: StatusFigures = {},
): Promise<void> {
  const queue = offline ?? '0 à transmettre 0 à voir'
  const ends =
    offline === undefined
      ? `${pad} Ticket imprimé à \\d+:\\d\\d Ticket ${lastNumber}`
      : `(Banque ne répond pas )?${pad} Ticket ${lastNumber}`
  await eventually(eyes.statusBar).toMatch(new RegExp(`^0 vente en attente 0 paiement non résolu ${queue} ${ends}$`))
}

/** How a card ended without paying. */
export interface NotCharged {
  readonly title: string
  readonly sentence: string | RegExp
  readonly tender: string
}

/** No card was charged: said on the screen with the reason, true in the bank's book; the ticket is still there. */
export async function expectNotCharged(
  counter: Counter,
  ticket: TicketInHand,
  { title, sentence, tender }: NotCharged,
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

/** The ends of a card that the screen tells apart by their title. */
export const CARD_ENDS = {
  customerCancelled: {
    title: 'Annulé par le client',
    sentence: 'Le client a annulé sur le TPE. Rien n’a été débité. Choisissez un règlement.',
    tender: 'Annulé',
  },
  cancelled: {
    title: 'Carte annulée',
    sentence: 'Carte annulée. Rien n’a été débité. Choisissez un règlement.',
    tender: 'Annulé',
  },
  timedOut: {
    title: 'Temps écoulé',
    sentence: 'Le temps est écoulé. Rien n’a été débité. Choisissez la carte à nouveau, ou un autre règlement.',
    tender: 'Annulé',
  },
  padAway: {
    title: 'TPE injoignable',
    sentence: 'Le TPE ne répond plus. Rien n’a été débité. Vérifiez son câble, puis réessayez.',
    tender: 'Annulé',
  },
  bankAway: {
    title: 'Banque injoignable',
    sentence: 'La banque n’est pas joignable. Rien n’a été débité. Réessayez ou encaissez autrement.',
    tender: 'Annulé',
  },
  fundsShort: {
    title: 'Carte refusée',
    sentence: 'Provision insuffisante. Rien n’a été débité. Prenez une autre carte ou un autre règlement.',
    tender: 'Refusé',
  },
} as const satisfies Record<string, NotCharged>
