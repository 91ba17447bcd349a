import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build } from 'vite'

const ROOT = join(import.meta.dirname, '../../..')

/**
 * One file of a program and all that it imports of the project, made once a run, in the folder of the run. It behaves as the
 * program does and starts in half the time, most of which goes into finding and reading seven hundred files: a test that kills
 * engines starts hundreds.
 *
 * @returns where it is.
 */
export async function bundledProgram(path: string): Promise<string> {
  const folder = join(tmpdir(), 'programs')
  const name = `${basename(path, '.ts')}.mjs`
  const made = join(folder, name)
  if (existsSync(made)) return made
  mkdirSync(folder, { recursive: true })
  // Packages are found beside it; another file of tests may have made the link, or the program, meanwhile.
  const link = join(folder, 'node_modules')
  if (!existsSync(link)) ignoreExisting(() => symlinkSync(join(ROOT, 'node_modules'), link))
  const scratch = mkdtempSync(join(folder, 'making-'))
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: path,
      outDir: scratch,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { output: { entryFileNames: name, codeSplitting: false } },
    },
  })
  ignoreExisting(() => renameSync(join(scratch, name), made))
  rmSync(scratch, { recursive: true, force: true })
  return made
}

function ignoreExisting(make: () => void): void {
  try {
    make()
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
  }
}
