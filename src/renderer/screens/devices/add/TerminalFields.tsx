import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { TERMINAL_MODELS, type TerminalProtocol, terminalProtocolSchema } from '#contract/views/terminal-device-view.ts'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import styles from './add-device.module.css'
import type { Draft } from './use-add-device.ts'

interface Fields {
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
}

/** How the terminal is spoken to, and the numbers that the bank's installer has for it. */
export function TerminalFields({ draft, onChange }: Fields) {
  const { t } = useTranslation()
  // What another protocol's terminals can do says nothing of this one's.
  const choose = (protocol: TerminalProtocol) => onChange({ protocol, model: TERMINAL_MODELS[protocol][0] })
  return (
    <>
      <fieldset className={`${styles.commands} ${styles.protocols}`}>
        <legend>{t('fact.protocol')}</legend>
        {terminalProtocolSchema.options.map((each) => (
          <Key
            key={each}
            look="button"
            className={keys.small}
            pressed={each === draft.protocol}
            onPress={() => choose(each)}
          >
            {t(`protocol.${each}`)}
          </Key>
        ))}
      </fieldset>
      {FIELDS[draft.protocol]({ draft, onChange })}
    </>
  )
}

const FIELDS: Readonly<Record<TerminalProtocol, (fields: Fields) => ReactNode>> = {
  'caisse-ap': (fields) => <CaisseApFields {...fields} />,
  zvt: (fields) => <ZvtFields {...fields} />,
  nexo: (fields) => <NexoFields {...fields} />,
}

function ZvtFields({ draft, onChange }: Fields) {
  return (
    <div className={styles.numbers}>
      <Digits
        label="add.zvtPassword"
        length={6}
        value={draft.password}
        onChange={(password) => onChange({ password })}
      />
    </div>
  )
}

/** The numbers of the till, and what some terminals want besides. */
function CaisseApFields({ draft, onChange }: Fields) {
  const { t } = useTranslation()
  const { tillId, tillNumber, application, endsWithLine } = draft
  return (
    <>
      <div className={styles.numbers}>
        <Digits label="add.tillId" length={12} value={tillId} onChange={(typed) => onChange({ tillId: typed })} />
        <Digits
          label="add.tillNumber"
          length={2}
          value={tillNumber}
          onChange={(typed) => onChange({ tillNumber: typed })}
        />
      </div>
      <div className={`${styles.wish} ${styles.beside}`}>
        <label className={styles.field}>
          <span>{t('add.application')}</span>
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={3}
            aria-describedby="application-hint"
            value={application}
            onChange={(event) => onChange({ application: event.target.value })}
          />
        </label>
        <p id="application-hint" className="muted sm">
          {t('add.applicationHint')}
        </p>
      </div>
      <div className={styles.wish}>
        <Key
          look="button"
          className={keys.small}
          pressed={endsWithLine}
          onPress={() => onChange({ endsWithLine: !endsWithLine })}
        >
          {t('add.endsWithLine')}
        </Key>
        <p className="muted sm">{t('add.endsWithLineHint')}</p>
      </div>
    </>
  )
}

/** The names and the shared key, as they stand on the vendor's pages; the certificate may be asked of the terminal first. */
function NexoFields({ draft, onChange }: Fields) {
  const { t } = useTranslation()
  return (
    <div className={styles.nexo}>
      {NEXO_TEXTS.map(({ field, length, width, isSecret }) => (
        <label key={field} className={`${styles.field} ${styles[width]}`}>
          <span>{t(`add.${field}`)}</span>
          <input
            type={isSecret === true ? 'password' : 'text'}
            autoComplete="off"
            spellCheck={false}
            maxLength={length}
            {...(field === 'certificate' && { 'aria-describedby': 'certificate-hint' })}
            value={draft[field]}
            onChange={(event) => onChange({ [field]: event.target.value })}
          />
        </label>
      ))}
      <p id="certificate-hint" className={`${styles.whole} muted sm`}>
        {t('add.certificateHint')}
      </p>
    </div>
  )
}

type NexoText = 'poiId' | 'saleId' | 'keyIdentifier' | 'keyVersion' | 'passphrase' | 'certificate'

interface NexoField {
  readonly field: NexoText
  readonly length: number
  /** As what is usually typed needs it. */
  readonly width: 'half' | 'most' | 'rest' | 'whole'
  readonly isSecret?: true
}

const NEXO_TEXTS: readonly NexoField[] = [
  { field: 'poiId', length: 64, width: 'half' },
  { field: 'saleId', length: 40, width: 'half' },
  { field: 'keyIdentifier', length: 64, width: 'most' },
  { field: 'keyVersion', length: 4, width: 'rest' },
  { field: 'passphrase', length: 255, width: 'whole', isSecret: true },
  { field: 'certificate', length: 8_000, width: 'whole' },
]

function Digits({
  label,
  length,
  value,
  onChange,
}: {
  readonly label: string
  readonly length: number
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  return (
    <label className={styles.field}>
      <span>{t(label)}</span>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={length}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

/** What the terminal can do and who prints: it does not say so itself. */
export function TerminalModels({ draft, onChange }: Fields) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.commands}>
      <legend>{t('fact.model')}</legend>
      {TERMINAL_MODELS[draft.protocol].map((model) => (
        <Key
          key={model}
          look="button"
          className={keys.small}
          pressed={model === draft.model}
          onPress={() => onChange({ model })}
        >
          {t(`terminalModel.${model}`)}
        </Key>
      ))}
    </fieldset>
  )
}
