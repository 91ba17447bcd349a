import { serveProcess } from '#main/carriers/process-server.ts'
import { createFakeTill } from './fake-till.ts'

/** The fake till as an engine process: what `startTillProcess` starts when given this file as its command. */
const till = createFakeTill()
await serveProcess(till, process.stdin, process.stdout)
process.exit(0)
