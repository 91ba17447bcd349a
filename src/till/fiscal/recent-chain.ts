import { LIMITS } from '#contract/limits.ts'
import type { FiscalChainPort } from '../ports/fiscal-chain.port.ts'
import type { FiscalSignerPort } from '../ports/fiscal-signer.port.ts'
import { verifyChain } from './fiscal-chain.ts'

interface Parts {
  readonly fiscalChain: Pick<FiscalChainPort, 'records'>
  readonly fiscalSigner: FiscalSignerPort
}

/** Checks the newest records; the one before them is taken as it stands, the first of the till is not. */
export async function isRecentChainWhole({ fiscalChain, fiscalSigner }: Parts, lastSequence: number): Promise<boolean> {
  const limit = LIMITS.fiscalRecordsCheckedAtStart
  const [before] =
    lastSequence > limit ? await fiscalChain.records({ afterSequence: lastSequence - limit - 1, limit: 1 }) : []
  const records = await fiscalChain.records({ afterSequence: before?.sequence ?? 0, limit })
  return (
    records.at(-1)?.sequence === (lastSequence || undefined) &&
    verifyChain(records, before ?? null, fiscalSigner) === null
  )
}
