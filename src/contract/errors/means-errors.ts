import type { ErrorTable } from './entry.ts'

/** What a manager can run into with the shop's own ways to pay. */
export const MEANS_ERRORS = {
  SALE_MEANS_UNNAMED: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un règlement de la maison a besoin d’un nom. Tapez-le.',
      en: 'A way to pay of the shop’s own needs a name. Type it.',
      pl: 'Własna forma płatności potrzebuje nazwy. Wpisz ją.',
      de: 'Eine eigene Zahlungsart braucht einen Namen. Bitte eingeben.',
    },
  },
  SALE_MEANS_NAME_TAKEN: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un autre règlement s’appelle déjà « {name} ». Donnez un autre nom.',
      en: 'Another way to pay is called “{name}” already. Choose another name.',
      pl: 'Inna forma płatności nazywa się już „{name}”. Wybierz inną nazwę.',
      de: 'Eine andere Zahlungsart heißt bereits „{name}“. Einen anderen Namen wählen.',
    },
  },
  SALE_MEANS_REFERENCE_MISSING: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: '« {name} » demande un numéro. Tapez celui qui est imprimé dessus.',
      en: '“{name}” needs a number. Type the one that is printed on it.',
      pl: '„{name}” wymaga numeru. Wpisz ten, który jest na nim wydrukowany.',
      de: '„{name}“ braucht eine Nummer. Die aufgedruckte eingeben.',
    },
  },
  SALE_MEANS_IN_USE: {
    actor: 'manager',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: '« {name} » a été encaissé aujourd’hui : il reste jusqu’à la clôture.',
      en: '“{name}” was taken today: it stays until the day is closed.',
      pl: '„{name}” przyjęto dzisiaj: zostaje do zamknięcia dnia.',
      de: '„{name}“ wurde heute angenommen: es bleibt bis zum Tagesabschluss.',
    },
  },
} as const satisfies ErrorTable
