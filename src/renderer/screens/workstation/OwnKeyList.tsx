import { useTranslation } from 'react-i18next'
import { keyHint, MOVABLE, type OwnKeys } from '../../actions/action-keys.ts'
import { ACTIONS, type ActionId } from '../../actions/action-table.ts'
import { capital } from '../../actions/capital.ts'
import { Key } from '../../components/Key.tsx'
import { ScrolledList } from '../../components/ScrolledList.tsx'
import styles from './workstation.module.css'

/** Actions with their keys at this workstation; what is other than usual is marked by a word. */
export function OwnKeyList({
  own,
  closed,
  onChoose,
}: {
  readonly own: OwnKeys
  readonly closed: string | null
  readonly onChoose: (id: ActionId) => void
}) {
  const { t } = useTranslation()
  return (
    <ScrolledList name={t('workstation.keys')} className={styles.list}>
      {MOVABLE.map((id) => (
        <li key={id}>
          <Key
            look="quiet"
            className={styles.row}
            closed={closed}
            keyName={keyHint(id, own)}
            onPress={() => onChoose(id)}
          >
            <span className="grow">
              {capital(t(ACTIONS[id].words))}
              {own[id] !== undefined && <b className={styles.changed}>{t('workstation.ownKey')}</b>}
            </span>
          </Key>
        </li>
      ))}
    </ScrolledList>
  )
}
