import { z } from 'zod'
import { FaultScript, faultSchema } from '#simulators/process/faults.ts'
import type { EmitEvent } from '#simulators/process/simulator-process.ts'
import { CardStates } from './card-states.ts'
import { type CardKind, findCard, kindOf, TEST_CARDS } from './cards.ts'
import { Customer, failureSchema, planSchema } from './customer.ts'
import { DurableCounters } from './durable-counters.ts'
import { EmissionLog } from './emission-log.ts'
import { EmvTables } from './emv-tables.ts'
import type { PadEndpoint } from './endpoints.ts'
import { type Exchange, Exchanges } from './exchanges.ts'
import { DEFAULT_IDENTITY, type PadIdentity } from './gix-command.ts'
import { type KeySlotOptions, KeySlots } from './key-slots.ts'
import { MediaStore } from './media-store.ts'
import { type Expectation, PAD_KEYS, PadBody, type Rows } from './pad-body.ts'
import { freshMemory, type PadContext, type Specification } from './pad-context.ts'
import { PadLine } from './pad-line.ts'
import { PadSession } from './pad-session.ts'
import { seededBytes } from './seeded-bytes.ts'

export interface PadOptions {
  readonly seed: number
  /** Counters of keys and cards; null keeps them in memory. */
  readonly countersFile: string | null
  readonly emissionsFile: string | null
  readonly readingMs: number
  /** 2.12 unless told otherwise. */
  readonly specification?: Specification
  readonly identity?: PadIdentity
  readonly keySlots?: KeySlotOptions
  /** EMV tables; null or none keeps them in memory. */
  readonly tablesFile?: string | null
}

/** What a person's page draws. Holds nothing that was typed and no card number beyond the last four. */
export interface PadPicture {
  readonly rows: Rows
  /** What the pad waits for. */
  readonly expects: Expectation['what'] | null
  readonly takesTap: boolean
  readonly cardInSlot: string | null
  readonly plugged: boolean
  readonly secureLink: boolean
  readonly seed: number
  readonly serialNumber: string
  readonly model: string
  /** Lines of the menu the pad shows. */
  readonly menu: readonly string[] | null
  /** PNG in the place of the rows, base64. */
  readonly image: string | null
  readonly cards: ReadonlyArray<{
    readonly id: string
    readonly name: string
    readonly last4: string
    readonly how: string
    /** What is special about it, one word for the page to translate. */
    readonly kind: CardKind
    readonly pin: string
  }>
  readonly exchanges: readonly Exchange[]
}

const controlSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('customer'), plan: planSchema }),
  z.object({ do: z.literal('nobody') }),
  z.object({ do: z.enum(['insert', 'tap', 'swipe']), card: z.string(), fails: failureSchema.optional() }),
  z.object({ do: z.literal('renew-cards') }),
  z.object({ do: z.literal('remove') }),
  z.object({ do: z.literal('key'), key: z.enum(PAD_KEYS) }),
  z.object({ do: z.literal('choose'), option: z.int().min(1).max(20) }),
  z.object({ do: z.literal('type'), text: z.string().regex(/^[0-9A-Z]{1,32}$/) }),
  z.object({ do: z.literal('time-out') }),
  faultSchema.extend({ do: z.literal('fault') }),
  z.object({ do: z.literal('no-faults') }),
  z.object({ do: z.literal('unplug') }),
  z.object({ do: z.literal('plug') }),
  z.object({ do: z.literal('display') }),
  z.object({ do: z.literal('picture') }),
])
export type PadControl = z.infer<typeof controlSchema>

/** The whole pad without its cable: body, customer, session and line. */
export class Pad {
  readonly line: PadLine
  readonly #body: PadBody
  readonly #customer: Customer
  readonly #context: PadContext
  readonly #session: PadSession
  readonly #exchanges: Exchanges
  readonly #faults = new FaultScript()
  readonly #seed: number
  readonly #onChange = new Set<() => void>()
  #endpoint: PadEndpoint | null = null
  #plugged = true

  constructor(options: PadOptions, emit: EmitEvent) {
    this.#seed = options.seed
    this.#body = new PadBody({
      onRows: (rows) => {
        emit('display', { rows })
        this.#changed()
      },
      onExpectation: (expectation) => {
        this.#customer.onExpectation(expectation)
        if (expectation) emit('expects', { what: expectation.what, command: expectation.command })
        this.#changed()
      },
    })
    this.#customer = new Customer(this.#body)
    this.#exchanges = new Exchanges((exchange) => {
      if (exchange.noteKey === null) {
        const { direction, id, status } = exchange
        emit('exchange', { direction, id, status })
      }
      this.#changed()
    })
    const counters = new DurableCounters(options.countersFile)
    this.#context = {
      body: this.#body,
      memory: freshMemory(),
      keys: new KeySlots(counters, options.keySlots),
      counters,
      cardStates: new CardStates(),
      tables: new EmvTables(options.tablesFile ?? null),
      media: new MediaStore(),
      identity: options.identity ?? DEFAULT_IDENTITY,
      specification: options.specification ?? '2.12',
      emissions: new EmissionLog(options.emissionsFile),
      random: seededBytes(options.seed),
      readingMs: options.readingMs,
      moments: {
        onCardFound: () => this.#customer.onCardFound(),
        onCompletion: () => this.#customer.onCompletion(),
      },
    }
    this.#session = new PadSession(this.#context, this.#exchanges)
    this.line = new PadLine(this.#session, this.#faults)
  }

  /** The cable, once it is there. */
  connect(endpoint: PadEndpoint): void {
    this.#endpoint = endpoint
  }

  onChange(listener: () => void): () => void {
    this.#onChange.add(listener)
    return () => void this.#onChange.delete(listener)
  }

  picture(): PadPicture {
    const expectation = this.#body.expectation
    return {
      rows: this.#body.rows,
      expects: expectation?.what ?? null,
      takesTap: expectation?.takesTap ?? false,
      menu: expectation?.options ?? null,
      image: this.#body.image ? Buffer.from(this.#body.image).toString('base64') : null,
      cardInSlot: this.#body.slot?.id ?? null,
      plugged: this.#plugged,
      secureLink: this.#session.isSealed,
      seed: this.#seed,
      ...this.#context.identity,
      cards: TEST_CARDS.map((card) => ({
        id: card.id,
        name: card.name,
        last4: card.pan.slice(-4),
        how: card.interfaces[0] ?? 'insert',
        kind: kindOf(card),
        pin: card.pin,
      })),
      exchanges: this.#exchanges.list(),
    }
  }

  /** One command of the script or of the page. Throws with its reason when it cannot be done. */
  async control(input: Record<string, unknown>): Promise<unknown> {
    const parsed = controlSchema.safeParse(input)
    if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
    const answer = await this.#obey(parsed.data)
    this.#changed()
    return answer
  }

  async #obey(command: PadControl): Promise<unknown> {
    switch (command.do) {
      case 'customer':
        return this.#customer.queue(command.plan)
      case 'nobody':
        return this.#customer.clear()
      case 'insert':
      case 'tap':
      case 'swipe':
        return this.#body[command.do](findCard(command.card), command.fails ?? null)
      case 'renew-cards':
        return this.#context.cardStates.renew()
      case 'remove':
        return this.#body.remove()
      case 'key':
        return this.#body.press(command.key)
      case 'choose':
        return this.#body.choose(command.option - 1)
      case 'type':
        return this.#body.type(command.text)
      case 'time-out':
        return this.#body.runOutOfTime()
      case 'fault':
        return this.#faults.add(faultSchema.parse(command))
      case 'no-faults':
        return this.#faults.clear()
      case 'unplug':
        this.#plugged = false
        return this.#endpoint?.unplug()
      case 'plug':
        this.#plugged = true
        return this.#endpoint?.plug()
      case 'display':
        return this.#body.rows
      case 'picture':
        return this.picture()
    }
  }

  #changed(): void {
    for (const listener of this.#onChange) listener()
  }
}
