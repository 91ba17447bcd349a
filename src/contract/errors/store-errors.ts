import type { ErrorTable } from './entry.ts'

/** Failures of the disk, of the program's start and of the carriers between screen and engine. */
export const STORE_ERRORS = {
  STORE_CORRUPTED: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Les données de la caisse sont abîmées ({path}). Rien n’a été effacé : restaurez la dernière sauvegarde.',
      en: 'The till’s data is damaged ({path}). Nothing was erased: restore the last backup.',
      pl: 'Dane kasy są uszkodzone ({path}). Nic nie usunięto: przywróć ostatnią kopię.',
      de: 'Die Daten der Kasse sind beschädigt ({path}). Nichts wurde gelöscht: letzte Sicherung zurückspielen.',
    },
  },
  STORE_NEWER: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ces données viennent d’une version plus récente (schéma {found}, connu {known}). Mettez Comptoir à jour.',
      en: 'This data comes from a newer version (schema {found}, known {known}). Update Comptoir.',
      pl: 'Te dane pochodzą z nowszej wersji (schemat {found}, znany {known}). Zaktualizuj Comptoir.',
      de: 'Diese Daten stammen aus einer neueren Version (Schema {found}, bekannt {known}). Comptoir aktualisieren.',
    },
  },
  STORE_DISK_FULL: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le disque est plein : la dernière action n’a pas été faite. Libérez de la place, puis réessayez.',
      en: 'The disk is full: the last action was not done. Free some space, then try again.',
      pl: 'Dysk jest pełny: ostatnia czynność nie została wykonana. Zwolnij miejsce i spróbuj ponownie.',
      de: 'Die Platte ist voll: Die letzte Aktion wurde nicht ausgeführt. Platz schaffen und erneut versuchen.',
    },
  },
  STORE_LOCKED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Comptoir est déjà ouvert avec ces données. Utilisez la fenêtre déjà ouverte.',
      en: 'Comptoir is already open on this data. Use the window that is open.',
      pl: 'Comptoir jest już otwarty na tych danych. Użyj otwartego okna.',
      de: 'Comptoir ist mit diesen Daten bereits geöffnet. Das offene Fenster benutzen.',
    },
  },
  STORE_NOT_WRITABLE: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Comptoir ne peut pas écrire dans {path}. Donnez-lui ce droit, puis rouvrez.',
      en: 'Comptoir cannot write in {path}. Grant it that right, then open again.',
      pl: 'Comptoir nie może pisać w {path}. Nadaj mu uprawnienie i otwórz ponownie.',
      de: 'Comptoir kann in {path} nicht schreiben. Recht erteilen und neu öffnen.',
    },
  },
  STORE_SETTINGS_INVALID: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Les réglages {path} sont incomplets ou illisibles ({field}). Corrigez-les, puis rouvrez.',
      en: 'The settings {path} are incomplete or unreadable ({field}). Correct them, then open again.',
      pl: 'Ustawienia {path} są niepełne lub nieczytelne ({field}). Popraw je i otwórz ponownie.',
      de: 'Die Einstellungen {path} sind unvollständig oder unlesbar ({field}). Korrigieren und neu öffnen.',
    },
  },
  STORE_NO_SECRET_STORE: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Aucun coffre pour les clés de la caisse : la vente réelle reste fermée. Configurez le coffre, puis rouvrez.',
      en: 'There is no safe for the till’s keys: live selling stays closed. Set one up, then open again.',
      pl: 'Brak sejfu na klucze kasy: prawdziwa sprzedaż pozostaje zamknięta. Skonfiguruj go i otwórz ponownie.',
      de: 'Kein Tresor für die Schlüssel der Kasse: Echter Verkauf bleibt geschlossen. Einrichten und neu öffnen.',
    },
  },
  STORE_CIPHER_FAILED: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le chiffrement {name} de cette machine est faux ou absent : la caisse reste fermée. Réinstallez Comptoir.',
      en: 'The cipher {name} of this machine is wrong or missing: the till stays closed. Install Comptoir again.',
      pl: 'Szyfr {name} na tym komputerze jest błędny lub go brak: kasa pozostaje zamknięta. Zainstaluj Comptoir ponownie.',
      de: 'Die Chiffre {name} dieses Rechners ist falsch oder fehlt: Die Kasse bleibt zu. Comptoir neu installieren.',
    },
  },
  STORE_SECRET_UNREADABLE: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le coffre des clés {path} ne s’ouvre pas. Vérifiez la phrase secrète ou restaurez la sauvegarde du coffre.',
      en: 'The safe of keys {path} does not open. Check the passphrase or restore the backup of the safe.',
      pl: 'Sejf z kluczami {path} nie otwiera się. Sprawdź hasło lub przywróć kopię sejfu.',
      de: 'Der Schlüsseltresor {path} lässt sich nicht öffnen. Passphrase prüfen oder Sicherung des Tresors zurückspielen.',
    },
  },
  IPC_UNKNOWN_CALL: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'L’écran a demandé une action inconnue ({name}). Rien n’a été fait.',
      en: 'The screen asked for an unknown action ({name}). Nothing was done.',
      pl: 'Ekran zażądał nieznanej czynności ({name}). Nic nie zrobiono.',
      de: 'Der Bildschirm hat eine unbekannte Aktion verlangt ({name}). Nichts wurde getan.',
    },
  },
  IPC_BAD_REQUEST: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'La demande est incomplète ou mal formée ({field}). Rien n’a été fait.',
      en: 'The request is incomplete or malformed ({field}). Nothing was done.',
      pl: 'Żądanie jest niepełne lub błędne ({field}). Nic nie zrobiono.',
      de: 'Die Anfrage ist unvollständig oder falsch ({field}). Nichts wurde getan.',
    },
  },
  SHELL_SWITCH_REFUSED: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Comptoir ne s’ouvre pas avec {name}, qui lève une protection. Retirez ce mot de la commande de démarrage ; s’il n’y est pas, installez le paquet du système.',
      en: 'Comptoir does not open with {name}, which takes a protection away. Remove that word from the start command; if it is not there, install the package of the system.',
      pl: 'Comptoir nie otworzy się z {name}, bo to wyłącza ochronę. Usuń to słowo z polecenia startowego; jeśli go tam nie ma, zainstaluj pakiet systemowy.',
      de: 'Comptoir öffnet nicht mit {name}, das einen Schutz aufhebt. Das Wort aus dem Startbefehl entfernen; steht es nicht darin, das Paket des Systems installieren.',
    },
  },
  IPC_SENDER_REJECTED: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Une page étrangère a tenté de commander la caisse. Elle a été refusée.',
      en: 'A foreign page tried to command the till. It was refused.',
      pl: 'Obca strona próbowała sterować kasą. Odmówiono.',
      de: 'Eine fremde Seite wollte die Kasse steuern. Sie wurde abgewiesen.',
    },
  },
  IPC_ENGINE_AWAY: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'La caisse redémarre. Attendez l’écran : rien n’est perdu.',
      en: 'The till is restarting. Wait for the screen: nothing is lost.',
      pl: 'Kasa uruchamia się ponownie. Poczekaj na ekran: nic nie przepadło.',
      de: 'Die Kasse startet neu. Auf den Bildschirm warten: nichts ist verloren.',
    },
  },
  INTERNAL_UNEXPECTED: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Comptoir a rencontré un cas imprévu. Regardez l’historique avant de recommencer, et appelez l’assistance.',
      en: 'Comptoir met something unforeseen. Look at the history before trying again, and call support.',
      pl: 'Comptoir napotkał nieprzewidziany przypadek. Przed ponowną próbą sprawdź historię i wezwij serwis.',
      de: 'Comptoir ist auf etwas Unvorhergesehenes gestoßen. Vor einem neuen Versuch den Verlauf ansehen und Service rufen.',
    },
  },
} as const satisfies ErrorTable
