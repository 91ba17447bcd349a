/**
 * Goal: both command sets of the sheet (printers-escpos, section 6) leave the till byte for byte, and a display that
 * speaks them shows what was meant, over every kind of line. Method: bytes counted on a line in memory; the simulated
 * display, which knows the sheet and not the encoder, on TCP and on a pseudo-terminal.
 */
import { afterEach, describe, expect, it } from 'vitest'
import type { DisplayProfile } from '#contract/views/devices-view.ts'
import { createPoleDisplay } from '#hardware/displays/pole-display-driver.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { SimulatedDisplay } from '#simulators/customer-display/display.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const ROWS: DisplayRows = [
  { text: 'Café crème', figures: '2,50' },
  { text: 'RAZEM', figures: '12,50 zł' },
]

async function bytesOf(profile: DisplayProfile, rows: DisplayRows) {
  const { link, far } = simulatedPair(`sim:${profile}`)
  const heard: number[] = []
  far.onBytes((bytes) => heard.push(...bytes))
  const display = createPoleDisplay({ endpoint: link.endpoint, profile, link })
  closers.push(() => display.close())
  expect(await display.connect()).toEqual({ ok: true, value: null })
  await settle()
  const ready = Buffer.from(heard.splice(0)).toString('hex')
  expect(await display.show(rows)).toEqual({ ok: true, value: null })
  await settle()
  return { ready, shown: Buffer.from(heard).toString('hex') }
}

const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex')

describe('the bytes', () => {
  it('of a CD5220: clear, initialise, clear, cursor off; each row as a string of twenty, in ASCII', async () => {
    const { ready, shown } = await bytesOf('cd5220', ROWS)
    expect(ready).toBe('0c1b400c1b5f00')
    expect(shown).toBe(`1b5141${hex('Cafe creme      2,50')}0d1b5142${hex('RAZEM       12,50 zl')}0d`)
  })

  it('of ESC/POS: clear, initialise, clear, cursor off, ASCII letters; each row at its first column, PC437 for é', async () => {
    const { ready, shown } = await bytesOf('escpos', ROWS)
    expect(ready).toBe('0c1b400c1f43001b5200')
    expect(shown).toBe(
      `1f240101${hex('Caf')}1b740082${hex(' cr')}8a${hex('me      2,50')}1f240102${hex('RAZEM       12,50 zl')}`,
    )
  })

  it('of a display with more pages: the page by its own number, changed within the row', async () => {
    const { shown } = await bytesOf('escpos-ocd300', [{ text: 'é ł', figures: '1,00' }, ROWS[1]])
    expect(shown).toContain(`1f240101${'1b7413'}82${hex(' ')}1b740988${hex('             1,00')}`)
  })
})

describe.each(['cd5220', 'escpos', 'escpos-ocd300'] as const)('a simulated display of %s', (profile) => {
  it.each(['tcp', 'serial'] as const)(
    'shows both rows over %s, the second message in place of the first',
    async (way) => {
      const far = new SimulatedDisplay(
        {
          port: 0,
          pty: way === 'serial',
          dialect: profile === 'cd5220' ? 'cd5220' : 'escpos',
          letters: profile === 'escpos-ocd300' ? 'ocd300' : 'plain',
        },
        () => {},
      )
      await far.plugIn()
      closers.push(() => far.close())
      const display = createPoleDisplay({ endpoint: far.endpoint, profile })
      closers.push(() => display.close())
      expect(await display.connect()).toEqual({ ok: true, value: null })
      for (const rows of [[{ text: 'X'.repeat(20), figures: '' }, ROWS[0]] as DisplayRows, ROWS]) {
        await display.show(rows)
        await expect
          .poll(() => far.control({ do: 'state' }), { interval: 20 })
          .toEqual({
            rows: display.drawn(rows),
            cursorShown: false,
            problems: [],
          })
      }
    },
  )
})

describe('a line', () => {
  it('without a display is said to be empty, one in use to be busy', async () => {
    const nobody = createPoleDisplay({ endpoint: 'tcp://127.0.0.1:1', profile: 'cd5220' })
    expect(await nobody.connect()).toMatchObject({ error: { code: 'DISPLAY_NOT_FOUND' } })
    const { link } = simulatedPair('sim:held')
    const first = createPoleDisplay({ endpoint: link.endpoint, profile: 'cd5220', link })
    closers.push(() => first.close())
    await first.connect()
    const second = createPoleDisplay({ endpoint: link.endpoint, profile: 'cd5220', link })
    expect(await second.connect()).toEqual({
      ok: false,
      error: { code: 'DISPLAY_PORT_BUSY', details: { endpoint: 'sim:held' } },
    })
  })

  it('that is no line of a device is one without a display', async () => {
    const display = createPoleDisplay({ endpoint: 'nothing', profile: 'escpos' })
    expect(await display.connect()).toMatchObject({ error: { code: 'DISPLAY_NOT_FOUND' } })
    expect(await display.show(ROWS)).toMatchObject({ error: { code: 'DISPLAY_NOT_FOUND' } })
  })
})
