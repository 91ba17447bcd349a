import { handOver, LONG_MS, type Scene } from './scene.ts'

const FILL = { nozzle: 1, volumeMl: 33_225, stepMl: 2_000, stepMs: 200 }

/**
 * A customer fills up without the cashier: the card, the release up to what the bank holds, the fuel, the ticket. The
 * cashier only looks, and prints the receipt that the customer asks for.
 */
export async function atThePump(scene: Scene): Promise<void> {
  const { stage, cashier, words, say } = scene
  const { pump, page } = stage
  if (pump === null) throw new Error('this stage has no pump')
  await stage.until('a pump that is there', ({ pumps }) => pumps[0]?.state === 'idle')
  await handOver(scene, { card: 'mastercard-chip', how: 'insert', pin: '1234' })
  await pump.command({ do: 'customer', ...FILL })
  await stage.until('fuel that runs', ({ pumps }) => pumps[0]?.state === 'delivering', LONG_MS)
  await page.getByRole('button', { name: /Pompe/ }).click()
  await cashier.sees(words('pumps.title'))
  await cashier.picture('pump-delivering')
  const { pumps } = await stage.until('the ticket of the pump', ({ pumps }) => Boolean(pumps[0]?.receipt), LONG_MS)
  await cashier.sees(words('pumps.print'))
  await cashier.picture('pump-paid')
  await page.getByRole('button', { name: words('pumps.print') }).click()
  await stage.until('the receipt on paper', ({ status }) => status.printer.queuedJobs === 0, LONG_MS)
  await cashier.press('Escape')
  const orders = (await pump.command({ do: 'ledger' })) as readonly { readonly amountMinor: number }[]
  const deliveredMinor = orders.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  if (deliveredMinor !== pumps[0]?.deliveredMinor) throw new Error('the pump says another amount than the till')
  say(`the pump: ${deliveredMinor} delivered and paid without a cashier, ticket ${pumps[0]?.receipt?.number}`)
}
