/** Runs tasks one after the other; null when too many wait already. One that rejects does not keep the next from its turn. */
export function createTurns(waitingMax: number) {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return <Value>(task: () => Promise<Value>): Promise<Value | null> => {
    if (waiting >= waitingMax) return Promise.resolve(null)
    waiting += 1
    const turn = last.then(task).finally(() => {
      waiting -= 1
    })
    last = turn.catch(() => {})
    return turn
  }
}
