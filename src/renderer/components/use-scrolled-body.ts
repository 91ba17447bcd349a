import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** What one press of an arrow moves: about two lines of text. */
const STEP_PX = 48
/** A page moves by a little less than what is seen, so that the eye finds its place again. */
const PAGE_SHARE = 0.9

export interface ScrolledBody<Body extends HTMLElement> {
  readonly body: RefObject<Body | null>
  /** What is in it, where that may grow by itself. */
  readonly content: RefObject<HTMLDivElement | null>
  /** More is in it than fits, so that it must be reached and moved by keyboard. */
  readonly scrolls: boolean
  /** Arrows, pages, Home and End, for a dialog that means nothing else by them. */
  readonly keys: Readonly<Record<string, () => void>>
}

/** A part of the screen that scrolls at some sizes and in some languages: whether it does now, and the keys that move it. */
export function useScrolledBody<Body extends HTMLElement>(): ScrolledBody<Body> {
  const body = useRef<Body>(null)
  const content = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  // Anew with each drawing of its owner, as what is in it may have changed.
  useLayoutEffect(() => {
    const around = body.current
    if (around === null) return
    const measure = () => setScrolls(around.scrollHeight > around.clientHeight)
    measure()
    const observer = new ResizeObserver(measure)
    for (const element of [around, content.current]) if (element !== null) observer.observe(element)
    return () => observer.disconnect()
  })
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
