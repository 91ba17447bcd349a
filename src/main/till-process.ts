import { serveProcess, writeLine } from './carriers/process-server.ts'
import { openTill } from './compose.ts'
import { namedDataFolder, readTillOptions } from './till-options.ts'

/**
 * The engine as a process of its own, spoken to over its standard streams (`carriers/process-protocol.ts`):
 *
 *     node src/main/till-process.ts --data DIR --pad ENDPOINT --host ENDPOINT --printer ENDPOINT [--training | --live]
 */
// Ctrl-C in a terminal reaches every process of it; this one ends in order, when its parent closes its input.
process.on('SIGINT', () => {})

const argv = process.argv.slice(2)
const folder = namedDataFolder(argv)
if (folder === null) {
  console.error('till-process needs --data DIR --pad ENDPOINT --host ENDPOINT --printer ENDPOINT [--training | --live]')
  process.exit(2)
}
const options = readTillOptions(argv, folder)
const opened = options.ok ? await openTill(options.value) : options
if (!opened.ok) {
  writeLine(process.stdout, { kind: 'refused', error: { ...opened.error, details: { ...opened.error.details } } })
  process.exitCode = 1
} else {
  await serveProcess(opened.value, process.stdin, process.stdout)
  await opened.value.close()
  process.exit(0)
}
