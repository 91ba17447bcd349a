import { succeed } from '#contract/result.ts'
import type { OpenTill, TillOptions } from '#main/running-till.ts'
import { createFakeTill } from '../carriers/fake-till.ts'

/** What the shell opened its till with, for tests to read: they are loaded by another loader than this file. */
export interface OpenedByShell {
  openedByShell?: TillOptions
}

/** Takes the place of the composition root under the shell's tests. */
export const openTill: OpenTill = async (options) => {
  const shared = globalThis as OpenedByShell
  shared.openedByShell = options
  return succeed(createFakeTill())
}
