import type { ErrorTable } from './entry.ts'

/** What a person can run into with the files of customers; no money moves by any of it. */
export const CUSTOMER_ERRORS = {
  CUSTOMER_NOT_FOUND: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce client est introuvable. Cherchez-le de nouveau dans la liste.',
      en: 'This customer was not found. Look for them in the list again.',
      pl: 'Nie znaleziono tego klienta. Wyszukaj go ponownie na liście.',
      de: 'Dieser Kunde wurde nicht gefunden. Ihn in der Liste erneut suchen.',
    },
  },
  CUSTOMER_NAME_MISSING: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une fiche a besoin d’un nom ou d’une société. Tapez l’un des deux.',
      en: 'A file needs a name or a company. Type one of them.',
      pl: 'Kartoteka wymaga nazwiska albo firmy. Wpisz jedno z nich.',
      de: 'Eine Kundenkartei braucht einen Namen oder eine Firma. Eines davon eingeben.',
    },
  },
  CUSTOMER_COMPANY_NUMBER_WRONG: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce numéro n’est ni un SIREN (9 chiffres), ni un SIRET (14), ni un NIP (10), ni un numéro d’entreprise britannique (8) : sa clé ou sa longueur ne convient pas. Relisez-le.',
      en: 'This is no British company number (8 characters), SIREN (9), NIP (10) or SIRET (14): its length or check figure does not fit. Read it again.',
      pl: 'To nie jest NIP (10 cyfr), SIREN (9), SIRET (14) ani brytyjski numer firmy (8): długość lub cyfra kontrolna się nie zgadza. Sprawdź numer.',
      de: 'Das ist keine SIREN (9 Ziffern), SIRET (14), NIP (10) oder britische Firmennummer (8): Länge oder Prüfziffer passt nicht. Nummer noch einmal lesen.',
    },
  },
  CUSTOMER_VAT_NUMBER_WRONG: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce n’est pas un numéro de TVA européen ni britannique : sa clé ou sa forme ne convient pas. Relisez-le, lettres du pays comprises (FR, GB…).',
      en: 'This is no British or European VAT number: its check figures or its form do not fit. Read it again, letters of the country included (GB, FR…).',
      pl: 'To nie jest unijny ani brytyjski numer VAT: cyfry kontrolne lub zapis się nie zgadzają. Sprawdź go wraz z literami kraju (PL, GB…).',
      de: 'Das ist keine europäische oder britische USt-IdNr.: Prüfziffer oder Form passt nicht. Noch einmal lesen, mit den Buchstaben des Landes (DE, GB…).',
    },
  },
  CUSTOMER_EMAIL_WRONG: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cette adresse e-mail n’est pas complète. Relisez-la : nom@domaine.',
      en: 'This e-mail address is not complete. Read it again: name@domain.',
      pl: 'Ten adres e-mail jest niepełny. Sprawdź go: nazwa@domena.',
      de: 'Diese E-Mail-Adresse ist nicht vollständig. Noch einmal lesen: name@domain.',
    },
  },
  CUSTOMER_LOYALTY_WRONG: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un numéro de fidélité a 4 à 20 chiffres ou lettres, et n’est ni un article ni un ticket. Prenez-en un autre.',
      en: 'A loyalty number has 4 to 20 figures or letters, and is neither a product nor a ticket. Take another one.',
      pl: 'Numer karty stałego klienta ma 4–20 cyfr lub liter i nie jest towarem ani paragonem. Wybierz inny.',
      de: 'Eine Kundenkartennummer hat 4 bis 20 Ziffern oder Buchstaben und ist weder Artikel noch Bon. Andere nehmen.',
    },
  },
  CUSTOMER_LOYALTY_TAKEN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce numéro de fidélité est celui du client {number}. Prenez-en un autre.',
      en: 'This loyalty number is that of customer {number}. Take another one.',
      pl: 'Ten numer karty stałego klienta należy do klienta {number}. Wybierz inny.',
      de: 'Diese Kundenkartennummer gehört Kunde {number}. Andere nehmen.',
    },
  },
  CUSTOMER_ARCHIVED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce client est archivé. Rouvrez sa fiche avant de le mettre sur un ticket.',
      en: 'This customer is archived. Take the file up again before it goes on a ticket.',
      pl: 'Ten klient jest zarchiwizowany. Przywróć kartotekę, zanim trafi na paragon.',
      de: 'Dieser Kunde ist archiviert. Kartei wieder öffnen, bevor er auf einen Bon kommt.',
    },
  },
  CUSTOMER_ERASED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Les données de ce client sont effacées. Ouvrez une nouvelle fiche.',
      en: 'The data of this customer is erased. Open a new file.',
      pl: 'Dane tego klienta są usunięte. Załóż nową kartotekę.',
      de: 'Die Daten dieses Kunden sind gelöscht. Eine neue Kartei anlegen.',
    },
  },
  CUSTOMER_IN_USE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce client est encore sur un ticket en cours ou en attente. Terminez ce ticket d’abord.',
      en: 'This customer is still on a ticket in hand or on hold. Finish that ticket first.',
      pl: 'Ten klient jest jeszcze na otwartym lub odłożonym paragonie. Najpierw zakończ ten paragon.',
      de: 'Dieser Kunde steht noch auf einem offenen oder geparkten Bon. Diesen Bon zuerst beenden.',
    },
  },
  CUSTOMER_HAS_BALANCE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le compte de ce client n’est pas soldé. Soldez-le avant d’effacer ses données.',
      en: 'The account of this customer is not settled. Settle it before the data is erased.',
      pl: 'Konto tego klienta nie jest rozliczone. Rozlicz je przed usunięciem danych.',
      de: 'Das Konto dieses Kunden ist nicht ausgeglichen. Ausgleichen, bevor die Daten gelöscht werden.',
    },
  },
} as const satisfies ErrorTable
