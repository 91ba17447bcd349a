import { type RefObject, useEffect, useRef } from 'react'

/** What is selected is scrolled into view, as little as it takes. */
export function useInView<Part extends HTMLElement>(isSelected: boolean): RefObject<Part | null> {
  const part = useRef<Part>(null)
  useEffect(() => {
    if (isSelected) part.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  return part
}
