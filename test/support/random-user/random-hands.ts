import type { Page } from 'playwright'
import { LOCALES } from '#contract/locale.ts'
import { ACTION_LIST, type ActionEntry } from '#renderer/actions/action-table.ts'
import { PLACES } from '#renderer/actions/places.ts'
import type { Counter } from '../e2e/counter.ts'
import { type Words, wordsOf } from '../e2e/words.ts'
import { scanInto } from '../renderer/scanner.ts'
import { SIZES } from '../renderer/screen-rig.ts'
import { type Act, CARD_USES, type Gesture, PRINTER_TROUBLES } from './acts.ts'

const CONTROLS = 'button, input, select, textarea, [role=tab], [role=slider]'
const FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea'
/** What a list takes to be there. */
const OPEN_MS = 60

/** One gesture, or one thing that happens at the counter: whatever comes of it. */
export async function doAct({ stage }: Counter, act: Gesture): Promise<void> {
  const { page, pad, printer } = stage
  if (act.kind === 'key') await page.keyboard.press(act.key)
  else if (act.kind === 'scan') await scanInto(page, act.code)
  else if (act.kind === 'figures') await page.keyboard.type(act.text)
  else if (act.kind === 'write') await page.keyboard.insertText(act.text)
  else if (act.kind === 'press') await pressControl(page, act)
  else if (act.kind === 'fill') await fillField(page, act)
  else if (act.kind === 'action') await doByName(page, act.id)
  else if (act.kind === 'person') await page.keyboard.press('Control+l')
  else if (act.kind === 'size') await page.setViewportSize(SIZES[act.size])
  else if (act.kind === 'printer') await printer.command(PRINTER_TROUBLES[act.is])
  else await pad.command({ do: 'customer', plan: [{ ...CARD_USES[act.use], afterMs: 100 }] })
}

/** The middles of what can be seen and pressed now, in what lies over the rest. */
async function placesOf(page: Page, controls: string): Promise<readonly { readonly x: number; readonly y: number }[]> {
  return page.evaluate(`(() => {
    const dialogs = [...document.querySelectorAll('[role=dialog]')]
    const within = dialogs.at(-1) ?? document
    return [...within.querySelectorAll(${JSON.stringify(controls)})]
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ control, box }) => box.width > 0 && box.height > 0 && !control.disabled)
      .map(({ box }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }))
      .filter(({ x, y }) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)
  })()`)
}

async function pressControl(page: Page, { nth, by }: Extract<Act, { kind: 'press' }>): Promise<void> {
  const places = await placesOf(page, CONTROLS)
  const place = places[nth % places.length]
  if (!place) return
  if (by === 'mouse') await page.mouse.click(place.x, place.y)
  else await page.touchscreen.tap(place.x, place.y)
}

async function fillField(page: Page, { nth, text }: Extract<Act, { kind: 'fill' }>): Promise<void> {
  const places = await placesOf(page, FIELDS)
  const place = places[nth % places.length]
  if (!place) return
  await page.mouse.click(place.x, place.y)
  await page.keyboard.press('Control+a')
  if (text === '') await page.keyboard.press('Delete')
  else await page.keyboard.insertText(text)
}

/** In the language that the screen is in. */
async function doByName(page: Page, id: string): Promise<void> {
  const language = await page.evaluate('document.documentElement.lang')
  const words = wordsOf(LOCALES.find((locale) => locale === language) ?? 'fr')
  await page.keyboard.press('Control+k')
  await page.waitForTimeout(OPEN_MS)
  await page.keyboard.insertText(nameOf(id, words))
  await page.waitForTimeout(OPEN_MS)
  await page.keyboard.press('Enter')
}

function nameOf(id: string, words: Words): string {
  const action: ActionEntry | undefined = ACTION_LIST.find((each) => each.id === id)
  return action === undefined ? words(id) : `${words(action.words)} ${words(PLACES[action.place].words)}`
}
