/**
 * Goal: each way a card part ends has its papers, in the right order and number, and none says that money moved when
 * it did not. Method: the till on a real database; the print queue is read.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApprovedCardPart } from '#till/ports/approved-card-part.ts'
import type { SpooledJob } from '#till/ports/print-spool.port.ts'
import type { CardTicket } from '#till/tickets/ticket-document.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

let desk: TestTill

beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})

afterEach(() => desk.close())

/** A sale whose card payment waits for its end. */
async function takeCard(): Promise<ApprovedCardPart> {
  await desk.call('sale.addProduct', { productId: 'miel' })
  const { id, totalMinor } = desk.till.slice('sale')
  const started = await desk.call('tender.card', { amountMinor: totalMinor })
  if (!started.ok) throw new Error(started.error.code)
  return approvalOf(id, started.value.paymentId, totalMinor)
}

const approve = (part: ApprovedCardPart) =>
  desk.till.commitApproval(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null as never))

function cardPapers(jobs: readonly SpooledJob[]) {
  return jobs.flatMap(({ kind, copyNumber, document }) =>
    document.kind === 'card-ticket' ? [[kind, copyNumber, document.copy, document.outcome]] : [],
  )
}

async function papersOf({ saleId }: ApprovedCardPart) {
  return cardPapers(await desk.store.printSpool.jobsOfSale(saleId))
}

describe('an approved part', () => {
  it('prints both copies, and each is duplicated and counted on its own', async () => {
    const part = await takeCard()
    await approve(part)
    for (const kind of ['card-customer', 'card-merchant', 'card-customer'] as const)
      expect(await desk.call('ticket.reprint', { saleId: part.saleId, kind })).toEqual({ ok: true, value: {} })
    await desk.call('ticket.reprint', { saleId: part.saleId })
    expect(await papersOf(part)).toEqual([
      ['card-customer', 0, 'customer', 'approved'],
      ['card-merchant', 0, 'merchant', 'approved'],
      ['duplicate', 1, 'customer', 'approved'],
      ['duplicate', 1, 'merchant', 'approved'],
      ['duplicate', 2, 'customer', 'approved'],
    ])
    const jobs = await desk.store.printSpool.jobsOfSale(part.saleId)
    expect(jobs.at(-1)).toMatchObject({ kind: 'duplicate', copyNumber: 1, document: { kind: 'customer-ticket' } })
    const customer = jobs.map(({ document }) => document).filter((document) => document.kind === 'card-ticket')
    for (const { copy, maskedPan } of customer)
      expect(maskedPan).toBe(copy === 'customer' ? '************1111' : '411111******1111')
  })

  it('signs each duplicate of a copy with its payment', async () => {
    const part = await takeCard()
    await approve(part)
    await desk.call('ticket.reprint', { saleId: part.saleId, kind: 'card-merchant' })
    const last = await desk.store.fiscalChain.last()
    expect(last?.kind).toBe('duplicate')
    expect(JSON.parse(last?.body ?? '{}')).toMatchObject({
      original: 'card-merchant',
      payment: part.paymentNumber,
      copyNumber: 1,
    })
  })

  it('without the bank never carries an approval of the bank', async () => {
    const part = await takeCard()
    await approve({ ...part, offline: 'stand-in' })
    const documents = (await desk.store.printSpool.jobsOfSale(part.saleId)).map(({ document }) => document)
    const tickets = documents.filter((document): document is CardTicket => document.kind === 'card-ticket')
    expect(tickets.map(({ approvalCode, offline }) => [approvalCode, offline])).toEqual([
      [null, 'stand-in'],
      [null, 'stand-in'],
    ])
  })
})

describe('a part with a signature', () => {
  const signed = { cardholderVerification: 'signature' } as const
  const printSlip = (part: ApprovedCardPart) =>
    desk.till.printSignatureSlip({ ...part, askedAt: part.approvedAt }, async (jobs) => {
      for (const job of jobs) await desk.store.printSpool.add(job)
    })

  it('prints the slip before, and after the signature the customer’s copy only', async () => {
    const part = { ...(await takeCard()), ...signed }
    await printSlip(part)
    expect(await papersOf(part)).toEqual([['card-merchant', 0, 'merchant', 'to-sign']])
    expect(await desk.call('ticket.reprint', { saleId: part.saleId, kind: 'card-merchant' })).toMatchObject({
      ok: false,
      error: { code: 'SALE_NOT_FOUND' },
    })
    await approve(part)
    await desk.call('ticket.reprint', { saleId: part.saleId, kind: 'card-merchant' })
    expect(await papersOf(part)).toEqual([
      ['card-merchant', 0, 'merchant', 'to-sign'],
      ['card-customer', 0, 'customer', 'approved'],
      ['duplicate', 1, 'merchant', 'approved'],
    ])
  })

  it('that was refused has papers of an abandoned payment, and its slip is never a ticket', async () => {
    const part = { ...(await takeCard()), ...signed }
    await printSlip(part)
    await desk.till.printDeclinePapers({ ...part, endedAt: part.approvedAt, ending: 'signature-refused' })
    await desk.call('ticket.reprint', { saleId: part.saleId, kind: 'card-merchant' })
    expect(await papersOf(part)).toEqual([
      ['card-merchant', 0, 'merchant', 'to-sign'],
      ['card-customer', 0, 'customer', 'signature-refused'],
      ['card-merchant', 0, 'merchant', 'signature-refused'],
      ['duplicate', 1, 'merchant', 'signature-refused'],
    ])
  })
})

describe('a part that was declined', () => {
  it('has both copies under the number of the ticket in hand, and counted ones when they are asked for again', async () => {
    const part = { ...(await takeCard()), endedAt: '2026-11-22T13:32:00.000Z', ending: 'declined' } as const
    await desk.till.printDeclinePapers(part)
    await desk.till.printDeclinePapers(part)
    expect(await papersOf(part)).toEqual([
      ['card-customer', 0, 'customer', 'declined'],
      ['card-merchant', 0, 'merchant', 'declined'],
      ['duplicate', 1, 'customer', 'declined'],
      ['duplicate', 1, 'merchant', 'declined'],
    ])
    const [first] = await desk.store.printSpool.jobsOfSale(part.saleId)
    expect(first?.document).toMatchObject({ saleNumber: desk.till.slice('sale').number, localTime: expect.anything() })
  })
})
