import type { TourSummary } from '#contract/tour-summary.ts'

/** Every sentence is something that should hold after the day and does not. */
export function checkDay(summary: TourSummary): string[] {
  const tenders = summary.sales.flatMap((sale) => sale.tenders)
  const card = (outcome: string) => tenders.filter((tender) => tender.kind === 'card' && tender.outcome === outcome)
  const expectations: readonly (readonly [string, boolean])[] = [
    ['the host’s ledger and the till agree', summary.hostLedgerNetMinor === summary.tillCardNetMinor],
    ['money was taken by card', summary.tillCardNetMinor > 0],
    [
      'the batch is balanced, once the bank got again what it had lost',
      summary.batch.result === 'balanced-after-upload',
    ],
    ['the second bank agrees', summary.otherBatches.length === 1 && summary.otherBatches[0]?.result === 'balanced'],
    ['forty-one sales were paid', summary.sales.filter(({ totalMinor }) => totalMinor > 0).length === 41],
    [
      'one ticket went on a customer’s account, and a card paid it',
      tenders.filter((tender) => tender.kind === 'account').length === 1,
    ],
    [
      'each standalone terminal was paid on twice, charged once for each, and ended its day with the till’s',
      summary.terminals.tillNetMinor > 0 &&
        summary.terminals.tillNetMinor === summary.terminals.ledgerNetMinor &&
        tenders.filter(({ terminal }) => terminal !== undefined).length === 6 &&
        summary.terminals.dayEnds.length === 3 &&
        summary.terminals.dayEnds.every((state) => state === 'done'),
    ],
    [
      'a gift card was sold, the bank has put on it what was paid, and it paid a ticket',
      summary.giftCards.soldMinor > 0 &&
        summary.giftCards.owedMinor === 0 &&
        summary.giftCards.hostLoadedMinor === summary.giftCards.soldMinor &&
        summary.giftCards.redeemedMinor > 0 &&
        summary.giftCards.redeemedMinor <= summary.giftCards.soldMinor,
    ],
    ...reservationExpectations(summary),
    [
      'one sale went back whole and a part of another, each as a ticket of its own',
      summary.sales.filter(({ totalMinor }) => totalMinor < 0).length === 2,
    ],
    ['each sale is paid exactly', summary.sales.every(isPaidExactly)],
    [
      'a chip, a tap and a stripe were approved',
      ['chip', 'contactless', 'stripe'].every((mode) => card('approved').some(({ entryMode }) => entryMode === mode)),
    ],
    [
      'a sale was made on the bank’s word by telephone and two without the bank, and the bank took all three',
      summary.offline.length === 3 &&
        summary.offline.every(({ state }) => state === 'settled') &&
        card('approved').filter(({ offline }) => offline).length === 3,
    ],
    ['a card and a code were declined', card('declined').length === 2],
    ['two charges of sales were reversed', card('reversed').length === 2],
    [
      'a sale was split',
      summary.sales.some(
        (sale) =>
          new Set(sale.tenders.filter(({ outcome }) => outcome === 'approved').map(({ kind }) => kind)).size === 2,
      ),
    ],
    [
      'every reversal was acknowledged, that of the void too',
      summary.reversals.length === 3 && summary.reversals.every(({ acknowledged }) => acknowledged),
    ],
    ['the killed sale was recovered by a reversal', summary.recovered.some(({ outcome }) => outcome === 'reversed')],
    ['the engine is another process after the kill', summary.killed.pid !== summary.killed.restartedPid],
    ['every paper came out', summary.printJobs.every(({ outcome }) => outcome === 'printed')],
    [
      'every paper has its files',
      summary.printJobs.every(({ kind, files }) => kind === 'drawer' || files.length === 3),
    ],
    [
      'a duplicate, a Z and a kitchen ticket were printed',
      ['duplicate', 'z-report', 'kitchen-ticket'].every((kind) => summary.printJobs.some((job) => job.kind === kind)),
    ],
    ['every process moved bytes', summary.processes.every(({ bytesIn, bytesOut }) => bytesIn > 0 && bytesOut > 0)],
    ['no card data was left', summary.panFound === 0],
  ]
  return expectations.filter(([, holds]) => !holds).map(([what]) => what)
}

/** One paid a ticket that cost less, one was released, one stays open; none of them is a charge of its own. */
function reservationExpectations({ reservations, sales }: TourSummary): [string, boolean][] {
  const [open, released, completed, atPump] = reservations
  return [
    [
      'four amounts were reserved: one stays open, one was released, one paid a ticket, one a delivery of the pump',
      reservations.length === 4 &&
        open?.state === 'reserved' &&
        released?.state === 'released' &&
        completed?.state === 'completed',
    ],
    [
      'what the pump delivered was paid, and the bank let go of the rest',
      atPump?.state === 'completed' && atPump.completedMinor === 6_243 && atPump.remainder === 'given-back',
    ],
    [
      'the ticket cost less than was reserved, and the bank let go of the rest',
      completed !== undefined &&
        completed.heldMinor === 10_000 &&
        completed.remainder === 'given-back' &&
        (completed.completedMinor ?? completed.heldMinor) < completed.heldMinor &&
        sales.some(({ totalMinor }) => totalMinor === completed.completedMinor),
    ],
  ]
}

function isPaidExactly({ totalMinor, tenders }: TourSummary['sales'][number]): boolean {
  const paidMinor = tenders
    .filter(({ outcome }) => outcome === 'approved')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return paidMinor === totalMinor
}
