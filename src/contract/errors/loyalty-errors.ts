import type { ErrorTable } from './entry.ts'

/** What a person can run into with loyalty points; none of it moves money. */
export const LOYALTY_ERRORS = {
  LOYALTY_NO_CARD: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket n’a pas de carte de fidélité. Scannez-la, ou choisissez le client (F2).',
      en: 'This ticket has no loyalty card. Scan it, or choose the customer (F2).',
      pl: 'Ten paragon nie ma karty lojalnościowej. Zeskanuj ją albo wybierz klienta (F2).',
      de: 'Dieser Bon hat keine Kundenkarte. Karte scannen oder Kunden wählen (F2).',
    },
  },
  LOYALTY_POINTS_TOO_FEW: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Il reste {points} points à ce client : pas assez pour cette récompense.',
      en: 'This customer has {points} points left: not enough for this reward.',
      pl: 'Ten klient ma {points} punktów: za mało na tę nagrodę.',
      de: 'Dieser Kunde hat noch {points} Punkte: nicht genug für diese Prämie.',
    },
  },
  LOYALTY_TICKET_TOO_SMALL: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La récompense vaut plus que les articles du ticket. Prenez-en moins, ou ajoutez des articles.',
      en: 'The reward is worth more than the goods on the ticket. Take fewer, or add goods.',
      pl: 'Nagroda jest warta więcej niż towary na paragonie. Weź mniej albo dodaj towary.',
      de: 'Die Prämie ist mehr wert als die Waren auf dem Bon. Weniger nehmen oder Waren hinzufügen.',
    },
  },
  LOYALTY_DISCOUNT_THERE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket a déjà une remise. Retirez-la, puis utilisez les points.',
      en: 'This ticket has a discount already. Take it off, then spend the points.',
      pl: 'Ten paragon ma już rabat. Usuń go, potem użyj punktów.',
      de: 'Dieser Bon hat schon einen Rabatt. Rabatt entfernen, dann Punkte einlösen.',
    },
  },
  LOYALTY_TAKE_OFF_FIRST: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Des points sont utilisés sur ce ticket. Retirez-les (⇧ F3), puis recommencez.',
      en: 'Points are spent on this ticket. Take them off (⇧ F3), then try again.',
      pl: 'Na tym paragonie użyto punktów. Usuń je (⇧ F3), potem spróbuj ponownie.',
      de: 'Auf diesem Bon sind Punkte eingelöst. Entfernen (⇧ F3), dann erneut versuchen.',
    },
  },
} as const satisfies ErrorTable
