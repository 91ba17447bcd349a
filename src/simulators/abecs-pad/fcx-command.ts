import { textParameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import { CONTACTLESS_TIMEOUT_MS } from './card-commands.ts'
import { type HostWord, secondCryptogram } from './card-kernel.ts'
import { fromHex, readObjects } from './emv-objects.ts'
import { countCryptogram, emvData, gone } from './gox-command.ts'
import {
  answer,
  type CardInPad,
  CommandParameters,
  type CommandRun,
  type Conversation,
  type PadContext,
  PadRefusal,
} from './pad-context.ts'

const SCRIPT_TAGS = ['71', '72']
/** One issuer script: done, no identifier, no count. */
const SCRIPT_DONE = fromHex('2000000000')
const WORDS: Readonly<Record<string, HostWord>> = { '0': 'approved', '1': 'declined', '2': 'unreachable' }

/** GED: more figures of the card in the pad, at any time after GCX. */
export const runGed: CommandRun = async ({ blocks }, { memory }) => {
  const tagList = new CommandParameters(blocks).bytes(SPE.TAGLIST)
  if (!tagList) throw new PadRefusal('MANDAT')
  if (!memory.read) throw new PadRefusal('INVCALL')
  return answer('GED', writeParameters(emvData(memory.read.transaction, tagList)))
}

/** FCX: tells the card what the host said and answers what the card made of it. The chip is powered off after. */
export const runFcx: CommandRun = async ({ blocks }, context, conversation) => {
  const parameters = new CommandParameters(blocks)
  const said = WORDS[parameters.requiredText(SPE.FCXOPT, /^[012]000$/).charAt(0)] ?? 'unreachable'
  const responseCode = said === 'unreachable' ? null : parameters.requiredText(SPE.ARC, /^.{2}$/s)
  const emvBytes = parameters.bytes(SPE.EMVDATA)
  const issuerData = emvBytes ? readObjects(emvBytes) : new Map<string, Uint8Array>()
  if (issuerData === null) throw new PadRefusal('INVPARM')
  const tagList = parameters.bytes(SPE.TAGLIST)
  const read = context.memory.read
  if (read?.stage !== 'authorised') throw new PadRefusal('INVCALL')
  context.moments.onCompletion()
  if (responseCode !== null && read.decision === '2')
    read.transaction.objects.set('8A', Uint8Array.from(Buffer.from(responseCode, 'latin1')))
  const accepted = finish(read, { said, hasIssuerData: issuerData.has('91') }, context)
  const sent = SCRIPT_TAGS.filter((tag) => issuerData.has(tag))
  const reached =
    sent.length > 0 && (await reachCard(read, parameters.timeoutMs(context.specification), context, conversation))
  if (reached === 'aborted') return null
  const scripts = reached ? sent.map(() => SCRIPT_DONE) : []
  conversation.noteResponse('result', accepted ? '000' : '100')
  return answer(
    'FCX',
    writeParameters([
      textParameter(PP.FCXRES, accepted ? '000' : '100'),
      ...(scripts.length > 0 ? [[PP.ISRESULTS, Uint8Array.from(Buffer.concat(scripts))] as const] : []),
      ...(read.transaction.how === 'tap' && tagList ? [[PP.EMVDATA, new Uint8Array()] as const] : []),
      ...(read.transaction.how === 'insert' ? emvData(read.transaction, tagList) : []),
    ]),
  )
}

/**
 * Whether a script of the issuer gets to the card. A chip in the slot is there; a card that was tapped is asked for
 * once more, and whatever becomes of that changes nothing in the sale (ABECS 6.9.4.3).
 */
async function reachCard(
  { transaction }: CardInPad,
  timeoutMs: number | null,
  { body }: PadContext,
  { notify, signal }: Conversation,
): Promise<boolean | 'aborted'> {
  if (transaction.how === 'insert') return true
  if (!transaction.card.updatesByTap) return false
  await notify('SOLICITE CARTAO', 'NOVAMENTE')
  body.show('POR FAVOR', 'REAPROXIME')
  const outcome = await body.wait(
    { what: 'card', command: 'FCX', takesTap: true },
    (gesture): boolean | undefined => {
      if (gesture.kind === 'key') return gesture.key === 'cancel' ? false : undefined
      return gesture.kind === 'card' && gesture.how === 'tap' ? gesture.card.id === transaction.card.id : undefined
    },
    { timeoutMs: timeoutMs ?? CONTACTLESS_TIMEOUT_MS, signal },
  )
  if (outcome === 'aborted') return outcome
  body.clearDisplay()
  return outcome === true
}

/** A tap has spoken in GCX already and only echoes the host; a chip that decided offline is not asked again. */
function finish(
  read: CardInPad,
  host: { readonly said: HostWord; readonly hasIssuerData: boolean },
  context: PadContext,
): boolean {
  const { transaction, decision } = read
  if (transaction.how === 'tap' || decision !== '2') {
    read.stage = 'finished'
    return host.said === 'approved' && decision !== '1'
  }
  if (!context.body.slot) throw gone(context)
  countCryptogram(context)
  read.stage = 'finished'
  const { cardStates } = context
  const { id } = transaction.card
  const kind = secondCryptogram(transaction, { ...host, offlineInARow: cardStates.offlineInARow(id) })
  if (host.said !== 'unreachable') cardStates.heardFromHost(id)
  else if (kind === 'TC') cardStates.approvedOffline(id)
  return kind === 'TC'
}
