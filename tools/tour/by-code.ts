import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { finish, openPayment, ring, type Scene } from './scene.ts'

/** The training bank says no to the account behind it. */
const EMPTY_ACCOUNT = '482951'
const CODE = '482917'

/** The customer reads a code out of a telephone, first of an account with nothing on it. No card, and no code on paper. */
export async function byCode(scene: Scene): Promise<void> {
  const { stage, cashier, words, say } = scene
  await ring(scene, 2)
  const { sale } = await openPayment(scene)
  await cashier.press('M')
  await cashier.sees(words('payCode.code'))
  await cashier.type(EMPTY_ACCOUNT)
  await cashier.picture('mobile-code')
  await cashier.press('Enter')
  await cashier.sees(words('ended.codeDeclined'))
  await cashier.picture('mobile-code-declined')
  await cashier.press('Enter')
  await cashier.sees(words('payment.choose'))
  await cashier.press('M')
  await cashier.sees(words('payCode.code'))
  await cashier.type(CODE)
  await cashier.press('Enter')
  await finish(scene, sale.id, 'mobile-code-paid')
  const tickets = join(stage.folder, 'tickets')
  const papers = readdirSync(tickets)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(tickets, name), 'utf8'))
  const ofCodes = papers.filter((text) => text.includes('PAIEMENT PAR CODE') && text.includes(`***${CODE.slice(-3)}`))
  if (ofCodes.length === 0) throw new Error('no paper says that a code paid')
  if (papers.some((text) => text.includes(CODE))) throw new Error('a paper holds the whole code')
  say('mobile code: the first one declined, the second one paid; its last three figures are on paper')
}
