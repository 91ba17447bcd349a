/**
 * A till as a process of its own that imports a file of articles, or only opens and takes back what the life before left, and kills itself
 * before or after the record of the import that it is told: `node mortal-import.ts FOLDER KEY import|recover MOMENT RECORD`.
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FiscalSignerPort } from '#till/ports/fiscal-signer.port.ts'
import type { ProductImportsPort } from '#till/ports/product-imports.port.ts'
import { sendFile, settledWork, waitFor } from '../till/article-files.ts'
import { openTestTill } from '../till/open-test-till.ts'

/** The calls that leave something on disk. */
const WRITES = ['begin', 'write', 'finish', 'beginUndo', 'undoStep', 'endUndo'] as const

/** Signs as every life of this till does. */
export function signerOf(keyFile: string): FiscalSignerPort {
  const privateKey = createPrivateKey(readFileSync(keyFile, 'utf8'))
  const publicKey = createPublicKey(privateKey)
  return {
    sign: (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
    verify: (bytes, signature) =>
      verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
  }
}

function mortal(port: ProductImportsPort, moment: string, record: number): ProductImportsPort {
  let written = 0
  const die = () => void process.kill(process.pid, 'SIGKILL')
  const calls = WRITES.map((name) => {
    const call = port[name] as (...given: unknown[]) => Promise<unknown>
    return [
      name,
      async (...given: unknown[]) => {
        written += 1
        const isLast = written === record
        if (isLast && moment === 'before') die()
        const answer = await call(...given)
        if (isLast && moment === 'after') die()
        return answer
      },
    ] as const
  })
  return { ...port, ...Object.fromEntries(calls) }
}

async function live([
  folder = '',
  keyFile = '',
  what = '',
  moment = '',
  record = '',
]: readonly string[]): Promise<void> {
  const imports = (port: ProductImportsPort) => mortal(port, moment, Number(record))
  const desk = await openTestTill({ folder, signer: signerOf(keyFile), imports })
  if (what === 'import') {
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    const format = await sendFile(desk, readFileSync(join(folder, '..', 'articles.csv')))
    await desk.call('articles.import', { format })
    await waitFor(desk, ({ running }) => (running?.done ?? 0) > 0)
    process.stdout.write('importing\n')
  }
  await settledWork(desk)
  desk.store.close()
}

if (process.argv[1] === import.meta.filename) await live(process.argv.slice(2))
