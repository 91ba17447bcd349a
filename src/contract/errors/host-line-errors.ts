import type { ErrorTable } from './entry.ts'

/**
 * Why an encrypted line to a bank's host did not come about. In every one of these cases no byte of a payment had left
 * the till (acquirer sheet 2.3), so nothing was charged and nothing has to be reversed.
 */
export const HOST_LINE_ERRORS = {
  HOST_TLS_UNTRUSTED: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Qui répond à {endpoint} ne prouve pas être la banque. Rien n’a été débité. Encaissez autrement ; appelez le technicien.',
      en: 'Whoever answers at {endpoint} does not prove to be the bank. Nothing was charged. Take another payment; call the technician.',
      pl: 'To, co odpowiada pod {endpoint}, nie dowodzi, że jest bankiem. Nic nie pobrano. Przyjmij inną płatność; wezwij technika.',
      de: 'Wer unter {endpoint} antwortet, weist sich nicht als die Bank aus. Nichts wurde belastet. Anders kassieren; Techniker rufen.',
    },
  },
  HOST_TLS_OTHER_KEY: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque répond avec une clé que ce poste n’attend pas. Rien n’a été débité. Encaissez autrement ; appelez le technicien.',
      en: 'The bank answers with a key that this till does not expect. Nothing was charged. Take another payment; call the technician.',
      pl: 'Bank odpowiada kluczem, którego ta kasa nie oczekuje. Nic nie pobrano. Przyjmij inną płatność; wezwij technika.',
      de: 'Die Bank antwortet mit einem Schlüssel, den diese Kasse nicht erwartet. Nichts wurde belastet. Anders kassieren; Techniker rufen.',
    },
  },
  HOST_TLS_OUT_OF_DATE: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le certificat de la banque n’est pas valable à la date de ce poste. Rien n’a été débité. Vérifiez la date, puis réessayez.',
      en: 'The bank’s certificate is not valid on this till’s date. Nothing was charged. Check the date, then try again.',
      pl: 'Certyfikat banku nie jest ważny w dniu ustawionym w tej kasie. Nic nie pobrano. Sprawdź datę i spróbuj ponownie.',
      de: 'Das Zertifikat der Bank gilt nicht am Datum dieser Kasse. Nichts wurde belastet. Datum prüfen, dann erneut versuchen.',
    },
  },
  HOST_TLS_OTHER_NAME: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Le certificat reçu de {endpoint} porte un autre nom. Rien n’a été débité. Vérifiez l’adresse et serverName dans les réglages.',
      en: 'The certificate from {endpoint} bears another name. Nothing was charged. Check the address and serverName in the settings.',
      pl: 'Certyfikat z {endpoint} nosi inną nazwę. Nic nie pobrano. Sprawdź adres i serverName w ustawieniach.',
      de: 'Das Zertifikat von {endpoint} trägt einen anderen Namen. Nichts wurde belastet. Adresse und serverName in den Einstellungen prüfen.',
    },
  },
  HOST_TLS_TILL_REFUSED: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La banque n’accepte pas le certificat de ce poste, ou il manque. Rien n’a été débité. Demandez-en un valable à la banque.',
      en: 'The bank does not accept this till’s certificate, or it has none. Nothing was charged. Ask the bank for a valid one.',
      pl: 'Bank nie przyjmuje certyfikatu tej kasy albo go brak. Nic nie pobrano. Poproś bank o ważny certyfikat.',
      de: 'Die Bank nimmt das Zertifikat dieser Kasse nicht an, oder es fehlt. Nichts wurde belastet. Ein gültiges bei der Bank anfordern.',
    },
  },
  HOST_TLS_NOT_SPOKEN: {
    actor: 'technician',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'Ce qui répond à {endpoint} ne chiffre pas comme ce poste (TLS 1.2 ou plus). Rien n’a été débité. Vérifiez le port.',
      en: 'What answers at {endpoint} does not encrypt as this till does (TLS 1.2 or later). Nothing was charged. Check the port.',
      pl: 'To, co odpowiada pod {endpoint}, nie szyfruje tak jak ta kasa (TLS 1.2 lub nowszy). Nic nie pobrano. Sprawdź port.',
      de: 'Was unter {endpoint} antwortet, verschlüsselt nicht wie diese Kasse (ab TLS 1.2). Nichts wurde belastet. Port prüfen.',
    },
  },
  HOST_TLS_BROKEN_OFF: {
    actor: 'cashier',
    retry: 'safe',
    moneyMoved: 'no',
    words: {
      fr: 'La ligne de la banque s’est coupée avant d’être chiffrée. Rien n’a été débité. Réessayez ou encaissez autrement.',
      en: 'The bank’s line broke off before it was encrypted. Nothing was charged. Try again or take another payment.',
      pl: 'Połączenie z bankiem urwało się, zanim zostało zaszyfrowane. Nic nie pobrano. Spróbuj ponownie lub przyjmij inną płatność.',
      de: 'Die Leitung der Bank brach ab, bevor sie verschlüsselt war. Nichts wurde belastet. Erneut versuchen oder anders kassieren.',
    },
  },
} as const satisfies ErrorTable
