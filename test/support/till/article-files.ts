import { LIMITS } from '#contract/limits.ts'
import type { ArticleWork, ImportFormat, ImportReport } from '#contract/views/import-view.ts'
import type { TestTill } from './open-test-till.ts'

/** Sends a file as a screen does, piece by piece. @returns how the till would read it. */
export async function sendFile(
  desk: TestTill,
  content: string | Uint8Array,
  name = 'articles.csv',
): Promise<ImportFormat> {
  const bytes = Buffer.from(content as string)
  await desk.call('articles.openFile', { name, bytes: bytes.length })
  for (let at = 0; at < bytes.length; at += LIMITS.importPieceBytes) {
    const piece = bytes.subarray(at, at + LIMITS.importPieceBytes).toString('base64')
    const taken = await desk.call('articles.filePiece', { at, piece })
    if (!taken.ok) throw new Error(taken.error.code)
  }
  const looked = await desk.call('articles.lookAtFile', {})
  if (!looked.ok) throw new Error(looked.error.code)
  return looked.value.format
}

/** Looks at the work between its steps until it is as wanted. */
export async function waitFor(desk: TestTill, isSo: (work: ArticleWork) => boolean): Promise<ArticleWork> {
  for (;;) {
    const work = desk.till.slice('articleWork')
    if (isSo(work)) return work
    await new Promise((resolve) => setImmediate(resolve))
  }
}

export const settledWork = (desk: TestTill): Promise<ArticleWork> => waitFor(desk, ({ running }) => running === null)

/** Checks or imports the file in hand to its end. */
export async function report(
  desk: TestTill,
  what: 'articles.check' | 'articles.import',
  format: ImportFormat,
): Promise<ImportReport> {
  const begun = await desk.call(what, { format })
  if (!begun.ok) throw new Error(begun.error.code)
  const { ended } = await settledWork(desk)
  if (ended?.outcome !== 'done') throw new Error(JSON.stringify(ended))
  const answer = await desk.call('articles.report', {})
  if (!answer.ok || answer.value.report === null) throw new Error('no report')
  return answer.value.report
}

/** Sends and imports a file as it is guessed. */
export async function importOf(desk: TestTill, content: string | Uint8Array): Promise<ImportReport> {
  return report(desk, 'articles.import', await sendFile(desk, content))
}
