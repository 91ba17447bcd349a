import type { ErrorTable } from './entry.ts'

/** What whoever looks after the people of the shop can run into. */
export const PEOPLE_ERRORS = {
  PEOPLE_PERMISSION_FIXED: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Un responsable garde toujours le droit de gérer les personnes. Rien n’a changé.',
      en: 'A manager always keeps the right to manage people. Nothing was changed.',
      pl: 'Kierownik zawsze zachowuje prawo do zarządzania osobami. Nic nie zmieniono.',
      de: 'Eine Leitung behält immer das Recht, Personen zu verwalten. Nichts wurde geändert.',
    },
  },
} as const satisfies ErrorTable
