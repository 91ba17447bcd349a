import type { ErrorTable } from './entry.ts'

/** What was found at a place that a person named for something else. Nothing was set up, no money was in play. */
export const FOREIGN_PORT_ERRORS = {
  DEVICE_IS_PAD: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'À {endpoint} répond un TPE. Choisissez « TPE » comme appareil, ou une autre adresse.',
      en: 'A PIN pad answers at {endpoint}. Choose “PIN pad” as the device, or another address.',
      pl: 'Pod adresem {endpoint} odpowiada PIN pad. Wybierz jako urządzenie „PIN pad” albo inny adres.',
      de: 'Unter {endpoint} antwortet ein Kartenleser. „Kartenleser“ als Gerät wählen oder eine andere Adresse.',
    },
  },
  DEVICE_IS_PRINTER: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'À {endpoint} répond une imprimante de tickets. Choisissez « Imprimante » comme appareil, ou une autre adresse.',
      en: 'A ticket printer answers at {endpoint}. Choose “Printer” as the device, or another address.',
      pl: 'Pod adresem {endpoint} odpowiada drukarka paragonów. Wybierz jako urządzenie „Drukarka” albo inny adres.',
      de: 'Unter {endpoint} antwortet ein Bondrucker. „Drucker“ als Gerät wählen oder eine andere Adresse.',
    },
  },
  DEVICE_IS_CAISSE_AP: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'À {endpoint} répond un terminal bancaire qui parle Caisse-AP. Choisissez « Terminal bancaire », protocole Caisse-AP.',
      en: 'A bank terminal that speaks Caisse-AP answers at {endpoint}. Choose “Bank terminal”, protocol Caisse-AP.',
      pl: 'Pod adresem {endpoint} odpowiada terminal bankowy z protokołem Caisse-AP. Wybierz „Terminal bankowy”, protokół Caisse-AP.',
      de: 'Unter {endpoint} antwortet ein Bankterminal, das Caisse-AP spricht. „Bankterminal“, Protokoll Caisse-AP wählen.',
    },
  },
  DEVICE_IS_ZVT: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'À {endpoint} répond un terminal bancaire qui parle ZVT. Choisissez « Terminal bancaire », protocole ZVT.',
      en: 'A bank terminal that speaks ZVT answers at {endpoint}. Choose “Bank terminal”, protocol ZVT.',
      pl: 'Pod adresem {endpoint} odpowiada terminal bankowy z protokołem ZVT. Wybierz „Terminal bankowy”, protokół ZVT.',
      de: 'Unter {endpoint} antwortet ein Bankterminal, das ZVT spricht. „Bankterminal“, Protokoll ZVT wählen.',
    },
  },
  DEVICE_IS_NEXO: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'À {endpoint} répond un terminal bancaire qui parle nexo. Choisissez « Terminal bancaire », protocole nexo.',
      en: 'A bank terminal that speaks nexo answers at {endpoint}. Choose “Bank terminal”, protocol nexo.',
      pl: 'Pod adresem {endpoint} odpowiada terminal bankowy z protokołem nexo. Wybierz „Terminal bankowy”, protokół nexo.',
      de: 'Unter {endpoint} antwortet ein Bankterminal, das nexo spricht. „Bankterminal“, Protokoll nexo wählen.',
    },
  },
  DEVICE_IS_PUMP: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'À {endpoint} répond une pompe à carburant. Choisissez une autre adresse : les pompes s’indiquent dans les réglages.',
      en: 'A fuel pump answers at {endpoint}. Choose another address: pumps are named in the settings.',
      pl: 'Pod adresem {endpoint} odpowiada dystrybutor paliwa. Wybierz inny adres: dystrybutory podaje się w ustawieniach.',
      de: 'Unter {endpoint} antwortet eine Zapfsäule. Eine andere Adresse wählen: Zapfsäulen stehen in den Einstellungen.',
    },
  },
  DEVICE_IS_BANK: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'À {endpoint} répond le serveur d’une banque, pas un appareil. Choisissez l’adresse de l’appareil.',
      en: 'A bank’s host answers at {endpoint}, not a device. Choose the device’s own address.',
      pl: 'Pod adresem {endpoint} odpowiada serwer banku, a nie urządzenie. Wybierz adres urządzenia.',
      de: 'Unter {endpoint} antwortet der Rechner einer Bank, kein Gerät. Die Adresse des Geräts wählen.',
    },
  },
  DEVICE_IS_WEB: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'À {endpoint} répond une page web ou une ligne chiffrée. Si c’est celle de l’appareil, ses réglages y disent sur quel port il parle à la caisse.',
      en: 'A web page or an encrypted line answers at {endpoint}. If it is the device’s own, its settings say there on which port it talks to tills.',
      pl: 'Pod adresem {endpoint} odpowiada strona WWW lub szyfrowane łącze. Jeśli należy do urządzenia, w jej ustawieniach jest port dla kasy.',
      de: 'Unter {endpoint} antwortet eine Webseite oder eine verschlüsselte Leitung. Gehört sie dem Gerät, steht dort, auf welchem Port es mit Kassen spricht.',
    },
  },
} as const satisfies ErrorTable
