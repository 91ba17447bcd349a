import { COUNTRY_RULES } from '#contract/country-rules.ts'
import { succeed } from '#contract/result.ts'
import type { SetupDraft, SetupView } from '#contract/views/setup-view.ts'
import type { ShopView } from '#contract/views/shop-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { FakeTill } from './fake-till.ts'
import { LOCKED_SESSION, sampleSlices } from './sample-shop.ts'

type OpenSetup = Extract<SetupView, { stage: 'draft' }>

/** A first run that has come to `step`, with what was answered on the way. */
export function sampleSetup(step: SetupDraft['step'], change: Partial<OpenSetup> = {}): OpenSetup {
  return {
    stage: 'draft',
    draft: {
      step,
      country: step === 'country' ? null : 'fr',
      shop: {
        name: step === 'country' ? '' : 'Épicerie du Port',
        street: step === 'trial' ? '' : '3 quai de la Fosse',
        postcode: '44000',
        town: 'Nantes',
        phone: '',
        registration: step === 'shop' ? '123 456 782 00011' : '12345678200010',
        vatNumber: 'FR11123456782',
        activityCode: '',
        tillLabel: 'Caisse 1',
      },
      tillNumber: 1,
      vatBasisPoints: step === 'country' ? [] : [...COUNTRY_RULES.fr.vatBasisPoints],
      goods: 'sample',
    },
    people: step === 'trial' ? [{ id: 'person-1', name: 'Claire D.', role: 'manager' }] : [],
    keyCopy: null,
    currency: 'EUR',
    ...change,
  }
}

/** Slices of a till in its first run: nobody can sign in. */
export function setupSlices(setup: OpenSetup): Partial<Slices> {
  const { devices } = sampleSlices()
  return { session: { kind: 'locked', users: [], heldSales: 0 }, setup, devices: { ...devices, devices: [] } }
}

/** A first run as far as the screen sees it. */
export function setupAnswers(till: FakeTill) {
  const change = (work: (setup: OpenSetup) => Partial<OpenSetup>) => {
    const { setup } = till.slices
    if (setup?.stage === 'draft') till.set('setup', { ...setup, ...work(setup) })
    return succeed({})
  }
  return {
    'setup.keep': ({ draft }: { readonly draft: SetupDraft }) => change(() => ({ draft })),
    'setup.keepPerson': ({ pin: _, ...person }: OpenSetup['people'][number] & { readonly pin?: string | undefined }) =>
      change(({ people }) => ({ people: [...people, person] })),
    'setup.removePerson': ({ personId }: { readonly personId: string }) =>
      change(({ people }) => ({ people: people.filter(({ id }) => id !== personId) })),
    'setup.exportKey': ({ folder }: { readonly folder: string }) => {
      const keyCopy = { path: `${folder}/comptoir-fiscal-key.json`, triedAt: '2026-11-22T13:30:00.000Z' }
      change(() => ({ keyCopy }))
      return succeed(keyCopy)
    },
    'setup.finish': () => {
      till.set('setup', { stage: 'trial' })
      till.set('session', sampleSlices().session)
      return succeed({})
    },
    'setup.openTrainingShop': () => {
      till.set('setup', null)
      till.set('session', LOCKED_SESSION)
      return succeed({})
    },
    'setup.endTrial': () => {
      till.set('setup', null)
      return succeed({})
    },
  }
}

/** The shop of the reference pictures, as its page shows it. */
export const SAMPLE_SHOP: ShopView = {
  fields: {
    name: 'Épicerie Lenoir',
    street: '12 rue des Halles',
    postcode: '44000',
    town: 'Nantes',
    phone: '02 00 00 00 00',
    registration: '12345678200010',
    vatNumber: 'FR11123456782',
    activityCode: '4711B',
    tillLabel: 'Caisse 2',
  },
  vatBasisPoints: [550, 1_000, 2_000],
  floatMinor: 15_000,
  footLines: ['Ouvert tous les jours de 7 h à 20 h'.slice(0, 32)],
  customerPaper: 'on-request',
  guaranteeFamilies: [],
  country: 'fr',
  currency: 'EUR',
  tillNumber: 2,
}
