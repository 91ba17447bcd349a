import { expect, it } from 'vitest'
import { z } from 'zod'
import { API, CALL_NAMES } from '#contract/api.ts'
import { LIMITS } from '#contract/limits.ts'

/**
 * Goal: no call takes a text or a list without an end: whoever sends more is refused before anything of it is looked at. Method: the
 * schemas of all requests, walked.
 */

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly propertyNames?: Schema
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly maxLength?: number
  readonly maxItems?: number
  readonly maximum?: number
  readonly exclusiveMaximum?: number
  readonly pattern?: string
}

/** A pattern from end to end that repeats nothing without a bound. */
const isBounded = (pattern = ''): boolean =>
  /^\^.*\$$/.test(pattern) && !/(?<!\\)[*+]|\{\d+,\}/.test(pattern.replace(/\[[^\]]*\]/g, '.'))

function unbounded(schema: Schema, path: string): string[] {
  if (schema.const !== undefined || schema.enum !== undefined) return []
  const inner = [
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.allOf ?? []),
    ...(schema.prefixItems ?? []),
  ]
  const below = inner.flatMap((one) => unbounded(one, path))
  switch (schema.type) {
    case 'string':
      return schema.maxLength !== undefined || isBounded(schema.pattern) ? below : [...below, path]
    case 'array': {
      const own = schema.maxItems === undefined && schema.prefixItems === undefined ? [`${path}[]`] : []
      return [...own, ...below, ...(schema.items === undefined ? [] : unbounded(schema.items, `${path}[]`))]
    }
    case 'integer':
    case 'number':
      return schema.maximum === undefined && schema.exclusiveMaximum === undefined ? [path] : below
    case 'object': {
      const { additionalProperties: others, propertyNames } = schema
      const rest = typeof others === 'object' ? unbounded(others, `${path}.*`) : []
      // Names of a record are bounded by a list of them, or nothing is.
      const isNamed = propertyNames?.enum !== undefined || isBounded(propertyNames?.pattern)
      const names = typeof others === 'object' && !isNamed ? [`${path}.* names`] : []
      return [
        ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => unbounded(one, `${path}.${name}`)),
        ...names,
        ...rest,
        ...below,
      ]
    }
    default:
      return below
  }
}

it('every text, list and figure of every request has an end', () => {
  const found = CALL_NAMES.flatMap((name) =>
    unbounded(z.toJSONSchema(API[name].request, { io: 'input', unrepresentable: 'any' }) as Schema, name),
  )
  // Compared by its digest once it is a request of the call that it is for, which is bounded.
  expect(found.filter((path) => !path.startsWith('session.approve.payload'))).toEqual([])
})

it('a workstation has no more keys than there are', () => {
  const keys = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [
        `key${'x'.repeat(at % 30)}${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`,
        'F1',
      ]),
    )
  const request = API['workstation.change'].request
  expect(request.safeParse({ keys: keys(LIMITS.actionKeys) }).success).toBe(true)
  expect(request.safeParse({ keys: keys(LIMITS.actionKeys + 1) }).success).toBe(false)
  expect(request.safeParse({ keys: { '4111 1111 1111 1111': 'F1' } }).success).toBe(false)
})
