/**
 * Goal: what section 6 of the printers' sheet says of customer displays. Method: the simulated display's body, command by
 * command; the driver connected again to one that was left in the middle of things.
 */
import { describe, expect, it } from 'vitest'
import { DisplayLetters } from '#hardware/displays/display-letters.ts'
import { DISPLAY_PROFILES } from '#hardware/displays/display-profiles.ts'
import { createPoleDisplay } from '#hardware/displays/pole-display-driver.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { DisplayBody, type LetterSet } from '#simulators/customer-display/display-body.ts'
import { Mechanism } from '#simulators/escpos-printer/mechanism.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'

function openBody(dialect: 'cd5220' | 'escpos', letters: LetterSet = 'plain') {
  const problems: string[] = []
  const body = new DisplayBody({ dialect, letters, onProblem: (what) => problems.push(what) })
  const send = (text: string) => body.accept(Buffer.from(text.replaceAll(' ', ''), 'hex'))
  return { body, problems, send }
}

const blank = ' '.repeat(20)

describe('a CD5220', () => {
  it('puts its cursor where 1B 6C says, 1 to 20 across and 1 to 2 down', () => {
    const { body, problems, send } = openBody('cd5220')
    send('1b6c1402 41')
    expect(body.rows()).toEqual([blank, `${' '.repeat(19)}A`])
    send('1b6c0301')
    expect(body.cursor).toEqual([3, 1])
    expect(problems).toEqual([])
    send('1b6c1501 1b6c0103 1b6c0001')
    expect([body.cursor, problems.length]).toEqual([[3, 1], 3])
  })

  it.each([1, 2, 3, 4])('is as bright as 1B 2A %i says', (level) => {
    const { body, problems, send } = openBody('cd5220')
    send(`1b2a0${level}`)
    expect([body.looks.brightness, problems]).toEqual([level, []])
  })

  it('takes a font by 1B 66, a command set by 1B 23, and no brightness that it has not', () => {
    const { body, problems, send } = openBody('cd5220')
    send('1b6605 1b2301 1b2a05')
    expect(body.looks).toEqual({ brightness: 4, font: 5, commandSet: 1 })
    expect(problems).toEqual(['no brightness 5'])
  })

  it('in string mode takes nothing but CLR', () => {
    const { problems, send } = openBody('cd5220')
    send(`1b5141${'41'.repeat(20)}0d 1b40`)
    expect(problems).toEqual(['1b40 in string mode'])
    send('0c 1b40 1b5f00')
    expect(problems).toHaveLength(1)
  })
})

describe('an ESC/POS display', () => {
  it('is as bright as 1F 58 says, and takes letters by 1B 52', () => {
    const { body, problems, send } = openBody('escpos')
    send('1f5802 1b5201 1b2300')
    expect([body.looks, problems]).toEqual([{ brightness: 2, font: 1, commandSet: 0 }, []])
  })

  it('of the OCD-300 has ł on 9 and on 18, € on 19', () => {
    const { body, problems, send } = openBody('escpos', 'ocd300')
    send('1b7409 88 1b7412 b3 1b7413 d5')
    expect(body.rows()[0].trim()).toBe('łł€')
    expect(problems).toEqual([])
  })
})

describe('behind a printer', () => {
  it('1B 3D 02 speaks to the display, 1B 3D 01 to the printer again; each passes over what is not for it', () => {
    const { body, problems, send } = openBody('escpos')
    const papers: string[] = []
    const printer = new Mechanism(
      { columns: 42, paperLines: 100, nearEndLines: 5 },
      {
        reply: () => {},
        ticket: (bytes) => papers.push(Buffer.from(bytes).toString('latin1')),
        drawer: () => {},
        unknownCommand: (bytes) => papers.push(`unknown ${bytes.join()}`),
        sensors: () => {},
      },
    )
    const line = '1b3d01 410a 1b3d02 0c 1f240101 42 1b7400 43 1b3d01 440a 1d5601'
    for (const byte of Buffer.from(line.replaceAll(' ', ''), 'hex')) {
      send(byte.toString(16).padStart(2, '0'))
      printer.accept(Uint8Array.of(byte))
    }
    expect(body.rows()[0].trim()).toBe('BC')
    expect(problems).toEqual([])
    expect(papers).toEqual(['A\nD\n\u001dV\u0001'])
  })
})

describe('the driver', () => {
  const ROWS: DisplayRows = [
    { text: 'Café', figures: '2,50 €' },
    { text: 'RAZEM', figures: '12,50 zł' },
  ]

  it.each(['cd5220', 'escpos'] as const)(
    'connects again to a %s that was left showing a sale, without a problem',
    async (profile) => {
      const { link, far } = simulatedPair(`sim:again-${profile}`)
      const { body, problems } = openBody(profile)
      far.onBytes((bytes) => body.accept(bytes))
      for (let time = 0; time < 2; time += 1) {
        const display = createPoleDisplay({ endpoint: link.endpoint, profile, link })
        expect(await display.connect()).toMatchObject({ ok: true })
        await settle()
        expect(body.rows()).toEqual([blank, blank])
        await display.show(ROWS)
        await settle()
        expect(body.rows()).toEqual(display.drawn(ROWS))
        await display.close()
      }
      expect(problems).toEqual([])
    },
  )

  it.each(['cd5220', 'escpos'] as const)('spells on %s what it has no page for: EUR, l for ł', (profile) => {
    const letters = new DisplayLetters(DISPLAY_PROFILES[profile].pages)
    expect(letters.encode(ROWS[0]).text.endsWith(' 2,50 EUR')).toBe(true)
    expect(letters.encode(ROWS[1]).text.endsWith(' 12,50 zl')).toBe(true)
  })

  it('never writes more or less than twenty cells, and no line feed', () => {
    for (const { pages } of Object.values(DISPLAY_PROFILES))
      for (const text of ['', 'x', 'x'.repeat(20), 'ż€'.repeat(15)]) {
        const { text: shown, cells } = new DisplayLetters(pages).encode({ text, figures: '' })
        expect(shown).toHaveLength(20)
        expect([...cells]).not.toContain(0x0a)
      }
  })
})
