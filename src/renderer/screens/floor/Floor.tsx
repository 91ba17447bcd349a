import { useTranslation } from 'react-i18next'
import type { FloorView, TableState, TableView } from '#contract/views/floor-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { useEntry } from '../../input/use-entry.ts'
import { useMay } from '../../state/allowed.ts'
import {
  chooseTable,
  chosenTable,
  chosenTicket,
  openTable,
  showTable,
  tableNamed,
  useFloorStore,
} from '../../state/floor-store.ts'
import { goTo, showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { EditPlan } from './EditPlan.tsx'
import { RoomPlan } from './FloorPlan.tsx'
import styles from './floor.module.css'
import { OpenTable } from './OpenTable.tsx'
import { type Direction, tableBeside } from './plan-edits.ts'
import { TablePanel } from './TablePanel.tsx'
import { TABLE_LOOKS } from './table-looks.ts'

/** The shop's rooms: which tables are free, what the others have; a touch or a number leads to a table's ticket. */
export function Floor() {
  const { t } = useTranslation()
  const floor = useSlice('floor')
  const editing = useFloorStore((state) => state.editing)
  const mayEdit = useMay('change-settings')
  if (editing && mayEdit && floor !== null) return <EditPlan floor={floor} />
  if (floor === null) return <main className={styles.nothing}>{t('floor.none')}</main>
  return <Service floor={floor} />
}

function Service({ floor }: { readonly floor: FloorView }) {
  const { t } = useTranslation()
  const chosen = useFloorStore()
  const { room, table } = chosenTable(floor, chosen)
  const number = useEntry()
  const seating = floor.rooms.flatMap(({ tables }) => tables).find(({ id }) => id === chosen.seating) ?? null
  const move = (direction: Direction) => {
    const next = room === undefined ? null : tableBeside(room.tables, table, direction)
    if (next !== null) chooseTable(next.id)
  }
  const enter = () => {
    const typed = number.latest()
    number.clear()
    if (typed === '') {
      if (table !== null) openTable(table, chosenTicket(table, chosen.saleId)?.saleId ?? null)
      return
    }
    const named = tableNamed(floor, typed)
    if (named === null) {
      showToast({ tone: 'note', text: t('floor.noSuchTable', { table: typed }) })
      return
    }
    showTable(floor, named)
    openTable(named, null)
  }
  // The first touch shows what a table has, the second one takes its ticket; guests of a free table are counted at once.
  const press = (pressed: TableView) => {
    number.clear()
    const isAgain = pressed.id === table?.id
    chooseTable(pressed.id)
    if (isAgain || pressed.state === 'free') openTable(pressed, isAgain ? chosen.saleId : null)
  }
  useKeys({
    onDigit: (digit) => /\d/.test(digit) && number.type(digit),
    keys: {
      Enter: enter,
      Backspace: number.erase,
      Escape: () => (number.latest() === '' ? goTo('sale') : number.clear()),
      ArrowLeft: () => move('left'),
      ArrowRight: () => move('right'),
      ArrowUp: () => move('up'),
      ArrowDown: () => move('down'),
      PageUp: () => turnRoom(floor, room?.id, -1),
      PageDown: () => turnRoom(floor, room?.id, 1),
    },
  })
  if (room === undefined) return null
  return (
    <main className={styles.page}>
      <Head floor={floor} roomId={room.id} typed={number.digits} />
      <RoomPlan floor={floor} room={room} chosenId={table?.id ?? null} onPress={press} />
      <TablePanel table={table} />
      {seating !== null && <OpenTable table={seating} />}
    </main>
  )
}

function turnRoom({ rooms }: FloorView, roomId: string | undefined, by: 1 | -1): void {
  const at = rooms.findIndex(({ id }) => id === roomId)
  const next = rooms[Math.min(rooms.length - 1, Math.max(0, at + by))]
  if (next !== undefined) useFloorStore.setState({ roomId: next.id, tableId: null, saleId: null })
}

function Head({
  floor,
  roomId,
  typed,
}: {
  readonly floor: FloorView
  readonly roomId: string
  readonly typed: string
}) {
  const { t } = useTranslation()
  const mayEdit = useMay('change-settings')
  const tables = floor.rooms.flatMap((room) => room.tables)
  const count = (...states: readonly TableState[]) => tables.filter(({ state }) => states.includes(state)).length
  return (
    <div className={styles.head}>
      <Rooms floor={floor} roomId={roomId} />
      <output className={styles.number} aria-live="polite" data-testid="table-number">
        {typed === '' ? <span className="dim sm">{t('floor.typeNumber')}</span> : t('floor.table', { table: typed })}
      </output>
      <div className={styles.counts}>
        <Badge tone="plain" icon="users">
          {t('floor.free', { count: count('free') })}
        </Badge>
        <Badge tone="acc" icon="fork">
          {t('floor.served', { count: count('open', 'note', 'paying', 'unknown') })}
        </Badge>
        {count('unknown') > 0 && (
          <Badge {...TABLE_LOOKS.unknown}>{t('floor.inDoubt', { count: count('unknown') })}</Badge>
        )}
      </div>
      <Key look="button" className={keys.small} onPress={() => goTo('held')}>
        <Icon name="hold" />
        {t('nav.held')}
      </Key>
      <Key
        look="button"
        className={keys.small}
        closed={mayEdit ? null : t('closed.floor.manager')}
        onPress={() => useFloorStore.setState({ editing: true, before: [] })}
      >
        <Icon name="pencil" />
        {t('floor.edit')}
      </Key>
    </div>
  )
}

/** The rooms side by side; PageUp and PageDown go through them. */
export function Rooms({ floor, roomId }: { readonly floor: FloorView; readonly roomId: string }) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.rooms} aria-label={t('floor.rooms')}>
      {floor.rooms.map(({ id, name }) => (
        <Key
          key={id}
          look="button"
          pressed={id === roomId}
          onPress={() => useFloorStore.setState({ roomId: id, tableId: null, saleId: null })}
        >
          {name}
        </Key>
      ))}
    </fieldset>
  )
}
