import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../components/Choice.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useMay } from '../../state/allowed.ts'
import { call, inOrder } from '../../state/call.ts'
import { useFloorStore } from '../../state/floor-store.ts'
import { goTo } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import management from '../management/management.module.css'
import { firstPlan } from './first-plan.ts'

/** Whether guests sit at tables here: a restaurant begins its plan of the room with it, a shop does without. */
export function TablesRule() {
  const { t } = useTranslation()
  const floor = useSlice('floor')
  const mayEdit = useMay('change-settings')
  const [isAsked, setAsked] = useState(false)
  const tables = floor?.rooms.flatMap((room) => room.tables) ?? []
  const isServing = tables.some(({ state }) => state !== 'free')
  const closed = mayEdit ? (isServing ? t('closed.floor.guests') : null) : t('closed.floor.manager')
  const begin = () =>
    inOrder(async () => {
      const words = { room: t('floor.newRoom', { number: 1 }), courses: COURSES.map((course) => t(course)) }
      const plan = firstPlan(words, () => crypto.randomUUID())
      if ((await call('floor.savePlan', { plan })).ok) drawPlan()
    })
  const end = () => {
    setAsked(false)
    inOrder(() => call('floor.savePlan', { plan: { rooms: [], courses: [] } }))
  }
  const choose = (hasTables: boolean) => {
    if (hasTables === (floor !== null)) return
    if (hasTables) begin()
    else setAsked(true)
  }
  return (
    <>
      <Choice
        name={t('floor.title')}
        className={management.twoWide}
        values={[false, true]}
        current={floor !== null}
        closed={closed}
        words={(hasTables) => t(hasTables ? 'floor.withTables' : 'floor.withoutTables')}
        onChoose={choose}
      />
      <p className="muted sm">{t('floor.tablesText')}</p>
      {floor !== null && (
        <Key look="button" closed={mayEdit ? null : t('closed.floor.manager')} onPress={drawPlan}>
          <Icon name="pencil" />
          {t('floor.edit')}
        </Key>
      )}
      {isAsked && (
        <ConfirmDialog
          title={t('floor.endTitle')}
          keep={t('floor.endKeep')}
          onKeep={() => setAsked(false)}
          deed={{ words: t('floor.endConfirm'), icon: 'trash', onConfirm: end }}
        >
          <p>{t('floor.endText', { count: tables.length })}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

/** The meal in its order. */
const COURSES = ['floor.firstCourse', 'floor.mainCourse', 'floor.lastCourse'] as const

/** Leads to the plan, where tables are moved and named. */
function drawPlan(): void {
  useFloorStore.setState({ editing: true, before: [], roomId: null, tableId: null, saleId: null })
  goTo('floor')
}
