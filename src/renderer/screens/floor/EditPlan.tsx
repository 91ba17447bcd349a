import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import type { FloorPlan, FloorRoom, FloorTable, FloorView } from '#contract/views/floor-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { changePlan, chooseTable, chosenTable, planOf, undoPlan, useFloorStore } from '../../state/floor-store.ts'
import { showToast } from '../../state/screen-store.ts'
import { CardFreeField } from '../story/CardFreeField.tsx'
import { CourseEditor } from './CourseEditor.tsx'
import { Rooms } from './Floor.tsx'
import { placeOf, TableName } from './FloorPlan.tsx'
import styles from './floor.module.css'
import { newTable, withNewTable, withoutTable, withTable } from './plan-edits.ts'
import { useDraggedTable } from './use-dragged-table.ts'

const done = () => useFloorStore.setState({ editing: false, before: [] })

/** The field that a person types in; the arrows move no table meanwhile. */
const typing = (): HTMLInputElement | null =>
  document.activeElement instanceof HTMLInputElement ? document.activeElement : null

const change = (tableId: string | undefined, by: (table: FloorTable) => Partial<FloorTable>) => {
  if (tableId === undefined || typing() !== null) return
  changePlan((plan) => {
    const table = plan.rooms.flatMap(({ tables }) => tables).find(({ id }) => id === tableId)
    return table === undefined ? plan : withTable(plan, tableId, by(table))
  })
}

const sizeKeys = (id: string | undefined) => ({
  'Shift+ArrowLeft': () => change(id, ({ width }) => ({ width: width - 1 })),
  'Shift+ArrowRight': () => change(id, ({ width }) => ({ width: width + 1 })),
  'Shift+ArrowUp': () => change(id, ({ height }) => ({ height: height - 1 })),
  'Shift+ArrowDown': () => change(id, ({ height }) => ({ height: height + 1 })),
})

/** The manager's plan: tables are dragged, or moved by the arrows; each change is kept at once and can be had back. */
export function EditPlan({ floor }: { readonly floor: FloorView }) {
  const { t } = useTranslation()
  const chosen = useFloorStore()
  const { room, table } = chosenTable(floor, chosen)
  const id = table?.id
  const [editsCourses, setEditsCourses] = useState(false)
  const add = () => addTable(floor, room, () => showToast({ tone: 'note', text: t('floor.roomFull') }))
  useKeys({
    place: 'plan',
    keys: {
      Escape: () => (typing() ? typing()?.blur() : done()),
      Enter: () => (typing() ? typing()?.form?.requestSubmit() : done()),
      N: add,
      S: () => setEditsCourses(true),
      R: () => change(id, ({ shape }) => ({ shape: shape === 'round' ? 'square' : 'round' })),
      '+': () => change(id, ({ seats }) => ({ seats: Math.min(LIMITS.tableCovers, seats + 1) })),
      '-': () => change(id, ({ seats }) => ({ seats: Math.max(1, seats - 1) })),
      F7: () => removeTable(id),
      Delete: () => removeTable(id),
      'Ctrl+Z': undoPlan,
      ArrowLeft: () => change(id, ({ column }) => ({ column: column - 1 })),
      ArrowRight: () => change(id, ({ column }) => ({ column: column + 1 })),
      ArrowUp: () => change(id, ({ row }) => ({ row: row - 1 })),
      ArrowDown: () => change(id, ({ row }) => ({ row: row + 1 })),
      ...sizeKeys(id),
      PageDown: () => chooseNext(room, id, 1),
      PageUp: () => chooseNext(room, id, -1),
    },
  })
  return (
    <main className={styles.page}>
      <h1 className="visually-hidden">{t('floor.edit')}</h1>
      <div className={styles.head}>
        {room !== undefined && <Rooms floor={floor} roomId={room.id} />}
        <span className="push" />
        <Key look="button" keyName="S" pressed={editsCourses} onPress={() => setEditsCourses(!editsCourses)}>
          <Icon name="fork" />
          {t('floor.courses')}
        </Key>
        <Key
          look="button"
          keyName="Ctrl Z"
          closed={chosen.before.length === 0 ? t('closed.floor.nothingToUndo') : null}
          onPress={undoPlan}
        >
          <Icon name="back" />
          {t('floor.undo')}
        </Key>
        <Key look="button" keyName="N" onPress={add}>
          <Icon name="plus" />
          {t('floor.addTable')}
        </Key>
        <Key look="primary" keyName={t('key.enter')} onPress={done}>
          <Icon name="check" />
          {t('floor.done')}
        </Key>
      </div>
      {room !== undefined && <DrawnRoom room={room} chosenId={id ?? null} />}
      <section className={`card ${styles.panel}`} aria-label={t('floor.edit')}>
        {editsCourses ? (
          <CourseEditor floor={floor} onClose={() => setEditsCourses(false)} />
        ) : (
          <PlanFields floor={floor} room={room} table={table} />
        )}
      </section>
    </main>
  )
}

/** What is set about the chosen table, and about its room. */
function PlanFields({
  floor,
  room,
  table,
}: {
  readonly floor: FloorView
  readonly room: FloorRoom | undefined
  readonly table: FloorTable | null
}) {
  const { t } = useTranslation()
  return (
    <>
      {table === null ? (
        <p className={styles.none}>{t('floor.editHint')}</p>
      ) : (
        <TableFields key={table.id} table={table} />
      )}
      {room !== undefined && <RoomFields key={room.id} floor={floor} room={room} />}
    </>
  )
}

function chooseNext(room: FloorRoom | undefined, id: string | undefined, by: 1 | -1): void {
  const tables = room?.tables ?? []
  const at = tables.findIndex((table) => table.id === id)
  const next = tables[(at + by + tables.length) % Math.max(1, tables.length)]
  if (next !== undefined) chooseTable(next.id)
}

function addTable(floor: FloorView, room: FloorRoom | undefined, onFull: () => void): void {
  if (room === undefined) return
  const id = crypto.randomUUID()
  if (room.tables.length >= LIMITS.roomTables || newTable(planOf(floor), room, id) === null) {
    onFull()
    return
  }
  changePlan((plan) => {
    const here = plan.rooms.find((one) => one.id === room.id)
    const table = here === undefined ? null : newTable(plan, here, id)
    return table === null ? plan : withNewTable(plan, room.id, table)
  })
  chooseTable(id)
}

function removeTable(id: string | undefined): void {
  if (id !== undefined) changePlan((plan) => withoutTable(plan, id))
}

function DrawnRoom({ room, chosenId }: { readonly room: FloorRoom; readonly chosenId: string | null }) {
  const { t } = useTranslation()
  const { drawn, handlers } = useDraggedTable()
  return (
    <section
      className={classNames('card', styles.plan, styles.grid)}
      aria-label={t('floor.planOf', { room: room.name })}
    >
      <div className={styles.squares}>
        {room.tables.map((table) => (
          <button
            key={table.id}
            type="button"
            className={classNames(styles.table, styles[table.shape], styles.drawn)}
            style={placeOf(drawn(table))}
            aria-pressed={table.id === chosenId}
            onFocus={() => chooseTable(table.id)}
            {...handlers(table)}
          >
            <TableName
              words={`${t('floor.table', { table: table.name })}, ${t('floor.seats', { count: table.seats })}`}
            >
              <b className={styles.name}>{table.name}</b>
              <span className={styles.fact}>
                <Icon name="users" size="small" />
                {table.seats}
              </span>
            </TableName>
          </button>
        ))}
      </div>
    </section>
  )
}

/** Name, seats, shape and size of the chosen table. */
function TableFields({ table }: { readonly table: FloorTable }) {
  const { t } = useTranslation()
  const [name, setName] = useState(table.name)
  useEffect(() => setName(table.name), [table.name])
  const rename = () => {
    typing()?.blur()
    if (name.trim() !== '' && name.trim() !== table.name) change(table.id, () => ({ name: name.trim() }))
  }
  const step = (words: string, value: number, by: (step: 1 | -1) => Partial<FloorTable>) => (
    <div className={styles.step}>
      <span className="grow">{t(words)}</span>
      <Key look="button" label={t('floor.less', { what: t(words) })} onPress={() => change(table.id, () => by(-1))}>
        −
      </Key>
      <b className={styles.stepValue}>{value}</b>
      <Key look="button" label={t('floor.more', { what: t(words) })} onPress={() => change(table.id, () => by(1))}>
        +
      </Key>
    </div>
  )
  return (
    <div className={styles.fields}>
      <h2>{t('floor.table', { table: table.name })}</h2>
      <form
        className={styles.nameForm}
        onSubmit={(event) => {
          event.preventDefault()
          rename()
        }}
      >
        <CardFreeField
          id="table-name"
          label={t('floor.tableName')}
          hint={t('floor.tableNameHint')}
          text={name}
          lengthMax={LIMITS.tableNameCharacters}
          onType={setName}
        />
        <NameKey onPress={rename} />
      </form>
      {step('floor.seatsName', table.seats, (by) => ({
        seats: Math.min(LIMITS.tableCovers, Math.max(1, table.seats + by)),
      }))}
      {step('floor.width', table.width, (by) => ({ width: table.width + by }))}
      {step('floor.height', table.height, (by) => ({ height: table.height + by }))}
      <div className="row g3">
        {(['square', 'round'] as const).map((shape) => (
          <Key
            key={shape}
            look="button"
            pressed={table.shape === shape}
            onPress={() => change(table.id, () => ({ shape }))}
          >
            {t(`floor.${shape}`)}
          </Key>
        ))}
        <span className="push" />
        <Key look="danger" keyName="F7" onPress={() => removeTable(table.id)}>
          <Icon name="trash" />
          {t('floor.remove')}
        </Key>
      </div>
    </div>
  )
}

function NameKey({ onPress }: { readonly onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <Key look="button" className={keys.small} onPress={onPress}>
      <Icon name="check" />
      {t('floor.rename')}
    </Key>
  )
}

/** The room itself: its name, one more, and away with an empty one. */
function RoomFields({ floor, room }: { readonly floor: FloorView; readonly room: FloorRoom }) {
  const { t } = useTranslation()
  const [name, setName] = useState(room.name)
  const named = (plan: FloorPlan): FloorPlan => ({
    ...plan,
    rooms: plan.rooms.map((one) => (one.id === room.id ? { ...one, name: name.trim() } : one)),
  })
  const rename = () => {
    typing()?.blur()
    if (name.trim() !== '' && name.trim() !== room.name) changePlan(named)
  }
  const addRoom = () => {
    const id = crypto.randomUUID()
    changePlan((plan) => ({
      ...plan,
      rooms: [...plan.rooms, { id, name: t('floor.newRoom', { number: plan.rooms.length + 1 }), tables: [] }],
    }))
    useFloorStore.setState({ roomId: id, tableId: null })
  }
  const removeRoom = () => {
    changePlan((plan) => ({ ...plan, rooms: plan.rooms.filter(({ id }) => id !== room.id) }))
  }
  const isLast = floor.rooms.length === 1
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        rename()
      }}
    >
      <div className={styles.nameForm}>
        <CardFreeField
          id="room-name"
          label={t('floor.roomName')}
          hint={t('floor.roomNameHint')}
          text={name}
          lengthMax={LIMITS.roomNameCharacters}
          onType={setName}
        />
        <NameKey onPress={rename} />
      </div>
      <div className={classNames('row g3', styles.roomKeys)}>
        <Key
          look="button"
          className={keys.small}
          closed={floor.rooms.length >= LIMITS.rooms ? t('closed.floor.rooms', { max: LIMITS.rooms }) : null}
          onPress={addRoom}
        >
          <Icon name="plus" />
          {t('floor.addRoom')}
        </Key>
        <span className="push" />
        <Key
          look="danger"
          className={keys.small}
          closed={room.tables.length > 0 || isLast ? t('closed.floor.roomNotEmpty') : null}
          onPress={removeRoom}
        >
          <Icon name="trash" />
          {t('floor.removeRoom')}
        </Key>
      </div>
    </form>
  )
}
