/** Goal: a port is told for what is behind it before a printer is set up there. Method: servers that answer so and so. */
import { createServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createLink } from '#hardware/link/create-link.ts'
import { probePrinter } from '#hardware/printers/probe-printer.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A device that answers each query with these bytes; null hangs up. */
async function answering(answer: (query: number) => readonly number[] | null): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      const bytesBack = answer(bytes[2] ?? 0)
      if (bytesBack === null) socket.destroy()
      else if (bytesBack.length > 0) socket.write(Uint8Array.from(bytesBack))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `tcp://127.0.0.1:${address.port}`
}

it.each([
  ['ready', { 1: 0x12, 2: 0x12, 4: 0x12 }, { answers: true, paper: 'ok', coverOpen: false, confirmation: 'barrier' }],
  [
    'low on paper',
    { 1: 0x12, 2: 0x12, 4: 0x1e },
    { answers: true, paper: 'low', coverOpen: false, confirmation: 'barrier' },
  ],
  ['open, without paper', { 1: 0x1a, 2: 0x36, 4: 0x72 }, { answers: true, paper: 'out', coverOpen: true }],
])('a printer that is %s says so', async (_, answers: Readonly<Record<number, number>>, told) => {
  expect(await probePrinter(await answering((query) => [answers[query] ?? 0]))).toEqual({ ok: true, value: told })
})

it.each([
  ['names the paper', [0x37, 0x22, ...Buffer.from('PROB'), 0x00, 0x00], 'response'],
  ['answers what is asked after it', [0x00], 'barrier'],
  ['only says how it is', [], 'status'],
] as const)('a printer that %s is known by that', async (_, answer, confirmation) => {
  const isQuery = (query: number) => query === 1 || query === 2 || query === 4
  const endpoint = await answering((query) => (isQuery(query) ? [0x12] : answer))
  expect(await probePrinter(endpoint)).toMatchObject({ value: { answers: true, confirmation } })
})

it('a line that says nothing may still be a printer that cannot answer', async () => {
  expect(await probePrinter(await answering(() => []))).toMatchObject({ value: { answers: false, paper: 'unknown' } })
})

it.each([
  ['words', [...Buffer.from('HTTP/1.1 400 Bad Request')]],
  ['bytes of another protocol', [0x15]],
])('%s are no answer of a printer', async (_, bytes) => {
  const endpoint = await answering(() => bytes)
  expect(await probePrinter(endpoint)).toEqual({
    ok: false,
    error: { code: 'PRINTER_WRONG_PROTOCOL', details: { endpoint } },
  })
})

it('one that hangs up, and a port without anything, are no printer', async () => {
  expect(await probePrinter(await answering(() => null))).toMatchObject({ error: { code: 'PRINTER_NOT_FOUND' } })
  expect(await probePrinter('tcp://127.0.0.1:1')).toMatchObject({ error: { code: 'PRINTER_NOT_FOUND' } })
})

it('a line that is held is busy, and the probe leaves its own free', async () => {
  const endpoint = await answering(() => [0x12])
  await probePrinter(endpoint)
  const link = createLink(endpoint)
  if (!link.ok) throw new Error('no link')
  expect((await link.value.open()).ok).toBe(true)
  expect(await probePrinter(endpoint)).toMatchObject({ error: { code: 'PRINTER_PORT_BUSY', details: { endpoint } } })
  await link.value.close()
})
