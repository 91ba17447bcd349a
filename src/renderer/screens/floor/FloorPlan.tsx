import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import { FLOOR_GRID, type FloorTable, type FloorView, type TableView } from '#contract/views/floor-view.ts'
import { Button } from '../../components/Button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { useNow } from '../../state/use-now.ts'
import styles from './floor.module.css'
import { sittingTime } from './sitting-time.ts'
import { TABLE_LOOKS, tableWords } from './table-looks.ts'

/** Where a table stands, in hundredths of the room: the plan has no size of its own. */
export function placeOf({ column, row, width, height }: FloorTable): CSSProperties {
  const share = (squares: number, of: number) => `${(100 * squares) / of}%`
  return {
    left: share(column, FLOOR_GRID.columns),
    top: share(row, FLOOR_GRID.rows),
    width: share(width, FLOOR_GRID.columns),
    height: share(height, FLOOR_GRID.rows),
  }
}

/** One room as it stands; what a table is shows by its words, its drawing and its colour. */
export function RoomPlan({
  floor,
  room,
  chosenId,
  onPress,
}: {
  readonly floor: FloorView
  readonly room: FloorView['rooms'][number]
  readonly chosenId: string | null
  readonly onPress: (table: TableView) => void
}) {
  const { t } = useTranslation()
  const now = useNow()
  return (
    <section className={`card ${styles.plan}`} aria-label={t('floor.planOf', { room: room.name })}>
      <div className={styles.squares}>
        {room.tables.map((table) => (
          <Button
            key={table.id}
            className={classNames(styles.table, styles[table.shape], styles[table.state])}
            style={placeOf(table)}
            aria-pressed={table.id === chosenId}
            onPress={() => onPress(table)}
          >
            <TableName words={tableWords(t, table, floor, now)}>
              <TableFace table={table} currency={floor.currency} now={now} />
            </TableName>
          </Button>
        ))}
      </div>
    </section>
  )
}

/** A table has room for figures alone: who hears the screen is told what they are. */
export function TableName({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <>
      <span className="visually-hidden">{words}</span>
      <span className={styles.face} aria-hidden="true">
        {children}
      </span>
    </>
  )
}

function TableFace({
  table,
  currency,
  now,
}: {
  readonly table: TableView
  readonly currency: FloorView['currency']
  readonly now: number
}) {
  const { t } = useTranslation()
  const { name, state, seats, covers, openedAt, totalMinor } = table
  const { icon } = TABLE_LOOKS[state]
  if (state === 'free')
    return (
      <>
        <b className={styles.name}>{name}</b>
        <span className={styles.fact}>
          <Icon name="users" size="small" />
          {seats}
        </span>
        <span className={styles.word}>{t('tableState.free')}</span>
      </>
    )
  return (
    <>
      <b className={styles.name}>{name}</b>
      <b className={styles.sum}>{formatAmount(totalMinor, currency)}</b>
      <span className={styles.fact}>
        <Icon name="users" size="small" />
        {covers ?? seats}
        {openedAt !== null && (
          <span className={styles.since}>
            <Icon name="clock" size="small" />
            {sittingTime(openedAt, now)}
          </span>
        )}
      </span>
      {state !== 'open' && (
        <span className={styles.word}>
          <Icon name={icon} size="small" />
          {t(`tableState.${state}`)}
        </span>
      )}
    </>
  )
}
