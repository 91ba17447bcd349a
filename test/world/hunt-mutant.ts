import { MUTANTS } from './mutants.ts'
import { planWorld } from './plan.ts'
import type { Breach } from './promises.ts'
import { runWorld } from './world.ts'

export interface MutantReport {
  readonly mutant: string
  /** Null: not found. */
  readonly foundAfterPayments: number | null
  readonly by: Breach | null
}

/** Small worlds: what is found is found soon, and its story is short. */
const MUTANT_CUSTOMERS = 40

/** Lives through worlds with one planted fault until a promise breaks. */
export async function huntMutant(
  name: string,
  { seed, paymentsMax, image }: { readonly seed: number; readonly paymentsMax: number; readonly image: Buffer },
): Promise<MutantReport> {
  const mutant = MUTANTS.find((known) => known.name === name)
  if (mutant === undefined) throw new Error(`no mutant "${name}"`)
  let payments = 0
  for (let world = 0; payments < paymentsMax; world += 1) {
    const plan = planWorld({ seed, world, customers: MUTANT_CUSTOMERS })
    const result = await runWorld(plan, { image, mutant })
    payments += result.payments
    const [first] = result.breaches
    if (first !== undefined) return { mutant: name, foundAfterPayments: payments, by: first }
  }
  return { mutant: name, foundAfterPayments: null, by: null }
}
