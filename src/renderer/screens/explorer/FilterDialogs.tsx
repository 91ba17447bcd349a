import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SEARCHED_OUTCOMES } from '#contract/views/explorer-view.ts'
import { SCHEMES } from '#contract/views/sale-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { changeFilter, useExplorerStore } from '../../state/explorer-store.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { FilterDay } from './FilterDay.tsx'
import { FilterMore } from './FilterMore.tsx'
import styles from './filters.module.css'
import { outcomeLook } from './row-looks.ts'

const close = () => useScreenStore.setState({ panel: null })

/** Each key of the filter row opens its own dialog; the panel says which. */
export function FilterDialogs() {
  const panel = useScreenStore((state) => state.panel)
  if (panel === 'filter-day') return <FilterDay />
  if (panel === 'filter-scheme') return <ChooseScheme />
  if (panel === 'filter-outcome') return <ChooseOutcome />
  if (panel === 'filter-more') return <FilterMore />
  return null
}

export interface Choice {
  readonly name: string
  readonly icon: IconName
  readonly words: string
  readonly current: boolean
  readonly choose: () => void
}

/** Large keys, each with its figure on the keyboard; a choice is taken at once. */
export function ChoiceDialog({
  step,
  title,
  choices,
  children,
}: {
  /** Where it was opened; left out, the explorer. */
  readonly step?: string
  readonly title: string
  readonly choices: readonly Choice[]
  readonly children?: ReactNode
}) {
  const { t } = useTranslation()
  const take = (choice: Choice) => () => {
    choice.choose()
    close()
  }
  const figures = Object.fromEntries(choices.slice(0, 9).map((choice, index) => [String(index + 1), take(choice)]))
  return (
    <StepDialog
      step={step ?? t('explorer.title')}
      title={title}
      keys={{ ...figures, Escape: close, Enter: close }}
      onClose={close}
      footer={
        <>
          <span className="muted sm grow">{t('explorer.choiceHint')}</span>
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      <div className={styles.choices}>
        {choices.map((choice, index) => (
          <Key
            key={choice.name}
            look="button"
            className={classNames(styles.choice)}
            pressed={choice.current}
            keyName={index < 9 ? String(index + 1) : undefined}
            onPress={take(choice)}
          >
            <Icon name={choice.icon} />
            <span className="grow">{choice.words}</span>
          </Key>
        ))}
      </div>
      {children}
    </StepDialog>
  )
}

function ChooseScheme() {
  const { t } = useTranslation()
  const scheme = useExplorerStore((state) => state.filter?.scheme)
  const choices = [undefined, ...SCHEMES].map((each) => ({
    name: each ?? 'all',
    icon: 'card' as const,
    words: each === undefined ? t('explorer.allSchemes') : t(`scheme.${each}`),
    current: scheme === each,
    choose: () => changeFilter({ scheme: each }),
  }))
  return <ChoiceDialog title={t('explorer.column.card')} choices={choices} />
}

function ChooseOutcome() {
  const { t } = useTranslation()
  const outcome = useExplorerStore((state) => state.filter?.outcome)
  const choices = [undefined, ...SEARCHED_OUTCOMES].map((each) => {
    const look = each === undefined ? null : outcomeLook(each)
    return {
      name: each ?? 'all',
      icon: look?.icon ?? ('filter' as const),
      words: look === null ? t('explorer.allOutcomes') : t(look.words),
      current: outcome === each,
      choose: () => changeFilter({ outcome: each }),
    }
  })
  return <ChoiceDialog title={t('explorer.column.state')} choices={choices} />
}
