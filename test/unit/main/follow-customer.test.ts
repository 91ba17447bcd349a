/** Goal: what one customer bought is not read by the next one before a locked till. Method: a till on a real database, a display that remembers. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SliceEvent, SliceName } from '#contract/views/till-view.ts'
import { followCustomer } from '#main/compose/follow-customer.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'

let desk: TestTill
let rowsShown: string[]
const shown = () => rowsShown.at(-1)
let tell: (slice: SliceName) => void
beforeEach(async () => {
  desk = await openTestTill()
  rowsShown = []
  followCustomer(
    {
      subscribe: (listener) => {
        tell = (slice) => listener({ sequence: 1, slice } as SliceEvent)
        return () => undefined
      },
    },
    {
      till: desk.till,
      engine: { view: () => null } as PaymentEngine,
      devices: {
        desk: {
          tellCustomer: (rows) => {
            rowsShown.push(JSON.stringify(rows))
          },
        },
      },
    },
    { after: () => () => undefined },
  )
})
afterEach(() => desk.close())

const signIn = () => desk.call('session.signIn', { userId: 'ines', pin: '1111' })

it('shows the ticket of a till that is open, nothing of it while it is locked, and all of it again', async () => {
  const empty = shown()
  await signIn()
  await desk.call('sale.addProduct', { productId: 'baguette' })
  tell('sale')
  const ticket = shown()
  expect(ticket).not.toBe(empty)
  await desk.call('session.lock', {})
  tell('session')
  expect(shown()).toBe(empty)
  await signIn()
  tell('session')
  expect(shown()).toBe(ticket)
})

it('goes on with a ticket that is being paid', async () => {
  await signIn()
  await desk.call('sale.addProduct', { productId: 'baguette' })
  await desk.call('tender.begin', {})
  tell('sale')
  const due = shown()
  await desk.call('session.lock', {})
  tell('session')
  expect(shown()).toBe(due)
})
