import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { CSSOptions, Plugin } from 'vite'

const root = import.meta.dirname
const out = (part: string) => join(root, 'out', part)

/** Maps serve a developer with a stack trace; they are kept in `out/maps`, which no package takes. */
function mapsApart(part: string): Plugin {
  return {
    name: 'comptoir:maps-apart',
    apply: 'build',
    // Not when the bundle is closed: that comes after a failed build too, and would speak in place of its cause.
    writeBundle() {
      for (const name of readdirSync(out(part), { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.map')) continue
        const target = join(out('maps'), part, name)
        mkdirSync(dirname(target), { recursive: true })
        renameSync(join(out(part), name), target)
      }
    },
  }
}

/**
 * Rules of a sheet that is composed from another come as a text of no file, which the bundler's rewriting of addresses warns about:
 * they are given the file they are put in. Sheets that are composed from name no addresses.
 */
const composedRules = {
  plugins: [
    {
      postcssPlugin: 'comptoir:composed-rules',
      OnceExit(sheet) {
        sheet.walk((node) => {
          if (node.source?.input.file === undefined && sheet.source) node.source = sheet.source
        })
      },
    },
  ],
} satisfies CSSOptions['postcss']

/**
 * Three bundles. main: ES module, the packages with native code stay outside. preload: a CommonJS file for each of the two windows
 * that needs nothing but `electron`, as Electron's sandbox demands. renderer: plain files of two pages, none inlined as `data:`,
 * because the content policy forbids such addresses.
 */
export default defineConfig({
  main: {
    plugins: [mapsApart('main')],
    build: {
      outDir: out('main'),
      sourcemap: 'hidden',
      rolldownOptions: { input: { main: join(root, 'src/main/main.ts') } },
    },
  },
  preload: {
    plugins: [mapsApart('preload')],
    build: {
      outDir: out('preload'),
      sourcemap: 'hidden',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          preload: join(root, 'src/main/preload/preload.ts'),
          'customer-preload': join(root, 'src/main/preload/customer-preload.ts'),
        },
        // The two share no module, so each is one file; a test holds that.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src/renderer'),
    plugins: [react(), mapsApart('renderer')],
    css: { postcss: composedRules },
    build: {
      outDir: out('renderer'),
      sourcemap: 'hidden',
      minify: true,
      assetsInlineLimit: 0,
      // Pages loaded from the disk beside them: nothing is gained by splitting them further. The gallery of components is for who builds screens.
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: {
        input: {
          index: join(root, 'src/renderer/index.html'),
          customer: join(root, 'src/renderer/customer.html'),
          gallery: join(root, 'src/renderer/gallery.html'),
        },
      },
    },
  },
})
