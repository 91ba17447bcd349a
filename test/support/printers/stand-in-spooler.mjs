// In the place of Windows PowerShell with print-raw.ps1: does what $STAND_IN says, and writes down how it was called.
import { appendFileSync } from 'node:fs'

const mode = process.argv.at(-1)
const { STAND_IN = '{}', COMPTOIR_PRINTER = '', COMPTOIR_WAIT_MS: waitMs } = process.env
const { exitCode = 0, text = '', hangs = '', notes } = JSON.parse(STAND_IN)

const chunks = []
if (mode === 'print' || mode === 'kick') for await (const chunk of process.stdin) chunks.push(chunk)
if (notes) {
  const call = {
    arguments: process.argv.slice(2),
    printer: COMPTOIR_PRINTER,
    waitMs,
    hex: Buffer.concat(chunks).toString('hex'),
  }
  appendFileSync(notes, `${JSON.stringify(call)}\n`)
}
process.stdout.write(text)
if (hangs === mode) setInterval(() => {}, 1_000)
else process.exitCode = exitCode
