import type { ErrorTable } from './entry.ts'

/** What a cashier or a manager can run into while selling. */
export const TILL_ERRORS = {
  SALE_UNKNOWN_BARCODE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Code {barcode} inconnu. Cherchez l’article par son nom.',
      en: 'Code {barcode} is not known. Search the product by its name.',
      pl: 'Kod {barcode} jest nieznany. Wyszukaj produkt po nazwie.',
      de: 'Code {barcode} ist unbekannt. Artikel nach Namen suchen.',
    },
  },
  SALE_CARD_NUMBER_REFUSED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cela ressemble à un numéro de carte : rien n’a été gardé. La carte se présente au TPE.',
      en: 'This looks like a card number: nothing was kept. Present the card to the PIN pad.',
      pl: 'To wygląda na numer karty: nic nie zapisano. Kartę przykłada się do terminala.',
      de: 'Das sieht nach einer Kartennummer aus: nichts wurde gespeichert. Karte am Gerät vorlegen.',
    },
  },
  SALE_AMOUNT_ZERO: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le montant est de zéro. Ajoutez un article ou tapez un montant.',
      en: 'The amount is zero. Add a product or type an amount.',
      pl: 'Kwota wynosi zero. Dodaj produkt lub wpisz kwotę.',
      de: 'Der Betrag ist null. Artikel hinzufügen oder Betrag eingeben.',
    },
  },
  SALE_AMOUNT_TOO_HIGH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le montant dépasse le reste à payer. Tapez un montant plus petit.',
      en: 'The amount is more than what is left to pay. Type a smaller amount.',
      pl: 'Kwota przekracza pozostałą do zapłaty. Wpisz mniejszą kwotę.',
      de: 'Der Betrag übersteigt den Restbetrag. Kleineren Betrag eingeben.',
    },
  },
  SALE_QUANTITY_OUT_OF_RANGE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La quantité doit être entre 1 et {max}. Le ticket n’a pas changé.',
      en: 'The quantity must be between 1 and {max}. The ticket is unchanged.',
      pl: 'Ilość musi być od 1 do {max}. Paragon bez zmian.',
      de: 'Die Menge muss zwischen 1 und {max} liegen. Der Bon ist unverändert.',
    },
  },
  SALE_LINE_NOT_FOUND: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cette ligne n’est plus sur le ticket. Choisissez une autre ligne.',
      en: 'This line is no longer on the ticket. Choose another line.',
      pl: 'Tej pozycji nie ma już na paragonie. Wybierz inną.',
      de: 'Diese Zeile ist nicht mehr auf dem Bon. Andere Zeile wählen.',
    },
  },
  SALE_TOO_LONG: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le ticket a atteint {max} lignes. Encaissez-le, puis ouvrez-en un autre.',
      en: 'The ticket has reached {max} lines. Take the payment, then open another one.',
      pl: 'Paragon ma już {max} pozycji. Przyjmij zapłatę i otwórz następny.',
      de: 'Der Bon hat {max} Zeilen erreicht. Kassieren und einen neuen öffnen.',
    },
  },
  SALE_IN_PAYMENT: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket est en cours de règlement. Terminez ou annulez le règlement d’abord.',
      en: 'This ticket is being paid. Finish or stop the payment first.',
      pl: 'Ten paragon jest w trakcie płatności. Najpierw ją zakończ lub anuluj.',
      de: 'Dieser Bon wird gerade bezahlt. Zahlung zuerst beenden oder abbrechen.',
    },
  },
  SALE_DAY_CLOSING: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La journée se clôture. Attendez quelques secondes, puis recommencez.',
      en: 'The day is being closed. Wait a few seconds, then try again.',
      pl: 'Trwa zamykanie dnia. Poczekaj kilka sekund i spróbuj ponownie.',
      de: 'Der Tag wird abgeschlossen. Einige Sekunden warten und erneut versuchen.',
    },
  },
  SALE_REFERENCE_TAKEN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un autre ticket attend déjà sous {reference}. Prenez un autre numéro.',
      en: 'Another ticket already waits under {reference}. Take another number.',
      pl: 'Inny paragon czeka już pod {reference}. Wybierz inny numer.',
      de: 'Unter {reference} wartet schon ein anderer Bon. Andere Nummer nehmen.',
    },
  },
  SCENARIO_NOT_FOUND: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce scénario n’existe pas sur cette caisse. Vérifiez les réglages.',
      en: 'This till has no such scenario. Check the settings.',
      pl: 'Ta kasa nie ma takiego scenariusza. Sprawdź ustawienia.',
      de: 'Diesen Ablauf gibt es an dieser Kasse nicht. Einstellungen prüfen.',
    },
  },
  SCENARIO_UNDERWAY: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Un client est déjà servi sur le TPE. Attendez la fin ou arrêtez.',
      en: 'A customer is already being served on the PIN pad. Wait for the end or stop it.',
      pl: 'Klient jest już obsługiwany na terminalu. Poczekaj na koniec lub zatrzymaj.',
      de: 'Ein Kunde wird schon am Terminal bedient. Ende abwarten oder anhalten.',
    },
  },
  SALE_NOT_FOUND: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket est introuvable. Vérifiez son numéro.',
      en: 'This ticket was not found. Check its number.',
      pl: 'Nie znaleziono paragonu. Sprawdź numer.',
      de: 'Dieser Bon wurde nicht gefunden. Nummer prüfen.',
    },
  },
  SESSION_WRONG_PIN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce code n’est pas le bon. Encore {left} essai(s).',
      en: 'This is not the right code. {left} attempt(s) left.',
      pl: 'To nie ten kod. Pozostało prób: {left}.',
      de: 'Das ist nicht der richtige Code. Noch {left} Versuch(e).',
    },
  },
  SESSION_BLOCKED: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Trop d’essais. Réessayez dans {seconds} s ou appelez un responsable.',
      en: 'Too many attempts. Try again in {seconds} s or call a manager.',
      pl: 'Za dużo prób. Spróbuj za {seconds} s lub wezwij kierownika.',
      de: 'Zu viele Versuche. In {seconds} s erneut versuchen oder Leitung rufen.',
    },
  },
  SESSION_LOCKED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La caisse est verrouillée. Tapez votre code.',
      en: 'The till is locked. Type your code.',
      pl: 'Kasa jest zablokowana. Wpisz kod.',
      de: 'Die Kasse ist gesperrt. Code eingeben.',
    },
  },
  SESSION_NOT_ALLOWED: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette action demande un responsable.',
      en: 'This action needs a manager.',
      pl: 'Ta czynność wymaga kierownika.',
      de: 'Diese Aktion erfordert eine Leitung.',
    },
  },
  PRINTER_UNREACHABLE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’imprimante ne répond pas. Les tickets attendent et sortiront dès son retour.',
      en: 'The printer does not answer. Tickets wait and come out when it is back.',
      pl: 'Drukarka nie odpowiada. Bilety czekają i wyjdą po jej powrocie.',
      de: 'Der Drucker antwortet nicht. Die Bons warten und kommen, sobald er zurück ist.',
    },
  },
  PRINTER_PAPER_OUT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Plus de papier. Changez le rouleau, l’impression reprend seule.',
      en: 'No paper left. Change the roll; printing goes on by itself.',
      pl: 'Brak papieru. Wymień rolkę, drukowanie ruszy samo.',
      de: 'Kein Papier. Rolle wechseln, der Druck geht von selbst weiter.',
    },
  },
  PRINTER_COVER_OPEN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le capot de l’imprimante est ouvert. Fermez-le, l’impression reprend seule.',
      en: 'The printer’s cover is open. Close it; printing goes on by itself.',
      pl: 'Pokrywa drukarki jest otwarta. Zamknij ją, drukowanie ruszy samo.',
      de: 'Die Abdeckung des Druckers ist offen. Schließen, der Druck geht von selbst weiter.',
    },
  },
  PRINTER_STOPPED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’imprimante est bloquée. Éteignez-la, dégagez le papier et la lame, puis rallumez-la.',
      en: 'The printer is jammed. Switch it off, free the paper and the blade, then switch it on.',
      pl: 'Drukarka jest zablokowana. Wyłącz ją, uwolnij papier i nóż, potem włącz ponownie.',
      de: 'Der Drucker ist blockiert. Ausschalten, Papier und Messer freimachen, wieder einschalten.',
    },
  },
  PRINTER_TAKES_NOTHING: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’imprimante ne prend plus rien. Regardez le papier, le capot et le câble ; l’impression reprend seule.',
      en: 'The printer takes nothing more. Look at paper, cover and cable; printing goes on by itself.',
      pl: 'Drukarka nic nie przyjmuje. Sprawdź papier, pokrywę i kabel; drukowanie ruszy samo.',
      de: 'Der Drucker nimmt nichts mehr an. Papier, Abdeckung und Kabel prüfen; der Druck geht von selbst weiter.',
    },
  },
  PRINTER_BARCODE_INVALID: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le code-barres de ce papier n’est pas valable : le papier n’est pas sorti. Prévenez le technicien.',
      en: 'The barcode of this paper is not valid: the paper was not printed. Tell the technician.',
      pl: 'Kod kreskowy tego wydruku jest nieprawidłowy: nic nie wydrukowano. Powiadom serwis.',
      de: 'Der Strichcode dieses Belegs ist ungültig: Er wurde nicht gedruckt. Den Techniker rufen.',
    },
  },
  PRINTER_OUTCOME_UNKNOWN: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le ticket est peut-être sorti. Regardez l’imprimante, puis réimprimez s’il manque.',
      en: 'The ticket may have come out. Look at the printer, then reprint if it is missing.',
      pl: 'Bilet mógł się wydrukować. Sprawdź drukarkę i wydrukuj ponownie, jeśli go brak.',
      de: 'Der Bon ist vielleicht gedruckt. Drucker prüfen und bei Bedarf erneut drucken.',
    },
  },
} as const satisfies ErrorTable
