import { LIMITS } from '#contract/limits.ts'
import { createNexoDial } from '#hardware/terminals/nexo/nexo-dial.ts'
import { createNexoTerminal, type NexoSettings, nexoSettingsSchema } from '#hardware/terminals/nexo/nexo-driver.ts'
import { deriveNexoKeys } from '#hardware/terminals/nexo/nexo-security.codec.ts'
import { fingerprintOf, type Issued, issueCertificate } from '#simulators/crypto/certificate.ts'
import { NexoTerminal } from '#simulators/nexo-terminal/terminal.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { TerminalBench } from './terminal-bench.ts'

const SHORTER_MS: ReadonlyMap<number, number> = new Map([
  [LIMITS.nexoAnswerTimeoutMs, 1_500],
  [LIMITS.nexoAskPauseMs, 20],
  [LIMITS.terminalProbeTimeoutMs, 5_000],
])

/** Passphrase of the public vectors. */
export const PASSPHRASE = 'p@ssw0rd123456'
export const NEXO_KEYS = deriveNexoKeys(PASSPHRASE)
export const NEXO_NAMES = {
  poiId: 'P400Plus-275039202',
  keyIdentifier: 'CryptoKeyIdentifier12345',
  keyVersion: 1,
} as const
/** Made by this run: its key is nowhere. */
export const NEXO_IDENTITY: Issued = issueCertificate({ name: 'localhost', addresses: ['127.0.0.1'] })

export const NEXO_SETTINGS: NexoSettings = nexoSettingsSchema.parse({
  ...NEXO_NAMES,
  saleId: 'Caisse-1',
  certificate: fingerprintOf(NEXO_IDENTITY),
  passphrase: PASSPHRASE,
  can: ['refund', 'void', 'reserve', 'complete', 'release', 'day-end', 'reprint', 'abort'],
  partWish: 'tenderOption=AllowPartialAuthorisation',
})

export interface NexoBenchTerms {
  readonly settings?: Partial<NexoSettings>
  readonly identity?: Issued
  readonly now?: () => string
}

/** A simulated terminal behind TLS, and the driver that trusts its certificate. */
export function openNexoBench(terms: NexoBenchTerms = {}): Promise<TerminalBench<NexoTerminal>> {
  const { settings, identity: tls = NEXO_IDENTITY, now = () => new Date().toISOString() } = terms
  const own = { ...NEXO_NAMES, passphrase: PASSPHRASE, keys: NEXO_KEYS, customerMs: 0, tls }
  return TerminalBench.open({
    terminal: (ledgerFile) => new NexoTerminal({ port: 0, ledgerFile, ...own }, () => {}),
    driver: (endpoint, clock) =>
      createNexoTerminal({
        alias: 'Terrasse',
        endpoint,
        settings: { ...NEXO_SETTINGS, ...settings },
        clock: { ...clock, now },
        // A busy machine has the time of a shop to open its line.
        dial: createNexoDial(endpoint, { ...NEXO_SETTINGS, ...settings }, realClock),
        ...(settings?.passphrase === undefined && { keys: NEXO_KEYS }),
      }),
    shorterMs: SHORTER_MS,
  })
}
