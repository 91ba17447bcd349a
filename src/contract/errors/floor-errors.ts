import type { ErrorTable } from './entry.ts'

/** What a waiter or a manager can run into at the tables. */
export const FLOOR_ERRORS = {
  FLOOR_TABLE_NOT_FOUND: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cette table n’est pas sur le plan. Choisissez une table du plan.',
      en: 'This table is not on the floor plan. Choose a table of the plan.',
      pl: 'Tego stolika nie ma na planie. Wybierz stolik z planu.',
      de: 'Dieser Tisch ist nicht im Plan. Einen Tisch des Plans wählen.',
    },
  },
  FLOOR_TABLE_IN_USE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La table {table} a un ticket ouvert : elle reste sur le plan, sous ce nom. Encaissez-la ou transférez-la d’abord.',
      en: 'Table {table} has an open ticket: it stays on the plan, under this name. Have it paid or transferred first.',
      pl: 'Stolik {table} ma otwarty paragon: zostaje na planie pod tą nazwą. Najpierw przyjmij zapłatę lub przenieś.',
      de: 'Tisch {table} hat einen offenen Bon: er bleibt unter diesem Namen im Plan. Erst kassieren oder umsetzen.',
    },
  },
  FLOOR_NAME_TAKEN: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une autre table s’appelle déjà {table}. Donnez un autre nom.',
      en: 'Another table is called {table} already. Choose another name.',
      pl: 'Inny stolik nazywa się już {table}. Wybierz inną nazwę.',
      de: 'Ein anderer Tisch heißt bereits {table}. Einen anderen Namen wählen.',
    },
  },
  FLOOR_COURSE_IN_USE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Des tables attendent encore « {course} » : ce service reste. Envoyez-le en cuisine ou encaissez-les d’abord.',
      en: 'Tables still wait for “{course}”: this course stays. Have it made or have them pay first.',
      pl: 'Stoliki czekają jeszcze na „{course}”: to danie zostaje. Najpierw je wydaj lub przyjmij zapłatę.',
      de: 'Tische warten noch auf „{course}“: dieser Gang bleibt. Erst schicken oder kassieren.',
    },
  },
  FLOOR_COURSE_NAME_TAKEN: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un autre service s’appelle déjà « {course} ». Donnez un autre nom.',
      en: 'Another course is called “{course}” already. Choose another name.',
      pl: 'Inne danie nazywa się już „{course}”. Wybierz inną nazwę.',
      de: 'Ein anderer Gang heißt bereits „{course}“. Einen anderen Namen wählen.',
    },
  },
  FLOOR_PLACE_TAKEN: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La table {table} n’a pas de place ici : elle couvre une autre table ou sort de la salle.',
      en: 'Table {table} has no room here: it covers another table or leaves the room.',
      pl: 'Stolik {table} nie mieści się tutaj: zasłania inny stolik lub wychodzi poza salę.',
      de: 'Tisch {table} hat hier keinen Platz: er verdeckt einen anderen Tisch oder ragt aus dem Raum.',
    },
  },
  FLOOR_TABLE_TAKEN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La table {table} a déjà des clients. Réunissez les tickets ou choisissez une table libre.',
      en: 'Table {table} has guests already. Join the tickets or choose a free table.',
      pl: 'Przy stoliku {table} są już goście. Połącz paragony albo wybierz wolny stolik.',
      de: 'Tisch {table} hat schon Gäste. Bons zusammenlegen oder einen freien Tisch wählen.',
    },
  },
  FLOOR_TICKET_IN_PAYMENT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le paiement du ticket {number} est commencé. Finissez-le, ou revenez au ticket, avant de le changer.',
      en: 'Payment of ticket {number} has begun. Finish it, or go back to the ticket, before you change it.',
      pl: 'Płatność za paragon {number} już trwa. Dokończ ją lub wróć do paragonu, zanim go zmienisz.',
      de: 'Die Zahlung von Bon {number} läuft. Erst abschließen oder zum Bon zurückgehen, dann ändern.',
    },
  },
  FLOOR_COURSE_WAITS: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: '« {line} » n’est pas encore envoyé en cuisine. Envoyez-le ou enlevez-le, puis partagez.',
      en: '“{line}” has not been sent to the kitchen yet. Send it or take it off, then split.',
      pl: '„{line}” nie wysłano jeszcze do kuchni. Wyślij lub usuń, a potem podziel.',
      de: '„{line}“ ist noch nicht in der Küche. Senden oder entfernen, dann teilen.',
    },
  },
  FLOOR_CANNOT_SHARE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: '« {line} » ne se partage pas. Donnez cette ligne à une seule personne.',
      en: '“{line}” cannot be shared. Give this line to one person.',
      pl: '„{line}” nie da się podzielić. Przypisz tę pozycję jednej osobie.',
      de: '„{line}“ lässt sich nicht teilen. Diese Zeile einer Person geben.',
    },
  },
  FLOOR_PRICES_DIFFER: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Les prix de ces deux tickets ne sont pas les mêmes : les uns avec TVA, les autres hors TVA. Encaissez-les séparément.',
      en: 'The prices of these two tickets differ: those of one are with VAT, those of the other without. Take payment for each of them.',
      pl: 'Ceny na tych dwóch paragonach są różne: na jednym z VAT, na drugim bez VAT. Rozlicz każdy osobno.',
      de: 'Die Preise dieser zwei Bons sind verschieden: einmal mit und einmal ohne MwSt. Jeden Bon für sich kassieren.',
    },
  },
  FLOOR_NOTHING_TO_SPLIT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Il n’y a pas deux parts à faire ou à réunir ici. Choisissez qui prend quoi.',
      en: 'There are no two parts to make or to join here. Choose who takes what.',
      pl: 'Nie ma tu dwóch części do podziału lub połączenia. Wybierz, kto co bierze.',
      de: 'Hier gibt es keine zwei Teile zu trennen oder zusammenzulegen. Wählen, wer was nimmt.',
    },
  },
  FLOOR_NO_NEXT_COURSE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Aucun autre service n’est commandé. Ajoutez un article ou changez son service.',
      en: 'No other course is ordered. Add a product or change its course.',
      pl: 'Nie zamówiono kolejnego dania. Dodaj produkt lub zmień jego kolejność.',
      de: 'Kein weiterer Gang ist bestellt. Artikel hinzufügen oder dessen Gang ändern.',
    },
  },
} as const satisfies ErrorTable
