import type { Page } from 'playwright'
import { expect } from 'vitest'
import type { CallName } from '#contract/api.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { RecordedCall } from './fake-till.ts'
import type { OpenScreen } from './screen-rig.ts'
import { SCREEN_STATES } from './screen-states.ts'

/** Longer than the screen holds a key to tell it from a scanner's. */
const HELD_MS = 50
const DRAWN = `new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve)), ${HELD_MS}))`

/**
 * Waits until the keys pressed so far have acted, what they changed is drawn, and the calls they made are known here. By
 * the page's own clock: on a busy machine it is late by as much as the keys are.
 */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(DRAWN)
  await page.evaluate('0')
}

/** A person's keys, one after the other. What is typed gets the pause that tells it from a scanner; other keys act at once. */
export async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    if (key.length === 1) await settle(page)
  }
}

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
  'customer.search',
  'customer.file',
  'invoice.ofSale',
  'account.cardPayments',
  'drawer.log',
]
export const isAct = (name: CallName): boolean => !QUIET.includes(name)
