import { describe, expect, it } from 'vitest'
import { refusedSwitch } from '#main/screen/refused-switches.ts'
import { startMain } from '#test/support/electron-stand-in/start-main.ts'

/** Goal: an installed till opens nothing when its command line takes a guard away. */
it('says which switch it refuses, in the language of the machine, and opens no window', async () => {
  const electron = await startMain(({ app }) => {
    app.isPackaged = true
    app.switches.add('no-sandbox')
  })
  expect(electron.recorded.errorBoxes).toHaveLength(1)
  expect(electron.recorded.errorBoxes[0]).toMatch(/^Comptoir: Comptoir ne s’ouvre pas avec --no-sandbox, /)
  expect(electron.recorded.windows).toEqual([])
  expect(electron.app.exitCodes).toEqual([1])
})

describe('the switches', () => {
  const app = (isPackaged: boolean, given: string) => ({
    isPackaged,
    commandLine: { hasSwitch: (name: string) => name === given },
  })

  it.each([
    'disable-web-security',
    'remote-debugging-port',
    'remote-debugging-pipe',
    'load-extension',
    'single-process',
  ])('SHELL_SWITCH_REFUSED for --%s once installed, not in development', (name) => {
    expect(refusedSwitch(app(true, name))).toBe(name)
    expect(refusedSwitch(app(false, name))).toBeNull()
  })

  it('lets the options of the till and of the desktop through', () => {
    for (const name of ['training', 'data', 'pad', 'ozone-platform', 'force-device-scale-factor', 'lang']) {
      expect(refusedSwitch(app(true, name))).toBeNull()
    }
  })
})
