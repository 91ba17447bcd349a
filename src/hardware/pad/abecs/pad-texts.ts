import type { Locale } from '#contract/locale.ts'
import { type Currency, formatFigures } from '#contract/money.ts'

/** What a customer reads: two rows of at most sixteen characters. */
export type PadRows = readonly [string, string]

export const PAD_COLUMNS = 16

/**
 * Every text the till puts on a pad, one table per language. Pads know ISO-8859-1 at best and show 2x16, so a text is
 * folded on its way out and must fit its row.
 */
export const PAD_TEXTS = {
  fr: {
    amount: 'DEBIT',
    hold: 'CAUTION',
    giftCard: 'CADEAU',
    topUp: 'RECHARGE',
    balance: 'SOLDE CARTE',
    cardCheck: 'CONTROLE CARTE',
    presentCard: 'PRESENTEZ CARTE',
    insertCard: 'INSEREZ CARTE',
    swipe: 'PASSEZ LA PISTE',
    tapAgain: 'APPROCHEZ ENCORE',
    seePhone: 'VOIR TELEPHONE',
    readAgain: 'RELIRE LA CARTE',
    oneCard: 'UNE SEULE CARTE',
    code: 'CODE :',
    wait: 'PATIENTEZ SVP',
    accepted: 'PAIEMENT ACCEPTE',
    declined: 'PAIEMENT REFUSE',
    stopped: 'PAIEMENT ANNULE',
    cardAccepted: 'CARTE ACCEPTEE',
    cardDeclined: 'CARTE REFUSEE',
    cardStopped: 'ANNULE',
    removeCard: 'RETIREZ LA CARTE',
    shop: 'COMPTOIR',
    welcome: 'BONJOUR',
    cardTest: 'ESSAI DE CARTE',
    cardTestOver: 'ESSAI TERMINE',
    yes: 'OUI',
    no: 'NON',
    read: 'LU',
  },
  en: {
    amount: 'PAY',
    hold: 'HOLD',
    giftCard: 'GIFT CARD',
    topUp: 'TOP UP',
    balance: 'CARD BALANCE',
    cardCheck: 'CARD CHECK',
    presentCard: 'PRESENT CARD',
    insertCard: 'INSERT CARD',
    swipe: 'SWIPE CARD',
    tapAgain: 'TAP CARD AGAIN',
    seePhone: 'SEE YOUR PHONE',
    readAgain: 'READ CARD AGAIN',
    oneCard: 'ONE CARD ONLY',
    code: 'PIN:',
    wait: 'PLEASE WAIT',
    accepted: 'PAYMENT ACCEPTED',
    declined: 'PAYMENT DECLINED',
    stopped: 'PAYMENT STOPPED',
    cardAccepted: 'CARD ACCEPTED',
    cardDeclined: 'CARD DECLINED',
    cardStopped: 'STOPPED',
    removeCard: 'REMOVE CARD',
    shop: 'COMPTOIR',
    welcome: 'WELCOME',
    cardTest: 'CARD TEST',
    cardTestOver: 'TEST FINISHED',
    yes: 'YES',
    no: 'NO',
    read: 'READ',
  },
  pl: {
    amount: 'KWOTA',
    hold: 'BLOKADA',
    giftCard: 'PREZENT',
    topUp: 'DOŁADUJ',
    balance: 'SALDO KARTY',
    cardCheck: 'WERYFIKACJA',
    presentCard: 'PRZYŁÓŻ KARTĘ',
    insertCard: 'WŁÓŻ KARTĘ',
    swipe: 'UŻYJ PASKA',
    tapAgain: 'PRZYŁÓŻ PONOWNIE',
    seePhone: 'SPRAWDŹ TELEFON',
    readAgain: 'PONÓW ODCZYT',
    oneCard: 'JEDNA KARTA',
    code: 'KOD PIN:',
    wait: 'PROSZĘ CZEKAĆ',
    accepted: 'ZAPŁACONO',
    declined: 'ODMOWA',
    stopped: 'ANULOWANO',
    cardAccepted: 'KARTA PRZYJĘTA',
    cardDeclined: 'ODMOWA',
    cardStopped: 'ANULOWANO',
    removeCard: 'WYJMIJ KARTĘ',
    shop: 'COMPTOIR',
    welcome: 'DZIEŃ DOBRY',
    cardTest: 'TEST KARTY',
    cardTestOver: 'KONIEC TESTU',
    yes: 'TAK',
    no: 'NIE',
    read: 'OK',
  },
  de: {
    amount: 'BETRAG',
    hold: 'KAUTION',
    giftCard: 'GESCHENK',
    topUp: 'AUFLADEN',
    balance: 'GUTHABEN',
    cardCheck: 'KARTENPRÜFUNG',
    presentCard: 'KARTE VORLEGEN',
    insertCard: 'KARTE EINSTECKEN',
    swipe: 'MAGNETSTREIFEN',
    tapAgain: 'NEU VORHALTEN',
    seePhone: 'TELEFON PRÜFEN',
    readAgain: 'KARTE NEU LESEN',
    oneCard: 'NUR EINE KARTE',
    code: 'PIN:',
    wait: 'BITTE WARTEN',
    accepted: 'ZAHLUNG ERFOLGT',
    declined: 'ABGELEHNT',
    stopped: 'ABGEBROCHEN',
    cardAccepted: 'KARTE AKZEPTIERT',
    cardDeclined: 'KARTE ABGELEHNT',
    cardStopped: 'ABGEBROCHEN',
    removeCard: 'KARTE ENTNEHMEN',
    shop: 'COMPTOIR',
    welcome: 'GUTEN TAG',
    cardTest: 'KARTENTEST',
    cardTestOver: 'TEST BEENDET',
    yes: 'JA',
    no: 'NEIN',
    read: 'GELESEN',
  },
} as const satisfies Record<Locale, Record<string, string>>

export type PadText = keyof (typeof PAD_TEXTS)['fr']

/** Letters without a place in ISO-8859-1, and ó, which would look odd alone among the folded ones of a Polish word. */
const POLISH: Readonly<Record<string, string>> = {
  Ą: 'A',
  Ć: 'C',
  Ę: 'E',
  Ł: 'L',
  Ń: 'N',
  Ó: 'O',
  Ś: 'S',
  Ź: 'Z',
  Ż: 'Z',
}

/** A text in characters a pad can show: ISO-8859-1 without controls, Polish letters as their base letters. */
export function foldForPad(text: string): string {
  const folded = text.normalize('NFC').replace(/./gsu, (character) => {
    const polish = POLISH[character.toUpperCase()]
    if (polish !== undefined) return character === character.toUpperCase() ? polish : polish.toLowerCase()
    if (/[\u00a0\u202f]/.test(character)) return ' '
    if (/[\u2018\u2019]/.test(character)) return "'"
    if (/^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff]$/u.test(character)) return character
    return character
      .normalize('NFD')
      .replace(/[^\u0020-\u007e]/gu, '')
      .slice(0, 1)
  })
  return folded
}

/** A text of the table, folded; never longer than a row. */
export function padText(locale: Locale, text: PadText): string {
  return foldForPad(PAD_TEXTS[locale][text])
}

/** Any text as one row: folded, cut to the pad's width. */
export function padRow(text: string): string {
  return foldForPad(text).slice(0, PAD_COLUMNS).trimEnd()
}

/**
 * `DEBIT  20,00 EUR`: sixteen characters; the word, then the space, give way to a long amount. A word that says that
 * this is no payment stays longer than the currency: `RECHARGE   50,00`.
 */
export function amountRow(locale: Locale, amountMinor: number, currency: Currency, word: PadText = 'amount'): string {
  const figures = formatFigures(amountMinor, currency).replace(/[\u202f\u00a0]/g, '')
  const label = padText(locale, word)
  const amount = `${figures} ${currency}`
  for (const shown of word === 'amount' ? [amount] : [amount, figures]) {
    if (label.length + 1 + shown.length <= PAD_COLUMNS) return label + shown.padStart(PAD_COLUMNS - label.length)
  }
  return (amount.length <= PAD_COLUMNS ? amount : `${figures}${currency}`).padStart(PAD_COLUMNS)
}

/** The rows as the 32 characters of DSP, RMC and GPN. */
export function fixedRows([first, second]: PadRows): string {
  return first.slice(0, PAD_COLUMNS).padEnd(PAD_COLUMNS) + second.slice(0, PAD_COLUMNS).padEnd(PAD_COLUMNS)
}

/** The rows as a message of the newer commands: a carriage return between them. */
export function messageRows([first, second]: PadRows): string {
  return `${first.slice(0, PAD_COLUMNS)}\r${second.slice(0, PAD_COLUMNS)}`
}

/**
 * What the firmware says to the cashier by itself, in Portuguese (specification 2.3.3 and 6: NTM), and what the
 * cashier reads instead; an entry comes before a shorter one that starts alike. `rest` is what follows on the pad, such
 * as the name of the application, `number` the first number in it. `shownToCustomer`: the display shows the same words.
 */
export const FIRMWARE_TEXTS = {
  selected: {
    starts: 'SELECIONADO:',
    shownToCustomer: true,
    words: {
      fr: 'Choisi sur le TPE : {rest}',
      en: 'Chosen on the PIN pad: {rest}',
      pl: 'Wybrano na terminalu: {rest}',
      de: 'Am Kartenleser gewählt: {rest}',
    },
  },
  askForCode: {
    starts: 'SOLICITE A SENHA',
    shownToCustomer: false,
    words: {
      fr: 'Demandez le code au client',
      en: 'Ask the customer for the PIN',
      pl: 'Poproś klienta o kod PIN',
      de: 'Den Kunden um die PIN bitten',
    },
  },
  wrongCode: {
    starts: 'SENHA INVALIDA (+',
    shownToCustomer: true,
    words: {
      fr: 'Code faux, encore {number} essai(s)',
      en: 'Wrong PIN, {number} more try (tries)',
      pl: 'Błędny PIN, pozostało prób: {number}',
      de: 'Falsche PIN, Versuche übrig: {number}',
    },
  },
  wrongCodeUncounted: {
    starts: 'SENHA INVALIDA',
    shownToCustomer: true,
    words: { fr: 'Code faux', en: 'Wrong PIN', pl: 'Błędny PIN', de: 'Falsche PIN' },
  },
  lastTry: {
    starts: 'PROX. ERRO BLOQUEIA SENHA',
    shownToCustomer: true,
    words: {
      fr: 'Dernier essai : un code faux bloque la carte',
      en: 'Last try: one more wrong PIN blocks the card',
      pl: 'Ostatnia próba: kolejny błędny PIN zablokuje kartę',
      de: 'Letzter Versuch: eine weitere falsche PIN sperrt die Karte',
    },
  },
  codeBlocked: {
    starts: 'SENHA BLOQUEADA',
    shownToCustomer: true,
    words: {
      fr: 'Le code de la carte est bloqué',
      en: 'The card’s PIN is blocked',
      pl: 'PIN karty jest zablokowany',
      de: 'Die PIN der Karte ist gesperrt',
    },
  },
  invalidApplication: {
    starts: 'APLICACAO INVALIDA',
    shownToCustomer: true,
    words: {
      fr: 'Application de la carte non valable',
      en: 'The card’s application is not valid',
      pl: 'Nieprawidłowa aplikacja karty',
      de: 'Anwendung der Karte ungültig',
    },
  },
  cardAgain: {
    starts: 'SOLICITE CARTAO NOVAMENTE',
    shownToCustomer: false,
    words: {
      fr: 'Demandez à nouveau la carte',
      en: 'Ask for the card again',
      pl: 'Poproś ponownie o kartę',
      de: 'Die Karte erneut verlangen',
    },
  },
} as const satisfies Record<string, { starts: string; shownToCustomer: boolean; words: Record<Locale, string> }>

export type FirmwareText = keyof typeof FIRMWARE_TEXTS

/** Which of its own texts the pad shows, and the cashier's words for it; an unlisted text is mirrored as it is. */
export function readFirmwareText(rows: PadRows, locale: Locale): { key: FirmwareText | null; text: string } {
  const shown = foldForPad(`${rows[0]} ${rows[1]}`).replace(/ +/g, ' ').trim()
  for (const [key, { starts, words }] of Object.entries(FIRMWARE_TEXTS)) {
    if (!shown.startsWith(starts)) continue
    const rest = shown.slice(starts.length).trim()
    const number = /\d+/.exec(rest)?.[0] ?? ''
    return { key: key as FirmwareText, text: words[locale].replace('{rest}', rest).replace('{number}', number) }
  }
  return { key: null, text: shown }
}

/**
 * What a pad asks figures for: its maker fixed the texts, in Portuguese (specification 3.3.8, SPE_MSGIDX). No prompt
 * takes as many figures as a card number has, and none asks for what stands on a card. `rows`: the text as a pad of
 * sixteen columns cuts it.
 */
export const PROMPT_TEXTS = {
  amount: {
    messageIndex: 0x21,
    digitsMax: 9,
    rows: ['DIGITE QUANTID.', ''],
    words: {
      fr: 'Le client tape un nombre',
      en: 'The customer types a number',
      pl: 'Klient wpisuje liczbę',
      de: 'Der Kunde tippt eine Zahl',
    },
  },
  document: {
    messageIndex: 0x1d,
    digitsMax: 12,
    rows: ['IDENTIFICACAO', ''],
    words: {
      fr: 'Le client tape son numéro de pièce',
      en: 'The customer types a document number',
      pl: 'Klient wpisuje numer dokumentu',
      de: 'Der Kunde tippt eine Ausweisnummer',
    },
  },
  code: {
    messageIndex: 0x31,
    digitsMax: 8,
    rows: ['DIGITE O TOKEN', ''],
    words: {
      fr: 'Le client tape un code à usage unique',
      en: 'The customer types a one-time code',
      pl: 'Klient wpisuje kod jednorazowy',
      de: 'Der Kunde tippt einen Einmalcode',
    },
  },
  mileage: {
    messageIndex: 0x2b,
    digitsMax: 7,
    rows: ['QUILOMETRAGEM', ''],
    words: {
      fr: 'Le client tape son kilométrage',
      en: 'The customer types the mileage',
      pl: 'Klient wpisuje przebieg',
      de: 'Der Kunde tippt den Kilometerstand',
    },
  },
  vehicle: {
    messageIndex: 0x2a,
    digitsMax: 10,
    rows: ['PLACA DO VEICULO', ''],
    words: {
      fr: 'Le client tape le numéro du véhicule',
      en: 'The customer types the vehicle number',
      pl: 'Klient wpisuje numer pojazdu',
      de: 'Der Kunde tippt die Fahrzeugnummer',
    },
  },
  table: {
    messageIndex: 0x1f,
    digitsMax: 6,
    rows: ['NUMERO DA MESA', ''],
    words: {
      fr: 'Le client tape le numéro de sa table',
      en: 'The customer types the table number',
      pl: 'Klient wpisuje numer stolika',
      de: 'Der Kunde tippt die Tischnummer',
    },
  },
} as const satisfies Record<
  string,
  { messageIndex: number; digitsMax: number; rows: PadRows; words: Record<Locale, string> }
>
