import { ACTION_KEY } from '#contract/views/workstation-view.ts'
import { ACTION_LIST, ACTIONS, type ActionEntry, type ActionId, keySign } from './action-table.ts'
import { type Place, WORK_PLACES } from './places.ts'

/** Keys of a workstation that are others than usual, by their action. */
export type OwnKeys = Readonly<Record<string, string>>

/** The key that does an action at this workstation; undefined for one without. */
export function keyOf(id: ActionId, own: OwnKeys): string | undefined {
  const { key }: ActionEntry = ACTIONS[id]
  return own[id] ?? key
}

/** Its key as the screen draws it. */
export function keyHint(id: ActionId, own: OwnKeys): string | undefined {
  const key = keyOf(id, own)
  return key === undefined ? undefined : keySign(key).replace('⇧ ', '⇧')
}

/** The palette keeps its key: whatever was moved is found there. */
function isMovable({ id, place, key }: ActionEntry & { readonly id: ActionId }): boolean {
  return (place === 'anywhere' || place === 'sale') && id !== 'palette' && key !== undefined && ACTION_KEY.test(key)
}

/** Actions whose key a workstation may change: those that a hand does all day, on the sale and everywhere. */
export const MOVABLE: readonly ActionId[] = ACTION_LIST.filter(isMovable).map(({ id }) => id)

/** Pressed out of habit they would do harm: they do nothing, and stay so. */
const IDLE_KEYS: readonly string[] = ['F5', 'Shift+F5', 'Ctrl+F5', 'Ctrl+R']

/** Why an action cannot be put on a key: the key is none, does nothing by intent, or does something else where the action is done. */
export type KeyProblem =
  | { readonly kind: 'not-a-key' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'taken'; readonly by: ActionId }

export function keyProblem(id: ActionId, key: string, own: OwnKeys): KeyProblem | null {
  if (!ACTION_KEY.test(key)) return { kind: 'not-a-key' }
  if (IDLE_KEYS.includes(key)) return { kind: 'idle' }
  const { key: usual, place }: ActionEntry = ACTIONS[id]
  // Back on its usual key it shares it with the same screens as ever.
  const around: readonly Place[] = place === 'anywhere' && key !== usual ? WORK_PLACES : ['anywhere', 'sale']
  const taken = ACTION_LIST.find(
    (other) =>
      other.id !== id &&
      around.includes(other.place) &&
      (keyOf(other.id, own) === key || (other.also?.includes(key) ?? false)),
  )
  return taken === undefined ? null : { kind: 'taken', by: taken.id }
}

/** The own keys with one action on another key; on its usual one it is none of its own. */
export function withKey(own: OwnKeys, id: ActionId, key: string): OwnKeys {
  const { [id]: _, ...others } = own
  return key === (ACTIONS[id] as ActionEntry).key ? others : { ...others, [id]: key }
}
