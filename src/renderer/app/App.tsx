import { useEffect } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { followScanner } from '../input/keyboard.ts'
import { FirstRun } from '../screens/first-run/FirstRun.tsx'
import { SignIn } from '../screens/sign-in/SignIn.tsx'
import { useTillStore } from '../state/till-store.ts'
import { changeWords } from '../words/words.ts'
import styles from './app.module.css'
import { Frame } from './Frame.tsx'
import { TooSmall } from './TooSmall.tsx'
import { TrainingStrip } from './TrainingStrip.tsx'

/** Language, theme, hand and density of the page follow the till, and so does what is taken for a scan. */
function usePageSettings(): void {
  const till = useTillStore((state) => state.slices?.till)
  useEffect(() => {
    if (!till) return
    const { documentElement: page } = document
    page.lang = till.locale
    page.dataset.theme = till.theme
    page.dataset.hand = till.hand
    page.dataset.density = till.workstation.density
    page.toggleAttribute('data-training', till.training)
    followScanner({ gapMs: till.workstation.scannerGapMs, endMark: till.workstation.scannerEndMark })
    void changeWords(till.locale)
  }, [till])
}

/** The screen: a strip when in training, then sign-in or the frame with its spaces. */
export function App() {
  usePageSettings()
  const { t } = useTranslation()
  const session = useTillStore((state) => state.slices?.session.kind)
  const locale = useTillStore((state) => state.slices?.till.locale)
  const setup = useTillStore((state) => state.slices?.setup)
  if (session === undefined || locale === undefined) return <p className={styles.starting}>{t('app.starting')}</p>
  return (
    <I18nProvider locale={locale}>
      <div className={styles.screen}>
        <TrainingStrip />
        {setup?.stage === 'draft' ? <FirstRun setup={setup} /> : session === 'locked' ? <SignIn /> : <Frame />}
        <TooSmall />
      </div>
    </I18nProvider>
  )
}
