import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorCodeSchema, errorSentence } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import type { BackupView } from '#contract/views/backup-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'
import { TextField } from '../first-run/TextField.tsx'
import styles from './backup.module.css'
import { RestorePart } from './RestorePart.tsx'

/** Copies of the data: whether the last one can be relied on, how they are made, and going back to one. */
export function BackupPage() {
  const { t } = useTranslation()
  const backup = useSlice('backup')
  const keeperOnly = useKeeperOnly()
  const busy = backup.work === null ? null : t('backup.busy')
  const notSetUp = backup.settings === null ? t('backup.notSetUp') : null
  const closed = keeperOnly ?? notSetUp ?? busy
  const now = () => void (closed === null && call('backup.now', {}))
  // Below what is typed: Enter there means what was typed.
  useKeys({ keys: { Enter: now } }, 'frame')
  return (
    <div className={styles.page}>
      <section className={styles.side}>
        <Outcome backup={backup} />
        <div className={styles.keys}>
          <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={now}>
            <Icon name="download" />
            {t('backup.now')}
          </Key>
          <Key look="button" closed={closed} onPress={() => void call('backup.try', {})}>
            <Icon name="shield" />
            {t('backup.try')}
          </Key>
        </div>
        <Progress work={backup.work} />
        <Settings backup={backup} closed={keeperOnly ?? busy} />
      </section>
      <RestorePart closed={keeperOnly ?? busy} />
    </div>
  )
}

/** Green or red, in words and with its date. */
function Outcome({ backup }: { readonly backup: BackupView }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { settings, last, failure, trial } = backup
  if (settings === null || (last === null && failure === null && trial === null)) {
    return (
      <Banner tone="warn" icon="warning" title={t(settings === null ? 'backup.none' : 'backup.noneYet')}>
        {t('backup.noneText')}
      </Banner>
    )
  }
  if (failure !== null) {
    const code = errorCodeSchema.safeParse(failure.code)
    return (
      <Banner tone="err" icon="warning" title={t('backup.failed', { at: dayAndTime(failure.at) })}>
        {code.success ? errorSentence({ code: code.data, details: { path: settings.folder } }, locale) : failure.code}
      </Banner>
    )
  }
  if (trial === null) return <Banner tone="warn" icon="warning" title={t('backup.untried')} />
  if (trial.reason !== null) {
    return (
      <Banner tone="err" icon="warning" title={t('backup.red', { at: dayAndTime(trial.at) })}>
        {t(`backup.reason.${trial.reason}`)}
      </Banner>
    )
  }
  const isOld = backup.needsLook
  return (
    <Banner
      tone={isOld ? 'warn' : 'ok'}
      icon={isOld ? 'clock' : 'ok'}
      title={
        isOld
          ? t('backup.old', { at: dayAndTime(last?.at ?? trial.at) })
          : t('backup.green', { at: dayAndTime(trial.at) })
      }
    >
      {t('backup.tried', {
        tickets: trial.facts?.tickets ?? 0,
        records: trial.facts?.fiscalRecords ?? 0,
        products: trial.facts?.products ?? 0,
      })}
    </Banner>
  )
}

function Progress({ work }: { readonly work: BackupView['work'] }) {
  const { t } = useTranslation()
  // Its place is kept: nothing below moves when one begins.
  if (work === null) return <div className={styles.progress} />
  return (
    <div className={styles.progress}>
      <span className="sm">
        {t(`backup.work.${work.kind}`, { percent: Math.floor((100 * work.done) / Math.max(1, work.total)) })}
      </span>
      <progress max={work.total} value={work.done} aria-label={t('backup.now')} />
    </div>
  )
}

const KEEP = 14

/** Why this cannot be kept yet; null once it can. */
function useSettingsProblem({
  folder,
  kept,
  wantsPassphrase,
  passphrase,
  again,
}: {
  readonly folder: string
  readonly kept: number
  readonly wantsPassphrase: boolean
  readonly passphrase: string
  readonly again: string
}): string | null {
  const { t } = useTranslation()
  return folder.trim() === ''
    ? t('firstRun.key.noFolder')
    : !(kept >= 1 && kept <= LIMITS.backupsKeptMax)
      ? t('backup.keepHint', { most: LIMITS.backupsKeptMax })
      : wantsPassphrase && passphrase.length < LIMITS.passphraseCharactersMin
        ? t('firstRun.key.short', { least: LIMITS.passphraseCharactersMin })
        : passphrase !== again
          ? t('firstRun.key.differ')
          : null
}

function Settings({ backup, closed }: { readonly backup: BackupView; readonly closed: string | null }) {
  const { t } = useTranslation()
  const { settings } = backup
  const [folder, setFolder] = useState(settings?.folder ?? '')
  const [keep, setKeep] = useState(String(settings?.keep ?? KEEP))
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const kept = Number(keep)
  const wantsPassphrase = settings === null || passphrase !== ''
  const problem = useSettingsProblem({ folder, kept, wantsPassphrase, passphrase, again })
  const save = async () => {
    const request = { folder: folder.trim(), keep: kept, ...(wantsPassphrase && { passphrase }) }
    const saved = await call('backup.configure', request)
    if (!saved.ok) return
    setPassphrase('')
    setAgain('')
  }
  const isTyped = passphrase !== '' || folder !== (settings?.folder ?? '')
  useKeys({ keys: isTyped ? { Enter: () => void ((closed ?? problem) === null && save()) } : {} })
  return (
    <section className={classNames('card', styles.settings)} aria-label={t('backup.settings')}>
      <h2>{t('backup.settings')}</h2>
      <p className="muted sm">{t('backup.settingsText')}</p>
      <TextField
        label={t('firstRun.key.folder')}
        value={folder}
        lengthMax={400}
        onType={setFolder}
        testId="backup-folder"
      />
      <div className={styles.pair}>
        <TextField
          label={t('firstRun.key.passphrase')}
          value={passphrase}
          lengthMax={128}
          secret
          onType={setPassphrase}
          testId="backup-passphrase"
          hint={
            settings === null ? t('firstRun.key.short', { least: LIMITS.passphraseCharactersMin }) : t('backup.known')
          }
        />
        <TextField
          label={t('firstRun.key.again')}
          value={again}
          lengthMax={128}
          secret
          onType={setAgain}
          testId="backup-again"
        />
        <TextField
          label={t('backup.keep')}
          value={keep}
          lengthMax={2}
          onType={(text) => setKeep(text.replace(/\D/g, ''))}
          testId="backup-keep"
        />
      </div>
      <Key look="button" closed={closed ?? problem} onPress={() => void save()}>
        {t('backup.save')}
      </Key>
    </section>
  )
}
