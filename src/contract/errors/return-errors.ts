import type { ErrorTable } from './entry.ts'

/** What goods that come back by the lines of their ticket run into. */
export const RETURN_ERRORS = {
  SALE_RETURN_NOTHING: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Rien n’est choisi. Choisissez les articles rendus.',
      en: 'Nothing is chosen. Choose the goods that come back.',
      pl: 'Nic nie wybrano. Wybierz zwracane towary.',
      de: 'Nichts ist gewählt. Die zurückgegebenen Artikel wählen.',
    },
  },
  SALE_RETURN_TOO_MUCH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Il ne reste pas autant de {name} à rendre sur ce ticket. Baissez la quantité.',
      en: 'Not so much of {name} is left to come back on this ticket. Lower the quantity.',
      pl: 'Na tym paragonie nie zostało tyle do zwrotu: {name}. Zmniejsz ilość.',
      de: 'So viel von {name} ist auf diesem Bon nicht mehr zurückzunehmen. Menge verringern.',
    },
  },
  SALE_RETURN_NOT_LEFT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une partie de ce ticket a déjà été remboursée : il n’en reste pas autant. Choisissez moins d’articles.',
      en: 'A part of this ticket was paid back before: not so much of it is left. Choose fewer goods.',
      pl: 'Część tego paragonu już zwrócono: tyle z niego nie zostało. Wybierz mniej towarów.',
      de: 'Ein Teil dieses Bons wurde schon erstattet: So viel ist nicht übrig. Weniger Artikel wählen.',
    },
  },
  SALE_RETURN_CASH_NOT_LEFT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket n’a pas été payé en espèces à cette hauteur. Choisissez moins d’articles, ou rendez sur la carte.',
      en: 'Not so much of this ticket was paid in cash. Choose fewer goods, or give back on the card.',
      pl: 'Tyle z tego paragonu nie zapłacono gotówką. Wybierz mniej towarów albo zwróć na kartę.',
      de: 'So viel dieses Bons wurde nicht bar bezahlt. Weniger Artikel wählen oder auf die Karte zurückgeben.',
    },
  },
} as const satisfies ErrorTable
