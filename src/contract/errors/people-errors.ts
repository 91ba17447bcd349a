import type { ErrorTable } from './entry.ts'

/** What whoever looks after the people of the shop can run into. */
export const PEOPLE_ERRORS = {
  SESSION_NEEDS_APPROVAL: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cette action demande l’accord d’un responsable. Rien n’a changé.',
      en: 'This action needs the approval of a manager. Nothing was changed.',
      pl: 'Ta czynność wymaga zgody kierownika. Nic nie zmieniono.',
      de: 'Diese Aktion braucht die Freigabe einer Leitung. Nichts wurde geändert.',
    },
  },
  SESSION_MAY_NOT_APPROVE: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Cette personne ne peut pas donner cet accord. Appelez un responsable.',
      en: 'This person cannot give this approval. Call a manager.',
      pl: 'Ta osoba nie może udzielić tej zgody. Wezwij kierownika.',
      de: 'Diese Person kann das nicht freigeben. Die Leitung rufen.',
    },
  },
  SESSION_BADGE_UNKNOWN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce badge est inconnu. Tapez votre code.',
      en: 'This badge is not known. Type your code.',
      pl: 'Ta karta jest nieznana. Wpisz kod.',
      de: 'Dieser Ausweis ist unbekannt. Code eingeben.',
    },
  },
  PEOPLE_NOT_FOUND: {
    actor: 'manager',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Cette personne est introuvable. Rouvrez la liste des personnes.',
      en: 'This person was not found. Open the list of people again.',
      pl: 'Nie znaleziono tej osoby. Otwórz listę osób ponownie.',
      de: 'Diese Person wurde nicht gefunden. Die Liste der Personen neu öffnen.',
    },
  },
  PEOPLE_NAME_TAKEN: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Une autre personne porte déjà ce nom. Ajoutez une initiale.',
      en: 'Somebody else has this name already. Add an initial.',
      pl: 'Inna osoba ma już tę nazwę. Dodaj inicjał.',
      de: 'Eine andere Person heißt schon so. Eine Initiale anfügen.',
    },
  },
  PEOPLE_CODE_WEAK: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce code se devine trop vite. Évitez les suites et les répétitions, par exemple 1234 ou 0000.',
      en: 'This code is guessed too fast. Avoid runs and repeats, such as 1234 or 0000.',
      pl: 'Ten kod łatwo odgadnąć. Unikaj ciągów i powtórzeń, na przykład 1234 lub 0000.',
      de: 'Dieser Code ist zu leicht zu erraten. Keine Folgen und Wiederholungen wie 1234 oder 0000.',
    },
  },
  PEOPLE_LAST_MANAGER: {
    actor: 'manager',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'C’est le dernier responsable. Nommez-en un autre d’abord.',
      en: 'This is the last manager. Make somebody else one first.',
      pl: 'To ostatni kierownik. Najpierw wyznacz innego.',
      de: 'Das ist die letzte Leitung. Zuerst eine andere Person dazu machen.',
    },
  },
  PEOPLE_BADGE_TAKEN: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce badge est déjà donné. Prenez-en un autre.',
      en: 'This badge is already given. Take another one.',
      pl: 'Ta karta jest już przydzielona. Weź inną.',
      de: 'Dieser Ausweis ist schon vergeben. Einen anderen nehmen.',
    },
  },
  PEOPLE_BADGE_MEANS_OTHER: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce code est celui d’un article ou d’un client, pas d’un badge. Prenez un badge.',
      en: 'This is the code of a product or of a customer, not of a badge. Take a badge.',
      pl: 'To kod produktu lub klienta, a nie karty. Weź kartę.',
      de: 'Das ist der Code eines Artikels oder eines Kunden, kein Ausweis. Einen Ausweis nehmen.',
    },
  },
  PEOPLE_BADGE_SHORT: {
    actor: 'manager',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce badge porte moins de {least} caractères : il se devine trop vite. Prenez-en un autre.',
      en: 'This badge holds fewer than {least} characters: it is guessed too fast. Take another one.',
      pl: 'Ta karta zawiera mniej niż {least} znaków: łatwo ją odgadnąć. Weź inną.',
      de: 'Dieser Ausweis hat weniger als {least} Zeichen: er ist zu leicht zu erraten. Einen anderen nehmen.',
    },
  },
  PEOPLE_PERMISSION_FIXED: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Un responsable garde toujours le droit de gérer les personnes. Rien n’a changé.',
      en: 'A manager always keeps the right to manage people. Nothing was changed.',
      pl: 'Kierownik zawsze zachowuje prawo do zarządzania osobami. Nic nie zmieniono.',
      de: 'Eine Leitung behält immer das Recht, Personen zu verwalten. Nichts wurde geändert.',
    },
  },
} as const satisfies ErrorTable
