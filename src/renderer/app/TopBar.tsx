import { useTranslation } from 'react-i18next'
import { Button } from '../components/Button.tsx'
import { classNames } from '../components/class-names.ts'
import { Icon } from '../components/Icon.tsx'
import type { IconName } from '../components/icons.tsx'
import { Key } from '../components/Key.tsx'
import keys from '../components/key.module.css'
import { call } from '../state/call.ts'
import { goTo, type Space, useScreenStore } from '../state/screen-store.ts'
import { useSlice } from '../state/till-store.ts'
import { useNow } from '../state/use-now.ts'
import { clockTime } from '../words/shop-time.ts'
import styles from './app.module.css'

const SPACES: readonly { readonly space: Space; readonly icon: IconName }[] = [
  { space: 'sale', icon: 'receipt' },
  { space: 'floor', icon: 'table' },
  { space: 'held', icon: 'hold' },
  { space: 'history', icon: 'clock' },
  { space: 'day', icon: 'calendar' },
  { space: 'management', icon: 'gear' },
]

/** Spaces that are reached from within another one. */
const PART_OF: Readonly<Partial<Record<Space, Space>>> = {
  devices: 'management',
  explorer: 'history',
  story: 'history',
  settlement: 'day',
}

/** Shop and till, spaces, cashier, lock, clock. */
export function TopBar() {
  const { t } = useTranslation()
  const till = useSlice('till')
  const session = useSlice('session')
  return (
    <header className={styles.top}>
      <div className={styles.brand}>
        <span className={styles.mark}>
          <Icon name="mark" />
        </span>
        <span>
          Comptoir
          <small>
            {till.shopName} · {till.tillLabel}
          </small>
        </span>
      </div>
      <Spaces />
      {session.kind === 'signed-in' && (
        <div className={styles.who}>
          <span className={styles.avatar} aria-hidden="true">
            {session.user.initials}
          </span>
          <span className={styles.wide}>{session.user.name}</span>
          <Key
            look="quiet"
            className={keys.small}
            label={t('palette.title')}
            onPress={() => useScreenStore.setState({ panel: 'palette' })}
          >
            <Icon name="command" />
          </Key>
          <Key
            look="quiet"
            className={keys.small}
            label={t('action.lock')}
            onPress={() => void call('session.lock', {})}
          >
            <Icon name="lock" />
          </Key>
        </div>
      )}
      <Clock />
    </header>
  )
}

/** By itself: each second it draws nothing but the time anew. */
function Clock() {
  return <time className={styles.clock}>{clockTime(useNow())}</time>
}

function Spaces() {
  const { t } = useTranslation()
  const current = useScreenStore((state) => state.space)
  const heldCount = useScreenStore((state) => state.heldCount)
  const hasTables = useSlice('floor') !== null
  return (
    <nav className={classNames(styles.nav, hasTables && styles.many)} aria-label={t('nav.name')}>
      {SPACES.filter(({ space }) => space !== 'floor' || hasTables).map(({ space, icon }) => (
        <Button
          key={space}
          className={classNames(styles.navItem, space === 'management' && styles.wide)}
          onPress={() => goTo(space)}
          {...(space === (PART_OF[current] ?? current) ? { 'aria-current': 'page' as const } : {})}
        >
          <Icon name={icon} />
          {t(`nav.${space}`)}
          {space === 'held' && heldCount > 0 && <span className={styles.count}>{heldCount}</span>}
        </Button>
      ))}
    </nav>
  )
}
