import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { createLink } from '#hardware/link/create-link.ts'
import { openSerialLinkBench, openSimulatedLinkBench, openTcpLinkBench } from '#test/support/link/link-benches.ts'
import { byteLinkSuite } from './byte-link.suite.ts'

// One suite over the three kinds of line; the serial one is a real pseudo-terminal opened by the serial driver.
byteLinkSuite('memory', openSimulatedLinkBench)
byteLinkSuite('TCP', openTcpLinkBench)
byteLinkSuite('a serial line', () => openSerialLinkBench())
// A pseudo-terminal has no wires to look at: DTR/DSR holds nothing up there.
byteLinkSuite('a serial line at 38400 baud with DTR/DSR', () => openSerialLinkBench(';38400;8N2;dtr-dsr'))

describe('endpoints', () => {
  it.each([
    '',
    'tcp://',
    'tcp://host',
    'tcp://host:0',
    'tcp://host:65536',
    'tcp://host:12:13',
    'http://host:80',
    'serial:',
    'udp://host:1',
    'serial:/dev/ttyS0;12345',
    'serial:/dev/ttyS0;8N1;38400',
    'usb:04b8:0e15',
    'windows:Tickets',
    'printer:device-1',
  ])('refuses "%s"', (endpoint) => {
    expect(createLink(endpoint)).toEqual({ ok: false, trouble: 'not-found' })
  })

  it.each(['tcp://127.0.0.1:4000', 'tcp://pad.local:4000', 'serial:/dev/ttyACM0', 'serial:COM3'])(
    'takes "%s" without opening it',
    (endpoint) => {
      const created = createLink(endpoint)
      expect(created.ok && created.value.endpoint).toBe(endpoint)
    },
  )
})

it('finds a serial port busy that another process holds', async () => {
  const bench = await openSerialLinkBench()
  const path = bench.link.endpoint.replace('serial:', '')
  const holder = spawn('flock', ['--no-fork', '--exclusive', path, 'sh', '-c', 'echo held; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise((resolve) => holder.stdout.once('data', resolve))
  expect(await bench.link.open()).toEqual({ ok: false, trouble: 'busy' })
  holder.kill()
  await bench.close()
})

/** Answers no connection: its thread sleeps, and the few that the system takes in its place are taken already. */
async function deafServer() {
  const source = `
    const { parentPort } = require('node:worker_threads')
    const server = require('node:net').createServer()
    server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
      parentPort.postMessage(server.address().port)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    })`
  const worker = new Worker(source, { eval: true })
  const port = await new Promise<number>((resolve) => worker.once('message', resolve))
  return { endpoint: `tcp://127.0.0.1:${port}`, close: () => worker.terminate() }
}

it.runIf(process.platform === 'linux')('gives a connection up that is not answered in its time', async () => {
  const server = await deafServer()
  const port = Number(server.endpoint.split(':').at(-1))
  const others = Array.from({ length: 4 }, () => createConnection({ host: '127.0.0.1', port }).on('error', () => {}))
  await new Promise((resolve) => others[0]?.once('connect', resolve))
  const created = createLink(server.endpoint, { openTimeoutMs: 150, writeTimeoutMs: 150 })
  expect(created.ok && (await created.value.open())).toEqual({ ok: false, trouble: 'not-found' })
  for (const socket of others) socket.destroy()
  await server.close()
})

it.runIf(process.platform === 'linux')('has the system ask a quiet peer whether it is still there', async () => {
  const bench = await openTcpLinkBench()
  await bench.link.open()
  const port = Number(bench.link.endpoint.split(':').at(-1)).toString(16).toUpperCase().padStart(4, '0')
  const mine = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , remote, state]) => remote?.endsWith(`:${port}`) && state === '01')
  // Columns of proc(5): the sixth is which timer runs, 02 that of keep-alive, and when it is due in ticks.
  expect(mine.map(([, , , , , timer]) => timer?.split(':')[0])).toEqual(['02'])
  await bench.link.close()
  await bench.close()
})
