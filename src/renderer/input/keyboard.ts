import { useLayoutEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { Place } from '../actions/places.ts'
import { dismissToast } from '../state/screen-store.ts'
import { createKeyBurst, readScan, type Scan, type ScannerTiming, USUAL_SCANNER } from './key-burst.ts'

/**
 * What a part of the screen does with keys. Names: `0`…`9`, `,`, `*`, letters in capitals, `F1`…`F12`, `Shift+F3`,
 * `Ctrl+1`, `Enter`, `Escape`, `Backspace`, `ArrowUp`, `PageDown`.
 */
export interface KeyMap {
  readonly keys: Readonly<Record<string, () => void>>
  /** Where these keys are: what they do there is named in the table of actions. */
  readonly place?: Place
  /** Those of them that act once however long they are held. */
  readonly onceKeys?: readonly string[]
  readonly onDigit?: (digit: string) => void
  readonly onScan?: (scan: Scan) => void
  /** Hears every key by its name before any of these; true when it was for it. */
  readonly onAnyKey?: (name: string) => boolean
  /** A dialog: keys it does not name do nothing. A scan still passes through it. */
  readonly exclusive?: boolean
}

/** The places whose keys are listened to now, what lies over the screen first. */
export function livePlaces(): readonly Place[] {
  return [...new Set(asked().flatMap(({ current: { place } }) => (place === undefined ? [] : [place])))]
}

/** What a key does at a place right now; undefined where nobody there listens to it. */
export function boundAct(place: Place, key: string): (() => void) | undefined {
  return asked().find(({ current }) => current.place === place && current.keys[key] !== undefined)?.current.keys[key]
}

/** Who is asked first: what lies over the screen, then the screen, then the frame around it. */
const LEVELS = ['frame', 'screen', 'over'] as const
type Level = (typeof LEVELS)[number]

interface Layer {
  current: KeyMap
}
const layers: Readonly<Record<Level, Layer[]>> = { frame: [], screen: [], over: [] }

/** The layers in the order they are asked. */
const asked = (): Layer[] => LEVELS.flatMap((level) => layers[level]).toReversed()

/** Listens while the component is drawn, from the moment it can be seen: a key that is pressed right then is not lost. */
export function useKeys(map: KeyMap, level: Level = 'screen'): void {
  const layer = useRef(map)
  layer.current = map
  useLayoutEffect(() => {
    layers[level].push(layer)
    return () => {
      layers[level].splice(layers[level].indexOf(layer), 1)
    }
  }, [level])
}

function act(name: string): boolean {
  for (const { current } of asked()) {
    if (current.onAnyKey?.(name)) return true
    const action = current.keys[name]
    if (action) {
      dismissToast()
      action()
      return true
    }
    if (/^[0-9,.]$/.test(name) && current.onDigit) {
      dismissToast()
      current.onDigit(name)
      return true
    }
    if (current.exclusive) return true
  }
  return false
}

const isField = (target: EventTarget | null): target is HTMLInputElement => target instanceof HTMLInputElement

/** Whether a key that is still down repeats itself, and who is asked first wants it once for each time it is pressed. */
function isHeldOn({ repeat, target }: KeyboardEvent, name: string): boolean {
  if (!repeat || isField(target)) return false
  const first = asked().find(({ current }) => current.exclusive || current.keys[name] !== undefined)
  return first?.current.onceKeys?.includes(name) ?? false
}

function actOnScan(scan: Scan): void {
  dismissToast()
  for (const { current } of asked()) {
    if (current.onScan) {
      current.onScan(scan)
      return
    }
  }
}

/** `Shift+F3`, `Ctrl+1`, `P`. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key
  if (event.ctrlKey || event.metaKey) return `Ctrl+${key}`
  if (event.altKey) return `Alt+${key}`
  return event.shiftKey && event.key.length > 1 ? `Shift+${key}` : key
}

/** Sets a field as a person would, so that React hears of it. */
function setField(field: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

let scanner = USUAL_SCANNER
/** From now on scans are told from typing like this. */
export function followScanner(timing: ScannerTiming): void {
  scanner = timing
}
const END_MARKS = { enter: 'Enter', tab: 'Tab', pause: 'Enter' } as const

/** A press by mouse or finger leaves the focus where it is: Enter keeps meaning the loud key. */
function onMouseDown(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('button')) event.preventDefault()
}

/**
 * One listener for the whole screen, before any control sees the key. Reload keys do nothing, nor does one that is held on
 * where it acts once; function keys belong to the screen; printable keys pass the burst, unless a field has the focus:
 * there they are typed, and a scan is taken out of the field again.
 *
 * @returns a function that ends it.
 */
export function listenToKeyboard(): () => void {
  const burst = createKeyBurst({
    onScan: actOnScan,
    // Drawn at once: the key after it, which may come in the same task, acts on what this one typed.
    onKey: (key) => void flushSync(() => act(key.toUpperCase())),
    later: (task, pauseMs) => {
      const timer = setTimeout(task, pauseMs)
      return () => clearTimeout(timer)
    },
    scanner: () => scanner,
  })
  const fieldBurst = { text: '', before: '', at: Number.NEGATIVE_INFINITY }

  /** True when the key was the end of a scan. */
  function inField(event: KeyboardEvent, field: HTMLInputElement): boolean {
    if (event.timeStamp - fieldBurst.at > scanner.gapMs) Object.assign(fieldBurst, { text: '', before: field.value })
    fieldBurst.at = event.timeStamp
    if (event.key.length === 1 && !event.ctrlKey) fieldBurst.text += event.key
    if (event.key !== 'Enter' && event.key !== END_MARKS[scanner.endMark]) return false
    const scan = readScan(fieldBurst.text)
    if (scan === null) return false
    setField(field, fieldBurst.before)
    actOnScan(scan)
    return true
  }

  function onKeyDown(event: KeyboardEvent): void {
    const name = keyName(event)
    const eat = () => {
      event.preventDefault()
      event.stopPropagation()
    }
    const field = isField(event.target) ? event.target : null
    const isIdle = name === 'F5' || name.endsWith('+F5') || name === 'Ctrl+R' || isHeldOn(event, name)
    if (isIdle || (field && inField(event, field))) {
      eat()
      return
    }
    if (field && !/^(Shift\+)?F\d+$|^Escape$|^Enter$|^Arrow(Up|Down)$|^Page|^Ctrl\+[\dKL]$/.test(name)) return
    if (!field && event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      letGoOfControl()
      burst.printable(event.key)
      eat()
      return
    }
    if ((name === 'Enter' || name === END_MARKS[scanner.endMark]) && !field && burst.endMark()) {
      eat()
      return
    }
    burst.flush()
    if (isOfFocus(name)) return
    if (actAndLetGo(name)) eat()
  }

  /** A key typed just before a press belongs to what was in hand then, not to what is pressed. */
  function onPointerDown(): void {
    burst.flush()
  }

  window.addEventListener('keydown', onKeyDown, { capture: true })
  window.addEventListener('pointerdown', onPointerDown, { capture: true })
  window.addEventListener('mousedown', onMouseDown, { capture: true })
  return () => {
    window.removeEventListener('keydown', onKeyDown, { capture: true })
    window.removeEventListener('pointerdown', onPointerDown, { capture: true })
    window.removeEventListener('mousedown', onMouseDown, { capture: true })
  }
}

/** Who types, scans, presses a key of the screen or goes elsewhere has left the control that Tab reached: Enter means the loud key again. */
export function letGoOfControl(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLButtonElement && activeElement.closest('[role=dialog]') === null)
    activeElement.blur()
}

/** True when the key meant something here; what it brought the focus to keeps it. */
function actAndLetGo(name: string): boolean {
  const { activeElement } = document
  if (!act(name)) return false
  if (activeElement === document.activeElement) letGoOfControl()
  return true
}

/** Tab always moves the focus, in a dialog too; a control reached by it keeps Enter and space. Presses never take the focus. */
function isOfFocus(name: string): boolean {
  if (name === 'Tab' || name === 'Shift+Tab') return true
  return (name === 'Enter' || name === ' ') && document.activeElement instanceof HTMLButtonElement
}
