import { hostLedgerLineSchema } from '#contract/tour-summary.ts'
import { answer, ENTER } from './by-the-customer.ts'
import { finish, handOver, LONG_MS, openPayment, ringByKeys, type Scene } from './scene.ts'

const GOODS = ['Café', 'Sandwich', 'Eau de source']

/**
 * The driver of a fleet takes something for the road, after the fuel: his card wants the mileage, which he types on the pad, then plate
 * and driver, whom the cashier asks.
 */
export async function inTheStationShop(scene: Scene): Promise<void> {
  const { stage, cashier, words, say } = scene
  await ringByKeys(scene, GOODS)
  await cashier.picture('station-shop')
  const { sale } = await openPayment(scene)
  await handOver(scene, { card: 'fleet-stripe', how: 'swipe', pin: '1234' })
  await cashier.press('*')
  await stage.until('a question on the pad', ({ payment }) => payment?.hostPrompt?.askedAt === 'pad', LONG_MS)
  await cashier.picture('fleet-mileage')
  await answer(scene, 'figures', { do: 'type', text: '48210' }, ENTER)
  for (const [subject, typed] of [
    ['vehicle', 'AB-123-CD'],
    ['driver', '0042'],
  ] as const) {
    await stage.until(`the question for the ${subject}`, ({ payment }) => payment?.hostPrompt?.id === subject, LONG_MS)
    await cashier.sees(words('prompt.from.card'))
    await cashier.picture(`fleet-${subject}`)
    await cashier.type(typed)
    await cashier.press('Enter')
  }
  await finish(scene, sale.id, 'fleet-card')
  const lines = hostLedgerLineSchema.array().parse(await stage.host.command({ do: 'ledger' }))
  const told = lines.find(({ answers }) => answers !== undefined)?.answers
  if (told?.mileage !== '48210' || told.vehicle !== 'AB-123-CD' || told.driver !== '0042') {
    throw new Error(`the bank was told ${JSON.stringify(told)} of the fleet card`)
  }
  say('fleet card: mileage at the pad, plate and driver at the screen; the bank has all three')
}
