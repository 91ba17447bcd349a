import type { ErrorTable } from './entry.ts'

/** Failures of what is done to an earlier payment: void, refund, and all about a reservation; and of payments by a code. */
export const OPERATION_ERRORS = {
  PAYMENT_CODE_LENGTH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce code n’a pas {digits} chiffres. Rien n’a été débité. Faites relire le code au client.',
      en: 'This code does not have {digits} figures. Nothing was charged. Have the customer read it out again.',
      pl: 'Ten kod nie ma {digits} cyfr. Nic nie pobrano. Poproś klienta o ponowne odczytanie.',
      de: 'Dieser Code hat nicht {digits} Ziffern. Nichts wurde belastet. Lassen Sie ihn noch einmal vorlesen.',
    },
  },
  PAYMENT_CODE_UNKNOWN: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'unknown',
    words: {
      fr: 'La banque a peut-être débité ce code. L’annulation est écrite et part d’elle-même : n’en prenez pas un autre avant.',
      en: 'The bank may have charged this code. The reversal is written and goes out by itself: take no other code before.',
      pl: 'Bank mógł obciążyć ten kod. Cofnięcie jest zapisane i wychodzi samo: nie przyjmuj wcześniej innego kodu.',
      de: 'Die Bank hat diesen Code vielleicht belastet. Die Stornierung läuft von selbst: vorher keinen anderen Code nehmen.',
    },
  },
  PAYMENT_CODE_TAKEN_BACK: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque a confirmé l’annulation. Rien n’est débité. Demandez un nouveau code ou un autre règlement.',
      en: 'The bank confirmed the reversal. Nothing is charged. Ask for a new code or another way to pay.',
      pl: 'Bank potwierdził cofnięcie. Nic nie pobrano. Poproś o nowy kod lub inną płatność.',
      de: 'Die Bank hat die Stornierung bestätigt. Nichts ist belastet. Neuen Code oder andere Zahlungsart erbitten.',
    },
  },
  PAYMENT_NOT_FOUND: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Ce paiement n’est pas sur cette caisse. Vérifiez le numéro du ticket.',
      en: 'This payment is not on this till. Check the number of the ticket.',
      pl: 'Tej płatności nie ma na tej kasie. Sprawdź numer paragonu.',
      de: 'Diese Zahlung ist nicht auf dieser Kasse. Prüfen Sie die Nummer des Bons.',
    },
  },
  PAYMENT_NOT_RETURNABLE: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Ce paiement ne peut pas être rendu sur la carte : il n’a pas été encaissé, ou il est déjà rendu. Rien n’a bougé.',
      en: 'This payment cannot go back on the card: it was not charged, or it has gone back already. Nothing moved.',
      pl: 'Tej płatności nie można zwrócić na kartę: nie była pobrana albo już ją zwrócono. Nic nie przesłano.',
      de: 'Diese Zahlung kann nicht auf die Karte zurück: Sie wurde nicht belastet oder ging schon zurück. Nichts wurde bewegt.',
    },
  },
  PAYMENT_SALE_NOT_FINISHED: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Ce paiement n’est pas celui d’un ticket terminé. Rien n’a bougé. Rendez-le depuis son ticket, ou terminez le ticket.',
      en: 'This is no payment of a finished ticket. Nothing moved. Give it back from its ticket, or finish the ticket first.',
      pl: 'To nie jest płatność zakończonego paragonu. Nic nie przesłano. Zwróć ją z jej paragonu albo najpierw go zakończ.',
      de: 'Das ist keine Zahlung eines fertigen Bons. Nichts wurde bewegt. Am Bon selbst zurückgeben oder den Bon erst abschließen.',
    },
  },
  PAYMENT_REFUND_TOO_HIGH: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'C’est plus que ce qui reste de ce paiement. Rien n’a été rendu. Choisissez un montant plus petit.',
      en: 'This is more than what is left of this payment. Nothing went back. Choose a smaller amount.',
      pl: 'To więcej, niż zostało z tej płatności. Nic nie zwrócono. Wybierz mniejszą kwotę.',
      de: 'Das ist mehr, als von dieser Zahlung übrig ist. Nichts ging zurück. Kleineren Betrag wählen.',
    },
  },
  PAYMENT_REFUND_DECLINED: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La banque refuse ce remboursement (code {responseCode}). Rien n’a été rendu. Remboursez autrement.',
      en: 'The bank refuses this refund (code {responseCode}). Nothing went back. Pay back in another way.',
      pl: 'Bank odmówił zwrotu (kod {responseCode}). Nic nie zwrócono. Zwróć w inny sposób.',
      de: 'Die Bank lehnt die Erstattung ab (Code {responseCode}). Nichts ging zurück. Auf anderem Weg erstatten.',
    },
  },
  PAYMENT_REFUND_UNKNOWN: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'unknown',
    words: {
      fr: 'La banque a peut-être déjà remboursé. Comptoir reprend ce remboursement de lui-même : ne rendez rien autrement.',
      en: 'The bank may have paid back already. Comptoir takes this refund back by itself: do not pay back in another way.',
      pl: 'Bank mógł już zwrócić pieniądze. Comptoir sam cofa ten zwrot: nie zwracaj w inny sposób.',
      de: 'Die Bank hat vielleicht schon erstattet. Comptoir nimmt die Erstattung selbst zurück: nicht anders erstatten.',
    },
  },
  PAYMENT_REFUND_TAKEN_BACK: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’avait pas répondu à temps, le remboursement est repris. Rien n’a été rendu. Recommencez.',
      en: 'The bank had not answered in time, the refund is taken back. Nothing went back. Try again.',
      pl: 'Bank nie odpowiedział na czas, zwrot został cofnięty. Nic nie zwrócono. Spróbuj ponownie.',
      de: 'Die Bank antwortete nicht rechtzeitig, die Erstattung ist zurückgenommen. Nichts ging zurück. Erneut versuchen.',
    },
  },
  PAYMENT_VOIDED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette vente est annulée : la banque oublie le débit. Le client n’a rien à payer.',
      en: 'This sale is void: the bank forgets the charge. The customer pays nothing.',
      pl: 'Ta sprzedaż jest anulowana: bank zapomina o obciążeniu. Klient nic nie płaci.',
      de: 'Dieser Verkauf ist storniert: Die Bank vergisst die Belastung. Der Kunde zahlt nichts.',
    },
  },
  RESERVATION_NOT_FOUND: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Cette réservation n’est pas sur cette caisse. Vérifiez la liste des réservations.',
      en: 'This reservation is not on this till. Check the list of reservations.',
      pl: 'Tej rezerwacji nie ma na tej kasie. Sprawdź listę rezerwacji.',
      de: 'Diese Reservierung ist nicht auf dieser Kasse. Prüfen Sie die Liste der Reservierungen.',
    },
  },
  RESERVATION_NOT_OPEN: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette réservation est déjà encaissée ou libérée. Rien n’a bougé. Faites payer autrement.',
      en: 'This reservation is already paid from or released. Nothing moved. Take the payment in another way.',
      pl: 'Ta rezerwacja jest już rozliczona albo zwolniona. Nic nie przesłano. Przyjmij płatność inaczej.',
      de: 'Diese Reservierung ist schon abgerechnet oder freigegeben. Nichts wurde bewegt. Anders kassieren.',
    },
  },
  RESERVATION_EXPIRED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette réservation a expiré : la banque ne la garde plus. Libérez-la et faites payer autrement.',
      en: 'This reservation has expired: the bank holds it no longer. Release it and take the payment in another way.',
      pl: 'Ta rezerwacja wygasła: bank już jej nie trzyma. Zwolnij ją i przyjmij płatność inaczej.',
      de: 'Diese Reservierung ist abgelaufen: Die Bank hält sie nicht mehr. Freigeben und anders kassieren.',
    },
  },
  RESERVATION_TOO_SMALL: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Cette réservation ne couvre que {amount}. Rien n’est encaissé. Augmentez-la d’abord.',
      en: 'This reservation covers {amount} only. Nothing was charged. Raise it first.',
      pl: 'Ta rezerwacja obejmuje tylko {amount}. Nic nie pobrano. Najpierw ją podwyższ.',
      de: 'Diese Reservierung deckt nur {amount}. Nichts wurde belastet. Erhöhen Sie sie zuerst.',
    },
  },
  /** What a person read on a terminal's ticket has no number by which the terminal knows it. */
  RESERVATION_NAMELESS: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal n’a pas donné de numéro à cette réservation. Rien n’a bougé. Encaissez-la ou libérez-la sur le terminal même.',
      en: 'The terminal gave this reservation no number. Nothing moved. Charge it or release it on the terminal itself.',
      pl: 'Terminal nie nadał tej rezerwacji numeru. Nic nie przesłano. Rozlicz ją lub zwolnij na samym terminalu.',
      de: 'Das Terminal hat dieser Reservierung keine Nummer gegeben. Nichts wurde bewegt. Am Terminal selbst abrechnen oder freigeben.',
    },
  },
  RESERVATION_RAISE_DECLINED: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La banque refuse d’augmenter la réservation (code {responseCode}). Elle garde son montant. Faites payer le reste autrement.',
      en: 'The bank refuses to raise the reservation (code {responseCode}). It keeps its amount. Take the rest in another way.',
      pl: 'Bank odmówił podwyższenia rezerwacji (kod {responseCode}). Kwota pozostaje bez zmian. Przyjmij resztę inaczej.',
      de: 'Die Bank erhöht die Reservierung nicht (Code {responseCode}). Ihr Betrag bleibt. Den Rest anders kassieren.',
    },
  },
  RESERVATION_RAISE_UNKNOWN: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’a pas répondu : Comptoir reprend l’augmentation de lui-même. La réservation garde son ancien montant.',
      en: 'The bank has not answered: Comptoir takes the raise back by itself. The reservation keeps its old amount.',
      pl: 'Bank nie odpowiedział: Comptoir sam cofa podwyższenie. Rezerwacja zachowuje dawną kwotę.',
      de: 'Die Bank hat nicht geantwortet: Comptoir nimmt die Erhöhung selbst zurück. Die Reservierung behält den alten Betrag.',
    },
  },
  RESERVATION_RAISE_TAKEN_BACK: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’avait pas répondu à temps, l’augmentation est reprise. La réservation garde son ancien montant. Recommencez.',
      en: 'The bank had not answered in time, the raise is taken back. The reservation keeps its old amount. Try again.',
      pl: 'Bank nie odpowiedział na czas, podwyższenie cofnięto. Rezerwacja zachowuje dawną kwotę. Spróbuj ponownie.',
      de: 'Die Bank antwortete nicht rechtzeitig, die Erhöhung ist zurückgenommen. Der alte Betrag bleibt. Erneut versuchen.',
    },
  },
  RESERVATION_RELEASED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette réservation est libérée : la banque ne garde plus rien. Le client n’a rien à payer.',
      en: 'This reservation is released: the bank holds nothing any more. The customer pays nothing.',
      pl: 'Ta rezerwacja jest zwolniona: bank nic już nie trzyma. Klient nic nie płaci.',
      de: 'Diese Reservierung ist freigegeben: Die Bank hält nichts mehr. Der Kunde zahlt nichts.',
    },
  },
  PAYMENT_CASHBACK_NEEDS_CHIP: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Les espèces ne sont remises qu’avec la puce et le code. Rien n’a été débité. Faites insérer la carte, ou encaissez sans espèces.',
      en: 'Cash is handed out with chip and PIN only. Nothing was charged. Have the card inserted, or pay without cash.',
      pl: 'Gotówkę wydaje się tylko przy karcie z chipem i PIN-em. Nic nie pobrano. Poproś o włożenie karty lub zapłać bez wypłaty.',
      de: 'Bargeld gibt es nur mit Chip und PIN. Nichts wurde belastet. Karte stecken lassen oder ohne Bargeld bezahlen.',
    },
  },
  PAYMENT_CASHBACK_NOT_ALLOWED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Pas d’espèces avec cette carte. Rien n’a été débité. Encaissez sans espèces ou prenez une autre carte.',
      en: 'No cash is handed out on this card. Nothing was charged. Pay without cash or use another card.',
      pl: 'Ta karta nie pozwala na wypłatę gotówki. Nic nie pobrano. Zapłać bez wypłaty lub użyj innej karty.',
      de: 'Mit dieser Karte gibt es kein Bargeld. Nichts wurde belastet. Ohne Bargeld bezahlen oder andere Karte nehmen.',
    },
  },
  PAYMENT_CASHBACK_TOO_HIGH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Au plus {limit} en espèces avec un paiement. Rien n’a été débité. Choisissez moins d’espèces.',
      en: 'At most {limit} in cash with one payment. Nothing was charged. Choose less cash.',
      pl: 'Najwyżej {limit} gotówki przy jednej płatności. Nic nie pobrano. Wybierz mniej gotówki.',
      de: 'Höchstens {limit} Bargeld mit einer Zahlung. Nichts wurde belastet. Weniger Bargeld wählen.',
    },
  },
  SALE_TIP_TOO_HIGH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le pourboire dépasse ce que la carte paie. Tapez un pourboire plus petit.',
      en: 'The tip is more than what the card pays. Type a smaller tip.',
      pl: 'Napiwek przekracza kwotę płaconą kartą. Wpisz mniejszy napiwek.',
      de: 'Das Trinkgeld ist höher als der Betrag der Karte. Kleineres Trinkgeld eingeben.',
    },
  },
  SALE_TIP_NOT_TAKEN: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce magasin ne prend pas de pourboire par carte. Encaissez sans pourboire.',
      en: 'This shop takes no tips on cards. Pay without a tip.',
      pl: 'Ten sklep nie przyjmuje napiwków kartą. Zapłać bez napiwku.',
      de: 'Dieses Geschäft nimmt kein Trinkgeld mit Karte. Ohne Trinkgeld bezahlen.',
    },
  },
} as const satisfies ErrorTable
