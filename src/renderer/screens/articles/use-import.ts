import { useEffect, useRef, useState } from 'react'
import { LIMITS } from '#contract/limits.ts'
import type { Failure } from '#contract/result.ts'
import type { ImportFileView, ImportFormat, ImportReport } from '#contract/views/import-view.ts'
import { ask } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'

export type ImportStep = 'choose' | 'columns' | 'checked' | 'done'

interface ImportDraft {
  readonly step: ImportStep
  readonly view: ImportFileView | null
  readonly report: ImportReport | null
  readonly failure: Failure | null
  /** Bytes on their way to the till; null when none are. */
  readonly sent: { readonly done: number; readonly total: number } | null
}

const EMPTY: ImportDraft = { step: 'choose', view: null, report: null, failure: null, sent: null }

type FormatWish = Partial<Pick<ImportFormat, 'encoding' | 'separator' | 'hasHead'>>

export interface ImportSteps {
  readonly draft: ImportDraft
  readonly choose: (file: File) => void
  readonly readAs: (wish: FormatWish) => void
  readonly setFormat: (change: Partial<ImportFormat>) => void
  readonly check: () => void
  readonly importNow: () => void
  readonly close: () => void
}

/** From a chosen file to its import: nothing of it is kept before the last step was asked for. */
export function useImport(onDone: () => void): ImportSteps {
  const [draft, setDraft] = useState(EMPTY)
  const isLeft = useRef(false)
  const change = (by: Partial<ImportDraft>) => setDraft((before) => ({ ...before, ...by }))
  const { ended } = useSlice('articleWork')
  const seen = useRef(ended?.number ?? 0)
  useEffect(() => {
    if (ended === null || ended.number === seen.current) return
    seen.current = ended.number
    if (ended.kind !== 'checking' && ended.kind !== 'importing') return
    // A dialog that was left meanwhile stays at its beginning; the page says how it ended.
    const unlessLeft = (by: Partial<ImportDraft>) =>
      setDraft((before) => (before.view === null ? before : { ...before, ...by }))
    if (ended.outcome !== 'done') {
      unlessLeft({ step: 'columns', failure: ended.failure })
      return
    }
    void ask('articles.report', {}).then((answer) => {
      const report = answer.ok ? answer.value.report : null
      unlessLeft({ report, step: ended.kind === 'checking' ? 'checked' : 'done' })
      if (ended.kind === 'importing') onDone()
    })
  }, [ended, onDone])
  const look = async (wish: FormatWish) => {
    const looked = await ask('articles.lookAtFile', wish)
    if (looked.ok) change({ view: looked.value, step: 'columns', failure: null, sent: null, report: null })
    else change({ failure: looked.error, sent: null })
  }
  const send = async (file: File) => {
    isLeft.current = false
    change({ ...EMPTY, sent: { done: 0, total: file.size } })
    const opened = await ask('articles.openFile', { name: file.name.slice(0, 255), bytes: file.size })
    if (!opened.ok) return change({ failure: opened.error, sent: null })
    for (let at = 0; at < file.size; at += LIMITS.importPieceBytes) {
      const bytes = new Uint8Array(await file.slice(at, at + LIMITS.importPieceBytes).arrayBuffer())
      const taken = await ask('articles.filePiece', { at, piece: inBase64(bytes) })
      if (!taken.ok) return change({ failure: taken.error, sent: null })
      if (isLeft.current) return
      change({ sent: { done: taken.value.received, total: file.size } })
    }
    await look({})
  }
  const run = async (name: 'articles.check' | 'articles.import') => {
    if (draft.view === null) return
    const begun = await ask(name, { format: draft.view.format })
    change({ failure: begun.ok ? null : begun.error })
  }
  return {
    draft,
    choose: (file) => void send(file),
    readAs: (wish) => {
      if (draft.view === null) return
      const { encoding, separator, hasHead } = draft.view.format
      void look({ encoding, separator, hasHead, ...wish })
    },
    setFormat: (format) => {
      if (draft.view !== null) change({ view: { ...draft.view, format: { ...draft.view.format, ...format } } })
    },
    check: () => void run('articles.check'),
    importNow: () => void run('articles.import'),
    close: () => {
      isLeft.current = true
      void ask('articles.closeFile', {})
      setDraft(EMPTY)
      useScreenStore.setState({ panel: null })
    },
  }
}

function inBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
