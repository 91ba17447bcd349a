import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawMachines } from '#test/support/machines/diagrams.ts'

/** Writes `docs/machines.md` anew from the machines themselves. */
writeFileSync(join(import.meta.dirname, '../docs/machines.md'), await drawMachines())
