import { readFileSync } from 'node:fs'
import { type AcquirerProfile, parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'

type ShippedName = 'ascii87' | 'bcd87'

/** A shipped profile as JSON with some of its switches set otherwise. */
export function profileJson(name: ShippedName, change: object): Record<string, unknown> {
  const file = new URL(`../../../resources/acquirers/${name}.json`, import.meta.url)
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>), ...change }
}

/** ascii87 with sign-on, key change and message codes, as JSON. */
export function macProfileJson(mac: NonNullable<AcquirerProfile['mac']>): Record<string, unknown> {
  const json = profileJson('ascii87', { mac, signOn: true, keyExchange: true })
  const iso8583 = json.iso8583 as { fields: number[] }
  return { ...json, iso8583: { ...iso8583, fields: [...iso8583.fields, 64, 128] } }
}

export function macProfile(mac: NonNullable<AcquirerProfile['mac']>): AcquirerProfile {
  return parseAcquirerProfile(macProfileJson(mac))
}
