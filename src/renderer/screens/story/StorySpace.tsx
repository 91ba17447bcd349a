import { useTranslation } from 'react-i18next'
import { goTo, useScreenStore } from '../../state/screen-store.ts'
import { Story } from './Story.tsx'
import styles from './story.module.css'

/** The story of a payment that was looked up; back leads to where it was found. */
export function StorySpace() {
  const { t } = useTranslation()
  const story = useScreenStore((state) => state.story)
  if (story === null) return <main className={styles.waiting}>{t('story.notFound')}</main>
  return <Story paymentId={story.paymentId} onBack={() => goTo(story.from)} />
}
