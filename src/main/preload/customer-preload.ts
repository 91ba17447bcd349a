import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { CustomerBridge, CustomerShow } from '#contract/views/customer-screen-view.ts'
import { CUSTOMER_ANSWER_CHANNEL, CUSTOMER_SHOW_CHANNEL } from '../carriers/customer-channels.ts'

/**
 * The customer's page gets these two functions and nothing of the till's calls: it is shown things, and answers what it is asked.
 */
const bridge: CustomerBridge = {
  subscribe: (listener) => {
    const receive = (_event: IpcRendererEvent, show: CustomerShow) => listener(show)
    ipcRenderer.on(CUSTOMER_SHOW_CHANNEL, receive)
    void ipcRenderer.invoke(CUSTOMER_SHOW_CHANNEL).then((show: CustomerShow) => listener(show))
    return () => void ipcRenderer.removeListener(CUSTOMER_SHOW_CHANNEL, receive)
  },
  answer: (questionId, answer) => ipcRenderer.invoke(CUSTOMER_ANSWER_CHANNEL, questionId, answer),
}

contextBridge.exposeInMainWorld('customerScreen', bridge)
