import { useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { findActions } from '../actions/find-actions.ts'
import { type PaletteItem, paletteItems } from '../actions/palette-items.ts'
import { BackAnd } from '../components/BackAnd.tsx'
import { Icon } from '../components/Icon.tsx'
import { Key } from '../components/Key.tsx'
import { StepDialog } from '../components/StepDialog.tsx'
import searchField from '../components/search-field.module.css'
import { livePlaces } from '../input/keyboard.ts'
import { useLatest } from '../input/use-latest.ts'
import { SECTIONS } from '../screens/management/sections.ts'
import { showToast, useScreenStore } from '../state/screen-store.ts'
import { useTillStore } from '../state/till-store.ts'
import styles from './palette.module.css'

const TEXT_MAX = 60
/** Drawn at first: what is looked for is typed, and a long list takes its time to be there. */
const ROWS_SHOWN = 40
/** How far Page Down goes. */
const ROWS_PER_PAGE = 6
const SECTION_IDS = SECTIONS.map(({ id }) => id)
const close = () => useScreenStore.setState({ panel: null })

/** The palette is gone from the screen before it acts: it closes nothing that the action opens, and takes the focus from no field that it goes to. */
function take(item: PaletteItem | undefined): void {
  if (item === undefined) return
  if (item.closed !== null) {
    showToast({ tone: 'closed', text: item.closed })
    return
  }
  flushSync(close)
  item.run()
}

/** What is typed, what it finds, and which of that Enter does. */
function useFound() {
  const { i18n } = useTranslation()
  const slices = useTillStore((state) => state.slices)
  const text = useLatest('')
  const marked = useLatest(0)
  // The screen below stays as it is while this one is open.
  const here = useRef(livePlaces())
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language has other names
  const items = useMemo(
    () => (slices === null ? [] : paletteItems(slices, here.current, SECTION_IDS)),
    [slices, i18n.language],
  )
  const [isWhole, showWhole] = useState(false)
  const fitting = findActions(items, text.value)
  const found = isWhole ? fitting : fitting.slice(0, ROWS_SHOWN)
  const last = useRef(found.length - 1)
  last.current = found.length - 1
  return {
    found,
    hiddenCount: fitting.length - found.length,
    showWhole: () => showWhole(true),
    text: text.value,
    marked: marked.value,
    move: (by: number) => {
      if (marked.latest() + by > last.current) showWhole(true)
      marked.set(Math.min(last.current, Math.max(0, marked.latest() + by)))
    },
    type: (typed: string) => {
      text.set(typed)
      marked.set(0)
    },
    takeMarked: () => take(findActions(items, text.latest())[marked.latest()]),
  }
}

/** Every action by its name: type some of it, Enter. What cannot be done now stays in the list and says why. */
export function Palette() {
  const { t } = useTranslation()
  const { found, hiddenCount, showWhole, text, marked, move, type, takeMarked } = useFound()
  return (
    <StepDialog
      step={t('palette.hint')}
      title={t('palette.title')}
      keys={{
        ArrowUp: () => move(-1),
        ArrowDown: () => move(1),
        PageUp: () => move(-ROWS_PER_PAGE),
        PageDown: () => move(ROWS_PER_PAGE),
        Enter: takeMarked,
        Escape: close,
        'Ctrl+K': close,
      }}
      onClose={close}
      footer={
        <BackAnd words={t('action.close')} onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={found.length === 0 ? t('palette.nothing') : null}
            onPress={takeMarked}
          >
            <Icon name="check" />
            {t('palette.run')}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.palette}>
        <Field text={text} onType={type} />
        {found.length === 0 ? (
          <p className={styles.none} role="status">
            {t('palette.none', { text })}
          </p>
        ) : (
          <ul className={styles.found} aria-label={t('palette.title')}>
            {found.map((item, place) => (
              <Row key={item.id} item={item} isMarked={place === marked} />
            ))}
            {hiddenCount > 0 && (
              <li>
                <Key look="quiet" className={styles.row} onPress={showWhole}>
                  {t('palette.whole', { count: hiddenCount })}
                </Key>
              </li>
            )}
          </ul>
        )}
      </div>
    </StepDialog>
  )
}

function Field({ text, onType }: { readonly text: string; readonly onType: (text: string) => void }) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <label className={searchField.field}>
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        autoComplete="off"
        spellCheck={false}
        maxLength={TEXT_MAX}
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        value={text}
        onChange={(event) => onType(event.target.value)}
      />
    </label>
  )
}

function Row({ item, isMarked }: { readonly item: PaletteItem; readonly isMarked: boolean }) {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isMarked) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isMarked])
  const { name, placeName, key, closed } = item
  return (
    <li ref={row}>
      <Key
        look="quiet"
        className={styles.row}
        keyName={key ?? undefined}
        pressed={isMarked}
        closed={closed}
        onPress={() => take(item)}
      >
        <span className="grow">
          <b>{name}</b>
          <small>{closed ?? placeName}</small>
        </span>
      </Key>
    </li>
  )
}
