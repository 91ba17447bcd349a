import type { ErrorTable } from './entry.ts'

/** What keeps goods off the ticket; it is unchanged each time. */
export const GOODS_ERRORS = {
  SALE_PRODUCT_ARCHIVED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: '{name} n’est plus vendu. Un responsable peut le remettre en vente dans les articles.',
      en: '{name} is no longer sold. A manager can put it on sale again among the articles.',
      pl: '{name}: produkt wycofany. Kierownik może przywrócić go w artykułach.',
      de: '{name} wird nicht mehr verkauft. Die Leitung kann ihn unter Artikel wieder aufnehmen.',
    },
  },
  SALE_OPEN_PRICE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le prix doit être entre {min} et {max}. Tapez-le encore une fois.',
      en: 'The price must be between {min} and {max}. Type it once more.',
      pl: 'Cena musi być od {min} do {max}. Wpisz ją jeszcze raz.',
      de: 'Der Preis muss zwischen {min} und {max} liegen. Noch einmal eingeben.',
    },
  },
  SALE_DEPOSIT_LINE_FIXED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La consigne suit son article. Changez la ligne de l’article.',
      en: 'The deposit goes with its product. Change the line of the product.',
      pl: 'Kaucja należy do produktu. Zmień pozycję produktu.',
      de: 'Das Pfand gehört zum Artikel. Die Zeile des Artikels ändern.',
    },
  },
  SALE_LABEL_EMPTY: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'L’étiquette de {name} porte zéro. Pesez de nouveau, ou tapez le poids.',
      en: 'The label of {name} says zero. Weigh it again, or type the weight.',
      pl: 'Etykieta produktu {name} ma wartość zero. Zważ ponownie lub wpisz wagę.',
      de: 'Das Etikett von {name} zeigt null. Neu wiegen oder das Gewicht eingeben.',
    },
  },
  SALE_PRODUCT_ASKS: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: '{name} demande un choix, un prix ou un poids. Ajoutez-le à la caisse.',
      en: '{name} needs a choice, a price or a weight. Add it at the till.',
      pl: '{name} wymaga wyboru, ceny lub wagi. Dodaj go na kasie.',
      de: '{name} braucht eine Auswahl, einen Preis oder ein Gewicht. An der Kasse hinzufügen.',
    },
  },
} as const satisfies ErrorTable
