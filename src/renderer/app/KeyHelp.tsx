import { useTranslation } from 'react-i18next'
import { printCommands } from '../actions/action-runs.ts'
import { printKeyCard } from '../actions/key-card.ts'
import { keyGroups } from '../actions/key-groups.ts'
import { useOwnKeys } from '../actions/use-own-keys.ts'
import { Icon } from '../components/Icon.tsx'
import { Key } from '../components/Key.tsx'
import { StepDialog } from '../components/StepDialog.tsx'
import { useScreenStore } from '../state/screen-store.ts'
import styles from './key-help.module.css'

const close = () => useScreenStore.setState({ panel: null })

function print(): void {
  close()
  printCommands()
}

/** On a page of A4, by the printer of the office: the page is this list, and nothing else of the screen. */
const printSheet = () => window.print()

/** What each key does, in one look: of every place that has any. */
export function KeyHelp() {
  const { t } = useTranslation()
  const own = useOwnKeys()
  const groups = keyGroups(own)
  const onTicket = () => {
    close()
    printKeyCard(own)
  }
  return (
    <StepDialog
      step={t('keys.hint')}
      title={t('keys.title')}
      keys={{ Enter: close, Escape: close, 'Shift+F1': close, P: print, T: onTicket, A: printSheet }}
      onClose={close}
      footer={
        <>
          <Key look="button" keyName="P" onPress={print}>
            <Icon name="print" />
            {t('keys.printCommands')}
          </Key>
          <Key look="button" keyName="T" onPress={onTicket}>
            <Icon name="receipt" />
            {t('keyCard.ticket')}
          </Key>
          <Key look="button" keyName="A" onPress={printSheet}>
            <Icon name="copy" />
            {t('keyCard.sheet')}
          </Key>
          <span className="grow" />
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      <div className={styles.groups} data-print-sheet={t('keys.title')}>
        {groups.map(({ place, words: name, lines }) => (
          <section key={place} className={styles.group} data-place={place}>
            <h3>{t(name)}</h3>
            <dl>
              {lines.map(({ sign, words }) => (
                <div key={`${sign} ${words}`}>
                  <dt>{sign}</dt>
                  <dd>{t(words)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </StepDialog>
  )
}
