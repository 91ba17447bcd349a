import { chooserAfter } from './choose-file.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'
import { MANAGER } from './settlement-states.ts'

const asManager = () => ({ session: MANAGER })
const ENDED = { number: 1, kind: 'checking', outcome: 'done', path: null, count: 1_204, failure: null } as const

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
  'articles-columns': { slices: asManager, act: columns },
  'articles-checked': {
    slices: asManager,
    act: async (screen) => {
      await columns(screen)
      screen.till.set('articleWork', { running: null, ended: ENDED, lastImport: null })
      await screen.page.getByText('Ce que l’import changera').waitFor()
    },
  },
}
