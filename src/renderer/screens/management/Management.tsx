import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { openSection, useManagementStore } from '../../state/management-store.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './management.module.css'
import { SECTIONS } from './sections.ts'

/** The keys of the sections, in their order; the arrows lead to all of them. */
const FIGURES = '1234567890'

/** What is looked after from time to time: a rail of sections, and the page of the one that is open. */
export function Management() {
  const { t } = useTranslation()
  const { version } = useSlice('till')
  const section = useManagementStore((state) => state.section)
  const open = SECTIONS.find(({ id }) => id === section) ?? SECTIONS[0]
  const at = SECTIONS.findIndex(({ id }) => id === open.id)
  const turn = (by: 1 | -1) => openSection(SECTIONS[(at + by + SECTIONS.length) % SECTIONS.length]?.id ?? open.id)
  useKeys({
    keys: {
      ...Object.fromEntries(
        SECTIONS.slice(0, FIGURES.length).map(({ id }, index) => [`Ctrl+${FIGURES[index]}`, () => openSection(id)]),
      ),
      'Ctrl+ArrowUp': () => turn(-1),
      'Ctrl+ArrowDown': () => turn(1),
    },
  })
  const { Page } = open
  return (
    <main className={styles.page}>
      <div className={styles.side}>
        <div>
          <h1 className={styles.title}>{t('nav.management')}</h1>
          <p className="muted sm">{t('management.version', { version })}</p>
          <p className="dim sm">{t('management.turn')}</p>
        </div>
        <nav className={styles.rail} aria-label={t('management.sections')}>
          {SECTIONS.map(({ id, icon }, index) => (
            <Key
              key={id}
              look="button"
              className={styles.section}
              keyName={FIGURES[index] && t('key.section', { number: FIGURES[index] })}
              current={id === open.id}
              onPress={() => openSection(id)}
            >
              <Icon name={icon} />
              <span>{t(`management.section.${id}`)}</span>
            </Key>
          ))}
        </nav>
      </div>
      <Page />
    </main>
  )
}
