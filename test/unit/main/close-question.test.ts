/** Goal: nobody closes the till over papers that are not out without knowing. Method: the window's events, a till of sample slices. */
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { papersLeft } from '#contract/papers-left.ts'
import { askBeforeClosing, type CloseQuestionParts, unprinted } from '#main/screen/close-question.ts'
import { QUIET_SLICES } from '#test/support/carriers/fake-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const { printer, ...quiet } = QUIET_SLICES.status
const KITCHEN = { deviceId: 'k', alias: 'Cuisine', state: 'lost', failure: null } as const
const STATUS = {
  ...quiet,
  printer: { ...printer, queuedJobs: 2 },
  otherPrinters: [{ ...KITCHEN, queuedJobs: 1, unknownJobs: 1 }],
}

function tillOf(status: typeof QUIET_SLICES.status, locale: Locale = 'fr') {
  const slices = { ...QUIET_SLICES, status, till: { ...QUIET_SLICES.till, locale } }
  return { dispatch: async () => ({ ok: true, value: { sequence: 0, slices } }) as const }
}

/** A window that somebody closes, and the answers that he gives, one by one. */
function shell(till: CloseQuestionParts['till'], answers: number[] = []) {
  const app = new EventEmitter()
  const asked: { message: string; detail?: string; buttons?: string[] }[] = []
  let closed = 0
  const window = Object.assign(new EventEmitter(), {
    close: () => {
      let isPrevented = false
      window.emit('close', {
        preventDefault: () => {
          isPrevented = true
        },
      })
      if (!isPrevented) closed += 1
    },
  })
  const dialog = {
    showMessageBox: async (_window: unknown, options: (typeof asked)[number]) => {
      asked.push(options)
      return { response: answers.shift() ?? 0, checkboxChecked: false }
    },
  }
  askBeforeClosing({ app, window, dialog, till } as unknown as CloseQuestionParts)
  return { app, window, asked, closed: () => closed }
}

describe('closing the window', () => {
  it('asks nothing where everything is printed', async () => {
    const { window, asked, closed } = shell(tillOf(QUIET_SLICES.status))
    window.close()
    await settle()
    expect([asked.length, closed()]).toEqual([0, 1])
  })

  it('names count and printer, waits on a no, and closes on a yes', async () => {
    const { window, asked, closed } = shell(tillOf(STATUS), [0, 1])
    window.close()
    window.close()
    await settle()
    expect([asked.length, closed()]).toEqual([1, 0])
    expect(asked[0]).toMatchObject({
      message: 'Tout n’est pas encore imprimé.',
      buttons: ['Attendre', 'Fermer quand même'],
    })
    expect(asked[0]?.detail?.split('\n').slice(0, 2)).toEqual([
      'Imprimante: en attente : 2',
      'Cuisine: en attente : 1, à vérifier : 1',
    ])
    window.close()
    await settle()
    expect([asked.length, closed()]).toEqual([2, 1])
  })

  it('asks nobody when the system ends the program', () => {
    const { app, window, asked, closed } = shell(tillOf(STATUS))
    app.emit('before-quit')
    window.close()
    expect([asked.length, closed()]).toEqual([0, 1])
  })

  it('does not depend on a till that answers no more', async () => {
    const { window, closed } = shell({ dispatch: () => new Promise(() => {}) })
    window.close()
    await expect.poll(closed, { timeout: 2 * LIMITS.closeQuestionTimeoutMs }).toBe(1)
  })

  it.each(['fr', 'en', 'pl', 'de'] as const)('speaks the language of the till: %s', async (locale) => {
    const left = await unprinted(tillOf(STATUS, locale))
    expect(left).toMatchObject({ locale, lines: { length: 2 } })
    expect(papersLeft(STATUS)).toEqual([
      { printer: 'Imprimante', waiting: 2, unknown: 0 },
      { printer: 'Cuisine', waiting: 1, unknown: 1 },
    ])
  })
})
