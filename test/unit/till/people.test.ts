/**
 * Goal: who stands at the till is who says so: codes, badges, approvals that are lent for one call, and tickets that wait for their
 * cashier. Method: a till on a real database.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Request } from '#contract/api.ts'
import { LIMITS } from '#contract/limits.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import type { TillCallName } from '#till/calls/call-names.ts'
import { isWeakCode } from '#till/session/weak-code.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
})
afterEach(() => desk.close())

const CODES = { ines: '1111', hugo: '2222', claire: '3333', technician: '6666' } as const
type Name = keyof typeof CODES
const ask = async <Call extends TillCallName>(name: Call, request: Request<Call>) => {
  const result = await desk.call(name, request)
  return result.ok ? 'ok' : result.error.code
}
const signIn = (userId: Name) => ask('session.signIn', { userId, pin: CODES[userId] })
const sellOne = () => ask('sale.addProduct', { productId: 'baguette' })
const lastBody = async () => JSON.parse((await desk.store.fiscalChain.last())?.body ?? '{}')
const session = () => desk.till.slice('session')
const whoIsThere = () => {
  const now = session()
  return now.kind === 'signed-in' ? now.user.id : null
}
const BADGE = 'NFC-04A2B3C4'

async function giveBadge(userId: Name, badge = BADGE): Promise<void> {
  await signIn('claire')
  expect(await ask('people.setBadge', { userId, badge })).toBe('ok')
}

/** As a shop does that says nothing else. */
async function keepTickets(): Promise<void> {
  await signIn('claire')
  expect(await ask('settings.setTicketOnSwitch', { ticketOnSwitch: 'held' })).toBe('ok')
  await ask('session.lock', {})
}

describe('a badge', () => {
  it('opens a locked till, takes it over from another person, and is kept as a hash alone', async () => {
    await giveBadge('ines')
    await ask('session.lock', {})
    expect(await ask('session.badge', { code: BADGE })).toBe('ok')
    expect(whoIsThere()).toBe('ines')
    await signIn('hugo')
    expect(await ask('session.badge', { code: BADGE })).toBe('ok')
    expect(whoIsThere()).toBe('ines')
    const events = (await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })).map(({ body }) => body)
    expect(events.join()).not.toContain(BADGE)
    desk = await desk.reopen()
    expect(await ask('session.badge', { code: BADGE })).toBe('ok')
  })

  it('that is scanned among the goods takes the till over; the ticket in hand waits for its cashier', async () => {
    await giveBadge('hugo')
    await keepTickets()
    await signIn('ines')
    await sellOne()
    expect(await ask('sale.scan', { code: BADGE })).toBe('ok')
    expect(whoIsThere()).toBe('hugo')
    expect(desk.till.slice('sale').lines).toEqual([])
    expect(await ask('sale.scan', { code: 'no goods' })).toBe('SALE_UNKNOWN_BARCODE')
    expect(whoIsThere()).toBe('hugo')
  })

  it('is nothing where its number is typed: anybody may have read it', async () => {
    await giveBadge('claire')
    await signIn('ines')
    expect(await ask('sale.scan', { code: BADGE, typed: true })).toBe('SALE_UNKNOWN_BARCODE')
    expect(whoIsThere()).toBe('ines')
  })

  it('of whoever is there already changes nothing', async () => {
    await giveBadge('ines')
    await ask('session.badge', { code: BADGE })
    const before = (await desk.store.fiscalChain.last())?.sequence
    expect(await ask('session.badge', { code: BADGE })).toBe('ok')
    expect((await desk.store.fiscalChain.last())?.sequence).toBe(before)
  })

  it('that nobody has is refused, and after some of them in a row every badge for a while; codes go on', async () => {
    expect(await ask('session.badge', { code: 'unknown' })).toBe('SESSION_BADGE_UNKNOWN')
    await giveBadge('ines')
    for (let tried = 0; tried < LIMITS.badgeAttempts; tried++) {
      expect(await ask('session.badge', { code: `guess-${tried}` })).toBe('SESSION_BADGE_UNKNOWN')
    }
    expect(await lastBody()).toMatchObject({ event: 'badges-refused' })
    expect(await ask('session.badge', { code: BADGE })).toBe('SESSION_BLOCKED')
    expect(await signIn('hugo')).toBe('ok')
    desk.clock.advance(LIMITS.signInBlockMs)
    expect(await ask('session.badge', { code: BADGE })).toBe('ok')
  })

  it('is one person’s, no product’s and no bank card', async () => {
    await giveBadge('ines')
    expect(await ask('people.setBadge', { userId: 'hugo', badge: BADGE })).toBe('PEOPLE_BADGE_TAKEN')
    expect(await ask('people.setBadge', { userId: 'hugo', badge: '3103220028766' })).toBe('PEOPLE_BADGE_MEANS_OTHER')
    expect(await ask('people.setBadge', { userId: 'hugo', badge: 'NFC-04A' })).toBe('PEOPLE_BADGE_SHORT')
    expect(await ask('people.setBadge', { userId: 'hugo', badge: '4111111111111111' })).toBe('SALE_CARD_NUMBER_REFUSED')
    expect(await ask('people.setBadge', { userId: 'ines', badge: null })).toBe('ok')
    expect(await ask('people.setBadge', { userId: 'hugo', badge: BADGE })).toBe('ok')
    expect(await ask('session.badge', { code: BADGE })).toBe('ok')
    expect(whoIsThere()).toBe('hugo')
  })
})

describe('a ticket in hand', () => {
  beforeEach(() => keepTickets())

  it('waits under its cashier’s name while another sells, and comes back with the cashier', async () => {
    await signIn('ines')
    await sellOne()
    const { id } = desk.till.slice('sale')
    await signIn('hugo')
    expect(desk.till.slice('sale').lines).toEqual([])
    const held = await desk.call('sale.held', {})
    expect(held.ok && held.value.sales).toMatchObject([{ id, reference: 'Inès M.' }])
    await sellOne()
    const hugos = desk.till.slice('sale').id
    await signIn('ines')
    expect(desk.till.slice('sale')).toMatchObject({ id, reference: null, totalMinor: 130 })
    await signIn('hugo')
    expect(desk.till.slice('sale').id).toBe(hugos)
  })

  it('in hand when the program was killed is not the next one’s, but its cashier’s', async () => {
    await signIn('ines')
    await sellOne()
    const { id } = desk.till.slice('sale')
    desk = await desk.reopen()
    await signIn('hugo')
    expect(desk.till.slice('sale').lines).toEqual([])
    await signIn('ines')
    expect(desk.till.slice('sale')).toMatchObject({ id, totalMinor: 130 })
  })

  it('waits on the disk: a kill in between loses nothing', async () => {
    await signIn('ines')
    await sellOne()
    const { id } = desk.till.slice('sale')
    await signIn('hugo')
    desk = await desk.reopen()
    await signIn('ines')
    expect(desk.till.slice('sale').id).toBe(id)
  })

  it('that another cashier took up is that one’s, and stays put aside under its table', async () => {
    await signIn('ines')
    await sellOne()
    const { id } = desk.till.slice('sale')
    await signIn('hugo')
    await ask('sale.recall', { saleId: id })
    await ask('sale.hold', { reference: '12' })
    await signIn('ines')
    expect(desk.till.slice('sale').id).not.toBe(id)
    const held = await desk.call('sale.held', {})
    expect(held.ok && held.value.sales).toMatchObject([{ id, reference: '12' }])
  })

  it('stays with the till where the shop wants that, and always while it is being paid', async () => {
    await signIn('ines')
    await sellOne()
    const { id } = desk.till.slice('sale')
    await ask('tender.begin', {})
    await signIn('hugo')
    expect(desk.till.slice('sale').id).toBe(id)
    await ask('tender.leave', {})
    await signIn('claire')
    await ask('settings.setTicketOnSwitch', { ticketOnSwitch: 'stays' })
    await signIn('hugo')
    await sellOne()
    const other = desk.till.slice('sale').id
    await signIn('ines')
    expect(desk.till.slice('sale').id).toBe(other)
  })

  it('is left by whoever may not sell while nothing is paid of it, and by nobody else than a seller after that', async () => {
    await signIn('ines')
    await sellOne()
    await ask('tender.begin', {})
    await signIn('technician')
    expect(await ask('tender.leave', {})).toBe('ok')
    expect(desk.till.slice('sale').state).toBe('open')
    await signIn('ines')
    expect(await ask('tender.cash', { givenMinor: 100 })).toBe('ok')
    await signIn('technician')
    expect(await ask('tender.leave', {})).toBe('SESSION_NOT_ALLOWED')
    expect(desk.till.slice('sale').tenders).toMatchObject([{ outcome: 'received' }])
    await ask('session.lock', {})
    expect(await ask('tender.leave', {})).toBe('SESSION_LOCKED')
  })

  it('is as it was for whoever locked the till and opens it again', async () => {
    await signIn('ines')
    await sellOne()
    const before = desk.till.slice('sale')
    await ask('session.lock', {})
    expect(await sellOne()).toBe('SESSION_LOCKED')
    await signIn('ines')
    expect(desk.till.slice('sale')).toEqual(before)
  })
})

describe('an approval', () => {
  const DISCOUNT = 3_000
  let lineId: string
  beforeEach(async () => {
    await signIn('ines')
    await sellOne()
    lineId = desk.till.slice('sale').lines[0]?.id ?? ''
  })
  const discount = (basisPoints = DISCOUNT) => ask('sale.setDiscount', { lineId, basisPoints })
  const approve = (
    change: Partial<Request<'session.approve'>> = {},
    proof: Request<'session.approve'>['proof'] = { userId: 'claire', pin: '3333' },
  ) =>
    ask('session.approve', {
      call: 'sale.setDiscount',
      payload: { lineId, basisPoints: DISCOUNT },
      permission: 'discount-above-limit',
      proof,
      ...change,
    })

  it('is asked for, lets the same call through once, and is in the chain with both names', async () => {
    const refused = await desk.call('sale.setDiscount', { lineId, basisPoints: DISCOUNT })
    expect(refused).toMatchObject({
      error: { code: 'SESSION_NEEDS_APPROVAL', details: { permission: 'discount-above-limit' } },
    })
    const approvers = await desk.call('session.approvers', { permission: 'discount-above-limit' })
    expect(approvers.ok && approvers.value.users.map(({ id }) => id)).toEqual(['claire'])
    expect(await approve()).toBe('ok')
    expect(await lastBody()).toMatchObject({
      event: 'approved',
      call: 'sale.setDiscount',
      permission: 'discount-above-limit',
      userId: 'ines',
      approvedBy: 'claire',
    })
    expect(whoIsThere()).toBe('ines')
    expect(await discount()).toBe('ok')
    expect(desk.till.slice('sale').lines[0]?.discountBasisPoints).toBe(DISCOUNT)
    expect(await discount()).toBe('SESSION_NEEDS_APPROVAL')
  })

  it('is for that call, that payload, that cashier and that moment', async () => {
    await approve()
    expect(await discount(DISCOUNT + 1)).toBe('SESSION_NEEDS_APPROVAL')
    await signIn('hugo')
    await signIn('ines')
    expect(await discount()).toBe('SESSION_NEEDS_APPROVAL')
    await approve()
    desk.clock.advance(LIMITS.approvalMs + 1)
    expect(await discount()).toBe('SESSION_NEEDS_APPROVAL')
    await approve()
    await ask('session.lock', {})
    await signIn('ines')
    expect(await discount()).toBe('SESSION_NEEDS_APPROVAL')
  })

  it('is for the ticket that both saw, and is gone after a kill', async () => {
    await signIn('claire')
    await ask('people.setPermission', { role: 'cashier', permission: 'void-ticket', allowed: false })
    await signIn('ines')
    const ofVoid = { call: 'sale.void', payload: {}, permission: 'void-ticket' } as const
    await approve(ofVoid)
    await ask('sale.hold', {})
    await sellOne()
    expect(await ask('sale.void', {})).toBe('SESSION_NEEDS_APPROVAL')
    await approve(ofVoid)
    desk = await desk.reopen()
    await signIn('ines')
    expect(await ask('sale.void', {})).toBe('SESSION_NEEDS_APPROVAL')
    expect(desk.till.slice('sale').totalMinor).toBe(130)
  })

  it('comes by badge too, and names the person in the record of what was approved', async () => {
    await giveBadge('claire')
    await signIn('ines')
    await signIn('claire')
    await ask('people.setPermission', { role: 'cashier', permission: 'void-ticket', allowed: false })
    await signIn('ines')
    expect(await ask('sale.void', {})).toBe('SESSION_NEEDS_APPROVAL')
    expect(await approve({ call: 'sale.void', payload: {}, permission: 'void-ticket' }, { badge: BADGE })).toBe('ok')
    expect(await ask('sale.void', {})).toBe('ok')
    expect(await lastBody()).toMatchObject({ event: 'sale-cancelled', userId: 'ines', approvedBy: 'claire' })
  })

  it('is not given by a cashier, by oneself, by a wrong code, for what is lent to nobody or for a call that is none', async () => {
    expect(await approve({}, { userId: 'hugo', pin: '2222' })).toBe('SESSION_MAY_NOT_APPROVE')
    expect(await approve({}, { userId: 'ines', pin: '1111' })).toBe('SESSION_MAY_NOT_APPROVE')
    expect(await approve({ permission: 'manage-people' })).toBe('SESSION_MAY_NOT_APPROVE')
    expect(await approve({ call: 'sale.steal' })).toBe('IPC_BAD_REQUEST')
    expect(await approve({ payload: { lineId: 7 } })).toBe('IPC_BAD_REQUEST')
    const wrong = { userId: 'claire', pin: '9999' }
    expect(await approve({}, wrong)).toBe('SESSION_WRONG_PIN')
    expect(await lastBody()).toMatchObject({ event: 'code-refused', userId: 'claire' })
    expect(await approve({}, wrong)).toBe('SESSION_WRONG_PIN')
    expect(await approve({}, wrong)).toBe('SESSION_BLOCKED')
    const before = (await desk.store.fiscalChain.last())?.sequence
    expect(await approve({}, wrong)).toBe('SESSION_BLOCKED')
    desk.clock.advance(1_000)
    expect(await approve()).toBe('SESSION_BLOCKED')
    expect((await desk.store.fiscalChain.last())?.sequence).toBe(before)
    expect(await discount()).toBe('SESSION_NEEDS_APPROVAL')
  })

  it('lends nothing that the approver has not, whatever the screen says it is for', async () => {
    await signIn('claire')
    await ask('people.setPermission', { role: 'technician', permission: 'change-price', allowed: true })
    await signIn('ines')
    const technician = { userId: 'technician', pin: '6666' }
    expect(await approve({ permission: 'change-price' }, technician)).toBe('ok')
    expect(await discount()).toBe('SESSION_NEEDS_APPROVAL')
  })
})

describe('the people of a shop', () => {
  beforeEach(() => signIn('claire').then(() => undefined))
  const ADDED = { name: 'Zoé Ł.', initials: 'ZŁ', role: 'cashier', pin: '7391' } as const

  it('grow by one who signs in at once, and is there after a restart', async () => {
    const added = await desk.call('people.add', ADDED)
    const userId = added.ok ? added.value.userId : ''
    expect(await lastBody()).toMatchObject({ event: 'person-added', personId: userId, userId: 'claire' })
    expect(await ask('session.signIn', { userId, pin: '7391' })).toBe('ok')
    desk = await desk.reopen()
    expect(session()).toMatchObject({ kind: 'locked' })
    expect(await ask('session.signIn', { userId, pin: '7391' })).toBe('ok')
  })

  it('have new names, roles and codes; whoever stands there is seen as such at once', async () => {
    const edited = { userId: 'claire', name: 'Claire Durand', initials: 'C', role: 'manager' } as const
    expect(await ask('people.edit', edited)).toBe('ok')
    expect(session()).toMatchObject({ user: { name: 'Claire Durand', initials: 'C' } })
    expect(await ask('people.setCode', { userId: 'ines', pin: '5082' })).toBe('ok')
    expect(await signIn('ines')).toBe('SESSION_WRONG_PIN')
    expect(await ask('session.signIn', { userId: 'ines', pin: '5082' })).toBe('ok')
  })

  it('never lose their last manager', async () => {
    const asCashier = { userId: 'claire', name: 'Claire D.', initials: 'CD', role: 'cashier' } as const
    expect(await ask('people.edit', asCashier)).toBe('PEOPLE_LAST_MANAGER')
    expect(await ask('people.setActive', { userId: 'claire', isActive: false })).toBe('PEOPLE_LAST_MANAGER')
    await ask('people.edit', { userId: 'hugo', name: 'Hugo P.', initials: 'HP', role: 'manager' })
    expect(await ask('people.edit', asCashier)).toBe('ok')
    expect(await ask('people.list', {})).toBe('SESSION_NOT_ALLOWED')
  })

  it('who leave are not asked for a code any more, keep their name and lose their badge', async () => {
    await ask('people.setBadge', { userId: 'hugo', badge: BADGE })
    expect(await ask('people.setActive', { userId: 'hugo', isActive: false })).toBe('ok')
    expect(await ask('session.badge', { code: BADGE })).toBe('SESSION_BADGE_UNKNOWN')
    const list = await desk.call('people.list', {})
    expect(list.ok && list.value.people.find(({ id }) => id === 'hugo')).toMatchObject({
      name: 'Hugo P.',
      isActive: false,
      hasBadge: false,
    })
    expect(await signIn('hugo')).toBe('SESSION_WRONG_PIN')
    await ask('session.lock', {})
    expect(session()).toMatchObject({ users: expect.not.arrayContaining([expect.objectContaining({ id: 'hugo' })]) })
    await signIn('claire')
    const namesake = await desk.call('people.add', { ...ADDED, name: 'Hugo P.' })
    const namesakeId = namesake.ok ? namesake.value.userId : ''
    expect(await ask('people.setActive', { userId: 'hugo', isActive: true })).toBe('PEOPLE_NAME_TAKEN')
    await ask('people.setActive', { userId: namesakeId, isActive: false })
    await ask('people.setActive', { userId: 'hugo', isActive: true })
    expect(await signIn('hugo')).toBe('ok')
  })

  it('refuse what cannot be: a weak code, a card number or another one’s name for a name, nobody', async () => {
    expect(await ask('people.add', { ...ADDED, name: 'hugo p.' })).toBe('PEOPLE_NAME_TAKEN')
    expect(await ask('people.add', { ...ADDED, pin: '1234' })).toBe('PEOPLE_CODE_WEAK')
    expect(await ask('people.setCode', { userId: 'ines', pin: '0000' })).toBe('PEOPLE_CODE_WEAK')
    expect(await ask('people.add', { ...ADDED, name: '4111111111111111' })).toBe('SALE_CARD_NUMBER_REFUSED')
    expect(await ask('people.setCode', { userId: 'nobody', pin: '5082' })).toBe('PEOPLE_NOT_FOUND')
    const list = await desk.call('people.list', {})
    expect(list.ok && list.value.people).toHaveLength(6)
  })
})

describe('a code', () => {
  it.each(['0000', '1111', '1234', '4321', '123456', '9876', '1212', '77777777'])('%s is weak', (code) => {
    expect(isWeakCode(code)).toBe(true)
  })
  it.each(['7391', '1357', '2580', '1123', '50827'])('%s is not', (code) => {
    expect(isWeakCode(code)).toBe(false)
  })
})
