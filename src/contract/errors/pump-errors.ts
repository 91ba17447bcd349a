import type { ErrorTable } from './entry.ts'

/** Failures of a fuel pump and of what is sold at it without a cashier. */
export const PUMP_ERRORS = {
  PUMP_UNREACHABLE: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La pompe ne répond pas à {endpoint}. Vérifiez son alimentation et son câble ; la caisse la cherche sans arrêt.',
      en: 'No pump answers at {endpoint}. Check its power and its cable; the till keeps looking for it.',
      pl: 'Pod adresem {endpoint} nie odpowiada dystrybutor. Sprawdź zasilanie i kabel; kasa szuka go bez przerwy.',
      de: 'Unter {endpoint} antwortet keine Zapfsäule. Strom und Kabel prüfen; die Kasse sucht weiter.',
    },
  },
  PUMP_NO_ANSWER: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La pompe est branchée mais ne répond pas. La caisse lui redemande d’elle-même ; si cela dure, redémarrez la pompe.',
      en: 'The pump is connected but does not answer. The till asks again by itself; if this lasts, restart the pump.',
      pl: 'Dystrybutor jest podłączony, ale nie odpowiada. Kasa pyta ponownie; jeśli to trwa, uruchom go ponownie.',
      de: 'Die Zapfsäule ist verbunden, antwortet aber nicht. Die Kasse fragt selbst nach; hält es an, die Säule neu starten.',
    },
  },
  PUMP_MALFORMED_ANSWER: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La pompe répond de façon illisible. Vérifiez la ligne et que la pompe parle bien le protocole de Comptoir.',
      en: 'The pump answers in a way that cannot be read. Check the line, and that the pump speaks Comptoir’s pump link.',
      pl: 'Odpowiedzi dystrybutora nie da się odczytać. Sprawdź linię i czy dystrybutor używa protokołu Comptoir.',
      de: 'Die Antwort der Zapfsäule ist nicht lesbar. Leitung prüfen und ob die Säule das Protokoll von Comptoir spricht.',
    },
  },
  PUMP_REFUSED: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La pompe refuse ({reason}). Rien n’est délivré. Regardez l’écran de la pompe.',
      en: 'The pump refuses ({reason}). Nothing is delivered. Look at the display of the pump.',
      pl: 'Dystrybutor odmawia ({reason}). Nic nie zostanie wydane. Sprawdź ekran dystrybutora.',
      de: 'Die Zapfsäule lehnt ab ({reason}). Nichts wird abgegeben. Auf die Anzeige der Säule sehen.',
    },
  },
  PUMP_OVER_CEILING: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'yes',
    words: {
      fr: 'La pompe a délivré plus que le montant réservé. Le client a payé le montant réservé. Mettez la pompe hors service et faites-la vérifier.',
      en: 'The pump delivered more than was reserved. The customer paid what was reserved. Take the pump out of use and have it checked.',
      pl: 'Dystrybutor wydał więcej, niż zarezerwowano. Klient zapłacił zarezerwowaną kwotę. Wyłącz dystrybutor i zleć kontrolę.',
      de: 'Die Zapfsäule gab mehr ab, als reserviert war. Der Kunde zahlte den reservierten Betrag. Säule außer Betrieb nehmen und prüfen lassen.',
    },
  },
  PUMP_NOZZLE_NOT_SET: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le pistolet qui a servi n’est pas dans les réglages : ni carburant ni taux de TVA. Rien n’est débité, la réserve reste. Ajoutez-le aux réglages et redémarrez la caisse : la vente se termine seule.',
      en: 'The nozzle that was used is not in the settings: no fuel, no VAT rate. Nothing is charged, the hold stays. Add it to the settings and restart the till: the sale then ends by itself.',
      pl: 'Użytego pistoletu nie ma w ustawieniach: brak paliwa i stawki VAT. Nic nie pobrano, blokada pozostaje. Dodaj go do ustawień i uruchom kasę ponownie: sprzedaż zakończy się sama.',
      de: 'Die benutzte Zapfpistole steht nicht in den Einstellungen: weder Kraftstoff noch USt-Satz. Nichts ist belastet, die Reservierung bleibt. Eintragen und die Kasse neu starten: Der Verkauf endet dann von selbst.',
    },
  },
  PUMP_ANSWERS: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'La pompe répond : elle finit sa vente elle-même. Arrêtez-la si besoin ; rien ne se termine à la main.',
      en: 'The pump answers: it ends its sale itself. Stop it if need be; nothing is ended by hand.',
      pl: 'Dystrybutor odpowiada i sam zakończy sprzedaż. W razie potrzeby go zatrzymaj; nic nie kończy się ręcznie.',
      de: 'Die Zapfsäule antwortet: Sie beendet den Verkauf selbst. Bei Bedarf stoppen; von Hand endet nichts.',
    },
  },
  PUMP_SELLS_ON_IT: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Ce montant est réservé pour un client à la pompe : il se règle seul quand le plein est fini. Arrêtez la pompe si besoin.',
      en: 'This amount is held for a customer at the pump: it is settled by itself when the filling is over. Stop the pump if need be.',
      pl: 'Ta blokada należy do klienta przy dystrybutorze: rozliczy się sama po tankowaniu. W razie potrzeby zatrzymaj dystrybutor.',
      de: 'Dieser Betrag ist für einen Kunden an der Zapfsäule reserviert: Er wird nach dem Tanken von selbst abgerechnet. Bei Bedarf die Säule stoppen.',
    },
  },
  PUMP_CLOSED_DIFFERS: {
    actor: 'manager',
    retry: 'never',
    moneyMoved: 'yes',
    words: {
      fr: 'La pompe, revenue, a compté {amount} pour la vente terminée à la main. Rien n’a été changé. Comparez avec le ticket et réglez l’écart avec le client.',
      en: 'The pump is back and counted {amount} for the sale that was ended by hand. Nothing was changed. Compare with the ticket and settle the difference with the customer.',
      pl: 'Dystrybutor wrócił i naliczył {amount} za sprzedaż zakończoną ręcznie. Nic nie zmieniono. Porównaj z paragonem i wyrównaj różnicę z klientem.',
      de: 'Die Zapfsäule ist wieder da und zählte {amount} für den von Hand beendeten Verkauf. Nichts wurde geändert. Mit dem Beleg vergleichen und die Differenz mit dem Kunden regeln.',
    },
  },
  PUMP_IDLE: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'À cette pompe, il n’y a rien à arrêter ni à noter. Regardez son état.',
      en: 'There is nothing to stop or to note at this pump. Look at its state.',
      pl: 'Przy tym dystrybutorze nie ma czego zatrzymać ani odnotować. Sprawdź jego stan.',
      de: 'An dieser Zapfsäule gibt es nichts zu stoppen oder zu vermerken. Ihren Zustand ansehen.',
    },
  },
} as const satisfies ErrorTable
