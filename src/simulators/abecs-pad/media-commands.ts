import { readParameterList, textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import type { MediaFile } from './media-store.ts'
import { answer, CommandParameters, type CommandRun, PadRefusal } from './pad-context.ts'

const NAME = /^[0-9A-Za-z ]{8}$/
const INFO_BYTES_MIN = 7
const PNG = 1
const PNG_HEAD = '89504E470D0A1A0A'
/** Where the header chunk of a PNG holds width and height. */
const PNG_WIDTH_AT = 16
const PNG_HEIGHT_AT = 20
/** PP_DSPGRSZ. */
export const DISPLAY_PIXELS = { rows: 120, columns: 320 } as const

/** MLI: name, size, check and type of a picture to come. */
export const runMli: CommandRun = async ({ blocks }, { media }) => {
  const parameters = new CommandParameters(blocks)
  const name = parameters.requiredText(SPE.MFNAME, NAME)
  const info = parameters.bytes(SPE.MFINFO)
  if (info === undefined) throw new PadRefusal('MANDAT')
  if (info.length < INFO_BYTES_MIN) throw new PadRefusal('INVPARM')
  const view = Buffer.from(info)
  media.begin({ name, size: view.readUInt32BE(0), crc: view.readUInt16BE(4), type: view.readUInt8(6) })
  return answer('MLI')
}

/** MLR: pieces of it, as many SPE_DATAIN as fit, in order. */
export const runMlr: CommandRun = async ({ blocks }, { media }) => {
  if (!media.isLoading) throw new PadRefusal('INVCALL')
  const parts = readParameterList(blocks).filter(([id]) => id === SPE.DATAIN)
  if (parts.length === 0) throw new PadRefusal('MANDAT')
  if (!parts.every(([, part]) => media.add(part))) throw new PadRefusal('INTERR')
  return answer('MLR')
}

/** MLE: kept when size and check are what MLI promised, else 102. */
export const runMle: CommandRun = async (_command, { media }) => {
  if (!media.isLoading) throw new PadRefusal('INVCALL')
  if (!media.end()) throw new PadRefusal('MFERR')
  return answer('MLE')
}

/** LMF: names of what is there. */
export const runLmf: CommandRun = async (_command, { media }) =>
  answer('LMF', writeParameters(media.names.map((name) => textParameter(PP.MFNAME, name))))

/** DMF: takes pictures away; a name that is not there is no error. */
export const runDmf: CommandRun = async ({ blocks }, { media }) => {
  const names = readParameterList(blocks).filter(([id]) => id === SPE.MFNAME)
  if (names.length === 0) throw new PadRefusal('MANDAT')
  for (const [, name] of names) media.remove(Buffer.from(name).toString('latin1'))
  return answer('DMF')
}

/** DSI: shows a picture in the place of the text. Only PNG that fits the display. */
export const runDsi: CommandRun = async ({ blocks }, { media, body }) => {
  const file = media.find(new CommandParameters(blocks).requiredText(SPE.MFNAME, NAME))
  if (file === undefined) throw new PadRefusal('MFNFOUND')
  if (!isShowable(file)) throw new PadRefusal('MFERRFMT')
  body.showImage(file.bytes)
  return answer('DSI')
}

export function isShowable({ type, bytes }: MediaFile): boolean {
  if (type !== PNG || bytes.length < PNG_HEIGHT_AT + 4) return false
  const view = Buffer.from(bytes)
  if (view.subarray(0, 8).toString('hex').toUpperCase() !== PNG_HEAD) return false
  const width = view.readUInt32BE(PNG_WIDTH_AT)
  const height = view.readUInt32BE(PNG_HEIGHT_AT)
  return width > 0 && height > 0 && width <= DISPLAY_PIXELS.columns && height <= DISPLAY_PIXELS.rows
}
