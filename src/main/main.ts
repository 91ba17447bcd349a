import { join } from 'node:path'
import { app, dialog, Menu, session } from 'electron'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { type Locale, localeSchema } from '#contract/locale.ts'
import type { Failure } from '#contract/result.ts'
import { serveIpc } from './carriers/electron-ipc.ts'
import { openTill } from './compose.ts'
import { CustomerWindow } from './customer/customer-window.ts'
import type { RunningTill } from './running-till.ts'
import { declareScreenScheme, serveScreen } from './screen/app-protocol.ts'
import { askBeforeClosing } from './screen/close-question.ts'
import { lockNavigation, lockRequests } from './screen/navigation.ts'
import { denyPermissions } from './screen/permissions.ts'
import { refusedSwitch } from './screen/refused-switches.ts'
import { openWindow } from './screen/window.ts'
import { electronSafeStorage } from './secret-store/electron-safe-storage.ts'
import { namedDataFolder, readTillOptions } from './till-options.ts'

/** The Electron shell: it opens the till, shows it in a locked-down window, the customer's part in another, and closes all in order. */
app.enableSandbox()
declareScreenScheme()
lockNavigation(app)

const argv = process.argv.slice(1)
const named = namedDataFolder(argv)
// Also the scope of the single-instance lock: two engines on one database would be two tills on one pad.
if (named !== null) app.setPath('userData', named)

if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.exit(0)

function locale(): Locale {
  const found = localeSchema.safeParse(app.getLocale().slice(0, 2))
  return found.success ? found.data : 'en'
}

function refuse(failure: Failure): void {
  dialog.showErrorBox('Comptoir', errorSentence(failure, locale()))
  app.exit(1)
}

async function start(): Promise<void> {
  const name = refusedSwitch(app)
  if (name !== null) return refuse({ code: 'SHELL_SWITCH_REFUSED', details: { name: `--${name}` } })
  const options = readTillOptions(argv, app.getPath('userData'))
  if (!options.ok) return refuse(options.error)
  const safeStorage = electronSafeStorage()
  // Who installed it and named no data sets up a shop of their own; the training shop is one press away there.
  const empty = named === null && options.value.training
  const customerScreen = new CustomerWindow()
  const opened = await openTill({ ...options.value, empty, customerScreen, ...(safeStorage ? { safeStorage } : {}) })
  if (!opened.ok) return refuse(opened.error)
  showScreen(opened.value, customerScreen)
}

function showScreen(till: RunningTill, customerScreen: CustomerWindow): void {
  Menu.setApplicationMenu(null)
  const own = session.fromPartition('till', { cache: false })
  for (const each of [own, session.defaultSession]) {
    denyPermissions(each)
    lockRequests(each)
  }
  const built = join(app.getAppPath(), 'out')
  serveScreen(own, join(built, 'renderer'))
  const window = openWindow({
    preload: join(built, 'preload', 'preload.cjs'),
    session: own,
    devTools: !app.isPackaged,
  })
  askBeforeClosing({ app, dialog, window, till })
  const reportStranger = (address: string) => console.error(`IPC_SENDER_REJECTED ${address.slice(0, 80)}`)
  const endIpc = serveIpc({ till, window, reportStranger })
  const endCustomer = customerScreen.start({
    till,
    tillWindow: window,
    preload: join(built, 'preload', 'customer-preload.cjs'),
    session: own,
    devTools: !app.isPackaged,
    reportStranger,
  })
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('window-all-closed', () => app.quit())
  endInOrder(async () => {
    endCustomer()
    endIpc()
    await till.close()
  })
}

/** However the app is asked to end (window, menu, signal of the system), the till is closed before it does. */
function endInOrder(close: () => Promise<void>): void {
  let isEnding = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (isEnding) return
    isEnding = true
    void close().finally(() => app.exit(0))
  })
}
