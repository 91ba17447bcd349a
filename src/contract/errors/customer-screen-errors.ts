import type { ErrorTable } from './entry.ts'

/** Failures of the window that faces the customer. */
export const CUSTOMER_SCREEN_ERRORS = {
  DISPLAY_NO_WINDOW: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cette caisse tourne dans un navigateur, qui n’ouvre pas d’écran client. Lancez le programme installé.',
      en: 'This till runs in a browser, which opens no customer screen. Start the installed program.',
      pl: 'Ta kasa działa w przeglądarce, która nie otwiera ekranu klienta. Uruchom zainstalowany program.',
      de: 'Diese Kasse läuft im Browser, der keinen Kundenbildschirm öffnet. Das installierte Programm starten.',
    },
  },
  DISPLAY_SCREEN_AWAY: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Aucun écran client n’est allumé. Vérifiez son câble et son alimentation, puis cherchez encore une fois.',
      en: 'No customer screen is on. Check its cable and its power, then look once more.',
      pl: 'Żaden ekran klienta nie jest włączony. Sprawdź kabel i zasilanie, a potem poszukaj jeszcze raz.',
      de: 'Kein Kundenbildschirm ist an. Kabel und Strom prüfen, dann noch einmal suchen.',
    },
  },
  DISPLAY_SCREEN_IS_TILLS: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La caisse est sur cet écran : l’écran client la couvrirait. Choisissez l’autre.',
      en: 'The till is on this screen: the customer’s would cover it. Choose the other one.',
      pl: 'Na tym ekranie jest kasa: ekran klienta by ją zasłonił. Wybierz drugi.',
      de: 'Auf diesem Bildschirm ist die Kasse: der für Kunden würde sie verdecken. Den anderen wählen.',
    },
  },
} as const satisfies ErrorTable
