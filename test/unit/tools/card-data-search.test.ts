/** Goal: a search that finds nothing must be able to find something. Method: plant each form and look for it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { filesBelow, needlesOfBlock, needlesOfPan, searchFiles } from '../../../tools/tour/card-data-search.ts'

const PAN = '4111111111111111'
const BLOCK = '9A1C8445EB993A7A00112233445566778899AABBCCDDEEFF'
const folder = mkdtempSync(join(tmpdir(), 'comptoir-search-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function plant(name: string, bytes: Buffer): string {
  const file = join(folder, 'deep', name)
  mkdirSync(join(folder, 'deep'), { recursive: true })
  writeFileSync(file, Buffer.concat([Buffer.alloc(4_097, 7), bytes, Buffer.alloc(10, 9)]))
  return file
}

describe('the search for card data', () => {
  it.each([
    ['text', Buffer.from(`{"pan":"${PAN}"}`)],
    ['track 2', Buffer.from(`;${PAN}=30122010000?`)],
    ['wide text', Buffer.from(PAN, 'utf16le')],
    ['packed figures', Buffer.from(`${PAN}D3012`.padEnd(22, 'F'), 'hex')],
    ['base64', Buffer.from(Buffer.from(PAN).toString('base64'))],
  ])('finds a card number as %s', (name, bytes) => {
    const file = plant(name, bytes)
    expect(searchFiles(filesBelow(folder), needlesOfPan(PAN)).filter((finding) => finding.file === file)).not.toEqual(
      [],
    )
  })

  it.each([
    ['raw bytes', Buffer.from(BLOCK, 'hex')],
    ['hex text', Buffer.from(BLOCK.toLowerCase())],
    ['base64 text', Buffer.from(Buffer.from(BLOCK, 'hex').toString('base64'))],
  ])('finds an encrypted block as %s', (name, bytes) => {
    const file = plant(`block ${name}`, bytes)
    expect(searchFiles([file], needlesOfBlock('track2', BLOCK))).not.toEqual([])
  })

  it('finds nothing in a masked number, and names no digits but the last four', () => {
    const file = plant('masked', Buffer.from('411111******1111'))
    expect(searchFiles([file], needlesOfPan(PAN))).toEqual([])
    expect(needlesOfPan(PAN).every(({ what }) => !what.includes('41111'))).toBe(true)
  })

  it('takes no run of equal pixels for a card, and still reads the words of a picture', () => {
    const zeros = '36000000000008'
    const pixels = plant('pixels.png', Buffer.from(zeros, 'hex'))
    const words = plant('words.png', Buffer.from(zeros))
    const packed = plant('packed.png', Buffer.from(PAN, 'hex'))
    const file = plant('pixels.db', Buffer.from(zeros, 'hex'))
    expect(searchFiles([pixels], needlesOfPan(zeros))).toEqual([])
    expect(searchFiles([words, file], needlesOfPan(zeros)).map((finding) => finding.file)).toEqual([words, file])
    expect(searchFiles([packed], needlesOfPan(PAN))).toHaveLength(1)
  })
})
