import { useTranslation } from 'react-i18next'
import { readSerialEndpoint, serialEndpoint } from '#contract/serial-line.ts'
import { DISPLAY_PROFILE_NAMES, type DisplayProfile } from '#contract/views/devices-view.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import { useSlice } from '../../../state/till-store.ts'
import { useNow } from '../../../state/use-now.ts'
import { readEndpoint } from '../endpoint-text.ts'
import { SerialFields } from '../SerialFields.tsx'
import styles from './add-device.module.css'
import { FoundPlaces } from './FoundPlaces.tsx'
import { TerminalFields } from './TerminalFields.tsx'
import type { Draft } from './use-add-device.ts'

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
      <FoundPlaces draft={draft} onChange={onChange} />
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
      <SerialLine draft={draft} onChange={onChange} />
    </div>
  )
}

/** Once the place is a serial port: how it is spoken on. */
function SerialLine({
  draft: { place, kind, protocol },
  onChange,
}: {
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
}) {
  const serial = readSerialEndpoint(readEndpoint(place, kind, protocol) ?? '')
  if (serial === null) return null
  return (
    <div className={styles.line}>
      <SerialFields
        kind={kind}
        settings={serial.settings}
        onChange={(settings) => onChange({ place: serialEndpoint({ path: serial.path, settings }) })}
      />
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
