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
  SALE_MEANS_NOT_TAKEN: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette caisse ne prend pas ce règlement. Choisissez-en un autre.',
      en: 'This till does not take this way to pay. Choose another one.',
      pl: 'Ta kasa nie przyjmuje takiej płatności. Wybierz inną.',
      de: 'Diese Kasse nimmt diese Zahlung nicht an. Eine andere wählen.',
    },
  },
  SALE_MEANS_NOT_THIS_TICKET: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: '{name} ne paie aucun article qui reste sur ce ticket. Prenez un autre règlement.',
      en: '{name} pays for nothing that is left on this ticket. Take another way to pay.',
      pl: '{name} nie opłaci niczego, co zostało na paragonie. Weź inną płatność.',
      de: '{name} bezahlt nichts, was auf diesem Bon noch offen ist. Eine andere Zahlung nehmen.',
    },
  },
  SALE_MEANS_TOO_HIGH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: '{name} : au plus {amount} ici, sans rendu. Tapez ce montant ou moins.',
      en: '{name}: {amount} at most here, without change. Type that or less.',
      pl: '{name}: tu najwyżej {amount}, bez reszty. Wpisz tyle lub mniej.',
      de: '{name}: hier höchstens {amount}, ohne Rückgeld. So viel oder weniger eingeben.',
    },
  },
  SALE_TENDER_NOT_FOUND: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce règlement ne peut plus être repris ici. Regardez ce qui est pris sur ce ticket.',
      en: 'This part can no longer be taken back here. Look at what was taken on this ticket.',
      pl: 'Tej części nie można już tu cofnąć. Sprawdź, co przyjęto na ten paragon.',
      de: 'Dieser Teil kann hier nicht mehr zurückgenommen werden. Prüfen, was der Bon schon hat.',
    },
  },
} as const satisfies ErrorTable
