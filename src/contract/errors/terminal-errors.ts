import type { ErrorTable } from './entry.ts'

/** Failures of a standalone terminal: the one that the bank gave, which reads the card and asks its bank by itself. */
export const TERMINAL_ERRORS = {
  TERMINAL_NOT_FOUND: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal ne répond pas à {endpoint}. Rien n’est débité. Vérifiez qu’il est allumé et branché, puis recommencez.',
      en: 'No terminal answers at {endpoint}. Nothing is charged. Check that it is on and connected, then try again.',
      pl: 'Pod adresem {endpoint} nie odpowiada terminal. Nic nie pobrano. Sprawdź, czy jest włączony i podłączony, i spróbuj ponownie.',
      de: 'Unter {endpoint} antwortet kein Terminal. Nichts ist abgebucht. Prüfen, ob es an und verbunden ist, dann noch einmal.',
    },
  },
  TERMINAL_PORT_BUSY: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Un autre programme utilise le terminal à {endpoint}. Rien n’est débité. Fermez-le, puis recommencez.',
      en: 'Another program holds the terminal at {endpoint}. Nothing is charged. Close it, then try again.',
      pl: 'Inny program używa terminala pod adresem {endpoint}. Nic nie pobrano. Zamknij go i spróbuj ponownie.',
      de: 'Ein anderes Programm benutzt das Terminal unter {endpoint}. Nichts ist abgebucht. Es schließen, dann noch einmal.',
    },
  },
  TERMINAL_BUSY: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal est encore occupé par l’opération précédente. Rien n’est débité. Terminez-la sur le terminal, puis recommencez.',
      en: 'The terminal is still busy with what came before. Nothing is charged. Finish that on the terminal, then try again.',
      pl: 'Terminal jest jeszcze zajęty poprzednią operacją. Nic nie pobrano. Zakończ ją na terminalu i spróbuj ponownie.',
      de: 'Das Terminal ist noch mit dem vorigen Vorgang beschäftigt. Nichts ist abgebucht. Ihn dort beenden, dann noch einmal.',
    },
  },
  TERMINAL_DAY_END_DUE: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal attend la clôture de sa journée. Rien n’est débité. Clôturez-le depuis la caisse ou sur le terminal.',
      en: 'The terminal waits for its day to be ended. Nothing is charged. End it from the till or on the terminal.',
      pl: 'Terminal czeka na zamknięcie swojego dnia. Nic nie pobrano. Zamknij go z kasy albo na terminalu.',
      de: 'Das Terminal wartet auf seinen Kassenschnitt. Nichts ist abgebucht. Ihn von der Kasse aus oder am Terminal machen.',
    },
  },
  TERMINAL_NEEDS_CARE: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal répond, mais demande que l’on s’occupe de lui ({reason}). Rien n’est débité. Lisez son écran ; s’il n’en dit rien, appelez son service.',
      en: 'The terminal answers, but needs somebody to see to it ({reason}). Nothing is charged. Read its screen; if that says nothing, call its support.',
      pl: 'Terminal odpowiada, ale wymaga uwagi ({reason}). Nic nie pobrano. Odczytaj jego ekran; jeśli nic tam nie ma, zadzwoń do jego serwisu.',
      de: 'Das Terminal antwortet, aber jemand muss nach ihm sehen ({reason}). Nichts ist abgebucht. Seinen Bildschirm lesen; steht dort nichts, seinen Service anrufen.',
    },
  },
  TERMINAL_CANNOT: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce terminal ne sait pas faire cela depuis la caisse. Rien n’est débité. Faites-le sur le terminal.',
      en: 'This terminal cannot do that from the till. Nothing is charged. Do it on the terminal itself.',
      pl: 'Ten terminal nie wykona tego z kasy. Nic nie pobrano. Zrób to na samym terminalu.',
      de: 'Das kann dieses Terminal von der Kasse aus nicht. Nichts ist abgebucht. Am Terminal selbst ausführen.',
    },
  },
  TERMINAL_WRONG_PROTOCOL: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'À {endpoint}, un appareil répond, mais pas comme ce terminal. Vérifiez l’adresse et le protocole choisi.',
      en: 'Something answers at {endpoint}, but not as this kind of terminal. Check the address and the protocol chosen.',
      pl: 'Pod adresem {endpoint} coś odpowiada, ale nie jak ten terminal. Sprawdź adres i wybrany protokół.',
      de: 'Unter {endpoint} antwortet etwas, aber nicht wie dieses Terminal. Adresse und gewähltes Protokoll prüfen.',
    },
  },
  TERMINAL_UNTRUSTED: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal à {endpoint} montre le certificat {fingerprint}, que la caisse ne connaît pas : rien ne lui a été envoyé. Comparez cette empreinte avec celle de son fournisseur, puis saisissez-la.',
      en: 'The terminal at {endpoint} shows the certificate {fingerprint}, which the till does not know: nothing was sent to it. Compare this fingerprint with the vendor’s, then enter it.',
      pl: 'Terminal pod adresem {endpoint} pokazuje certyfikat {fingerprint}, którego kasa nie zna: nic do niego nie wysłano. Porównaj ten odcisk z podanym przez dostawcę i wpisz go.',
      de: 'Das Terminal unter {endpoint} zeigt das Zertifikat {fingerprint}, das die Kasse nicht kennt: Nichts wurde ihm gesendet. Diesen Fingerabdruck mit dem des Anbieters vergleichen, dann eingeben.',
    },
  },
  TERMINAL_NOT_PAIRED: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal à {endpoint} ne partage pas la clé de cette caisse, ou porte un autre nom. Vérifiez son POIID, la phrase secrète, l’identifiant et la version de la clé.',
      en: 'The terminal at {endpoint} does not share this till’s key, or goes by another name. Check its POIID, the passphrase, the key identifier and the key version.',
      pl: 'Terminal pod adresem {endpoint} nie ma klucza tej kasy albo nazywa się inaczej. Sprawdź jego POIID, hasło, identyfikator i wersję klucza.',
      de: 'Das Terminal unter {endpoint} teilt den Schlüssel dieser Kasse nicht oder heißt anders. POIID, Passphrase, Schlüsselkennung und Schlüsselversion prüfen.',
    },
  },
  TERMINAL_ORDER_UNSEEN: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal n’a jamais reçu cette demande. Rien n’est débité. Recommencez ou changez de moyen de paiement.',
      en: 'The terminal never got this order. Nothing is charged. Try again or take another means of payment.',
      pl: 'Terminal nigdy nie otrzymał tego polecenia. Nic nie pobrano. Spróbuj ponownie albo wybierz inny sposób płatności.',
      de: 'Das Terminal hat diesen Auftrag nie erhalten. Nichts ist abgebucht. Noch einmal oder anders zahlen.',
    },
  },
  TERMINAL_DECLINED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal a refusé la carte ({reason}). Rien n’est débité. Demandez un autre moyen de paiement.',
      en: 'The terminal refused the card ({reason}). Nothing is charged. Ask for another means of payment.',
      pl: 'Terminal odrzucił kartę ({reason}). Nic nie pobrano. Poproś o inny sposób płatności.',
      de: 'Das Terminal hat die Karte abgelehnt ({reason}). Nichts ist abgebucht. Um ein anderes Zahlungsmittel bitten.',
    },
  },
  TERMINAL_ABANDONED: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le paiement a été abandonné sur le terminal. Rien n’est débité. Recommencez ou changez de moyen de paiement.',
      en: 'The payment was given up on the terminal. Nothing is charged. Try again or take another means of payment.',
      pl: 'Płatność przerwano na terminalu. Nic nie pobrano. Spróbuj ponownie albo wybierz inny sposób płatności.',
      de: 'Die Zahlung wurde am Terminal abgebrochen. Nichts ist abgebucht. Noch einmal oder anders zahlen.',
    },
  },
  TERMINAL_REFUSED_ORDER: {
    actor: 'technician',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal ne comprend pas la demande (motif {reason}). Rien n’est débité. Faites vérifier ses réglages et ceux de la caisse.',
      en: 'The terminal does not take the order (reason {reason}). Nothing is charged. Have its settings and the till’s checked.',
      pl: 'Terminal nie przyjmuje polecenia (powód {reason}). Nic nie pobrano. Zleć sprawdzenie ustawień terminala i kasy.',
      de: 'Das Terminal nimmt den Auftrag nicht an (Grund {reason}). Nichts ist abgebucht. Einstellungen von Terminal und Kasse prüfen lassen.',
    },
  },
  TERMINAL_NO_ANSWER: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Le terminal n’a pas répondu à temps. Le client est peut-être débité : lisez le dernier ticket du terminal et dites ce qu’il indique.',
      en: 'The terminal did not answer in time. The customer may be charged: read the terminal’s last ticket and say what it shows.',
      pl: 'Terminal nie odpowiedział na czas. Klient mógł zostać obciążony: odczytaj ostatni wydruk terminala i podaj, co na nim jest.',
      de: 'Das Terminal hat nicht rechtzeitig geantwortet. Vielleicht ist abgebucht: den letzten Beleg des Terminals lesen und angeben, was er zeigt.',
    },
  },
  TERMINAL_LINK_LOST: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'La liaison avec le terminal a été coupée. Le client est peut-être débité : lisez le dernier ticket du terminal et dites ce qu’il indique.',
      en: 'The line to the terminal was cut. The customer may be charged: read the terminal’s last ticket and say what it shows.',
      pl: 'Połączenie z terminalem zostało przerwane. Klient mógł zostać obciążony: odczytaj ostatni wydruk terminala i podaj, co na nim jest.',
      de: 'Die Verbindung zum Terminal brach ab. Vielleicht ist abgebucht: den letzten Beleg des Terminals lesen und angeben, was er zeigt.',
    },
  },
  TERMINAL_MALFORMED_ANSWER: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'La réponse du terminal est illisible ({reason}). Le client est peut-être débité : lisez le dernier ticket du terminal.',
      en: 'The answer of the terminal cannot be read ({reason}). The customer may be charged: read the terminal’s last ticket.',
      pl: 'Odpowiedzi terminala nie da się odczytać ({reason}). Klient mógł zostać obciążony: odczytaj ostatni wydruk terminala.',
      de: 'Die Antwort des Terminals ist nicht lesbar ({reason}). Vielleicht ist abgebucht: den letzten Beleg des Terminals lesen.',
    },
  },
  TERMINAL_OTHER_ANSWER: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Le terminal répond à une autre demande ({field} diffère). Comparez le montant de son dernier ticket avec la vente.',
      en: 'The terminal answers something else than it was asked ({field} differs). Compare the amount on its last ticket with the sale.',
      pl: 'Terminal odpowiada na inne polecenie (różni się {field}). Porównaj kwotę na jego ostatnim wydruku ze sprzedażą.',
      de: 'Das Terminal antwortet auf etwas anderes ({field} weicht ab). Betrag auf seinem letzten Beleg mit dem Verkauf vergleichen.',
    },
  },
  TERMINAL_CANNOT_TELL: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Le terminal ne peut pas dire ce qu’est devenu ce paiement. Imprimez son dernier ticket et dites ce qu’il indique.',
      en: 'The terminal cannot say what became of this payment. Print its last ticket and say what it shows.',
      pl: 'Terminal nie potrafi podać, co stało się z tą płatnością. Wydrukuj jego ostatni wydruk i podaj, co na nim jest.',
      de: 'Das Terminal kann nicht sagen, was aus dieser Zahlung wurde. Seinen letzten Beleg drucken und angeben, was er zeigt.',
    },
  },
  TERMINAL_DAY_END_UNKNOWN: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal n’a pas dit s’il a envoyé sa journée à la banque. Imprimez-y son dernier rapport ; s’il n’y en a pas, recommencez.',
      en: 'The terminal did not say whether it sent its day to the bank. Print its last report on it; if there is none, try again.',
      pl: 'Terminal nie podał, czy wysłał swój dzień do banku. Wydrukuj na nim ostatni raport; jeśli go nie ma, spróbuj ponownie.',
      de: 'Das Terminal hat nicht gesagt, ob sein Tag an die Bank ging. Dort den letzten Bericht drucken; fehlt er, noch einmal.',
    },
  },
  TERMINAL_NOT_SET_UP: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Ce terminal n’est plus configuré sur cette caisse. Rien n’est débité. Choisissez un autre terminal ou un autre moyen de paiement.',
      en: 'This terminal is not set up on this till any more. Nothing is charged. Choose another terminal or another means of payment.',
      pl: 'Ten terminal nie jest już skonfigurowany na tej kasie. Nic nie pobrano. Wybierz inny terminal lub inny sposób zapłaty.',
      de: 'Dieses Terminal ist an dieser Kasse nicht mehr eingerichtet. Nichts wird belastet. Wählen Sie ein anderes Terminal oder Zahlungsmittel.',
    },
  },
  TERMINAL_BLOCKED: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal {terminal} ne prend rien de plus : nul ne sait ce qu’est devenu le paiement {number}. Réglez celui-ci d’abord, ou prenez un autre terminal.',
      en: 'The terminal {terminal} takes nothing more: nobody knows what became of payment {number}. Settle that one first, or take another terminal.',
      pl: 'Terminal {terminal} nie przyjmie nic więcej: nie wiadomo, co się stało z płatnością {number}. Najpierw wyjaśnij tę płatność albo użyj innego terminala.',
      de: 'Das Terminal {terminal} nimmt nichts mehr an: Niemand weiß, was aus Zahlung {number} wurde. Klären Sie diese zuerst, oder nehmen Sie ein anderes Terminal.',
    },
  },
  TERMINAL_INTERRUPTED: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'La caisse s’est arrêtée pendant que le terminal avait l’ordre. Le client est peut-être débité : lisez le dernier ticket du terminal et dites ce qu’il montre.',
      en: 'The till stopped while the terminal had the order. The customer may be charged: read the terminal’s last ticket and say what it shows.',
      pl: 'Kasa zatrzymała się, gdy terminal miał zlecenie. Klient mógł zostać obciążony: odczytaj ostatni wydruk terminala i podaj, co na nim jest.',
      de: 'Die Kasse hielt an, während das Terminal den Auftrag hatte. Der Kunde kann belastet sein: Lesen Sie den letzten Beleg des Terminals und geben Sie an, was er zeigt.',
    },
  },
  TERMINAL_NOT_KEPT: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Le terminal a répondu, mais la caisse ne peut pas encore écrire sa réponse. Elle réessaie seule : n’encaissez rien d’autre pour ce ticket.',
      en: 'The terminal has answered, but the till cannot write its answer down yet. It tries again by itself: take nothing else for this sale.',
      pl: 'Terminal odpowiedział, ale kasa nie może jeszcze zapisać odpowiedzi. Sama spróbuje ponownie: nie pobieraj nic więcej za tę sprzedaż.',
      de: 'Das Terminal hat geantwortet, aber die Kasse kann die Antwort noch nicht aufschreiben. Sie versucht es selbst erneut: Kassieren Sie für diesen Verkauf nichts anderes.',
    },
  },
  TERMINAL_RETURN_UNKNOWN: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Nul ne sait si le terminal a rendu l’argent. Ne le rendez pas autrement : lisez le dernier ticket du terminal et dites ce qu’il montre.',
      en: 'Nobody knows whether the terminal gave the money back. Do not give it back in another way: read the terminal’s last ticket and say what it shows.',
      pl: 'Nie wiadomo, czy terminal zwrócił pieniądze. Nie zwracaj ich inaczej: odczytaj ostatni wydruk terminala i podaj, co na nim jest.',
      de: 'Niemand weiß, ob das Terminal das Geld zurückgegeben hat. Geben Sie es nicht anders zurück: Lesen Sie den letzten Beleg des Terminals und geben Sie an, was er zeigt.',
    },
  },
  TERMINAL_HOLD_UNKNOWN: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Nul ne sait si le terminal a réservé le montant. N’en réservez pas d’autre : lisez le dernier ticket du terminal et dites ce qu’il montre.',
      en: 'Nobody knows whether the terminal reserved the amount. Reserve no other: read the terminal’s last ticket and say what it shows.',
      pl: 'Nie wiadomo, czy terminal zarezerwował kwotę. Nie rezerwuj innej: odczytaj ostatni wydruk terminala i podaj, co na nim jest.',
      de: 'Niemand weiß, ob das Terminal den Betrag reserviert hat. Reservieren Sie keinen anderen: Lesen Sie den letzten Beleg des Terminals und geben Sie an, was er zeigt.',
    },
  },
  TERMINAL_RELEASE_UNKNOWN: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'Nul ne sait si le terminal a libéré la réservation. Elle reste ouverte : lisez le dernier ticket du terminal et dites ce qu’il montre.',
      en: 'Nobody knows whether the terminal released the reservation. It stays open: read the terminal’s last ticket and say what it shows.',
      pl: 'Nie wiadomo, czy terminal zwolnił rezerwację. Pozostaje otwarta: odczytaj ostatni wydruk terminala i podaj, co na nim jest.',
      de: 'Niemand weiß, ob das Terminal die Reservierung freigegeben hat. Sie bleibt offen: Lesen Sie den letzten Beleg des Terminals und geben Sie an, was er zeigt.',
    },
  },
  TERMINAL_NOT_IN_DOUBT: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Ce qu’est devenu ce paiement est déjà connu. Rien n’est changé. Lisez son histoire.',
      en: 'What became of this payment is known already. Nothing is changed. Read its story.',
      pl: 'Wynik tej płatności jest już znany. Nic nie zmieniono. Przeczytaj jej historię.',
      de: 'Was aus dieser Zahlung wurde, ist schon bekannt. Nichts wurde geändert. Lesen Sie ihren Verlauf.',
    },
  },
  TERMINAL_READ_AS_NOT_PAID: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Selon le ticket du terminal, lu par {by}, rien n’a bougé. Prenez un moyen de paiement, ou recommencez.',
      en: 'By the terminal’s ticket, as {by} read it, nothing moved. Take a means of payment, or try again.',
      pl: 'Według wydruku terminala, odczytanego przez {by}, nic nie przeszło. Wybierz sposób zapłaty lub spróbuj ponownie.',
      de: 'Nach dem Beleg des Terminals, gelesen von {by}, wurde nichts bewegt. Nehmen Sie ein Zahlungsmittel, oder versuchen Sie es erneut.',
    },
  },
  /** Answered for the line of a terminal that may be a bank's: nothing is opened on it. */
  TERMINAL_REAL_IN_TRAINING: {
    actor: 'technician',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'En formation, la caisse ne parle à aucun vrai terminal : {endpoint} débiterait de vraies cartes. Prenez un simulateur sur cette machine (127.0.0.1), ou installez ce terminal en vente réelle.',
      en: 'In training the till speaks to no real terminal: {endpoint} would charge real cards. Take a simulator on this machine (127.0.0.1), or set this terminal up in live selling.',
      pl: 'W szkoleniu kasa nie łączy się z prawdziwym terminalem: {endpoint} obciążałby prawdziwe karty. Użyj symulatora na tym komputerze (127.0.0.1) albo skonfiguruj ten terminal w sprzedaży rzeczywistej.',
      de: 'In der Schulung spricht die Kasse mit keinem echten Terminal: {endpoint} würde echte Karten belasten. Nehmen Sie einen Simulator auf diesem Rechner (127.0.0.1), oder richten Sie dieses Terminal im echten Verkauf ein.',
    },
  },
  TERMINAL_ALREADY_VOIDED: {
    actor: 'cashier',
    retry: 'never',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal dit que ce paiement est déjà annulé. Rien n’a bougé maintenant. Imprimez son journal : s’il montre l’annulation, l’argent est rendu, ne le rendez pas une seconde fois.',
      en: 'The terminal says that this payment is void already. Nothing moved now. Print its journal: if that shows the void, the money is back; do not give it back a second time.',
      pl: 'Terminal podaje, że ta płatność jest już anulowana. Teraz nic się nie zmieniło. Wydrukuj jego dziennik: jeśli jest w nim anulowanie, pieniądze wróciły, nie zwracaj ich drugi raz.',
      de: 'Das Terminal sagt, dass diese Zahlung schon storniert ist. Jetzt wurde nichts bewegt. Drucken Sie sein Journal: Zeigt es das Storno, ist das Geld zurück; geben Sie es nicht ein zweites Mal zurück.',
    },
  },
  /** Of a part that goes back with a ticket that is left, or of a gift card: a person says whether it is void. */
  TERMINAL_VOID_UNCLEAR: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'no',
    words: {
      fr: 'Le terminal n’annule pas ce paiement, et ne dit pas s’il est déjà annulé. Rien n’a bougé maintenant. Imprimez son journal : s’il montre l’annulation, l’argent est rendu, ne le rendez pas une seconde fois. Sinon, le terminal rembourse : le client présente sa carte.',
      en: 'The terminal did not void this payment, and cannot say whether it is void already. Nothing moved now. Print its journal: if that shows the void, the money is back; do not give it back a second time. If not, the terminal pays back: the customer presents the card.',
      pl: 'Terminal nie anulował tej płatności i nie podaje, czy jest już anulowana. Teraz nic się nie zmieniło. Wydrukuj jego dziennik: jeśli jest w nim anulowanie, pieniądze wróciły, nie zwracaj ich drugi raz. Jeśli nie, terminal zwróci pieniądze: klient przyłoży kartę.',
      de: 'Das Terminal storniert diese Zahlung nicht und sagt nicht, ob sie schon storniert ist. Jetzt wurde nichts bewegt. Drucken Sie sein Journal: Zeigt es das Storno, ist das Geld zurück; geben Sie es nicht ein zweites Mal zurück. Wenn nicht, zahlt das Terminal zurück: Der Kunde hält die Karte vor.',
    },
  },
  TERMINAL_READ_AMOUNT: {
    actor: 'cashier',
    retry: 'after-check',
    moneyMoved: 'unknown',
    words: {
      fr: 'La caisse avait demandé {amount} : le ticket de cet ordre ne peut pas montrer ce montant. Relisez-le, c’est peut-être celui d’un autre client.',
      en: 'The till had ordered {amount}: the ticket of this order cannot show that amount. Read it again, it may be another customer’s.',
      pl: 'Kasa zleciła {amount}: wydruk tego zlecenia nie może pokazywać takiej kwoty. Odczytaj go ponownie, może należy do innego klienta.',
      de: 'Die Kasse hatte {amount} verlangt: Der Beleg dieses Auftrags kann diesen Betrag nicht zeigen. Lesen Sie ihn noch einmal, vielleicht gehört er einem anderen Kunden.',
    },
  },
} as const satisfies ErrorTable
