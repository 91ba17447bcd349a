import type { MeansDraft } from '#contract/means-api.ts'

/** What the shop of the pictures takes besides cash and cards. */
export const SAMPLE_MEANS: MeansDraft[] = [
  { id: 'cheque', kind: 'cheque', name: '', excess: 'refused', opensDrawer: true, isCounted: true, families: null },
  {
    id: 'meal',
    kind: 'meal-voucher',
    name: '',
    excess: 'kept',
    opensDrawer: true,
    isCounted: true,
    families: ['bakery', 'dairy', 'deli'],
  },
  {
    id: 'city',
    kind: 'own',
    name: 'Carte de la ville',
    excess: 'change',
    opensDrawer: false,
    isCounted: true,
    families: null,
  },
]
