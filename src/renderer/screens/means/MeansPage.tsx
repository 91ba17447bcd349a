import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import type { MeansDraft } from '#contract/means-api.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { ask, call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'
import { MeansForm } from './MeansForm.tsx'
import styles from './means.module.css'
import { moved, newMeans, withMeans } from './means-edits.ts'

/** What the shop takes besides cash and cards, each with its rule; changed together, kept when one says so, and taken back in one step. */
export function MeansPage() {
  const [kept, setKept] = useState<readonly MeansDraft[] | null>(null)
  const read = async () => {
    const listed = await ask('means.list', {})
    if (listed.ok) setKept(listed.value.means)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, and again after each change
  useEffect(() => void read(), [])
  return kept === null ? <div /> : <MeansEditor kept={kept} onKept={read} />
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const typing = () => document.activeElement instanceof HTMLInputElement

interface EditorParts {
  readonly kept: readonly MeansDraft[]
  readonly onKept: () => Promise<void>
}

/** The list as it is being changed, and what is done with it. */
function useMeansEditor({ kept, onKept }: EditorParts) {
  const { t } = useTranslation()
  const keeperOnly = useKeeperOnly()
  const [means, setMeans] = useState(kept)
  const [before, setBefore] = useState<readonly MeansDraft[] | null>(null)
  const [chosenId, setChosenId] = useState<string | null>(kept[0]?.id ?? null)
  const place = Math.max(
    0,
    means.findIndex(({ id }) => id === chosenId),
  )
  const chosen = means[place]
  const isUnchanged = isSame(means, kept)
  const unnamed = means.some(({ kind, name }) => kind === 'own' && name.trim() === '')
  const full = means.length >= LIMITS.tenderMeans ? t('meansEdit.full', { most: LIMITS.tenderMeans }) : null
  const closed = keeperOnly ?? (isUnchanged ? t('meansEdit.unchanged') : unnamed ? t('meansEdit.unnamed') : null)
  const send = async (wanted: readonly MeansDraft[], undo: readonly MeansDraft[] | null) => {
    if (!(await call('means.save', { means: [...wanted] })).ok) return
    setMeans(wanted)
    setBefore(undo)
    await onKept()
    showToast({ tone: 'note', text: t('meansEdit.saved') })
  }
  return {
    means,
    chosen,
    place,
    isUnchanged,
    keeperOnly,
    closed,
    addClosed: keeperOnly ?? full,
    choose: (to: number) => setChosenId(means[to]?.id ?? chosen?.id ?? null),
    change: (changed: MeansDraft) => setMeans(withMeans(means, changed)),
    save: () => void (closed === null && send(means, kept)),
    reset: () => setMeans(kept),
    undo: before !== null && isUnchanged ? () => void send(before, null) : null,
    add: () => {
      if ((keeperOnly ?? full) !== null) return
      const added = newMeans(crypto.randomUUID())
      setMeans(withMeans(means, added))
      setChosenId(added.id)
    },
    remove: () => {
      if (chosen === undefined || keeperOnly !== null || typing()) return
      setMeans(means.filter(({ id }) => id !== chosen.id))
      setChosenId(means[place + 1]?.id ?? means[place - 1]?.id ?? null)
    },
    move: (by: 1 | -1) => {
      if (chosen !== undefined && keeperOnly === null && !typing()) setMeans(moved(means, chosen.id, by))
    },
  }
}
type Editor = ReturnType<typeof useMeansEditor>

function MeansEditor(parts: EditorParts) {
  const { t } = useTranslation()
  const editor = useMeansEditor(parts)
  const { means, chosen, place, keeperOnly, addClosed, choose, add } = editor
  useKeys({
    place: 'means',
    keys: {
      Enter: editor.save,
      N: add,
      F7: editor.remove,
      ArrowUp: () => choose(place - 1),
      ArrowDown: () => choose(place + 1),
      'Shift+ArrowUp': () => editor.move(-1),
      'Shift+ArrowDown': () => editor.move(1),
    },
  })
  return (
    <div className={styles.page}>
      <section className={styles.list} aria-label={t('management.section.means')}>
        {means.map((each, at) => (
          <Key key={each.id} look="button" pressed={each.id === chosen?.id} onPress={() => choose(at)}>
            <span className="dim">{at + 1}</span>
            <span className={styles.name}>{nameOf(each, t)}</span>
          </Key>
        ))}
        <Key look="button" keyName="N" closed={addClosed} onPress={add}>
          <Icon name="plus" />
          {t('meansEdit.add')}
        </Key>
        {chosen !== undefined && <PlaceKeys editor={editor} />}
      </section>
      {chosen === undefined ? (
        <p className="muted">{t('meansEdit.none')}</p>
      ) : (
        <section className={styles.form} aria-label={nameOf(chosen, t)}>
          <MeansForm key={chosen.id} means={chosen} closed={keeperOnly} onChange={editor.change} />
        </section>
      )}
      <Foot editor={editor} />
    </div>
  )
}

/** Where the chosen one stands on the list of keys, and off it. */
function PlaceKeys({ editor: { means, place, keeperOnly, move, remove } }: { readonly editor: Editor }) {
  const { t } = useTranslation()
  const isLast = place === means.length - 1
  return (
    <div className={styles.place}>
      <Key
        look="button"
        className={keys.small}
        keyName="⇧ ↑"
        closed={keeperOnly ?? (place === 0 ? t('meansEdit.first') : null)}
        onPress={() => move(-1)}
      >
        {t('meansEdit.earlier')}
      </Key>
      <Key
        look="button"
        className={keys.small}
        keyName="⇧ ↓"
        closed={keeperOnly ?? (isLast ? t('meansEdit.last') : null)}
        onPress={() => move(1)}
      >
        {t('meansEdit.later')}
      </Key>
      <Key look="danger" className={keys.small} keyName="F7" closed={keeperOnly} onPress={remove}>
        <Icon name="trash" />
        {t('meansEdit.remove')}
      </Key>
    </div>
  )
}

function Foot({ editor: { closed, undo, isUnchanged, keeperOnly, reset, save } }: { readonly editor: Editor }) {
  const { t } = useTranslation()
  return (
    <footer className={styles.foot}>
      <p className="muted sm">{closed ?? t('meansEdit.traced')}</p>
      {undo !== null ? (
        <Key look="button" closed={keeperOnly} onPress={undo}>
          <Icon name="back" />
          {t('shop.undo')}
        </Key>
      ) : (
        <Key look="button" closed={isUnchanged ? t('meansEdit.unchanged') : null} onPress={reset}>
          {t('shop.reset')}
        </Key>
      )}
      <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={save}>
        {t('meansEdit.save')}
      </Key>
    </footer>
  )
}

function nameOf({ name, kind }: MeansDraft, t: TFunction): string {
  return name.trim() === '' ? t(`meansEdit.kind.${kind}`) : name
}
