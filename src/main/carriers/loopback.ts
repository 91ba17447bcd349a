import type { Page } from 'playwright'
import { CALL_NAMES } from '#contract/api.ts'
import type { Caller } from '#contract/dispatch.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import type { SliceEvent } from '#contract/views/till-view.ts'
import type { RunningTill } from '../running-till.ts'
import { SliceTexts, type TextChange } from './slice-texts.ts'

const CALLER: Caller = { carrier: 'loopback' }
const CALL_BINDING = '__tillCall'
const EVENT_SINK = '__tillEvents'

/**
 * What goes over the pipe is one text each way. Playwright takes any other value apart and puts it together again, part by part, on
 * both sides: of a long ticket that takes longer than drawing it.
 */
function parsed(request: unknown): unknown {
  try {
    return typeof request === 'string' ? JSON.parse(request) : null
  } catch {
    return null
  }
}

/** What the page's own script finds on `window` before the bundle runs. */
interface LoopbackWindow {
  [CALL_BINDING](name: string, request: string): Promise<string>
  [EVENT_SINK](changes: string): boolean
  till: unknown
}

/** Runs in the page: the same `window.till` that the preload makes. Must not touch anything outside itself. */
function defineBridge([names, call, sink]: readonly [readonly string[], string, string]): void {
  const page = globalThis as unknown as Record<string, unknown>
  const invoke = page[call] as LoopbackWindow[typeof CALL_BINDING]
  const listeners = new Set<(event: SliceEvent) => void>()
  const ask = async (name: string, request: unknown): Promise<unknown> =>
    JSON.parse(await invoke(name, JSON.stringify(request ?? null)))
  const calls = Object.fromEntries(names.map((name) => [name, (request: unknown) => ask(name, request)]))
  const subscribe = (listener: (event: SliceEvent) => void) => {
    const receive = (event: SliceEvent) => listener(event)
    listeners.add(receive)
    return () => void listeners.delete(receive)
  }
  const texts = new Map<string, { readonly sequence: number; readonly text: string }>()
  Object.defineProperty(page, sink, {
    value: (changes: string) => {
      const events: SliceEvent[] = []
      for (const { sequence, slice, base, head, tail, middle } of JSON.parse(changes) as readonly TextChange[]) {
        const before = texts.get(slice) ?? { sequence: 0, text: '' }
        if (base !== 0 && base !== before.sequence) return false
        const { text } = before
        const whole = base === 0 ? middle : text.slice(0, head) + middle + text.slice(text.length - tail)
        texts.set(slice, { sequence, text: whole })
        events.push({ sequence, slice, value: JSON.parse(whole) } as SliceEvent)
      }
      for (const event of events) for (const listener of [...listeners]) listener(event)
      return true
    },
  })
  Object.defineProperty(page, 'till', { value: Object.freeze({ ...calls, subscribe }) })
}

/** Runs in the page. False where it was loaded anew: it has no sink yet, and asks for a snapshot when it has one, or nothing to change. */
function deliver([sink, changes]: readonly [string, string]): boolean {
  const receive = (globalThis as unknown as Record<string, unknown>)[sink]
  return typeof receive === 'function' && receive(changes) === true
}

/**
 * Pushes events into the page one delivery at a time, so that they arrive in order. While a delivery is under way
 * the next events wait; a page that falls behind the limit loses them all and finds the gap by their numbers.
 */
function eventPump(page: Page): (event: SliceEvent) => void {
  let waiting: SliceEvent[] = []
  let delivering = false
  const texts = new SliceTexts()
  // Told before anything of the new page runs: its first event must not come later than the answer to the call that caused it.
  page.on('framenavigated', (frame) => frame === page.mainFrame() && texts.forget())
  const push = async (events: readonly SliceEvent[]): Promise<boolean> => {
    const changes = JSON.stringify(events.map((event) => texts.change(event)))
    const isTaken = await page.evaluate(deliver, [EVENT_SINK, changes] as const).catch(() => false)
    if (!isTaken) texts.forget()
    return isTaken
  }
  const drain = async () => {
    delivering = true
    while (waiting.length > 0 && !page.isClosed()) {
      const events = waiting
      waiting = []
      // A page that was loaded meanwhile knows nothing of what the changes are changes of.
      if (!(await push(events))) await push(events)
    }
    delivering = false
  }
  return (event) => {
    if (waiting.length >= LIMITS.eventBacklog) waiting = []
    waiting.push(event)
    if (!delivering) void drain()
  }
}

/**
 * Joins a page and a till over the browser's own pipe: no debugging port, no socket in the page, and the bundle
 * is the one that ships. Call it before the page is opened; it works across reloads.
 * @param url the address of the screen: only the main frame showing exactly this host is served.
 * @returns ends the events; the bindings end with the page.
 */
export async function openLoopback({
  page,
  till,
  url,
}: {
  readonly page: Page
  readonly till: RunningTill
  readonly url: string
}): Promise<() => void> {
  const { host } = new URL(url)
  await page.exposeBinding(CALL_BINDING, async ({ frame }, name: unknown, request: unknown) => {
    const isOurs = frame === page.mainFrame() && URL.canParse(frame.url()) && new URL(frame.url()).host === host
    return JSON.stringify(isOurs ? await till.dispatch(name, parsed(request), CALLER) : fail('IPC_SENDER_REJECTED'))
  })
  await page.addInitScript(defineBridge, [CALL_NAMES, CALL_BINDING, EVENT_SINK] as const)
  return till.subscribe(eventPump(page))
}
