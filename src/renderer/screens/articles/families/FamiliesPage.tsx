import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import { classNames } from '../../../components/class-names.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import { ScrolledList } from '../../../components/ScrolledList.tsx'
import { useKeys } from '../../../input/keyboard.ts'
import { ask } from '../../../state/call.ts'
import { showToast } from '../../../state/screen-store.ts'
import { useSlice } from '../../../state/till-store.ts'
import { percentFigures } from '../../../words/figures.ts'
import { familyColour } from '../../sale/family-colour.ts'
import styles from '../articles.module.css'
import { Field } from '../editor/Field.tsx'
import {
  addFamily,
  changeFamily,
  chooseFamily,
  moveFamily,
  removeFamily,
  undoFamilies,
  useFamilyEdits,
} from './family-edits.ts'

const COLOURS = [1, 2, 3, 4, 5, 6, 7, 8] as const

/** Families in the order of their keys; each change is kept at once and can be had back. */
export function FamiliesPage() {
  const { t } = useTranslation()
  const { families } = useSlice('till')
  const chosenId = useFamilyEdits((state) => state.chosenId)
  const index = Math.max(
    0,
    families.findIndex(({ id }) => id === chosenId),
  )
  const family = families[index]
  const choose = (place: number) =>
    chooseFamily(families[Math.min(families.length - 1, Math.max(0, place))]?.id ?? null)
  const isFull = families.length >= LIMITS.families
  const add = () => {
    if (isFull) showToast({ tone: 'closed', text: t('family.full', { max: LIMITS.families }) })
    else addFamily(t('family.new'))
  }
  const move = (by: 1 | -1) => family && moveFamily(family.id, by)
  useKeys({
    place: 'families',
    keys: {
      ArrowUp: () => choose(index - 1),
      ArrowDown: () => choose(index + 1),
      'Shift+ArrowUp': () => move(-1),
      'Shift+ArrowDown': () => move(1),
      F2: add,
      F7: () => family && removeFamily(family.id),
      'Ctrl+Z': undoFamilies,
      // Leaves the field, which keeps what was typed.
      Enter: () => (document.activeElement as HTMLElement | null)?.blur(),
    },
  })
  return (
    <div className={styles.twoSides}>
      <section className={classNames('card', styles.side)} aria-label={t('articles.tab.families')}>
        <header className={styles.head}>
          <h2>{t('articles.tab.families')}</h2>
          <span className="grow" />
          <Key
            look="button"
            className={keys.small}
            keyName="F2"
            closed={isFull ? t('family.full', { max: LIMITS.families }) : null}
            onPress={add}
          >
            <Icon name="plus" />
            {t('family.add')}
          </Key>
        </header>
        <ScrolledList name={t('articles.tab.families')} className={styles.choiceList}>
          {families.map(({ id, name, nameKey, colour }) => (
            <li key={id}>
              <Key
                look="button"
                className={classNames(styles.choice, styles.colour)}
                style={familyColour(colour)}
                pressed={id === family?.id}
                onPress={() => chooseFamily(id)}
              >
                <span className="grow">{name ?? t(nameKey)}</span>
              </Key>
            </li>
          ))}
        </ScrolledList>
      </section>
      {family !== undefined && (
        <FamilyAnswers key={family.id} family={family} isFirst={index === 0} isLast={index === families.length - 1} />
      )}
    </div>
  )
}

/** The rates of the shop; none while they are read. */
function useRates(): readonly number[] {
  const [rates, setRates] = useState<readonly number[]>([])
  useEffect(() => {
    void ask('shop.view', {}).then((shop) => shop.ok && setRates(shop.value.vatBasisPoints))
  }, [])
  return rates
}

function FamilyAnswers({
  family,
  isFirst,
  isLast,
}: {
  readonly family: FamilyView
  readonly isFirst: boolean
  readonly isLast: boolean
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const rates = useRates()
  const { id, name, nameKey, colour, vatBasisPoints } = family
  const shownRates = vatBasisPoints === undefined || rates.includes(vatBasisPoints) ? rates : [...rates, vatBasisPoints]
  return (
    <section className={classNames('card', styles.detail)} aria-label={name ?? t(nameKey)}>
      <div className={styles.answers}>
        <NameField family={family} />
        <fieldset>
          <legend>{t('family.colour')}</legend>
          <div className={styles.colours}>
            {COLOURS.map((each) => (
              <Key
                key={each}
                look="button"
                className={styles.colour}
                style={familyColour(each)}
                pressed={each === colour}
                onPress={() => changeFamily(id, { colour: each })}
              >
                {t(`family.colour.${each}`)}
              </Key>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('family.rate')}</legend>
          <Key
            look="button"
            pressed={vatBasisPoints === undefined}
            onPress={() => changeFamily(id, { vatBasisPoints: undefined })}
          >
            {t('family.noRate')}
          </Key>
          {shownRates.map((rate) => (
            <Key
              key={rate}
              look="button"
              pressed={rate === vatBasisPoints}
              onPress={() => changeFamily(id, { vatBasisPoints: rate })}
            >
              {`${percentFigures(rate, locale)} %`}
            </Key>
          ))}
        </fieldset>
      </div>
      <FamilyFoot id={id} isFirst={isFirst} isLast={isLast} />
    </section>
  )
}

/** Its place in the order of the keys, and the ways back. */
function FamilyFoot({
  id,
  isFirst,
  isLast,
}: {
  readonly id: string
  readonly isFirst: boolean
  readonly isLast: boolean
}) {
  const { t } = useTranslation()
  const canUndo = useFamilyEdits(({ before }) => before.length > 0)
  return (
    <footer className={styles.foot}>
      <Key
        look="button"
        className={keys.small}
        keyName="⇧ ↑"
        closed={isFirst ? t('family.isFirst') : null}
        onPress={() => moveFamily(id, -1)}
      >
        {t('family.up')}
      </Key>
      <Key
        look="button"
        className={keys.small}
        keyName="⇧ ↓"
        closed={isLast ? t('family.isLast') : null}
        onPress={() => moveFamily(id, 1)}
      >
        {t('family.down')}
      </Key>
      <Key look="button" className={keys.small} keyName="F7" onPress={() => removeFamily(id)}>
        <Icon name="trash" size="small" />
        {t('family.remove')}
      </Key>
      <span className="grow" />
      <Key
        look="button"
        className={keys.small}
        keyName="Ctrl Z"
        closed={canUndo ? null : t('family.nothingToUndo')}
        onPress={undoFamilies}
      >
        <Icon name="back" size="small" />
        {t('family.undo')}
      </Key>
    </footer>
  )
}

/** A name is kept when the field is left, in whichever way: by Enter, by another key, or with the page. */
function NameField({ family: { id, name, nameKey } }: { readonly family: FamilyView }) {
  const { t } = useTranslation()
  const known = name ?? t(nameKey)
  const [text, setText] = useState(known)
  const typed = useRef(text)
  typed.current = text
  const keep = useRef<() => void>(() => undefined)
  keep.current = () => {
    const wanted = typed.current.trim()
    if (wanted === '') setText(known)
    else if (wanted !== known) changeFamily(id, { name: wanted })
  }
  // Another name came from elsewhere: taken back, or refused.
  useEffect(() => setText(known), [known])
  useEffect(() => () => keep.current(), [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears of the field inside it being left
    <div onBlur={() => keep.current()}>
      <Field
        label={t('family.name')}
        value={text}
        lengthMax={LIMITS.familyNameCharacters}
        hint={t('family.nameHint')}
        onType={setText}
      />
    </div>
  )
}
