import type { ErrorTable } from './entry.ts'

/** What keeps sales from being summed up; nothing moved. */
export const REPORT_ERRORS = {
  REPORT_TOO_LONG: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette période a plus de {count} tickets. Choisissez moins de jours.',
      en: 'This time has more than {count} tickets. Choose fewer days.',
      pl: 'Ten okres ma ponad {count} paragonów. Wybierz mniej dni.',
      de: 'In dieser Zeit liegen mehr als {count} Bons. Weniger Tage wählen.',
    },
  },
} as const satisfies ErrorTable
