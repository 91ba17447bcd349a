import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** What one press of an arrow moves: about two lines of text. */
const STEP_PX = 48
/** A page moves by a little less than what is seen, so that the eye finds its place again. */
const PAGE_SHARE = 0.9

export interface ScrolledBody {
  readonly body: RefObject<HTMLElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  /** More is in it than fits, so that it must be reached and moved by keyboard. */
  readonly scrolls: boolean
  /** Arrows, pages, Home and End, for a dialog that means nothing else by them. */
  readonly keys: Readonly<Record<string, () => void>>
}

/** A part of the screen that scrolls at some sizes and in some languages: whether it does now, and the keys that move it. */
export function useScrolledBody(): ScrolledBody {
  const body = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useLayoutEffect(() => {
    const around = body.current
    const inside = content.current
    if (around === null || inside === null) return
    const measure = () => setScrolls(around.scrollHeight > around.clientHeight)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(around)
    observer.observe(inside)
    return () => observer.disconnect()
  }, [])
  const by = (stepPx: (element: HTMLElement) => number) => () =>
    body.current?.scrollBy({ top: stepPx(body.current), behavior: 'instant' })
  const keys = {
    ArrowDown: by(() => STEP_PX),
    ArrowUp: by(() => -STEP_PX),
    PageDown: by(({ clientHeight }) => clientHeight * PAGE_SHARE),
    PageUp: by(({ clientHeight }) => -clientHeight * PAGE_SHARE),
    End: by(({ scrollHeight }) => scrollHeight),
    Home: by(({ scrollHeight }) => -scrollHeight),
  }
  return { body, content, scrolls, keys }
}
