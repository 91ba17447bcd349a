import type { App, BrowserWindow, Dialog } from 'electron'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { type PapersLeft, papersLeft } from '#contract/papers-left.ts'
import type { Snapshot } from '#contract/views/till-view.ts'
import type { RunningTill } from '../running-till.ts'

interface CloseWords {
  readonly message: string
  readonly none: string
  readonly waiting: (count: number) => string
  readonly unknown: (count: number) => string
  readonly detail: string
  readonly wait: string
  readonly close: string
}

const WORDS: Readonly<Record<Locale, CloseWords>> = {
  fr: {
    message: 'Tout n’est pas encore imprimé.',
    none: 'Sans imprimante',
    waiting: (count) => `en attente : ${count}`,
    unknown: (count) => `à vérifier : ${count}`,
    detail: 'Rien ne se perd : ce qui attend s’imprimera au prochain démarrage.',
    wait: 'Attendre',
    close: 'Fermer quand même',
  },
  en: {
    message: 'Not everything is printed yet.',
    none: 'No printer',
    waiting: (count) => `waiting: ${count}`,
    unknown: (count) => `to check: ${count}`,
    detail: 'Nothing is lost: what waits is printed at the next start.',
    wait: 'Wait',
    close: 'Close all the same',
  },
  pl: {
    message: 'Nie wszystko zostało jeszcze wydrukowane.',
    none: 'Brak drukarki',
    waiting: (count) => `czeka: ${count}`,
    unknown: (count) => `do sprawdzenia: ${count}`,
    detail: 'Nic nie zginie: to, co czeka, wydrukuje się po następnym uruchomieniu.',
    wait: 'Poczekaj',
    close: 'Zamknij mimo to',
  },
  de: {
    message: 'Noch nicht alles ist gedruckt.',
    none: 'Kein Drucker',
    waiting: (count) => `wartet: ${count}`,
    unknown: (count) => `zu prüfen: ${count}`,
    detail: 'Nichts geht verloren: was wartet, wird beim nächsten Start gedruckt.',
    wait: 'Warten',
    close: 'Trotzdem schließen',
  },
}

/** What is not printed yet, in words; null when all is. */
export async function unprinted(
  till: Pick<RunningTill, 'dispatch'>,
): Promise<{ readonly locale: Locale; readonly lines: readonly string[] } | null> {
  const answer = await till.dispatch('till.snapshot', {}, { carrier: 'till' })
  if (!answer.ok) return null
  const { slices } = answer.value as Snapshot
  const { locale } = slices.till
  const lines = papersLeft(slices.status).map((left) => lineOf(left, WORDS[locale]))
  return lines.length === 0 ? null : { locale, lines }
}

function lineOf({ printer, waiting, unknown }: PapersLeft, words: CloseWords): string {
  const counts = [waiting > 0 && words.waiting(waiting), unknown > 0 && words.unknown(unknown)]
  return `${printer || words.none}: ${counts.filter(Boolean).join(', ')}`
}

export interface CloseQuestionParts {
  readonly app: Pick<App, 'on'>
  readonly dialog: Pick<Dialog, 'showMessageBox'>
  readonly window: BrowserWindow
  readonly till: Pick<RunningTill, 'dispatch'>
}

/**
 * Who closes the window while papers are not out is told so first, and may wait. A program that the system ends asks nobody,
 * and one whose till does not answer in time closes: what waits is on disk either way.
 */
export function askBeforeClosing({ app, dialog, window, till }: CloseQuestionParts): void {
  let mayClose = false
  let isAsking = false
  app.on('before-quit', () => {
    mayClose = true
  })
  const ask = async (): Promise<boolean> => {
    const left = await inTime(unprinted(till))
    if (left === null) return true
    const { message, detail, wait, close } = WORDS[left.locale]
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: 'Comptoir',
      message,
      detail: [...left.lines, '', detail].join('\n'),
      buttons: [wait, close],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    return response === 1
  }
  window.on('close', (event) => {
    if (mayClose) return
    event.preventDefault()
    if (isAsking) return
    isAsking = true
    void ask().then((isAnswered) => {
      isAsking = false
      if (!isAnswered) return
      mayClose = true
      window.close()
    })
  })
}

function inTime<Value>(value: Promise<Value>): Promise<Value | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), LIMITS.closeQuestionTimeoutMs)
    void value.then((answered) => {
      clearTimeout(timer)
      resolve(answered)
    })
  })
}
