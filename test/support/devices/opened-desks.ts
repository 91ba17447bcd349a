import { afterEach } from 'vitest'
import { openDeviceBench } from './device-bench.ts'

/** Desks that are opened by a test, and closed after it with all that they stand on. */
export function desksOfEachTest() {
  const closers: (() => Promise<void> | void)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })
  return async (settings: Parameters<typeof openDeviceBench>[0] = {}) => {
    const bench = await openDeviceBench(settings)
    closers.push(bench.remove)
    const open = async (...more: Parameters<typeof bench.open>) => {
      const till = await bench.open(...more)
      let isOpen = true
      const close = async () => {
        if (isOpen) await till.close()
        isOpen = false
      }
      closers.push(close)
      return { ...till, close }
    }
    return { ...bench, open }
  }
}
