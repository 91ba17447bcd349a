/**
 * Goal: however much a file of articles holds, what is kept of it and shown of it ends, and the whole is counted. Method: the till's own
 * calls on a real database, with files that go past each limit.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { importOf, report, sendFile } from '#test/support/till/article-files.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'

let desk: TestTill
/** Of the file that was written last. */
let written: string
beforeEach(async () => {
  desk = await openTestTill({
    writtenFiles: {
      write: async (name, parts) => {
        written = ''
        for await (const part of parts) written += part
        return `/home/caisse/exports/${name}`
      },
    },
  })
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const rows = <Row>(count: number, rowOf: (at: number) => Row) => Array.from({ length: count }, (_, at) => rowOf(at))

it.each([
  [0, 'ok'],
  [1, 'ARTICLES_FILE_COLUMNS'],
])('as many columns as there may be, and %i more: %s', async (more, outcome) => {
  const head = ['Nom', ...rows(LIMITS.importColumns - 1 + more, (at) => `Colonne ${at}`)].join(';')
  const bytes = Buffer.from(`${head}\n`)
  await desk.call('articles.openFile', { name: 'wide.csv', bytes: bytes.length })
  await desk.call('articles.filePiece', { at: 0, piece: bytes.toString('base64') })
  const looked = await desk.call('articles.lookAtFile', {})
  expect(looked.ok ? 'ok' : looked.error.code).toBe(outcome)
})

it('the first rows are shown before a person chooses, and no more', async () => {
  await sendFile(desk, ['Nom', ...rows(LIMITS.importFirstRows + 3, (at) => `Article ${at}`)].join('\n'))
  const looked = await desk.call('articles.lookAtFile', {})
  expect(looked).toMatchObject({ value: { firstRows: rows(LIMITS.importFirstRows, (at) => [`Article ${at}`]) } })
})

it('the first problems are shown and more of them written to a file, and all are counted', async () => {
  const count = LIMITS.importProblemsKept + 2
  const format = await sendFile(desk, ['Nom;Prix', ...rows(count, (at) => `Article ${at};faux`)].join('\n'))
  const found = await report(desk, 'articles.check', format)
  expect(found).toMatchObject({ counts: { rows: count, refused: count }, problemsTotal: count })
  expect(found.problems.map(({ line }) => line)).toEqual(rows(LIMITS.importProblemsShown, (at) => at + 2))
  expect(await desk.call('articles.writeProblems', {})).toMatchObject({ ok: true })
  expect(written.match(/faux/g)).toHaveLength(LIMITS.importProblemsKept)
})

it('the first changes are shown, and all are counted', async () => {
  const count = LIMITS.importChangesShown + 2
  const file = (price: string) =>
    ['Référence;Nom;Prix', ...rows(count, (at) => `a${at};Article ${at};${price}`)].join('\n')
  await importOf(desk, file('1,00'))
  const { counts, changes } = await importOf(desk, file('2,00'))
  expect([counts.changed, changes.length]).toEqual([count, LIMITS.importChangesShown])
})
