import type { ErrorTable } from './entry.ts'

/** Failures of reading statements of the bank. No content of a statement is in any of them. */
export const SETTLEMENT_ERRORS = {
  SETTLEMENT_FILE_INVALID: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce fichier n’est pas un relevé CFONB 120 lisible : ligne {line}, colonnes {columns} ({field}). Rien n’a été gardé ; redemandez-le à la banque.',
      en: 'This file is no readable CFONB 120 statement: line {line}, columns {columns} ({field}). Nothing was kept; ask the bank for it again.',
      pl: 'Ten plik nie jest czytelnym wyciągiem CFONB 120: wiersz {line}, kolumny {columns} ({field}). Niczego nie zapisano; poproś bank o nowy.',
      de: 'Diese Datei ist kein lesbarer Auszug CFONB 120: Zeile {line}, Spalten {columns} ({field}). Nichts wurde behalten; bei der Bank neu anfordern.',
    },
  },
  SETTLEMENT_BALANCE_DIFFERS: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le nouveau solde de la ligne {line} n’est pas l’ancien plus les mouvements : il manque des lignes. Rien n’a été gardé ; redemandez le relevé.',
      en: 'The new balance in line {line} is not the old one plus the movements: lines are missing. Nothing was kept; ask for the statement again.',
      pl: 'Nowe saldo w wierszu {line} to nie stare plus operacje: brakuje wierszy. Niczego nie zapisano; poproś o wyciąg ponownie.',
      de: 'Der neue Saldo in Zeile {line} ist nicht der alte plus Umsätze: es fehlen Zeilen. Nichts wurde behalten; Auszug neu anfordern.',
    },
  },
  SETTLEMENT_FILE_TOO_LONG: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce fichier a plus de {linesMax} lignes. Demandez à la banque un relevé par mois, puis lisez-les l’un après l’autre.',
      en: 'This file has more than {linesMax} lines. Ask the bank for one statement a month and read them one after the other.',
      pl: 'Ten plik ma więcej niż {linesMax} wierszy. Poproś bank o wyciągi miesięczne i wczytaj je po kolei.',
      de: 'Diese Datei hat mehr als {linesMax} Zeilen. Die Bank um Monatsauszüge bitten und sie nacheinander lesen.',
    },
  },
  SETTLEMENT_FULL: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La caisse garde au plus {linesMax} lignes de cartes. Annulez la lecture d’un ancien relevé, puis recommencez.',
      en: 'The till keeps {linesMax} card lines at most. Undo the reading of an old statement, then try again.',
      pl: 'Kasa przechowuje najwyżej {linesMax} wierszy kartowych. Cofnij wczytanie starego wyciągu i spróbuj ponownie.',
      de: 'Die Kasse behält höchstens {linesMax} Kartenzeilen. Einen alten Auszug zurücknehmen, dann erneut versuchen.',
    },
  },
  SETTLEMENT_NOT_FOUND: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce relevé, ce lot ou cette ligne n’est plus là, ou déjà pris. Regardez la liste, puis choisissez à nouveau.',
      en: 'This statement, batch or line is gone or already taken. Look at the list, then choose again.',
      pl: 'Tego wyciągu, paczki lub wiersza już nie ma albo są zajęte. Spójrz na listę i wybierz ponownie.',
      de: 'Dieser Auszug, dieser Stapel oder diese Zeile ist weg oder schon vergeben. Liste ansehen und neu wählen.',
    },
  },
} as const satisfies ErrorTable
