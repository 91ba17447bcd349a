import { loadAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'

export const bcd87 = loadAcquirerProfile(new URL('../../../resources/acquirers/bcd87.json', import.meta.url))
