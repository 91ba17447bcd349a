import { formatAmount } from '#contract/money.ts'
import { finish, handOver, LONG_MS, openPayment, ring, type Scene } from './scene.ts'

/**
 * Customers at the pad: one chooses his ticket in a list, one types her table, one pays with a card whose bank asks for
 * the mileage on the pad and for a receipt on the cashier's screen.
 */
export async function byTheCustomer(scene: Scene): Promise<void> {
  await holdUnder(scene, '12', 2)
  await holdUnder(scene, '14', 3)
  await chosenInAList(scene)
  await foundByItsTable(scene)
  await askedByTheBank(scene)
}

async function holdUnder(scene: Scene, reference: string, products: number): Promise<void> {
  const { stage, cashier, words } = scene
  const before = (await stage.look()).status.waitingSales
  await ring(scene, products)
  await cashier.type(reference)
  await cashier.press('F8')
  await stage.until('the ticket on hold', ({ status, sale }) => status.waitingSales > before && sale.lines.length === 0)
  // The next F8 means the list only once the screen, too, has put the ticket away.
  await cashier.sees(words('sale.articles_one').replace('{{count}}', '0'))
}

/** The pad shows a prompt of that kind, and the customer answers it. */
export async function answer(
  { stage }: Scene,
  what: 'menu' | 'figures',
  ...commands: readonly Command[]
): Promise<void> {
  const until = Date.now() + LONG_MS
  while (((await stage.pad.command({ do: 'picture' })) as { expects: string | null }).expects !== what) {
    if (Date.now() > until) throw new Error(`the pad never asked for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  for (const command of commands) await stage.pad.command(command)
}
type Command = Parameters<Scene['stage']['pad']['command']>[0]

export const ENTER: Command = { do: 'key', key: 'enter' }

async function startOf({ stage, cashier, words }: Scene, key: '1' | '2', step: string): Promise<void> {
  await cashier.press('F8')
  await cashier.sees(words('held.text'))
  // Its key means nothing before the screen shows what it starts.
  const { scenarios } = await stage.ask('scenario.list', {})
  await cashier.sees(scenarios[Number(key) - 1]?.name ?? key)
  await cashier.press(key)
  await stage.until('the customer at the pad', ({ scenario }) => scenario?.step === step && scenario.dueAt !== null)
}

async function chosenInAList(scene: Scene): Promise<void> {
  const { stage, cashier, words, say } = scene
  await startOf(scene, '1', 'choose-ticket')
  await cashier.sees(words('scenario.title.choose-ticket'))
  await cashier.picture('scenario-choose')
  await answer(scene, 'menu', { do: 'choose', option: 2 })
  const { sale } = await stage.until(
    'the lines on the pad',
    ({ scenario }) => scenario?.step === 'show-ticket',
    LONG_MS,
  )
  await cashier.sees(words('scenario.title.show-ticket'))
  await cashier.picture('scenario-lines')
  await handOver(scene, { card: 'cb-chip', how: 'insert', pin: '1234' })
  await answer(scene, 'menu', ENTER)
  await finish(scene, sale.id, 'chosen-by-the-customer')
  say(`chosen in a list: ${formatAmount(sale.totalMinor, sale.currency)}, paid at the pad`)
}

async function foundByItsTable(scene: Scene): Promise<void> {
  const { stage, cashier, words, say } = scene
  await startOf(scene, '2', 'ask-number')
  await answer(scene, 'figures', { do: 'type', text: '13' }, ENTER)
  await stage.until('another try', ({ scenario }) => scenario?.triesLeft === 2, LONG_MS)
  await cashier.sees(words('scenario.title.ask-number'))
  await cashier.picture('scenario-table')
  await answer(scene, 'figures', { do: 'type', text: '12' }, ENTER)
  const { sale } = await stage.until(
    'the lines on the pad',
    ({ scenario }) => scenario?.step === 'show-ticket',
    LONG_MS,
  )
  await handOver(scene, { card: 'mastercard-chip', how: 'insert', pin: '1234' })
  await answer(scene, 'menu', ENTER)
  await finish(scene, sale.id, 'found-by-its-table')
  say('found by its table: a wrong number first, then paid at the pad')
}

async function askedByTheBank(scene: Scene): Promise<void> {
  const { stage, cashier, say } = scene
  await ring(scene, 5)
  const { sale } = await openPayment(scene)
  const mileage = { kind: 'number', place: 'customer', subject: 'mileage', minLength: 1, maxLength: 6 }
  await stage.host.command({ do: 'prompt', ...mileage, title: 'Kilométrage ?' })
  const choice = { kind: 'choice', title: 'Carburant ?', options: ['Gazole', 'Sans plomb 95', 'Sans plomb 98'] }
  await stage.host.command({ do: 'prompt', ...choice })
  await handOver(scene, { card: 'visa-chip', how: 'insert', pin: '1234' })
  await cashier.press('*')
  await stage.until('a question on the pad', ({ payment }) => payment?.hostPrompt?.askedAt === 'pad', LONG_MS)
  await cashier.sees('Kilométrage ?')
  await cashier.picture('bank-asks-customer')
  await answer(scene, 'figures', { do: 'type', text: '48210' }, ENTER)
  await stage.until('a question on the screen', ({ payment }) => payment?.hostPrompt?.askedAt === 'screen', LONG_MS)
  await cashier.sees('Carburant ?')
  await cashier.picture('bank-asks-cashier')
  await cashier.press('2')
  await finish(scene, sale.id, 'asked-by-the-bank')
  say('asked by the bank: the customer at the pad, the cashier at the screen')
}
