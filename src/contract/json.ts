/**
 * What may cross a carrier. Electron's structured clone and Playwright's serialiser disagree on Date, bigint,
 * Map and Buffer, so payloads are plain JSON: amounts as safe integers, times as ISO strings, bytes as base64.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** True when `value` survives JSON unchanged: no undefined, no non-finite number, no class instance. */
export function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isJson)
  if (typeof value !== 'object') return false
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return Object.values(value as Record<string, unknown>).every(isJson)
}
