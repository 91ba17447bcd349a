import { BrowserWindow, type Display, type IpcMainInvokeEvent, ipcMain, type Session, screen } from 'electron'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import type {
  CustomerScreenChoice,
  CustomerShow,
  CustomerView,
  MachineScreen,
} from '#contract/views/customer-screen-view.ts'
import { CustomerFeed } from '#till/display/customer-feed.ts'
import type { CustomerScreenPort } from '#till/ports/customer-screen.port.ts'
import { CUSTOMER_ANSWER_CHANNEL, CUSTOMER_SHOW_CHANNEL } from '../carriers/customer-channels.ts'
import type { RunningTill } from '../running-till.ts'
import { CUSTOMER_SCREEN_URL } from '../screen/app-protocol.ts'
import { LOCKED_DOWN, reopenAfterCrash } from '../screen/window.ts'
import { answerQuestion } from './answer-question.ts'
import { followSlices } from './follow-slices.ts'
import { screenFor } from './screen-choice.ts'

export interface CustomerStage {
  readonly till: RunningTill
  /** The window of the till, which is never covered and keeps the keyboard. */
  readonly tillWindow: BrowserWindow
  readonly preload: string
  readonly session: Session
  readonly devTools: boolean
  readonly reportStranger: (address: string) => void
}

const AWAY: CustomerShow = { kind: 'away' }

/** Electron types each of them on its own. */
const SCREEN_EVENTS = ['display-added', 'display-removed', 'display-metrics-changed'] as readonly 'display-added'[]

/**
 * The second window, for the customer: whole screen, without frame, never with the keyboard. It is shown what `CustomerFeed` tells, can
 * do nothing but answer what it is asked, and follows screens as they are plugged in and out.
 */
export class CustomerWindow implements CustomerScreenPort {
  #choice: CustomerScreenChoice = { kind: 'automatic' }
  #stage: CustomerStage | null = null
  #window: BrowserWindow | null = null
  #shownOn: string | null = null
  /** Its screen as it was then: one that is turned or gets another size is filled anew. */
  #bounds = ''
  #view: CustomerView | null = null
  #testedOn: string | null = null
  #testEnd: ReturnType<typeof setTimeout> | undefined

  look() {
    return { screens: this.#screens(), shownOn: this.#shownOn }
  }

  choose(choice: CustomerScreenChoice): void {
    this.#choice = choice
    this.#place()
  }

  test(): boolean {
    const on = this.#screens().find(({ id }) => id === this.#shownOn)
    if (on === undefined || this.#view === null) return false
    clearTimeout(this.#testEnd)
    this.#testedOn = on.name
    this.#testEnd = setTimeout(() => {
      this.#testedOn = null
      this.#send()
    }, LIMITS.customerScreenTestMs)
    this.#send()
    return true
  }

  /** Opens it where a screen is for it; answers what closes it. */
  start(stage: CustomerStage): () => void {
    this.#stage = stage
    const feed = new CustomerFeed([this], { after: afterDelay })
    const unfollow = followSlices(stage.till, {
      onSlices: (slices) => feed.changed(slices),
      onAway: () => {
        feed.forget()
        this.#view = null
        this.#send()
      },
    })
    const beat = setInterval(() => this.#send(), LIMITS.customerScreenBeatMs)
    this.#serve(stage)
    const place = () => this.#place()
    for (const name of SCREEN_EVENTS) screen.on(name, place)
    // The till may have been moved to another screen.
    stage.tillWindow.on('move', place)
    stage.tillWindow.once('closed', () => this.#close())
    this.#place()
    return () => {
      clearInterval(beat)
      clearTimeout(this.#testEnd)
      unfollow()
      feed.stop()
      for (const name of SCREEN_EVENTS) screen.off(name, place)
      ipcMain.removeHandler(CUSTOMER_SHOW_CHANNEL)
      ipcMain.removeHandler(CUSTOMER_ANSWER_CHANNEL)
      this.#stage = null
      this.#close()
    }
  }

  /** Of the feed: the newest thing to show. */
  tell(view: CustomerView): void {
    this.#view = view
    this.#send()
  }

  #show(): CustomerShow {
    if (this.#view === null) return AWAY
    return this.#testedOn === null
      ? { kind: 'view', view: this.#view }
      : { kind: 'test', view: this.#view, screenName: this.#testedOn }
  }

  #send(): void {
    if (this.#window !== null && !this.#window.isDestroyed()) {
      this.#window.webContents.send(CUSTOMER_SHOW_CHANNEL, this.#show())
    }
  }

  #screens(): MachineScreen[] {
    const tillWindow = this.#stage?.tillWindow
    const tills = tillWindow && !tillWindow.isDestroyed() ? screen.getDisplayMatching(tillWindow.getBounds()) : null
    return screen.getAllDisplays().map(({ id, label, size, scaleFactor }) => ({
      id: String(id),
      name: label,
      widthPx: Math.round(size.width * scaleFactor),
      heightPx: Math.round(size.height * scaleFactor),
      isTills: id === tills?.id,
    }))
  }

  /** Opens, moves or closes it as the choice and the screens are now. */
  #place(): void {
    if (this.#stage === null || this.#stage.tillWindow.isDestroyed()) return
    const wanted = screenFor(this.#choice, this.#screens())
    const display = screen.getAllDisplays().find(({ id }) => String(id) === wanted?.id)
    const bounds = JSON.stringify(display?.bounds)
    if (wanted?.id === this.#shownOn && bounds === this.#bounds && this.#window !== null) return
    this.#close()
    if (display === undefined) return
    this.#bounds = bounds
    this.#open(this.#stage, display)
  }

  #open({ preload, session, devTools, tillWindow }: CustomerStage, { id, bounds }: Display): void {
    const window = new BrowserWindow({
      ...bounds,
      show: false,
      frame: false,
      kiosk: true,
      autoHideMenuBar: true,
      skipTaskbar: true,
      closable: false,
      minimizable: false,
      // A touch there must not take the scanner's keys away from the till.
      focusable: false,
      webPreferences: { ...LOCKED_DOWN, preload, session, devTools },
    })
    this.#window = window
    this.#shownOn = String(id)
    window.once('ready-to-show', () => window.showInactive())
    window.on('focus', () => tillWindow.focus())
    window.on('closed', () => {
      if (this.#window !== window) return
      this.#window = null
      this.#shownOn = null
    })
    reopenAfterCrash(window, CUSTOMER_SCREEN_URL)
    void window.loadURL(CUSTOMER_SCREEN_URL)
  }

  #close(): void {
    const window = this.#window
    this.#window = null
    this.#shownOn = null
    if (window !== null && !window.isDestroyed()) window.destroy()
  }

  /** Answers the main frame of the customer's window showing the customer's page, and nobody else. */
  #serve({ till, reportStranger }: CustomerStage): void {
    const isOurs = ({ sender, senderFrame }: IpcMainInvokeEvent): boolean => {
      const window = this.#window
      if (senderFrame === null || window === null || window.isDestroyed()) return false
      const { webContents } = window
      return sender === webContents && senderFrame === webContents.mainFrame && senderFrame.url === CUSTOMER_SCREEN_URL
    }
    const refused = ({ senderFrame }: IpcMainInvokeEvent) => {
      reportStranger(senderFrame?.url ?? '')
      return fail('IPC_SENDER_REJECTED')
    }
    ipcMain.handle(CUSTOMER_SHOW_CHANNEL, (event) => (isOurs(event) ? this.#show() : refused(event)))
    ipcMain.handle(CUSTOMER_ANSWER_CHANNEL, (event, questionId: unknown, answer: unknown) => {
      if (!isOurs(event)) return refused(event)
      const question = this.#view?.question ?? null
      return answerQuestion(till, question, { questionId, answer, caller: { carrier: 'electron' } })
    })
  }
}

function afterDelay(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}
