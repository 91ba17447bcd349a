import type { ErrorTable } from './entry.ts'

/**
 * What the acquirer's host says no with, as the cashier hears it (acquirer-host sheet 2.7). A plain refusal,
 * PAYMENT_DECLINED, stands with the other failures of the payment; it gives no reason, and neither may the cashier.
 */
export const DECLINE_ERRORS = {
  HOST_SIGN_ON_REFUSED: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La banque refuse l’ouverture de session (code {responseCode}). Rien n’a été débité. Encaissez autrement et appelez l’assistance.',
      en: 'The bank does not let this till sign on (code {responseCode}). Nothing was charged. Take another payment and call support.',
      pl: 'Bank odmawia otwarcia sesji (kod {responseCode}). Nic nie pobrano. Przyjmij inną płatność i wezwij serwis.',
      de: 'Die Bank verweigert die Anmeldung (Code {responseCode}). Nichts wurde belastet. Anders kassieren, Technik rufen.',
    },
  },
  HOST_KEY_REFUSED: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La clé envoyée par la banque n’est pas la bonne. Rien n’a été débité. Encaissez autrement et appelez l’assistance.',
      en: 'The key sent by the bank is not the right one. Nothing was charged. Take another payment and call support.',
      pl: 'Klucz przysłany przez bank jest niewłaściwy. Nic nie pobrano. Przyjmij inną płatność i wezwij serwis.',
      de: 'Der Schlüssel von der Bank ist nicht der richtige. Nichts wurde belastet. Anders kassieren, Technik rufen.',
    },
  },
  PAYMENT_DECLINED_WITH_CODE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Refusé par la banque (code {responseCode}). Rien n’a été débité. Prenez une autre carte ou un autre règlement.',
      en: 'Declined by the bank (code {responseCode}). Nothing was charged. Use another card or another way to pay.',
      pl: 'Odmowa banku (kod {responseCode}). Nic nie pobrano. Użyj innej karty lub innej formy płatności.',
      de: 'Von der Bank abgelehnt (Code {responseCode}). Nichts wurde belastet. Andere Karte oder Zahlungsart nehmen.',
    },
  },
  PAYMENT_PARTLY_APPROVED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'unknown',
    words: {
      fr: 'La banque n’accorde qu’une partie du montant. Comptoir annule cette partie : encaissez autrement.',
      en: 'The bank approves a part of the amount only. Comptoir takes that part back: use another way to pay.',
      pl: 'Bank zatwierdza tylko część kwoty. Comptoir cofa tę część: przyjmij inną płatność.',
      de: 'Die Bank genehmigt nur einen Teil des Betrags. Comptoir storniert diesen Teil: anders kassieren.',
    },
  },
  PAYMENT_KEEP_CARD: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Refusé par la banque. Rien n’a été débité. Ne discutez pas ; gardez la carte seulement si c’est sans risque.',
      en: 'Declined by the bank. Nothing was charged. Do not argue; keep the card only if that is safe.',
      pl: 'Odmowa banku. Nic nie pobrano. Nie dyskutuj; zatrzymaj kartę tylko, jeśli to bezpieczne.',
      de: 'Von der Bank abgelehnt. Nichts wurde belastet. Nicht streiten; Karte nur behalten, wenn es gefahrlos geht.',
    },
  },
  PAYMENT_CALL_BANK: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La banque demande un appel. Rien n’a été débité. Appelez le centre d’autorisation ou prenez un autre règlement.',
      en: 'The bank asks for a call. Nothing was charged. Call the authorisation centre or take another payment.',
      pl: 'Bank prosi o telefon. Nic nie pobrano. Zadzwoń do centrum autoryzacji lub przyjmij inną płatność.',
      de: 'Die Bank bittet um einen Anruf. Nichts wurde belastet. Genehmigungsdienst anrufen oder anders kassieren.',
    },
  },
  PAYMENT_TERMINAL_REFUSED: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’accepte pas ce commerce ou cette caisse. Rien n’a été débité. Encaissez autrement et appelez l’assistance.',
      en: 'The bank does not accept this shop or till. Nothing was charged. Take another payment and call support.',
      pl: 'Bank nie akceptuje tego sklepu lub kasy. Nic nie pobrano. Przyjmij inną płatność i wezwij serwis.',
      de: 'Die Bank nimmt diesen Laden oder diese Kasse nicht an. Nichts wurde belastet. Anders kassieren, Technik rufen.',
    },
  },
  PAYMENT_HOST_FAULT: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’a pas pu traiter la demande (code {responseCode}). Rien n’a été débité. Encaissez autrement et appelez l’assistance.',
      en: 'The bank could not process the request (code {responseCode}). Nothing was charged. Take another payment and call support.',
      pl: 'Bank nie mógł przetworzyć żądania (kod {responseCode}). Nic nie pobrano. Przyjmij inną płatność i wezwij serwis.',
      de: 'Die Bank konnte die Anfrage nicht bearbeiten (Code {responseCode}). Nichts wurde belastet. Anders kassieren, Technik rufen.',
    },
  },
  PAYMENT_TRY_ONCE_MORE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque a eu un incident. Rien n’a été débité. Présentez la même carte encore une fois.',
      en: 'The bank had a fault. Nothing was charged. Present the same card once more.',
      pl: 'Błąd po stronie banku. Nic nie pobrano. Przyłóż tę samą kartę jeszcze raz.',
      de: 'Störung bei der Bank. Nichts wurde belastet. Dieselbe Karte noch einmal vorlegen.',
    },
  },
  PAYMENT_BANK_AWAY: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque du client ne répond pas. Rien n’a été débité. Réessayez plus tard, ou prenez une autre carte.',
      en: 'The customer’s bank does not answer. Nothing was charged. Try again later, or use another card.',
      pl: 'Bank klienta nie odpowiada. Nic nie pobrano. Spróbuj później lub użyj innej karty.',
      de: 'Die Bank des Kunden antwortet nicht. Nichts wurde belastet. Später erneut versuchen oder andere Karte nehmen.',
    },
  },
  PAYMENT_AMOUNT_REFUSED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Montant ou plafond refusé par la banque. Rien n’a été débité. Prenez un montant plus petit ou une autre carte.',
      en: 'The bank refuses this amount. Nothing was charged. Take a smaller amount or use another card.',
      pl: 'Bank odrzuca tę kwotę. Nic nie pobrano. Przyjmij mniejszą kwotę lub użyj innej karty.',
      de: 'Die Bank lehnt diesen Betrag ab. Nichts wurde belastet. Kleinerer Betrag oder andere Karte.',
    },
  },
  PAYMENT_CARD_UNKNOWN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque ne connaît pas cette carte. Rien n’a été débité. Relisez-la une fois, puis prenez une autre carte.',
      en: 'The bank does not know this card. Nothing was charged. Read it once more, then use another card.',
      pl: 'Bank nie zna tej karty. Nic nie pobrano. Odczytaj ją jeszcze raz, potem użyj innej.',
      de: 'Die Bank kennt diese Karte nicht. Nichts wurde belastet. Noch einmal lesen, dann andere Karte nehmen.',
    },
  },
  PAYMENT_CUSTOMER_STOPPED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le client a arrêté le paiement. Rien n’a été débité. Demandez-lui comment il veut payer.',
      en: 'The customer stopped the payment. Nothing was charged. Ask how they want to pay.',
      pl: 'Klient przerwał płatność. Nic nie pobrano. Zapytaj, jak chce zapłacić.',
      de: 'Der Kunde hat die Zahlung gestoppt. Nichts wurde belastet. Fragen, wie er zahlen möchte.',
    },
  },
  PAYMENT_ORIGINAL_UNKNOWN: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La banque ne trouve pas l’opération d’origine. Rien n’a bougé. Vérifiez le ticket.',
      en: 'The bank does not find the original payment. Nothing moved. Check the receipt.',
      pl: 'Bank nie znajduje pierwotnej płatności. Nic się nie zmieniło. Sprawdź paragon.',
      de: 'Die Bank findet die ursprüngliche Zahlung nicht. Nichts wurde bewegt. Beleg prüfen.',
    },
  },
  PAYMENT_NO_ACCOUNT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La carte n’a pas de compte de ce type. Rien n’a été débité. Choisissez un autre compte ou une autre carte.',
      en: 'The card has no such account. Nothing was charged. Choose another account or another card.',
      pl: 'Karta nie ma takiego konta. Nic nie pobrano. Wybierz inne konto lub inną kartę.',
      de: 'Die Karte hat kein solches Konto. Nichts wurde belastet. Anderes Konto oder andere Karte wählen.',
    },
  },
  PAYMENT_FUNDS_SHORT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Provision insuffisante. Rien n’a été débité. Prenez une autre carte ou un autre règlement.',
      en: 'Not enough funds. Nothing was charged. Use another card or another way to pay.',
      pl: 'Brak środków. Nic nie pobrano. Użyj innej karty lub innej formy płatności.',
      de: 'Guthaben reicht nicht. Nichts wurde belastet. Andere Karte oder Zahlungsart nehmen.',
    },
  },
  PAYMENT_CARD_EXPIRED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Carte expirée. Rien n’a été débité. Prenez une autre carte.',
      en: 'The card has expired. Nothing was charged. Use another card.',
      pl: 'Karta wygasła. Nic nie pobrano. Użyj innej karty.',
      de: 'Karte abgelaufen. Nichts wurde belastet. Andere Karte nehmen.',
    },
  },
  PAYMENT_WRONG_PIN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Code faux. Rien n’a été débité. Le client présente la carte à nouveau et retape son code.',
      en: 'Wrong PIN. Nothing was charged. The customer presents the card again and types the PIN anew.',
      pl: 'Zły PIN. Nic nie pobrano. Klient przykłada kartę ponownie i wpisuje PIN od nowa.',
      de: 'Falsche PIN. Nichts wurde belastet. Der Kunde legt die Karte erneut vor und gibt die PIN neu ein.',
    },
  },
  PAYMENT_PIN_TRIES_USED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Trop de codes faux : la carte est bloquée. Rien n’a été débité. Prenez une autre carte.',
      en: 'Too many wrong PINs: the card is blocked. Nothing was charged. Use another card.',
      pl: 'Za dużo błędnych kodów PIN: karta zablokowana. Nic nie pobrano. Użyj innej karty.',
      de: 'Zu viele falsche PINs: Karte gesperrt. Nichts wurde belastet. Andere Karte nehmen.',
    },
  },
  PAYMENT_PIN_WANTED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque veut la puce et le code. Rien n’a été débité. Le client insère la carte et tape son code.',
      en: 'The bank wants chip and PIN. Nothing was charged. The customer inserts the card and enters the PIN.',
      pl: 'Bank żąda chipa i PIN-u. Nic nie pobrano. Klient wkłada kartę i wpisuje PIN.',
      de: 'Die Bank verlangt Chip und PIN. Nichts wurde belastet. Der Kunde steckt die Karte und gibt die PIN ein.',
    },
  },
} as const satisfies ErrorTable
