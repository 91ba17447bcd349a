/**
 * Goal: the customer's window stands where a person wants it and never over the till, follows the till without a gap, and its touch
 * can do one thing. Method: the pure choice, the calls with a window in memory, and a till that loses events.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail, succeed } from '#contract/result.ts'
import type { CustomerScreenChoice, MachineScreen } from '#contract/views/customer-screen-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { answerQuestion } from '#main/customer/answer-question.ts'
import { followSlices } from '#main/customer/follow-slices.ts'
import { screenFor } from '#main/customer/screen-choice.ts'
import { openCustomerScreen } from '#main/handlers/customer-screen-calls.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { FakeTill } from '#test/support/renderer/fake-till.ts'

const screenOf = (id: string, isTills = false): MachineScreen => ({
  id,
  name: `HDMI ${id}`,
  widthPx: 1280,
  heightPx: 800,
  isTills,
})
const TILLS = screenOf('1', true)
const SECOND = screenOf('2')
const THIRD = screenOf('3')

describe('the screen for the customer', () => {
  it.each([
    ['none, where there is only the till’s', { kind: 'automatic' }, [TILLS], null],
    ['the second one', { kind: 'automatic' }, [TILLS, SECOND, THIRD], '2'],
    ['the second one, though the system names it first', { kind: 'automatic' }, [SECOND, TILLS], '2'],
    ['the chosen one', { kind: 'screen', screenId: '3' }, [TILLS, SECOND, THIRD], '3'],
    ['none in place of a chosen one that is away', { kind: 'screen', screenId: '3' }, [TILLS, SECOND], null],
    ['never the till’s', { kind: 'screen', screenId: '1' }, [TILLS, SECOND], null],
    ['none, where that is wanted', { kind: 'off' }, [TILLS, SECOND], null],
  ] as const)('is %s', (_what, choice, screens, id) => {
    expect(screenFor(choice, screens)?.id ?? null).toBe(id)
  })
})

/** The setting on disk, and a window that only remembers. */
async function desk({ screens = [TILLS, SECOND], shows = true } = {}) {
  let kept: CustomerScreenChoice = { kind: 'automatic' }
  const chosen: CustomerScreenChoice[] = []
  const settings = {
    customerScreen: async () => kept,
    saveCustomerScreen: async (choice: CustomerScreenChoice) => {
      kept = choice
    },
  }
  const port = {
    look: () => ({ screens, shownOn: shows ? '2' : null }),
    choose: (choice: CustomerScreenChoice) => void chosen.push(choice),
    test: () => shows,
  }
  const caller = { carrier: 'test' } as const
  const calls = await openCustomerScreen(port, settings)
  const without = await openCustomerScreen(null, settings)
  return { calls, without, caller, chosen, kept: () => kept }
}

describe('the calls', () => {
  it('put the window where it was left, and keep where it is put', async () => {
    const { calls, caller, chosen, kept } = await desk()
    expect(chosen).toEqual([{ kind: 'automatic' }])
    const choice = { kind: 'screen', screenId: '2' } as const
    expect(await calls['customerScreen.choose']({ choice }, caller)).toEqual(succeed({}))
    expect([kept(), chosen.at(-1)]).toEqual([choice, choice])
    expect(await calls['customerScreen.look']({}, caller)).toMatchObject({
      value: { canOpen: true, choice, shownOn: '2', screens: [{ id: '1', isTills: true }, { id: '2' }] },
    })
  })

  it('refuse the till’s own screen and one that is away, and keep what was', async () => {
    const { calls, caller, chosen, kept } = await desk()
    const choose = (screenId: string) =>
      calls['customerScreen.choose']({ choice: { kind: 'screen', screenId } }, caller)
    expect(await choose('1')).toEqual(fail('DISPLAY_SCREEN_IS_TILLS'))
    expect(await choose('9')).toEqual(fail('DISPLAY_SCREEN_AWAY'))
    expect([kept(), chosen.length]).toEqual([{ kind: 'automatic' }, 1])
  })

  it('try the screen where the window is on one', async () => {
    const shown = await desk()
    expect(await shown.calls['customerScreen.test']({}, shown.caller)).toEqual(succeed({}))
    const hidden = await desk({ shows: false })
    expect(await hidden.calls['customerScreen.test']({}, hidden.caller)).toEqual(fail('DISPLAY_SCREEN_AWAY'))
  })

  it('say so where nothing can open a window', async () => {
    const { without, caller } = await desk()
    expect(await without['customerScreen.look']({}, caller)).toMatchObject({ value: { canOpen: false, screens: [] } })
    expect(await without['customerScreen.test']({}, caller)).toEqual(fail('DISPLAY_NO_WINDOW'))
    const choice = { kind: 'off' } as const
    expect(await without['customerScreen.choose']({ choice }, caller)).toEqual(fail('DISPLAY_NO_WINDOW'))
  })
})

describe('following the till', () => {
  function follower(till: FakeTill) {
    const heard: (string | null)[] = []
    const end = followSlices(till, {
      onSlices: ({ till: { shopName } }: Slices) => void heard.push(shopName),
      onAway: () => void heard.push(null),
    })
    return { heard, end }
  }
  const named = (till: FakeTill, shopName: string) => till.set('till', { ...till.slices.till, shopName })

  it('tells each change, asks again after a lost one, and ends', async () => {
    const till = new FakeTill()
    const { heard, end } = follower(till)
    await settle()
    named(till, 'Un')
    till.loseEvent()
    named(till, 'Deux')
    await settle()
    expect(heard).toEqual([till.slices.till.shopName, 'Un', 'Deux'].map((name, at) => (at === 0 ? heard[0] : name)))
    expect(till.calls.filter(({ name }) => name === 'till.snapshot')).toHaveLength(2)
    end()
    named(till, 'Trois')
    await settle()
    expect(heard.at(-1)).toBe('Deux')
  })

  it('misses nothing that happens while it asks', async () => {
    const till = new FakeTill()
    const { heard, end } = follower(till)
    named(till, 'Pendant')
    await settle()
    expect(heard.at(-1)).toBe('Pendant')
    end()
  })

  it('says that a till does not answer, and asks it again', async () => {
    const till = new FakeTill()
    till.refused.set('till.snapshot', { code: 'IPC_ENGINE_AWAY' })
    const { heard, end } = follower(till)
    await settle()
    expect(heard).toEqual([null])
    till.refused.clear()
    await expect.poll(() => heard.length, { timeout: LIMITS.customerScreenAskPauseMs * 4 }).toBe(2)
    expect(heard[1]).toBe(till.slices.till.shopName)
    end()
  })
})

describe('a touch of the customer', () => {
  const question = { id: 'Q1', kind: 'choice', title: 'Paiement', options: ['1x', '3x'] } as const
  const touch = async (asked: Parameters<typeof answerQuestion>[1], questionId: unknown, answer: unknown) => {
    const till = new FakeTill()
    const result = await answerQuestion(till, asked, { questionId, answer, caller: { carrier: 'test' } })
    return { result, calls: till.calls }
  }

  it('answers what is asked, by what there is to choose from', async () => {
    const { result, calls } = await touch(question, 'Q1', '2')
    expect(result).toEqual(succeed(null))
    expect(calls).toEqual([{ name: 'payment.answerPrompt', request: { promptId: 'Q1', answer: '2' } }])
    expect((await touch({ ...question, kind: 'yes-no' }, 'Q1', 'N')).calls).toHaveLength(1)
    expect((await touch({ ...question, kind: 'message' }, 'Q1', '')).calls).toHaveLength(1)
  })

  it.each([
    ['nothing is asked', null, 'Q1', '1'],
    ['it is about another question', question, 'Q2', '1'],
    ['there are not so many', question, 'Q1', '3'],
    ['it is none of the choices', question, 'Q1', 'Y'],
    ['it is typed text', question, 'Q1', '4970101234567890'],
    ['it is no text', question, 'Q1', ['1']],
    ['it is endless', question, 'Q1', '1'.repeat(10_000)],
  ])('reaches nobody where %s', async (_what, asked, questionId, answer) => {
    const { result, calls } = await touch(asked, questionId, answer)
    expect(result).toEqual(fail('IPC_BAD_REQUEST', { field: 'answer' }))
    expect(calls).toEqual([])
  })
})
