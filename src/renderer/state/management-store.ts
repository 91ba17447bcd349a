import { create } from 'zustand'
import { goTo } from './screen-store.ts'

/** Which section of the management is open; it stays when one looks elsewhere. */
export const useManagementStore = create<{ readonly section: string }>(() => ({ section: 'station' }))

/** Opens the management at one of its sections. */
export function openSection(section: string): void {
  useManagementStore.setState({ section })
  goTo('management')
}
