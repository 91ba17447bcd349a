import { useTranslation } from 'react-i18next'
import type { FloorView, TableState } from '#contract/views/floor-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { useMay } from '../../state/allowed.ts'
import { chooseTicket, useFloorStore } from '../../state/floor-store.ts'
import { goTo } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { EditPlan } from './EditPlan.tsx'
import { RoomPlan } from './FloorPlan.tsx'
import styles from './floor.module.css'
import { JoinTables } from './JoinTables.tsx'
import { OpenTable } from './OpenTable.tsx'
import { TablePanel } from './TablePanel.tsx'
import { tableKeys } from './table-actions.ts'
import { TABLE_LOOKS } from './table-looks.ts'
import { useService } from './use-service.ts'

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
  const { seating, joining, room, table, ticket, number, enter, press, move } = useService(floor)
  useKeys({
    place: 'floor',
    onDigit: (digit) => /\d/.test(digit) && number.type(digit),
    keys: {
      Enter: enter,
      Backspace: number.erase,
      Escape: () => {
        if (number.latest() !== '') number.clear()
        else if (useFloorStore.getState().moving) useFloorStore.setState({ moving: false })
        else goTo('sale')
      },
      'Shift+ArrowDown': () => table !== null && chooseTicket(table, 1),
      'Shift+ArrowUp': () => table !== null && chooseTicket(table, -1),
      ...tableKeys(table, ticket),
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
      <h1 className="visually-hidden">{t('nav.floor')}</h1>
      <Head floor={floor} roomId={room.id} typed={number.digits} />
      <RoomPlan floor={floor} room={room} chosenId={table?.id ?? null} onPress={press} />
      <TablePanel table={table} />
      {seating !== null && <OpenTable table={seating} />}
      {table !== null && joining !== null && <JoinTables from={table} to={joining} />}
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
  const moving = useFloorStore((state) => state.moving)
  const tables = floor.rooms.flatMap((room) => room.tables)
  const count = (...states: readonly TableState[]) => tables.filter(({ state }) => states.includes(state)).length
  return (
    <div className={styles.head}>
      <Rooms floor={floor} roomId={roomId} />
      <output className={styles.number} aria-live="polite" data-testid="table-number">
        {typed === '' ? (
          <span className={moving ? styles.whereTo : 'dim sm'}>{t(moving ? 'floor.whereTo' : 'floor.typeNumber')}</span>
        ) : (
          t('floor.table', { table: typed })
        )}
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
