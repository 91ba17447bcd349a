import type { ErrorTable } from './entry.ts'

/** Failures of the first run. */
export const SETUP_ERRORS = {
  SETUP_DONE: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette caisse est déjà en route. Changez l’établissement dans Gestion, Réglages.',
      en: 'This till is set up already. Change the shop under Management, Settings.',
      pl: 'Ta kasa jest już uruchomiona. Dane sklepu zmienisz w Zarządzanie, Ustawienia.',
      de: 'Diese Kasse ist bereits eingerichtet. Den Betrieb unter Verwaltung, Einstellungen ändern.',
    },
  },
  SETUP_INCOMPLETE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Il manque une réponse à l’étape {step}. Complétez-la, puis terminez.',
      en: 'An answer is missing in step {step}. Fill it in, then finish.',
      pl: 'W kroku {step} brakuje odpowiedzi. Uzupełnij ją i zakończ.',
      de: 'In Schritt {step} fehlt eine Angabe. Ergänzen, dann abschließen.',
    },
  },
  SETUP_TRAINING_ONLY: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Les articles et la boutique d’exemple ne s’ouvrent qu’en formation. Importez vos articles.',
      en: 'The sample articles and shop open in training only. Import your own articles.',
      pl: 'Przykładowe towary i sklep są tylko w trybie szkolenia. Zaimportuj własne towary.',
      de: 'Beispielartikel und Übungsladen gibt es nur in der Schulung. Eigene Artikel importieren.',
    },
  },
  SETUP_FOLDER_UNUSABLE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Impossible d’écrire dans {path}. Branchez le support ou choisissez un autre dossier.',
      en: 'Nothing can be written in {path}. Plug the drive in or choose another folder.',
      pl: 'Nie można pisać w {path}. Podłącz nośnik lub wybierz inny folder.',
      de: 'In {path} lässt sich nicht schreiben. Datenträger anschließen oder anderen Ordner wählen.',
    },
  },
} as const satisfies ErrorTable
