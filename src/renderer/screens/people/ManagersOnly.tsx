import type { ReactNode } from 'react'
import { useMay } from '../../state/allowed.ts'
import { NeedsManager } from './NeedsManager.tsx'

/** A page for whoever manages people; anybody else reads why it is closed. */
export function ManagersOnly({ children }: { readonly children: ReactNode }) {
  return useMay('manage-people') ? children : <NeedsManager />
}
