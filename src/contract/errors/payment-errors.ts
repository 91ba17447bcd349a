import type { ErrorTable } from './entry.ts'

/** Failures of the payment itself, of the acquirer's host and of the batch. */
export const PAYMENT_ERRORS = {
  PAYMENT_DECLINED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Refusé par la banque. Rien n’a été débité. Prenez une autre carte ou un autre règlement.',
      en: 'Declined by the bank. Nothing was charged. Use another card or another way to pay.',
      pl: 'Odmowa banku. Nic nie pobrano. Użyj innej karty lub innej formy płatności.',
      de: 'Von der Bank abgelehnt. Nichts wurde belastet. Andere Karte oder Zahlungsart nehmen.',
    },
  },
  PAYMENT_CARD_REFUSED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La carte a refusé le paiement. Rien n’a été débité. Prenez une autre carte.',
      en: 'The card refused the payment. Nothing was charged. Use another card.',
      pl: 'Karta odrzuciła płatność. Nic nie pobrano. Użyj innej karty.',
      de: 'Die Karte hat die Zahlung abgelehnt. Nichts wurde belastet. Andere Karte nehmen.',
    },
  },
  PAYMENT_CANCELLED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Carte annulée. Rien n’a été débité. Choisissez un règlement.',
      en: 'Card stopped. Nothing was charged. Choose a way to pay.',
      pl: 'Karta anulowana. Nic nie pobrano. Wybierz sposób płatności.',
      de: 'Karte abgebrochen. Nichts wurde belastet. Zahlungsart wählen.',
    },
  },
  PAYMENT_OUTCOME_UNKNOWN: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'unknown',
    words: {
      fr: 'La banque a peut-être débité le client. L’annulation est écrite et part d’elle-même : ne repassez pas la carte.',
      en: 'The bank may have charged the customer. The reversal is written and goes out by itself: do not present the card again.',
      pl: 'Bank mógł obciążyć klienta. Cofnięcie jest zapisane i wychodzi samo: nie przykładaj karty ponownie.',
      de: 'Die Bank hat den Kunden vielleicht belastet. Die Stornierung läuft von selbst: Karte nicht erneut vorlegen.',
    },
  },
  PAYMENT_REVERSED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque a confirmé l’annulation. Le client n’est pas débité. Présentez la carte à nouveau.',
      en: 'The bank confirmed the reversal. The customer is not charged. Present the card again.',
      pl: 'Bank potwierdził cofnięcie. Klient nie został obciążony. Przyłóż kartę ponownie.',
      de: 'Die Bank hat die Stornierung bestätigt. Der Kunde ist nicht belastet. Karte erneut vorlegen.',
    },
  },
  PAYMENT_SIGNATURE_REFUSED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La signature n’a pas été acceptée. Le client n’est pas débité. Prenez une autre carte ou un autre règlement.',
      en: 'The signature was not accepted. The customer is not charged. Use another card or another way to pay.',
      pl: 'Podpis nie został przyjęty. Klient nie został obciążony. Użyj innej karty lub innej formy płatności.',
      de: 'Die Unterschrift wurde nicht angenommen. Der Kunde ist nicht belastet. Andere Karte oder Zahlungsart nehmen.',
    },
  },
  PAYMENT_PART_TAKEN_BACK: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’accordait qu’une partie, elle est annulée. Le client n’est pas débité. Encaissez autrement.',
      en: 'The bank approved a part only; it is taken back. The customer is not charged. Use another way to pay.',
      pl: 'Bank zatwierdził tylko część i jest ona cofnięta. Klient nie został obciążony. Przyjmij inną płatność.',
      de: 'Die Bank genehmigte nur einen Teil, er ist storniert. Der Kunde ist nicht belastet. Anders kassieren.',
    },
  },
  PAYMENT_ADVICE_REFUSED: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La banque refuse de payer cette vente hors ligne (code {responseCode}). C’est une perte : notez-la.',
      en: 'The bank will not pay this offline sale (code {responseCode}). It is a loss: take note of it.',
      pl: 'Bank odmawia zapłaty za tę sprzedaż offline (kod {responseCode}). To strata: odnotuj ją.',
      de: 'Die Bank zahlt diesen Offline-Verkauf nicht (Code {responseCode}). Es ist ein Verlust: zur Kenntnis nehmen.',
    },
  },
  PAYMENT_ADVICE_PARKED: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La banque ne comprend pas cette vente hors ligne (code {responseCode}). Appelez le support, puis renvoyez-la.',
      en: 'The bank does not understand this offline sale (code {responseCode}). Call support, then send it again.',
      pl: 'Bank nie rozumie tej sprzedaży offline (kod {responseCode}). Wezwij wsparcie, potem wyślij ją ponownie.',
      de: 'Die Bank versteht diesen Offline-Verkauf nicht (Code {responseCode}). Support rufen, dann erneut senden.',
    },
  },
  PAYMENT_REVERSAL_PENDING: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Une annulation attend encore la banque. Aucune carte avant sa confirmation : encaissez autrement ou attendez.',
      en: 'A reversal still waits for the bank. No card until it is confirmed: take another payment or wait.',
      pl: 'Cofnięcie czeka jeszcze na bank. Do potwierdzenia bez kart: przyjmij inną płatność lub poczekaj.',
      de: 'Eine Stornierung wartet noch auf die Bank. Bis dahin keine Karte: anders kassieren oder warten.',
    },
  },
  PAYMENT_NOT_OPEN: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Aucun paiement par carte n’est en cours.',
      en: 'No card payment is open.',
      pl: 'Brak otwartej płatności kartą.',
      de: 'Keine Kartenzahlung ist offen.',
    },
  },
  PAYMENT_PROMPT_OVER: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’attend plus cette réponse. Le paiement continue : attendez sa fin.',
      en: 'The bank no longer waits for this answer. The payment goes on: wait for its end.',
      pl: 'Bank nie czeka już na tę odpowiedź. Płatność trwa: poczekaj na jej koniec.',
      de: 'Die Bank wartet nicht mehr auf diese Antwort. Die Zahlung läuft weiter: ihr Ende abwarten.',
    },
  },
  PAYMENT_PROMPT_ANSWER: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque ne peut pas prendre cette réponse. Respectez la longueur et les caractères demandés.',
      en: 'The bank cannot take this answer. Keep to the length and the characters it asks for.',
      pl: 'Bank nie może przyjąć tej odpowiedzi. Zachowaj żądaną długość i znaki.',
      de: 'Die Bank kann diese Antwort nicht annehmen. Verlangte Länge und Zeichen einhalten.',
    },
  },
  PAYMENT_PROMPT_CARD_NUMBER: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cela ressemble à un numéro de carte : il n’est ni envoyé ni gardé. Tapez ce que la banque demande.',
      en: 'This looks like a card number: it was neither sent nor kept. Type what the bank asks for.',
      pl: 'To wygląda na numer karty: nie został wysłany ani zapisany. Wpisz to, o co prosi bank.',
      de: 'Das sieht nach einer Kartennummer aus: weder gesendet noch behalten. Das Verlangte eingeben.',
    },
  },
  PAYMENT_NOT_DECLINED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'unknown',
    words: {
      fr: 'Ce paiement n’a pas de ticket de refus. Attendez sa fin, ou lisez son récit.',
      en: 'This payment has no decline ticket. Wait for its end, or read its story.',
      pl: 'Ta płatność nie ma wydruku odmowy. Poczekaj na jej koniec lub przeczytaj jej historię.',
      de: 'Diese Zahlung hat keinen Ablehnungsbeleg. Ihr Ende abwarten oder ihren Verlauf lesen.',
    },
  },
  PAYMENT_ALREADY_OPEN: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Un paiement par carte est déjà en cours. Terminez-le ou annulez-le d’abord.',
      en: 'A card payment is already open. Finish or stop it first.',
      pl: 'Płatność kartą jest już otwarta. Najpierw ją zakończ lub anuluj.',
      de: 'Eine Kartenzahlung ist bereits offen. Zuerst beenden oder abbrechen.',
    },
  },
  HOST_UNREACHABLE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’est pas joignable. Rien n’a été débité. Réessayez ou encaissez autrement.',
      en: 'The bank cannot be reached. Nothing was charged. Try again or take another payment.',
      pl: 'Bank jest nieosiągalny. Nic nie pobrano. Spróbuj ponownie lub przyjmij inną płatność.',
      de: 'Die Bank ist nicht erreichbar. Nichts wurde belastet. Erneut versuchen oder anders kassieren.',
    },
  },
  HOST_NO_ANSWER: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'unknown',
    words: {
      fr: 'La banque n’a pas répondu à temps. Comptoir annule le débit avant d’ouvrir un autre règlement.',
      en: 'The bank did not answer in time. Comptoir reverses the charge before any other payment opens.',
      pl: 'Bank nie odpowiedział na czas. Comptoir cofa obciążenie, zanim otworzy inną płatność.',
      de: 'Die Bank hat nicht rechtzeitig geantwortet. Comptoir storniert, bevor eine andere Zahlung öffnet.',
    },
  },
  HOST_MALFORMED_ANSWER: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'unknown',
    words: {
      fr: 'La réponse de la banque est illisible. Comptoir annule le débit avant d’ouvrir un autre règlement.',
      en: 'The bank’s answer cannot be read. Comptoir reverses the charge before any other payment opens.',
      pl: 'Odpowiedź banku jest nieczytelna. Comptoir cofa obciążenie, zanim otworzy inną płatność.',
      de: 'Die Antwort der Bank ist unlesbar. Comptoir storniert, bevor eine andere Zahlung öffnet.',
    },
  },
  BATCH_REVERSAL_OPEN: {
    actor: 'manager',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Une annulation attend encore la banque. La journée est close, la remise sera confirmée plus tard.',
      en: 'A reversal still waits for the bank. The day is closed; the batch will be confirmed later.',
      pl: 'Cofnięcie czeka jeszcze na bank. Dzień jest zamknięty, paczka zostanie potwierdzona później.',
      de: 'Eine Stornierung wartet noch auf die Bank. Der Tag ist geschlossen, der Stapel wird später bestätigt.',
    },
  },
  BATCH_OFFLINE_OPEN: {
    actor: 'manager',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Une vente hors ligne est partie, sans réponse de la banque. La journée est close, la remise sera confirmée plus tard.',
      en: 'An offline sale was sent and the bank has not answered. The day is closed; the batch will be confirmed later.',
      pl: 'Sprzedaż offline wysłano, a bank nie odpowiedział. Dzień jest zamknięty, paczka zostanie potwierdzona później.',
      de: 'Ein Offline-Verkauf ist gesendet, die Bank schweigt. Der Tag ist geschlossen, der Stapel wird später bestätigt.',
    },
  },
  BATCH_HOST_SILENT: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’a pas confirmé les totaux. La journée est close, la remise sera confirmée plus tard.',
      en: 'The bank did not confirm the totals. The day is closed; the batch will be confirmed later.',
      pl: 'Bank nie potwierdził sum. Dzień jest zamknięty, paczka zostanie potwierdzona później.',
      de: 'Die Bank hat die Summen nicht bestätigt. Der Tag ist geschlossen, der Stapel wird später bestätigt.',
    },
  },
  BATCH_TOTALS_DIFFER: {
    actor: 'manager',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Les totaux de la banque et de la caisse diffèrent. L’écart est noté sur le Z avec ses lignes.',
      en: 'The bank’s totals differ from the till’s. The difference is noted on the Z with its lines.',
      pl: 'Sumy banku i kasy się różnią. Różnica jest zapisana na raporcie Z z pozycjami.',
      de: 'Die Summen von Bank und Kasse weichen ab. Die Differenz steht mit ihren Zeilen auf dem Z-Bericht.',
    },
  },
  BATCH_SALE_OPEN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une vente est encore ouverte. Terminez-la ou mettez-la en attente, puis clôturez.',
      en: 'A sale is still open. Finish it or put it on hold, then close the day.',
      pl: 'Sprzedaż jest jeszcze otwarta. Zakończ ją lub zawieś, potem zamknij dzień.',
      de: 'Ein Verkauf ist noch offen. Beenden oder parken, dann den Tag schließen.',
    },
  },
} as const satisfies ErrorTable
