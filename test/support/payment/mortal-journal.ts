import { CatalogueFailure } from '#contract/result.ts'
import type { MemoryJournal } from './memory-journal.ts'

/** One run of the program on a disk that outlives it. */
export interface Life {
  isOver: boolean
  /** Records written so far; those with these numbers, from 1, are refused as by a full disk. */
  records: number
  refused: readonly number[]
  /** The record at which the process dies. */
  kill: { readonly at: number; readonly moment: 'before' | 'after' } | null
}

export const newLife = (plan: Partial<Pick<Life, 'refused' | 'kill'>> = {}): Life => ({
  isOver: false,
  records: 0,
  refused: [],
  kill: null,
  ...plan,
})

const WRITES = [
  'commit',
  'commitAll',
  'commitApproved',
  'commitSignatureSlip',
  'commitVoid',
  'commitAdvice',
  'commitUpload',
] as const
type Write = (typeof WRITES)[number]

const NEVER = new Promise<never>(() => {})

/** The journal as one life of the program sees it: once that is over, nothing it still tries comes through or back. */
export function mortalJournal(disk: MemoryJournal, life: Life): MemoryJournal {
  const write = (name: Write) => async (step: never, more: never) => {
    if (life.isOver) return NEVER
    life.records += 1
    const { records, refused, kill } = life
    if (refused.includes(records)) throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
    const dies = kill?.at === records
    if (dies && kill.moment === 'before') life.isOver = true
    if (life.isOver) return NEVER
    const done = await disk[name](step, more)
    if (dies) life.isOver = true
    return dies ? NEVER : done
  }
  return new Proxy(disk, {
    get: (target, name) => {
      if (WRITES.includes(name as Write)) return write(name as Write)
      const found: unknown = Reflect.get(target, name)
      if (typeof found !== 'function') return found
      return (...parameters: unknown[]) => (life.isOver ? NEVER : found.apply(target, parameters))
    },
  })
}
