import { describe, expect, test } from 'vitest'
import { ACTION_KEY } from '#contract/views/workstation-view.ts'
import { keyHint, keyOf, keyProblem, MOVABLE, withKey } from '#renderer/actions/action-keys.ts'
import { ACTION_LIST } from '#renderer/actions/action-table.ts'
import { keyGroups } from '#renderer/actions/key-groups.ts'

/** A workstation may put actions on other keys: none is ever on two, and no key does two things where both are heard. */

describe('the keys of a workstation', () => {
  test('are the usual ones where it has none of its own', () => {
    expect([keyOf('hold', {}), keyHint('ticketDiscount', {}), keyHint('held', {})]).toEqual(['F8', '⇧F3', undefined])
    expect(keyOf('hold', { hold: 'H' })).toBe('H')
  })

  test('every action that may move is on a key that is one, and has no problem there', () => {
    expect(MOVABLE.length).toBeGreaterThan(25)
    for (const id of MOVABLE) {
      const key = keyOf(id, {}) ?? ''
      expect(key).toMatch(ACTION_KEY)
      expect([id, keyProblem(id, key, {})]).toEqual([id, null])
    }
    expect(MOVABLE).not.toContain('palette')
  })

  test('what does something else already is refused, with what it does', () => {
    expect(keyProblem('hold', 'F9', {})).toEqual({ kind: 'taken', by: 'pay' })
    expect(keyProblem('drawer', 'Ctrl+K', {})).toEqual({ kind: 'taken', by: 'palette' })
    expect(keyProblem('quantity', 'F8', {})).toEqual({ kind: 'taken', by: 'hold' })
    expect(keyProblem('quantity', 'F8', { hold: 'H' })).toBeNull()
    expect(keyProblem('quantity', 'H', { hold: 'H' })).toEqual({ kind: 'taken', by: 'hold' })
  })

  test('a key of everywhere may not be one that another screen means something by', () => {
    expect(keyProblem('hold', 'V', {})?.kind).toBe('taken')
    expect(keyProblem('price', 'V', {})).toBeNull()
  })

  test('what reloads a page stays idle, and figures stay figures', () => {
    expect(['F5', 'Ctrl+R', 'Shift+F5'].map((key) => keyProblem('hold', key, {})?.kind)).toEqual([
      'idle',
      'idle',
      'idle',
    ])
    expect(['7', 'Ctrl+1', 'Enter', 'Escape', 'é', 'F13', ''].map((key) => keyProblem('hold', key, {})?.kind)).toEqual(
      Array(7).fill('not-a-key'),
    )
  })

  test('back on its usual key an action is none of the own ones', () => {
    expect(withKey({}, 'hold', 'H')).toEqual({ hold: 'H' })
    expect(withKey({ hold: 'H', drawer: 'T' }, 'hold', 'F8')).toEqual({ drawer: 'T' })
  })

  test('help and card show them', () => {
    const lines = keyGroups({ hold: 'H' }).flatMap((group) => group.lines)
    expect(lines).toContainEqual({ sign: 'H', words: 'action.hold' })
    expect(lines.filter(({ words }) => words === 'action.hold')).toHaveLength(1)
    expect(lines.length).toBeGreaterThanOrEqual(
      ACTION_LIST.filter(({ key, place }) => key !== undefined && place !== 'key-help').length,
    )
  })
})
