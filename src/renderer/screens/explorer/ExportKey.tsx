import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { ProgressLine } from '../../components/ProgressLine.tsx'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { today, useExplorerStore } from '../../state/explorer-store.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './explorer.module.css'

/** Writes what fits into a file; while it runs the same place says how far, and stops it. */
export function ExportKey() {
  const { t } = useTranslation()
  const exporting = useSlice('exporting')
  const filter = useExplorerStore((state) => state.filter)
  const mayExport = useMay('export-data')
  useEnd()
  if (exporting?.state === 'running') {
    return (
      <div className={styles.exporting}>
        <ProgressLine label={t('explorer.exporting')} done={exporting.done} total={exporting.total} />
        <Key look="button" className={keys.small} onPress={() => void call('explorer.cancelExport', {})}>
          <Icon name="close" />
          {t('explorer.stopExport')}
        </Key>
      </div>
    )
  }
  return (
    <Key
      look="button"
      className={keys.small}
      closed={mayExport ? null : t('closed.exportKeeperOnly')}
      onPress={() => void call('explorer.export', { filter: filter ?? today() })}
    >
      <Icon name="download" />
      {t('explorer.export')}
    </Key>
  )
}

/** Says once how the export ended, and where the file lies. */
function useEnd(): void {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const exporting = useSlice('exporting')
  const before = useRef(exporting?.state)
  useEffect(() => {
    const wasRunning = before.current === 'running'
    before.current = exporting?.state
    if (!wasRunning || exporting === null) return
    const { state, done, path, failure } = exporting
    if (state === 'done') showToast({ tone: 'note', text: t('explorer.exported', { count: done, path }) })
    if (state === 'cancelled') showToast({ tone: 'note', text: t('explorer.exportStopped') })
    if (state === 'failed' && failure) showToast({ tone: 'note', text: errorSentence(failure, locale) })
  }, [exporting, locale, t])
}
