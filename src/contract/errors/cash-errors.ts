import type { ErrorTable } from './entry.ts'

/** What keeps cash from being put in or taken out without a sale; nothing moved each time. */
export const CASH_ERRORS = {
  CASH_NOT_IN_DRAWER: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'D’après la caisse, le tiroir ne contient que {amount}. Sortez moins, ou notez d’abord ce qui y a été mis.',
      en: 'By the till’s count only {amount} lie in the drawer. Take less, or note first what was put in.',
      pl: 'Według kasy w szufladzie jest tylko {amount}. Wypłać mniej albo najpierw zapisz wpłatę.',
      de: 'Nach der Kasse liegen nur {amount} in der Schublade. Weniger entnehmen oder zuerst die Einlage erfassen.',
    },
  },
  CASH_REASON_MISSING: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Dites pourquoi : sans raison écrite, ce mouvement ne se retrouve pas.',
      en: 'Say what it is for: without a written reason nobody finds it again.',
      pl: 'Napisz, po co: bez powodu nikt tego później nie wyjaśni.',
      de: 'Den Grund aufschreiben: Ohne ihn findet sich das später nicht wieder.',
    },
  },
  CASH_DAY_CLOSED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La journée est clôturée : ce qui dépasse le fond de caisse se retire sans être noté. La prochaine journée s’ouvre avec le fond.',
      en: 'The day is closed: what is above the float is taken out without a note. The next day opens with the float.',
      pl: 'Dzień jest zamknięty: nadwyżkę ponad stan początkowy wyjmuje się bez zapisu. Następny dzień otworzy się ze stanem początkowym.',
      de: 'Der Tag ist abgeschlossen: Was über dem Wechselgeld liegt, wird ohne Eintrag entnommen. Der nächste Tag beginnt mit dem Wechselgeld.',
    },
  },
  CASH_MOVES_FULL: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce jour a déjà {count} mouvements d’espèces, le maximum. Clôturez la journée, puis continuez.',
      en: 'This day has {count} movements of cash already, which is all it takes. Close the day, then go on.',
      pl: 'W tym dniu jest już {count} wpłat i wypłat, więcej się nie zmieści. Zamknij dzień i kontynuuj.',
      de: 'Dieser Tag hat schon {count} Ein- und Auszahlungen, mehr passen nicht. Den Tag abschließen, dann weiter.',
    },
  },
} as const satisfies ErrorTable
