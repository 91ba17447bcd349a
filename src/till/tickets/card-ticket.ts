import type { EntryMode } from '#contract/views/sale-view.ts'
import { paperAmount, paperDate, paperFigures, SCHEME_NAMES } from './paper-figures.ts'
import type { PaperRows } from './paper-rows.ts'
import { addTerminalTicket } from './terminal-lines.ts'
import type { CardTicket } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** The bank's ticket in the order of the French CB paper (picture 17 of the screens), or that of a standalone terminal. */
export function addCardTicket(rows: PaperRows, ticket: CardTicket, words: TicketWords): void {
  if (ticket.terminalLines === undefined) addBankTicket(rows, ticket, words)
  else addTerminalTicket(rows, ticket, ticket.terminalLines, words)
}

function addBankTicket(rows: PaperRows, ticket: CardTicket, words: TicketWords): void {
  addTitle(rows, ticket, words)
  rows.blank()
  rows.pair(words.contract, ticket.contract)
  rows.pair(words.merchant, ticket.merchantId)
  rows.pair(words.terminal, ticket.terminalId)
  rows.blank()
  addCard(rows, ticket, words)
  rows.rule()
  addParts(rows, ticket, words)
  addAmount(rows, ticket, words)
  addOutcome(rows, ticket, words)
  addBalance(rows, ticket, words)
  rows.rule()
  if (ticket.reservation !== undefined) rows.left(fill(words.reservation, { label: ticket.reservation }))
  if (ticket.saleNumber === '') rows.right(ticket.paymentNumber)
  else rows.pair(fill(words.sale, { number: ticket.saleNumber }), ticket.paymentNumber)
  rows.blank()
  if (isToSign(ticket)) addSignatureRoom(rows, words)
  rows.centre(ticket.copy === 'customer' ? words.customerCopy : words.merchantCopy)
  if (isBankApproved(ticket) || isReturned(ticket)) rows.centre(words.keep)
  if (ticket.outcome === 'to-sign') return
  rows.blank()
  rows.centre(words.goodbye)
}

/** What the amount consists of, where that is more than goods. */
function addParts(rows: PaperRows, ticket: CardTicket, words: TicketWords): void {
  const { amountMinor, tipMinor = 0, cashbackMinor = 0, currency } = ticket
  const goodsMinor = amountMinor - tipMinor - cashbackMinor
  if (goodsMinor === amountMinor) return
  if (goodsMinor > 0) rows.pair(words.goods, paperFigures(goodsMinor, currency))
  if (tipMinor > 0) rows.pair(words.tip, paperFigures(tipMinor, currency))
  if (cashbackMinor === 0) return
  rows.pair(isReturned(ticket) ? words.cashbackReturned : words.cashback, paperFigures(cashbackMinor, currency))
}

function isBankApproved({ outcome }: CardTicket): boolean {
  return outcome === 'approved' || outcome === 'reserved' || outcome === 'to-sign'
}

/** What charges nobody, by the word that heads its slip. */
const NOTE_TITLES: Readonly<Partial<Record<CardTicket['outcome'], (words: TicketWords) => string>>> = {
  balance: (words) => words.balanceTitle,
  'card-checked': (words) => words.cardCheckTitle,
  activated: (words) => words.activatedTitle,
  loaded: (words) => words.loadedTitle,
}

/** A question has no amount. */
function addAmount(rows: PaperRows, ticket: CardTicket, words: TicketWords): void {
  const { outcome, amountMinor, askedMinor, currency } = ticket
  if (outcome === 'balance' || outcome === 'card-checked') return
  rows.left(words.amount)
  rows.bigFigure(paperAmount(amountMinor, currency))
  if (askedMinor !== undefined) rows.pair(words.partOf, paperAmount(askedMinor, currency))
  rows.blank()
}

/** What is left on the card, as the bank says it. */
function addBalance(rows: PaperRows, { balanceMinor, currency }: CardTicket, words: TicketWords): void {
  if (balanceMinor !== undefined) rows.pair(words.cardBalance, paperAmount(balanceMinor, currency), { bold: true })
}

function isReturned({ outcome }: CardTicket): boolean {
  return outcome === 'voided' || outcome === 'refunded'
}

/** The merchant's original only: a duplicate is not signed again, and the customer keeps nothing to sign. */
function isToSign(ticket: CardTicket): boolean {
  const { copy, cardholderVerification, copyNumber } = ticket
  const wanted = copy === 'merchant' && cardholderVerification === 'signature' && copyNumber === 0
  return wanted && isBankApproved(ticket)
}

/** Rows of paper that a signature takes. */
const SIGNATURE_ROWS = 3

function addSignatureRoom(rows: PaperRows, words: TicketWords): void {
  rows.left(words.signHere)
  for (let row = 0; row < SIGNATURE_ROWS; row += 1) rows.blank()
  rows.rule()
}

function addTitle(rows: PaperRows, ticket: CardTicket, words: TicketWords): void {
  // A code is no card: what it is takes the place of how a card was read.
  const isCode = ticket.entryMode === 'manual'
  rows.centre(NOTE_TITLES[ticket.outcome]?.(words) ?? (isCode ? words.manual : words.cardTitle), { bold: true })
  if (!isCode) rows.centre(ticket.fallback ? words.fallback : entryName(ticket.entryMode, words))
  const scheme = SCHEME_NAMES[ticket.scheme] || (ticket.applicationLabel ?? '')
  if (scheme !== '') rows.centre(scheme.toLocaleUpperCase(ticket.locale))
  rows.blank()
  if (ticket.applicationId !== null || (ticket.applicationLabel !== null && !isCode))
    rows.pair(ticket.applicationId ?? '', ticket.applicationLabel ?? '')
  rows.pair(
    fill(words.cardDate, { date: paperDate(ticket.localDate, words) }),
    fill(words.cardTime, { time: ticket.localTime }),
  )
  rows.centre(ticket.shop.name.toLocaleUpperCase(ticket.locale))
  rows.centre(ticket.shop.city.toLocaleUpperCase(ticket.locale))
}

function addCard(rows: PaperRows, ticket: CardTicket, words: TicketWords): void {
  if (ticket.maskedPan !== '') rows.pair(words.pan, paperPan(ticket.maskedPan, ticket.copy))
  if (ticket.cryptogramHex !== null) rows.pair(words.cryptogram, ticket.cryptogramHex.toUpperCase())
  const isFromBank = ticket.approvalCode !== null && ticket.offline === null
  if (ticket.approvalCode !== null && ticket.offline !== 'card' && ticket.offline !== 'stand-in')
    rows.pair(words.approvalCode, ticket.approvalCode ?? '')
  // Till, STAN and batch, without the batch's leading noughts.
  const counters = [ticket.terminalId.slice(-3), ticket.stan ?? '', (ticket.batchNumber ?? '').replace(/^0+/, '')]
  rows.pair(
    counters.filter((part) => part !== '').join(' '),
    `${ENTRY_LETTERS[ticket.entryMode]}${isFromBank ? ' @' : ''}`,
  )
  if (ticket.terminalVerificationResultsHex !== null || ticket.transactionStatusHex !== null)
    rows.pair(tagged('TVR', ticket.terminalVerificationResultsHex), tagged('TSI', ticket.transactionStatusHex))
  if (ticket.copy === 'merchant' && ticket.issuerDataHex !== null)
    rows.pair(words.issuerData, ticket.issuerDataHex.toUpperCase())
  rows.pair(
    tagged('ARC', ticket.responseCode),
    isBankApproved(ticket) && ticket.entryMode !== 'manual'
      ? verificationName(ticket.cardholderVerification, words)
      : '',
  )
  if (isBankApproved(ticket) && ticket.offline !== null) rows.centre(offlineName(ticket.offline, words), { bold: true })
}

function offlineName(offline: NonNullable<CardTicket['offline']>, words: TicketWords): string {
  if (offline === 'voice') return words.offlineVoice
  return offline === 'card' ? words.offlineCard : words.offlineStandIn
}

function addOutcome(rows: PaperRows, { outcome, heldUntilDate }: CardTicket, words: TicketWords): void {
  if (outcome === 'reserved') {
    rows.centre(words.reservedTitle, { bold: true })
    rows.centre(words.notDebited)
    if (heldUntilDate !== undefined) rows.centre(fill(words.heldUntil, { date: paperDate(heldUntilDate, words) }))
    return
  }
  if (outcome in NOTE_TITLES) {
    rows.centre(words.notDebited)
    return
  }
  if (outcome === 'approved') {
    rows.centre(words.debit)
    return
  }
  if (outcome === 'voided' || outcome === 'refunded') {
    rows.centre(outcome === 'voided' ? words.voidTitle : words.refundTitle, { bold: true })
    rows.centre(outcome === 'voided' ? words.debitVoided : words.credit)
    return
  }
  if (outcome === 'to-sign') {
    rows.centre(words.toSign, { bold: true })
    rows.centre(words.notPaidYet)
    return
  }
  rows.centre(outcome === 'declined' ? words.declined : words.abandoned, { bold: true })
  if (outcome === 'signature-refused') rows.centre(words.signatureRefused)
  rows.centre(words.notDebited)
}

/**
 * The card's number as the copy may show it: the customer's the last four figures, the merchant's the first six and
 * the last four. Whatever comes in, more than that never goes out.
 */
function paperPan(maskedPan: string, copy: CardTicket['copy']): string {
  const cells = maskedPan.replace(/[^0-9*]/g, '')
  if (cells.length <= 4) return cells.replace(/\d/g, '*')
  const head = copy === 'merchant' && cells.length >= 13 ? cells.slice(0, 6) : ''
  return head + '*'.repeat(cells.length - head.length - 4) + cells.slice(-4)
}

/** The letter of the reader on CB papers: C the chip, S without contact, P the stripe, M by hand. `@` is on line. */
const ENTRY_LETTERS: Readonly<Record<EntryMode, string>> = {
  chip: 'C',
  contactless: 'S',
  stripe: 'P',
  manual: 'M',
  none: '',
}

function entryName(entryMode: EntryMode, words: TicketWords): string {
  switch (entryMode) {
    case 'chip':
      return words.chip
    case 'contactless':
      return words.contactless
    case 'stripe':
      return words.stripe
    case 'manual':
      return words.manual
    case 'none':
      return words.noEntry
  }
}

function verificationName(verification: CardTicket['cardholderVerification'], words: TicketWords): string {
  switch (verification) {
    case 'pin-online':
    case 'pin-offline':
      return words.pinVerified
    case 'signature':
      return words.signatureWanted
    case 'device':
      return words.deviceVerified
    case 'none':
      return words.noVerification
  }
}

function tagged(tag: string, value: string | null): string {
  return value === null ? '' : `${tag} ${value.toUpperCase()}`
}
