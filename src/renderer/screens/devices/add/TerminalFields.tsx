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
      <fieldset className={styles.commands}>
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
      <div className={styles.numbers}>
        {draft.protocol === 'zvt' ? (
          <Digits
            label="add.zvtPassword"
            length={6}
            value={draft.password}
            onChange={(password) => onChange({ password })}
          />
        ) : (
          <>
            <Digits label="add.tillId" length={12} value={draft.tillId} onChange={(tillId) => onChange({ tillId })} />
            <Digits
              label="add.tillNumber"
              length={2}
              value={draft.tillNumber}
              onChange={(tillNumber) => onChange({ tillNumber })}
            />
          </>
        )}
      </div>
    </>
  )
}

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
