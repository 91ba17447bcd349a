import type { CallName, Request, Response } from '#contract/api.ts'
import { permissionSchema } from '#contract/permissions.ts'
import type { Result } from '#contract/result.ts'
import { askApproval } from './approval.ts'
import { showToast } from './screen-store.ts'

/**
 * Asks the till. A refusal is shown as a toast in the till's language; the view never waits, because what changes
 * arrives as an event.
 *
 * @returns the result, for the few places that need its value.
 */
export async function call<Name extends CallName>(name: Name, request: Request<Name>): Promise<Result<Response<Name>>> {
  const result = await ask(name, request)
  if (!result.ok) showToast({ tone: 'failure', failure: result.error })
  return result
}

/**
 * The same, for the places that show the failure themselves. What the person may not do alone is asked for once more when somebody
 * who may has lent it; where nobody does, that is the failure.
 */
export async function ask<Name extends CallName>(name: Name, request: Request<Name>): Promise<Result<Response<Name>>> {
  const result = await askOnce(name, request)
  if (result.ok || result.error.code !== 'SESSION_NEEDS_APPROVAL') return result
  const permission = permissionSchema.safeParse(result.error.details?.permission)
  if (!permission.success) return result
  const isLent = await askApproval({ call: name, payload: request, permission: permission.data })
  return isLent ? ask(name, request) : result
}

async function askOnce<Name extends CallName>(name: Name, request: Request<Name>): Promise<Result<Response<Name>>> {
  try {
    const question = window.till[name] as (request: Request<Name>) => Promise<Result<Response<Name>>>
    return await question(request)
  } catch {
    return { ok: false, error: { code: 'INTERNAL_UNEXPECTED' } }
  }
}

let last: Promise<unknown> = Promise.resolve()

/** Runs steps one after another, so that a fast hand (scan, scan, card) keeps its order. */
export function inOrder(step: () => Promise<unknown>): void {
  last = last.then(step, step)
}
