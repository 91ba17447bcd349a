/**
 * Goal: the papers read as the pictures of the screens show them, in each language, and carry every mark.
 * Method: the pictures' text typed in, compared row by row with what the documents with those figures give.
 */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { cardTicket, customerTicket, dayReport, paperText } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { TICKET_WORDS } from '#till/tickets/ticket-words.ts'

const trimmed = (ticket: LaidOutTicket) => paperText(ticket).map((row) => row.trimEnd())
const texts = (document: Parameters<typeof layOut>[0], columns: LaidOutTicket['columns'] = 42) =>
  trimmed(layOut(document, columns)).join('\n')

const PICTURE_16 = `
             ÉPICERIE LENOIR
     12 rue des Halles, 44000 Nantes
           Tél. 02 00 00 00 00
    SIRET 000 000 000 00000  APE 4711B
            TVA FR00 000000000

Ticket 2-004318           22/11/2026 14:33
Caisse 2                           Inès M.
------------------------------------------
Baguette tradition                  2,60 A
   2 x 1,30
Comté (32 % MG)                    10,26 A
   0,412 kg x 24,90
Jambon Cru de Bayonne               6,45 A
Sandwich jambon beurre              4,90 B
Orangina rouge 33 cl                3,60 A
   2 x 1,80
Bière blonde 33 cl                  6,40 C
   2 x 3,20
Tartelettes au citron Pur beurre    3,95 A
  Remise 10 %                      -0,40
------------------------------------------
10 articles                       HT 34,86
TOTAL       37,76 EUR
Carte CB ************4821            20,00
Espèces                              20,00
Rendu                                 2,24
------------------------------------------
TVA        Taux       HT      TVA      TTC
A          5,5 %   25,08     1,38    26,46
B         10,0 %    4,45     0,45     4,90
C         20,0 %    5,33     1,07     6,40
------------------------------------------
            Prix TTC en euros
   Échange sous 14 jours avec ce ticket

Signature  b7Kq-2fTe-9xLm      n° 2-004318
Comptoir 1.0   noyau fiscal 1.0      orig.

            Merci et à bientôt`

const PICTURE_17 = `
              CARTE BANCAIRE
                   PUCE
                    CB

A0000000421010                          CB
LE 22/11/2026                   A 14:33:12
             ÉPICERIE LENOIR
               44000 NANTES

CONTRAT                            0000000
COMMERÇANT                 000000000000000
TERMINAL                          00000002

CARTE                     ************4821
CERTIFICAT                8F3A21C07B4D9E16
N° AUTO                             048213
002 009127 32                          C @
TVR 0000008000                    TSI E800
ARC 00                        CODE VÉRIFIÉ
------------------------------------------
MONTANT =
            20,00 EUR

                  DÉBIT
------------------------------------------
Vente 2-004318                  P-2-009127

              TICKET CLIENT
               À CONSERVER

             MERCI AU REVOIR`

const POLISH_CUSTOMER = `
             ÉPICERIE LENOIR
     12 rue des Halles, 44000 Nantes
           Tel. 02 00 00 00 00
    SIRET 000 000 000 00000  APE 4711B
            TVA FR00 000000000

Paragon 2-004318          22.11.2026 14:33
Caisse 2                           Inès M.
------------------------------------------
Żurek śląski w słoiku               2,60 A
   2 x 1,30
------------------------------------------
2 artykuły                      Netto 2,46
SUMA         2,60 EUR
Gotówka                               2,60
------------------------------------------
PTU      Stawka    Netto      PTU   Brutto
A          5,5 %    2,46     0,14     2,60
------------------------------------------
            Ceny z PTU, w euro
    Wymiana w ciągu 14 dni z paragonem

Podpis  b7Kq-2fTe-9xLm         nr 2-004318
Comptoir 1.0   rdzeń 1.0             oryg.

        Dziękujemy, do zobaczenia`

const ENGLISH_CARD = `
               CARD PAYMENT
               CONTACTLESS
                   VISA

A0000000031010                  VISA DEBIT
ON 22/11/2026                  AT 14:33:12
             ÉPICERIE LENOIR
               44000 NANTES

CONTRACT                           0000000
MERCHANT                   000000000000000
TERMINAL                          00000002

CARD                      411111******1111
CRYPTOGRAM                8F3A21C07B4D9E16
AUTH CODE                           048213
002 009127                             S @
TVR 0000008000                    TSI E800
ISSUER DATA                 06010A03A00000
ARC 00                              NO PIN
------------------------------------------
AMOUNT =
            20,00 EUR

                  DEBIT
------------------------------------------
Sale 2-004318                   P-2-009127

              MERCHANT COPY
               PLEASE KEEP

            THANK YOU, GOODBYE`

describe('the customer’s ticket', () => {
  it('is picture 16, to the glyph', () => {
    expect(`\n${texts(customerTicket()).trimEnd()}`).toBe(PICTURE_16)
  })

  it('ends with its number as a barcode', () => {
    expect(layOut(customerTicket(), 42).rows.at(-2)).toEqual({
      kind: 'barcode',
      symbology: 'code128',
      content: '2-004318',
    })
    // A number that no barcode can hold is printed all the same.
    const kinds = layOut(customerTicket({ number: 'Ж-1' }), 42).rows.map(({ kind }) => kind)
    expect(kinds).not.toContain('barcode')
  })

  it('prints name and total bold, the total double', () => {
    const rows = layOut(customerTicket(), 42).rows.filter((row) => row.kind === 'text')
    expect(rows.filter(({ bold }) => bold).map(({ text, double }) => [text, double])).toEqual([
      ['ÉPICERIE LENOIR', false],
      ['TOTAL       37,76 EUR', true],
    ])
  })

  it('speaks Polish with its plural', () => {
    const polish = customerTicket({
      locale: 'pl',
      lines: customerTicket()
        .lines.slice(0, 1)
        .map((line) => ({ ...line, name: 'Żurek śląski w słoiku' })),
      itemCount: 2,
      totalMinor: 260,
      vat: [{ letter: 'A', basisPoints: 550, netMinor: 246, vatMinor: 14, grossMinor: 260 }],
      tenders: customerTicket()
        .tenders.slice(1)
        .map((cash) => ({ ...cash, amountMinor: 260, givenMinor: 260 })),
      changeMinor: 0,
    })
    expect(`\n${texts(polish).trimEnd()}`).toBe(POLISH_CUSTOMER)
    const counted = [1, 5, 22].map((itemCount) => texts({ ...polish, itemCount }).match(/\d+ artyku\p{L}+/u)?.[0])
    expect(counted).toEqual(['1 artykuł', '5 artykułów', '22 artykuły'])
  })

  it('has a point in weights, unit prices and rates where amounts have one', () => {
    const text = texts(customerTicket({ currency: 'GBP', locale: 'en' }))
    expect(text).toContain('0.412 kg x 24.90')
    expect(text).toMatch(/A +5\.5 % +25\.08/)
    expect(text).not.toMatch(/\d,\d/)
  })

  it('names the buyer’s NIP, which an invoice of it needs', () => {
    const customer = { id: 'c', number: 'C-7', title: 'Piekarnia Nowak', loyaltyNumber: null, nip: '5261040828' }
    expect(texts(customerTicket({ locale: 'pl', customer }))).toContain('NIP nabywcy 526-104-08-28')
  })

  it('leaves out what was refused or given back', () => {
    const { tenders } = customerTicket()
    const refused = tenders.slice(0, 1).map((card) => ({ ...card, outcome: 'declined' as const, cardTail: '0009' }))
    expect(texts(customerTicket({ tenders: [...refused, ...tenders] }))).toBe(texts(customerTicket()))
  })

  it('wraps a long name and keeps the amount whole', () => {
    const lines = customerTicket()
      .lines.slice(0, 1)
      .map((line) => ({
        ...line,
        name: 'Confiture extra d’abricots du Roussillon au romarin frais',
        quantityMilli: 1000,
      }))
    const rows = texts(customerTicket({ lines })).split('\n')
    expect(rows.slice(9, 11)).toEqual(["Confiture extra d'abricots du       2,60 A", 'Roussillon au romarin frais'])
  })

  it('gives up double size and the VAT table rather than a figure', () => {
    const large = customerTicket({
      totalMinor: 999_999_999_999,
      vat: [
        {
          letter: 'A',
          basisPoints: 550,
          netMinor: 947_867_298_577,
          vatMinor: 52_132_701_422,
          grossMinor: 999_999_999_999,
        },
      ],
    })
    const rows = texts(large, 32).split('\n')
    expect(rows).toContain('TOTAL       9 999 999 999,99 EUR')
    expect(rows.slice(rows.indexOf('TVA A 5,5 %'), rows.indexOf('TVA A 5,5 %') + 4)).toEqual([
      'TVA A 5,5 %',
      '  HT            9 478 672 985,77',
      '  TVA             521 327 014,22',
      '  TTC           9 999 999 999,99',
    ])
  })
})

describe('the bank’s ticket', () => {
  it('is picture 17, to the glyph', () => {
    expect(`\n${texts(cardTicket())}`).toBe(PICTURE_17)
  })

  it('has a merchant’s copy with the first six and the last four, in English', () => {
    const { batchNumber: _, ...merchant } = cardTicket({
      locale: 'en',
      copy: 'merchant',
      entryMode: 'contactless',
      scheme: 'visa',
      maskedPan: '411111******1111',
      applicationId: 'A0000000031010',
      applicationLabel: 'VISA DEBIT',
      cardholderVerification: 'none',
    })
    expect(`\n${texts(merchant)}`).toBe(ENGLISH_CARD)
  })

  it('says that a declined or abandoned card was not charged, and never that it was', () => {
    const declined = texts(cardTicket({ outcome: 'declined', approvalCode: null, responseCode: '51' }))
    expect(declined).toContain('TRANSACTION REFUSÉE\n            CARTE NON DÉBITÉE')
    expect(declined).not.toContain('DÉBIT\n')
    const abandoned = texts(cardTicket({ outcome: 'abandoned', approvalCode: null, responseCode: null }))
    expect(abandoned).toContain('TRANSACTION ABANDONNÉE\n            CARTE NON DÉBITÉE')
  })

  it('leaves room for a signature on the merchant’s original only', () => {
    const signed = { cardholderVerification: 'signature' } as const
    expect(texts(cardTicket({ ...signed, copy: 'merchant' }))).toContain('SIGNATURE DU PORTEUR\n\n\n\n---')
    expect(texts(cardTicket({ ...signed, copy: 'customer' }))).not.toContain('PORTEUR')
    expect(texts(cardTicket({ ...signed, copy: 'merchant', copyNumber: 1 }))).not.toContain('PORTEUR')
  })

  it.each(LOCALES)('asks for the signature in %s and does not say before it that the card was charged', (locale) => {
    const words = TICKET_WORDS[locale]
    const slip = cardTicket({ locale, outcome: 'to-sign', copy: 'merchant', cardholderVerification: 'signature' })
    const rows = texts(slip)
      .split('\n')
      .map((row) => row.trim())
    for (const wanted of [words.toSign, words.notPaidYet, words.signHere, words.merchantCopy])
      expect(rows).toContain(wanted)
    for (const paid of [words.debit, words.goodbye, words.customerCopy]) expect(rows).not.toContain(paid)
  })

  it('says who approved without the bank, and shows no approval of the bank', () => {
    const card = texts(cardTicket({ offline: 'card', responseCode: 'Y1' }))
    expect(card).toContain('\n002 009127 32                            C\n')
    expect(card).toContain('ARC Y1                        CODE VÉRIFIÉ\n         AUTORISATION HORS LIGNE\n---')
    expect(card).not.toContain('N° AUTO')
    const standIn = texts(cardTicket({ offline: 'stand-in', responseCode: 'Y3', approvalCode: null, locale: 'de' }))
    expect(standIn).toContain('OFFLINE - OHNE BANKZUSAGE')
    expect(texts(cardTicket())).not.toContain('HORS LIGNE')
  })

  it('names a stripe read in place of the chip, and a telephone that asked for the code itself', () => {
    const stripe = texts(cardTicket({ entryMode: 'stripe', fallback: true }))
    expect(stripe).toContain('CARTE BANCAIRE\n           PISTE - PUCE NON LUE\n')
    expect(stripe).toMatch(/002 009127 32 +P @\n/)
    expect(texts(cardTicket({ cardholderVerification: 'device' }))).toContain(
      'ARC 00                VÉRIFIÉ SUR APPAREIL',
    )
  })

  it.each(LOCALES)('of a refused signature is an abandoned one in %s', (locale) => {
    const words = TICKET_WORDS[locale]
    const rows = texts(cardTicket({ locale, outcome: 'signature-refused' })).split('\n')
    const at = rows.findIndex((row) => row.trim() === words.abandoned)
    expect(rows.slice(at + 1, at + 3).map((row) => row.trim())).toEqual([words.signatureRefused, words.notDebited])
    expect(rows.map((row) => row.trim())).not.toContain(words.keep)
  })

  it('of a card that was never read has no number', () => {
    const none = texts(cardTicket({ outcome: 'abandoned', entryMode: 'none', maskedPan: '', approvalCode: null }))
    expect(none).toContain('CARTE NON LUE')
    expect(none).not.toContain('*')
  })

  it('masks what a careless caller left clear', () => {
    expect(texts(cardTicket({ maskedPan: '4111111111111111' }))).toContain('CARTE                     ************1111')
    expect(texts(cardTicket({ maskedPan: '4111111111111111', copy: 'merchant' }))).toContain('411111******1111')
  })
})

describe('the marks', () => {
  const papers = { customerTicket, cardTicket, dayReport }
  const marks = {
    fr: ['FORMATION - SANS VALEUR', 'DUPLICATA 2'],
    en: ['TRAINING - NO VALUE', 'DUPLICATE 2'],
    pl: ['SZKOLENIE - BEZ WARTOŚCI', 'DUPLIKAT 2'],
    de: ['TRAINING - OHNE WERT', 'DUPLIKAT 2'],
  } as const
  for (const [name, build] of Object.entries(papers))
    for (const [locale, [training, duplicate]] of Object.entries(marks))
      it(`stand on top and bottom of a ${name} in ${locale}`, () => {
        const marked = build({ locale: locale as keyof typeof marks, training: true, copyNumber: 2 })
        const rows = paperText(layOut(marked, 42)).map((row) => row.trim())
        expect([rows[0], rows.at(-2)]).toEqual([training, training])
        expect(rows.filter((row) => row.includes(duplicate)).length).toBeGreaterThanOrEqual(1)
        const plain = paperText(layOut(build({ locale: locale as keyof typeof marks }), 42)).join('\n')
        expect(plain.includes(training) || plain.includes(duplicate)).toBe(false)
      })

  it('say in Polish training that the paper is not fiscal', () => {
    expect(texts(customerTicket({ locale: 'pl', training: true }))).toContain('WYDRUK NIEFISKALNY')
  })
})

describe('a drawer kick', () => {
  it('has no paper', () => {
    expect(layOut({ kind: 'drawer' }, 42)).toEqual({ columns: 42, rows: [] })
  })
})
