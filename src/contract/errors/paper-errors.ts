import type { ErrorTable } from './entry.ts'

/** What a person can run into who looks after papers that are not out for certain. */
export const PAPER_ERRORS = {
  PRINTER_PAPER_NOT_FOUND: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce papier est introuvable. Rouvrez la liste des impressions.',
      en: 'This paper was not found. Open the list of papers again.',
      pl: 'Nie znaleziono tego wydruku. Otwórz listę wydruków ponownie.',
      de: 'Dieser Ausdruck wurde nicht gefunden. Die Liste der Ausdrucke neu öffnen.',
    },
  },
  PRINTER_PAPER_SETTLED: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le sort de ce papier est déjà décidé. Regardez la liste, elle a changé.',
      en: 'What becomes of this paper is settled already. Look at the list, it has changed.',
      pl: 'Los tego wydruku jest już rozstrzygnięty. Sprawdź listę, zmieniła się.',
      de: 'Über diesen Ausdruck ist schon entschieden. Die Liste ansehen, sie hat sich geändert.',
    },
  },
  PRINTER_NO_GOODS: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket ne contient aucun article à offrir. Choisissez un autre ticket.',
      en: 'This ticket holds no goods to give. Choose another ticket.',
      pl: 'Na tym paragonie nie ma towarów na prezent. Wybierz inny paragon.',
      de: 'Auf diesem Bon steht kein Artikel zum Verschenken. Einen anderen Bon wählen.',
    },
  },
  PRINTER_COPY_FOLDER_AWAY: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le dossier {folder} n’est pas là. Branchez la clé, ou changez le dossier dans Confort et touches.',
      en: 'The folder {folder} is not there. Plug the stick in, or change the folder in Comfort and keys.',
      pl: 'Nie ma folderu {folder}. Podłącz nośnik albo zmień folder w Wygoda i klawisze.',
      de: 'Der Ordner {folder} ist nicht da. Den Stick einstecken oder den Ordner in Komfort und Tasten ändern.',
    },
  },
} as const satisfies ErrorTable
