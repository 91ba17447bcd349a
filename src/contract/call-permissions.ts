import type { CallName, Request } from './api.ts'
import { LIMITS } from './limits.ts'
import type { PermissionId } from './permissions.ts'
import { OWN_CHOICES } from './views/workstation-view.ts'

/** anybody: also while the till is locked. signed-in: whoever is. */
export type Need = 'anybody' | 'signed-in' | PermissionId

type CallNeed<Name extends CallName> = Need | ((request: Request<Name>) => Need)

/**
 * What each call of the contract needs: a call that is not in here is refused to everybody. What a call needs besides, by what it
 * finds on disk, its own code asks (`mayReturn`).
 */
const CALL_PERMISSIONS: { readonly [Name in CallName]: CallNeed<Name> } = {
  'till.snapshot': 'anybody',

  // people
  'session.signIn': 'anybody',
  'session.badge': 'anybody',
  'session.approvers': 'signed-in',
  'session.approve': 'signed-in',
  'session.lock': 'signed-in',
  'people.list': 'manage-people',
  'people.add': 'manage-people',
  'people.edit': 'manage-people',
  'people.setCode': 'manage-people',
  'people.setBadge': 'manage-people',
  'people.setActive': 'manage-people',
  'people.audit': 'manage-people',
  'people.exportAudit': 'manage-people',
  'people.roles': 'manage-people',
  'people.setPermission': 'manage-people',

  // the first run: whoever stands there, for nobody can sign in yet; refused once there is a shop
  'setup.keep': 'anybody',
  'setup.keepPerson': 'anybody',
  'setup.removePerson': 'anybody',
  'setup.finish': 'anybody',
  'setup.openTrainingShop': 'anybody',
  'setup.exportKey': 'maintain-till',
  'setup.endTrial': 'signed-in',

  // the shop
  'shop.view': 'signed-in',
  'shop.change': 'change-settings',

  // copies of the data
  'backup.configure': 'maintain-till',
  'backup.now': 'maintain-till',
  'backup.try': 'maintain-till',
  'backup.list': 'maintain-till',
  'backup.look': 'maintain-till',
  'backup.restore': 'maintain-till',
  'backup.keepData': 'maintain-till',
  'support.preview': 'maintain-till',
  'support.write': 'maintain-till',

  // the bank, and the step between training and live selling
  'bank.view': 'set-up-bank',
  'bank.try': 'set-up-bank',
  'bank.stopTry': 'set-up-bank',
  'bank.save': 'set-up-bank',
  'bank.setMode': 'switch-training',

  // settings: how the screen looks may be set by anyone who stands before it
  'settings.setLocale': 'anybody',
  'settings.setTheme': 'anybody',
  'settings.setHand': 'anybody',
  'settings.setLockAfter': 'change-settings',
  'settings.setTicketOnSwitch': 'change-settings',
  'workstation.change': (wanted) => (isOwnChoice(wanted) ? 'signed-in' : 'change-settings'),
  'workstation.printKeyCard': 'signed-in',
  'settings.setTicketCode': 'change-settings',
  'settings.setTicketRules': 'change-settings',
  'means.list': 'signed-in',
  'means.save': 'change-settings',
  'settings.setLogo': 'change-settings',

  // articles
  'catalogue.search': 'signed-in',
  'catalogue.quickKeys': 'signed-in',
  'catalogue.pin': 'edit-articles',
  'catalogue.unpin': 'edit-articles',
  'catalogue.swapKeys': 'edit-articles',
  'articles.list': 'edit-articles',
  'articles.article': 'edit-articles',
  'articles.save': 'edit-articles',
  'articles.undoSave': 'edit-articles',
  'articles.findBarcode': 'edit-articles',
  'articles.archive': 'edit-articles',
  'articles.saveFamilies': 'edit-articles',
  'articles.priceLists': 'edit-articles',
  'articles.savePriceList': 'edit-articles',
  'articles.removePriceList': 'edit-articles',
  'articles.labelForms': 'edit-articles',
  'articles.saveLabelForms': 'edit-articles',
  'articles.openFile': 'edit-articles',
  'articles.filePiece': 'edit-articles',
  'articles.lookAtFile': 'edit-articles',
  'articles.closeFile': 'edit-articles',
  'articles.check': 'edit-articles',
  'articles.import': 'edit-articles',
  'articles.report': 'edit-articles',
  'articles.writeProblems': 'edit-articles',
  'articles.cancel': 'edit-articles',
  'articles.undoImport': 'edit-articles',
  'articles.export': 'export-data',

  // the ticket in hand
  'sale.scan': 'sell',
  'sale.addProduct': 'sell',
  'scale.weigh': 'sell',
  'sale.addGiftCard': 'sell',
  'sale.setQuantity': ({ quantityMilli }) => (quantityMilli === 0 ? 'delete-line' : 'sell'),
  'sale.setPrice': 'change-price',
  'sale.setDiscount': ({ basisPoints }) =>
    basisPoints > LIMITS.discountAloneMaxBasisPoints ? 'discount-above-limit' : 'sell',
  'sale.removeLine': 'delete-line',
  // What an amount comes to is known with the ticket: `changeTicket`.
  'cart.discountLine': ({ discount }) => discountNeed(discount),
  'cart.discountTicket': ({ discount }) => discountNeed(discount),
  'cart.noteLine': 'sell',
  'cart.restoreLine': 'sell',
  'cart.findTickets': 'signed-in',
  'cart.printCommands': 'signed-in',
  'cart.bringBack': 'return-without-ticket',
  'sale.void': 'void-ticket',

  // tickets on hold, tables
  'sale.hold': 'sell',
  'sale.held': 'sell',
  'sale.recall': 'sell',
  'floor.open': 'serve-tables',
  'floor.setCovers': 'serve-tables',
  'floor.ticket': 'serve-tables',
  'floor.savePlan': 'change-settings',
  'floor.move': 'serve-tables',
  'floor.moveLines': 'serve-tables',
  'floor.setCourse': 'serve-tables',
  'floor.send': 'serve-tables',
  'floor.nextCourse': 'serve-tables',
  'floor.split': 'serve-tables',
  'floor.undoSplit': 'serve-tables',
  'floor.note': 'serve-tables',
  'floor.facturette': 'serve-tables',

  // the customer by himself
  'scenario.list': 'signed-in',
  'scenario.start': 'signed-in',
  'scenario.stop': 'signed-in',

  // paying
  'tender.begin': 'sell',
  // What was paid of it gives back only who sells: `leaveTicket`.
  'tender.leave': 'signed-in',
  'tender.cash': 'sell',
  'tender.card': 'sell',
  'tender.code': 'sell',
  'tender.reserved': 'sell',
  'tender.terminal': 'sell',
  'tender.means': 'sell',
  'voucher.issue': 'sell',
  'voucher.list': 'signed-in',
  'tender.undo': 'sell',
  'terminal.abort': 'signed-in',
  'terminal.askAgain': 'signed-in',
  'terminal.decide': 'sell',
  'terminal.reprint': 'signed-in',
  'terminal.dayEnd': 'signed-in',
  'reservation.begin': 'sell',
  'reservation.raise': 'sell',
  'reservation.release': 'sell',
  'giftCard.deliver': 'sell',
  // What only ends what is over, or stops a charge, waits for nobody to sign in.
  'payment.cancel': 'anybody',
  'payment.askBank': 'anybody',
  'payment.dismiss': 'anybody',
  'sale.next': 'anybody',
  'payment.answerPrompt': 'signed-in',
  'payment.printDecline': 'signed-in',
  'payment.signature': 'signed-in',
  'payment.part': 'signed-in',
  'payment.referral': 'signed-in',
  'payment.repeat': 'signed-in',
  'card.look': 'sell',

  // money in doubt
  'payment.noteBankWord': 'settle-doubts',
  'payment.closeByHand': 'settle-doubts',
  'offline.list': 'signed-in',
  'offline.sendNow': 'signed-in',
  'offline.retry': 'settle-doubts',
  'offline.takeNote': 'settle-doubts',
  'pump.stop': 'signed-in',
  'pump.printReceipt': 'signed-in',
  'pump.closeByHand': 'settle-doubts',
  'pump.takeNote': 'settle-doubts',

  // after the sale
  'history.choices': 'signed-in',
  'history.find': 'signed-in',
  'history.list': 'signed-in',
  'ticket.preview': 'signed-in',
  'ticket.reprint': 'signed-in',
  'ticket.savePdf': 'signed-in',
  'papers.printWaiting': 'signed-in',
  'closing.list': 'signed-in',
  'closing.preview': 'signed-in',
  'closing.reprint': 'signed-in',
  'papers.list': 'signed-in',
  'papers.answer': 'signed-in',
  'papers.printOn': 'signed-in',
  'papers.cancel': 'signed-in',
  'drawer.log': 'signed-in',
  'drawer.open': 'open-drawer',
  'cash.move': 'move-cash',
  'return.look': 'return',
  'return.give': 'return',
  'card.returnPath': 'return',
  'card.void': 'return',
  'card.refund': 'return',
  'giftCard.giveBack': 'return',

  // customers
  'customer.search': 'signed-in',
  'customer.file': 'signed-in',
  'customer.save': 'edit-customers',
  'customer.newLoyaltyNumber': 'edit-customers',
  'customer.archive': 'edit-customers',
  'customer.data': 'edit-customers',
  'customer.erase': 'manage-accounts',
  'customer.choose': 'sell',
  'account.tender': 'sell',
  'invoice.ofSale': 'signed-in',
  'invoice.issue': 'edit-customers',
  'invoice.reprint': 'signed-in',
  'account.addPayment': 'sell',
  'loyalty.spend': 'sell',
  'loyalty.setRules': 'change-settings',
  'account.correct': 'manage-accounts',
  'account.cardPayments': 'return',
  'account.refundToCard': 'return',

  // reports
  'scale.keepTare': 'edit-articles',
  'report.sales': 'see-reports',
  'report.exportSales': 'export-data',
  'explorer.page': 'see-reports',
  'explorer.totals': 'see-reports',
  'explorer.choices': 'see-reports',
  'explorer.payment': 'see-reports',
  'explorer.export': 'export-data',
  'explorer.cancelExport': 'export-data',

  // the day
  'day.count': 'close-day',
  'day.readX': 'read-x',
  'day.close': 'close-day',
  'settlement.view': 'read-statements',
  'settlement.look': 'read-statements',
  'settlement.read': 'read-statements',
  'settlement.undo': 'read-statements',
  'settlement.decide': 'read-statements',
  'settlement.reopen': 'read-statements',

  // devices
  'devices.check': 'signed-in',
  'devices.serialPorts': 'set-up-devices',
  'devices.printersFound': 'set-up-devices',
  'devices.probePad': 'set-up-devices',
  'devices.probePrinter': 'set-up-devices',
  'devices.probeDisplay': 'set-up-devices',
  'devices.probeScale': 'set-up-devices',
  'devices.probeTerminal': 'set-up-devices',
  'devices.addPad': 'set-up-devices',
  'devices.addPrinter': 'set-up-devices',
  'devices.addDisplay': 'set-up-devices',
  'devices.addScale': 'set-up-devices',
  'devices.addTerminal': 'set-up-devices',
  'devices.rename': 'set-up-devices',
  'devices.acceptSerialNumber': 'set-up-devices',
  'devices.setPrinter': 'set-up-devices',
  'devices.setLine': 'set-up-devices',
  'devices.makeDefault': 'set-up-devices',
  'devices.remove': 'set-up-devices',
  'devices.loadTables': 'set-up-devices',
  'devices.testText': 'set-up-devices',
  'devices.testCard': 'set-up-devices',
  'devices.testSale': 'set-up-devices',
  'devices.testSlip': 'set-up-devices',
  'devices.testDisplay': 'set-up-devices',
  'devices.testScale': 'set-up-devices',
  'devices.testTerminal': 'set-up-devices',
  'devices.cancelTest': 'set-up-devices',

  // the customer's window
  'customerScreen.look': 'signed-in',
  'customerScreen.choose': 'set-up-devices',
  'customerScreen.test': 'set-up-devices',
}

function isOwnChoice(wanted: Request<'workstation.change'>): boolean {
  return Object.keys(wanted).every((name) => (OWN_CHOICES as readonly string[]).includes(name))
}

function discountNeed(discount: Request<'cart.discountTicket'>['discount']): PermissionId {
  const isLarge = discount?.kind === 'percent' && discount.basisPoints > LIMITS.discountAloneMaxBasisPoints
  return isLarge ? 'discount-above-limit' : 'sell'
}

/** What this call needs, asked for like this; null for one that the table does not name. */
export function needOf<Name extends CallName>(name: Name, request: Request<Name>): Need | null {
  if (!Object.hasOwn(CALL_PERMISSIONS, name)) return null
  const need: CallNeed<Name> = CALL_PERMISSIONS[name]
  return typeof need === 'function' ? need(request) : need
}

/** Every call that the table names, for the test that it names all of them. */
export const CALLS_WITH_NEEDS: readonly string[] = Object.keys(CALL_PERMISSIONS)
