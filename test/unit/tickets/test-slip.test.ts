/**
 * Goal: the test slip shows what a printer can do on every paper width. Method: its rows, then its bytes through the
 * simulated printer with and without code pages.
 */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { CODE_PAGES } from '#contract/views/ticket-view.ts'
import { EscposEncoder } from '#hardware/printers/escpos-encoder.ts'
import { PRINTER_PROFILES } from '#hardware/printers/printer-profiles.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import { paperText, SHOP, testSlip } from '#test/support/tickets/documents.ts'
import { testSlip as buildTestSlip } from '#till/papers/test-slip.ts'
import { layOut } from '#till/tickets/lay-out.ts'

describe('the test slip', () => {
  it('is made from the till’s own head and the printer’s name', () => {
    const context = {
      shop: SHOP,
      locale: 'de' as const,
      currency: 'EUR' as const,
      training: true,
      softwareVersion: '1.0',
      local: () => ({ date: '2026-11-22', time: '14:33:12' }),
    }
    const { kind, document } = buildTestSlip(context, { deviceAlias: 'Theke', at: '2026-11-22T13:33:12.000Z' })
    expect(kind).toBe('test')
    expect(document).toEqual(testSlip({ locale: 'de', training: true, deviceAlias: 'Theke' }))
  })

  it.each([32, 42, 48] as const)('has a ruler of exactly %i columns, and fits', (columns) => {
    const rows = paperText(layOut(testSlip(), columns))
    expect(rows).toContain('123456789012345678901234567890123456789012345678'.slice(0, columns))
    expect(rows.map((row) => row.trim())).toContain('Imprimante comptoir')
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(columns)
  })

  it.each(LOCALES)('shows accents, the euro, every code page, three barcodes and a QR in %s', (locale) => {
    const { rows } = layOut(testSlip({ locale }), 42)
    const text = paperText({ columns: 42, rows }).join('\n')
    for (const letters of ['àâçéèêëîïôùûü œŒ', 'ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ', 'äöüß ÄÖÜ', '€ 12,34 €', '22'])
      expect(text).toContain(letters)
    expect(rows.flatMap((row) => (row.kind === 'text' && row.codePage ? [row.codePage] : []))).toEqual([...CODE_PAGES])
    expect(rows.flatMap((row) => (row.kind === 'barcode' ? [row.symbology] : []))).toEqual(['code128', 'ean13', 'ean8'])
    expect(rows.filter(({ kind }) => kind === 'qr')).toEqual([{ kind: 'qr', content: 'TEST-QR' }])
  })

  it('leaves a gap for what a page lacks, and draws what no page has', () => {
    const laidOut = layOut(testSlip(), 42)
    const printed = interpretTicket(new EscposEncoder().encode(laidOut).bytes, 42)
    expect(printed.problems).toEqual([])
    const rows = printed.text.split('\n')
    const sample = (page: string) => rows.find((row) => row.startsWith(page))?.slice(12)
    expect(CODE_PAGES.map((page) => sample(page.toUpperCase()))).toEqual([
      'éè_€äß___ç',
      'éèœ€äß___ç',
      'é___äßłżąç',
      'é__€äßłżąç',
      'éè__äß___ç',
    ])
    expect(rows.filter((row) => row.startsWith('[image'))).toHaveLength(1)
    const few = interpretTicket(new EscposEncoder(PRINTER_PROFILES.ascii).encode(laidOut).bytes, 42)
    expect(few.problems).toEqual([])
    expect(few.text).toContain('CP852       __________')
  })
})
