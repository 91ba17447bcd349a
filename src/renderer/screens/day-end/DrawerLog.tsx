import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrawerOpening } from '#contract/views/paper-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { ask } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { clockTime } from '../../words/shop-time.ts'
import { PAPER_LOOKS } from '../papers/paper-looks.ts'
import styles from './day-end.module.css'

const close = () => useScreenStore.setState({ panel: null })

/** Every opening of the drawer since the day was opened: when, by whom, and for what. */
export function DrawerLog() {
  const { t } = useTranslation()
  const { printer } = useSlice('status')
  const [openings, setOpenings] = useState<readonly DrawerOpening[] | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the printer may have opened it meanwhile
  useEffect(() => {
    let isLeft = false
    void ask('drawer.log', {}).then((log) => {
      if (!isLeft && log.ok) setOpenings(log.value.openings)
    })
    return () => {
      isLeft = true
    }
  }, [printer])
  return (
    <StepDialog
      step={t('day.drawer')}
      title={t('drawerLog.title')}
      keys={{ Enter: close, Escape: close }}
      onClose={close}
      footer={
        <>
          <span className="grow" />
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      {openings?.length === 0 && <p className="muted">{t('drawerLog.none')}</p>}
      <ul className={styles.openings}>
        {(openings ?? []).map((opening) => (
          <Opening key={opening.id} opening={opening} />
        ))}
      </ul>
    </StepDialog>
  )
}

function stateWords(t: TFunction, { state, confirmedBy }: DrawerOpening): string {
  if (state === 'printed') return t(confirmedBy === 'none' ? 'jobState.unconfirmed' : 'job.opened')
  return t(state === 'not-printed' ? 'drawerLog.shut' : `jobState.${state}`)
}

function Opening({ opening }: { readonly opening: DrawerOpening }) {
  const { t } = useTranslation()
  const { at, userName, reason, number, state, confirmedBy } = opening
  const look = state === 'printed' && confirmedBy === 'none' ? 'unconfirmed' : state
  return (
    <li>
      <time className="muted">{clockTime(at)}</time>
      <Icon name="drawer" size="small" />
      <b>{userName ?? '–'}</b>
      <span>{reason === null ? '–' : t(`drawerLog.${reason}`, { number: number ?? '' })}</span>
      <span className={styles.openingState}>
        <Badge {...PAPER_LOOKS[look]}>{stateWords(t, opening)}</Badge>
      </span>
    </li>
  )
}
