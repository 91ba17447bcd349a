import { useEffect, useState } from 'react'
import type { Response } from '#contract/api.ts'
import { ask, call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'

type Papers = Response<'papers.list'>

/** Papers that are not out for certain, read again whenever a printer moved one; null before the first reading. */
export function usePapers() {
  const { printer, otherPrinters } = useSlice('status')
  const [papers, setPapers] = useState<Papers | null>(null)
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what moved is another list
  useEffect(() => {
    let isLeft = false
    void ask('papers.list', {}).then((listed) => {
      if (!isLeft && listed.ok) setPapers(listed.value)
    })
    return () => {
      isLeft = true
    }
  }, [printer, otherPrinters, round])
  /** @returns whether the till took what was said. */
  const after = async (said: Promise<{ readonly ok: boolean }>) => {
    const { ok } = await said
    setRound((before) => before + 1)
    return ok
  }
  return {
    papers,
    answer: (jobId: string, cameOut: boolean, deviceId?: string) =>
      after(call('papers.answer', { jobId, cameOut, ...(deviceId !== undefined && { deviceId }) })),
    printOn: (jobId: string, deviceId: string) => after(call('papers.printOn', { jobId, deviceId })),
    cancel: (jobId: string) => after(call('papers.cancel', { jobId })),
  }
}
