import { formatAmount } from '#contract/money.ts'
import { finish, handOver, LONG_MS, openPayment, ring, type Scene } from './scene.ts'
import { signInAs } from './second-pad.ts'

const HAND = { card: 'cb-chip', how: 'insert', pin: '1234' } as const
const COMPANY = 'Boulangerie Ar Bara'

/** A company buys on account, gets its invoice, and pays it by card from its file. */
export async function onAccount(scene: Scene): Promise<void> {
  await signInAs(scene, 'manager', '3333')
  await ring(scene, 3)
  await newCustomer(scene)
  await putOnAccount(scene)
  await invoiced(scene)
  await paidByCard(scene)
  await signInAs(scene, 'cashier', '1111')
  scene.say('account: a ticket on account, its invoice, and the account paid by card')
}

/** From the ticket: whose it is, and a file for a new customer. */
async function newCustomer({ stage, cashier, words }: Scene): Promise<void> {
  const field = (name: string) => stage.page.getByRole('dialog').getByLabel(words(`customer.field.${name}`))
  await cashier.press('F2')
  await cashier.sees(words('customer.find'))
  await cashier.press('F2')
  await field('name').waitFor()
  await field('name').fill('Yann Le Goff')
  await field('company').fill(COMPANY)
  await field('street').fill('3 rue de la Paix')
  await field('city').fill('44000 Nantes')
  await field('limit').fill('500')
  await cashier.picture('new-customer')
  await cashier.press('Enter')
  await stage.until('the customer on the ticket', ({ sale }) => sale.customer?.title === COMPANY)
  await cashier.sees(COMPANY)
  await cashier.picture('customer-on-ticket')
}

async function putOnAccount(scene: Scene): Promise<void> {
  const { stage, cashier, words } = scene
  const { sale } = await openPayment(scene)
  await cashier.press('C')
  await cashier.sees(words('account.afterwards'))
  await cashier.picture('on-account')
  await cashier.press('Enter')
  await stage.until('the ticket on account', ({ lastSale }) => lastSale?.id === sale.id, LONG_MS)
  await cashier.sees(words('approved.account'))
}

async function invoiced({ stage, cashier, words }: Scene): Promise<void> {
  const { lastSale } = await stage.look()
  await cashier.press('F')
  await cashier.sees(words('invoice.buyer'))
  await cashier.picture('invoice')
  await cashier.press('Enter')
  await cashier.sees(words('invoice.printed').replace('{{number}}', '').trim())
  await stage.until('the ticket and its invoice on paper', ({ status }) => status.printer.queuedJobs === 0, LONG_MS)
  await cashier.press('Enter')
  await stage.until('a new sale', (slices) => slices.lastSale === null && lastSale !== null)
}

/** From the customer's file: the invoice that is not paid becomes a ticket, and a card pays it. */
async function paidByCard(scene: Scene): Promise<void> {
  const { stage, cashier, words } = scene
  await cashier.press('Shift+F4')
  await cashier.sees(words('account.owes'))
  await cashier.picture('customer-file')
  await cashier.press('F6')
  await cashier.sees(words('account.takeText'))
  await cashier.press('ArrowDown')
  await cashier.sees(words('invoice.leftAfterwards'))
  await cashier.picture('account-payment')
  await cashier.press('Enter')
  await cashier.sees(words('payment.choose'))
  const { sale } = await stage.until('the payment screen', (slices) => slices.sale.state === 'paying')
  if (sale.vat.length > 0) throw new Error('what pays an account has no VAT')
  await cashier.sees(formatAmount(sale.totalMinor, sale.currency))
  await cashier.press('*')
  await stage.until('the pad asks for the card', ({ payment }) => payment !== null)
  await cashier.picture('payment-account')
  await handOver(scene, HAND)
  await finish(scene, sale.id, 'account-paid')
  await cashier.press('Shift+F4')
  await cashier.sees(words('account.even'))
  await cashier.picture('account-settled')
  await cashier.press('Escape')
}
