import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaperPicture } from '#contract/views/ticket-view.ts'
import { ChoiceGroup } from '../../components/Choice.tsx'
import { Key } from '../../components/Key.tsx'
import { Picture } from '../../components/TicketPaper.tsx'
import { call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import styles from './management.module.css'
import { readPicture } from './read-picture.ts'

/** What stands at the head of the customer's tickets, as it will be printed. */
export function Logo({ logo, closed }: { readonly logo: PaperPicture | null; readonly closed: string | null }) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const choose = async (file: File) => {
    const picture = await readPicture(file)
    if (picture === null) showToast({ tone: 'note', text: t('note.badPicture') })
    else await call('settings.setLogo', { logo: picture })
  }
  return (
    <ChoiceGroup name={t('management.logo')} className={styles.twoWide}>
      <Key
        look="button"
        pressed={logo === null}
        closed={closed}
        onPress={() => void call('settings.setLogo', { logo: null })}
      >
        {t('management.noLogo')}
      </Key>
      <Key look="button" pressed={logo !== null} closed={closed} onPress={() => field.current?.click()}>
        {t('management.chooseLogo')}
      </Key>
      <input
        ref={field}
        type="file"
        accept="image/*"
        hidden
        aria-label={t('management.chooseLogo')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) void choose(file)
          event.target.value = ''
        }}
      />
      {logo !== null && (
        <div className={styles.logo}>
          <Picture picture={logo} />
        </div>
      )}
    </ChoiceGroup>
  )
}
