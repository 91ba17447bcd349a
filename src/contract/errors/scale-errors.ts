import type { ErrorTable } from './entry.ts'

/** What keeps a scale from weighing, and a weight off the ticket; the ticket is unchanged each time. */
export const SCALE_ERRORS = {
  SCALE_NOT_FOUND: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Aucune balance à l’adresse {endpoint}. Tapez les poids en attendant ; vérifiez le câble ou l’adresse.',
      en: 'No scale at {endpoint}. Type the weights meanwhile; check the cable or the address.',
      pl: 'Brak wagi pod adresem {endpoint}. Na razie wpisuj wagę; sprawdź kabel lub adres.',
      de: 'Keine Waage unter {endpoint}. Gewichte so lange eingeben; Kabel oder Adresse prüfen.',
    },
  },
  SCALE_PORT_BUSY: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La balance à l’adresse {endpoint} est utilisée par un autre programme. Fermez-le, puis réessayez.',
      en: 'Another program is using the scale at {endpoint}. Close it, then try again.',
      pl: 'Waga pod adresem {endpoint} jest używana przez inny program. Zamknij go i spróbuj ponownie.',
      de: 'Die Waage unter {endpoint} wird von einem anderen Programm benutzt. Schließen und erneut versuchen.',
    },
  },
  SCALE_NO_ANSWER: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La balance ne répond pas. Regardez si elle est allumée ; en attendant, tapez le poids qu’elle affiche.',
      en: 'The scale does not answer. Look whether it is switched on; meanwhile type the weight that it shows.',
      pl: 'Waga nie odpowiada. Sprawdź, czy jest włączona; na razie wpisz wagę, którą pokazuje.',
      de: 'Die Waage antwortet nicht. Prüfen, ob sie an ist; so lange das angezeigte Gewicht eingeben.',
    },
  },
  SCALE_OTHER_PROTOCOL: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’appareil à l’adresse {endpoint} ne répond pas comme une balance. Réglez-la sur le protocole « 8217 », 9600 bauds, 7E1.',
      en: 'The device at {endpoint} does not answer like a scale. Set it to the protocol “8217”, 9600 baud, 7E1.',
      pl: 'Urządzenie pod adresem {endpoint} nie odpowiada jak waga. Ustaw w niej protokół „8217”, 9600 bodów, 7E1.',
      de: 'Das Gerät unter {endpoint} antwortet nicht wie eine Waage. Protokoll „8217“ einstellen, 9600 Baud, 7E1.',
    },
  },
  SCALE_OTHER_UNIT: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La balance ne pèse pas en kilogrammes. Réglez-la en kilogrammes avec trois décimales.',
      en: 'The scale does not weigh in kilograms. Set it to kilograms with three decimals.',
      pl: 'Waga nie waży w kilogramach. Ustaw kilogramy z trzema miejscami po przecinku.',
      de: 'Die Waage wiegt nicht in Kilogramm. Kilogramm mit drei Nachkommastellen einstellen.',
    },
  },
  SCALE_NOT_STEADY: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le poids n’est pas stable. Attendez que la balance s’arrête, puis recommencez.',
      en: 'The weight is not steady. Wait until the scale stands still, then try again.',
      pl: 'Waga nie jest stabilna. Poczekaj, aż się zatrzyma, i spróbuj ponownie.',
      de: 'Das Gewicht steht noch nicht. Warten, bis die Waage ruht, dann erneut versuchen.',
    },
  },
  SCALE_WEIGHT_CHANGED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le poids vient de changer. Regardez la balance, puis recommencez.',
      en: 'The weight has just changed. Look at the scale, then try again.',
      pl: 'Waga właśnie się zmieniła. Spójrz na wagę i spróbuj ponownie.',
      de: 'Das Gewicht hat sich gerade geändert. Auf die Waage sehen, dann erneut versuchen.',
    },
  },
  SCALE_TARES_FULL: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La caisse retient déjà {count} tares, le maximum. Ôtez-en une : pesez son article, prenez une tare de zéro et retenez-la.',
      en: 'The till keeps {count} tares already, which is all it takes. Give one up: weigh its article, take a tare of zero and keep it.',
      pl: 'Kasa pamięta już {count} tar, więcej się nie zmieści. Usuń jedną: zważ jej towar, przyjmij tarę zero i zapamiętaj ją.',
      de: 'Die Kasse merkt sich schon {count} Taras, mehr passen nicht. Eine aufgeben: ihren Artikel wiegen, Tara null nehmen und merken.',
    },
  },
} as const satisfies ErrorTable
