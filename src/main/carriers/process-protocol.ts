import { z } from 'zod'
import { failureSchema } from '#contract/errors/catalogue.ts'
import { sliceEventSchema } from '#contract/views/till-view.ts'

/**
 * A till in a process of its own speaks JSON lines.
 *
 *     in   {"id":1,"name":"till.snapshot","payload":{}}
 *     out  {"kind":"ready","pid":4711}                    once, when calls are answered
 *          {"kind":"refused","error":{"code":…}}          instead of ready; the process ends
 *          {"kind":"answer","id":1,"envelope":{…}}        one per call, in any order
 *          {"kind":"event","event":{"sequence":1,…}}      numbered from 1 in each process
 *
 * The process closes the till and ends when its input ends.
 */
export const callLineSchema = z.object({ id: z.int(), name: z.unknown(), payload: z.unknown() })

const envelopeSchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: failureSchema }),
])

export const engineLineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), pid: z.int() }),
  z.object({ kind: z.literal('refused'), error: failureSchema }),
  z.object({ kind: z.literal('answer'), id: z.int(), envelope: envelopeSchema }),
  z.object({ kind: z.literal('event'), event: sliceEventSchema }),
])
export type EngineLine = z.infer<typeof engineLineSchema>
