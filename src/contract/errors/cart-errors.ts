import type { ErrorTable } from './entry.ts'

/** What discounts, notes and goods that come back run into. */
export const CART_ERRORS = {
  SALE_DISCOUNT_TOO_HIGH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La remise dépasse ce qu’elle réduit. Tapez une remise plus petite.',
      en: 'The discount is more than what it is taken off. Type a smaller one.',
      pl: 'Rabat przekracza kwotę, którą obniża. Wpisz mniejszy.',
      de: 'Der Rabatt ist höher als das, wovon er abgeht. Kleineren Rabatt eingeben.',
    },
  },
  SALE_REASON_NEEDED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Il faut un motif. Choisissez-en un ou tapez-le.',
      en: 'A reason is needed. Choose one or type it.',
      pl: 'Potrzebny jest powód. Wybierz go lub wpisz.',
      de: 'Ein Grund ist nötig. Einen wählen oder eingeben.',
    },
  },
  SALE_PAYS_OUT_CASH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket ne demande rien au client : terminez-le par Espèces.',
      en: 'This ticket asks nothing of the customer: finish it with Cash.',
      pl: 'Klient nic tu nie płaci: zakończ paragon przyciskiem Gotówka.',
      de: 'Der Kunde zahlt hier nichts: den Bon mit Bar abschließen.',
    },
  },
} as const satisfies ErrorTable
