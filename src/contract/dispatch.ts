import { API, type CallName, type Request, type Response } from './api.ts'
import { failureSchema } from './errors/catalogue.ts'
import { isJson } from './json.ts'
import { CatalogueFailure, type Failure, fail, type Result, succeed } from './result.ts'

/** Who asks: which carrier brought the call; `till` for what the till does by itself. */
export interface Caller {
  readonly carrier: 'electron' | 'loopback' | 'process' | 'test' | 'till'
}

/** One function per call of the table. A handler answers a value; expected failures are values too. */
export type Handlers = {
  readonly [Name in CallName]: (request: Request<Name>, caller: Caller) => Promise<Result<Response<Name>>>
}

/** Told of what a handler threw; returns the correlation id under which it was logged. */
export type ReportUnexpected = (thrown: unknown, name: string) => string

/** What a carrier moves back. */
export type Envelope = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Failure }

/** The call, bound to its handlers: never throws, always answers an envelope of plain JSON. */
export type Dispatch = (name: unknown, payload: unknown, caller: Caller) => Promise<Envelope>

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(API, name)
}

/**
 * Validates a call, runs its handler and answers an envelope.
 *
 * Guarantees: never throws; an unknown name, a malformed payload or a malformed answer is a value from the
 * catalogue; what was thrown never crosses, only the id under which it was logged.
 */
export function createDispatch(handlers: Handlers, reportUnexpected: ReportUnexpected): Dispatch {
  return async (name, payload, caller) => {
    if (!isCallName(name)) return fail('IPC_UNKNOWN_CALL', { name: String(name).slice(0, 40) })
    const request = API[name].request.safeParse(payload)
    if (!request.success) {
      return fail('IPC_BAD_REQUEST', { field: request.error.issues[0]?.path.join('.') || 'payload' })
    }
    try {
      const handler = handlers[name] as (request: unknown, caller: Caller) => Promise<Result<unknown>>
      const result = await handler(request.data, caller)
      if (!result.ok) return { ok: false, error: failureSchema.parse(result.error) as Failure }
      const response = API[name].response.parse(result.value)
      if (!isJson(response)) throw new Error(`answer of ${name} is not plain JSON`)
      return succeed(response)
    } catch (thrown) {
      if (thrown instanceof CatalogueFailure) return { ok: false, error: thrown.failure }
      return { ok: false, error: { code: 'INTERNAL_UNEXPECTED', correlationId: reportUnexpected(thrown, name) } }
    }
  }
}
