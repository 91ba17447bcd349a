import { describe, expect, it } from 'vitest'
import { schemeOf } from '#hardware/card-scheme.ts'
import { CodecError, encodeCommand, readParameters } from '#hardware/pad/abecs/codec.ts'
import {
  cardCommand,
  completionCommand,
  displayCommand,
  eventCommand,
  pinCommand,
  trackCommand,
} from '#hardware/pad/abecs/commands.ts'
import { SPE, STATUS } from '#hardware/pad/abecs/parameters.ts'
import {
  generateLinkKeys,
  readSecureOpen,
  secureOpenCommand,
  unwrapSessionKey,
  wrapSessionKey,
} from '#hardware/pad/abecs/secure-link.ts'
import { statusFailure } from '#hardware/pad/abecs/status-failure.ts'

const WAIT = {
  amountMinor: 1,
  currency: 'EUR',
  acquirerIndex: 1,
  localDate: '2026-11-22',
  localTime: '14:33:12',
  contactless: true,
  tags: ['84'],
  rows: ['', ''],
  timeoutMs: 60_000,
} as const
const EVENTS = { keys: true, stripe: true, chip: 'inserted', contactless: true, timeoutMs: 5_000 } as const

describe('the commands of the till', () => {
  it('cannot leave out the mask of the card number, nor change it', () => {
    for (const command of [cardCommand(WAIT), eventCommand(EVENTS)]) {
      expect(() => encodeCommand(command)).not.toThrow()
      const packet = Buffer.from(encodeCommand(command)).toString('latin1')
      expect(packet).toContain('\x00\x23\x00\x040604')
      const without = command.blocks.map(
        (block) => new Uint8Array(Buffer.from(Buffer.from(block).toString('latin1').replace('0604', '0609'), 'latin1')),
      )
      expect(() => encodeCommand({ id: command.id, blocks: without })).toThrow(CodecError)
      expect(() => encodeCommand({ id: command.id, blocks: [] })).toThrow('SPE_PANMASK')
    }
  })

  it('cannot ask for a track in clear', () => {
    expect(() => encodeCommand(trackCommand(7))).not.toThrow()
    expect(() => encodeCommand({ id: 'GTK', blocks: [] })).toThrow('SPE_MTHDDAT')
  })

  it('waits for the events asked for', () => {
    const options = (command: ReturnType<typeof eventCommand>) =>
      Buffer.from(readParameters(command.blocks).get(SPE.CEXOPT) ?? []).toString()
    expect(options(eventCommand(EVENTS))).toBe('111100')
    expect(
      options(eventCommand({ keys: false, stripe: false, chip: 'removed', contactless: false, timeoutMs: 1 })),
    ).toBe('002000')
  })

  it('counts time-outs in whole seconds from 1 to 255', () => {
    const seconds = (timeoutMs: number) => readParameters(cardCommand({ ...WAIT, timeoutMs }).blocks).get(SPE.TIMEOUT)
    expect([seconds(1), seconds(1_001), seconds(900_000)]).toEqual([
      Uint8Array.of(1),
      Uint8Array.of(2),
      Uint8Array.of(255),
    ])
  })

  it('refuses numbers that do not fit', () => {
    expect(() => cardCommand({ ...WAIT, amountMinor: 1_000_000_000_000 })).toThrow(CodecError)
    expect(() => cardCommand({ ...WAIT, amountMinor: -1 })).toThrow(CodecError)
    expect(() => cardCommand({ ...WAIT, amountMinor: 1.5 })).toThrow(CodecError)
    expect(() => trackCommand(100)).toThrow(CodecError)
    expect(() => displayCommand(['€', ''])).toThrow(CodecError)
  })

  it('fills 93 bytes for GPN and 32 for DSP', () => {
    expect(pinCommand(7, ['DEBIT', 'CODE :']).blocks[0]).toHaveLength(93)
    expect(displayCommand(['A', 'B']).blocks[0]).toHaveLength(32)
  })

  it('gives a response code with an answer of the host only', () => {
    const sent = (kind: 'approved' | 'declined' | 'unable-to-go-online', responseCode: string | null) => {
      const command = completionCommand({ kind, responseCode, issuerData: null, tags: ['95'], timeoutMs: 1_000 })
      const parameters = readParameters(command.blocks)
      return [SPE.FCXOPT, SPE.ARC].map((id) => Buffer.from(parameters.get(id) ?? []).toString())
    }
    expect(sent('approved', '00')).toEqual(['0000', '00'])
    expect(sent('declined', '51')).toEqual(['1000', '51'])
    expect(sent('declined', null)).toEqual(['1000', '05'])
    expect(sent('unable-to-go-online', '00')).toEqual(['2000', ''])
  })
})

describe('the secure link', () => {
  it('carries a session key under a fresh key pair, and takes nothing else for one', async () => {
    const keys = await generateLinkKeys()
    const command = secureOpenCommand(keys)
    expect(command.blocks[0]).toHaveLength(523)
    const read = readSecureOpen(command.blocks[0] ?? new Uint8Array())
    expect(read).toEqual({ modulusHex: keys.modulusHex, exponentHex: keys.exponentHex })
    const sessionKey = Uint8Array.from({ length: 16 }, (_, index) => index)
    expect(unwrapSessionKey(wrapSessionKey(read, sessionKey), keys.privateKey)).toEqual(sessionKey)
    // A key of another length, another pair's answer, spoiled digits: an error, never random bytes.
    expect(() => unwrapSessionKey(wrapSessionKey(read, sessionKey.slice(1)), keys.privateKey)).toThrow(CodecError)
    const others = await generateLinkKeys()
    expect(() => unwrapSessionKey(wrapSessionKey(others, sessionKey), keys.privateKey)).toThrow(CodecError)
    const block = wrapSessionKey(read, sessionKey)
    expect(() => unwrapSessionKey(block.slice(0, -2), keys.privateKey)).toThrow(CodecError)
    expect(() => unwrapSessionKey(block.fill(0x46, 3), keys.privateKey)).toThrow(CodecError)
  })
})

describe('schemes', () => {
  it.each([
    ['A0000000421010', '497010******4821', 'cb'],
    ['A0000000031010', '497010******4821', 'visa'],
    ['A0000000041010', '', 'mastercard'],
    ['A00000002501', '', 'amex'],
    ['A0000001523010', '', 'diners'],
    ['A0000003330101', '', 'other'],
    [null, '411111******1111', 'visa'],
    [null, '555555******4444', 'mastercard'],
    [null, '222100******0000', 'mastercard'],
    [null, '272099******0000', 'mastercard'],
    [null, '272100******0000', 'other'],
    [null, '378282*****0005', 'amex'],
    [null, '360000****0008', 'diners'],
    [null, '601111******1117', 'other'],
  ])('%s %s is %s', (applicationId, maskedPan, scheme) => {
    expect(schemeOf(applicationId, maskedPan)).toBe(scheme)
  })
})

describe('statuses', () => {
  it('have a code each, or their number for a technician', () => {
    const codes = Object.fromEntries(
      Object.entries(STATUS).map(([name, status]) => [name, statusFailure(status).error.code]),
    )
    expect(codes).toMatchObject({
      TIMEOUT: 'PINPAD_TIMEOUT',
      CANCEL: 'PINPAD_CUSTOMER_CANCELLED',
      NOCARD: 'PINPAD_CARD_REMOVED',
      PINBUSY: 'PINPAD_BUSY',
      ERRCARD: 'PINPAD_CARD_UNREADABLE',
      CARDBLOCKED: 'PINPAD_CARD_NOT_ACCEPTED',
      ERRKEY: 'PINPAD_REFUSED',
    })
    expect(statusFailure('042').error).toEqual({ code: 'PINPAD_REFUSED', details: { status: '042' } })
    expect(statusFailure('777').error).toEqual({ code: 'PINPAD_REFUSED', details: { status: '777' } })
  })
})
