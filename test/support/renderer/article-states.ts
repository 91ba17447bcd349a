import { chooserAfter } from './choose-file.ts'
import { scanInto } from './scanner.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'
import { MANAGER } from './settlement-states.ts'

const asManager = () => ({ session: MANAGER })
const ENDED = { number: 1, kind: 'checking', outcome: 'done', path: null, count: 1_204, failure: null } as const
const RUNNING = {
  kind: 'importing',
  done: 31_000,
  total: 100_000,
  rowsPerSecond: 6_200,
  secondsLeft: 11,
  fileName: 'tarif.csv',
} as const

async function open({ page }: OpenScreen): Promise<void> {
  await page.keyboard.press('F12')
  await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).tap()
  await page.getByRole('button', { name: /^Articles/ }).tap()
  await page.getByRole('region', { name: 'Articles' }).waitFor()
}

async function columns(screen: OpenScreen): Promise<void> {
  const { page } = screen
  await open(screen)
  await page.getByRole('button', { name: 'Importer un fichier' }).tap()
  await page.getByRole('dialog').waitFor()
  const press = () => page.getByRole('dialog').getByRole('button', { name: 'Choisir un fichier' }).tap()
  const chooser = await chooserAfter(page, press)
  await chooser.setFiles({ name: 'tarif.csv', mimeType: 'text/csv', buffer: Buffer.from('EAN;Nom\n1;x') })
  await page.getByText('Que contient chaque colonne').waitFor()
}

/** The beer has packs, a deposit and a price in a list. */
const edited =
  (...keys: readonly string[]) =>
  async (screen: OpenScreen) => {
    await open(screen)
    await screen.page.getByRole('button', { name: /^Bière blonde/ }).tap()
    await screen.page.getByRole('dialog').getByText('Codes-barres').first().waitFor()
    for (const key of keys) await screen.page.keyboard.press(key)
  }

const tab =
  (key: string, text: string) =>
  async (screen: OpenScreen): Promise<void> => {
    await open(screen)
    await screen.page.keyboard.press(key)
    await screen.page.getByText(text).first().waitFor()
  }

/** The shop's articles, and a file of them on its way in. */
export const ARTICLE_STATES: Readonly<Record<string, ScreenState>> = {
  articles: {
    slices: asManager,
    act: async (screen) => {
      await open(screen)
      await screen.page.getByText('Miel de châtaignier').waitFor()
    },
  },
  'articles-cashier': {
    slices: () => ({}),
    act: async (screen) => {
      await open(screen)
      await screen.page.getByText('demande un responsable').first().waitFor()
    },
  },
  'article-edit': { slices: asManager, act: edited() },
  'article-codes': { slices: asManager, act: edited('Control+2') },
  'article-code-taken': {
    slices: asManager,
    act: async (screen) => {
      await edited('Control+2')(screen)
      await screen.page.keyboard.type('3760001234565', { delay: 60 })
      await screen.page.keyboard.press('Enter')
      await screen.page.getByText('est déjà celui de').waitFor()
    },
  },
  'article-links': { slices: asManager, act: edited('Control+3') },
  'article-deposit': {
    slices: asManager,
    act: async (screen) => {
      await edited('Control+3')(screen)
      await screen.page
        .getByRole('dialog')
        .getByRole('button', { name: /^Consigne :/ })
        .tap()
      await screen.page.getByRole('dialog').getByText('Comté').waitFor()
    },
  },
  'article-stock': {
    slices: asManager,
    act: async (screen) => {
      await edited('Control+4')(screen)
      await screen.page.getByRole('dialog').getByRole('button', { name: 'Sortie' }).tap()
      await screen.page.keyboard.type('6', { delay: 60 })
    },
  },
  'article-family': {
    slices: asManager,
    act: async (screen) => {
      await edited()(screen)
      await screen.page
        .getByRole('dialog')
        .getByRole('button', { name: /^Famille/ })
        .tap()
    },
  },
  'article-unsaved': {
    slices: asManager,
    act: async (screen) => {
      await edited()(screen)
      await screen.page.keyboard.type(' bio', { delay: 60 })
      await screen.page.keyboard.press('Escape')
      await screen.page.getByText('ne sont pas enregistrés').waitFor()
    },
  },
  'articles-family': {
    slices: asManager,
    act: async (screen) => {
      await open(screen)
      await screen.page.keyboard.press('G')
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  families: { slices: asManager, act: tab('F', 'TVA des nouveaux articles') },
  'price-lists': { slices: asManager, act: tab('L', 'Groupe de clients') },
  'price-list-unsaved': {
    slices: asManager,
    act: async (screen) => {
      await tab('L', 'Groupe de clients')(screen)
      await screen.page.getByLabel('De', { exact: true }).fill('19h')
      await screen.page.keyboard.press('Enter')
      await screen.page.getByRole('alert').getByText('finit à l’heure').waitFor()
    },
  },
  'price-list-remove': {
    slices: asManager,
    act: async (screen) => {
      await tab('L', 'Groupe de clients')(screen)
      await screen.page.keyboard.press('F7')
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  'scale-labels': { slices: asManager, act: tab('B', 'Code normal') },
  'unknown-code': {
    slices: asManager,
    act: async ({ page }) => {
      await scanInto(page, '4006381333931')
      await page.getByRole('button', { name: 'Créer l’article' }).waitFor()
    },
  },
  'articles-columns': { slices: asManager, act: columns },
  'articles-importing': {
    slices: asManager,
    act: async (screen) => {
      await columns(screen)
      screen.till.set('articleWork', { running: RUNNING, ended: null, lastImport: null })
      await screen.page.getByText('la caisse continue de vendre').waitFor()
    },
  },
  'articles-checked': {
    slices: asManager,
    act: async (screen) => {
      await columns(screen)
      screen.till.set('articleWork', { running: null, ended: ENDED, lastImport: null })
      await screen.page.getByText('Ce que l’import changera').waitFor()
    },
  },
}
