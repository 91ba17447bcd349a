import { useTranslation } from 'react-i18next'
import { type KeyProblem, keyHint, keyProblem, withKey } from '../../actions/action-keys.ts'
import { ACTIONS, type ActionEntry, type ActionId, keySign } from '../../actions/action-table.ts'
import { capital } from '../../actions/capital.ts'
import { useOwnKeys } from '../../actions/use-own-keys.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import styles from './workstation.module.css'

const FUNCTION_KEYS = Array.from({ length: 12 }, (_, place) => `F${place + 1}`).filter((key) => key !== 'F5')
/** Offered to a finger; a keyboard may press any other. */
const OFFERED = [...FUNCTION_KEYS, ...FUNCTION_KEYS.map((key) => `Shift+${key}`), ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** These leave the dialog, or move in it. */
const OF_DIALOG = /^(Escape|Enter|Tab|Shift\+Tab| |Arrow\w+|Page\w+|Home|End)$/

const close = () => useScreenStore.setState({ panel: null })

/** The key for one action: pressed on the keyboard, or touched. One that does something else already is refused, and says what. */
export function ChooseKey({
  id,
  onSave,
}: {
  readonly id: ActionId
  readonly onSave: (keys: Record<string, string>) => void
}) {
  const { t } = useTranslation()
  const own = useOwnKeys()
  const { words, key: usual }: ActionEntry = ACTIONS[id]
  const why = (problem: KeyProblem | null, key: string): string | null => {
    if (problem === null) return null
    if (problem.kind === 'not-a-key') return t('workstation.notAKey')
    if (problem.kind === 'idle') return t('workstation.idleKey', { key: keySign(key) })
    return t('workstation.keyTaken', { key: keySign(key), action: capital(t(ACTIONS[problem.by].words)) })
  }
  const choose = (key: string) => {
    const closed = why(keyProblem(id, key, own), key)
    if (closed !== null) {
      showToast({ tone: 'closed', text: closed })
      return
    }
    onSave({ ...withKey(own, id, key) })
    close()
  }
  return (
    <StepDialog
      step={t('workstation.keyNow', { key: keyHint(id, own) ?? '' })}
      title={t('workstation.pressKey', { action: capital(t(words)) })}
      keys={{ Escape: close, Enter: close }}
      onClose={close}
      footer={
        <BackAnd words={t('workstation.keepKey')} autoFocus onBack={close}>
          <Key
            look="button"
            closed={
              own[id] === undefined ? t('workstation.isUsual') : why(keyProblem(id, usual ?? '', own), usual ?? '')
            }
            onPress={() => choose(usual ?? '')}
          >
            <Icon name="back" />
            {t('workstation.usualKey', { key: keySign(usual ?? '') })}
          </Key>
        </BackAnd>
      }
    >
      <AnyKey onKey={choose} />
      <div className={styles.offered}>
        {OFFERED.map((key) => (
          <Key key={key} look="button" closed={why(keyProblem(id, key, own), key)} onPress={() => choose(key)}>
            {keySign(key)}
          </Key>
        ))}
      </div>
    </StepDialog>
  )
}

/** Drawn inside the dialog, so that it is asked before it. */
function AnyKey({ onKey }: { readonly onKey: (name: string) => void }) {
  useKeys(
    {
      keys: {},
      onAnyKey: (name) => {
        if (OF_DIALOG.test(name)) return false
        onKey(name)
        return true
      },
    },
    'over',
  )
  return null
}
