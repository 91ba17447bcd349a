import { parentPort } from 'node:worker_threads'
import { seededImage } from './disk.ts'
import { huntMutant } from './hunt-mutant.ts'
import { planWorld } from './plan.ts'
import { rememberHashes } from './remembered-hashes.ts'
import { runWorld } from './world.ts'

/** What a worker is asked: one world, or one mutant from its first world on. */
export type WorkerTask =
  | { readonly kind: 'world'; readonly seed: number; readonly world: number; readonly customers: number }
  | { readonly kind: 'mutant'; readonly name: string; readonly seed: number; readonly paymentsMax: number }

rememberHashes()
const image = await seededImage()

parentPort?.on('message', async (task: WorkerTask) => {
  if (task.kind === 'mutant') {
    parentPort?.postMessage(await huntMutant(task.name, { ...task, image }))
    return
  }
  const { story: _, ...summary } = await runWorld(planWorld(task), { image })
  parentPort?.postMessage(summary)
})
