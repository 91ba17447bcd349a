import { useEffect, useState } from 'react'
import type { Request, Response } from '#contract/api.ts'
import type { Failure } from '#contract/result.ts'
import type { ReturnTargetView } from '#contract/views/return-view.ts'
import { ask, call } from '../../state/call.ts'

export type ReturnLook = Response<'return.look'>
export type ReturnLine = ReturnLook['lines'][number]

/** How it ended, with what went where. */
export interface ReturnEnd extends Response<'return.give'> {
  readonly shares: readonly ReturnTargetView[]
  readonly amountMinor: number
}

const PIECE_MILLI = 1_000

/** Goods that come back by the lines of their ticket: each change asks the till what it comes to, and where that goes. */
export function useReturnLines(saleId: string) {
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({})
  const [to, setTo] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  const [index, setIndex] = useState(0)
  const [working, setWorking] = useState(false)
  const [end, setEnd] = useState<ReturnEnd | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const lines = Object.entries(chosen).map(([lineId, quantityMilli]) => ({ lineId, quantityMilli }))
  const wanted = { saleId, lines, ...(to !== null && { to }) }
  const { look: value, isCurrent } = useLook(wanted, turn)
  const isOpen = !working && end === null
  const set = ({ lineId, leftMilli }: ReturnLine, quantityMilli: number) => {
    const { [lineId]: _, ...others } = chosen
    const quantity = Math.min(leftMilli, Math.max(0, quantityMilli))
    setFailure(null)
    setChosen(quantity === 0 ? others : { ...others, [lineId]: quantity })
  }
  const change = (one: ReturnLine | undefined, by: 1 | -1) => {
    if (one !== undefined && isOpen) set(one, nextMilli(one, chosen[one.lineId] ?? 0, by))
  }
  const targets = value?.targets ?? []
  const shares = targets.filter(({ amountMinor }) => amountMinor > 0)
  // Where the first of it goes, chosen or not.
  const aimed = targets.findIndex(({ key }) => key === (to ?? shares[0]?.key))
  const aim = (target: ReturnTargetView | undefined) => {
    if (target === undefined || !isOpen) return
    setFailure(null)
    setTo(target.key)
  }
  // The figures on the screen are those of what is chosen, and can be paid out.
  const isReady = value !== null && isCurrent && value.totalMinor > 0 && value.failure === null
  return {
    look: value,
    chosen,
    index,
    working,
    end,
    shares,
    aimedKey: targets[aimed]?.key ?? null,
    failure: failure ?? value?.failure ?? null,
    isReady,
    line: value?.lines[index],
    select: (place: number) => setIndex(Math.min((value?.lines.length ?? 1) - 1, Math.max(0, place))),
    change,
    aim,
    /** To the next place, or the one before. */
    turnTo: (by: 1 | -1) => aim(targets[(aimed + by + targets.length) % targets.length]),
    aimAt: (kind: ReturnTargetView['kind']) => aim(targets.find((target) => target.kind === kind)),
    all: () => {
      if (!isOpen) return
      setFailure(null)
      const left = (value?.lines ?? []).filter(({ leftMilli }) => leftMilli > 0)
      setChosen(Object.fromEntries(left.map((one) => [one.lineId, one.leftMilli])))
    },
    confirm: async () => {
      if (!isReady || !isOpen) return
      setWorking(true)
      const seen = shares.map(({ key, amountMinor }) => ({ key, amountMinor }))
      const answer = await ask('return.give', { ...wanted, shares: seen })
      setWorking(false)
      if (answer.ok) return setEnd({ ...answer.value, shares, amountMinor: value.totalMinor })
      setFailure(answer.error)
      // What stands on the screen may have passed.
      setTurn((before) => before + 1)
    },
  }
}

/** What was weighed comes back whole, and a piece that cards parted with what is left of it first. */
function nextMilli({ unit, leftMilli, quantityMilli }: ReturnLine, chosenMilli: number, by: 1 | -1): number {
  if (unit !== 'piece') return by === 1 ? leftMilli : 0
  const firstMilli = PIECE_MILLI - ((quantityMilli - leftMilli) % PIECE_MILLI)
  if (by === -1) return chosenMilli - PIECE_MILLI
  return chosenMilli === 0 ? firstMilli : chosenMilli + PIECE_MILLI
}

/** What the till says of what is chosen; not current while it is being asked again. */
function useLook(wanted: Request<'return.look'>, turn: number) {
  const [look, setLook] = useState<{ readonly question: string; readonly value: ReturnLook } | null>(null)
  const question = JSON.stringify([wanted, turn])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says what is asked
  useEffect(() => {
    let left = false
    void call('return.look', wanted).then((answer) => {
      if (!left && answer.ok) setLook({ question, value: answer.value })
    })
    return () => {
      left = true
    }
  }, [question])
  return { look: look?.value ?? null, isCurrent: look?.question === question }
}
