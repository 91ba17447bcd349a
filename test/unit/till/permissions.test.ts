/**
 * Goal: nobody does at the till what the shop does not let them: every call names what it needs, one table says who has it, and a
 * shop may change it without locking itself out. Method: the table itself; a till on a real database; the sources.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { API, CALL_NAMES, type CallName } from '#contract/api.ts'
import { CALLS_WITH_NEEDS, needOf } from '#contract/call-permissions.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { LIMITS } from '#contract/limits.ts'
import { isAllowed, PERMISSION_IDS } from '#contract/permissions.ts'
import { succeed } from '#contract/result.ts'
import type { Role } from '#contract/views/user-view.ts'
import { readSourceFiles } from '#test/support/source/source-files.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { guardCalls, type WhoMay } from '#till/session/guard.ts'

const CALLER = { carrier: 'test' } as const
const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const someone = (role: Role): WhoMay['signedIn'] => ({ user: { id: role, name: role, initials: 'X', role } })

describe('the table of calls', () => {
  it('names what every call of the contract needs', () => {
    const without = CALL_NAMES.filter((name) => !CALLS_WITH_NEEDS.includes(name))
    const howTo = 'add a row for each to src/contract/call-permissions.ts: a permission of permissions.ts, or signed-in'
    expect(without, `${howTo}: ${without.join(', ')}`).toEqual([])
    expect(CALLS_WITH_NEEDS.filter((name) => !Object.hasOwn(API, name))).toEqual([])
  })

  it('leaves to a locked till only what changes no ticket and no money', () => {
    const open = CALL_NAMES.filter((name) => needOf(name, sample(name)) === 'anybody')
    expect(open).toEqual([
      'till.snapshot',
      'session.signIn',
      'session.badge',
      'settings.setLocale',
      'settings.setTheme',
      'settings.setHand',
      // A till without a shop has nobody who could sign in; with one they are refused (SETUP_DONE).
      'setup.keep',
      'setup.keepPerson',
      'setup.removePerson',
      'setup.finish',
      'setup.openTrainingShop',
      'payment.cancel',
      'payment.askBank',
      'payment.dismiss',
      'sale.next',
    ])
  })

  it('refuses a call that it does not name, to everybody', async () => {
    const calls = { 'till.open the safe': async () => succeed({}) } as unknown as Pick<Handlers, 'session.lock'>
    const safe = 'till.open the safe' as 'session.lock'
    const as = (signedIn: WhoMay['signedIn']) =>
      guardCalls(
        calls,
        () => ({ signedIn, roleChanges: {} }),
        () => '2026-11-22T13:30:00.000Z',
      )
    expect(codeOf(await as(null)[safe]({}, CALLER))).toBe('SESSION_LOCKED')
    expect(codeOf(await as(someone('manager'))[safe]({}, CALLER))).toBe('SESSION_NOT_ALLOWED')
  })

  it('asks for more where a call does more', () => {
    const discount = (basisPoints: number) => needOf('sale.setDiscount', { lineId: 'l', basisPoints })
    expect(discount(LIMITS.discountAloneMaxBasisPoints)).toBe('sell')
    expect(discount(LIMITS.discountAloneMaxBasisPoints + 1)).toBe('discount-above-limit')
    expect(needOf('sale.setQuantity', { lineId: 'l', quantityMilli: 0 })).toBe('delete-line')
    expect(needOf('sale.setQuantity', { lineId: 'l', quantityMilli: 1_000 })).toBe('sell')
  })

  it('is the only place that a role is asked about', () => {
    const asking = /[!=]==\s*'(cashier|manager|technician)'/
    const places = readSourceFiles('src').filter(({ text }) => asking.test(text))
    expect(places.map(({ path }) => path)).toEqual([])
  })
})

/** A payload that the functions of the table can look at. */
function sample(name: CallName): never {
  const payloads: Partial<Record<CallName, unknown>> = {
    'sale.setQuantity': { lineId: 'l', quantityMilli: 1_000 },
    'sale.setDiscount': { lineId: 'l', basisPoints: 0 },
  }
  return (payloads[name] ?? {}) as never
}

describe('by default', () => {
  const mayNot = (role: Role) => PERMISSION_IDS.filter((permission) => !isAllowed({}, { role }, permission))

  it('a manager may everything', () => {
    expect(mayNot('manager')).toEqual([])
  })

  it('a cashier sells, and neither gives away much nor changes how the shop works', () => {
    expect(mayNot('cashier')).toEqual([
      'discount-above-limit',
      'return-without-ticket',
      'refund-above-limit',
      'close-with-difference',
      'export-data',
      'read-statements',
      'settle-doubts',
      'manage-accounts',
      'edit-articles',
      'manage-people',
      'change-settings',
      'set-up-devices',
      'set-up-bank',
      'maintain-till',
      'switch-training',
    ])
  })

  it('a technician sells nothing and decides about nobody', () => {
    const taken = ['sell', 'void-ticket', 'return', 'settle-doubts', 'read-statements', 'manage-people']
    expect(mayNot('technician')).toEqual(expect.arrayContaining(taken))
  })
})

describe('a shop', () => {
  let desk: TestTill
  beforeEach(async () => {
    desk = await openTestTill()
  })
  afterEach(() => desk.close())
  const CODES = { ines: '1111', claire: '3333', technician: '6666' } as const
  const signIn = (userId: keyof typeof CODES) => desk.call('session.signIn', { userId, pin: CODES[userId] })
  const sellOne = async () => codeOf(await desk.call('sale.addProduct', { productId: 'baguette' }))

  it('takes a permission from a role and gives it back, across a restart, with the name of whoever did', async () => {
    await signIn('claire')
    const change = { role: 'cashier', permission: 'change-price' } as const
    expect(codeOf(await desk.call('people.setPermission', { ...change, allowed: false }))).toBe('ok')
    expect(JSON.parse((await desk.store.fiscalChain.last())?.body ?? '')).toMatchObject({
      event: 'permission-changed',
      ...change,
      allowed: false,
      userId: 'claire',
    })
    desk = await desk.reopen()
    await signIn('ines')
    await sellOne()
    const lineId = desk.till.slice('sale').lines[0]?.id ?? ''
    const setPrice = () => desk.call('sale.setPrice', { lineId, unitPriceMinor: 1 })
    expect(codeOf(await setPrice())).toBe('SESSION_NEEDS_APPROVAL')
    expect(desk.till.slice('sale').totalMinor).toBe(130)
    const { permissions } = desk.till.slice('session') as { permissions?: string[] }
    expect(permissions).toEqual(expect.not.arrayContaining(['change-price']))
    expect(permissions).toEqual(expect.arrayContaining(['sell', 'delete-line']))
    await signIn('claire')
    expect(desk.till.slice('session')).not.toHaveProperty('permissions')
    await desk.call('people.setPermission', { ...change, allowed: true })
    await signIn('ines')
    expect(codeOf(await setPrice())).toBe('ok')
  })

  it('lets a technician sell, where it wants that', async () => {
    await signIn('technician')
    expect(await sellOne()).toBe('SESSION_NOT_ALLOWED')
    await signIn('claire')
    await desk.call('people.setPermission', { role: 'technician', permission: 'sell', allowed: true })
    await signIn('technician')
    expect(await sellOne()).toBe('ok')
  })

  it('locks nobody out for ever, and writes nothing down that changes nothing', async () => {
    await signIn('claire')
    const before = (await desk.store.fiscalChain.last())?.sequence
    const change = { role: 'manager', permission: 'manage-people' } as const
    expect(codeOf(await desk.call('people.setPermission', { ...change, allowed: false }))).toBe(
      'PEOPLE_PERMISSION_FIXED',
    )
    expect(codeOf(await desk.call('people.setPermission', { ...change, allowed: true }))).toBe('ok')
    await desk.call('people.setPermission', { role: 'cashier', permission: 'sell', allowed: true })
    expect((await desk.store.fiscalChain.last())?.sequence).toBe(before)
    const roles = await desk.call('people.roles', {})
    expect(roles.ok && roles.value.roles.map(({ role }) => role)).toEqual(['cashier', 'manager', 'technician'])
  })

  it('means what is on disk when that is full', async () => {
    await signIn('claire')
    desk.fillDisk()
    const change = { role: 'technician', permission: 'read-x' } as const
    const fill = async () => {
      for (let turn = 0; turn < 500; turn++)
        await desk.call('people.setPermission', { ...change, allowed: turn % 2 > 0 })
    }
    await expect(fill()).rejects.toThrow('STORE_DISK_FULL')
    desk.freeDisk()
    const told = async () => {
      const roles = await desk.call('people.roles', {})
      return roles.ok && roles.value.roles.find(({ role }) => role === 'technician')?.permissions.includes('read-x')
    }
    expect(await told()).toBe(isAllowed(await desk.store.settings.roleChanges(), change, change.permission))
    const before = await told()
    desk = await desk.reopen()
    await signIn('claire')
    expect(await told()).toBe(before)
    await signIn('ines')
    expect(await sellOne()).toBe('ok')
  })

  it('hides it all from a cashier', async () => {
    await signIn('ines')
    expect(codeOf(await desk.call('people.roles', {}))).toBe('SESSION_NOT_ALLOWED')
    const change = { role: 'cashier', permission: 'manage-people', allowed: true } as const
    expect(codeOf(await desk.call('people.setPermission', change))).toBe('SESSION_NOT_ALLOWED')
  })
})
