import type { ErrorTable } from './entry.ts'

/** Failures of looking after articles and of reading files of them. No content of a file is in any of them. */
export const ARTICLE_ERRORS = {
  ARTICLES_BUSY: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un fichier d’articles est déjà en cours. Attendez sa fin, ou arrêtez-le.',
      en: 'A file of articles is already being worked on. Wait for its end, or stop it.',
      pl: 'Trwa już praca nad plikiem artykułów. Poczekaj na koniec albo ją zatrzymaj.',
      de: 'Eine Artikeldatei ist schon in Arbeit. Ende abwarten oder anhalten.',
    },
  },
  ARTICLES_NO_FILE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Il n’y a plus de fichier en main. Choisissez-le de nouveau.',
      en: 'There is no file in hand any more. Choose it again.',
      pl: 'Plik nie jest już wczytany. Wybierz go ponownie.',
      de: 'Es ist keine Datei mehr da. Noch einmal wählen.',
    },
  },
  ARTICLES_FILE_INCOMPLETE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le fichier n’est pas arrivé en entier. Rien n’a été gardé ; choisissez-le de nouveau.',
      en: 'The file did not arrive as a whole. Nothing was kept; choose it again.',
      pl: 'Plik nie dotarł w całości. Niczego nie zapisano; wybierz go ponownie.',
      de: 'Die Datei kam nicht vollständig an. Nichts wurde behalten; noch einmal wählen.',
    },
  },
  ARTICLES_FILE_EMPTY: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce fichier est vide. Choisissez celui qui contient les articles.',
      en: 'This file is empty. Choose the one that holds the articles.',
      pl: 'Ten plik jest pusty. Wybierz plik z artykułami.',
      de: 'Diese Datei ist leer. Die Datei mit den Artikeln wählen.',
    },
  },
  ARTICLES_FILE_TOO_LONG: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce fichier dépasse {megabytes} Mo. Partagez-le en plusieurs, puis importez-les l’un après l’autre.',
      en: 'This file is larger than {megabytes} MB. Split it and import the parts one after the other.',
      pl: 'Ten plik ma ponad {megabytes} MB. Podziel go i wczytaj części po kolei.',
      de: 'Diese Datei ist größer als {megabytes} MB. Aufteilen und nacheinander importieren.',
    },
  },
  ARTICLES_FILE_ROWS: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce fichier a plus de {max} lignes. Partagez-le en plusieurs, puis importez-les l’un après l’autre.',
      en: 'This file has more than {max} lines. Split it and import the parts one after the other.',
      pl: 'Ten plik ma ponad {max} wierszy. Podziel go i wczytaj części po kolei.',
      de: 'Diese Datei hat mehr als {max} Zeilen. Aufteilen und nacheinander importieren.',
    },
  },
  ARTICLES_FILE_COLUMNS: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce fichier a plus de {max} colonnes. Choisissez un autre séparateur, ou ôtez les colonnes inutiles.',
      en: 'This file has more than {max} columns. Choose another separator, or take out columns nobody needs.',
      pl: 'Ten plik ma ponad {max} kolumn. Wybierz inny separator lub usuń zbędne kolumny.',
      de: 'Diese Datei hat mehr als {max} Spalten. Anderes Trennzeichen wählen oder Spalten entfernen.',
    },
  },
  ARTICLES_COLUMNS_MISSING: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Aucune colonne ne dit de quel article il s’agit. Indiquez celle du nom, du code-barres ou de la référence.',
      en: 'No column says which article it is about. Say which one is the name, the barcode or the reference.',
      pl: 'Żadna kolumna nie wskazuje artykułu. Wskaż kolumnę nazwy, kodu lub indeksu.',
      de: 'Keine Spalte sagt, um welchen Artikel es geht. Spalte mit Name, Strichcode oder Nummer angeben.',
    },
  },
  ARTICLES_NOTHING_TO_UNDO: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Il n’y a plus d’import à annuler.',
      en: 'There is no import left to undo.',
      pl: 'Nie ma już importu do cofnięcia.',
      de: 'Es gibt keinen Import mehr zurückzunehmen.',
    },
  },
  ARTICLES_NOT_FOUND: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cet article n’existe plus. Cherchez-le de nouveau.',
      en: 'This article does not exist any more. Search for it again.',
      pl: 'Tego artykułu już nie ma. Wyszukaj go ponownie.',
      de: 'Diesen Artikel gibt es nicht mehr. Noch einmal suchen.',
    },
  },
  ARTICLES_REFUSED: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: '{why} Rien n’a été enregistré.',
      en: '{why} Nothing was saved.',
      pl: '{why} Niczego nie zapisano.',
      de: '{why} Nichts wurde gespeichert.',
    },
  },
  ARTICLES_FAMILY_IN_USE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La famille « {name} » a encore des articles. Donnez-leur une autre famille d’abord.',
      en: 'The family “{name}” still has articles. Give them another family first.',
      pl: 'Grupa „{name}” ma jeszcze artykuły. Najpierw przenieś je do innej grupy.',
      de: 'Die Warengruppe „{name}“ hat noch Artikel. Diese zuerst einer anderen zuordnen.',
    },
  },
} as const satisfies ErrorTable
