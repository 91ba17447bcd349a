import { finish, handOver, LONG_MS, openPayment, ring, type Scene } from './scene.ts'

/** The bank says neither yes nor no: it approves a part of the price, then it wants to be telephoned. */
export async function notPlainlyYes(scene: Scene): Promise<void> {
  await onlyAPart(scene)
  await calledBank(scene)
}

/** The cashier keeps what the bank approves and collects the rest in cash. */
async function onlyAPart(scene: Scene): Promise<void> {
  const { stage, cashier, words, say } = scene
  await ring(scene, 4)
  const { sale } = await openPayment(scene)
  const partMinor = Math.floor(sale.totalMinor / 2)
  await stage.host.command({ do: 'approve-part', amountMinor: partMinor })
  await handOver(scene, { card: 'visa-chip', how: 'insert', pin: '1234' })
  await cashier.press('*')
  await stage.until('a part to choose about', ({ payment }) => payment?.prompt === 'choose-part', LONG_MS)
  await cashier.sees(words('part.step'))
  await cashier.picture('part-approved')
  await cashier.press('Enter')
  await stage.until('the part on the ticket', ({ sale: { remainingMinor } }) => {
    return remainingMinor === sale.totalMinor - partMinor
  })
  await cashier.sees(words('payment.choose'))
  await cashier.picture('part-kept')
  await cashier.press('/')
  await finish(scene, sale.id, 'part-and-cash')
  say('part approved: kept, and the rest collected in cash')
}

/** The cashier brings the code that a person at the bank says; the bank is told of it. */
async function calledBank(scene: Scene): Promise<void> {
  const { stage, cashier, words, say } = scene
  await ring(scene, 2)
  const { sale } = await openPayment(scene)
  await stage.host.command({ do: 'decline', code: '01', times: 1 })
  await handOver(scene, { card: 'mastercard-chip', how: 'insert', pin: '1234' })
  await cashier.press('*')
  await stage.until('a bank to call', ({ payment }) => payment?.prompt === 'call-bank', LONG_MS)
  await cashier.sees(words('referral.title'))
  await cashier.picture('call-the-bank')
  await cashier.type('V7K41')
  await cashier.picture('code-of-the-bank')
  await cashier.press('Enter')
  await finish(scene, sale.id, 'approved-by-telephone')
  await stage.until('the bank to hear of it', ({ status }) => status.offline.waiting === 0, LONG_MS)
  say('referral: the bank was called, its code typed, and the bank told of it')
}
