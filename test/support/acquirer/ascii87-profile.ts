import { loadAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'

export const ascii87 = loadAcquirerProfile(new URL('../../../resources/acquirers/ascii87.json', import.meta.url))
