import type { Handlers } from '#contract/dispatch.ts'

/** The calls of the contract that the till answers by itself; the rest joins it with payment and devices. */
export type TillCallName =
  | 'session.signIn'
  | 'session.lock'
  | 'settings.setLocale'
  | 'settings.setTheme'
  | 'settings.setHand'
  | 'catalogue.search'
  | 'catalogue.quickKeys'
  | 'sale.scan'
  | 'sale.addProduct'
  | 'sale.addGiftCard'
  | 'sale.setQuantity'
  | 'sale.setPrice'
  | 'sale.setDiscount'
  | 'sale.removeLine'
  | 'sale.void'
  | 'sale.hold'
  | 'sale.held'
  | 'sale.recall'
  | 'sale.next'
  | 'tender.begin'
  | 'tender.leave'
  | 'tender.cash'
  | 'tender.card'
  | 'tender.code'
  | 'tender.reserved'
  | 'history.list'
  | 'ticket.preview'
  | 'ticket.reprint'
  | 'drawer.open'
  | 'day.count'
  | 'day.readX'

export type TillCalls = Pick<Handlers, TillCallName>
/** The calls of one file. */
export type CallsNamed<Prefix extends string> = Pick<Handlers, Extract<TillCallName, `${Prefix}.${string}`>>
