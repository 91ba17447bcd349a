import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { type OpenScreen, type ScreenRig, startScreenRig } from '#test/support/renderer/screen-rig.ts'
import { articlesSuite } from './articles.suite.ts'
import { bankSuite } from './bank.suite.ts'
import { cardExtraSuite } from './card-extras.suite.ts'
import { cartSuite } from './cart.suite.ts'
import { customersSuite } from './customers.suite.ts'
import { dayEndKeysSuite } from './day-end-keys.suite.ts'
import { deskKeysSuite } from './desk-keys.suite.ts'
import { explorerSuite } from './explorer.suite.ts'
import { gallerySuite } from './gallery.suite.ts'
import { goodsKeysSuite } from './goods-keys.suite.ts'
import { paletteSuite } from './palette.suite.ts'
import { papersSuite } from './papers.suite.ts'
import { paymentKeysSuite } from './payment-keys.suite.ts'
import { peopleSuite } from './people.suite.ts'
import { reservationSuite } from './reservations.suite.ts'
import { saleKeysSuite } from './sale-keys.suite.ts'
import { touchSuite } from './touch.suite.ts'
import { workstationSuite } from './workstation.suite.ts'

/**
 * Goal: the key map of the house, a scanner on every screen, and the same things by touch. Method: the built screen in a
 * browser before a fake till; which calls leave the screen. Each test starts the screen in the state it begins with.
 */

vi.setConfig({ testTimeout: 60_000 })

let rig: ScreenRig
let screen: OpenScreen
beforeAll(async () => {
  rig = await startScreenRig()
  screen = await rig.open()
})
afterAll(() => rig.close())
afterEach(() => {
  expect(screen.problems.splice(0)).toEqual([])
})

const open = () => screen
saleKeysSuite(open)
paymentKeysSuite(open)
dayEndKeysSuite(open)
deskKeysSuite(open)
paletteSuite(open)
workstationSuite(open)
gallerySuite(open)
touchSuite(open)
explorerSuite(open)
reservationSuite(open)
cardExtraSuite(open)
goodsKeysSuite(open)
cartSuite(open)
papersSuite(open)
customersSuite(open)
peopleSuite(open)
bankSuite(open)
articlesSuite(open)
