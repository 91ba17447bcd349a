import { expect, it } from 'vitest'
import { startMain } from '#test/support/electron-stand-in/start-main.ts'

/** Goal: a second copy opens nothing, because two engines on one database would be two tills on one pad. */
it('leaves at once when the lock is held', async () => {
  const electron = await startMain(({ app }) => {
    app.hasLock = false
  })
  expect(electron.recorded.order).toEqual(['sandbox', 'schemes', 'lock'])
  expect(electron.app.exitCodes).toEqual([0])
})
