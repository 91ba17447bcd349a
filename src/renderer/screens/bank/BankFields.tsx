import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BankField, Mode } from '#contract/views/bank-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { ChoiceGroup } from '../../components/Choice.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useSlice } from '../../state/till-store.ts'
import { TextField } from '../first-run/TextField.tsx'
import styles from './bank.module.css'
import type { BankInHand } from './use-bank.ts'

const MODES: readonly Mode[] = ['live', 'training']
const LENGTHS: Readonly<Record<BankField, number>> = {
  host: 253,
  port: 5,
  caFile: 400,
  certificateFile: 400,
  keyFile: 400,
  serverName: 253,
  profile: 400,
  terminalId: 8,
  merchantId: 15,
  contract: 15,
  referralPhone: 24,
}

/** Whose bank, what is to be known of it, and its form; or those of the file, where there are several. */
export function BankFields({ bank }: { readonly bank: BankInHand }) {
  const { t } = useTranslation()
  return (
    <>
      <ModeChoice bank={bank} />
      <Notes bank={bank} />
      {bank.kept.closed === 'in-file' ? (
        <ul className={styles.several} aria-label={t('bank.several')}>
          {bank.kept.several.map(({ id, name, host, terminalId }) => (
            <li key={id}>
              <b>{name}</b>
              <span className="muted sm">
                {t('bank.severalLine', { host: host.replace('tcp://', ''), terminalId })}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Form bank={bank} />
      )}
    </>
  )
}

/** Live selling and training have a bank each: what one learns with never reaches the real one. */
function ModeChoice({ bank: { view, mode, setMode } }: { readonly bank: BankInHand }) {
  const { t } = useTranslation()
  const { training } = useSlice('till')
  const modes = MODES.filter((each) => each === (training ? 'training' : 'live') || view.modeFixed !== 'folder')
  if (modes.length < 2) return null
  return (
    <ChoiceGroup name={t('bank.which')} className={styles.choice}>
      {modes.map((each) => (
        <Key key={each} look="button" className={keys.small} pressed={each === mode} onPress={() => setMode(each)}>
          {t(`bank.mode.${each}`)}
        </Key>
      ))}
    </ChoiceGroup>
  )
}

function Notes({ bank: { view, kept, mode } }: { readonly bank: BankInHand }) {
  const { t } = useTranslation()
  return (
    <>
      {view.unreadable !== null && (
        <Banner tone="err" icon="warning" title={t('bank.unreadable')}>
          {t('bank.unreadableText', { path: view.path, entry: view.unreadable })}
        </Banner>
      )}
      {kept.closed !== null && (
        <Banner tone="warn" icon="lock" title={t(`bank.closed.${kept.closed}`)}>
          {t(`bank.closedText.${kept.closed}`, { path: view.path })}
        </Banner>
      )}
      {view.hostFixed && (
        <Banner tone="warn" icon="info" title={t('bank.hostFixed')}>
          {t('bank.hostFixedText')}
        </Banner>
      )}
      {kept.form === null && kept.closed === null && (
        <Banner tone="acc" icon="info" title={t(`bank.none.${mode}`)}>
          {t(`bank.noneText.${mode}`)}
        </Banner>
      )}
    </>
  )
}

function Form({ bank }: { readonly bank: BankInHand }) {
  const { t } = useTranslation()
  const { form, change, gaps, refusal, kept } = bank
  const about = (field: BankField) => {
    const gap = gaps.find((each) => each.field === field)
    const refused = refusal?.field === field ? refusal.text : null
    return {
      label: t(`bank.field.${field}`),
      value: form[field],
      lengthMax: LENGTHS[field],
      onType: (text: string) => change({ [field]: text }),
      testId: `bank-${field}`,
      hint: t(`bank.hint.${field}`),
      problem: refused ?? (gap?.kind === 'wrong' ? t(`bank.hint.${field}`) : null),
    }
  }
  return (
    <div className={styles.form}>
      <div className={styles.address}>
        <TextField {...about('host')} />
        <TextField {...about('port')} />
      </div>
      <Profile key={bank.mode} bank={bank} about={about('profile')} />
      <div className={styles.three}>
        <TextField {...about('terminalId')} isNumber />
        <TextField {...about('merchantId')} isNumber />
        <TextField {...about('contract')} isNumber />
      </div>
      <TextField {...about('referralPhone')} />
      <ChoiceGroup name={t('bank.encryption')} className={styles.choice}>
        {[true, false].map((encrypted) => (
          <Key
            key={String(encrypted)}
            look="button"
            className={keys.small}
            pressed={form.encrypted === encrypted}
            onPress={() => change({ encrypted })}
          >
            {t(encrypted ? 'bank.encrypted' : 'bank.plain')}
          </Key>
        ))}
      </ChoiceGroup>
      {form.encrypted ? (
        <>
          <TextField {...about('caFile')} />
          <div className={styles.two}>
            <TextField {...about('certificateFile')} />
            <TextField {...about('keyFile')} />
          </div>
          <TextField {...about('serverName')} />
        </>
      ) : (
        <p className="muted sm">{t('bank.plainText')}</p>
      )}
      {kept.kept.length > 0 && <p className="muted sm">{t('bank.kept', { entries: kept.kept.join(', ') })}</p>}
    </div>
  )
}

/** A profile that ships with the program, or the bank's own. */
function Profile({
  bank: { view, form, change },
  about,
}: {
  readonly bank: BankInHand
  readonly about: Parameters<typeof TextField>[0]
}) {
  const { t } = useTranslation()
  const isShipped = view.profiles.includes(form.profile)
  const [isFileWanted, setIsFileWanted] = useState(false)
  const isFile = !isShipped && (isFileWanted || form.profile !== '')
  const chooseFile = () => {
    setIsFileWanted(true)
    if (isShipped) change({ profile: '' })
  }
  return (
    <div className={styles.profile}>
      <ChoiceGroup name={t('bank.field.profile')} className={styles.choice}>
        {view.profiles.map((profile) => (
          <Key
            key={profile}
            look="button"
            className={keys.small}
            pressed={profile === form.profile}
            onPress={() => change({ profile })}
          >
            {profile}
          </Key>
        ))}
        <Key look="button" className={keys.small} pressed={isFile} onPress={chooseFile}>
          {t('bank.profileFile')}
        </Key>
      </ChoiceGroup>
      {isFile && <TextField {...about} label={t('bank.profilePath')} />}
      {isShipped && <p className="muted sm">{t('bank.profileShipped')}</p>}
    </div>
  )
}
