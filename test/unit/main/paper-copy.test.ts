/**
 * Goal: the PDF of a paper has the paper's own lines, as text that is found, in a file that any reader opens; each copy is marked and in the chain.
 * Method: files of drawn papers read back by the rules of the format; the call on a till with a real database.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { type LaidOutTicket, rowCells } from '#contract/views/ticket-view.ts'
import { paperCopyCall } from '#main/handlers/paper-copy-call.ts'
import { ticketPdf } from '#main/paper-copy/ticket-pdf.ts'
import { customerTicket, line } from '#test/support/tickets/documents.ts'
import { openTestTill } from '#test/support/till/open-test-till.ts'
import { layOut } from '#till/tickets/lay-out.ts'

const LOGO = { acrossBytes: 2, downDots: 2, hex: 'ff018001' }
const paper = (more = {}) =>
  layOut(customerTicket({ lines: [line('a', 845, 'A', { name: 'Miel d’été ŁĄKA żółć œuf' })], ...more }), 42, {
    ticketCode: 'code128',
    logo: LOGO,
  })
const facts = { title: 'ticket-2-000001', page: 'roll', at: '2026-11-22T13:31:04.500Z' } as const

/** Objects by number, each read where the table says that it begins. */
function objectsOf(pdf: string): Map<number, string> {
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1])
  const table = pdf.slice(start)
  expect(table).toMatch(/^xref\n0 \d+\n0000000000 65535 f \n/)
  const starts = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at))
  return new Map(
    starts.map((at, index) => {
      const body = pdf.slice(at)
      expect(body.startsWith(`${index + 1} 0 obj\n`)).toBe(true)
      return [index + 1, body.slice(0, body.indexOf('\nendobj\n'))]
    }),
  )
}

/** The text that a reader finds: the codes of each page through the file's own map of letters. */
function linesOf(pdf: string): string[] {
  const letters = new Map(
    [...pdf.matchAll(/^<([0-9A-F]{2})> <([0-9A-F]{4})>$/gm)].map(([, code, unit]) => [code, unit]),
  )
  return [...pdf.matchAll(/<([0-9A-F]+)> Tj/g)].map(([, codes = '']) =>
    (codes.match(/../g) ?? [])
      .map((code) => String.fromCharCode(Number.parseInt(letters.get(code) ?? '0', 16)))
      .join(''),
  )
}

const textOf = ({ rows, columns }: LaidOutTicket) =>
  rows.map((row) => rowCells(row, columns).trimEnd()).filter((text) => text !== '')

describe('a PDF of a paper', () => {
  it('has its lines, letter by letter, in every language of its till', () => {
    for (const locale of ['fr', 'en', 'pl', 'de'] as const) {
      const ticket = paper({ locale })
      expect(linesOf(ticketPdf([ticket], facts))).toEqual(textOf(ticket))
    }
  })

  it('is a file whose every object lies where its table says, in plain ASCII, the same for the same paper', () => {
    const pdf = ticketPdf([paper()], facts)
    expect(pdf).toMatch(/^[\n -~]+$/)
    expect(ticketPdf([paper()], facts)).toBe(pdf)
    const objects = objectsOf(pdf)
    for (const body of objects.values()) {
      for (const [, number] of body.matchAll(/ (\d+) 0 R/g)) expect(objects.has(Number(number))).toBe(true)
      const stream = /\/Length (\d+) >>\nstream\n([\s\S]*)\nendstream$/.exec(body)
      if (stream !== null) expect(stream[2]).toHaveLength(Number(stream[1]))
    }
    expect(pdf).toContain('/CreationDate (D:20261122133104Z)')
  })

  it('draws the logo, the bars of its code, and a square where the shop has one', () => {
    const pdf = ticketPdf([paper()], facts)
    expect(pdf).toMatch(/\/Width 16 \/Height 2 [^>]*>>\nstream\nff018001>/)
    expect(pdf).toMatch(/\/P1 Do Q/)
    expect(pdf).toMatch(/ 60 re .* f\n/)
    const square = layOut(customerTicket(), 42, { ticketCode: 'qr', logo: null })
    expect(ticketPdf([square], facts)).toMatch(/ 4 4 re .* f\n/)
  })

  it('of a long paper is as many sheets of A4 as it takes, and no line is cut or lost', () => {
    const lines = Array.from({ length: 90 }, (_, index) =>
      line(`l${index}`, 100 + index, 'A', { name: `Article ${index}` }),
    )
    const ticket = paper({ lines })
    const pdf = ticketPdf([ticket], { ...facts, page: 'a4' })
    expect(pdf.match(/\/MediaBox \[0 0 595 842\]/g)?.length).toBeGreaterThan(2)
    expect(linesOf(pdf)).toEqual(textOf(ticket))
    for (const [, y] of pdf.matchAll(/Tf 0 (-?[\d.]+) Td/g)) expect(Number(y)).toBeGreaterThan(0)
    expect(ticketPdf([ticket], facts).match(/\/Type \/Page /g)).toHaveLength(1)
  })
})

test('a copy of a finished ticket is a file named by its number, marked, and in the chain; of none there is none', async () => {
  const desk = await openTestTill()
  const files = new Map<string, string>()
  const calls = paperCopyCall(desk.till, async (name, text) => {
    files.set(name, text)
    return `/exports/${name}`
  })
  const save = (saleId: string) => calls['ticket.savePdf']({ saleId, kind: 'customer-ticket' }, { carrier: 'test' })
  try {
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    await desk.call('sale.addProduct', { productId: 'miel' })
    const { id, totalMinor, number } = desk.till.slice('sale')
    expect(await save(id)).toMatchObject({ error: { code: 'SALE_NOT_FOUND' } })
    await desk.call('tender.cash', { givenMinor: totalMinor })
    expect(await save(id)).toEqual({ ok: true, value: { path: `/exports/customer-ticket-${number}.pdf` } })
    expect([...files.keys()]).toEqual([`customer-ticket-${number}.pdf`])
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    expect(JSON.parse(records.at(-1)?.body ?? '{}')).toMatchObject({
      event: 'digital-copy-made',
      paper: 'customer-ticket',
      number,
      userId: 'ines',
    })
  } finally {
    desk.close()
  }
})

test('a copy goes to the folder of the workstation; one that is not there is said before anything is counted, and not made', async () => {
  const desk = await openTestTill()
  const stick = mkdtempSync(join(tmpdir(), 'stick-'))
  const calls = paperCopyCall(desk.till, async () => {
    throw new Error('beside the exports')
  })
  const save = (saleId: string) => calls['ticket.savePdf']({ saleId, kind: 'customer-ticket' }, { carrier: 'test' })
  const copies = async () =>
    (await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })).filter(({ body }) =>
      body.includes('digital-copy-made'),
    ).length
  try {
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    await desk.call('sale.addProduct', { productId: 'miel' })
    const { id, totalMinor, number } = desk.till.slice('sale')
    await desk.call('tender.cash', { givenMinor: totalMinor })
    const away = join(stick, 'out')
    await desk.call('workstation.change', { pdfFolder: away })
    const known = { code: 'PRINTER_COPY_FOLDER_AWAY', details: { folder: away } }
    expect(await save(id)).toMatchObject({ ok: false, error: known })
    expect([existsSync(away), await copies()]).toEqual([false, 0])
    await desk.call('workstation.change', { pdfFolder: stick })
    const path = join(stick, `customer-ticket-${number}.pdf`)
    expect(await save(id)).toEqual({ ok: true, value: { path } })
    expect([readFileSync(path, 'latin1').startsWith('%PDF-'), await copies()]).toEqual([true, 1])
    const card = await desk.call('workstation.change', { pdfFolder: '/media/4970100000000014' })
    expect(card).toMatchObject({ error: { code: 'SALE_CARD_NUMBER_REFUSED' } })
  } finally {
    desk.close()
    rmSync(stick, { recursive: true })
  }
})

test('a digital copy says so above the lines of the paper, which are the same', () => {
  const document = customerTicket()
  const copy = layOut({ ...document, isDigitalCopy: true }, 42)
  const [mark, blank, ...rest] = copy.rows
  expect(mark).toMatchObject({ text: 'COPIE NUMÉRIQUE', bold: true })
  expect(blank).toMatchObject({ text: '' })
  expect(rest).toEqual(layOut(document, 42).rows)
})
