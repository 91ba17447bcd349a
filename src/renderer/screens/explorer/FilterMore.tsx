import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Currency, formatFigures, parseAmount } from '#contract/money.ts'
import type { ExplorerChoices, ExplorerFilter } from '#contract/views/explorer-view.ts'
import { PAYMENT_OPERATIONS } from '#contract/views/explorer-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { ask } from '../../state/call.ts'
import { heldText, setFilter, today, useExplorerStore } from '../../state/explorer-store.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { Field } from './Field.tsx'
import styles from './filters.module.css'
import { useAsked } from './use-explorer.ts'

const close = () => useScreenStore.setState({ panel: null })

/** Fields that are typed: what a value must look like. */
const TYPED = {
  cardTail: /^\d{4}$/,
  approvalCode: /^[0-9A-Za-z]{1,6}$/,
  stan: /^\d{1,6}$/,
  retrievalReference: /^[0-9A-Za-z]{1,12}$/,
} as const
type TypedName = keyof typeof TYPED
const TYPED_NAMES = Object.keys(TYPED) as TypedName[]
const AMOUNT_NAMES = ['amountFromMinor', 'amountToMinor'] as const
type AmountName = (typeof AMOUNT_NAMES)[number]

const ENTRY_MODES = ['chip', 'contactless', 'stripe'] as const

type Draft = ExplorerFilter & { readonly amounts: Readonly<Record<AmountName, string>> }

function draftOf(filter: ExplorerFilter, currency: Currency): Draft {
  const written = (amountMinor: number | undefined) =>
    amountMinor === undefined ? '' : formatFigures(amountMinor, currency)
  return {
    ...filter,
    amounts: {
      amountFromMinor: written(filter.amountFromMinor),
      amountToMinor: written(filter.amountToMinor),
    },
  }
}

/** All that does not fit as it is written now, by field. */
function problemsOf(draft: Draft, currency: Currency): ReadonlySet<string> {
  const unread = AMOUNT_NAMES.filter((name) => {
    const text = draft.amounts[name]
    return text !== '' && parseAmount(text, currency) === null
  })
  const unfit = TYPED_NAMES.filter((name) => draft[name] !== undefined && !TYPED[name].test(draft[name] ?? ''))
  return new Set([...unread, ...unfit])
}

function filterOf({ amounts, ...filter }: Draft, currency: Currency): ExplorerFilter {
  const { amountFromMinor: _from, amountToMinor: _to, ...rest } = filter
  const read = AMOUNT_NAMES.flatMap((name) => {
    const amountMinor = amounts[name] === '' ? null : parseAmount(amounts[name], currency)
    return amountMinor === null ? [] : [[name, amountMinor] as const]
  })
  return { ...rest, ...Object.fromEntries(read) }
}

/** Every key a payment can be looked for by, exactly. */
export function FilterMore() {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const filter = useExplorerStore((state) => state.filter) ?? {}
  const [draft, setDraft] = useState(() => draftOf(filter, currency))
  const choices = useAsked('choices', () => ask('explorer.choices', {})).value
  const problems = problemsOf(draft, currency)
  const apply = () => {
    if (problems.size > 0) return
    setFilter(filterOf(draft, currency))
    close()
  }
  const clear = () => {
    setFilter(today())
    close()
  }
  return (
    <StepDialog
      step={t('explorer.title')}
      title={t('explorer.more')}
      keys={{ Escape: close, Enter: apply }}
      onClose={close}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} onPress={close}>
            {t('action.close')}
          </Key>
          <Key look="button" onPress={clear}>
            <Icon name="close" />
            {t('explorer.clear')}
          </Key>
          <span className="grow" />
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={problems.size > 0 ? t('closed.filterUnfit') : null}
            onPress={apply}
          >
            <Icon name="search" />
            {t('explorer.lookFor')}
          </Key>
        </>
      }
    >
      <TypedFields
        draft={draft}
        problems={problems}
        onChange={(change) => setDraft(dropped({ ...draft, ...change }))}
      />
      <Choices draft={draft} choices={choices} onChange={(change) => setDraft(dropped({ ...draft, ...change }))} />
    </StepDialog>
  )
}

/** Conditions set to nothing are none. */
function dropped(draft: { readonly [Name in keyof Draft]?: Draft[Name] | undefined }): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as unknown as Draft
}

function TypedFields({
  draft,
  problems,
  onChange,
}: {
  readonly draft: Draft
  readonly problems: ReadonlySet<string>
  readonly onChange: (change: { readonly [Name in keyof Draft]?: Draft[Name] | undefined }) => void
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.three}>
      {AMOUNT_NAMES.map((name) => (
        <Field
          key={name}
          label={t(`explorer.field.${name}`)}
          value={draft.amounts[name]}
          problem={problems.has(name) ? t('explorer.hint.amount') : null}
          onChange={(text) => onChange({ amounts: { ...draft.amounts, [name]: heldText(text) } })}
        />
      ))}
      {TYPED_NAMES.map((name) => (
        <Field
          key={name}
          label={t(`explorer.field.${name}`)}
          value={draft[name] ?? ''}
          problem={problems.has(name) ? t(`explorer.hint.${name}`) : null}
          onChange={(text) => onChange({ [name]: heldText(text).trim() || undefined })}
        />
      ))}
    </div>
  )
}

type Condition = 'operation' | 'cashierId' | 'terminalId' | 'acquirerId' | 'entryMode'

function Choices({
  draft,
  choices,
  onChange,
}: {
  readonly draft: Draft
  readonly choices: ExplorerChoices | null
  readonly onChange: (change: { readonly [Name in Condition]?: Draft[Name] | undefined }) => void
}) {
  const { t } = useTranslation()
  const named = (values: readonly string[]) => values.map((value) => ({ value, words: value }))
  const groups: readonly { name: Condition; values: readonly { value: string; words: string }[] }[] = [
    { name: 'operation', values: PAYMENT_OPERATIONS.map((value) => ({ value, words: t(`operation.${value}`) })) },
    { name: 'entryMode', values: ENTRY_MODES.map((value) => ({ value, words: t(`explorer.entry.${value}`) })) },
    { name: 'cashierId', values: (choices?.cashiers ?? []).map(({ id, name }) => ({ value: id, words: name })) },
    { name: 'terminalId', values: named(choices?.terminalIds ?? []) },
    { name: 'acquirerId', values: named(choices?.acquirerIds ?? []) },
  ]
  return (
    <div className={styles.groups}>
      {groups.map(
        ({ name, values }) =>
          values.length > 0 && (
            <fieldset key={name} className={styles.group}>
              <legend>{t(`explorer.field.${name}`)}</legend>
              {[{ value: undefined, words: t('explorer.any') }, ...values].map(({ value, words }) => (
                <Key
                  key={value ?? 'any'}
                  look="button"
                  className={styles.small}
                  pressed={draft[name] === value}
                  onPress={() => onChange({ [name]: value })}
                >
                  {words}
                </Key>
              ))}
            </fieldset>
          ),
      )}
    </div>
  )
}
