import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import type { Course, FloorPlan, FloorView } from '#contract/views/floor-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { changePlan, undoPlan } from '../../state/floor-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { CardFreeField } from '../story/CardFreeField.tsx'
import { withCourseMoved, withCourseName, withFamilyToggled, withNewCourse, withoutCourse } from './course-edits.ts'
import styles from './floor.module.css'

const FAVOURITES = 'family.favourites'

/** Keys of the plan below, which moves no table meanwhile. */
const OF_THE_PLAN = [
  'R',
  '+',
  '-',
  'ArrowLeft',
  'ArrowRight',
  'Shift+ArrowLeft',
  'Shift+ArrowRight',
  'PageUp',
  'PageDown',
]

const typing = (): HTMLInputElement | null =>
  document.activeElement instanceof HTMLInputElement ? document.activeElement : null

/** The courses of a meal: what they are called, which comes after which, and what is of them without a word. Each change is kept at once. */
export function CourseEditor({ floor, onClose }: { readonly floor: FloorView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { courses } = floor
  const [chosenId, setChosenId] = useState<string | null>(courses[0]?.id ?? null)
  const at = Math.max(
    0,
    courses.findIndex(({ id }) => id === chosenId),
  )
  const course = courses[at]
  const isFull = courses.length >= LIMITS.courses ? t('closed.floor.courses', { max: LIMITS.courses }) : null
  const choose = (by: 1 | -1) => setChosenId(courses[at + by]?.id ?? course?.id ?? null)
  const add = () => {
    if (isFull !== null) return
    const id = crypto.randomUUID()
    changePlan((plan) =>
      withNewCourse(
        plan,
        id,
        newName(plan, (number) => t('floor.newCourse', { number })),
      ),
    )
    setChosenId(id)
  }
  const move = (by: 1 | -1) => {
    if (course !== undefined && typing() === null) changePlan((plan) => withCourseMoved(plan, course.id, by))
  }
  const remove = () => {
    if (course !== undefined && typing() === null) changePlan((plan) => withoutCourse(plan, course.id))
  }
  const leave = () => (typing() ? typing()?.blur() : onClose())
  useKeys({
    place: 'courses',
    keys: {
      ...Object.fromEntries(OF_THE_PLAN.map((key) => [key, () => undefined])),
      Escape: leave,
      Enter: () => (typing() ? typing()?.form?.requestSubmit() : onClose()),
      N: add,
      ArrowUp: () => choose(-1),
      ArrowDown: () => choose(1),
      'Shift+ArrowUp': () => move(-1),
      'Shift+ArrowDown': () => move(1),
      F7: remove,
      Delete: remove,
      'Ctrl+Z': undoPlan,
    },
  })
  return (
    <div className={styles.fields}>
      <h2>{t('floor.courses')}</h2>
      <p className="muted sm">{t('floor.coursesText')}</p>
      <CourseList courses={courses} chosenId={course?.id ?? null} onChoose={setChosenId} />
      <div className={styles.courseKeys}>
        <Key look="button" className={keys.small} keyName="N" closed={isFull} onPress={add}>
          <Icon name="plus" />
          {t('floor.addCourse')}
        </Key>
        {course !== undefined && <PlaceKeys isFirst={at === 0} isLast={at === courses.length - 1} onMove={move} />}
      </div>
      {course !== undefined && <CourseFields key={course.id} course={course} onRemove={remove} />}
      <Key look="button" keyName={t('key.enter')} onPress={onClose}>
        <Icon name="check" />
        {t('floor.coursesDone')}
      </Key>
    </div>
  )
}

function CourseList({
  courses,
  chosenId,
  onChoose,
}: {
  readonly courses: readonly Course[]
  readonly chosenId: string | null
  readonly onChoose: (id: string) => void
}) {
  return (
    <div className={styles.courses}>
      {courses.map(({ id, name }, place) => (
        <Key key={id} look="button" pressed={id === chosenId} onPress={() => onChoose(id)}>
          <span className="dim">{place + 1}</span>
          {name}
        </Key>
      ))}
    </div>
  )
}

/** Before or after the others. */
function PlaceKeys({
  isFirst,
  isLast,
  onMove,
}: {
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: 1 | -1) => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <Key
        look="button"
        className={keys.small}
        keyName="⇧ ↑"
        closed={isFirst ? t('closed.floor.firstCourse') : null}
        onPress={() => onMove(-1)}
      >
        {t('floor.earlier')}
      </Key>
      <Key
        look="button"
        className={keys.small}
        keyName="⇧ ↓"
        closed={isLast ? t('closed.floor.lastCourse') : null}
        onPress={() => onMove(1)}
      >
        {t('floor.later')}
      </Key>
    </>
  )
}

/** The first number that no course is called by. */
function newName({ courses }: FloorPlan, named: (number: number) => string): string {
  let number = courses.length + 1
  while (courses.some(({ name }) => name === named(number))) number += 1
  return named(number)
}

function CourseFields({ course, onRemove }: { readonly course: Course; readonly onRemove: () => void }) {
  const { t } = useTranslation()
  const families = useSlice('till').families.filter(({ nameKey }) => nameKey !== FAVOURITES)
  const [name, setName] = useState(course.name)
  useEffect(() => setName(course.name), [course.name])
  const rename = () => {
    typing()?.blur()
    if (name.trim() !== '' && name.trim() !== course.name)
      changePlan((plan) => withCourseName(plan, course.id, name.trim()))
  }
  return (
    <form
      className={styles.course}
      onSubmit={(event) => {
        event.preventDefault()
        rename()
      }}
    >
      <div className={styles.nameForm}>
        <CardFreeField
          id="course-name"
          label={t('floor.courseName')}
          hint={t('floor.courseNameHint')}
          text={name}
          lengthMax={LIMITS.roomNameCharacters}
          onType={setName}
        />
        <Key look="button" className={keys.small} onPress={rename}>
          <Icon name="check" />
          {t('floor.rename')}
        </Key>
      </div>
      <fieldset className={styles.families}>
        <legend>{t('floor.courseFamilies')}</legend>
        {families.map(({ id, nameKey, name: own }) => (
          <Key
            key={id}
            look="button"
            className={keys.small}
            pressed={course.families.includes(id)}
            onPress={() => changePlan((plan) => withFamilyToggled(plan, course.id, id))}
          >
            {own ?? t(nameKey)}
          </Key>
        ))}
      </fieldset>
      <div className="row">
        <span className="push" />
        <Key look="danger" className={keys.small} keyName="F7" onPress={onRemove}>
          <Icon name="trash" />
          {t('floor.removeCourse')}
        </Key>
      </div>
    </form>
  )
}
