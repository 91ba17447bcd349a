import { hostProgram } from './acquirer-host/host-program.ts'
import { runSimulator } from './process/simulator-process.ts'

await runSimulator(hostProgram, process.argv.slice(2))
