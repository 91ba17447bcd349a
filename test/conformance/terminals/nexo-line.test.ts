/**
 * Goal: an answer over HTTP is read whole in whatever form and pieces it comes, and whatever is less than that is no answer. Method: the
 * line on a stream in memory whose far end says the bytes of an answer, at once or one by one.
 */
import { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { NexoLine } from '#hardware/terminals/nexo/nexo-line.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'

/** Says `answer` once a whole message has come, then hangs up or does not. */
function farEnd(answer: string, pieces: 'whole' | 'bytes', hangsUp: boolean) {
  const heard: Buffer[] = []
  const stream: Duplex = new Duplex({
    read: () => {},
    write: (bytes: Buffer, _, done) => {
      heard.push(bytes)
      done()
      if (!Buffer.concat(heard).toString().endsWith('{"ask":1}')) return
      setImmediate(() => {
        for (const piece of pieces === 'whole' ? [answer] : answer) stream.push(piece)
        if (hangsUp) stream.push(null)
      })
    },
  })
  return { stream, heard: () => Buffer.concat(heard).toString() }
}

async function answerTo(answer: string, pieces: 'whole' | 'bytes', hangsUp = true, timeoutMs = 5_000) {
  const far = farEnd(answer, pieces, hangsUp)
  const dial = async () => ({ ok: true, stream: far.stream }) as const
  const line = new NexoLine({ dial, clock: realClock, endpoint: 'tcp://192.0.2.7:8443' })
  const heard = await line.post('{"ask":1}', timeoutMs)
  expect(far.stream.destroyed).toBe(true)
  const said = heard.kind === 'answer' ? [heard.kind, heard.status, heard.body.toString()] : [heard.kind]
  return { said, request: far.heard() }
}

const HEAD = 'HTTP/1.1 200 OK\r\n'

describe.each(['whole', 'bytes'] as const)('an answer that comes %s', (pieces) => {
  it.each([
    ['of a told length', `${HEAD}Content-Length: 5\r\n\r\nhello`, ['answer', 200, 'hello']],
    [
      'in chunks',
      `${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n`,
      ['answer', 200, 'hello'],
    ],
    ['until the line ends', `${HEAD}\r\nhello`, ['answer', 200, 'hello']],
    [
      'after a word to go on',
      `HTTP/1.1 100 Continue\r\n\r\n${HEAD}Content-Length: 5\r\n\r\nhello`,
      ['answer', 200, 'hello'],
    ],
    ['without a body', 'HTTP/1.1 204 No Content\r\n\r\n', ['answer', 204, '']],
    ['cut in its body', `${HEAD}Content-Length: 6\r\n\r\nhello`, ['lost']],
    ['cut in a chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\n9\r\nhello`, ['lost']],
    ['cut in its head', `${HEAD}Content-Le`, ['lost']],
    ['of nothing', '', ['lost']],
    [
      'that changes the protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
      ['lost'],
    ],
    ['that is none', 'SSH-2.0-OpenSSH_9.2\r\n', ['broken']],
    ['with two lengths', `${HEAD}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`, ['broken']],
    ['with too long a head', `${HEAD}X: ${'x'.repeat(LIMITS.nexoHeadBytesMax)}\r\n\r\n`, ['broken']],
  ])('%s is read as what it is', async (_, answer, expected) => {
    expect((await answerTo(answer, pieces)).said).toEqual(expected)
  })
})

describe('a message', () => {
  it('is posted once, to the terminal', async () => {
    const { request } = await answerTo(`${HEAD}Content-Length: 0\r\n\r\n`, 'whole')
    expect(request).toMatch(/^POST \/nexo\/ HTTP\/1\.1\r\nHost: 192\.0\.2\.7:8443\r\n/)
    expect(request.match(/POST/g)).toHaveLength(1)
  })

  it('that is not answered in its time is not waited for', async () => {
    expect((await answerTo(`${HEAD}Content-Length: 6\r\n\r\nhello`, 'whole', false, 30)).said).toEqual(['silent'])
  })

  it('is kept back where there is no line', async () => {
    const failure = { code: 'TERMINAL_UNTRUSTED' } as const
    const dial = async () => ({ ok: false, failure }) as const
    const line = new NexoLine({ dial, clock: realClock, endpoint: 'tcp://192.0.2.7:8443' })
    expect(await line.post('{"ask":1}', 1_000)).toEqual({ kind: 'not-sent', failure })
    line.close()
    expect(await line.post('{"ask":1}', 1_000)).toMatchObject({ failure: { code: 'TERMINAL_NOT_FOUND' } })
  })
})
