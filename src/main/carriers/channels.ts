/** The two channels between preload and engine: calls inwards, events outwards. */
export const CALL_CHANNEL = 'till:call'
export const EVENT_CHANNEL = 'till:event'
