/**
 * Goal: a technician tries out a pad and a printer, one thing at a time, each with an end; a test sale leaves no charge
 * behind, whatever happens. Method: the real desk and the real payment engine, scripted pads, a host with a ledger.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import { besideTrials } from '#main/compose/open-devices.ts'
import { isTestSale } from '#main/compose/test-sales.ts'
import { DISPLAY, openDeviceBench, PAD, PRINTER, SECOND_PAD, TABLES } from '#test/support/devices/device-bench.ts'
import { benchTrials } from '#test/support/devices/trials-bench.ts'
import { SALE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function opened() {
  const bench = await openDeviceBench()
  closers.push(bench.remove)
  const till = await bench.open()
  closers.push(till.close)
  const trials = benchTrials(till, { clock: bench.clock })
  bench.state.isPaymentOpen = () => trials.engine.isBusy()
  const added = await till.desk.intake.addPad({ alias: 'TPE Terrasse', endpoint: SECOND_PAD, serialNumber: 'B2' })
  if (!added.ok) throw new Error(added.error.code)
  await settle()
  const [pad, printer] = till.devices()
  const log = (deviceId: string) => till.devices().find(({ id }) => id === deviceId)?.log[0]
  return {
    ...bench,
    ...till,
    ...trials,
    firstPad: bench.pad(PAD),
    secondPad: bench.pad(SECOND_PAD),
    padId: pad?.id ?? '',
    printerId: printer?.id ?? '',
    secondId: added.value.deviceId,
    log,
  }
}

describe('tables', () => {
  it('are loaded with their progress and are current afterwards', async () => {
    const { trials, desk, devices, padId, firstPad, log } = await opened()
    firstPad.tableVersion = null
    await desk.check(padId)
    expect(devices()[0]?.pad).toMatchObject({ tableVersion: null, tablesCurrent: false })
    const loading = trials.loadTables(padId)
    expect(desk.bench.current()).toMatchObject({ kind: 'load-tables', deviceId: padId, cancellable: true })
    expect(await loading).toMatchObject({ ok: true })
    expect(devices()[0]?.pad).toMatchObject({ tableVersion: TABLES.version, tablesCurrent: true })
    expect(log(padId)).toMatchObject({ kind: 'tables-loaded', details: { version: TABLES.version } })
  })

  it('that the pad does not take leave the old ones, and the log says why', async () => {
    const { trials, padId, firstPad, log } = await opened()
    const details = { version: TABLES.version }
    firstPad.loading = { ok: false, error: { code: 'PINPAD_TABLES_NOT_TAKEN', details } }
    expect(await trials.loadTables(padId)).toMatchObject({ error: { code: 'PINPAD_TABLES_NOT_TAKEN' } })
    expect(log(padId)).toMatchObject({ kind: 'test-failed', details: { test: 'load-tables' } })
  })
})

it('tables are the bank’s own matter where the till has none', async () => {
  const { trials, ...bench } = await opened()
  expect(await benchTrials(bench, { tables: null }).trials.loadTables(bench.padId)).toMatchObject({
    error: { code: 'DEVICE_NO_TABLES' },
  })
})

describe('the text', () => {
  it('stays for some seconds, is mirrored, and gives way to the idle text', async () => {
    const { trials, desk, clock, padId, firstPad } = await opened()
    const shown = trials.testText(padId)
    await settle()
    expect(desk.bench.current()).toMatchObject({ kind: 'test-text', padRows: ['Essai d’écran', 'TPE Comptoir'] })
    expect(desk.padStatus().state).toBe('busy')
    await clock.advance(LIMITS.deviceTestTextMs)
    expect(await shown).toMatchObject({ ok: true })
    expect(firstPad.asked.at(-1)).toBe('end')
    expect(desk.padStatus().state).toBe('ready')
  })

  it('goes at once when it is stopped', async () => {
    const { trials, desk, padId, firstPad } = await opened()
    const shown = trials.testText(padId)
    await settle()
    await desk.bench.cancel()
    expect(await shown).toMatchObject({ ok: true })
    expect(firstPad.asked.at(-1)).toBe('end')
  })
})

describe('the card', () => {
  it('is read and not charged', async () => {
    const { trials, secondId, host, log } = await opened()
    expect(await trials.testCard(secondId)).toEqual({
      ok: true,
      value: { entryMode: 'chip', scheme: 'cb', cardTail: '1111', applicationLabel: 'CB' },
    })
    expect(host.heard).toEqual([])
    expect(log(secondId)).toMatchObject({ kind: 'tested', details: { test: 'test-card' } })
    expect(JSON.stringify(log(secondId))).not.toContain('1111')
  })

  it('is not asked for while a payment is at the pad, nor on a pad that is another one', async () => {
    const { trials, pay, engine, padId, firstPad, secondPad, secondId, desk } = await opened()
    firstPad.read = () => new Promise(() => {})
    await pay()
    expect(await trials.testCard(padId)).toMatchObject({ error: { code: 'PINPAD_BUSY' } })
    await engine.cancel()
    secondPad.become('C3')
    await desk.check(secondId)
    expect(await trials.testCard(secondId)).toMatchObject({ error: { code: 'PINPAD_OTHER_SERIAL' } })
    expect(await trials.testCard('nobody')).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
  })
})

describe('the test sale', () => {
  const net = (ledger: ReadonlyMap<string, { amountMinor: number; state: string }>) =>
    [...ledger.values()].reduce((sum, { amountMinor, state }) => sum + (state === 'approved' ? amountMinor : 0), 0)

  it('is approved at the bank on the pad that is tried, and reversed at once', async () => {
    const { trials, secondId, secondPad, firstPad, host, book, engine, log } = await opened()
    const before = firstPad.asked.length
    const sold = await trials.testSale(secondId)
    expect(sold).toMatchObject({ value: { outcome: 'approved-and-reversed', failure: null, responseCode: '00' } })
    expect(secondPad.asked).toContain('complete approved')
    expect(firstPad.asked.slice(before)).toEqual([])
    expect([...host.ledger.values()]).toEqual([{ amountMinor: 1, state: 'reversed' }])
    await settle()
    expect(await book.openTestSales()).toEqual([])
    expect(engine.view()).toBeNull()
    expect(log(secondId)).toMatchObject({ kind: 'tested', details: { outcome: 'approved-and-reversed' } })
  })

  it('goes to the bank even where the card or the till might answer for it', async () => {
    const { trials, padId, firstPad, host } = await opened()
    const terms: unknown[] = []
    const { authorisation } = firstPad
    firstPad.authorise = (asked?: unknown) => {
      terms.push(asked)
      return authorisation()
    }
    await trials.testSale(padId)
    expect(terms).toEqual([{ forceOnline: true, floorLimitMinor: 0 }])
    host.sales.push('unreachable')
    expect(await trials.testSale(padId)).toMatchObject({
      value: { outcome: 'not-finished', failure: { code: 'HOST_UNREACHABLE' } },
    })
  })

  it('tells a refusal from a card that never came', async () => {
    const { trials, desk, padId, firstPad, host } = await opened()
    host.sales.push('decline')
    expect(await trials.testSale(padId)).toMatchObject({ value: { outcome: 'declined' } })
    await settle()
    firstPad.read = () => new Promise(() => {})
    const sold = trials.testSale(padId)
    await settle()
    expect(desk.bench.current()).toMatchObject({ kind: 'test-sale', cancellable: true })
    await desk.bench.cancel()
    expect(await sold).toMatchObject({ value: { outcome: 'not-finished', failure: { code: 'PAYMENT_CANCELLED' } } })
    expect(net(host.ledger)).toBe(0)
  })

  it('does not wait for ever for a bank that does not take the reversal; the reversal goes on', async () => {
    const { trials, padId, host, clock, book } = await opened()
    host.reversals.push('lost-silent', 'lost-silent', 'lost-silent')
    const sold = trials.testSale(padId)
    await clock.advance(LIMITS.hostAnswerTimeoutMs)
    expect(await sold).toMatchObject({
      value: { outcome: 'not-finished', failure: { code: 'PAYMENT_REVERSAL_PENDING' }, responseCode: '00' },
    })
    expect(await book.openTestSales()).toHaveLength(1)
    await clock.advance(60_000)
    expect(net(host.ledger)).toBe(0)
    expect(await book.openTestSales()).toEqual([])
  })

  it('goes on without the bank when it is stopped', async () => {
    const { trials, desk, padId, host } = await opened()
    host.reversals.push('lost-silent')
    const sold = trials.testSale(padId)
    await settle()
    await desk.bench.cancel()
    expect(await sold).toMatchObject({ value: { failure: { code: 'PAYMENT_REVERSAL_PENDING' } } })
  })

  it('is given back as soon as a full disk takes the reversal, and can be stopped until then', async () => {
    const { trials, desk, padId, host, clock, journal } = await opened()
    const { commit } = journal
    journal.commit = (step) =>
      step.kind === 'given-back'
        ? Promise.reject(new CatalogueFailure({ code: 'STORE_DISK_FULL' }))
        : commit.call(journal, step)
    const sold = trials.testSale(padId)
    await settle()
    expect(net(host.ledger)).toBe(1)
    await desk.bench.cancel()
    expect(await sold).toMatchObject({ value: { failure: { code: 'PAYMENT_REVERSAL_PENDING' } } })
    journal.commit = commit
    await clock.advance(2_000)
    expect(net(host.ledger)).toBe(0)
  })

  it('asks nobody for a signature: an unsigned sale is reversed', async () => {
    const { trials, padId, firstPad, journal, testSales, host, clock } = await opened()
    const { authorisation } = firstPad
    firstPad.authorisation = async () => {
      const asked = await authorisation()
      return asked.ok
        ? { ok: true, value: { ...asked.value, pin: 'none', pinBlockHex: null, signatureRequired: true } }
        : asked
    }
    const { commitSignatureSlip } = journal
    journal.commitSignatureSlip = async (step) => {
      await commitSignatureSlip.call(journal, step)
      if (isTestSale(step.saleId)) testSales.signatureAsked()
    }
    const sold = trials.testSale(padId)
    await clock.advance(1)
    expect(await sold).toMatchObject({ value: { outcome: 'approved-and-reversed' } })
    expect(net(host.ledger)).toBe(0)
  })

  it('keeps card payments out while it runs, and they keep it out', async () => {
    const { trials, engine, desk, padId, firstPad, pay } = await opened()
    const cards = besideTrials(engine, desk)
    firstPad.read = () => new Promise(() => {})
    const sold = trials.testSale(padId)
    await settle()
    expect(await cards.start(SALE)).toMatchObject({ error: { code: 'PINPAD_BUSY' } })
    await desk.bench.cancel()
    await sold
    await settle()
    await pay()
    expect(await trials.testSale(padId)).toMatchObject({ error: { code: 'PAYMENT_ALREADY_OPEN' } })
    expect(desk.bench.current()).toBeNull()
  })

  it('is given back at the next start when a kill came between approval and reversal', async () => {
    const first = await opened()
    const { engine, book, journal, host } = first
    await book.beginTestSale({ saleId: 'device-test-9', deviceId: first.padId }, '2026-11-22T13:33:00.000Z')
    await book.beginTestSale({ saleId: 'device-test-never-begun', deviceId: first.padId }, '2026-11-22T13:34:00.000Z')
    const started = await engine.start({ ...SALE, saleId: 'sale-as-test', amountMinor: 1 })
    await settle()
    if (!started.ok) throw new Error(started.error.code)
    const stored = journal.payments.get(started.value.paymentId)
    if (!stored) throw new Error('no payment')
    journal.payments.set(stored.id, { ...stored, saleId: 'device-test-9' })
    await engine.close()
    expect(net(host.ledger)).toBe(1)

    const after = benchTrials(first, { journal, clock: first.clock })
    after.host.ledger.clear()
    await after.testSales.recover()
    await settle()
    expect(journal.payments.get(stored.id)?.state.kind).toBe('reversed')
    expect(await book.openTestSales()).toEqual([])
  })
})

describe('the slip', () => {
  it('is printed at once, and the log says so', async () => {
    const { trials, printers, printerId, log } = await opened()
    expect(await trials.testSlip(printerId)).toMatchObject({ ok: true })
    const bytes = printers.get(PRINTER)?.printed[0]
    expect(Buffer.from(bytes ?? []).toString('latin1')).toContain('Imprimante')
    expect(log(printerId)).toMatchObject({ kind: 'tested', details: { test: 'test-slip' } })
  })

  it('says what hinders it', async () => {
    const { trials, printers, printerId, log } = await opened()
    const printer = printers.get(PRINTER)
    if (printer) printer.trouble = 'PRINTER_COVER_OPEN'
    expect(await trials.testSlip(printerId)).toMatchObject({ error: { code: 'PRINTER_COVER_OPEN' } })
    expect(log(printerId)).toMatchObject({ kind: 'test-failed', details: { code: 'PRINTER_COVER_OPEN' } })
  })
})

describe('a customer display', () => {
  it('shows a text for some seconds, or until it is stopped, and its log says so', async () => {
    const { trials, desk, devices, clock, display, log } = await opened()
    const added = await desk.intake.addDisplay({ alias: 'Afficheur', endpoint: DISPLAY, profile: 'cd5220' })
    const displayId = added.ok ? added.value.deviceId : ''
    for (const stopped of [false, true]) {
      const trying = trials.testDisplay(displayId)
      await settle()
      expect(display(DISPLAY).reads()[0]).toContain('ESSAI')
      expect(devices().at(-1)?.state).toBe('busy')
      if (stopped) await desk.bench.cancel()
      else await clock.advance(LIMITS.deviceTestTextMs)
      expect(await trying).toEqual({ ok: true, value: null })
      expect(display(DISPLAY).reads()).toEqual(['', ''])
    }
    expect(log(displayId)).toMatchObject({ kind: 'tested', details: { test: 'test-display' } })
    display(DISPLAY).unplug()
    expect(await trials.testDisplay(displayId)).toMatchObject({ error: { code: 'DISPLAY_NOT_FOUND' } })
    expect(log(displayId)).toMatchObject({ kind: 'test-failed' })
    expect(await trials.testDisplay('nobody')).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
  })
})
