import { cardSale, type Scene } from './scene.ts'

/**
 * The bank's own host is away and its standby takes the sale, which the primary was never sent; then a card of another
 * scheme goes to another bank.
 */
export async function severalBanks(scene: Scene): Promise<void> {
  const { stage, say } = scene
  await stage.host.command({ do: 'down' })
  await cardSale(scene, { name: 'standby-serves', products: 2 }, { card: 'cb-chip', how: 'insert', pin: '1234' })
  await stage.host.command({ do: 'up' })
  say(`the standby: ${await bookedAt(scene, 'standby')} sale taken while the bank’s own host was away`)
  await cardSale(scene, { name: 'second-bank', products: 1 }, { card: 'amex-chip', how: 'insert', pin: '1234' })
  say(`the second bank: ${await bookedAt(scene, 'second')} sale of its scheme`)
}

async function bookedAt({ stage }: Scene, at: 'standby' | 'second'): Promise<number> {
  const lines = (await stage.host.command({ do: 'ledger', at })) as { state: string; amountMinor: number }[]
  const booked = lines.filter(({ state, amountMinor }) => state === 'approved' && amountMinor > 0).length
  if (booked === 0) throw new Error(`nothing was sold at the ${at} host`)
  return booked
}
