import { useEffect, useState } from 'react'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import { ask } from '../../state/call.ts'

/** A scale answers at most five times a second; one that is away is looked for less often. */
const READ_AGAIN_MS = 250
const LOOK_AGAIN_MS = 1_000

/** What the scale of the till says, as long as somebody looks; null before its first word. */
export function useScaleReading(): ScaleReading | null {
  const [reading, setReading] = useState<ScaleReading | null>(null)
  useEffect(() => {
    let isLeft = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      const heard = await ask('scale.weigh', {})
      if (isLeft) return
      const next: ScaleReading = heard.ok ? heard.value : { state: 'none' }
      setReading((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
      if (next.state === 'none') return
      timer = setTimeout(() => void look(), next.state === 'away' ? LOOK_AGAIN_MS : READ_AGAIN_MS)
    }
    void look()
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [])
  return reading
}
