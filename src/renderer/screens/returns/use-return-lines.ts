import { useEffect, useState } from 'react'
import type { Response } from '#contract/api.ts'
import type { Failure } from '#contract/result.ts'
import { ask, call } from '../../state/call.ts'

export type ReturnLook = Response<'return.look'>
export type ReturnLine = ReturnLook['lines'][number]

const PIECE_MILLI = 1_000

/** Goods that come back by the lines of their ticket: each change asks the till what it comes to. */
export function useReturnLines(saleId: string) {
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({})
  const [look, setLook] = useState<{ readonly question: string; readonly value: ReturnLook } | null>(null)
  const [index, setIndex] = useState(0)
  const [working, setWorking] = useState(false)
  const [done, setDone] = useState<{ readonly number: string; readonly amountMinor: number } | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const lines = Object.entries(chosen).map(([lineId, quantityMilli]) => ({ lineId, quantityMilli }))
  const question = JSON.stringify(lines)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says what is asked
  useEffect(() => {
    let left = false
    void call('return.look', { saleId, lines }).then((answer) => {
      if (!left && answer.ok) setLook({ question, value: answer.value })
    })
    return () => {
      left = true
    }
  }, [saleId, question])
  const value = look?.value ?? null
  const line = value?.lines[index]
  const set = ({ lineId, leftMilli }: ReturnLine, quantityMilli: number) => {
    const { [lineId]: _, ...others } = chosen
    const wanted = Math.min(leftMilli, Math.max(0, quantityMilli))
    setFailure(null)
    setChosen(wanted === 0 ? others : { ...others, [lineId]: wanted })
  }
  // What was weighed comes back whole.
  const stepOf = ({ unit, leftMilli }: ReturnLine) => (unit === 'piece' ? PIECE_MILLI : leftMilli)
  const change = (one: ReturnLine | undefined, by: 1 | -1) => {
    if (one !== undefined) set(one, (chosen[one.lineId] ?? 0) + by * stepOf(one))
  }
  const isAsked = look?.question === question
  const isReady = value !== null && isAsked && value.totalMinor > 0 && value.totalMinor <= value.cashLeftMinor
  return {
    look: value,
    chosen,
    index,
    working,
    done,
    failure: failure ?? value?.failure ?? null,
    /** The figures on the screen are those of what is chosen, and can be paid out. */
    isReady,
    line,
    select: (to: number) => setIndex(Math.min((value?.lines.length ?? 1) - 1, Math.max(0, to))),
    change,
    all: () =>
      setChosen(
        Object.fromEntries(
          (value?.lines ?? []).filter(({ leftMilli }) => leftMilli > 0).map((one) => [one.lineId, one.leftMilli]),
        ),
      ),
    confirm: async () => {
      if (!isReady || working || done !== null) return
      setWorking(true)
      const answer = await ask('return.cash', { saleId, lines })
      setWorking(false)
      if (answer.ok) setDone({ number: answer.value.number, amountMinor: value.totalMinor })
      else setFailure(answer.error)
    },
  }
}
