import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Response } from '#contract/api.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { DISPLAY_PROFILE_NAMES, type DisplayProfile } from '#contract/views/devices-view.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import { ask } from '../../../state/call.ts'
import { useSlice } from '../../../state/till-store.ts'
import { useNow } from '../../../state/use-now.ts'
import styles from './add-device.module.css'
import { TerminalFields } from './TerminalFields.tsx'
import type { Draft } from './use-add-device.ts'

type Ports = Response<'devices.serialPorts'>
const PLACE_LENGTH_MAX = 190

/** A port of this machine, or one address on the network: nothing is searched that nobody named. */
export function ChoosePlace({
  draft,
  onChange,
}: {
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.place}>
      <Ports draft={draft} onChange={onChange} />
      <div>
        <label className={styles.field}>
          <span>{t('add.address')}</span>
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={PLACE_LENGTH_MAX}
            // biome-ignore lint/a11y/noAutofocus: the step is there to type it
            autoFocus
            value={draft.place}
            onChange={(event) => onChange({ place: event.target.value })}
          />
        </label>
        <p className="muted sm">{t(`add.addressHint.${draft.kind}`)}</p>
        {draft.kind === 'terminal' && <TerminalFields draft={draft} onChange={onChange} />}
        {draft.kind === 'display' && <Commands profile={draft.profile} onChange={onChange} />}
        {draft.askedAtMs !== null && <Asking sinceMs={draft.askedAtMs} />}
      </div>
    </div>
  )
}

/** Displays look alike and understand different commands; the text that is sent next shows whether these are right. */
function Commands({
  profile,
  onChange,
}: {
  readonly profile: DisplayProfile
  readonly onChange: (change: Partial<Draft>) => void
}) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.commands}>
      <legend>{t('fact.commands')}</legend>
      {DISPLAY_PROFILE_NAMES.map((each) => (
        <Key
          key={each}
          look="button"
          className={keys.small}
          pressed={each === profile}
          onPress={() => onChange({ profile: each })}
        >
          {t(`displayProfile.${each}`)}
        </Key>
      ))}
    </fieldset>
  )
}

/** The wait has seconds, and its limit once the till has named it. */
function Asking({ sinceMs }: { readonly sinceMs: number }) {
  const { t } = useTranslation()
  const { work } = useSlice('devices')
  const now = useNow()
  const seconds = Math.max(0, Math.floor((now - sinceMs) / 1000))
  return (
    <p className={styles.asking} role="status">
      <Icon name="clock" />
      <span>
        {t('add.asking')}
        {work !== null && ` · ${t('step.limit', { seconds: Math.round(work.limitMs / 1000) })}`}
      </span>
      <b className="push">{t('step.seconds', { seconds })}</b>
    </p>
  )
}

function Ports({ draft, onChange }: { readonly draft: Draft; readonly onChange: (change: Partial<Draft>) => void }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const [found, setFound] = useState<Ports | null>(null)
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks again
  useEffect(() => {
    let left = false
    void ask('devices.serialPorts', {}).then((list) => {
      if (!left) setFound(list.ok ? list.value : { ports: [], failure: list.error })
    })
    return () => {
      left = true
    }
  }, [round])
  return (
    <div className={styles.ports}>
      <div className="row">
        <b className="sm muted grow">{t('add.ports')}</b>
        <Key look="quiet" className={styles.again} onPress={() => setRound((count) => count + 1)}>
          <Icon name="ask-again" size="small" />
          {t('add.portsAgain')}
        </Key>
      </div>
      {found !== null && found.ports.length === 0 && (
        <p className={styles.noPort}>
          {found.failure === null ? t('add.noPort') : errorSentence(found.failure, locale)}
        </p>
      )}
      <ul aria-label={t('add.ports')}>
        {found?.ports.map((port) => (
          <li key={port.endpoint}>
            <Key
              look="button"
              className={styles.port}
              pressed={port.endpoint === draft.place}
              closed={port.usedBy === null ? null : t('closed.portUsed', { alias: port.usedBy })}
              onPress={() => onChange({ place: port.endpoint })}
            >
              <Icon name="link" />
              <span>
                <b>{port.label}</b>
                <small>
                  {port.usedBy === null
                    ? [port.maker, port.serialNumber].filter(Boolean).join(' · ')
                    : t('add.portUsed', { alias: port.usedBy })}
                </small>
              </span>
            </Key>
          </li>
        ))}
      </ul>
    </div>
  )
}
