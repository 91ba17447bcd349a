import type { ErrorTable } from './entry.ts'

/** Failures of the PIN pad and of the card in it. Before a request leaves, nothing has been charged. */
export const PINPAD_ERRORS = {
  PINPAD_PORT_NOT_FOUND: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Aucun TPE à l’adresse {endpoint}. Vérifiez le câble ou l’adresse, puis réessayez.',
      en: 'No PIN pad at {endpoint}. Check the cable or the address, then try again.',
      pl: 'Brak terminala pod adresem {endpoint}. Sprawdź kabel lub adres i spróbuj ponownie.',
      de: 'Kein Kartenleser unter {endpoint}. Kabel oder Adresse prüfen und erneut versuchen.',
    },
  },
  PINPAD_WRONG_PROTOCOL: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’appareil à l’adresse {endpoint} ne parle pas comme un TPE. Choisissez un autre port.',
      en: 'The device at {endpoint} does not speak like a PIN pad. Choose another port.',
      pl: 'Urządzenie pod adresem {endpoint} nie odpowiada jak terminal. Wybierz inny port.',
      de: 'Das Gerät unter {endpoint} antwortet nicht wie ein Kartenleser. Anderen Anschluss wählen.',
    },
  },
  PINPAD_TOO_OLD: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le TPE à l’adresse {endpoint} parle un langage trop ancien. Faites-le mettre à jour, ou prenez un autre TPE.',
      en: 'The PIN pad at {endpoint} speaks too old a language. Have it updated, or use another pad.',
      pl: 'Terminal pod adresem {endpoint} używa zbyt starego protokołu. Zleć aktualizację lub użyj innego terminala.',
      de: 'Der Kartenleser unter {endpoint} spricht ein zu altes Protokoll. Aktualisieren lassen oder anderes Gerät nehmen.',
    },
  },
  PINPAD_PORT_BUSY: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le port {endpoint} est déjà utilisé par un autre programme. Fermez-le, puis réessayez.',
      en: 'Another program is using {endpoint}. Close it, then try again.',
      pl: 'Port {endpoint} jest używany przez inny program. Zamknij go i spróbuj ponownie.',
      de: 'Der Anschluss {endpoint} wird von einem anderen Programm benutzt. Schließen und erneut versuchen.',
    },
  },
  PINPAD_LINK_LOST: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le TPE ne répond plus. Rien n’a été débité. Vérifiez son câble, puis réessayez.',
      en: 'The PIN pad stopped answering. Nothing was charged. Check its cable, then try again.',
      pl: 'Terminal nie odpowiada. Nic nie pobrano. Sprawdź kabel i spróbuj ponownie.',
      de: 'Der Kartenleser antwortet nicht mehr. Nichts wurde belastet. Kabel prüfen und erneut versuchen.',
    },
  },
  PINPAD_TIMEOUT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le temps est écoulé. Rien n’a été débité. Choisissez la carte à nouveau, ou un autre règlement.',
      en: 'Time is up. Nothing was charged. Choose the card again, or another way to pay.',
      pl: 'Czas minął. Nic nie pobrano. Wybierz kartę ponownie lub inną płatność.',
      de: 'Die Zeit ist abgelaufen. Nichts wurde belastet. Karte erneut wählen oder anders zahlen.',
    },
  },
  PINPAD_CARD_LEFT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une carte est restée dans le TPE. Rien n’a été débité. Retirez-la, puis choisissez la carte à nouveau.',
      en: 'A card was left in the pad. Nothing was charged. Take it out, then choose the card again.',
      pl: 'W terminalu została karta. Nic nie pobrano. Wyjmij ją, a potem wybierz kartę ponownie.',
      de: 'Im Kartenleser steckt noch eine Karte. Nichts wurde belastet. Entnehmen, dann Karte erneut wählen.',
    },
  },
  PINPAD_BUSY: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le TPE est occupé. Attendez la fin de l’opération en cours.',
      en: 'The PIN pad is busy. Wait for the current operation to end.',
      pl: 'Terminal jest zajęty. Poczekaj na koniec bieżącej operacji.',
      de: 'Der Kartenleser ist belegt. Das Ende des laufenden Vorgangs abwarten.',
    },
  },
  PINPAD_MALFORMED: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La réponse du TPE est illisible. Rien n’a été débité. Réessayez, ou changez de TPE.',
      en: 'The PIN pad’s answer cannot be read. Nothing was charged. Try again, or use another pad.',
      pl: 'Odpowiedź terminala jest nieczytelna. Nic nie pobrano. Spróbuj ponownie lub zmień terminal.',
      de: 'Die Antwort des Kartenlesers ist unlesbar. Nichts wurde belastet. Erneut versuchen oder Gerät wechseln.',
    },
  },
  PINPAD_CLEAR_CARD_DATA: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le TPE a envoyé des données de carte en clair ({field}). Arrêtez de l’utiliser et appelez l’assistance.',
      en: 'The PIN pad sent card data in clear ({field}). Stop using it and call support.',
      pl: 'Terminal wysłał jawne dane karty ({field}). Przestań go używać i wezwij serwis.',
      de: 'Der Kartenleser hat Kartendaten im Klartext gesendet ({field}). Nicht weiter benutzen, Service rufen.',
    },
  },
  PINPAD_CUSTOMER_CANCELLED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le client a annulé sur le TPE. Rien n’a été débité. Choisissez un règlement.',
      en: 'The customer stopped on the PIN pad. Nothing was charged. Choose a way to pay.',
      pl: 'Klient anulował na terminalu. Nic nie pobrano. Wybierz sposób płatności.',
      de: 'Der Kunde hat am Gerät abgebrochen. Nichts wurde belastet. Zahlungsart wählen.',
    },
  },
  PINPAD_CARD_REMOVED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La carte a été retirée trop tôt. Rien n’a été débité. Présentez-la à nouveau.',
      en: 'The card was pulled too early. Nothing was charged. Present it again.',
      pl: 'Kartę wyjęto za wcześnie. Nic nie pobrano. Przyłóż ją ponownie.',
      de: 'Die Karte wurde zu früh entfernt. Nichts wurde belastet. Karte erneut vorlegen.',
    },
  },
  PINPAD_CARD_UNREADABLE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La carte n’a pas pu être lue. Rien n’a été débité. Réessayez ou prenez une autre carte.',
      en: 'The card could not be read. Nothing was charged. Try again or use another card.',
      pl: 'Nie udało się odczytać karty. Nic nie pobrano. Spróbuj ponownie lub użyj innej karty.',
      de: 'Die Karte konnte nicht gelesen werden. Nichts wurde belastet. Erneut versuchen oder andere Karte nehmen.',
    },
  },
  PINPAD_CARD_NOT_ACCEPTED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cette carte n’est pas acceptée ici. Rien n’a été débité. Prenez une autre carte.',
      en: 'This card is not accepted here. Nothing was charged. Use another card.',
      pl: 'Ta karta nie jest tu akceptowana. Nic nie pobrano. Użyj innej karty.',
      de: 'Diese Karte wird hier nicht angenommen. Nichts wurde belastet. Andere Karte nehmen.',
    },
  },
  PINPAD_REFUSED: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le TPE a refusé la demande (code {status}). Rien n’a été débité. Réessayez, ou appelez l’assistance.',
      en: 'The PIN pad refused the request (code {status}). Nothing was charged. Try again, or call support.',
      pl: 'Terminal odrzucił polecenie (kod {status}). Nic nie pobrano. Spróbuj ponownie lub wezwij serwis.',
      de: 'Der Kartenleser hat die Anfrage abgelehnt (Code {status}). Nichts wurde belastet. Erneut versuchen oder Service rufen.',
    },
  },
  PINPAD_TABLES_NOT_TAKEN: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le TPE n’a pas pris les tables EMV {version}. Réessayez, ou appelez l’assistance.',
      en: 'The PIN pad did not take the EMV tables {version}. Try again, or call support.',
      pl: 'Terminal nie przyjął tabel EMV {version}. Spróbuj ponownie lub wezwij serwis.',
      de: 'Der Kartenleser hat die EMV-Tabellen {version} nicht übernommen. Erneut versuchen oder Service rufen.',
    },
  },
} as const satisfies ErrorTable
