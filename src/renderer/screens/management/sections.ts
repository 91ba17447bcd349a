import type { ComponentType } from 'react'
import type { IconName } from '../../components/icons.tsx'
import { ArticlesPage } from '../articles/ArticlesPage.tsx'
import { BackupPage } from '../backup/BackupPage.tsx'
import { BankPage } from '../bank/BankPage.tsx'
import { CustomerScreenPage } from '../customer-screen/CustomerScreenPage.tsx'
import { MeansPage } from '../means/MeansPage.tsx'
import { AuditPage } from '../people/AuditPage.tsx'
import { PeoplePage } from '../people/PeoplePage.tsx'
import { RolesPage } from '../people/RolesPage.tsx'
import { ReportsPage } from '../reports/ReportsPage.tsx'
import { ShopPage } from '../shop/ShopPage.tsx'
import { SupportPage } from '../support/SupportPage.tsx'
import { WorkstationPage } from '../workstation/WorkstationPage.tsx'
import { SaleRules } from './SaleRules.tsx'
import { Station } from './Station.tsx'

interface Section {
  /** Its words are `management.section.` and this. */
  readonly id: string
  readonly icon: IconName
  readonly Page: ComponentType
}

/** The sections of the management in the order of the rail; the first is open until another is chosen. */
export const SECTIONS = [
  { id: 'station', icon: 'display', Page: Station },
  { id: 'shop', icon: 'receipt', Page: ShopPage },
  { id: 'sale-rules', icon: 'percent', Page: SaleRules },
  { id: 'bank', icon: 'bank', Page: BankPage },
  { id: 'articles', icon: 'receipt', Page: ArticlesPage },
  { id: 'backup', icon: 'shield', Page: BackupPage },
  { id: 'support', icon: 'mail', Page: SupportPage },
  { id: 'people', icon: 'users', Page: PeoplePage },
  { id: 'roles', icon: 'check', Page: RolesPage },
  { id: 'audit', icon: 'clock', Page: AuditPage },
  { id: 'means', icon: 'cash', Page: MeansPage },
  { id: 'customer-screen', icon: 'display', Page: CustomerScreenPage },
  { id: 'comfort', icon: 'keyboard', Page: WorkstationPage },
  { id: 'reports', icon: 'percent', Page: ReportsPage },
] as const satisfies readonly Section[]
