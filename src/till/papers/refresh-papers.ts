import { LIMITS } from '#contract/limits.ts'
import { emit, type TillContext } from '../core/till-context.ts'
import { shownPapers } from '../tender/completed-sale.ts'
import { papersInDoubt } from './print-job-view.ts'

/**
 * Keeps the screen in step with the papers. Printers report every step of every paper: looks that are asked for while one
 * waits its turn become one. @returns what asks for a look; resolves when one that was begun since then is shown.
 */
export function papersInStep(context: TillContext): () => Promise<void> {
  let next: Promise<void> | null = null
  return () => {
    if (next !== null) return next
    const look = context.queue.run(() => {
      next = null
      return refreshPapers(context)
    })
    // Where too much waits for the till it never begins.
    look.catch(() => {
      if (next === look) next = null
    })
    next = look
    return look
  }
}

/** The printers moved papers on, or a person said something of one: what the screen shows of them is read again. */
export async function refreshPapers(context: TillContext): Promise<void> {
  const { memory, options } = context
  const inDoubt = papersInDoubt(await options.paperDecisions.inDoubt(LIMITS.openPaperRows))
  if (JSON.stringify(inDoubt) !== JSON.stringify(memory.papersInDoubt)) {
    memory.papersInDoubt = inDoubt
    emit(context, 'day')
  }
  if (memory.lastSale === null) return
  // What was sold and paid never changes: only its papers do.
  const { waiting: _, ...sale } = memory.lastSale
  const jobs = await options.printSpool.papersOfSale(sale.id)
  const waiting = await options.printSpool.waiting(sale.id)
  memory.lastSale = { ...sale, ...shownPapers(jobs, waiting) }
  emit(context, 'lastSale')
}
