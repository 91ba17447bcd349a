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
  SALE_RETURN_WAYS_NOT_LEFT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'En une fois, {amount} au plus peuvent repartir comme ce ticket a été payé. Choisissez moins d’articles, ou le compte du client.',
      en: 'At one time {amount} at most can go back as this ticket was paid. Choose fewer goods, or the customer’s account.',
      pl: 'Za jednym razem można zwrócić najwyżej {amount} tak, jak zapłacono ten paragon. Wybierz mniej towarów albo konto klienta.',
      de: 'Auf einmal gehen höchstens {amount} so zurück, wie dieser Bon bezahlt wurde. Weniger Artikel oder das Kundenkonto wählen.',
    },
  },
  SALE_RETURN_NOT_PARTED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce qui revient est trop petit pour être partagé entre les cartes qui ont payé. Choisissez plus d’articles, un seul moyen ou le compte du client.',
      en: 'What comes back is too small to be shared between the cards that paid. Choose more goods, one way alone or the customer’s account.',
      pl: 'Zwracana kwota jest za mała, by podzielić ją między karty, którymi zapłacono. Wybierz więcej towarów, jeden sposób albo konto klienta.',
      de: 'Der Betrag ist zu klein, um ihn auf die Karten zu verteilen, die bezahlt haben. Mehr Artikel, nur einen Weg oder das Kundenkonto wählen.',
    },
  },
  SALE_RETURN_CHANGED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket a changé entre-temps. Rien n’a été rendu. Relisez les montants, puis confirmez.',
      en: 'This ticket has changed meanwhile. Nothing was given back. Read the amounts again, then confirm.',
      pl: 'Ten paragon w międzyczasie się zmienił. Nic nie zwrócono. Sprawdź kwoty i potwierdź ponownie.',
      de: 'Dieser Bon hat sich inzwischen geändert. Nichts wurde zurückgegeben. Beträge noch einmal lesen, dann bestätigen.',
    },
  },
  SALE_RETURN_UNDER_WAY: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La banque doit encore répondre pour un remboursement de ce ticket. Attendez sa réponse : rien de plus ne repart avant.',
      en: 'The bank still owes its word on a refund of this ticket. Wait for it: nothing more goes back before.',
      pl: 'Bank nie odpowiedział jeszcze w sprawie zwrotu z tego paragonu. Poczekaj: nic więcej nie zostanie wcześniej zwrócone.',
      de: 'Die Bank schuldet noch ihr Wort zu einer Rückzahlung dieses Bons. Abwarten: vorher geht nichts weiter zurück.',
    },
  },
} as const satisfies ErrorTable
