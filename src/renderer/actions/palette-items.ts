import i18next from 'i18next'
import { isApprovable } from '#contract/permissions.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { boundAct } from '../input/keyboard.ts'
import { mayNow } from '../state/allowed.ts'
import { openSection } from '../state/management-store.ts'
import { goTo } from '../state/screen-store.ts'
import { keyOf, type OwnKeys } from './action-keys.ts'
import { ACTION_RUNS } from './action-runs.ts'
import { ACTION_LIST, type ActionEntry, type ActionId, keySign } from './action-table.ts'
import { capital } from './capital.ts'
import type { Findable } from './find-actions.ts'
import { PLACES, type Place, type PlaceEntry, WORK_PLACES } from './places.ts'

export interface PaletteItem extends Findable {
  readonly id: string
  readonly run: () => void
}

function signOf(id: ActionId, own: OwnKeys): string | null {
  const key = keyOf(id, own)
  return key === undefined ? null : keySign(key)
}

function nameOf({ words, group }: Pick<ActionEntry, 'words' | 'group'>): string {
  const own = i18next.t(words)
  return capital(group === undefined ? own : i18next.t('palette.choice', { what: i18next.t(group), value: own }))
}

/** What a press does: the action itself, what the screen binds to its key, or the way to the screen that does. */
function runOf(id: ActionId, { place, key }: Pick<ActionEntry, 'place' | 'key'>): (() => void) | null {
  const known = ACTION_RUNS[id]
  if (known !== undefined) return known.run
  // Asked again when it is pressed: meanwhile the screen may have gone on to something else.
  if (key !== undefined && boundAct(place, key) !== undefined) return () => boundAct(place, key)?.()
  const { space, section }: PlaceEntry = PLACES[place]
  if (section !== undefined) return () => openSection(section)
  return space === undefined ? null : () => goTo(space)
}

function closedOf(entry: ActionEntry & { readonly id: ActionId }, slices: Slices): string | null {
  const { id, needs, place } = entry
  // What a manager may lend is asked for: the question is the till's own.
  if (needs !== undefined && !mayNow(needs) && !isApprovable(needs)) return i18next.t('palette.notPermitted')
  const why = ACTION_RUNS[id]?.closed?.(slices) ?? null
  if (why !== null) return i18next.t(why)
  return runOf(id, entry) === null ? i18next.t('palette.onlyAt', { place: i18next.t(PLACES[place].words) }) : null
}

/** Every action that the palette leads to, those of the screen that is open first; then what is done everywhere. */
export function paletteItems(slices: Slices, here: readonly Place[], sections: readonly string[]): PaletteItem[] {
  const own = slices.till.workstation.keys
  const rank = (place: Place) => (place === 'anywhere' ? here.length : here.includes(place) ? here.indexOf(place) : 99)
  const actions = ACTION_LIST.filter(
    ({ id, place }) => id !== 'palette' && WORK_PLACES.includes(place) && (ACTION_RUNS[id]?.isThere?.(slices) ?? true),
  )
    .toSorted((one, other) => rank(one.place) - rank(other.place))
    .map((entry) => ({
      id: entry.id as string,
      name: nameOf(entry),
      placeName: i18next.t(PLACES[entry.place].words),
      key: signOf(entry.id, own),
      closed: closedOf(entry, slices),
      run: runOf(entry.id, entry) ?? (() => undefined),
    }))
  return [...actions, ...sections.map((section) => sectionItem(section))]
}

function sectionItem(section: string): PaletteItem {
  return {
    id: `section.${section}`,
    name: nameOf({ group: 'nav.management', words: `management.section.${section}` }),
    placeName: i18next.t('nav.management'),
    key: null,
    closed: null,
    run: () => openSection(section),
  }
}
