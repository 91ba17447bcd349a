import { fail, type Result, succeed } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { holdsCardNumber } from '../barcode/barcode.ts'
import { person, type TillContext } from '../core/till-context.ts'
import type { CallsNamed } from './call-names.ts'

export type ArticleFileCalls = Pick<
  CallsNamed<'articles'>,
  | 'articles.openFile'
  | 'articles.filePiece'
  | 'articles.lookAtFile'
  | 'articles.closeFile'
  | 'articles.check'
  | 'articles.import'
  | 'articles.report'
  | 'articles.writeProblems'
  | 'articles.cancel'
  | 'articles.undoImport'
  | 'articles.export'
>

const done = (result: Result<null>): Result<Record<string, never>> => (result.ok ? succeed({}) : result)

/** Files of articles in and out. */
export function articleFileCalls(context: TillContext): ArticleFileCalls {
  const { articles: desk } = context
  /** Whose name it is done under. */
  const asPerson = (work: (by: UserView) => Result<null>): Result<Record<string, never>> => {
    const by = person(context)
    return by.ok ? done(work(by.value)) : by
  }
  return {
    'articles.openFile': async ({ name, bytes }) => {
      if (holdsCardNumber(name)) return fail('SALE_CARD_NUMBER_REFUSED')
      return done(desk.openFile(name, bytes))
    },
    'articles.filePiece': async ({ at, piece }) => desk.takePiece(at, Buffer.from(piece, 'base64')),
    'articles.lookAtFile': (wish) => desk.look(wish),
    'articles.closeFile': async () => {
      desk.closeFile()
      return succeed({})
    },
    'articles.check': async ({ format }) => done(desk.check(format)),
    'articles.import': async ({ format }) => asPerson((by) => desk.import(format, by)),
    'articles.report': async () => succeed({ report: await desk.report() }),
    'articles.writeProblems': () => desk.writeProblems(),
    'articles.cancel': async () => {
      desk.cancel()
      return succeed({})
    },
    'articles.undoImport': async () => asPerson((by) => desk.undo(by)),
    'articles.export': async () => done(desk.export()),
  }
}
