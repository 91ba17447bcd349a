import type { ReservationView } from '#contract/views/reservation-view.ts'
import { finish, goTo, handOver, LONG_MS, openPayment, ring, type Scene } from './scene.ts'

/**
 * The bank holds an amount on a card, then more; a ticket that costs less is paid with it, and the bank frees the rest.
 * Another reservation is released, a third one stays open over the day's end.
 */
export async function reserved(scene: Scene): Promise<void> {
  await reserve(scene, { label: 'Chambre 12', amount: '80', name: 'reserve' })
  await raise(scene, '20')
  await payFromIt(scene)
  await storyOf(scene)
  await reserve(scene, { label: 'Table 7', amount: '30' })
  await release(scene)
  await reserve(scene, { label: 'Location 3', amount: '50' })
  await goTo(scene, 'nav.sale')
}

async function openList({ cashier, words }: Scene): Promise<void> {
  await cashier.press('Shift+F7')
  await cashier.sees(words('reservations.new'))
}

/** The newest one, once it is so. */
async function until(
  { stage }: Scene,
  what: string,
  holds: (newest: ReservationView) => boolean,
): Promise<ReservationView> {
  const { reservations } = await stage.until(
    what,
    ({ reservations: [newest] }) => newest !== undefined && holds(newest),
    LONG_MS,
  )
  const [newest] = reservations
  if (newest === undefined) throw new Error(`no reservation: ${what}`)
  return newest
}

/** An amount, a name, the card. With a name for its pictures, each step is one. */
async function reserve(
  scene: Scene,
  { label, amount, name }: { readonly label: string; readonly amount: string; readonly name?: string },
): Promise<void> {
  const { cashier, say, words } = scene
  const picture = (step: string) => (name === undefined ? Promise.resolve() : cashier.picture(`${name}-${step}`))
  await openList(scene)
  await picture('list-empty')
  await cashier.press('Enter')
  await cashier.sees(words('reserve.title'))
  await cashier.type(amount)
  await cashier.press('Enter')
  await cashier.type(label)
  await picture('asked')
  await cashier.press('Enter')
  await scene.stage.until('the card is asked for', ({ payment }) => payment?.label === label)
  await picture('card')
  await handOver(scene, { card: 'cb-chip', how: 'insert', pin: '1234' })
  const { amountMinor } = await until(
    scene,
    `${label} is held`,
    (one) => one.label === label && one.state === 'reserved',
  )
  await cashier.sees(words('reserve.next'))
  await picture('held')
  await scene.stage.until('its slips', ({ status }) => status.printer.queuedJobs === 0, LONG_MS)
  await cashier.press('Enter')
  await cashier.sees(label)
  say(`reserved: ${label}, ${amountMinor / 100} held and nothing charged`)
}

async function raise(scene: Scene, amount: string): Promise<void> {
  const { cashier, say, words } = scene
  const before = await until(scene, 'a reservation', ({ state }) => state === 'reserved')
  await cashier.press('+')
  await cashier.sees(words('raise.more'))
  await cashier.type(amount)
  await cashier.press('Enter')
  const after = await until(scene, 'the raise', ({ amountMinor }) => amountMinor > before.amountMinor)
  await cashier.sees(words('raise.doneText'))
  await cashier.picture('reserve-raised')
  await cashier.press('Enter')
  await cashier.picture('reserve-list')
  say(`raised: ${before.amountMinor / 100} to ${after.amountMinor / 100}, without the card`)
}

async function payFromIt(scene: Scene): Promise<void> {
  const { stage, cashier, say, words } = scene
  await goTo(scene, 'nav.sale')
  await ring(scene, 4)
  const { sale } = await openPayment(scene)
  await cashier.press('B')
  await cashier.sees(words('payReserved.backText'))
  await cashier.picture('reserve-pay')
  await cashier.press('Enter')
  await cashier.sees(words('approved.reservedText'))
  await finish(scene, sale.id, 'paid-with-a-reservation')
  const paid = await until(scene, 'the rest is free', ({ remainderState }) => remainderState === 'given-back')
  const restMinor = paid.amountMinor - (paid.completedMinor ?? 0)
  await stage.until('nothing is left to tell the bank', ({ status }) => status.openReversals === 0, LONG_MS)
  say(`paid: ${(paid.completedMinor ?? 0) / 100} of it; the bank let go of the other ${restMinor / 100}`)
}

/** The partial reversal, as the story of the reservation tells it; by day and by night. */
async function storyOf(scene: Scene): Promise<void> {
  const { stage, cashier, words } = scene
  await openList(scene)
  await cashier.sees(words('remainder.given-back'))
  await cashier.picture('reserve-completed')
  await cashier.press('S')
  await cashier.sees(words('event.reversal-acknowledged.rest'))
  await cashier.picture('reserve-story')
  await stage.ask('settings.setTheme', { theme: 'dark' })
  await stage.page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' })
  await cashier.picture('reserve-story-dark')
  await cashier.press('Escape')
  await cashier.sees(words('reservations.new'))
  await cashier.picture('reserve-list-dark')
  await stage.ask('settings.setTheme', { theme: 'light' })
}

async function release(scene: Scene): Promise<void> {
  const { cashier, say, words } = scene
  await cashier.press('V')
  await cashier.sees(words('release.keep'))
  await cashier.picture('reserve-release')
  await cashier.press('V')
  await until(scene, 'the release', ({ state }) => state === 'released')
  await cashier.sees(words('reservation.text.released'))
  await cashier.picture('reserve-released')
  say('released: the bank holds nothing any more')
}
