import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Response } from '#contract/api.ts'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'
import { TextField } from '../first-run/TextField.tsx'
import styles from './support.module.css'

/** What is sent to the support: shown first, piece by piece, and written where one says. */
export function SupportPage() {
  const { t } = useTranslation()
  const { version } = useSlice('till')
  const keeperOnly = useKeeperOnly()
  const [preview, setPreview] = useState<Response<'support.preview'> | null>(null)
  const [folder, setFolder] = useState('')
  const [path, setPath] = useState<string | null>(null)
  const prepare = async () => {
    setPath(null)
    const prepared = await call('support.preview', {})
    if (prepared.ok) setPreview(prepared.value)
  }
  const write = async () => {
    if (preview === null) return
    const named = folder.trim()
    const written = await call('support.write', { id: preview.id, ...(named !== '' && { folder: named }) })
    if (written.ok) setPath(written.value.path)
  }
  useKeys({ keys: { Enter: () => void (keeperOnly === null && (preview === null ? prepare() : write())) } })
  return (
    <div className={styles.page}>
      <Banner tone="acc" icon="info" title={t('support.title')}>
        {t('support.text', { version })}
      </Banner>
      {preview !== null && <Parts preview={preview} />}
      {preview !== null && (
        <TextField
          label={t('support.folder')}
          value={folder}
          lengthMax={400}
          onType={setFolder}
          hint={t('support.folderHint', { folder: preview.folder })}
          testId="support-folder"
        />
      )}
      {path !== null && (
        <Banner tone="ok" icon="ok" title={t('support.written')}>
          <span data-testid="support-path">{path}</span>
        </Banner>
      )}
      <div className="row g3">
        <Key
          look={preview === null ? 'primary' : 'button'}
          keyName={preview === null ? t('key.enter') : undefined}
          closed={keeperOnly}
          onPress={() => void prepare()}
        >
          <Icon name="search" />
          {t(preview === null ? 'support.prepare' : 'support.again')}
        </Key>
        {preview !== null && (
          <Key look="primary" keyName={t('key.enter')} closed={keeperOnly} onPress={() => void write()}>
            <Icon name="download" />
            {t('support.write')}
          </Key>
        )}
      </div>
    </div>
  )
}

const KILOBYTE = 1_024

function Parts({ preview }: { readonly preview: Response<'support.preview'> }) {
  const { t } = useTranslation()
  return (
    <section className="card" aria-label={t('support.inside')}>
      <header>{t('support.inside')}</header>
      <ul className={styles.parts}>
        {preview.parts.map(({ name, bytes, removed }) => (
          <li key={name}>
            <span className="grow">
              <b>{t(`support.part.${name}`)}</b>
              {removed > 0 && <small className="muted">{t('support.removed', { lines: removed })}</small>}
            </span>
            <span className="num">{t('support.kilobytes', { size: Math.max(1, Math.ceil(bytes / KILOBYTE)) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
