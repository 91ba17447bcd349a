import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { createLog, type Log, openLog } from '#main/log/log.ts'

/**
 * Goal: no card data in the log, whatever a caller hands over and wherever it hides it. Method: card numbers, tracks
 * and PIN blocks under every key and in every nesting; then a random search.
 */
const PAN = '4111111111111111'
const CARD_DATA = [
  PAN,
  '4111 1111 1111 1111',
  '4111-1111-1111-1111',
  Number(PAN),
  '378282246310005',
  ';4111111111111111=25121010000012345678?',
  '%B4111111111111111^DOE/JOHN^25121010000012345678?',
  '4111111111111111D25121010000012345678F',
  '0412AC89ABCDEF67',
  'FFFF9876543210E00008',
  '123',
  '1234',
  'tcp://4111111111111111:80',
  'tcp://41.1111.11111.11111:1',
]
const KEYS = [
  'pan',
  'track2',
  'pin',
  'cvv',
  'message',
  'msg',
  'text',
  'saleId',
  'paymentId',
  'jobId',
  'number',
  'code',
  'call',
  'state',
  'name',
  'alias',
  'field',
  'endpoint',
  'stan',
  'mti',
  'amountMinor',
  'count',
  'bytes',
  'responseCode',
  'version',
  'correlationId',
  'error',
  'details',
  'totals',
  'fields',
]

function record(write: (log: Log) => void): string {
  let written = ''
  write(
    createLog({
      write: (line) => {
        written += line
      },
    }),
  )
  return written
}

/** All digits of a line without its time stamp, so that separators hide nothing. */
const digits = (line: string) => line.replace(/"time":"[^"]*"/g, '').replace(/\D/g, '')

describe('what is logged', () => {
  it('keeps what the list allows', () => {
    const line = record((log) =>
      log.info('payment.started', {
        paymentId: '0a8e9b1c-1111-4222-8333-444455556666',
        number: 'P-2-009127',
        amountMinor: 1250,
        endpoint: 'tcp://127.0.0.1:41234',
        training: true,
        stan: '000123',
        error: { code: 'PINPAD_LINK_LOST', details: { field: 'lines.0.barcode' } },
      }),
    )
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: 'payment.started',
      paymentId: '0a8e9b1c-1111-4222-8333-444455556666',
      number: 'P-2-009127',
      amountMinor: 1250,
      endpoint: 'tcp://127.0.0.1:41234',
      training: true,
      stan: '000123',
      error: { code: 'PINPAD_LINK_LOST', details: { field: 'lines.0.barcode' } },
    })
  })

  it('replaces values of another shape, short ones too, and drops unknown keys with their names', () => {
    const line = JSON.parse(record((log) => log.warn('x.y', { state: '1', stan: '12', [PAN]: 'x', secret: 'y' })))
    expect(line).toMatchObject({ event: 'x.y', state: '[removed]', stan: '[removed]', removed: 2 })
    expect(Object.keys(line).sort()).toEqual(['event', 'level', 'removed', 'stan', 'state', 'time'])
  })
})

describe('card data', () => {
  it.each(CARD_DATA)('%j appears under no key and in no nesting', (data) => {
    const digitsOfData = String(data).replace(/\D/g, '')
    for (const key of KEYS) {
      for (const fields of [
        { [key]: data },
        { [key]: [data, [data]] },
        { [key]: { [key]: data, inner: { [key]: data } } },
        { error: { details: { [key]: data } } },
        { [key]: new Error(String(data)) },
        { [key]: Object.assign(new Error('x'), { code: String(data), name: String(data) }) },
        { [String(data)]: data },
      ]) {
        const line = record((log) => log.error('pad.answer', fields as Record<string, unknown>))
        if (digitsOfData.length > 6)
          expect(digits(line), `${key}: ${JSON.stringify(fields)}`).not.toContain(digitsOfData)
        expect(line).not.toContain('DOE')
        expect(line).not.toContain('AC89')
      }
    }
  })

  it('appears neither as the event nor in what was thrown', () => {
    for (const data of CARD_DATA) {
      const line = record((log) => {
        log.info(String(data))
        log.unexpected(new Error(`cannot read ${data}`), String(data))
        log.unexpected(data, 'sale.scan')
      })
      if (String(data).length > 6) expect(digits(line)).not.toContain(String(data).replace(/\D/g, ''))
      expect(line).not.toContain('cannot read')
    }
  })

  it('is not found by a random search', () => {
    const pan = fc.stringMatching(/^[1-9]\d{12,18}$/)
    fc.assert(
      fc.property(
        fc.constantFrom(...KEYS),
        pan,
        fc.stringMatching(/^[ -~]{0,12}$/),
        fc.nat({ max: 3 }),
        (key, number, around, depth) => {
          let fields: Record<string, unknown> = { [key]: `${around}${number}` }
          for (let level = 0; level < depth; level += 1)
            fields = { details: fields, error: [number], [key]: Number(number) }
          expect(digits(record((log) => log.info('pad.answer', fields)))).not.toContain(number)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('what was thrown', () => {
  it('is found again by its number, with its class and its places', () => {
    let id = ''
    const line = JSON.parse(
      record((log) => {
        id = log.unexpected(new TypeError('secret'), 'sale.scan')
      }),
    )
    expect(line).toMatchObject({
      level: 'error',
      event: 'unexpected',
      correlationId: id,
      call: 'sale.scan',
      thrown: { class: 'TypeError', messageLength: 6 },
    })
    expect(line.thrown.at[0]).toMatch(/^log\.test\.ts:\d+:\d+$/)
  })
})

it('writes a file that only its owner reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-log-'))
  openLog(folder).info('till.opened', { training: true })
  const path = join(folder, 'logs', 'comptoir.log')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ event: 'till.opened', training: true })
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

it.each([
  ['goes on', 0, false],
  ['is put aside for a new one', 1, true],
])('a log of the last start %s at its longest and %i bytes', (_, more, isPutAside) => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-log-'))
  const path = join(folder, 'logs', 'comptoir.log')
  mkdirSync(join(folder, 'logs'))
  writeFileSync(path, '')
  truncateSync(path, LIMITS.logFileBytesMax + more)
  openLog(folder).info('till.opened', { training: true })
  expect(existsSync(`${path}.1`)).toBe(isPutAside)
  expect(statSync(path).size > LIMITS.logFileBytesMax).toBe(!isPutAside)
})

describe('a full disk', () => {
  it.runIf(existsSync('/dev/full'))('never stops who logs (needs /dev/full of Linux)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-log-'))
    mkdirSync(join(folder, 'logs'))
    // Every write to this device of Linux fails with ENOSPC (full(4)).
    symlinkSync('/dev/full', join(folder, 'logs', 'comptoir.log'))
    const log = openLog(folder)
    const write = () => {
      for (let line = 0; line < 20_000; line += 1) log.info('payment.settled', { kind: 'approved' })
      return log.unexpected(new Error('x'), 'test')
    }
    expect(write()).toMatch(/^[0-9a-f-]{36}$/)
  })
})
