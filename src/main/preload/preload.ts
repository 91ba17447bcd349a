import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { CALL_NAMES } from '#contract/api.ts'
import type { SliceEvent } from '#contract/views/till-view.ts'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../carriers/channels.ts'

/**
 * The screen's `window.till`: one function per call of the contract, each bound to its own name, and `subscribe`.
 * Neither `ipcRenderer` nor an event object of Electron reaches the page.
 */
const calls = Object.fromEntries(
  CALL_NAMES.map((name) => [
    name,
    (request: unknown): Promise<unknown> => ipcRenderer.invoke(CALL_CHANNEL, name, request),
  ]),
)

function subscribe(listener: (event: SliceEvent) => void): () => void {
  const receive = (_event: IpcRendererEvent, event: SliceEvent) => listener(event)
  ipcRenderer.on(EVENT_CHANNEL, receive)
  return () => void ipcRenderer.removeListener(EVENT_CHANNEL, receive)
}

contextBridge.exposeInMainWorld('till', { ...calls, subscribe })
