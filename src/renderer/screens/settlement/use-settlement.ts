import { useEffect, useState } from 'react'
import { LIMITS } from '#contract/limits.ts'
import type { Failure } from '#contract/result.ts'
import type { SettlementView, StatementFile, StatementReport } from '#contract/views/settlement-view.ts'
import { ask, call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'

export interface Settlement {
  /** Null until the till has answered. */
  readonly view: SettlementView | null
  readonly askAgain: () => void
}

/** Batches and lines as they stand, asked again after each change. */
export function useSettlement(): Settlement {
  const [view, setView] = useState<SettlementView | null>(null)
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round means another answer
  useEffect(() => {
    let left = false
    void call('settlement.view', {}).then((answer) => {
      if (!left && answer.ok) setView(answer.value)
    })
    return () => {
      left = true
    }
  }, [round])
  return { view, askAgain: () => setRound((count) => count + 1) }
}

/** A statement between its choice and its keeping: nothing is kept before `keep` was answered. */
export interface StatementDraft {
  readonly file: StatementFile | null
  readonly report: StatementReport | null
  readonly failure: Failure | null
  readonly isAsking: boolean
}

const EMPTY: StatementDraft = { file: null, report: null, failure: null, isAsking: false }

export interface StatementSteps {
  readonly draft: StatementDraft
  readonly choose: (file: File) => void
  readonly keep: () => void
  readonly close: () => void
}

/** The bytes one by one: columns of a statement are columns of bytes. */
async function statementOf(file: File): Promise<StatementFile> {
  const content = new TextDecoder('iso-8859-1').decode(await file.arrayBuffer())
  return { name: file.name.slice(0, 120) || '–', content }
}

export function useStatement(onKept: () => void): StatementSteps {
  const [draft, setDraft] = useState(EMPTY)
  const close = () => {
    setDraft(EMPTY)
    useScreenStore.setState({ panel: null })
  }
  const look = async (chosen: File) => {
    setDraft({ ...EMPTY, isAsking: true })
    useScreenStore.setState({ panel: 'read-statement' })
    if (chosen.size > LIMITS.statementCharsMax) {
      const failure = { code: 'SETTLEMENT_FILE_TOO_LONG', details: { linesMax: LIMITS.statementLines } } as const
      return setDraft({ ...EMPTY, failure })
    }
    const file = await statementOf(chosen)
    const report = await ask('settlement.look', file)
    setDraft(report.ok ? { ...EMPTY, file, report: report.value } : { ...EMPTY, failure: report.error })
  }
  const keep = async ({ file }: StatementDraft) => {
    if (file === null) return
    setDraft((before) => ({ ...before, isAsking: true }))
    const kept = await ask('settlement.read', file)
    if (!kept.ok) return setDraft((before) => ({ ...before, isAsking: false, failure: kept.error }))
    close()
    onKept()
  }
  return {
    draft,
    choose: (file) => void look(file),
    keep: () => void keep(draft),
    close,
  }
}

/** A file that is let fall anywhere on the screen is looked at; the page itself never opens it. */
export function useDroppedFile(onFile: (file: File) => void): void {
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file) onFile(file)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [onFile])
}
