import type { ErrorTable } from './entry.ts'

/** What keeps a voucher of the shop from paying, or from being issued; nothing moved each time. */
export const VOUCHER_ERRORS = {
  VOUCHER_UNKNOWN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce bon d’achat n’est pas de cette caisse. Vérifiez le code, ou prenez un autre paiement.',
      en: 'This voucher was not issued by this till. Check the code, or take another payment.',
      pl: 'Ten bon nie pochodzi z tej kasy. Sprawdź kod lub przyjmij inną płatność.',
      de: 'Dieser Gutschein ist nicht von dieser Kasse. Den Code prüfen oder anders kassieren.',
    },
  },
  VOUCHER_SPENT: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le bon d’achat {number} est déjà utilisé. Prenez un autre paiement.',
      en: 'Voucher {number} is used up. Take another payment.',
      pl: 'Bon {number} jest już wykorzystany. Przyjmij inną płatność.',
      de: 'Der Gutschein {number} ist aufgebraucht. Anders kassieren.',
    },
  },
  VOUCHER_EXPIRED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le bon d’achat {number} était valable jusqu’au {date}. Prenez un autre paiement.',
      en: 'Voucher {number} was good until {date}. Take another payment.',
      pl: 'Bon {number} był ważny do {date}. Przyjmij inną płatność.',
      de: 'Der Gutschein {number} galt bis {date}. Anders kassieren.',
    },
  },
  VOUCHER_AT_PAYMENT: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'C’est un bon d’achat. Appuyez sur Payer, puis scannez-le.',
      en: 'This is a voucher. Press Pay, then scan it.',
      pl: 'To jest bon. Naciśnij Zapłać i zeskanuj go.',
      de: 'Das ist ein Gutschein. Auf Bezahlen drücken, dann scannen.',
    },
  },
  VOUCHER_NOT_OFFERED: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce magasin n’émet pas de bons d’achat. Un responsable peut les ajouter dans les moyens de paiement.',
      en: 'This shop issues no vouchers. A manager can add them to the means of payment.',
      pl: 'Ten sklep nie wydaje bonów. Kierownik może je dodać w sposobach płatności.',
      de: 'Dieses Geschäft gibt keine Gutscheine aus. Die Leitung kann sie bei den Zahlungsarten hinzufügen.',
    },
  },
  VOUCHER_NOTHING_OWED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce ticket ne doit rien au client : il n’y a rien à mettre sur un bon d’achat.',
      en: 'This ticket owes the customer nothing: there is nothing to put on a voucher.',
      pl: 'Ten paragon nie jest nic winien klientowi: nie ma czego przenieść na bon.',
      de: 'Dieser Bon schuldet dem Kunden nichts: Für einen Gutschein ist nichts da.',
    },
  },
} as const satisfies ErrorTable
