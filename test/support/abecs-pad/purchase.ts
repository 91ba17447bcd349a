import { type Parameter, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { SPE } from '#hardware/pad/abecs/parameters.ts'
import { fromHex } from './test-till.ts'

/** Commands of a purchase of 20.00 at slot 07, each with what the test changes. */
export const TAGS = fromHex('9F269F279F109F379F36959A9C9F025F2A829F1A9F339F345A579B')

type Values = Readonly<Record<number, string>>

function blocks(values: Values, more: readonly Parameter[] = [], first: readonly Parameter[] = []): Uint8Array[] {
  return writeParameters([
    ...first,
    ...Object.entries(values).map(([id, text]) => textParameter(Number(id), text)),
    ...more,
  ])
}

export function gcx(changes: Values = {}): Uint8Array[] {
  return blocks(
    {
      [SPE.AMOUNT]: '000000002000',
      [SPE.TRNDATE]: '261122',
      [SPE.TRNTIME]: '143312',
      [SPE.GCXOPT]: '10000',
      [SPE.PANMASK]: '0604',
      ...changes,
    },
    [[SPE.TAGLIST, TAGS]],
  )
}

export function gtk(changes: Values = {}): Uint8Array[] {
  return blocks({ [SPE.TRACKS]: '0010', [SPE.MTHDDAT]: '50', [SPE.KEYIDX]: '07', ...changes })
}

/** `first` comes before the rest, so it wins over what is repeated. */
export function gox(changes: Values = {}, first: readonly Parameter[] = []): Uint8Array[] {
  return blocks(
    {
      [SPE.ACQREF]: '01',
      [SPE.MTHDPIN]: '3',
      [SPE.KEYIDX]: '07',
      [SPE.AMOUNT]: '000000002000',
      [SPE.DSPMSG]: 'DEBIT  20,00 EUR\rCODE :',
      ...changes,
    },
    [[SPE.TAGLIST, TAGS]],
    first,
  )
}

export function fcx(option: string, responseCode = '00', issuerDataHex = ''): Uint8Array[] {
  const more: Parameter[] = [[SPE.TAGLIST, TAGS]]
  if (issuerDataHex !== '') more.push([SPE.EMVDATA, fromHex(issuerDataHex)])
  return blocks(option === '2000' ? { [SPE.FCXOPT]: option } : { [SPE.FCXOPT]: option, [SPE.ARC]: responseCode }, more)
}

export const RMC_TEXT = Uint8Array.from(Buffer.from('REPRENEZ        VOTRE CARTE     ', 'latin1'))
