import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Caller } from '#contract/dispatch.ts'
import { fail } from '#contract/result.ts'
import type { RunningTill } from '../running-till.ts'
import { isScreenUrl } from '../screen/app-protocol.ts'
import { CALL_CHANNEL, EVENT_CHANNEL } from './channels.ts'

const CALLER: Caller = { carrier: 'electron' }

/**
 * True only for the main frame of our window showing our page. A frame that is gone (null), an inner frame, a
 * second window and an empty or foreign address are all strangers.
 */
function isOurs(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame
  if (frame === null || window.isDestroyed()) return false
  return event.sender === window.webContents && frame === window.webContents.mainFrame && isScreenUrl(frame.url)
}

/**
 * Joins the window and the till: calls through `dispatch` after the sender check, events to the page in order.
 * @param reportStranger called for every rejected sender, with its address and nothing of its message.
 * @returns ends the joining.
 */
export function serveIpc({
  till,
  window,
  reportStranger,
}: {
  readonly till: RunningTill
  readonly window: BrowserWindow
  readonly reportStranger: (address: string) => void
}): () => void {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, payload: unknown) => {
    if (isOurs(event, window)) return till.dispatch(name, payload, CALLER)
    reportStranger(event.senderFrame?.url ?? '')
    return fail('IPC_SENDER_REJECTED')
  })
  const unsubscribe = till.subscribe((event) => {
    if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event)
  })
  return () => {
    unsubscribe()
    ipcMain.removeHandler(CALL_CHANNEL)
  }
}
