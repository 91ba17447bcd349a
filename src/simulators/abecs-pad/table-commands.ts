import { answer, type CommandRun, PadRefusal } from './pad-context.ts'

/** TLI: acquirer and version of the tables to come; 020 when they differ from what is loaded. Both mean go on. */
export const runTli: CommandRun = async ({ blocks }, { tables }) => {
  const [, acquirer, version] = /^(\d{2})(.{10})$/s.exec(latin1(blocks[0])) ?? []
  if (acquirer === undefined || version === undefined) throw new PadRefusal('INVPARM')
  if (!tables.begin(acquirer, version)) throw new PadRefusal('TABVERDIF')
  return answer('TLI')
}

/** TLR: count and records; what is unsound or of another acquirer is dropped and never named. */
export const runTlr: CommandRun = async ({ blocks }, { tables, body }) => {
  if (!tables.isLoading) throw new PadRefusal('INVCALL')
  const text = latin1(blocks[0])
  const count = /^\d{2}/.exec(text)?.[0]
  if (count === undefined) throw new PadRefusal('INVPARM')
  body.show('ATUALIZANDO', 'TABELAS')
  tables.add(Number(count), text.slice(2))
  return answer('TLR')
}

/** TLE: the tables are in force. Without a TLR since TLI they are erased. */
export const runTle: CommandRun = async (_command, { tables, body }) => {
  if (!tables.isLoading) throw new PadRefusal('INVCALL')
  try {
    tables.end()
  } catch {
    // The disk refused them; the former tables stay.
    throw new PadRefusal('TABERR')
  }
  body.clearDisplay()
  return answer('TLE')
}

function latin1(bytes: Uint8Array = new Uint8Array()): string {
  return Buffer.from(bytes).toString('latin1')
}
