import type { Dispatch } from '#contract/dispatch.ts'
import type { Result } from '#contract/result.ts'
import type { SliceEvent } from '#contract/views/till-view.ts'
import type { CardProduct } from '#payment/products/card-products.ts'
import type { CustomerScreenPort } from '#till/ports/customer-screen.port.ts'
import type { CardExtraSettings } from '#till/ports/settings.port.ts'
import type { Scenario } from '#till/scenario/scenario-file.ts'
import type { AcquirerSettings } from './compose/acquirer-settings.ts'
import type { Banks } from './compose/bank-settings.ts'
import type { PumpSettings } from './compose/pump-settings.ts'
import type { SafeStorage } from './secret-store/key-protection.ts'

/** A till that runs: what every carrier needs of it, and nothing else. */
export interface RunningTill {
  readonly dispatch: Dispatch
  /** Numbered events from now on; the returned function ends the subscription. */
  subscribe(listener: (event: SliceEvent) => void): () => void
  /** Ends workers, devices and the database, in this order. */
  close(): Promise<void>
}

/** Where the settings of a till are, and what of them the command line has the word in. */
export interface SettingsPlace {
  readonly path: string
  /** The folder of the settings, and below it those of training and of live selling. */
  readonly home: string
  readonly hostFixed: boolean
  /** `--training` or `--live`; or `--data`, a folder that holds the data of one of them. */
  readonly modeFixed: 'option' | 'folder' | null
}

export interface TillOptions {
  /** Folder of the database, the keys and the logs; made when missing. Training and live never share one. */
  readonly dataFolder: string
  readonly training: boolean
  /** Left out: `settings.json` in `dataFolder`, and no other mode. */
  readonly settings?: SettingsPlace
  /** In training: begins without the training shop, with the first run. Live selling always does. */
  readonly empty?: boolean
  /**
   * `tcp://host:port` or `serial:/dev/…` of the first pad and printer; null where none is set up yet. Later changes of
   * the devices win over them, except in training.
   */
  readonly padEndpoint: string | null
  readonly printerEndpoint: string | null
  /** Empty in training without a bank, which is then one that never answers. */
  readonly hostEndpoint: string
  /** Needed for live selling, or `banks`; the training shop has its own. */
  readonly acquirer?: AcquirerSettings
  /** More than one bank: in place of `hostEndpoint` and `acquirer`. */
  readonly banks?: Banks
  /** The training shop's other hosts, where they run: a standby of its bank, and the host of a second bank. */
  readonly standbyEndpoint?: string
  readonly secondHostEndpoint?: string
  /** Kinds of cards besides plain bank cards; the shipped ones where it is left out. */
  readonly cardProducts?: readonly CardProduct[]
  /** Tips and cash with a card; as the shop has them where it is left out. */
  readonly cardExtras?: CardExtraSettings
  /** What customers can do by themselves on the pad; the shipped ones where it is left out. */
  readonly scenarios?: readonly Scenario[]
  /** Fuel pumps that sell without a cashier; none where it is left out. */
  readonly pumps?: readonly PumpSettings[]
  /** Where other programs put tickets and read what became of them; none where it is left out. */
  readonly ticketFolder?: string
  /** The window that faces the customer, where the shell can open one. */
  readonly customerScreen?: CustomerScreenPort
  /** The system's key store, where the shell has one. */
  readonly safeStorage?: SafeStorage
}

/** Opens the till on its data. Errors: STORE_CORRUPTED, STORE_NEWER, STORE_LOCKED, STORE_NOT_WRITABLE, STORE_DISK_FULL. */
export type OpenTill = (options: TillOptions) => Promise<Result<RunningTill>>
