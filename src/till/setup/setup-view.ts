import { COUNTRY_RULES } from '#contract/country-rules.ts'
import type { SetupView } from '#contract/views/setup-view.ts'
import type { TillMemory } from '../core/till-memory.ts'

/** The first run as the screen shows it: of codes, not even their hashes. */
export function setupView({ setup }: Pick<TillMemory, 'setup'>): SetupView | null {
  if (setup === null || setup.stage === 'trial') return setup
  const { draft, people, keyCopy } = setup
  return {
    stage: 'draft',
    draft,
    people: people.map(({ id, name, role }) => ({ id, name, role })),
    keyCopy,
    currency: COUNTRY_RULES[draft.country ?? 'other'].currency,
  }
}
