import { expect, it } from 'vitest'
import { startMain } from '#test/support/electron-stand-in/start-main.ts'

/** Goal: a packaged till has no developer tools. One start per process, hence a file of its own. */
it('switches developer tools off when packaged', async () => {
  const electron = await startMain(({ app }) => {
    app.isPackaged = true
  })
  const preferences = electron.recorded.windows[0]?.options.webPreferences
  expect(preferences).toMatchObject({ devTools: false, sandbox: true, contextIsolation: true })
})
