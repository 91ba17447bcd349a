import { spawn } from 'node:child_process'
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
