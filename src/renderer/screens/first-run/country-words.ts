import type { Country } from '#contract/country-rules.ts'
import type { IconName } from '../../components/icons.tsx'

/** What selling there means. In the country's own language: who cannot read the screen yet finds theirs. */
export const COUNTRY_WORDS: Readonly<
  Record<Country, { readonly name: string; readonly lines: readonly (readonly [IconName, string])[] }>
> = {
  fr: {
    name: 'France',
    lines: [
      ['shield', 'Tickets signés et enchaînés sur cette caisse'],
      ['percent', 'TVA 20 %, 10 %, 5,5 % et 2,1 %'],
      ['receipt', 'SIRET et n° de TVA sur le ticket'],
    ],
  },
  pl: {
    name: 'Polska',
    lines: [
      ['print', 'Zapisem prawnym jest drukarka fiskalna, której ta wersja nie obsługuje'],
      ['percent', 'VAT 23 %, 8 %, 5 % i 0 %'],
      ['receipt', 'NIP na paragonie'],
    ],
  },
  de: {
    name: 'Deutschland',
    lines: [
      ['shield', 'Eine TSE wird von dieser Version noch nicht angesteuert'],
      ['percent', 'USt. 19 %, 7 % und 0 %'],
      ['receipt', 'Steuernummer und USt-IdNr. auf dem Beleg'],
    ],
  },
  gb: {
    name: 'United Kingdom',
    lines: [
      ['shield', 'Signed tickets; the records that HMRC asks for are yours to check'],
      ['percent', 'VAT 20 %, 5 % and 0 %'],
      ['receipt', 'VAT number on the ticket'],
    ],
  },
  other: {
    name: 'Other country, in euros',
    lines: [
      ['shield', 'Signed tickets; the law of the country is yours to check'],
      ['percent', 'VAT rates of your own'],
      ['receipt', 'VAT number on the ticket'],
    ],
  },
}

/** How a till is called there until somebody says otherwise. */
export const TILL_WORDS: Readonly<Record<Country, string>> = {
  fr: 'Caisse',
  pl: 'Kasa',
  de: 'Kasse',
  gb: 'Till',
  other: 'Till',
}
