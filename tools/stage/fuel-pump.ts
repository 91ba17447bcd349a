import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'

/** A pump in a process of its own, and the settings by which the till on `folder` finds it. */
export async function startPump(folder: string): Promise<SimulatorHandle> {
  const pump = await startSimulator('fuel-pump', ['--ledger', join(folder, 'pump-ledger.jsonl')])
  const nozzles = [
    { nozzle: 1, fuel: 'SP95-E10', priceMilli: 1_879, vatBasisPoints: 2_000 },
    { nozzle: 2, fuel: 'Gazole', priceMilli: 1_659, vatBasisPoints: 2_000 },
  ]
  const pumps = [{ id: 'pump-1', name: 'Pompe 1', endpoint: pump.endpoint, reserveMinor: 15_000, nozzles }]
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(join(folder, 'data', 'settings.json'), JSON.stringify({ pumps }))
  return pump
}
