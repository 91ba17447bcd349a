/**
 * Goal: what is sent to the support tells how the till is, and nothing of anybody's card, code or name. Method: card data is
 * planted where a bundle reads; the written file is unpacked and searched for every form of it.
 */
import { appendFileSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { openTill } from '#main/compose.ts'
import { cleanJson, cleanLog } from '#main/support/clean-part.ts'
import { tarOf } from '#main/support/tar-file.ts'
import { readTillOptions } from '#main/till-options.ts'
import { type Desk, deskOf } from '#test/support/bad-input/desk.ts'
import { needlesOfPan, searchFiles } from '../../../tools/tour/card-data-search.ts'
import '#test/support/quick-hashes.ts'

const PAN = '4111111111111111'
const open: Desk[] = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close()
})

async function tillOn(data: string): Promise<Desk> {
  const options = readTillOptions(['--data', data], data)
  if (!options.ok) throw new Error(options.error.code)
  const opened = await openTill(options.value)
  if (!opened.ok) throw new Error(opened.error.code)
  const desk = deskOf(opened.value)
  open.push(desk)
  await desk.ask('session.signIn', { userId: 'claire', pin: '3333' })
  return desk
}

/** The files of a tar: a head of 512 bytes each, then the content in blocks of as many. */
function filesOf(tar: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  for (let at = 0; tar[at] !== 0; ) {
    const name = tar
      .subarray(at, at + 100)
      .toString('utf8')
      .replace(/\0.*$/s, '')
    const bytes = Number.parseInt(tar.subarray(at + 124, at + 135).toString('utf8'), 8)
    const content = tar.subarray(at + 512, at + 512 + bytes)
    files.set(name, content.toString('utf8'))
    at += 512 * (1 + Math.ceil(bytes / 512))
  }
  return files
}

describe('a bundle for the support', () => {
  it('shows what is inside, writes just that, and holds nothing of a card', async () => {
    const data = mkdtempSync(join(tmpdir(), 'comptoir-support-'))
    const desk = await tillOn(data)
    const log = join(data, 'logs', 'comptoir.log')
    appendFileSync(
      log,
      `{"level":"info","time":"2026-11-22T13:30:00.000Z","event":"x","name":"${PAN}","pan":"${PAN}"}\n`,
    )
    appendFileSync(log, `not a line of ours: ${PAN}\n`)
    appendFileSync(log, `{"level":"error","time":"2026-11-22T13:30:00.000Z","event":"${PAN}","code":"STORE_LOCKED"}\n`)
    writeFileSync(`${log}.1`, `${PAN}\n`)
    const preview = await desk.ask('support.preview', {})
    expect(preview.parts.map(({ name }) => name)).toEqual([
      'about',
      'settings',
      'devices',
      'status',
      'figures',
      'speed',
      'errors',
      'log',
      'old-log',
    ])
    expect(preview.parts.find(({ name }) => name === 'old-log')).toMatchObject({ bytes: 0, removed: 1 })
    // What comes after the list was shown is not in it.
    appendFileSync(log, '{"level":"error","time":"2026-11-22T13:30:01.000Z","event":"later.line"}\n')
    const { path, bytes } = await desk.ask('support.write', { id: preview.id })
    expect(path.startsWith(preview.folder)).toBe(true)
    expect(statSync(path)).toMatchObject({ size: bytes })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const tar = gunzipSync(readFileSync(path))
    const unpacked = join(data, 'unpacked.tar')
    writeFileSync(unpacked, tar)
    expect(searchFiles([path, unpacked], needlesOfPan(PAN))).toEqual([])
    const files = filesOf(tar)
    for (const { name, bytes: shown } of preview.parts) {
      const file = [...files].find(([found]) => found.startsWith(`${name}.`))
      expect(Buffer.byteLength(file?.[1] ?? 'missing')).toBe(shown)
    }
    expect(files.get('log.jsonl')).toContain('till.opened')
    expect(files.get('log.jsonl')).not.toContain('later.line')
    expect(JSON.parse(files.get('errors.json') ?? '')).toMatchObject([{ code: 'STORE_LOCKED', event: '[removed]' }])
    expect(JSON.parse(files.get('about.json') ?? '')).toMatchObject({ training: true, version: '0.1.0' })
    expect(JSON.parse(files.get('figures.json') ?? '')).toMatchObject({ tickets: 0, people: 6 })
    expect(JSON.parse(files.get('speed.json') ?? '').searchMs).toBeGreaterThan(0)
    // Names of people and of the shop stay where they are.
    for (const text of files.values()) expect(text).not.toMatch(/Claire|Inès|Lenoir|SIRET/)
  })

  it('tells the end of a long log, and the newest of many troubles', async () => {
    const data = mkdtempSync(join(tmpdir(), 'comptoir-support-'))
    const desk = await tillOn(data)
    const log = join(data, 'logs', 'comptoir.log')
    const line = (level: string, event: string) =>
      `{"time":"2026-11-22T13:30:00.000Z","level":"${level}","event":"${event}"}\n`
    const usual = line('info', 'payment.step')
    appendFileSync(log, usual.repeat(Math.ceil(LIMITS.supportLogBytesMax / usual.length)))
    appendFileSync(log, line('error', 'older') + line('error', 'newest').repeat(LIMITS.supportErrors))
    const { id, parts } = await desk.ask('support.preview', {})
    expect(parts.find(({ name }) => name === 'log')?.bytes).toBeLessThanOrEqual(LIMITS.supportLogBytesMax)
    const { path } = await desk.ask('support.write', { id })
    const files = filesOf(gunzipSync(readFileSync(path)))
    expect(files.get('log.jsonl')).toContain('older')
    expect(files.get('log.jsonl')).not.toContain('till.opened')
    const errors = JSON.parse(files.get('errors.json') ?? '') as { event: string }[]
    expect([errors.length, ...new Set(errors.map(({ event }) => event))]).toEqual([LIMITS.supportErrors, 'newest'])
  })

  it('writes nothing that was not shown, and only where it can', async () => {
    const data = mkdtempSync(join(tmpdir(), 'comptoir-support-'))
    const desk = await tillOn(data)
    expect((await desk.refused('support.write', { id: 'never' })).code).toBe('SUPPORT_NOT_SHOWN')
    const { id } = await desk.ask('support.preview', {})
    const folder = join(data, 'no-such-stick')
    expect(await desk.refused('support.write', { id, folder })).toEqual({
      code: 'SUPPORT_FOLDER_UNUSABLE',
      details: { path: folder },
    })
    await desk.ask('session.lock', {})
    await desk.ask('session.signIn', { userId: 'ines', pin: '1111' })
    expect((await desk.refused('support.preview', {})).code).toBe('SESSION_NOT_ALLOWED')
  })
})

describe('what is cleaned', () => {
  it('keeps lines of the log as they are, and leaves out what may be a card', () => {
    const line =
      '{"level":"warn","time":"2026-11-22T13:30:00.000Z","event":"host.late","stan":"000042","durationMs":12}'
    expect(cleanLog(`${line}\n`)).toEqual({
      text: '{"time":"2026-11-22T13:30:00.000Z","level":"warn","event":"host.late","stan":"000042","durationMs":12}\n',
      removed: 0,
    })
    const thrown = { class: 'Error', at: ['compose.ts:12:3', `at ${PAN}`], message: PAN }
    const kept = cleanLog(`${JSON.stringify({ level: 'error', event: 'unexpected', thrown })}\n`).text
    expect(kept).toContain('compose.ts:12:3')
    expect(kept).not.toContain(PAN)
  })

  it('takes a card number out of any value', () => {
    expect(cleanJson({ a: ['4111 1111 1111 1111', 'ok'], b: { c: Number(PAN) } })).toMatchObject({ removed: 2 })
    expect(cleanJson({ at: '2026-11-22T13:30:00.000Z', n: 42 }).removed).toBe(0)
  })

  it('packs files of any length, none too', () => {
    const contents = ['', 'x', 'y'.repeat(512), 'z'.repeat(513)]
    const files = contents.map((text, index) => ({ name: `f${index}.txt`, content: Buffer.from(text) }))
    expect([...filesOf(tarOf(files, 0)).values()]).toEqual(contents)
  })
})
