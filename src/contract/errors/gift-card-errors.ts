import type { ErrorTable } from './entry.ts'

/** Failures of gift cards and of questions about a card: none of them charges anybody. */
export const GIFT_CARD_ERRORS = {
  PAYMENT_PRODUCT_OPERATION: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: '{product} : cette carte ne sert pas à cela. Rien n’a été demandé à la banque. Prenez une autre carte.',
      en: '{product}: this card is not used for that. Nothing was asked of the bank. Take another card.',
      pl: '{product}: ta karta do tego nie służy. Banku o nic nie pytano. Weź inną kartę.',
      de: '{product}: diese Karte dient nicht dazu. Die Bank wurde nicht gefragt. Andere Karte nehmen.',
    },
  },
  PAYMENT_QUESTION_UNANSWERED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’a pas répondu. Une question ne débite rien : demandez encore une fois.',
      en: 'The bank has not answered. A question charges nothing: ask once more.',
      pl: 'Bank nie odpowiedział. Pytanie niczego nie pobiera: zapytaj jeszcze raz.',
      de: 'Die Bank hat nicht geantwortet. Eine Frage belastet nichts: noch einmal fragen.',
    },
  },
  GIFT_CARD_OTHER_CARD: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce n’est pas une carte cadeau. Rien n’y a été mis. Prenez la carte cadeau vendue.',
      en: 'This is not a gift card. Nothing was put on it. Take the gift card that was sold.',
      pl: 'To nie jest karta podarunkowa. Niczego na niej nie umieszczono. Weź sprzedaną kartę podarunkową.',
      de: 'Das ist keine Geschenkkarte. Nichts wurde aufgeladen. Die verkaufte Geschenkkarte nehmen.',
    },
  },
  GIFT_CARD_LOAD_DECLINED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque ne met rien sur cette carte (code {responseCode}). Essayez une autre carte cadeau, ou rendez l’argent.',
      en: 'The bank puts nothing on this card (code {responseCode}). Try another gift card, or give the money back.',
      pl: 'Bank nie zasilił tej karty (kod {responseCode}). Spróbuj innej karty podarunkowej albo zwróć pieniądze.',
      de: 'Die Bank lädt diese Karte nicht auf (Code {responseCode}). Andere Geschenkkarte versuchen oder Geld zurückgeben.',
    },
  },
  GIFT_CARD_LOAD_UNKNOWN: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'unknown',
    words: {
      fr: 'La banque n’a pas répondu : Comptoir reprend la recharge de lui-même. Attendez sa réponse, puis recommencez.',
      en: 'The bank has not answered: Comptoir takes the load back by itself. Wait for its word, then try again.',
      pl: 'Bank nie odpowiedział: Comptoir sam cofa zasilenie. Poczekaj na jego odpowiedź, potem spróbuj ponownie.',
      de: 'Die Bank hat nicht geantwortet: Comptoir nimmt die Aufladung selbst zurück. Ihr Wort abwarten, dann erneut versuchen.',
    },
  },
  GIFT_CARD_LOAD_TAKEN_BACK: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La recharge est reprise : rien n’est sur la carte. Recommencez, ou rendez l’argent.',
      en: 'The load is taken back: nothing is on the card. Try again, or give the money back.',
      pl: 'Zasilenie cofnięto: na karcie nic nie ma. Spróbuj ponownie albo zwróć pieniądze.',
      de: 'Die Aufladung ist zurückgenommen: nichts ist auf der Karte. Erneut versuchen oder Geld zurückgeben.',
    },
  },
  GIFT_CARD_AMOUNT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une carte cadeau reçoit au plus {amount} à la fois. Tapez un montant plus petit.',
      en: 'A gift card takes at most {amount} at a time. Type a smaller amount.',
      pl: 'Karta podarunkowa przyjmie najwyżej {amount} naraz. Wpisz mniejszą kwotę.',
      de: 'Eine Geschenkkarte nimmt höchstens {amount} auf einmal. Kleineren Betrag eingeben.',
    },
  },
  GIFT_CARD_LINE_FIXED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une ligne de carte cadeau ne se change pas. Retirez-la, puis vendez la carte avec le bon montant.',
      en: 'A gift card line is not changed. Remove it, then sell the card with the right amount.',
      pl: 'Linii karty podarunkowej nie można zmienić. Usuń ją, potem sprzedaj kartę z właściwą kwotą.',
      de: 'Eine Geschenkkarten-Zeile wird nicht geändert. Zeile entfernen, dann die Karte mit dem richtigen Betrag verkaufen.',
    },
  },
  GIFT_CARD_BY_GIFT_CARD: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une carte cadeau ne paie pas une carte cadeau. Rien n’a été demandé à la banque. Prenez un autre règlement pour elle.',
      en: 'A gift card does not pay for a gift card. Nothing was asked of the bank. Take another way to pay for it.',
      pl: 'Karta podarunkowa nie płaci za kartę podarunkową. Banku o nic nie pytano. Przyjmij za nią inną płatność.',
      de: 'Eine Geschenkkarte bezahlt keine Geschenkkarte. Die Bank wurde nicht gefragt. Dafür eine andere Zahlart nehmen.',
    },
  },
  GIFT_CARD_NOT_OWED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce montant est déjà sur une carte, rendu, ou en cours. Rien de plus n’a bougé. Regardez la liste des cartes.',
      en: 'This amount is on a card already, given back, or under way. Nothing more moved. Look at the list of cards.',
      pl: 'Ta kwota jest już na karcie, zwrócona albo w toku. Nic więcej się nie zmieniło. Sprawdź listę kart.',
      de: 'Dieser Betrag ist schon auf einer Karte, zurückgegeben oder unterwegs. Sonst wurde nichts bewegt. Kartenliste ansehen.',
    },
  },
  GIFT_CARD_NOT_RETURNABLE: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket contient une carte cadeau : seuls ses articles se rendent ici. Rien n’a bougé. Rendez un montant plus petit.',
      en: 'This ticket holds a gift card: only its goods go back here. Nothing moved. Give back a smaller amount.',
      pl: 'Ten paragon zawiera kartę podarunkową: tu zwraca się tylko towary. Nic nie przesłano. Zwróć mniejszą kwotę.',
      de: 'Dieser Bon enthält eine Geschenkkarte: hier gehen nur Waren zurück. Nichts wurde bewegt. Kleineren Betrag zurückgeben.',
    },
  },
} as const satisfies ErrorTable
