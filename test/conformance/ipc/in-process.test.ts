import { createFakeTill } from '#test/support/carriers/fake-till.ts'
import { describeCarrier } from './carrier.suite.ts'

/** The till itself as its own carrier: what the others are measured against. */
describeCarrier('in process', async () => {
  const till = createFakeTill()
  let ends: (() => void)[] = []
  return {
    call: (name, request) => till.dispatch(name, request, { carrier: 'test' }),
    subscribe: async (listener) => {
      const end = till.subscribe(listener)
      ends.push(end)
      return async () => end()
    },
    emit: async (waitingSales) => till.emit(waitingSales),
    reload: async () => {
      for (const end of ends) end()
      ends = []
    },
    close: () => till.close(),
  }
})
