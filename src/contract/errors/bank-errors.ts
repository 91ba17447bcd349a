import type { ErrorTable } from './entry.ts'

/** Failures of setting up a bank and of the step between training and live selling. */
export const BANK_ERRORS = {
  BANK_FIELD_WRONG: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ces réglages ne vont pas encore : {field}. Corrigez ce champ ; rien n’est enregistré.',
      en: 'These settings are not right yet: {field}. Correct it; nothing was kept.',
      pl: 'Te ustawienia nie są jeszcze poprawne: {field}. Popraw je; nic nie zapisano.',
      de: 'Diese Einstellungen stimmen noch nicht: {field}. Korrigieren; nichts wurde gespeichert.',
    },
  },
  BANK_OWED: {
    actor: 'manager',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Tout n’est pas réglé avec cette banque. Clôturez la journée avec elle, puis changez-la.',
      en: 'Not all is settled with this bank. Close the day with it, then change it.',
      pl: 'Nie wszystko jest rozliczone z tym bankiem. Zamknij z nim dzień, a potem go zmień.',
      de: 'Mit dieser Bank ist noch nicht alles abgerechnet. Den Tag mit ihr abschließen, dann ändern.',
    },
  },
  BANK_ELSEWHERE: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Cette banque a déjà servi dans l’autre mode de ce poste. Passez dans ce mode pour la changer.',
      en: 'This bank has been used in the other mode of this till. Switch to that mode to change it.',
      pl: 'Ten bank był już używany w drugim trybie tej kasy. Przejdź do tego trybu, aby go zmienić.',
      de: 'Diese Bank wurde im anderen Modus dieser Kasse schon genutzt. Zum Ändern in diesen Modus wechseln.',
    },
  },
  BANK_IN_FILE: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce poste a plusieurs banques : elles se règlent dans {path}.',
      en: 'This till has several banks: they are set in {path}.',
      pl: 'Ta kasa ma kilka banków: ustawia się je w {path}.',
      de: 'Diese Kasse hat mehrere Banken: sie werden in {path} eingestellt.',
    },
  },
  BANK_FILE_UNREADABLE: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: '{path} n’est pas lisible ({field}). Corrigez ce fichier à la main ; rien n’y a été écrit.',
      en: '{path} cannot be read ({field}). Correct that file by hand; nothing was written to it.',
      pl: 'Nie można odczytać {path} ({field}). Popraw ten plik ręcznie; nic w nim nie zapisano.',
      de: '{path} ist nicht lesbar ({field}). Die Datei von Hand korrigieren; nichts wurde hineingeschrieben.',
    },
  },
  BANK_TRY_UNDERWAY: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un essai de la banque est en cours. Attendez sa fin ou arrêtez-le.',
      en: 'The bank is being tried already. Wait for the end, or stop it.',
      pl: 'Trwa już próba połączenia z bankiem. Poczekaj na koniec lub ją zatrzymaj.',
      de: 'Die Bank wird bereits geprüft. Das Ende abwarten oder abbrechen.',
    },
  },
  BANK_RESTART_DUE: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Les réglages de la banque ont changé : fermez le programme et rouvrez-le avant d’encaisser par carte.',
      en: 'The settings of the bank have changed: close the program and open it again before taking a card.',
      pl: 'Ustawienia banku się zmieniły: zamknij program i otwórz go ponownie przed płatnością kartą.',
      de: 'Die Einstellungen der Bank haben sich geändert: Programm schließen und neu öffnen, bevor Karten angenommen werden.',
    },
  },
  BANK_MODE_FIXED: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La ligne de commande fixe le mode de ce poste. Lancez le programme sans --training, --live ni --data pour le changer ici.',
      en: 'The command line fixes the mode of this till. Start the program without --training, --live and --data to change it here.',
      pl: 'Wiersz poleceń ustala tryb tej kasy. Uruchom program bez --training, --live i --data, aby zmienić go tutaj.',
      de: 'Die Befehlszeile legt den Modus dieser Kasse fest. Ohne --training, --live und --data starten, um ihn hier zu ändern.',
    },
  },
  BANK_MODE_NOT_READY: {
    actor: 'manager',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Il manque encore quelque chose pour changer de mode. Complétez la liste, puis recommencez.',
      en: 'Something is still missing to change the mode. Complete the list, then try again.',
      pl: 'Do zmiany trybu czegoś jeszcze brakuje. Uzupełnij listę i spróbuj ponownie.',
      de: 'Für den Wechsel fehlt noch etwas. Die Liste vervollständigen, dann erneut versuchen.',
    },
  },
} as const satisfies ErrorTable
