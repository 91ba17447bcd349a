/**
 * The pad as a process of its own: started alone, reached over TCP and over a serial line, unplugged and plugged, with
 * the files it leaves and the page a person uses.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SerialPort } from 'serialport'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { type SimulatorEvent, type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { fcx, gcx, gox, gtk, RMC_TEXT } from '#test/support/abecs-pad/purchase.ts'
import { certificateRecord } from '#test/support/abecs-pad/table-records.ts'
import { hexOf, latin1, TestTill, textOf } from '#test/support/abecs-pad/test-till.ts'

const PROGRAM = fileURLToPath(import.meta.resolve('#simulators/abecs-pad.ts'))
const CB_PAN = '9250000000074821'

let folder = ''
const running: SimulatorHandle[] = []
const sockets: Socket[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'abecs-pad-'))
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await Promise.all(running.splice(0).map((pad) => pad.stop()))
  rmSync(folder, { recursive: true })
})

async function start(...args: string[]): Promise<SimulatorHandle> {
  const pad = await startSimulator('abecs-pad', args)
  running.push(pad)
  return pad
}

function dial(endpoint: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: Number(endpoint.split(':').at(-1)) })
  sockets.push(socket)
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

async function tillAt(endpoint: string): Promise<TestTill> {
  const socket = await dial(endpoint)
  return new TestTill({
    write: (bytes) => socket.write(bytes),
    onBytes: (listener) => void socket.on('data', listener),
  })
}

/** A whole purchase by chip and PIN; the hexadecimal of every secret it brought to the till. */
async function purchase(pad: SimulatorHandle, till: TestTill): Promise<string[]> {
  await pad.command({ do: 'customer', plan: [{ card: 'cb-chip', pin: '7391', afterMs: 1 }] })
  await till.ask('OPN')
  await till.ask('GCX', ...gcx())
  const track = await till.ask('GTK', ...gtk())
  const authorised = await till.ask('GOX', ...gox())
  expect(textOf(authorised, PP.GOXRES)).toBe('202000')
  expect(textOf(await till.ask('FCX', ...fcx('0000')), PP.FCXRES)).toBe('000')
  expect((await till.ask('RMC', RMC_TEXT)).status).toBe('RMC000')
  return [hexOf(track, PP.TRACK2), hexOf(authorised, PP.PINBLK)]
}

describe('the program', () => {
  it('tells what it is and what it takes', () => {
    const help = execFileSync(process.execPath, [PROGRAM, '--help'], { encoding: 'utf8' })
    expect(help).toContain('NOT EMV L2')
    expect(help).toContain('--ksn-state')
    expect(help).toContain('"do":"customer"')
    expect(help).toMatch(/visa-stripe-pin +stripe-pin +swipe/)
  })

  it('refuses commands it does not know, with its reason, and goes on', async () => {
    const pad = await start()
    await expect(pad.command({ do: 'insert', card: 'gold' })).rejects.toThrow(/cb-chip/)
    await expect(pad.command({ do: 'dance' })).rejects.toThrow(/refused/)
    expect(await pad.command({ do: 'display' })).toEqual([' '.repeat(16), ' '.repeat(16)])
  })
})

describe('its options', () => {
  it('make another pad of it: serial number, model, edition, keys', async () => {
    const pad = await start(
      ...['--serial-number', 'SIM0000042', '--model', 'Counter two', '--specification', '2.20'],
      ...['--key-slots', '12', '--key-set', '0123456789'],
    )
    const till = await tillAt(pad.endpoint)
    const answer = await till.ask('GIX')
    expect([textOf(answer, PP.SERNUM), textOf(answer, PP.MODEL)]).toEqual(['SIM0000042', 'Counter two;1MB'])
    expect(textOf(answer, PP.SPECVER)).toBe('2.20')
    await pad.command({ do: 'insert', card: 'cb-chip' })
    await till.ask('GCX', ...gcx())
    expect((await till.ask('GTK', ...gtk())).status).toBe('GTK042')
    expect((await till.ask('GOX', ...gox())).status).toBe('GOX042')
    expect((await till.ask('GTK', ...gtk({ [SPE.KEYIDX]: '12' }))).status).toBe('GTK000')
  })

  it('keep the tables over a restart', async () => {
    const args = ['--tables', join(folder, 'tables.json')]
    const first = await start(...args)
    const till = await tillAt(first.endpoint)
    await till.ask('TLI', latin1('01V000000009'))
    await till.ask('TLR', latin1(`01${certificateRecord('01', '01')}`))
    expect((await till.ask('TLE')).status).toBe('TLE000')
    await first.stop()
    const again = await tillAt((await start(...args)).endpoint)
    expect((await again.ask('TLI', latin1('01V000000009'))).status).toBe('TLI000')
  })

  it('are refused in words when they make no sense', () => {
    const refuse =
      (...args: string[]) =>
      () =>
        execFileSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', stdio: 'pipe' })
    expect(refuse('--specification', '3.00')).toThrow(/2\.12, 2\.20/)
    expect(refuse('--key-slots', 'seven')).toThrow(/01,07 or none/)
  })
})

describe('over TCP', () => {
  it('serves one till; a second one is closed; the next one may come', async () => {
    const pad = await start()
    const till = await tillAt(pad.endpoint)
    expect((await till.ask('OPN')).status).toBe('OPN000')
    const second = await dial(pad.endpoint)
    await new Promise<void>((resolve) => second.once('close', () => resolve()))
    expect((await till.ask('GIX')).status).toBe('GIX000')
    sockets[0]?.destroy()
    const third = await tillAt(pad.endpoint)
    expect((await third.ask('OPN')).status).toBe('OPN000')
    const { bytesIn, bytesOut } = (await pad.command({ do: 'traffic' })) as { bytesIn: number; bytesOut: number }
    expect(bytesIn).toBeGreaterThanOrEqual(21)
    expect(bytesOut).toBe(till.received.length + third.received.length)
  })

  it('drops the line when unplugged, forgets what it did, and answers again once plugged', async () => {
    const pad = await start()
    const till = await tillAt(pad.endpoint)
    await pad.command({ do: 'insert', card: 'cb-chip' })
    await till.ask('GCX', ...gcx())
    const closed = new Promise<void>((resolve) => sockets[0]?.once('close', () => resolve()))
    await pad.command({ do: 'unplug' })
    await closed
    await expect(dial(pad.endpoint)).rejects.toThrow(/ECONNREFUSED/)
    await pad.command({ do: 'plug' })
    const again = await tillAt(pad.endpoint)
    expect((await again.ask('GOX', ...gox())).status).toBe('GOX010')
  })

  it('goes on with a blocking command when the till dies, until the next till stops it', async () => {
    const pad = await start()
    const till = await tillAt(pad.endpoint)
    await till.begin('GCX', ...gcx())
    sockets[0]?.destroy()
    const next = await tillAt(pad.endpoint)
    await next.cancel()
    expect((await next.ask('OPN')).status).toBe('OPN000')
  })

  it('leaves a line for each secret, and uses no key twice after a restart', async () => {
    const args = ['--ksn-state', join(folder, 'ksn.json'), '--emitted', join(folder, 'emitted.jsonl')]
    const secrets: string[] = []
    for (let run = 0; run < 2; run += 1) {
      const pad = await start(...args)
      secrets.push(...(await purchase(pad, await tillAt(pad.endpoint))))
      await pad.stop()
    }
    const emitted = readFileSync(join(folder, 'emitted.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; hex: string; keySerialHex: string })
    expect(emitted.map(({ hex }) => hex)).toEqual(secrets)
    expect(emitted.map(({ kind }) => kind)).toEqual(['track2', 'pin-block', 'track2', 'pin-block'])
    expect(new Set(emitted.map(({ keySerialHex }) => keySerialHex)).size).toBe(4)
  })

  it('tells its parent neither card number nor PIN', async () => {
    const pad = await start()
    const events: SimulatorEvent[] = []
    pad.onEvent((event) => events.push(event))
    await purchase(pad, await tillAt(pad.endpoint))
    const told = JSON.stringify([events, await pad.command({ do: 'picture' })])
    expect(told).toContain('CODE :      ****')
    expect(told).not.toContain(CB_PAN)
    expect(told).not.toContain('7391')
  })
})

describe('over a serial line', () => {
  it('sells through a pseudo terminal, and is mute while unplugged', async () => {
    const pad = await start('--pty')
    expect(pad.endpoint).toMatch(/^serial:\/dev\//)
    const port = new SerialPort({ path: pad.endpoint.slice('serial:'.length), baudRate: 19_200 })
    await new Promise<void>((resolve, reject) => {
      port.once('open', () => resolve())
      port.once('error', reject)
    })
    const till = new TestTill({
      write: (bytes) => void port.write(Buffer.from(bytes)),
      onBytes: (listener) => void port.on('data', listener),
    })
    expect(await purchase(pad, till)).toHaveLength(2)
    await pad.command({ do: 'unplug' })
    const before = till.received.length
    till.writeHex('18')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(till.received.length).toBe(before)
    await pad.command({ do: 'plug' })
    await till.cancel()
    await new Promise<void>((resolve) => port.close(() => resolve()))
  })
})

describe('the page for a person', () => {
  interface Page {
    readonly status: number
    readonly headers: Readonly<Record<string, string | string[] | undefined>>
    readonly body: string
  }

  function visit(
    url: string,
    options: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Page> {
    return new Promise((resolve, reject) => {
      const asked = request(url, { method: options.method ?? 'GET', headers: options.headers ?? {} }, (response) => {
        let body = ''
        const done = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
        response.on('data', (chunk) => {
          body += chunk
          if (String(response.headers['content-type']).includes('event-stream') && body.endsWith('\n\n')) {
            done()
            asked.destroy()
          }
        })
        response.on('end', done)
      })
      asked.on('error', reject)
      asked.end(options.body)
    })
  }

  it('shows itself to who knows the word and names this machine, and to nobody else', async () => {
    const pad = await start()
    const url = pad.page ?? ''
    const { port } = new URL(url)
    const page = await visit(url)
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['access-control-allow-origin']).toBeUndefined()
    expect(page.body).toContain('FORMATION')
    for (const file of ['pad.css', 'panels.css', 'pad.js', 'words.js', 'noto-sans-latin-400.woff2'])
      expect((await visit(url + file)).status, file).toBe(200)
    expect((await visit(`http://127.0.0.1:${port}/`)).status).toBe(404)
    expect((await visit(url, { headers: { Host: 'pad.example' } })).status).toBe(404)
    expect((await visit(`${url}../pad.ts`)).status).toBe(404)
    expect((await visit(`${url}..%2fpad.ts`)).status).toBe(404)
  })

  it('obeys its own page only, and draws what happened', async () => {
    const pad = await start()
    const url = pad.page ?? ''
    const json = { 'Content-Type': 'application/json' }
    const insert = JSON.stringify({ do: 'insert', card: 'cb-chip' })
    const send = (headers: Record<string, string>, body: string) => visit(`${url}do`, { method: 'POST', headers, body })
    expect((await send({ ...json, Origin: 'http://evil.example' }, insert)).status).toBe(403)
    expect((await send({ 'Content-Type': 'text/plain' }, insert)).status).toBe(403)
    expect((await send(json, '{"do":"dance"}')).status).toBe(400)
    expect((await send(json, 'x'.repeat(9_000))).status).toBe(400)
    expect((await send({ ...json, Origin: new URL(url).origin }, insert)).status).toBe(200)
    const drawn = JSON.parse((await visit(`${url}events`)).body.replace(/^data: /, '')) as Record<string, unknown>
    expect(drawn).toMatchObject({ cardInSlot: 'cb-chip', plugged: true, expects: null })
    expect(JSON.stringify(drawn)).not.toContain(CB_PAN)
  })
})
