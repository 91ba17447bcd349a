/**
 * Switches of Chromium that take a guard away, or let another program look into this one or command it. Whoever can
 * change how an installed till is started must not gain that by a word on its command line; AppImage's own starter
 * adds the first where the system gives it no sandbox. Developers, whose program is not packaged, may use them.
 */
const REFUSED_SWITCHES = [
  'no-sandbox',
  'disable-web-security',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'load-extension',
  'single-process',
] as const

/** The first refused switch an installed till was started with, or null. */
export function refusedSwitch(app: {
  readonly isPackaged: boolean
  readonly commandLine: { hasSwitch(name: string): boolean }
}): string | null {
  if (!app.isPackaged) return null
  return REFUSED_SWITCHES.find((name) => app.commandLine.hasSwitch(name)) ?? null
}
