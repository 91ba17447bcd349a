import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { API, CALL_NAMES, type CallName } from '#contract/api.ts'
import { openTill } from '#main/compose.ts'
import { readTillOptions } from '#main/till-options.ts'
import { type Desk, deskOf } from '#test/support/bad-input/desk.ts'
import { filesBelow } from '../../tools/tour/card-data-search.ts'
import '#test/support/quick-hashes.ts'

/**
 * Goal: whatever text a call takes, a card number in it is kept nowhere: not in the database, a log, a file or its name, nor in what the
 * screens are told. Method: every text of every call of the contract gets a card number of its own, beside what else makes the call a good
 * one; then all bytes that the till left are read.
 */

/** Calls that end what the others need, or wait for a device or a bank that is not there. */
const LEFT_OUT: readonly CallName[] = ['session.lock', 'backup.restore', 'setup.openTrainingShop']
/** What fields of these names take, so that the rest of a request is a good one. */
const KNOWN: Readonly<Record<string, string>> = {
  pin: '2580',
  initials: 'ZT',
  day: '2026-11-22',
  fromDay: '2026-11-22',
  toDay: '2026-11-22',
  firstDay: '2026-01-01',
  lastDay: '2026-12-31',
  fromTime: '10:00',
  toTime: '11:00',
  from: '10:00',
  until: '11:00',
  endpoint: 'tcp://127.0.0.1:1',
  reference: 'A1',
  cardTail: '1111',
  stan: '000001',
  retrievalReference: '123456789012',
  approvalCode: 'A1B2C3',
  terminalId: 'TERM0001',
  merchantId: 'MERCHANT0000001',
  contract: '1234567',
  host: '127.0.0.1',
  port: '1',
  caFile: '',
  certificateFile: '',
  keyFile: '',
  serverName: '',
  referralPhone: '',
  registration: '',
  vatNumber: '',
  activityCode: '',
  companyNumber: '',
  email: '',
  loyaltyNumber: '',
  postcode: '44000',
  prefix: '21',
  application: '1',
  tillNumber: '1',
  tillId: '1',
}

/** All calls, and each number both ways, under SOAK=1; else those in which people write words of their own. */
const SOAK = process.env.SOAK === '1'
const WRITTEN =
  /^(cart|sale|customer|people|floor|means|shop|workstation|account|reservation|payment|settings|catalogue)\.|^articles\.save/
const WAYS: readonly ((number: string) => string)[] = [
  (number) => number.replace(/\d{4}(?=\d)/g, '$& '),
  ...(SOAK ? [(number: string) => number] : []),
]

const folder = mkdtempSync(join(tmpdir(), 'comptoir-numbers-'))
const dataFolder = join(folder, 'data')
let desk: Desk

beforeAll(async () => {
  const options = readTillOptions(['--data', dataFolder], folder)
  if (!options.ok) throw new Error(options.error.code)
  const opened = await openTill(options.value)
  if (!opened.ok) throw new Error(opened.error.code)
  desk = deskOf(opened.value)
}, 30_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let drawn = 0
/** Sixteen figures that pass Luhn, another one each time. */
function cardNumber(): string {
  drawn += 1
  const body = `411122${String(drawn).padStart(9, '0')}`
  const sum = [...body].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly additionalProperties?: Schema | boolean
  readonly propertyNames?: Schema
}

type Path = readonly (string | number)[]

/** Ids that the till knows, by the name of their field. */
async function knownIds(): Promise<Readonly<Record<string, unknown>>> {
  const { till, sale } = await desk.look()
  const familyId = till.families[0]?.id ?? ''
  const { cells } = await desk.ask('catalogue.quickKeys', { familyId })
  return {
    ...KNOWN,
    productId: cells[0]?.product.id ?? '',
    familyId,
    lineId: sale.lines[0]?.id ?? '',
    userId: 'ines',
  }
}

interface Wish {
  readonly ids: Readonly<Record<string, unknown>>
  /** Collects the place of each text. */
  readonly texts: Path[]
  /** The one place that must be there; without one, all that may be left out is there. */
  readonly wanted: Path | null
}

const isOnWay = (path: Path, wanted: Path) => path.every((part, at) => part === wanted[at])

/** A request that the schema takes. */
function good(schema: Schema, name: string, wish: Wish, path: Path): unknown {
  const { ids, texts, wanted } = wish
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const variants = schema.anyOf ?? schema.oneOf
  if (variants !== undefined) {
    const chosen = variants.find((one) => one.type === 'string' || one.properties !== undefined) ?? variants[0]
    return chosen === undefined ? null : good(chosen, name, wish, path)
  }
  if (schema.properties !== undefined) {
    const all = Object.entries(schema.properties).filter(
      ([key]) => wanted === null || schema.required?.includes(key) || isOnWay([...path, key], wanted),
    )
    return Object.fromEntries(all.map(([key, inner]) => [key, good(inner, key, wish, [...path, key])]))
  }
  switch (schema.type) {
    case 'array':
      return schema.items === undefined ? [] : [good(schema.items, name, wish, [...path, 0])]
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1))
    case 'boolean':
      return false
    case 'null':
      return null
    case 'object':
      return {}
    default:
      texts.push(path)
      return ids[name] ?? 'Zoe Test'
  }
}

function withText(value: unknown, path: Path, text: string): unknown {
  const [head, ...rest] = path
  if (head === undefined) return text
  if (Array.isArray(value)) return value.map((each, at) => (at === head ? withText(each, rest, text) : each))
  const fields = value as Record<string, unknown>
  return { ...fields, [head]: withText(fields[head], rest, text) }
}

it('are kept by no call', async () => {
  const put = new Map<string, string>()
  const found: string[] = []
  let refused = 0
  const signIn = async () => {
    const { session } = await desk.look()
    if (session.kind !== 'signed-in')
      await desk.till.dispatch('session.signIn', { userId: 'claire', pin: '3333' }, { carrier: 'test' })
  }
  for (const name of CALL_NAMES.filter((one) => (SOAK || WRITTEN.test(one)) && !LEFT_OUT.includes(one))) {
    await signIn()
    const schema = z.toJSONSchema(API[name].request, { io: 'input', unrepresentable: 'any' }) as Schema
    const texts: Path[] = []
    const { sale } = await desk.look()
    if (sale.lines.length === 0) await desk.till.dispatch('sale.addProduct', { productId: 'miel' }, { carrier: 'test' })
    const ids = await knownIds()
    good(schema, '', { ids, texts, wanted: null }, [])
    for (const path of texts) {
      for (const write of WAYS) {
        const number = cardNumber()
        put.set(number, `${name} ${path.join('.')}`)
        const request = good(schema, '', { ids, texts: [], wanted: path }, [])
        const answer = await desk.till.dispatch(name, withText(request, path, write(number)), { carrier: 'test' })
        if (!answer.ok && answer.error.code.includes('CARD_NUMBER')) refused += 1
      }
    }
    const told = JSON.stringify(await desk.look()).replace(/ /g, '')
    found.push(...[...put].filter(([number]) => told.includes(number)).map(([, where]) => `${where} is told`))
  }
  await desk.close()
  const files = filesBelow(folder)
  const all = files.map((file) => `${file}\n${readFileSync(file, 'latin1')}`.replace(/ /g, '')).join('\n')
  found.push(...[...put].filter(([number]) => all.includes(number)).map(([, where]) => where))
  expect([...new Set(found)]).toEqual([])
  expect(refused, 'texts of which the till says so').toBeGreaterThan(10)
}, 120_000)
