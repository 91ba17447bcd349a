import type { Locator, Page } from 'playwright'
import { ACTION_LIST, type ActionEntry, type ActionId } from '#renderer/actions/action-table.ts'
import { PLACES, WORK_PLACES } from '#renderer/actions/places.ts'
import { wordsOf } from '../e2e/words.ts'
import { isAct, pressKeys, settle } from '../renderer/screen-hands.ts'
import type { OpenScreen } from '../renderer/screen-rig.ts'
import { MANAGER } from '../renderer/settlement-states.ts'
import { ACTION_ROWS } from './action-rows.ts'
import type { ActionRow, Outcome } from './row.ts'
import { STARTS } from './starts.ts'

/** How an action is done: by its key, by its name, or by a finger alone. */
export type Way = 'key' | 'name' | 'touch'

/** Nothing tappable is under 10 mm. */
const TARGET_PX = 38
const SEEN_MS = 10_000

const words = wordsOf('fr')
const inWords = (text: string) => (/^[\w-]+(\.[\w-]+)+$/.test(text) ? words(text) : text)
const inFull = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s'), 'i')

/** The words at the beginning of a name, whole. */
const begins = (text: string) => new RegExp(`^${inFull(text).source}(?!\\p{L})`, 'iu')

type Action = ActionEntry & { readonly id: ActionId }
const nameOf = ({ words: own, group }: ActionEntry) =>
  group === undefined ? words(own) : words('palette.choice', { what: words(group), value: words(own) })

/** The drawn actions of those that are done in this way, with those that begin in the same state one after the other. */
export function actionsOf(way: Way, isDrawn: (index: number) => boolean): (readonly Action[])[] {
  const fitting = ACTION_LIST.filter(({ id, place, key }: Action, index) => {
    if (!isDrawn(index)) return false
    return way === 'key' ? key !== undefined : way === 'touch' || (id !== 'palette' && WORK_PLACES.includes(place))
  })
  return [...Map.groupBy(fitting, ({ id }) => ACTION_ROWS[id].at).values()]
}

/** What a person sees and the till holds, but for the clocks: equal before and after, an action left no trace. */
async function looksOf({ page, till }: OpenScreen): Promise<string> {
  const seen: string = await page.evaluate(`[
    document.body.innerText.replace(/\\d+:\\d\\d|\\d+ s\\b/g, ''),
    ...[...document.querySelectorAll('[aria-pressed=true],[aria-current],[aria-selected=true]')].map((each) => each.innerText),
    ...[...document.querySelectorAll('input')].map((each) => each.value),
    document.activeElement?.tagName,
  ].join('\\n')`)
  return `${seen}\n${JSON.stringify(till.slices)}`
}

/** Does actions one after the other and says which did not do what they should. */
export function actionWalker(screen: OpenScreen, way: Way) {
  const { page, till } = screen
  let begun: { readonly at: string; readonly looks: string } | null = null

  async function begin({ at }: ActionRow): Promise<void> {
    if (begun?.at === at) {
      if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape')
      await settle(page)
      if ((await looksOf(screen)) === begun.looks) return
    }
    const state = STARTS[at]
    if (state === undefined) throw new Error(`there is no state "${at}"`)
    await screen.show({ session: MANAGER, ...state.slices() })
    await state.act?.(screen)
    await page.evaluate("window.print = () => document.documentElement.setAttribute('data-printed', '')")
    await settle(page)
    begun = { at, looks: await looksOf(screen) }
  }

  const holds = async (outcome: Outcome): Promise<boolean> => {
    if ('asks' in outcome) return till.calls.some(({ name }) => name === outcome.asks && isAct(name))
    return seenBy(page, outcome).isVisible()
  }
  const comes = async (outcome: Outcome): Promise<boolean> => {
    const deadline = Date.now() + SEEN_MS
    while (!(await holds(outcome))) {
      if (Date.now() > deadline) return false
      await page.waitForTimeout(20)
    }
    return true
  }
  async function doIt(action: Action, row: ActionRow): Promise<void> {
    if (way === 'key') await pressKeys(page, (row.keys ?? action.key?.split(' ') ?? []).map(keyOfPage))
    else if (way === 'name') await doByName(page, action)
    else if (row.taps === 'list') await doFromList(page, action)
    else for (const name of row.taps ?? [action.words]) await tap(page, inWords(name))
  }

  return async (action: Action): Promise<string | null> => {
    const row = ACTION_ROWS[action.id]
    const told = `${action.id} by ${way} at "${row.at}"`
    try {
      await begin(row)
      till.calls.length = 0
      if (await holds(row.does)) return `${told}: ${JSON.stringify(row.does)} holds before`
      await doIt(action, row)
      if (!(await comes(row.does))) return `${told}: ${JSON.stringify(row.does)} does not come; ${await seen(screen)}`
      const problems = screen.problems.splice(0)
      return problems.length === 0 ? null : `${told}: ${problems.join('; ')}`
    } catch (thrown) {
      begun = null
      return `${told}: ${String(thrown).slice(0, 400)}; ${await seen(screen)}`
    }
  }
}

/** What is there instead, for whoever reads of a failure. */
async function seen({ page, till }: OpenScreen): Promise<string> {
  const calls = till.calls.map(({ name }) => name).filter(isAct)
  const texts = await page.locator('h1, h2, [role=alert], [role=dialog]').allInnerTexts()
  return `asked ${JSON.stringify(calls)}, on the screen ${JSON.stringify(texts).slice(0, 500)}`
}

function seenBy(page: Page, outcome: Exclude<Outcome, { asks: unknown }>): Locator {
  if ('dialog' in outcome)
    return page
      .getByRole('dialog')
      .getByRole('heading', { name: inFull(inWords(outcome.dialog)) })
      .first()
  if ('heading' in outcome) return page.getByRole('heading', { name: inFull(inWords(outcome.heading)) }).first()
  if ('pressed' in outcome)
    return page.getByRole('button', { name: begins(inWords(outcome.pressed)), pressed: true }).first()
  if ('at' in outcome) return page.locator(outcome.at).first()
  return page
    .getByText(inFull(inWords(outcome.text)))
    .filter({ visible: true })
    .first()
}

const keyOfPage = (key: string) => key.replace('Ctrl+', 'Control+')

/** Opens the list of all actions, writes the name of one, Enter. */
async function doByName(page: Page, action: Action): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('textbox', { name: words('palette.search') })
  await field.waitFor({ timeout: SEEN_MS })
  await page.keyboard.insertText(nameOf(action))
  const row = rowOf(page, action)
  await row.waitFor({ timeout: SEEN_MS })
  const rows = await page.getByRole('dialog').getByRole('listitem').count()
  for (let place = 0; place < rows && (await row.getAttribute('aria-pressed')) !== 'true'; place += 1) {
    await page.keyboard.press('ArrowDown')
    await settle(page)
  }
  await page.keyboard.press('Enter')
}

/** An action may have the name of one of another place: the place stands below it. */
function rowOf(page: Page, action: Action): Locator {
  const name = inFull(`${nameOf(action)} ${words(PLACES[action.place].words)}`)
  return page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^${name.source}`, 'i') })
    .first()
}

/** By fingers alone: the key of the list in the bar, all of the list, its row. */
async function doFromList(page: Page, action: Action): Promise<void> {
  await tap(page, words('palette.title'))
  const row = rowOf(page, action)
  if (!(await row.isVisible())) await tapOn(page.getByRole('dialog').getByRole('listitem').last().getByRole('button'))
  await tapOn(row)
}

/** A finger on the control of this name: what lies over the screen has it first. */
async function tap(page: Page, name: string): Promise<void> {
  if (name.startsWith('css=')) return tapOn(page.locator(name).first())
  const dialogs = page.getByRole('dialog')
  const within = (await dialogs.count()) > 0 ? dialogs.last() : page
  await tapOn(
    within
      .getByRole('button', { name: begins(name) })
      .filter({ visible: true })
      .first(),
  )
}

async function tapOn(control: Locator): Promise<void> {
  await control.scrollIntoViewIfNeeded({ timeout: SEEN_MS })
  const box = await control.boundingBox()
  if (box === null || box.width < TARGET_PX - 0.5 || box.height < TARGET_PX - 0.5)
    throw new Error(`too small for a finger: ${JSON.stringify(box)}`)
  await control.tap({ timeout: SEEN_MS })
}
