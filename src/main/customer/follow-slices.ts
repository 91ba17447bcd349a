import { LIMITS } from '#contract/limits.ts'
import type { SliceEvent, Slices, Snapshot } from '#contract/views/till-view.ts'
import type { RunningTill } from '../running-till.ts'

interface Listeners {
  readonly onSlices: (slices: Slices) => void
  /** The till did not answer; it is asked again by itself. */
  readonly onAway: () => void
}

/**
 * The slices of a till as they are now, each time one of them changes: a snapshot, then each numbered event. After a gap the
 * snapshot is asked for again, as a screen does.
 *
 * @returns ends it.
 */
export function followSlices(
  till: Pick<RunningTill, 'dispatch' | 'subscribe'>,
  { onSlices, onAway }: Listeners,
): () => void {
  let slices: Slices | null = null
  let sequence = 0
  let isAsking = false
  let isEnded = false
  let waiting: SliceEvent[] = []
  let pause: ReturnType<typeof setTimeout> | undefined

  /** False where its number does not follow. */
  const apply = (event: SliceEvent): boolean => {
    if (slices === null || event.sequence <= sequence) return true
    if (event.sequence !== sequence + 1) return false
    sequence = event.sequence
    slices = { ...slices, [event.slice]: event.value }
    return true
  }

  const ask = async (): Promise<void> => {
    if (isAsking || isEnded) return
    isAsking = true
    const answer = await till.dispatch('till.snapshot', {}, { carrier: 'till' })
    isAsking = false
    if (isEnded) return
    if (!answer.ok) {
      slices = null
      onAway()
      pause = setTimeout(() => void ask(), LIMITS.customerScreenAskPauseMs)
      return
    }
    const snapshot = answer.value as Snapshot
    slices = snapshot.slices
    sequence = snapshot.sequence
    const came = waiting
    waiting = []
    if (!came.every(apply)) return ask()
    onSlices(slices)
  }

  const unsubscribe = till.subscribe((event) => {
    if (isAsking || slices === null) {
      waiting = [...waiting, event].slice(-LIMITS.eventBacklog)
      return
    }
    if (!apply(event)) void ask()
    else onSlices(slices)
  })
  void ask()
  return () => {
    isEnded = true
    clearTimeout(pause)
    unsubscribe()
  }
}
