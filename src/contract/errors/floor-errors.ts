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
} as const satisfies ErrorTable
