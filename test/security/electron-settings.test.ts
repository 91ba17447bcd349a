import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startMain } from '#test/support/electron-stand-in/start-main.ts'

/** Goal: settings that are wrong stop the till with their sentence, instead of opening on something else. */
it('says which setting is wrong, in the language of the machine, and opens no window', async () => {
  const electron = await startMain(({ app }) => {
    const settings = { training: false, padEndpoint: 'https://evil.example/' }
    writeFileSync(join(app.getPath('userData'), 'settings.json'), JSON.stringify(settings))
  })
  expect(electron.recorded.errorBoxes).toHaveLength(1)
  expect(electron.recorded.errorBoxes[0]).toMatch(/^Comptoir: Les réglages .*settings\.json .*\(padEndpoint\)/)
  expect(electron.recorded.windows).toEqual([])
  expect(electron.app.exitCodes).toEqual([1])
})
