/** A browser that takes a touch for a press tells it within this time after the finger has left. */
const CLICK_WITHIN_MS = 80
/** On a machine with other work it tells it later, of what was pressed for it by then. */
const LATE_CLICK_WITHIN_MS = 1_000
const PRESSED = 'data-pressed'
const HOVERED = 'data-hovered'

const buttonAt = (target: EventTarget | null): HTMLButtonElement | null =>
  target instanceof Element ? target.closest('button') : null

/**
 * What the browser's own buttons lack at a till, for all of them at once. A finger that rests on a key for longer than a browser
 * calls a press has pressed it all the same, and so has each of two that overlap; the key that would be pressed is marked while
 * it is down, and the one a mouse points at, but never the one a finger has left.
 *
 * @returns a function that ends it.
 */
export function listenToPresses(): () => void {
  const held = new Map<number, HTMLButtonElement>()
  const untold = new Map<HTMLButtonElement, ReturnType<typeof setTimeout>>()
  /** Touches whose press did not wait for the browser. */
  const answered = new Set<number>()

  function onPointerDown({ pointerId, button, target }: PointerEvent): void {
    const pressed = button === 0 ? buttonAt(target) : null
    if (pressed === null) return
    held.set(pointerId, pressed)
    pressed.setAttribute(PRESSED, 'true')
  }

  /** The button that this pointer let go of. */
  function release({ pointerId }: PointerEvent): HTMLButtonElement | undefined {
    const released = held.get(pointerId)
    held.delete(pointerId)
    released?.removeAttribute(PRESSED)
    return released
  }

  function onPointerUp(event: PointerEvent): void {
    const released = release(event)
    if (released === undefined || event.pointerType === 'mouse') return
    if (buttonAt(document.elementFromPoint(event.clientX, event.clientY)) !== released) return
    const press = () => {
      untold.delete(released)
      answered.add(event.pointerId)
      setTimeout(() => answered.delete(event.pointerId), LATE_CLICK_WITHIN_MS)
      if (released.isConnected) released.click()
    }
    clearTimeout(untold.get(released))
    untold.set(released, setTimeout(press, CLICK_WITHIN_MS))
  }

  /** What was pressed already is not pressed again: an article would be on the ticket twice. */
  function onClick(event: PointerEvent): void {
    const told = buttonAt(event.target)
    if (told === null) return
    if (answered.delete(event.pointerId)) {
      event.preventDefault()
      event.stopImmediatePropagation()
      return
    }
    clearTimeout(untold.get(told))
    untold.delete(told)
  }

  /** The menu of a long touch would take the finger away from its key. */
  function onContextMenu(event: Event): void {
    if (held.size > 0) event.preventDefault()
  }

  const ending = new AbortController()
  const options = { capture: true, signal: ending.signal }
  window.addEventListener('pointerdown', onPointerDown, options)
  window.addEventListener('pointerup', onPointerUp, options)
  window.addEventListener('pointercancel', release, options)
  window.addEventListener('pointerover', hoverMarker(), options)
  window.addEventListener('click', onClick, options)
  window.addEventListener('contextmenu', onContextMenu, options)
  return () => {
    ending.abort()
    for (const timer of untold.values()) clearTimeout(timer)
  }
}

/** Marks the button that a mouse points at, and no other. */
function hoverMarker(): (event: PointerEvent) => void {
  let hovered: HTMLButtonElement | null = null
  return ({ pointerType, target }) => {
    const under = pointerType === 'mouse' ? buttonAt(target) : null
    if (under === hovered) return
    hovered?.removeAttribute(HOVERED)
    under?.setAttribute(HOVERED, 'true')
    hovered = under
  }
}
