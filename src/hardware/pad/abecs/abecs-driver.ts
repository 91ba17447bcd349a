import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type {
  AuthorisationTerms,
  CardAuthorisation,
  CardRead,
  CardVerdict,
  CustomerQuestion,
  EncryptedTrack,
  HostVerdict,
  PadIdentity,
  PadNotice,
  PinPadPort,
  PurchaseRequest,
} from '#payment/ports/pin-pad.port.ts'
import type { PinPadCarePort, TryCardRequest } from '#payment/ports/pin-pad-care.port.ts'
import { figuresCommand } from './care-commands.ts'
import {
  authorisationCommand,
  completionCommand,
  displayCommand,
  eventCommand,
  pinCommand,
  removeCardCommand,
  trackCommand,
} from './commands.ts'
import { questionFor } from './customer-questions.ts'
import { IdleKeys } from './idle-keys.ts'
import {
  AUTHORISATION_TAGS,
  type CardFound,
  COMPLETION_TAGS,
  readAuthorisation,
  readPin,
  readProof,
  readRemoval,
  readTrack,
  readVerdict,
} from './pad-answers.ts'
import { PadCare } from './pad-care.ts'
import { type AbecsPadOptions, PadChannel, type Run } from './pad-channel.ts'
import type { PadRows } from './pad-texts.ts'
import { PadVoice } from './pad-voice.ts'
import { STATUS } from './parameters.ts'
import { type Farewell, farewellText, headingRow } from './purchase-words.ts'
import { type CardDialogue, readCard } from './read-card.ts'
import { NO_FIGURES, type StripePin, stripeAuthorisation } from './stripe-authorisation.ts'

/** One payment, from a card read to `end`. */
interface Purchase {
  readonly request: PurchaseRequest
  readonly found: CardFound
  /** PIN of a stripe, taken before GTK wipes the number it belongs to. */
  pin: StripePin | null
  /** What the pad says while the card is taken out. */
  farewell: Farewell
  /** No word of the card's alone is an approval. */
  forceOnline: boolean
  /** Of a card that decided without the bank: it has no more to say, and is not asked again. */
  ownVerdict: CardVerdict | null
}

const FORGOTTEN_AFTER_MS = 500
/** ISO/IEC 7813, third digit of the service code: the PIN is asked for. */
const PIN_SERVICE = /^..[03567]/

/** The pad behind an endpoint, spoken to in ABECS 2.12 (pin-pad sheet 2). Opens nothing before `connect`. */
export function createAbecsPad(options: AbecsPadOptions): PinPadPort & PinPadCarePort {
  return new AbecsPad(options)
}

class AbecsPad implements PinPadPort, PinPadCarePort {
  readonly alias: string
  readonly endpoint: string
  readonly #options: AbecsPadOptions
  readonly #channel: PadChannel
  readonly #voice = new PadVoice()
  readonly #care: PadCare
  readonly #keys: IdleKeys
  #begun: PurchaseRequest | null = null
  #purchase: Purchase | null = null
  /** A chip went in and was not seen to come out, perhaps because the line was lost. */
  #mayHoldCard = false

  constructor(options: AbecsPadOptions) {
    this.#options = options
    this.alias = options.alias
    this.endpoint = options.endpoint
    this.#channel = new PadChannel(options, {
      tell: (notice) => this.#voice.tell(notice),
      onFirmwareText: (rows) => this.#voice.firmware(rows, this.#purchase && this.#amount(this.#purchase)),
      onCardLeft: () => {
        this.#mayHoldCard = true
      },
      onLost: () => this.#forget(),
      beforeRun: () => this.#keys.leave(),
      afterRun: () => this.#keys.rest(),
    })
    const { clock } = options
    const isHeld = () => this.#begun !== null
    this.#keys = new IdleKeys({ channel: this.#channel, clock, voice: this.#voice, isHeld })
    this.#care = new PadCare({
      channel: this.#channel,
      acquirerIndex: options.acquirerIndex,
      dataKeyIndex: options.trackKeyIndex,
      voice: this.#voice,
      isHeld,
      readCard: async (run, request, headingRow) => {
        this.#voice.locale = request.locale
        const found = await this.#readAnyCard(run, request, headingRow)
        return found.ok ? succeed(found.value.card) : found
      },
      removeCard: (run, rows) => this.#waitForRemoval(run, rows),
    })
  }

  connect(): Promise<Result<PadIdentity>> {
    return this.#channel.connect(this.#voice.locale)
  }

  beginPurchase(request: PurchaseRequest): Promise<Result<CardRead>> {
    if (this.#begun !== null) return Promise.resolve(fail('PINPAD_BUSY'))
    return this.#channel.run(async (run) => {
      if (!this.#channel.isConnected) return fail('PINPAD_LINK_LOST')
      this.#begun = request
      this.#voice.locale = request.locale
      const opened = await this.#channel.open(run)
      if (!opened.ok) return opened
      const found = await this.#readAnyCard(run, request)
      if (!found.ok) return found
      this.#purchase = {
        request,
        found: found.value,
        pin: null,
        farewell: 'stopped',
        forceOnline: true,
        ownVerdict: null,
      }
      return succeed(found.value.card)
    })
  }

  encryptTrack(): Promise<Result<EncryptedTrack>> {
    return this.#withPurchase(async (run, purchase) => {
      const { stripe } = purchase.found
      if (stripe !== null && PIN_SERVICE.test(stripe.serviceCode)) {
        const pin = await this.#askStripePin(run, purchase)
        if (!pin.ok) return pin
      }
      const command = trackCommand(this.#options.trackKeyIndex)
      return this.#channel.askFor(run, command, LIMITS.padAnswerTimeoutMs, ({ parameters }) => readTrack(parameters))
    })
  }

  authorise(terms: AuthorisationTerms): Promise<Result<CardAuthorisation>> {
    return this.#withPurchase(async (run, purchase) => {
      if (purchase.found.stripe !== null) return succeed(stripeAuthorisation(purchase.pin))
      purchase.forceOnline = terms.forceOnline
      const authorised = await this.#askChip(run, purchase, terms)
      this.#voice.cue(null)
      if (!authorised.ok) return authorised
      const { decision, emvDataHex, emv } = authorised.value
      if (decision === 'online') {
        await this.#display(run, [this.#amount(purchase), this.#voice.text('wait')])
        return authorised
      }
      const approved = decision === 'offline-approved'
      // A tap is decided by the pad's own tables, which may know no better.
      const mayApprove = !terms.forceOnline && purchase.request.amountMinor <= terms.floorLimitMinor
      if (approved && !mayApprove) return fail('PINPAD_CARD_NOT_ACCEPTED')
      purchase.ownVerdict = { approved, emvDataHex, emv }
      purchase.farewell = approved ? 'accepted' : 'declined'
      return authorised
    })
  }

  askCustomer(question: CustomerQuestion): Promise<Result<string>> | null {
    const ask = questionFor(question, this.#voice.locale)
    if (ask === null) return null
    return this.#withPurchase(async (run, purchase) => {
      const answer = await ask({ channel: this.#channel, voice: this.#voice }, run)
      // A stop ends the question, not the payment behind it.
      await this.#display({ cancelled: false }, [this.#amount(purchase), this.#voice.text('wait')])
      return answer
    })
  }

  complete(answer: HostVerdict): Promise<Result<CardVerdict>> {
    return this.#withPurchase(async (run, purchase) => {
      const isApproved = answer.kind === 'approved'
      const { found, ownVerdict } = purchase
      if (!isApproved) purchase.farewell = answer.kind === 'declined' ? 'declined' : 'stopped'
      if (ownVerdict !== null) return succeed({ ...ownVerdict, approved: isApproved && ownVerdict.approved })
      if (found.stripe !== null) {
        if (isApproved) purchase.farewell = 'accepted'
        return succeed({ approved: isApproved, emvDataHex: '', emv: NO_FIGURES })
      }
      const told = await this.#tellChip(run, purchase, answer)
      this.#voice.cue(null)
      const isAlone = answer.kind === 'unable-to-go-online'
      const verdict = told.ok && isAlone && purchase.forceOnline ? succeed({ ...told.value, approved: false }) : told
      // Without the bank the card may still have the last word, within its limits.
      if (verdict.ok && answer.kind !== 'declined')
        purchase.farewell = verdict.value.approved ? 'accepted' : isApproved ? 'declined' : 'stopped'
      return verdict
    })
  }

  removeCard(): Promise<Result<null>> {
    return this.#channel.run((run) =>
      this.#waitForRemoval(run, [
        this.#voice.text(farewellText(this.#begun, this.#purchase?.farewell ?? 'stopped')),
        this.#voice.text('removeCard'),
      ]),
    )
  }

  end(): Promise<Result<null>> {
    return this.#channel.run((run) => {
      this.#forget()
      return this.#channel.idle(run, this.#voice.locale)
    })
  }

  cancel(): Promise<Result<null>> {
    return this.#channel.cancel()
  }

  disconnect(): Promise<void> {
    this.#forget()
    return this.#channel.disconnect()
  }

  onNotice(listener: (notice: PadNotice) => void): () => void {
    return this.#voice.onNotice(listener)
  }

  readKeys(): ReturnType<PinPadCarePort['readKeys']> {
    return this.#care.readKeys()
  }

  readTableVersion(): ReturnType<PinPadCarePort['readTableVersion']> {
    return this.#care.readTableVersion()
  }

  loadTables(...terms: Parameters<PinPadCarePort['loadTables']>): Promise<Result<null>> {
    return this.#care.loadTables(...terms)
  }

  showText(rows: readonly [string, string]): Promise<Result<null>> {
    return this.#care.showText(rows)
  }

  tryCard(request: TryCardRequest): Promise<Result<CardRead>> {
    return this.#care.tryCard(request)
  }

  choose(...terms: Parameters<PinPadCarePort['choose']>): Promise<Result<number>> {
    return this.#care.choose(...terms)
  }

  askNumber(...terms: Parameters<PinPadCarePort['askNumber']>): Promise<Result<string>> {
    return this.#care.askNumber(...terms)
  }

  onFunctionKey(listener: Parameters<PinPadCarePort['onFunctionKey']>[0]): () => void {
    return this.#keys.listen(listener)
  }

  encrypt(bytes: Uint8Array): ReturnType<PinPadCarePort['encrypt']> {
    return this.#care.encrypt(bytes)
  }

  /** Out of order by the port's own rules when no card was read: answered as the pad would. */
  #withPurchase<Value>(body: (run: Run, purchase: Purchase) => Promise<Result<Value>>): Promise<Result<Value>> {
    return this.#channel.run(async (run) => {
      if (this.#purchase !== null) return body(run, this.#purchase)
      return this.#channel.isConnected ? fail('PINPAD_REFUSED', { status: STATUS.INVCALL }) : fail('PINPAD_LINK_LOST')
    })
  }

  async #readAnyCard(run: Run, request: PurchaseRequest, headingRow?: string): Promise<Result<CardFound>> {
    const { clock, acquirerIndex, stripeForUnknownChip = false } = this.#options
    const emptied = this.#mayHoldCard ? await this.#waitUntilEmpty(run, request) : succeed(null)
    if (!emptied.ok) return emptied
    this.#mayHoldCard = true
    const dialogue: CardDialogue = {
      clock,
      acquirerIndex,
      stripeForUnknownChip,
      voice: this.#voice,
      ask: (command, timeoutMs) => this.#channel.ask(run, command, timeoutMs),
    }
    const found = await readCard(dialogue, request, headingRow)
    if (found.ok) this.#mayHoldCard = found.value.card.entryMode === 'chip'
    return found
  }

  async #waitForRemoval(run: Run, rows: PadRows): Promise<Result<null>> {
    this.#voice.mirror(rows)
    const command = removeCardCommand(rows)
    const removed = await this.#channel.askFor(run, command, LIMITS.padRemoveCardTimeoutMs, () => null)
    if (removed.ok) this.#mayHoldCard = false
    return removed
  }

  /** GCX would take a forgotten card of the customer before at once, so the slot must be seen empty first. */
  async #waitUntilEmpty(run: Run, { timeoutMs }: PurchaseRequest): Promise<Result<null>> {
    await this.#display(run, [this.#voice.text('removeCard'), ''])
    // An empty slot is answered at once; only a card that stays there is worth a word.
    const withdraw = this.#options.clock.after(FORGOTTEN_AFTER_MS, () => this.#voice.cue('remove-forgotten-card'))
    const removal = eventCommand({ keys: false, stripe: false, chip: 'removed', contactless: false, timeoutMs })
    const answerTimeoutMs = timeoutMs + LIMITS.padAnswerTimeoutMs
    const removed = await this.#channel.askFor(run, removal, answerTimeoutMs, ({ parameters }) => {
      readRemoval(parameters)
      return null
    })
    withdraw()
    this.#voice.cue(null)
    return !removed.ok && removed.error.code === 'PINPAD_TIMEOUT' ? fail('PINPAD_CARD_LEFT') : removed
  }

  #askStripePin(run: Run, purchase: Purchase): Promise<Result<null>> {
    const rows: PadRows = [this.#amount(purchase), this.#voice.text('code')]
    this.#voice.mirror(rows)
    this.#voice.tell({ kind: 'pin-entry' })
    const command = pinCommand(this.#options.pinKeyIndex, rows)
    return this.#channel.askFor(run, command, LIMITS.padPinTimeoutMs, ({ blocks }) => {
      purchase.pin = readPin(blocks[0] ?? new Uint8Array())
      return null
    })
  }

  async #askChip(run: Run, purchase: Purchase, terms: AuthorisationTerms): Promise<Result<CardAuthorisation>> {
    const { request, found } = purchase
    const command = authorisationCommand({
      ...terms,
      amountMinor: request.amountMinor,
      cashbackMinor: request.cashbackMinor,
      currency: request.currency,
      acquirerIndex: found.acquirerIndex ?? this.#options.acquirerIndex,
      pinKeyIndex: this.#options.pinKeyIndex,
      tags: AUTHORISATION_TAGS,
      rows: [this.#amount(purchase), this.#voice.text('code')],
      timeoutMs: LIMITS.padPinTimeoutMs,
    })
    // The pad counts from the last key and answers by itself; this wait is for a pad that does not.
    const answerTimeoutMs = LIMITS.padPinTimeoutMs + LIMITS.padAnswerTimeoutMs
    const authorised = await this.#channel.askFor(run, command, answerTimeoutMs, ({ parameters }) => {
      const read = readAuthorisation(parameters)
      // The holder of a phone or a watch was asked there, and has no card to sign beside.
      return found.card.device === 'wallet' ? { ...read, signatureRequired: false } : read
    })
    if (!authorised.ok || authorised.value.emvDataHex !== '') return authorised
    // A decision without its proof is worth nothing to a bank: a pad that left it out is asked for it once.
    const { value } = authorised
    const proof = figuresCommand(AUTHORISATION_TAGS)
    return this.#channel.askFor(run, proof, LIMITS.padAnswerTimeoutMs, ({ parameters }) => ({
      ...value,
      ...readProof(parameters, value.decision),
    }))
  }

  #tellChip(
    run: Run,
    { found }: Purchase,
    { kind, responseCode, issuerDataHex }: HostVerdict,
  ): Promise<Result<CardVerdict>> {
    // A tap may be asked for once more, for what the bank wants to write on the card.
    const secondTapTimeoutMs =
      found.card.entryMode === 'contactless' ? LIMITS.padSecondTapTimeoutMs : LIMITS.padAnswerTimeoutMs
    const command = completionCommand({
      kind,
      responseCode,
      issuerData: issuerDataHex === null ? null : new Uint8Array(Buffer.from(issuerDataHex, 'hex')),
      tags: COMPLETION_TAGS,
      timeoutMs: secondTapTimeoutMs,
    })
    return this.#channel.askFor(run, command, secondTapTimeoutMs + LIMITS.padAnswerTimeoutMs, ({ parameters }) =>
      readVerdict(parameters),
    )
  }

  /** Text on the pad; that it could not be shown changes nothing. */
  async #display(run: Run, rows: PadRows): Promise<void> {
    const shown = await this.#channel.askFor(run, displayCommand(rows), LIMITS.padAnswerTimeoutMs, () => null)
    if (shown.ok) this.#voice.mirror(rows)
  }

  #forget(): void {
    this.#begun = null
    this.#purchase = null
    this.#voice.cue(null)
  }

  #amount({ request }: Purchase): string {
    return headingRow(request)
  }
}
