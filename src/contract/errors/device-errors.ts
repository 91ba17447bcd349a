import type { ErrorTable } from './entry.ts'

/** Failures of setting up pads, printers and displays, and of trying them out. */
export const DEVICE_ERRORS = {
  PINPAD_NONE: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Aucun TPE n’est installé. Prenez un autre règlement, ou ajoutez un TPE dans Gestion.',
      en: 'No PIN pad is set up. Take another way to pay, or add a pad under Management.',
      pl: 'Brak terminala płatniczego. Wybierz inną płatność lub dodaj terminal w Zarządzaniu.',
      de: 'Kein Kartenleser eingerichtet. Anders zahlen oder unter Verwaltung ein Gerät hinzufügen.',
    },
  },
  PINPAD_OTHER_SERIAL: {
    actor: 'manager',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Un autre TPE (n° {serialNumber}) répond à la place de {alias}. Vérifiez l’appareil, puis acceptez-le dans Gestion.',
      en: 'Another PIN pad (no. {serialNumber}) answers in place of {alias}. Look at the device, then accept it under Management.',
      pl: 'Inny terminal (nr {serialNumber}) odpowiada zamiast {alias}. Sprawdź urządzenie i zatwierdź je w Zarządzaniu.',
      de: 'Ein anderer Kartenleser (Nr. {serialNumber}) antwortet anstelle von {alias}. Gerät prüfen, dann unter Verwaltung annehmen.',
    },
  },
  PINPAD_TEST_KEYS: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce TPE contient des clés d’essai et ne peut pas encaisser. Faites-y charger les clés de votre banque.',
      en: 'This PIN pad holds test keys and cannot take payments. Have your bank’s keys loaded into it.',
      pl: 'Ten terminal zawiera klucze testowe i nie może przyjmować płatności. Zleć wgranie kluczy banku.',
      de: 'Dieser Kartenleser enthält Testschlüssel und darf nicht kassieren. Die Schlüssel der Bank laden lassen.',
    },
  },
  PRINTER_NOT_FOUND: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Aucune imprimante à l’adresse {endpoint}. Vérifiez le câble ou l’adresse, puis réessayez.',
      en: 'No printer at {endpoint}. Check the cable or the address, then try again.',
      pl: 'Brak drukarki pod adresem {endpoint}. Sprawdź kabel lub adres i spróbuj ponownie.',
      de: 'Kein Drucker unter {endpoint}. Kabel oder Adresse prüfen und erneut versuchen.',
    },
  },
  PRINTER_PORT_BUSY: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’imprimante à l’adresse {endpoint} est utilisée par un autre programme. Fermez-le, puis réessayez.',
      en: 'Another program is using the printer at {endpoint}. Close it, then try again.',
      pl: 'Drukarka pod adresem {endpoint} jest używana przez inny program. Zamknij go i spróbuj ponownie.',
      de: 'Der Drucker unter {endpoint} wird von einem anderen Programm benutzt. Schließen und erneut versuchen.',
    },
  },
  PRINTER_NO_RIGHT: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Ce compte n’a pas le droit d’ouvrir {endpoint}. Installez la règle 70-comptoir-devices.rules, puis rebranchez l’imprimante.',
      en: 'This account has no right to open {endpoint}. Install the rule 70-comptoir-devices.rules, then plug the printer in again.',
      pl: 'To konto nie ma prawa otworzyć {endpoint}. Zainstaluj regułę 70-comptoir-devices.rules i podłącz drukarkę ponownie.',
      de: 'Dieses Konto darf {endpoint} nicht öffnen. Die Regel 70-comptoir-devices.rules einrichten, dann den Drucker neu anstecken.',
    },
  },
  PRINTER_WRONG_PROTOCOL: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’appareil à l’adresse {endpoint} ne répond pas comme une imprimante de tickets. Choisissez un autre port.',
      en: 'The device at {endpoint} does not answer like a ticket printer. Choose another port.',
      pl: 'Urządzenie pod adresem {endpoint} nie odpowiada jak drukarka paragonów. Wybierz inny port.',
      de: 'Das Gerät unter {endpoint} antwortet nicht wie ein Bondrucker. Anderen Anschluss wählen.',
    },
  },
  PRINTER_BUSY: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’imprimante est en train d’imprimer. Attendez la fin du ticket, puis réessayez.',
      en: 'The printer is printing. Wait until the ticket is out, then try again.',
      pl: 'Drukarka właśnie drukuje. Poczekaj na koniec biletu i spróbuj ponownie.',
      de: 'Der Drucker druckt gerade. Den Bon abwarten und erneut versuchen.',
    },
  },
  DISPLAY_NOT_FOUND: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Aucun afficheur à l’adresse {endpoint}. La caisse continue sans lui ; vérifiez le câble ou l’adresse.',
      en: 'No customer display at {endpoint}. The till goes on without it; check the cable or the address.',
      pl: 'Brak wyświetlacza pod adresem {endpoint}. Kasa działa bez niego; sprawdź kabel lub adres.',
      de: 'Keine Kundenanzeige unter {endpoint}. Die Kasse läuft ohne sie weiter; Kabel oder Adresse prüfen.',
    },
  },
  DISPLAY_PORT_BUSY: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’afficheur à l’adresse {endpoint} est utilisé par un autre programme. Fermez-le, puis réessayez.',
      en: 'Another program is using the customer display at {endpoint}. Close it, then try again.',
      pl: 'Wyświetlacz pod adresem {endpoint} jest używany przez inny program. Zamknij go i spróbuj ponownie.',
      de: 'Die Kundenanzeige unter {endpoint} wird von einem anderen Programm benutzt. Schließen und erneut versuchen.',
    },
  },
  DEVICE_NOT_FOUND: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cet appareil n’est plus dans la liste. Choisissez-en un autre.',
      en: 'This device is no longer in the list. Choose another one.',
      pl: 'Tego urządzenia nie ma już na liście. Wybierz inne.',
      de: 'Dieses Gerät steht nicht mehr in der Liste. Ein anderes wählen.',
    },
  },
  DEVICE_ALIAS_TAKEN: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un autre appareil s’appelle déjà {alias}. Choisissez un autre nom.',
      en: 'Another device is already called {alias}. Choose another name.',
      pl: 'Inne urządzenie nazywa się już {alias}. Wybierz inną nazwę.',
      de: 'Ein anderes Gerät heißt schon {alias}. Einen anderen Namen wählen.',
    },
  },
  DEVICE_ENDPOINT_TAKEN: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce port est déjà celui de {alias}. Choisissez un autre port, ou retirez d’abord cet appareil.',
      en: 'This port already belongs to {alias}. Choose another port, or remove that device first.',
      pl: 'Ten port należy już do {alias}. Wybierz inny port lub najpierw usuń to urządzenie.',
      de: 'Dieser Anschluss gehört schon zu {alias}. Anderen Anschluss wählen oder das Gerät zuerst entfernen.',
    },
  },
  DEVICE_WORK_UNDERWAY: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un essai d’appareil est en cours. Attendez sa fin ou arrêtez-le, puis réessayez.',
      en: 'A device is being tried out. Wait until that ends or stop it, then try again.',
      pl: 'Trwa próba urządzenia. Poczekaj na jej koniec lub ją zatrzymaj i spróbuj ponownie.',
      de: 'Ein Gerät wird gerade getestet. Das Ende abwarten oder den Test stoppen, dann erneut versuchen.',
    },
  },
  DEVICE_LINE_SEVEN_BITS: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Avec 7 bits de données, accents, images et messages de cet appareil se perdent. Choisissez 8 bits, ici et sur l’appareil.',
      en: 'With 7 data bits, accents, images and messages of this device are lost. Choose 8 bits, here and on the device.',
      pl: 'Przy 7 bitach danych giną znaki diakrytyczne, obrazy i komunikaty urządzenia. Wybierz 8 bitów, tu i w urządzeniu.',
      de: 'Mit 7 Datenbits gehen Umlaute, Bilder und Meldungen dieses Geräts verloren. 8 Bits wählen, hier und am Gerät.',
    },
  },
  DEVICE_LINE_XON_XOFF: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'XON/XOFF avale des octets des messages de cet appareil. Choisissez RTS/CTS ou aucun contrôle de flux.',
      en: 'XON/XOFF swallows bytes of this device’s messages. Choose RTS/CTS or no flow control.',
      pl: 'XON/XOFF pochłania bajty komunikatów tego urządzenia. Wybierz RTS/CTS lub brak sterowania przepływem.',
      de: 'XON/XOFF verschluckt Bytes der Meldungen dieses Geräts. RTS/CTS oder keine Flusskontrolle wählen.',
    },
  },
  DEVICE_NO_TABLES: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette caisse n’a pas de tables EMV de votre banque. Indiquez leur fichier dans les réglages, ou faites-les charger par la banque.',
      en: 'This till has no EMV tables of your bank. Name their file in the settings, or have the bank load them.',
      pl: 'Ta kasa nie ma tabel EMV Twojego banku. Podaj ich plik w ustawieniach lub zleć wgranie bankowi.',
      de: 'Diese Kasse hat keine EMV-Tabellen Ihrer Bank. Ihre Datei in den Einstellungen angeben oder von der Bank laden lassen.',
    },
  },
  DEVICE_PORTS_NOT_LISTED: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cet ordinateur ne peut pas lister ses ports série. Tapez le nom du port, par exemple serial:/dev/ttyACM0.',
      en: 'This computer cannot list its serial ports. Type the name of the port, for example serial:/dev/ttyACM0.',
      pl: 'Ten komputer nie może podać listy portów szeregowych. Wpisz nazwę portu, np. serial:/dev/ttyACM0.',
      de: 'Dieser Rechner kann seine seriellen Anschlüsse nicht auflisten. Den Namen eingeben, z. B. serial:/dev/ttyACM0.',
    },
  },
} as const satisfies ErrorTable
