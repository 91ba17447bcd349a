import type { ErrorTable } from './entry.ts'

/** Failures of copies of the data, and of going back to one. */
export const BACKUP_ERRORS = {
  BACKUP_NOT_SET_UP: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Aucune sauvegarde n’est réglée. Choisissez un dossier et une phrase secrète.',
      en: 'No backup is set up. Choose a folder and a passphrase.',
      pl: 'Kopia zapasowa nie jest ustawiona. Wybierz folder i hasło.',
      de: 'Es ist keine Sicherung eingerichtet. Ordner und Passphrase wählen.',
    },
  },
  BACKUP_BUSY: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une sauvegarde est en cours. Attendez qu’elle se termine.',
      en: 'A backup is under way. Wait until it has ended.',
      pl: 'Trwa tworzenie kopii. Poczekaj na koniec.',
      de: 'Eine Sicherung läuft. Ihr Ende abwarten.',
    },
  },
  BACKUP_FOLDER_UNUSABLE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le dossier {path} n’est pas là ou n’accepte rien. Branchez le support ou choisissez un autre dossier.',
      en: 'The folder {path} is not there or takes nothing. Plug the drive in or choose another folder.',
      pl: 'Folderu {path} nie ma albo nie przyjmuje danych. Podłącz nośnik lub wybierz inny folder.',
      de: 'Der Ordner {path} fehlt oder nimmt nichts an. Datenträger anschließen oder anderen Ordner wählen.',
    },
  },
  BACKUP_DAMAGED: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Cette sauvegarde est abîmée ou n’en est pas une. Rien n’a changé : prenez-en une autre.',
      en: 'This backup is damaged, or none of ours. Nothing was changed: take another one.',
      pl: 'Ta kopia jest uszkodzona lub nie jest kopią. Nic nie zmieniono: wybierz inną.',
      de: 'Diese Sicherung ist beschädigt oder keine. Nichts wurde geändert: eine andere nehmen.',
    },
  },
  BACKUP_WRONG_PASSPHRASE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cette sauvegarde s’ouvre avec une autre phrase secrète. Retapez-la.',
      en: 'This backup opens with another passphrase. Type it again.',
      pl: 'Ta kopia otwiera się innym hasłem. Wpisz je ponownie.',
      de: 'Diese Sicherung öffnet sich mit einer anderen Passphrase. Noch einmal eingeben.',
    },
  },
  BACKUP_OTHER_PURPOSE: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La formation et la vente réelle ne se mélangent pas : cette sauvegarde vient de l’autre.',
      en: 'Training and real selling are never mixed: this backup comes from the other one.',
      pl: 'Szkolenia i prawdziwej sprzedaży nie wolno mieszać: ta kopia pochodzi z drugiej.',
      de: 'Schulung und echter Verkauf werden nie gemischt: diese Sicherung stammt vom jeweils anderen.',
    },
  },
  BACKUP_PAYMENTS_OPEN: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Des paiements sont encore ouverts ({count}). Terminez-les ou laissez la banque répondre, puis restaurez.',
      en: 'Payments are still open ({count}). Finish them or let the bank answer, then restore.',
      pl: 'Są jeszcze otwarte płatności ({count}). Zakończ je lub poczekaj na bank, potem przywróć.',
      de: 'Es sind noch Zahlungen offen ({count}). Abschließen oder auf die Bank warten, dann zurückspielen.',
    },
  },
} as const satisfies ErrorTable
