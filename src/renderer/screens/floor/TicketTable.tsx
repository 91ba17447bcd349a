import { useTranslation } from 'react-i18next'
import type { SaleView } from '#contract/views/sale-view.ts'
import { Badge } from '../../components/Badge.tsx'

/** Whose ticket is in hand. */
export function TicketTable({ table }: { readonly table: NonNullable<SaleView['table']> }) {
  const { t } = useTranslation()
  const { name, part, covers } = table
  return (
    <Badge tone="acc" icon="table">
      {[t('floor.table', { table: name }), part, t('floor.covers', { count: covers })].filter(Boolean).join(' · ')}
    </Badge>
  )
}
