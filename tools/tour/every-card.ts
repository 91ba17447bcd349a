import { cardSale, finish, handOver, LONG_MS, openPayment, ring, ringAbove, type Scene } from './scene.ts'

/** Above it these cards want their chip to be read. */
const TAP_LIMIT_MINOR = 5_000

/** The cards that want more than a chip and a PIN: a signature, a stripe, a tap that is too much for a tap. */
export async function everyCard(scene: Scene): Promise<void> {
  await signedSale(scene)
  await cardSale(scene, { name: 'stripe-pin' }, { card: 'visa-stripe-pin', how: 'swipe', pin: '1234' })
  await tapAboveTheLimit(scene)
}

/** The customer signs the merchant's copy, the cashier compares and accepts. */
async function signedSale(scene: Scene): Promise<void> {
  const { stage, cashier, words } = scene
  await ring(scene, 3)
  const { sale } = await openPayment(scene)
  await handOver(scene, { card: 'visa-signature', how: 'insert' })
  await cashier.press('*')
  await stage.until('a signature to judge', ({ payment }) => payment?.prompt === 'check-signature', LONG_MS)
  await stage.until('the copy to sign', ({ status }) => status.printer.queuedJobs === 0, LONG_MS)
  await cashier.sees(words('signature.accept'))
  await cashier.picture('signature')
  await cashier.press('Enter')
  await finish(scene, sale.id, 'signed')
}

/** The card is tapped, asks for its chip, and is inserted. */
async function tapAboveTheLimit(scene: Scene): Promise<void> {
  const { cashier, words } = scene
  await ringAbove(scene, TAP_LIMIT_MINOR)
  const { sale } = await openPayment(scene)
  await handOver(scene, { card: 'tap-to-chip', how: 'tap' })
  await cashier.press('*')
  await cashier.sees(words('cue.insert-chip'))
  await cashier.picture('tap-then-chip')
  await handOver(scene, { card: 'tap-to-chip', how: 'insert', pin: '1234' })
  await finish(scene, sale.id, 'tap-above-limit')
}
