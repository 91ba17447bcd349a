// In the place of Windows PowerShell with print-raw.ps1: does what $STAND_IN says, and writes down how it was called.
import { writeFileSync } from 'node:fs'

const mode = process.argv.at(-1)
const { STAND_IN = '{}', COMPTOIR_PRINTER = '' } = process.env
const { exitCode = 0, text = '', hangs = false, notes } = JSON.parse(STAND_IN)

const chunks = []
if (mode === 'print') for await (const chunk of process.stdin) chunks.push(chunk)
if (notes) {
  const call = {
    arguments: process.argv.slice(2),
    printer: COMPTOIR_PRINTER,
    hex: Buffer.concat(chunks).toString('hex'),
  }
  writeFileSync(notes, JSON.stringify(call))
}
process.stdout.write(text)
if (hangs) setInterval(() => {}, 1_000)
else process.exitCode = exitCode
