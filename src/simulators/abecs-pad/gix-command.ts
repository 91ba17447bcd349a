import { type Parameter, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { KSN_DATA_SLOT, KSN_PIN_SLOT, PP, SPE, TABLE_VERSION } from '#hardware/pad/abecs/parameters.ts'
import { DISPLAY_PIXELS } from './media-commands.ts'
import { answer, CommandParameters, type CommandRun, type PadContext, PadRefusal } from './pad-context.ts'

/** What tells one pad from another. */
export interface PadIdentity {
  readonly serialNumber: string
  readonly model: string
}
export const DEFAULT_IDENTITY: PadIdentity = { serialNumber: 'SIM0000001', model: 'PAD-1' }

const ABSENT_KEYS = '0'.repeat(100)
const SLOTS = 100
const TABLE_MEMORY_BYTES = Uint8Array.of(0x00, 0x10, 0x00, 0x00)
/** Full, on its charger; on a cable. */
const BATTERY = Uint8Array.of(100, 1)
const CABLE = '0000'

type Figure = readonly [id: number, value: (context: PadContext) => string | Uint8Array]

/** What GIX gives without a list; the figures by slot and by acquirer come only when asked for (sheet 2.6). */
const IDENTITY: readonly Figure[] = [
  [PP.SERNUM, ({ identity }) => identity.serialNumber],
  [PP.PARTNBR, () => 'TRAINING'],
  [PP.MODEL, ({ identity }) => `${identity.model};1MB`],
  [PP.MNNAME, () => 'Comptoir'],
  // Contactless, display in colours; from 2.20 on also: chip, tracks 1 and 2, no SAM.
  [PP.CAPAB, ({ specification }) => (specification === '2.20' ? '1212900000' : '1200000000')],
  [PP.SOVER, () => '1.0'],
  [PP.SPECVER, ({ specification }) => specification],
  [PP.MANVERS, () => '001.00 training'],
  [PP.APPVERS, () => '001.00 training'],
  [PP.GENVERS, () => '000.00'],
  [PP.KRNLVER, () => 'NOT EMV L2'],
  [PP.CTLSVER, () => 'NOT EMV L2'],
  [PP.DSPTXTSZ, () => '0216'],
  [
    PP.DSPGRSZ,
    () => [DISPLAY_PIXELS.rows, DISPLAY_PIXELS.columns].map((size) => String(size).padStart(4, '0')).join(''),
  ],
  [PP.MFSUP, () => '100'],
  [PP.MKTDESP, () => ABSENT_KEYS],
  [PP.MKTDESD, () => ABSENT_KEYS],
  [PP.DKPTTDESP, ({ keys }) => keys.map()],
  [PP.DKPTTDESD, ({ keys }) => keys.map()],
  [PP.TLRMEM, () => TABLE_MEMORY_BYTES],
]

/** Figures that came with 2.20. */
const IDENTITY_OF_220: readonly Figure[] = [
  [PP.CTLSCAPAB, () => '246'],
  [PP.BATTINFO, () => BATTERY],
  [PP.COMMINFO, () => CABLE],
]

export const runGix: CommandRun = async ({ blocks }, context) => {
  const figures = context.specification === '2.20' ? [...IDENTITY, ...IDENTITY_OF_220] : IDENTITY
  const list = new CommandParameters(blocks).bytes(SPE.IDLIST)
  const known = (figure: Figure): Parameter => {
    const value = figure[1](context)
    return typeof value === 'string' ? textParameter(figure[0], value) : [figure[0], value]
  }
  if (list === undefined) return answer('GIX', writeParameters(figures.map(known)))
  if (list.length % 2 !== 0) throw new PadRefusal('INVPARM')
  const wanted = Array.from({ length: list.length / 2 }, (_, index) => Buffer.from(list).readUInt16BE(index * 2))
  return answer(
    'GIX',
    writeParameters(
      wanted.flatMap((id) => {
        const figure = figures.find(([identity]) => identity === id)
        return figure ? [known(figure)] : numbered(id, context)
      }),
    ),
  )
}

/** A figure by slot or acquirer, or none when the pad does not have it (GIX leaves it out). */
function numbered(id: number, { tables, keys }: PadContext): Parameter[] {
  if (id >= TABLE_VERSION && id < TABLE_VERSION + SLOTS)
    return [textParameter(id, tables.version(String(id - TABLE_VERSION).padStart(2, '0')))]
  const purpose = id >= KSN_DATA_SLOT ? 'data' : 'pin'
  const keySerial = keys.peek(purpose, id - (purpose === 'data' ? KSN_DATA_SLOT : KSN_PIN_SLOT))
  return keySerial ? [[id, keySerial]] : []
}
