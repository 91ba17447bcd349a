import type { CallName, Request, Response } from '#contract/api.ts'
import { type Result, succeed } from '#contract/result.ts'
import type { ArticleView } from '#contract/views/article-view.ts'
import type { ImportFileView, ImportReport } from '#contract/views/import-view.ts'

/** Articles as the list of the management shows them. */
export function sampleArticle(change: Partial<ArticleView> = {}): ArticleView {
  return {
    id: 'miel',
    name: 'Miel de châtaignier 250 g',
    barcodes: [{ barcode: '3760001234565', quantityMilli: 1_000 }],
    unit: 'piece',
    priceMinor: 690,
    vatBasisPoints: 550,
    familyId: 'grocery',
    isOpenPrice: false,
    isArchived: false,
    depositProductId: null,
    depositName: null,
    parentId: null,
    parentName: null,
    variantName: null,
    shortName: null,
    stockMilli: 12_000,
    ...change,
  }
}

export const SAMPLE_ARTICLES: readonly ArticleView[] = [
  sampleArticle({
    id: 'baguette',
    name: 'Baguette tradition',
    barcodes: [],
    priceMinor: 130,
    familyId: 'bakery',
    stockMilli: null,
  }),
  sampleArticle({
    id: 'biere',
    name: 'Bière blonde 33 cl',
    barcodes: [
      { barcode: '3760001234572', quantityMilli: 1_000 },
      { barcode: '3760001234589', quantityMilli: 6_000 },
    ],
    priceMinor: 240,
    vatBasisPoints: 2_000,
    familyId: 'drinks',
    depositProductId: 'consigne',
    depositName: 'Consigne bouteille',
    stockMilli: 48_000,
  }),
  sampleArticle({
    id: 'comte',
    name: 'Comté 18 mois',
    barcodes: [],
    unit: 'kg',
    priceMinor: 2_490,
    familyId: 'deli',
    stockMilli: 3_450,
  }),
  sampleArticle(),
  sampleArticle({
    id: 'depot',
    name: 'Dépôt-vente',
    barcodes: [],
    isOpenPrice: true,
    priceMinor: 0,
    vatBasisPoints: 2_000,
    stockMilli: null,
  }),
  sampleArticle({ id: 'the', name: 'Thé vert en vrac', barcodes: [], priceMinor: 590, stockMilli: -2_000 }),
]

export const SAMPLE_FILE: ImportFileView = {
  fileName: 'tarif-fournisseur.csv',
  bytes: 4_045_419,
  format: {
    encoding: 'windows-1252',
    separator: 'semicolon',
    decimalMark: 'comma',
    hasHead: true,
    columns: ['barcodes', 'name', 'price', 'vat', 'ignored'],
    vatBasisPoints: 2_000,
    familyId: null,
    withoutPrice: 'refuse',
  },
  head: ['EAN', 'Désignation', 'PV TTC', 'TVA', 'Fournisseur'],
  firstRows: [
    ['3760001234565', 'Miel de châtaignier 250 g', '6,90', '5,5', 'Ruchers du Lac'],
    ['3760001234572', 'Bière blonde 33 cl', '2,40', '20', 'Brasserie du Port'],
    ['3760001234596', 'Confiture d’abricots 370 g', '4,20', '5,5', 'Maison Vialle'],
  ],
  rates: [550, 1_000, 2_000],
  priceLists: [{ id: 'pro', name: 'Professionnels' }],
}

export const SAMPLE_IMPORT_REPORT: ImportReport = {
  counts: { rows: 1_204, added: 212, changed: 87, unchanged: 893, refused: 12, pricesChanged: 64, familiesAdded: 2 },
  changedColumns: [
    { column: 'Nom', count: 31 },
    { column: 'Prix TTC', count: 64 },
  ],
  changes: [
    {
      line: 2,
      name: 'Miel de châtaignier 250 g',
      changes: [{ column: 'Prix TTC', before: '6,90 €', after: '7,20 €' }],
    },
    { line: 9, name: 'Bière blonde 33 cl', changes: [{ column: 'TVA %', before: '5,5 %', after: '20 %' }] },
  ],
  problems: [
    {
      line: 17,
      column: 'Codes-barres',
      value: '3760001234573',
      sentence: 'La clé de contrôle du code-barres est fausse : un chiffre est mal tapé. Relisez-le sur l’article.',
    },
    {
      line: 48,
      column: 'Prix TTC',
      value: '-3,20',
      sentence: 'Un prix ne peut pas être négatif. Écrivez le prix de vente.',
    },
    {
      line: 203,
      column: 'Nom',
      value: '‹1B›[2J Pâtes',
      sentence: 'Le texte contient des caractères de commande invisibles. Retapez-le.',
    },
  ],
  problemsTotal: 12,
}

type ArticleCall = Extract<CallName, `articles.${string}`>
export type ArticleAnswers = { readonly [Name in ArticleCall]: (request: Request<Name>) => Result<Response<Name>> }

const done = () => succeed({})

export const ARTICLE_ANSWERS: ArticleAnswers = {
  'articles.list': ({ text, familyId, isArchived }) => {
    const found = SAMPLE_ARTICLES.filter(
      (article) =>
        article.isArchived === isArchived &&
        (familyId === null || article.familyId === familyId) &&
        article.name.toLowerCase().includes(text.toLowerCase()),
    )
    return succeed({ articles: [...found], next: null, total: SAMPLE_ARTICLES.length })
  },
  'articles.article': ({ id }) =>
    succeed({
      article: SAMPLE_ARTICLES.find((article) => article.id === id) ?? sampleArticle({ id }),
      listPrices: id === 'biere' ? [{ priceListId: 'pro', priceMinor: 210 }] : [],
      variants:
        id === 'the' ? [{ id: 'the-100', name: 'Thé vert en vrac', variantName: '100 g', priceMinor: 590 }] : [],
    }),
  'articles.save': ({ id }) => succeed({ id: id ?? 'new-article' }),
  'articles.undoSave': () => succeed({ id: 'miel' }),
  'articles.findBarcode': ({ barcode }) => {
    const owner = SAMPLE_ARTICLES.find(({ barcodes }) => barcodes.some((each) => each.barcode === barcode)) ?? null
    return succeed({ barcode, isLabel: false, owner: owner && { id: owner.id, name: owner.name } })
  },
  'articles.archive': done,
  'articles.saveFamilies': done,
  'articles.priceLists': () =>
    succeed({
      lists: [
        { id: 'happy', name: 'Happy hour', place: 0, weekdays: [4, 5], from: '17:00', until: '19:00' },
        { id: 'pro', name: 'Professionnels', place: 1, customerGroupId: 'pro' },
      ],
    }),
  'articles.savePriceList': ({ list }) => succeed({ id: list.id ?? 'new-list' }),
  'articles.removePriceList': done,
  'articles.labelForms': () =>
    succeed({
      forms: [
        { prefix: '21', holds: 'price', itemDigits: 5, valueDigits: 5 },
        { prefix: '29', holds: 'weight', itemDigits: 4, valueDigits: 5 },
      ],
    }),
  'articles.saveLabelForms': done,
  'articles.openFile': done,
  'articles.filePiece': ({ at, piece }) => succeed({ received: at + Buffer.from(piece, 'base64').length }),
  'articles.lookAtFile': () => succeed(structuredClone(SAMPLE_FILE)),
  'articles.closeFile': done,
  'articles.check': done,
  'articles.import': done,
  'articles.report': () => succeed({ report: structuredClone(SAMPLE_IMPORT_REPORT) }),
  'articles.writeProblems': () =>
    succeed({ path: '/home/caisse/.config/Comptoir/exports/articles-a-corriger-2026-11-22-1431.csv' }),
  'articles.cancel': done,
  'articles.undoImport': done,
  'articles.export': done,
}
