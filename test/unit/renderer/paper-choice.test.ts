import { describe, expect, test } from 'vitest'
import { beginWith, follow, moved, type PaperChoice, take } from '#renderer/screens/papers/paper-choice.ts'

/** Goal: what a person says of a paper is said of the one that was in hand, whatever the printers do to the list meanwhile. */

const LIST = ['a', 'b', 'c', 'd']
const done = (id: string): PaperChoice => ({ ...take(id, LIST), isDone: true })
/** Whether that paper can be spoken of. */
const inHand = (choice: PaperChoice, listed: readonly string[]) =>
  choice.id !== null && listed.includes(choice.id) ? choice.id : null

describe('the first list', () => {
  test.each([
    [null, LIST, 'a'],
    ['c', LIST, 'c'],
    // What he came for is out already: the first one is not what he meant.
    ['z', LIST, null],
    [null, [], null],
  ])('opened at %s with %j has %s in hand', (id, listed, expected) => {
    expect(inHand(follow(beginWith(id), listed), listed)).toBe(expected)
  })

  test('that is empty gives none in hand to a paper that comes later', () => {
    const choice = follow(follow(beginWith(null), []), ['a'])
    expect(inHand(choice, ['a'])).toBeNull()
    expect(moved(choice, ['a'], 1).id).toBe('a')
  })
})

describe('while the queue drains', () => {
  test('the one in hand stays, wherever it stands', () => {
    const choice = follow(take('c', LIST), ['c', 'd'])
    expect(inHand(choice, ['c', 'd'])).toBe('c')
    expect(follow(choice, ['c', 'd'])).toBe(choice)
  })

  test('and the one in hand is out, none is until he moves: to the one beside it', () => {
    const listed = ['a', 'd']
    const choice = follow(take('c', LIST), listed)
    expect(inHand(choice, listed)).toBeNull()
    expect([moved(choice, listed, -1).id, moved(choice, listed, 1).id]).toEqual(['a', 'd'])
    expect(moved(follow(take('a', LIST), ['d']), ['d'], -1).id).toBe('d')
  })
})

describe('after what he said of it', () => {
  test.each([
    ['b', ['a', 'c', 'd'], 'c'],
    ['b', ['a', 'd'], 'd'],
    ['d', ['a', 'b', 'c'], 'c'],
    // Others drained at the same time: the next of those he saw, by name and not by place.
    ['c', ['d', 'e'], 'd'],
    // Only papers that he never saw: none of them.
    ['b', ['e'], null],
    ['b', [], null],
  ])('%s is followed in %j by %s', (id, listed, expected) => {
    expect(inHand(follow(done(id), listed), listed)).toBe(expected)
  })

  test('it stays in hand as long as it is there', () => {
    expect(follow(done('b'), LIST).id).toBe('b')
  })
})

test('the arrows stop at both ends', () => {
  expect([moved(take('a', LIST), LIST, -1).id, moved(take('d', LIST), LIST, 1).id]).toEqual(['a', 'd'])
  expect(moved(beginWith(null), [], 1).id).toBeNull()
})
