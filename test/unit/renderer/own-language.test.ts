import { describe, expect, test } from 'vitest'
import type { CustomerMessage } from '#contract/views/customer-screen-view.ts'
import { isSameCustomer } from '#renderer/customer/own-language.ts'

/** Goal: a language that one customer touched is gone when the next one comes, and not before. */

const welcome: CustomerMessage = { kind: 'welcome' }
const due: CustomerMessage = { kind: 'due', itemCount: 1, totalMinor: 100, remainingMinor: 100 }
const line: CustomerMessage = { kind: 'line', name: 'Miel', pieces: 1, lineMinor: 100, totalMinor: 100 }
const paid: CustomerMessage = { kind: 'paid', totalMinor: 100, changeMinor: 0, byCard: true }
const shown = (message: CustomerMessage, hasTicket: boolean) => ({ message, ticket: hasTicket ? {} : null })

describe('the customer', () => {
  test.each([
    ['before anything was shown', null, shown(welcome, false)],
    ['while nothing is sold', shown(welcome, false), shown(welcome, false)],
    ['with the first line', shown(welcome, false), shown(line, true)],
    ['from line to line, and to the payment', shown(line, true), shown(due, true)],
    ['when it is paid', shown(due, true), shown(paid, false)],
    ['while the thanks stand there', shown(paid, false), shown(paid, false)],
  ])('is the same one %s', (_, before, after) => {
    expect(isSameCustomer(before, after)).toBe(true)
  })

  test.each([
    ['after the thanks', shown(paid, false), shown(welcome, false)],
    ['when a ticket begins after the thanks', shown(paid, false), shown(line, true)],
    ['when the ticket is dropped, put aside or locked', shown(line, true), shown(welcome, false)],
  ])('is another one %s', (_, before, after) => {
    expect(isSameCustomer(before, after)).toBe(false)
  })
})
