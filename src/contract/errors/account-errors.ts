import type { ErrorTable } from './entry.ts'

/** What a person can run into with the accounts of customers. */
export const ACCOUNT_ERRORS = {
  ACCOUNT_NO_CUSTOMER: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket n’a pas de client. Revenez au ticket et choisissez-le (F2).',
      en: 'This ticket has no customer. Go back to the ticket and choose one (F2).',
      pl: 'Ten paragon nie ma klienta. Wróć do paragonu i wybierz klienta (F2).',
      de: 'Dieser Bon hat keinen Kunden. Zum Bon zurück und einen wählen (F2).',
    },
  },
  ACCOUNT_BY_ACCOUNT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un règlement de compte ne se met pas sur le compte. Prenez un autre règlement.',
      en: 'What pays an account is not put on the account. Take another way to pay.',
      pl: 'Spłaty konta nie można zapisać na konto. Przyjmij inną płatność.',
      de: 'Eine Kontozahlung geht nicht auf das Konto. Andere Zahlart nehmen.',
    },
  },
  ACCOUNT_LINE_FIXED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un règlement de compte ne se change pas. Retirez la ligne, puis encaissez le bon montant depuis la fiche du client.',
      en: 'A payment of an account is not changed. Remove the line, then take the right amount from the customer’s file.',
      pl: 'Linii spłaty konta nie można zmienić. Usuń ją, potem przyjmij właściwą kwotę z kartoteki klienta.',
      de: 'Eine Kontozahlung wird nicht geändert. Zeile entfernen, dann den richtigen Betrag aus der Kundenkartei kassieren.',
    },
  },
  ACCOUNT_OTHER_CUSTOMER: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le ticket en cours est à un autre client. Terminez-le ou mettez-le en attente, puis recommencez.',
      en: 'The ticket in hand is another customer’s. Finish it or put it on hold, then try again.',
      pl: 'Bieżący paragon należy do innego klienta. Zakończ go lub odłóż, potem spróbuj ponownie.',
      de: 'Der offene Bon gehört einem anderen Kunden. Beenden oder parken, dann erneut versuchen.',
    },
  },
  ACCOUNT_PAYMENT_TOO_HIGH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce compte doit {owed}, pas plus. Tapez un montant plus petit.',
      en: 'This account owes {owed}, not more. Type a smaller amount.',
      pl: 'To konto ma do zapłaty {owed}, nie więcej. Wpisz mniejszą kwotę.',
      de: 'Dieses Konto schuldet {owed}, nicht mehr. Kleineren Betrag eingeben.',
    },
  },
  ACCOUNT_PAYMENT_WHOLE: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket a réglé un compte : il se rend en entier, ou pour ses articles seuls. Rien n’a bougé.',
      en: 'This ticket paid an account: it goes back whole, or for its goods alone. Nothing moved.',
      pl: 'Ten paragon spłacił konto: zwraca się go w całości albo tylko towary. Nic nie przesłano.',
      de: 'Dieser Bon hat ein Konto bezahlt: er geht ganz zurück oder nur seine Waren. Nichts wurde bewegt.',
    },
  },
  ACCOUNT_CREDIT_TOO_SMALL: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'L’avoir de ce client est de {credit}, remboursements en cours déduits. Rien n’a bougé. Remboursez moins.',
      en: 'This customer’s credit is {credit}, refunds under way taken off. Nothing moved. Refund less.',
      pl: 'Środki tego klienta to {credit} po odjęciu zwrotów w toku. Nic nie przesłano. Zwróć mniej.',
      de: 'Das Guthaben dieses Kunden ist {credit}, laufende Erstattungen abgezogen. Nichts wurde bewegt. Weniger erstatten.',
    },
  },
  ACCOUNT_CARD_NUMBER: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cette raison ressemble à un numéro de carte. Rien n’est gardé : écrivez-la autrement.',
      en: 'This reason looks like a card number. Nothing is kept: write it another way.',
      pl: 'Ten powód wygląda jak numer karty. Niczego nie zapisano: napisz inaczej.',
      de: 'Dieser Grund sieht wie eine Kartennummer aus. Nichts wird behalten: anders schreiben.',
    },
  },
} as const satisfies ErrorTable
