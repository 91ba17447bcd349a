import type { ErrorTable } from './entry.ts'

/** Failures of what is sent to the support. */
export const SUPPORT_ERRORS = {
  SUPPORT_NOT_SHOWN: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La liste affichée a changé depuis. Préparez le dossier encore une fois.',
      en: 'The list that was shown has changed. Prepare the bundle once more.',
      pl: 'Pokazana lista zmieniła się. Przygotuj pakiet jeszcze raz.',
      de: 'Die gezeigte Liste ist nicht mehr aktuell. Das Paket noch einmal vorbereiten.',
    },
  },
  SUPPORT_FOLDER_UNUSABLE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le dossier {path} n’est pas là ou n’accepte rien. Choisissez-en un autre.',
      en: 'The folder {path} is not there or takes nothing. Choose another one.',
      pl: 'Folderu {path} nie ma albo nie przyjmuje danych. Wybierz inny.',
      de: 'Der Ordner {path} fehlt oder nimmt nichts an. Einen anderen wählen.',
    },
  },
} as const satisfies ErrorTable
