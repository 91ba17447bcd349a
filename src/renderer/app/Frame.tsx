import { useEffect } from 'react'
import { letGoOfControl } from '../input/keyboard.ts'
import { Approval } from '../screens/approval/Approval.tsx'
import { Cards } from '../screens/cards/Cards.tsx'
import { Customers } from '../screens/customers/Customers.tsx'
import { DayEnd } from '../screens/day-end/DayEnd.tsx'
import { Devices } from '../screens/devices/Devices.tsx'
import { Explorer } from '../screens/explorer/Explorer.tsx'
import { Floor } from '../screens/floor/Floor.tsx'
import { Held } from '../screens/held/Held.tsx'
import { History } from '../screens/history/History.tsx'
import { Management } from '../screens/management/Management.tsx'
import { Offline } from '../screens/offline/Offline.tsx'
import { Reservations } from '../screens/reservations/Reservations.tsx'
import { SaleSpace } from '../screens/sale/SaleSpace.tsx'
import { ScenarioPanel } from '../screens/scenario/ScenarioPanel.tsx'
import { Settlement } from '../screens/settlement/Settlement.tsx'
import { StorySpace } from '../screens/story/StorySpace.tsx'
import { ask } from '../state/call.ts'
import { useScreenStore } from '../state/screen-store.ts'
import { useSlice } from '../state/till-store.ts'
import styles from './app.module.css'
import { Panels } from './Panels.tsx'
import { StatusBar } from './StatusBar.tsx'
import { ToastLine } from './ToastLine.tsx'
import { TopBar } from './TopBar.tsx'
import { useAutoLock } from './use-auto-lock.ts'
import { useFrameKeys } from './use-frame-keys.ts'
import { usePersonChange } from './use-person-change.ts'

const SPACES = {
  sale: SaleSpace,
  held: Held,
  history: History,
  day: DayEnd,
  management: Management,
  offline: Offline,
  devices: Devices,
  explorer: Explorer,
  story: StorySpace,
  settlement: Settlement,
  reservations: Reservations,
  cards: Cards,
  floor: Floor,
  customers: Customers,
} as const

/** How many tickets wait, asked again whenever another ticket comes into the hands. */
function useHeldCount(): void {
  const { id, state } = useSlice('sale')
  const { waitingSales } = useSlice('status')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket in the hands means another count
  useEffect(() => {
    void ask('sale.held', {}).then((held) => {
      if (held.ok) useScreenStore.setState({ heldCount: held.value.sales.length })
    })
  }, [id, state, waitingSales])
}

/** Before the other space is drawn: what takes the focus there keeps it. */
function useFreeFocus(): void {
  useEffect(() => useScreenStore.subscribe((now, before) => now.space !== before.space && letGoOfControl()), [])
}

/** What is looked after whatever is shown. It draws nothing: a line on the ticket draws the ticket anew, not the whole frame. */
function FrameWatch() {
  useHeldCount()
  useFreeFocus()
  usePersonChange()
  useAutoLock()
  return null
}

/** Top bar, one space, status bar. */
export function Frame() {
  const space = useScreenStore((state) => state.space)
  useFrameKeys()
  const Space = SPACES[space]
  return (
    <div className={styles.frame}>
      <TopBar />
      <Space />
      <StatusBar />
      <Panels />
      <ScenarioPanel />
      <Approval />
      <ToastLine />
      <FrameWatch />
    </div>
  )
}
