import { expect } from 'vitest'
import type { CallName } from '#contract/api.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { RecordedCall } from './fake-till.ts'
import { pressKeys, settle } from './press-keys.ts'
import type { OpenScreen } from './screen-rig.ts'
import { SCREEN_STATES } from './screen-states.ts'

export { pressKeys, settle } from './press-keys.ts'

/** Keys at the screen of a fake till, and what the screen asks of it. */
export interface ScreenHands {
  press(...keys: readonly string[]): Promise<void>
  /** Starts the screen in this state, with some slices changed. */
  show(state: string, change?: Partial<Slices>): Promise<void>
  /** The calls of interest since the screen was started. */
  asked(): readonly RecordedCall[]
  /** Waits until exactly this was asked. */
  expectAsked(...calls: readonly (readonly [name: CallName, request: unknown])[]): Promise<void>
  expectAskedNames(...names: readonly CallName[]): Promise<void>
  /** As above, once everything has had its time: for what should not have been asked. */
  expectOnlyAsked(...names: readonly CallName[]): Promise<void>
  expectNoDialog(): Promise<void>
}

/** @param counts which calls are of interest; the screen reads and keeps its books by itself too. */
export function screenHands(open: () => OpenScreen, counts: (name: CallName) => boolean): ScreenHands {
  const asked = () => open().till.calls.filter(({ name }) => counts(name))
  const names = () => asked().map(({ name }) => name)
  return {
    press: (...keys) => pressKeys(open().page, keys),
    async show(name, change = {}) {
      const state = SCREEN_STATES[name]
      if (!state) throw new Error(`there is no state "${name}"`)
      await open().show({ ...state.slices(), ...change })
      await state.act?.(open())
    },
    asked,
    expectAsked: (...calls) => expect.poll(asked).toEqual(calls.map(([name, request]) => ({ name, request }))),
    expectAskedNames: (...expected) => expect.poll(names).toEqual(expected),
    async expectOnlyAsked(...expected) {
      await settle(open().page)
      expect(names()).toEqual(expected)
    },
    expectNoDialog: () => expect.poll(() => open().page.getByRole('dialog').count()).toBe(0),
  }
}

/** What a screen reads by itself, whatever a person does. */
const QUIET: readonly CallName[] = [
  'till.snapshot',
  'catalogue.quickKeys',
  'sale.held',
  'history.list',
  'history.find',
  'return.look',
  'history.choices',
  'ticket.preview',
  'explorer.payment',
  'catalogue.search',
  'offline.list',
  'scenario.list',
  'papers.list',
  'closing.list',
  'closing.preview',
  'customer.search',
  'customer.file',
  'invoice.ofSale',
  'account.cardPayments',
  'drawer.log',
  'session.approvers',
  'people.list',
  'people.roles',
  'people.audit',
  'bank.view',
]
export const isAct = (name: CallName): boolean => !QUIET.includes(name)
