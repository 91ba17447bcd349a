import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import { formatAmount } from '#contract/money.ts'
import type { Failure } from '#contract/result.ts'
import type { BackupFile, RestoreLook } from '#contract/views/backup-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { ask, call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { TextField } from '../first-run/TextField.tsx'
import styles from './backup.module.css'

const SHOWN = 5

/** Going back to a copy: which one, what it holds, what would be lost, and only then the deed. */
export function RestorePart({ closed }: { readonly closed: string | null }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const backup = useSlice('backup')
  const [path, setPath] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [look, setLook] = useState<RestoreLook | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const problem =
    path.trim() === ''
      ? t('backup.choose')
      : passphrase.length < LIMITS.passphraseCharactersMin
        ? t('backup.typePassphrase')
        : null
  const open = async () => {
    setFailure(null)
    const looked = await ask('backup.look', { path: path.trim(), passphrase })
    if (looked.ok) setLook(looked.value)
    else setFailure(looked.error)
  }
  const restore = async () => {
    setLook(null)
    const laid = await ask('backup.restore', { path: path.trim(), passphrase })
    setPassphrase('')
    setFailure(laid.ok ? null : laid.error)
  }
  const isTyped = path !== '' || passphrase !== ''
  useKeys({ keys: isTyped && look === null ? { Enter: () => void ((closed ?? problem) === null && open()) } : {} })
  if (backup.restoreReady) return <Ready />
  return (
    <section className={classNames('card', styles.restore)} aria-label={t('backup.restoreTitle')}>
      <h2>{t('backup.restoreTitle')}</h2>
      <Files path={path} closed={closed} onChoose={setPath} />
      <TextField label={t('backup.path')} value={path} lengthMax={400} onType={setPath} testId="restore-path" />
      <TextField
        label={t('firstRun.key.passphrase')}
        value={passphrase}
        lengthMax={128}
        secret
        onType={setPassphrase}
        testId="restore-passphrase"
        problem={failure && errorSentence(failure, locale)}
      />
      <Key look="button" closed={closed ?? problem} onPress={() => void open()}>
        <Icon name="search" />
        {t('backup.look')}
      </Key>
      {look !== null && (
        <ConfirmDialog
          title={t('backup.restoreQuestion', { at: dayAndTime(look.madeAt) })}
          keep={t('backup.keepData')}
          onKeep={() => setLook(null)}
          deed={{ words: t('backup.restore'), icon: 'back', onConfirm: () => void restore() }}
        >
          <Lost look={look} />
        </ConfirmDialog>
      )}
    </section>
  )
}

/** The newest copies of the folder; one is chosen by touching it. */
function Files({
  path,
  closed,
  onChoose,
}: {
  readonly path: string
  readonly closed: string | null
  readonly onChoose: (path: string) => void
}) {
  const { t } = useTranslation()
  const backup = useSlice('backup')
  const [files, setFiles] = useState<readonly BackupFile[]>([])
  const madeAt = backup.last?.at
  // biome-ignore lint/correctness/useExhaustiveDependencies: another copy means another list
  useEffect(() => {
    if (closed !== null) return
    void ask('backup.list', {}).then((listed) => listed.ok && setFiles(listed.value.files.slice(0, SHOWN)))
  }, [closed, madeAt])
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.path}>
          <Key look="button" pressed={file.path === path} closed={closed} onPress={() => onChoose(file.path)}>
            <span className="grow">{dayAndTime(file.madeAt)}</span>
            <span className="muted sm">{t('backup.megabytes', { size: megabytes(file.bytes) })}</span>
          </Key>
        </li>
      ))}
      {files.length === 0 && <li className="muted">{t('backup.noFiles')}</li>}
    </ul>
  )
}

/** Megabytes, at least a tenth of one. */
const megabytes = (bytes: number) => String(Math.max(1, Math.round(bytes / 100_000)) / 10).replace('.', ',')

function Lost({ look: { copy, now, currency } }: { readonly look: RestoreLook }) {
  const { t } = useTranslation()
  const amount = (minor: number) => formatAmount(minor, currency)
  return (
    <>
      <span className={styles.line}>
        {t('backup.holds', { tickets: copy.tickets, amount: amount(copy.salesTotalMinor), products: copy.products })}
      </span>
      <span className={styles.line}>
        <b>
          {t('backup.lost', {
            tickets: Math.max(0, now.tickets - copy.tickets),
            amount: amount(now.salesTotalMinor - copy.salesTotalMinor),
          })}
        </b>
      </span>
      <span className={styles.line}>{t('backup.aside')}</span>
    </>
  )
}

function Ready() {
  const { t } = useTranslation()
  return (
    <section className={styles.restore}>
      <Banner tone="warn" icon="back" title={t('backup.readyTitle')}>
        {t('backup.readyText')}
      </Banner>
      <Key look="button" onPress={() => void call('backup.keepData', {})}>
        {t('backup.keepData')}
      </Key>
    </section>
  )
}
