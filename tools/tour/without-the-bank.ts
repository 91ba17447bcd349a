import { cardSale, LONG_MS, type Scene } from './scene.ts'
import { screenWords } from './screen-words.ts'

/** Above it a card must ask the bank, and the till may answer in its stead (`resources/acquirers/ascii87.json`). */
const FLOOR_LIMIT_MINOR = 2_500

/** The bank's own host and its standby. */
const BOTH_HOSTS = ['primary', 'standby'] as const

/**
 * The bank is away: the card itself says yes below the floor limit, then the till says yes in the bank's stead. What
 * was sold so is told to the bank as soon as it is back. First in French by day, then in Polish by night.
 */
export async function withoutTheBank(scene: Scene): Promise<void> {
  const { stage, cashier, say } = scene
  for (const at of BOTH_HOSTS) await stage.host.command({ do: 'down', at })
  say('the bank: away')
  await cardSale(
    scene,
    { name: 'offline-by-the-card', products: 1 },
    { card: 'cb-offline', how: 'insert', pin: '1234' },
  )

  await stage.ask('settings.setLocale', { locale: 'pl' })
  await stage.ask('settings.setTheme', { theme: 'dark' })
  const polish: Scene = { ...scene, words: screenWords('pl') }
  await cardSale(
    polish,
    { name: 'offline-in-the-banks-stead', aboveMinor: FLOOR_LIMIT_MINOR },
    { card: 'cb-offline', how: 'insert', pin: '1234' },
  )
  const away = await stage.until('two sales to tell the bank', ({ status }) => status.offline.waiting === 2)
  say(`the bank: away, ${away.status.offline.waiting} card sales wait for it`)
  await cashier.picture('offline-waiting')

  for (const at of BOTH_HOSTS) await stage.host.command({ do: 'up', at })
  await stage.ask('offline.sendNow', {})
  await stage.until('the bank to hear of them', ({ status }) => status.offline.waiting === 0, LONG_MS)
  const { rows } = await stage.ask('offline.list', {})
  const sold = rows.filter(({ basis }) => basis !== 'completion')
  say(`the bank: back, ${sold.map(({ state }) => state).join(' and ')}`)
  await cardSale(polish, { name: 'karta', products: 2 }, { card: 'visa-chip', how: 'insert', pin: '1234' })
  await cashier.picture('forwarded')
  await stage.ask('settings.setLocale', { locale: 'fr' })
  await stage.ask('settings.setTheme', { theme: 'light' })
}
