import type { ErrorTable } from './entry.ts'

/** What a person can run into with invoices; the ticket is paid already, and no money moves by any of it. */
export const INVOICE_ERRORS = {
  INVOICE_EXISTS: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket a déjà sa facture, {number}. Imprimez un duplicata.',
      en: 'This ticket has its invoice already, {number}. Print a duplicate.',
      pl: 'Ten paragon ma już fakturę {number}. Wydrukuj duplikat.',
      de: 'Dieser Bon hat schon seine Rechnung, {number}. Ein Duplikat drucken.',
    },
  },
  INVOICE_NO_CUSTOMER: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une facture a besoin d’un client. Choisissez-le dans la liste.',
      en: 'An invoice needs a customer. Choose one in the list.',
      pl: 'Faktura wymaga klienta. Wybierz go z listy.',
      de: 'Eine Rechnung braucht einen Kunden. In der Liste wählen.',
    },
  },
  INVOICE_BUYER_INCOMPLETE: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La loi veut l’adresse du client sur la facture. Complétez sa fiche : rue, code postal et ville.',
      en: 'The law wants the customer’s address on the invoice. Complete the file: street, postal code and town.',
      pl: 'Prawo wymaga adresu klienta na fakturze. Uzupełnij kartotekę: ulica, kod i miejscowość.',
      de: 'Das Gesetz verlangt die Anschrift des Kunden auf der Rechnung. Kartei ergänzen: Straße, PLZ und Ort.',
    },
  },
  INVOICE_NO_GOODS: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket ne vend rien : il règle un compte ou une carte cadeau. Faites la facture des tickets d’achat.',
      en: 'This ticket sells nothing: it pays an account or a gift card. Invoice the tickets of the purchases.',
      pl: 'Ten paragon niczego nie sprzedaje: spłaca konto lub kartę podarunkową. Wystaw fakturę do paragonów zakupu.',
      de: 'Dieser Bon verkauft nichts: er zahlt ein Konto oder eine Geschenkkarte. Die Bons der Einkäufe berechnen.',
    },
  },
  INVOICE_RETURN_WITHOUT: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le ticket {number} n’a pas de facture : un avoir ne peut rien reprendre. Le ticket de retour suffit.',
      en: 'Ticket {number} has no invoice: a credit note has nothing to take back. The return ticket is enough.',
      pl: 'Paragon {number} nie ma faktury: nie ma czego korygować. Wystarczy paragon zwrotu.',
      de: 'Bon {number} hat keine Rechnung: eine Gutschrift hat nichts zurückzunehmen. Der Rückgabebon genügt.',
    },
  },
  INVOICE_PAYMENT_TOO_HIGH: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Il reste {left} à payer de la facture {number}, pas plus. Retirez la ligne, ou tapez moins.',
      en: 'Of invoice {number}, {left} is left to pay, not more. Remove the line, or type less.',
      pl: 'Z faktury {number} pozostaje do zapłaty {left}, nie więcej. Usuń linię albo wpisz mniej.',
      de: 'Von Rechnung {number} sind noch {left} offen, nicht mehr. Zeile entfernen oder weniger eingeben.',
    },
  },
  INVOICE_NOT_FOUND: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket n’a pas encore de facture. Faites-la d’abord.',
      en: 'This ticket has no invoice yet. Issue it first.',
      pl: 'Ten paragon nie ma jeszcze faktury. Najpierw ją wystaw.',
      de: 'Dieser Bon hat noch keine Rechnung. Zuerst ausstellen.',
    },
  },
} as const satisfies ErrorTable
