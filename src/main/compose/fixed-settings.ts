import manifest from '../../../package.json' with { type: 'json' }

/** The currency a till is set up with. */
export const TRAINING_CURRENCY = 'EUR'
export const VERSION = manifest.version
/** The shop's own time, whatever the machine is set to. */
export const TIME_ZONE = 'Europe/Paris'
export const TICKET_COLUMNS = 42
